#include "serve/body_part.h"

enum {
	VALUES_OF_RECORD = 16,	/* brackets, commas and numbers, and to spare
				   for one with more than it may have */
};

/* Take a member.  Returns 0, 1 or -1 as body_take(). */
static int
take_member(struct body *b, const struct json_member *member,
    struct span field[BODY_FIELDS])
{
	char shown[SPAN_SHOWN_MAX];
	int i = body_field_find(member->name);

	if (i == -1)
		return body_refuse(b, PROBLEM_FIELD, "%s is no field",
		    span_show(member->name, shown));
	if (member->kind == JSON_KIND_NULL)
		return 0;
	if (member->kind != JSON_KIND_STRING && i != BODY_AMOUNT)
		return body_refuse(b, PROBLEM_FIELD, "%s is no string",
		    body_field_name(i));
	if (member->kind != JSON_KIND_STRING &&
	    member->kind != JSON_KIND_NUMBER)
		return body_refuse(b, PROBLEM_FIELD,
		    "%s is neither a string nor a number", body_field_name(i));
	field[i] = member->text;
	return 0;
}

/* Take an object.  Returns likewise. */
static int
take_object(struct body *b, size_t most)
{
	struct span field[BODY_FIELDS] = { 0 };
	struct json_member member;
	int got;

	if (!json_tree_is_object(&b->tree))
		return body_refuse(b, PROBLEM_FIELD, "it is no object");
	while (json_tree_member(&b->tree, &member))
		if ((got = take_member(b, &member, field)) != 0)
			return got;
	if (field[BODY_ID].ptr == NULL)
		return body_refuse(b, PROBLEM_FIELD, "id is missing");
	if (field[BODY_AMOUNT].ptr == NULL)
		return body_refuse(b, PROBLEM_FIELD, "amount is missing");
	return body_take(b, field, most);
}

int
body_read_json(struct body *b, struct span bytes, size_t most)
{
	int got;

	*b = (struct body){ .problem = PROBLEM_JSON };
	got = json_tree_read(&b->tree, bytes, VALUES_OF_RECORD * (most + 1),
	    &b->why);
	if (got == 2)
		return body_refuse(b, PROBLEM_MANY,
		    "it has more in it than %zu records have, as many as may "
		    "come at once", most);
	if (got != 0)
		return got;
	b->is_one = !b->tree.is_array;
	if (!b->is_one)
		b->place = "record";
	while (json_tree_next(&b->tree)) {
		b->number++;
		got = take_object(b, most);
		if (got != 0)
			return got;
	}
	return body_end(b, most);
}
