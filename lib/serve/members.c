#include "serve/json_tree.h"
#include "serve/members.h"

enum { VALUES_MAX = 256 };	/* brackets, commas and numbers: far more than
				   any such object has */

/* It is none.  Returns 1, or -1 with errno ENOMEM. */
static int
refuse(struct buf *why, const char *clause)
{
	buf_say(why, "%s", clause);
	return why->failed ? -1 : 1;
}

/* Take a member.  Returns 0, or 1 if it is not among names. */
static int
take_member(const struct json_member *found, const char *const *names,
    struct member *member, struct buf *room)
{
	size_t i = 0;

	while (names[i] != NULL &&
	    !span_equal(found->name, span_of(names[i])))
		i++;
	if (names[i] == NULL)
		return 1;
	member[i].kind = found->kind == JSON_KIND_NUMBER ? MEMBER_NUMBER :
	    found->kind == JSON_KIND_STRING ? MEMBER_STRING : MEMBER_OTHER;
	/* There is room: it does not move. */
	member[i].text.ptr = room->ptr + room->len;
	member[i].text.len = found->text.len;
	buf_put(room, found->text);
	return 0;
}

/* Take all of them.  Returns 0; 1 with why; or -1 with errno ENOMEM. */
static int
take_members(struct json_tree *tree, const char *const *names,
    struct member *member, struct buf *room, struct buf *why)
{
	struct json_member found;
	char shown[SPAN_SHOWN_MAX];

	if (tree->is_array)
		return refuse(why, "it is no object");
	while (json_tree_next(tree))
		while (json_tree_member(tree, &found))
			if (take_member(&found, names, member, room) != 0) {
				buf_say(why, "%s is no field",
				    span_show(found.name, shown));
				return why->failed ? -1 : 1;
			}
	return 0;
}

int
members_read(struct span body, const char *const *names, struct member *member,
    struct buf *room, enum problem *problem, struct buf *why)
{
	struct json_tree tree = { 0 };
	int got = 0;

	for (size_t i = 0; names[i] != NULL; i++)
		member[i] = (struct member){ 0 };
	buf_clear(room);
	if (buf_reserve(room, body.len + 1) == -1)
		return -1;
	if (body.len > 0)
		got = json_tree_read(&tree, body, VALUES_MAX, why);
	*problem = got == 1 ? PROBLEM_JSON : PROBLEM_FIELD;
	if (got == 0)
		got = take_members(&tree, names, member, room, why);
	else if (got == 2)
		got = refuse(why, "it has more in it than fields");
	json_tree_free(&tree);
	return got;
}
