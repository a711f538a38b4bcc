/*
 * json_tree - JSON that somebody sent, as far as a request has any: an object,
 * or an array of objects, and the members of these; by jansson, and the one
 * place that includes it.
 *
 *	struct json_tree tree = { 0 };
 *	struct json_member member;
 *
 *	if (json_tree_read(&tree, bytes, 100, &why) != 0)
 *		...
 *	while (json_tree_next(&tree))
 *		while (json_tree_member(&tree, &member))
 *			use(member.name, member.text);
 *	json_tree_free(&tree);
 *
 * A number is the text that stands in the bytes.  jansson would make a binary
 * fraction of it, or refuse it as too large; so it gets the bytes with other
 * numbers in the place of these, each as long as it was, and its tree and the
 * texts are in the same order.
 */
#ifndef BALSYS_JSON_TREE_H
#define BALSYS_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

enum json_kind {
	JSON_KIND_NULL,
	JSON_KIND_NUMBER,
	JSON_KIND_STRING,
	JSON_KIND_BOOL,
	JSON_KIND_OBJECT,
	JSON_KIND_ARRAY,
};

struct json_member {
	struct span name;	/* borrowed from the tree */
	enum json_kind kind;
	struct span text;	/* of a number, borrowed from the bytes; of a
				   string, from the tree; it may have NULs */
};

struct json_tree {
	bool is_array;
	size_t count;		/* elements of the array; 1 of an object */

	void *root, *object, *place;	/* private, as is what follows */
	size_t next;
	struct span *number;
	size_t nnumbers, cap, taken;
};

/*
 * Read all of bytes, which stay for as long as the tree.  No name may stand
 * twice in an object.
 *
 * Returns 0; 1 if it is none, with why: its line and column, and a clause; 2
 * if it has more than most brackets that open, commas and numbers, and was not
 * looked at any further; or -1 with errno ENOMEM, or ENOSYS if this was built
 * without jansson.  json_tree_free() is due in any case.
 */
int	json_tree_read(struct json_tree *t, struct span bytes, size_t most,
	    struct buf *why)
	__attribute__((warn_unused_result));

/*
 * Go to the next object: the one that there is, or that of an array.  Returns
 * false behind the last.  An element that is no object has no members, and
 * json_tree_is_object() says so.
 */
bool	json_tree_next(struct json_tree *t);
bool	json_tree_is_object(const struct json_tree *t);

/* Its next member, in the order of the text.  Returns false behind the last. */
bool	json_tree_member(struct json_tree *t, struct json_member *member);

/* Release everything.  Harmless twice. */
void	json_tree_free(struct json_tree *t);

#endif
