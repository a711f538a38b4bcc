/* Are these the records of a window?  Or which is the first that is not? */
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "cli/window_match.h"

/* Batches of lines, a letter each: "ac|b" is two. */
static void
fill(struct parcel *p, const char *batches)
{
	struct window window;

	parcel_clear(p);
	p->packing.batch = realloc(p->packing.batch,
	    (strlen(batches) + 1) * sizeof(*p->packing.batch));
	p->packing.batches = 1;
	for (const char *c = batches; *c != '\0'; c++) {
		if (*c == '|') {
			p->packing.batches++;
			continue;
		}
		p->packing.batch[p->held.count] = p->packing.batches - 1;
		CHECK_INT(parcel_put(p, (struct span){ c, 1 },
		    (struct span){ c, 1 }, 1), 0);
	}
	window = parcel_window(p);
	CHECK_INT(groups_make(&p->groups, &window, &p->packing), 0);
}

static void
check(const char *batches, const char *came, int wanted, size_t wanted_at)
{
	struct window_match m = { 0 };
	struct parcel p = { .cap = 100 };
	struct held held = { 0 };
	size_t at = 99;

	fill(&p, batches);
	for (const char *c = came; *c != '\0'; c++)
		CHECK_INT(held_put(&held, (struct span){ c, 1 },
		    SPAN("")), 0);
	CHECK_INT(window_match(&m, &p, &held, &at), wanted);
	if (wanted != WINDOW_MATCH_SAME)
		CHECK_INT(at, wanted_at);
	held_free(&held);
	parcel_free(&p);
	window_match_free(&m);
	window_match_free(&m);
}

static void
what_was_packed_is_known_again(void)
{
	check("abc", "abc", WINDOW_MATCH_SAME, 0);
	check("ac|b", "abc", WINDOW_MATCH_SAME, 0);
	check("cde|ab", "abcde", WINDOW_MATCH_SAME, 0);
	check("cde|ab", "cadbe", WINDOW_MATCH_SAME, 0);
	check("ay|ax", "axay", WINDOW_MATCH_SAME, 0);
	check("aa|a", "aaa", WINDOW_MATCH_SAME, 0);
}

static void
the_first_difference_is_found(void)
{
	check("ac|b", "abd", WINDOW_MATCH_OTHER, 2);
	check("ac|b", "xbc", WINDOW_MATCH_OTHER, 0);
	check("ac|b", "acc", WINDOW_MATCH_OTHER, 2);
	check("ac|b", "ab", WINDOW_MATCH_OTHER, 2);
	check("ac|b", "acbx", WINDOW_MATCH_OTHER, 3);
	check("ac|b", "cab", WINDOW_MATCH_ORDER, 1);
	check("aa|b", "aab", WINDOW_MATCH_SAME, 0);
	check("aa|b", "aba", WINDOW_MATCH_SAME, 0);
}

/* Whatever is drawn, and put into batches by lot, is the same. */
static void
windows_drawn_by_lot(void)
{
	struct random random = random_seeded(3);
	struct window_match m = { 0 };

	for (int round = 0; round < 300; round++) {
		size_t n = random_below(&random, 40) + 1;
		uint64_t batches = random_below(&random, 5) + 1;
		char came[64] = "", text[128] = "", *end = text;
		char of[64];

		for (size_t i = 0; i < n; i++) {
			came[i] = (char)('A' + i);
			of[i] = (char)random_below(&random, batches);
		}
		for (int b = 0; b < (int)batches; b++) {
			for (size_t i = 0; i < n; i++)
				if (of[i] == b)
					*end++ = came[i];
			if (end > text && end[-1] != '|')
				*end++ = '|';
		}
		if (end > text)
			*--end = '\0';
		check(text, came, WINDOW_MATCH_SAME, 0);
		/* Two that come in another order show, if in one batch. */
		size_t i = random_below(&random, n), j = i + 1;
		if (j < n) {
			came[i]++;
			came[j]--;
			check(text, came, of[i] == of[j] ? WINDOW_MATCH_ORDER :
			    WINDOW_MATCH_SAME, j);
		}
	}
	window_match_free(&m);
}

int
main(void)
{
	RUN(what_was_packed_is_known_again);
	RUN(the_first_difference_is_found);
	RUN(windows_drawn_by_lot);
	return check_status();
}
