/*
 * body_part - what serve/body_json and serve/body_csv have in common.
 */
#ifndef BALSYS_BODY_PART_H
#define BALSYS_BODY_PART_H

#include "serve/body.h"

enum body_field {
	BODY_ID,
	BODY_ACCOUNT,
	BODY_TIME,
	BODY_AMOUNT,
	BODY_FIELDS,
};

/* How a field is called; and back: -1 where it is none. */
const char *body_field_name(enum body_field field);
int	body_field_find(struct span name);

/*
 * It is none: say so, where it is (place and number) and why.  Returns 1, or -1
 * with errno ENOMEM.
 */
int	body_refuse(struct body *b, enum problem problem, const char *format,
	    ...)
	__attribute__((format(printf, 3, 4), warn_unused_result));

/*
 * Take a record, of most.  Returns 0; 1 if it is refused; -1 with errno
 * ENOMEM.
 */
int	body_take(struct body *b, const struct span field[BODY_FIELDS],
	    size_t most)
	__attribute__((warn_unused_result));

/* All were taken: is it any?  Returns as body_take(). */
int	body_end(struct body *b, size_t most)
	__attribute__((warn_unused_result));

#endif
