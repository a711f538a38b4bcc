/*
 * members - a small JSON object, such as {"rate":50}, by the names of its
 * members; through serve/json_tree.
 *
 *	static const char *const names[] = { "rate", "seed", NULL };
 *	struct member member[2];
 *	struct buf room = { 0 }, why = { 0 };
 *	enum problem problem;
 *
 *	if (members_read(body, names, member, &room, &problem, &why) != 0)
 *		...
 *
 * Numbers are the text that they have, so that nothing is rounded.
 */
#ifndef BALSYS_MEMBERS_H
#define BALSYS_MEMBERS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "serve/problem.h"

enum member_kind { MEMBER_MISSING, MEMBER_NUMBER, MEMBER_STRING, MEMBER_OTHER };

struct member {
	enum member_kind kind;
	struct span text;	/* of a number or a string; borrowed */
};

/*
 * Read an object whose members all are among names, each once; an empty body is
 * an object without any.  member has as many as names, which ends with NULL;
 * room holds their text, and is free for it to fill.  Returns 0; 1 if it is
 * none, with *problem and why; or -1 with errno ENOMEM or ENOSYS.
 */
int	members_read(struct span body, const char *const *names,
	    struct member *member, struct buf *room, enum problem *problem,
	    struct buf *why)
	__attribute__((warn_unused_result));

#endif
