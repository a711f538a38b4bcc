/* JSON that was sent: its objects and members in order, numbers as texts. */
#include <errno.h>

#include "check.h"
#include "serve/json_tree.h"

/* Read at most so many places; returns what json_tree_read() does. */
static int
read_text(struct json_tree *t, struct span text, size_t most)
{
	struct buf why = { 0 };
	int got = json_tree_read(t, text, most, &why);

	CHECK((got == 1) == (why.len > 0));
	buf_free(&why);
	return got;
}

static void
objects_and_members_come_in_order(void)
{
	struct json_tree t = { 0 };
	struct json_member m;

	CHECK_INT(read_text(&t, SPAN("[{\"b\":1.0,\"a\":\"x\\u0000y\"},[3],"
	    "{\"c\":-0,\"d\":null,\"e\":true,\"f\":[4],\"g\":{\"h\":5}},{}]"),
	    100), 0);
	CHECK(t.is_array);
	CHECK_INT(t.count, 4);
	CHECK(json_tree_next(&t) && json_tree_is_object(&t));
	CHECK(json_tree_member(&t, &m));
	CHECK_SPAN(m.name, "b");
	CHECK_INT(m.kind, JSON_KIND_NUMBER);
	CHECK_SPAN(m.text, "1.0");
	CHECK(json_tree_member(&t, &m));
	CHECK_SPAN(m.name, "a");
	CHECK_INT(m.kind, JSON_KIND_STRING);
	CHECK(span_equal(m.text, SPAN("x\0y")));
	CHECK(!json_tree_member(&t, &m));
	CHECK(json_tree_next(&t) && !json_tree_is_object(&t));
	CHECK(!json_tree_member(&t, &m));
	CHECK(json_tree_next(&t) && json_tree_is_object(&t));
	CHECK(json_tree_member(&t, &m));
	CHECK_SPAN(m.text, "-0");
	for (int i = 0; i < 4; i++) {
		static const enum json_kind kinds[] = { JSON_KIND_NULL,
		    JSON_KIND_BOOL, JSON_KIND_ARRAY, JSON_KIND_OBJECT };
		CHECK(json_tree_member(&t, &m));
		CHECK_INT(m.kind, kinds[i]);
		CHECK_INT(m.text.len, 0);
	}
	CHECK(!json_tree_member(&t, &m));
	CHECK(json_tree_next(&t));
	CHECK(!json_tree_member(&t, &m));
	CHECK(!json_tree_next(&t));
	CHECK(!json_tree_next(&t));
	json_tree_free(&t);
	json_tree_free(&t);
}

/* Numbers that nobody asked for are not those behind them. */
static void
members_may_be_passed_over(void)
{
	struct json_tree t = { 0 };
	struct json_member m;

	CHECK_INT(read_text(&t, SPAN("[{\"a\":1,\"b\":[2,{\"c\":3}]},4,[5],"
	    "{\"d\":6}]"), 100), 0);
	for (int i = 0; i < 4; i++)
		CHECK(json_tree_next(&t));
	CHECK(json_tree_member(&t, &m));
	CHECK_SPAN(m.text, "6");
	json_tree_free(&t);
}

static void
what_is_too_much_is_not_looked_at(void)
{
	struct json_tree t = { 0 };

	/* Two brackets, three numbers, three commas. */
	CHECK_INT(read_text(&t, SPAN("[{\"[,{1\":1},2,3 ,\"4\"]"), 8), 0);
	json_tree_free(&t);
	CHECK_INT(read_text(&t, SPAN("[{\"[,{1\":1},2,3 ,\"4\"]"), 7), 2);
	json_tree_free(&t);
	CHECK_INT(read_text(&t, SPAN("[1,2,3,4,5,6,7"), 7), 2);
	json_tree_free(&t);
	CHECK_INT(read_text(&t, SPAN("[\"1\\\",,,,,,,"), 7), 1);
	json_tree_free(&t);
	CHECK_INT(read_text(&t, SPAN("[1]x"), 7), 1);
	json_tree_free(&t);
}

int
main(void)
{
	struct json_tree t = { 0 };

	if (read_text(&t, SPAN("{}"), 1) == -1 && errno == ENOSYS) {
		printf("skip - json_tree: built without jansson\n");
		return 0;
	}
	json_tree_free(&t);
	RUN(objects_and_members_come_in_order);
	RUN(members_may_be_passed_over);
	RUN(what_is_too_much_is_not_looked_at);
	return check_status();
}
