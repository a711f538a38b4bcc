#include <stdlib.h>

#include "pack/branch.h"
#include "pack/dive.h"

enum {
	RECONSIDERED = 40,	/* batches, of which all ways are looked at, */
	NODES = 50,		/* up to so many */
	NEARLY = 100,		/* of LP_ONE */
};

static int
by_value(const void *a, const void *b)
{
	const struct master_share *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

/* Fill some batches.  Returns how many, or -1 with errno ENOMEM. */
static int
fill_some(struct search *s, uint32_t one_of)
{
	struct master *m = &s->master;
	uint32_t quota = s->kinds.batches / one_of + 1;
	int filled = 0;

	qsort(m->share, m->shares, sizeof(*m->share), by_value);
	for (size_t i = 0; i < m->shares; i++) {
		int64_t left = m->share[i].value;
		int taken = 1;

		for (; taken == 1 && left >= LP_ONE - NEARLY; left -= LP_ONE) {
			taken = search_take(s, m->share[i].pattern);
			filled += taken == 1;
		}
		if (taken == 1 && (uint32_t)filled < quota && left > 0 &&
		    (filled == 0 || left > LP_ONE / 2)) {
			taken = search_take(s, m->share[i].pattern);
			filled += taken == 1;
		}
		if (taken == -1)
			return -1;
	}
	return filled;
}

/*
 * What is left does not fit.  Empty some batches again, and if what is left
 * then is small enough, look at all ways to pack it.
 */
static enum search_answer
reconsider(struct search *s, size_t first)
{
	size_t filled = s->plan.count;
	size_t left = s->kinds.batches;

	if (left >= RECONSIDERED)
		return SEARCH_NONE;
	filled = filled - first + left > RECONSIDERED ? filled + left -
	    RECONSIDERED : first;
	search_give_back(s, filled);
	return branch_run(s, BRANCH_LARGEST, NODES);
}

/*
 * Ask the master.  Where its answer is no, look for another way, and then
 * allow more batches if that may help.
 */
static enum search_answer
ask(struct search *s, size_t first)
{
	for (;;) {
		enum search_answer answer;

		switch (master_run(&s->master, &s->kinds)) {
		case MASTER_FAILED:
			return SEARCH_FAILED;
		case MASTER_OPEN:
			return SEARCH_NONE;
		case MASTER_SPENT:
			return SEARCH_SPENT;
		case MASTER_CLOSED:
			break;
		}
		answer = reconsider(s, first);
		if (answer == SEARCH_FAILED || answer == SEARCH_FOUND)
			return answer;
		if (s->plan.count + s->kinds.batches + 1 >= s->plan.batches)
			return SEARCH_SPENT;
		s->kinds.batches++;
	}
}

static enum search_answer
go_down(struct search *s, uint32_t one_of)
{
	size_t first = s->plan.count;

	while (!search_is_whole(s)) {
		int filled = fill_some(s, one_of);
		enum search_answer answer;

		if (filled == -1)
			return SEARCH_FAILED;
		if (filled == 0)
			return SEARCH_NONE;
		answer = ask(s, first);
		if (answer != SEARCH_NONE)
			return answer;
	}
	return search_complete(s) == -1 ? SEARCH_FAILED : SEARCH_FOUND;
}

enum search_answer
dive_run(struct search *s, uint32_t one_of)
{
	size_t filled = s->plan.count;
	uint32_t batches = s->kinds.batches;
	uint32_t best = s->plan.batches;
	enum search_answer answer = go_down(s, one_of);

	if (answer == SEARCH_FOUND && s->plan.batches >= best)
		answer = SEARCH_NONE;
	search_give_back(s, filled);
	s->kinds.batches = batches;
	return answer;
}
