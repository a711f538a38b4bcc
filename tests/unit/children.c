/* Which of the two it was, where both have ended. */
#include <signal.h>

#include "check.h"
#include "serve/children.h"

/* How one ended, as of waitpid(2): by a status, or by a signal. */
#define EXITED(status) ((status) << 8)
#define KILLED(signal) (signal)

struct ends {
	int ledger, batch;	/* how */
	enum child_name first;
	bool was_ready;
	bool has_lost[CHILDREN];	/* what is to be said of it */
};

static const struct ends ends[] = {
	/* The other ends in peace, or as those do that are left alone. */
	{ KILLED(SIGKILL), EXITED(0), CHILD_LEDGER, true, { true, false } },
	{ KILLED(SIGKILL), EXITED(1), CHILD_LEDGER, true, { true, false } },
	{ KILLED(SIGKILL), EXITED(65), CHILD_LEDGER, true, { true, false } },
	{ EXITED(70), EXITED(0), CHILD_LEDGER, true, { true, false } },
	{ EXITED(0), KILLED(SIGKILL), CHILD_BATCH, true, { false, true } },
	{ EXITED(1), KILLED(SIGKILL), CHILD_BATCH, true, { false, true } },
	{ KILLED(SIGPIPE), EXITED(70), CHILD_BATCH, true, { false, true } },
	/* Whoever is seen first. */
	{ EXITED(1), KILLED(SIGKILL), CHILD_LEDGER, true, { false, true } },
	{ KILLED(SIGKILL), EXITED(65), CHILD_BATCH, true, { true, false } },
	/* Both did by themselves. */
	{ KILLED(SIGKILL), KILLED(SIGKILL), CHILD_BATCH, true, { true, true } },
	{ EXITED(2), EXITED(2), CHILD_LEDGER, true, { true, true } },
	{ EXITED(0), KILLED(SIGPIPE), CHILD_BATCH, true, { false, true } },
	/* None did as if so: then it was the first, or who read no more. */
	{ EXITED(0), EXITED(0), CHILD_LEDGER, true, { true, false } },
	{ EXITED(1), EXITED(1), CHILD_BATCH, true, { false, true } },
	{ KILLED(SIGPIPE), EXITED(0), CHILD_LEDGER, true, { false, true } },
	/* A ledger that has not begun to read says 65 of nothing to read. */
	{ EXITED(65), EXITED(64), CHILD_BATCH, false, { false, true } },
	{ EXITED(65), EXITED(0), CHILD_LEDGER, false, { true, false } },
	{ EXITED(65), EXITED(64), CHILD_BATCH, true, { true, true } },
};

static void
who_ended_by_itself_is_lost(void)
{
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct children c = { .first = ends[i].first,
		    .was_ready = ends[i].was_ready };

		c.child[CHILD_LEDGER].status = ends[i].ledger;
		c.child[CHILD_BATCH].status = ends[i].batch;
		for (int which = 0; which < CHILDREN; which++) {
			if (children_lost(&c, which) ==
			    ends[i].has_lost[which])
				continue;
			check_fail(__FILE__, __LINE__, child_name(which));
			fprintf(stderr, "in line %zu\n", i);
		}
	}
}

static void
who_was_told_to_end_is_not(void)
{
	struct children c = { .first = CHILD_LEDGER, .was_ready = true };

	c.child[CHILD_LEDGER].status = EXITED(70);
	c.child[CHILD_BATCH].status = KILLED(SIGKILL);
	c.child[CHILD_BATCH].was_told = true;
	CHECK(children_lost(&c, CHILD_LEDGER));
	CHECK(!children_lost(&c, CHILD_BATCH));
}

static void
one_that_never_began_may_be_ended(void)
{
	struct children c = { .input = -1, .outcomes = -1 };

	CHECK(!children_run(&c));
	children_end(&c);
	children_end(&c);
}

int
main(void)
{
	RUN(who_ended_by_itself_is_lost);
	RUN(who_was_told_to_end_is_not);
	RUN(one_that_never_began_may_be_ended);
	return check_status();
}
