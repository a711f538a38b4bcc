/* What was decided before is known exactly. */
#include "check.h"
#include "ledger/seen.h"

static void
a_key_is_found_with_its_content_and_fate(void)
{
	struct seen seen = { 0 };
	const struct seen_item *item;

	CHECK(seen_find(&seen, SPAN("a")) == NULL);
	CHECK(seen_add(&seen, SPAN("a"), SPAN("x\0y"), SEEN_ACCEPTED) != NULL);
	CHECK(seen_add(&seen, SPAN("b"), SPAN(""), SEEN_DECIDED) != NULL);
	CHECK(seen_add(&seen, SPAN(""), SPAN("z"), SEEN_DECIDED) != NULL);
	item = seen_find(&seen, SPAN("a"));
	CHECK(item != NULL && item->fate == SEEN_ACCEPTED);
	CHECK(seen_is(item, SPAN("x\0y")));
	CHECK(!seen_is(item, SPAN("x\0z")));
	CHECK(!seen_is(item, SPAN("x")));
	item = seen_find(&seen, SPAN("b"));
	CHECK(item != NULL && item->fate == SEEN_DECIDED);
	/* An empty content is one that is known. */
	CHECK(seen_is(item, SPAN("")) && !seen_is(item, SPAN("x")));
	CHECK(seen_is(seen_find(&seen, SPAN("")), SPAN("z")));
	CHECK(seen_find(&seen, SPAN("c")) == NULL);
	CHECK(seen_find(&seen, SPAN("a\0")) == NULL);
	seen_free(&seen);
	seen_free(&seen);
}

static void
a_content_not_known_matches_every_one(void)
{
	struct seen seen = { 0 };

	CHECK(seen_add(&seen, SPAN("a"), (struct span){ NULL, 0 },
	    SEEN_DECIDED) != NULL);
	CHECK(seen_is(seen_find(&seen, SPAN("a")), SPAN("x")));
	CHECK(seen_is(seen_find(&seen, SPAN("a")), SPAN("")));
	seen_free(&seen);
}

static void
many_keys_are_kept_apart(void)
{
	enum { COUNT = 100000 };
	struct seen seen = { 0 };
	char key[16];
	int found = 0;

	for (int i = 0; i < COUNT; i++) {
		int len = snprintf(key, sizeof(key), "%d", 2 * i);
		CHECK(seen_add(&seen, (struct span){ key, (size_t)len },
		    (struct span){ key, (size_t)len }, SEEN_ACCEPTED) != NULL);
	}
	for (int i = 0; i < 2 * COUNT; i++) {
		int len = snprintf(key, sizeof(key), "%d", i);
		const struct seen_item *item = seen_find(&seen,
		    (struct span){ key, (size_t)len });
		found += item != NULL && seen_is(item,
		    (struct span){ key, (size_t)len });
	}
	CHECK_INT(found, COUNT);
	seen_free(&seen);
}

static void
contents_differ_where_any_part_does(void)
{
	static const struct span parts[][3] = {
		{ { "t", 1 }, { "a", 1 }, { "1", 1 } },
		{ { "ta", 2 }, { "", 0 }, { "1", 1 } },
		{ { "", 0 }, { "ta", 2 }, { "1", 1 } },
		{ { "t", 1 }, { "a1", 2 }, { "", 0 } },
		{ { "t", 1 }, { "", 0 }, { "a1", 2 } },
		{ { "", 0 }, { "", 0 }, { "ta1", 3 } },
		{ { NULL, 0 }, { NULL, 0 }, { NULL, 0 } },
	};
	enum { COUNT = sizeof(parts) / sizeof(*parts) };
	struct buf content[COUNT] = { { 0 } };

	for (int i = 0; i < COUNT; i++) {
		buf_put(&content[i], SPAN("what was there"));
		seen_content(parts[i][0], parts[i][1], parts[i][2],
		    &content[i]);
	}
	for (int i = 0; i < COUNT; i++)
		for (int k = 0; k < COUNT; k++)
			CHECK_INT(span_equal(buf_span(&content[i]),
			    buf_span(&content[k])), i == k);
	for (int i = 0; i < COUNT; i++)
		buf_free(&content[i]);
}

int
main(void)
{
	RUN(a_key_is_found_with_its_content_and_fate);
	RUN(a_content_not_known_matches_every_one);
	RUN(many_keys_are_kept_apart);
	RUN(contents_differ_where_any_part_does);
	return check_status();
}
