/*
 * certificate_check - certificates.csv of a book against its windows: what it
 * says of every record, and that a bound by a function of sizes (pack/dual)
 * comes to what it says.
 *
 *	struct certificate_check check = { .audit = &audit };
 *
 *	certificate_check_begin(&check);
 *	while (next_window(&parcel, &row)) {
 *		certificate_check_window(&check, &parcel, &row);
 *		while (next_record(&i))
 *			certificate_check_record(&check, i);
 *		if (certificate_check_bound(&check) == -1)
 *			return -1;
 *	}
 *	status = certificate_check_end(&check);
 *
 * Where a bound has a value for every record instead, that is not looked at.
 */
#ifndef BALSYS_CERTIFICATE_CHECK_H
#define BALSYS_CERTIFICATE_CHECK_H

#include "cli/audit_file.h"
#include "cli/parcel.h"
#include "pack/dual.h"

struct certificate_check {
	struct audit *audit;	/* borrowed */

	struct audit_file file;	/* private, from here on */
	const struct parcel *p;
	const struct record *row;	/* of windows.csv */
	uint64_t begin;		/* the line of its first record */
	uint64_t parameter;
	bool by_function;	/* the bound is, and has no values */
	uint32_t *batch;	/* of each record */
	size_t batch_cap;
	struct order order;
	struct sizes sizes;
	int64_t *value;
	size_t value_cap;
};

/* Open the file, if there is one. */
void	certificate_check_begin(struct certificate_check *c);

/*
 * A window, and its line of windows.csv; both are borrowed until the next one.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	certificate_check_window(struct certificate_check *c,
	    const struct parcel *p, const struct record *row)
	__attribute__((warn_unused_result));

/*
 * The next record that went into it is its i-th; UINT32_MAX: it is not known
 * which.
 */
void	certificate_check_record(struct certificate_check *c, size_t i);

/* All its records were told.  Returns 0, or -1 with errno ENOMEM. */
int	certificate_check_bound(struct certificate_check *c)
	__attribute__((warn_unused_result));

/* There are no more windows.  Releases everything; returns 0 or a status. */
int	certificate_check_end(struct certificate_check *c)
	__attribute__((warn_unused_result));

#endif
