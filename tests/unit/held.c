/* Records kept back come out as they went in. */
#include <stdio.h>

#include "check.h"
#include "stream/held.h"

static void
lines_and_ids_are_copied(void)
{
	struct held h = { 0 };
	char line[] = "1,x,5.00", id[] = "1";

	CHECK_INT(held_put(&h, span_of(line), span_of(id)), 0);
	memset(line, '?', sizeof(line) - 1);
	id[0] = '?';
	CHECK_INT(held_put(&h, SPAN(""), SPAN("")), 0);
	CHECK_INT(held_put(&h, SPAN("a\0b"), SPAN("\"")), 0);
	CHECK_INT(h.count, 3);
	CHECK_SPAN(held_line(&h, 0), "1,x,5.00");
	CHECK_SPAN(held_id(&h, 0), "1");
	CHECK_SPAN(held_line(&h, 1), "");
	CHECK_SPAN(held_id(&h, 1), "");
	CHECK(span_equal(held_line(&h, 2), SPAN("a\0b")));
	CHECK_SPAN(held_id(&h, 2), "\"");
	held_free(&h);
	held_free(&h);
}

static void
a_cleared_one_serves_the_next_window(void)
{
	enum { ROUNDS = 5, COUNT = 3000 };
	struct held h = { 0 };
	char line[64], id[16];

	for (int round = 0; round < ROUNDS; round++) {
		held_clear(&h);
		CHECK_INT(h.count, 0);
		for (int i = 0; i < COUNT * (round + 1) / ROUNDS; i++) {
			int len = snprintf(id, sizeof(id), "%d", i * round);
			int whole = snprintf(line, sizeof(line),
			    "%s,some,more,%d", id, i);
			CHECK_INT(held_put(&h, (struct span){ line,
			    (size_t)whole }, (struct span){ id,
			    (size_t)len }), 0);
		}
		for (size_t i = 0; i < h.count; i++) {
			snprintf(id, sizeof(id), "%zu", i * (size_t)round);
			snprintf(line, sizeof(line), "%s,some,more,%zu", id,
			    i);
			CHECK_SPAN(held_id(&h, i), id);
			CHECK_SPAN(held_line(&h, i), line);
		}
	}
	held_free(&h);
}

static void
an_id_that_is_part_of_the_line_is_kept_with_it(void)
{
	struct held h = { 0 };
	char line[] = "17,x,18";
	size_t len = strlen(line);

	for (size_t at = 0; at <= len; at++)
		for (size_t part = 0; at + part <= len; part++)
			CHECK_INT(held_put(&h, (struct span){ line, len },
			    (struct span){ line + at, part }), 0);
	CHECK_INT(h.bytes.len, h.count * len);
	for (size_t at = 0, i = 0; at <= len; at++)
		for (size_t part = 0; at + part <= len; part++, i++)
			CHECK(span_equal(held_id(&h, i),
			    (struct span){ line + at, part }));
	/* What only touches it is not. */
	CHECK_INT(held_put(&h, (struct span){ line, 2 },
	    (struct span){ line + 1, 2 }), 0);
	CHECK_SPAN(held_id(&h, h.count - 1), "7,");
	held_free(&h);
}

int
main(void)
{
	RUN(an_id_that_is_part_of_the_line_is_kept_with_it);
	RUN(lines_and_ids_are_copied);
	RUN(a_cleared_one_serves_the_next_window);
	return check_status();
}
