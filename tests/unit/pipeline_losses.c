/*
 * The pipeline where its children end: what is put is decided once and in
 * order, whoever is killed and whenever.
 */
#include "base/random.h"
#include "pipeline_rig.h"

/* What must have become of the n-th of them. */
static bool
is_right(const struct run *run, size_t n)
{
	int fate = run->fate[n];

	if (n % 10 == 9)
		return fate == FATE_DUPLICATE;
	if (n % 10 == 5)
		return fate == FATE_REFUSED || fate == FATE_KNOWN;
	return fate == FATE_ACCEPTED;
}

/* All that was put, and what the book has of it. */
static void
check_all(struct run *run)
{
	size_t wrong = 0;
	char command[256];

	for (size_t i = 0; i < run->put; i++)
		wrong += !is_right(run, i);
	CHECK_INT(wrong, 0);
	CHECK_INT(run->untold, 0);
	snprintf(command, sizeof(command), "sed 1d book/ledger.csv |"
	    "cut -d, -f1 >got; seq 0 %zu | grep -v '[59]$' | sed s/^/r/ |"
	    "cmp - got", run->put - 1);
	CHECK_INT(shell(command), 0);
	snprintf(command, sizeof(command), "test $(sed 1d book/rejects.csv |"
	    "wc -l) = %zu", (run->put + 4) / 10);
	CHECK_INT(shell(command), 0);
	CHECK_INT(shell("balsys-ledger --check book && "
	    "balsys-batch --check book"), 0);
}

/* Balances of those that were accepted: each is one more. */
static void
check_balances(const struct run *run)
{
	size_t accepted = 0, wrong = 0;
	char balance[32];

	for (size_t i = 0; i < run->put; i++)
		if (run->fate[i] == FATE_ACCEPTED) {
			snprintf(balance, sizeof(balance), "%zu.00",
			    ++accepted);
			wrong += strcmp(balance, run->balance[i]) != 0;
		}
	CHECK_INT(wrong, 0);
}

/* End one of them, or both, by a signal that nothing can be done about. */
static void
kill_some(const struct run *run, unsigned which)
{
	for (unsigned i = 0; i < 2; i++)
		if (which != 1 - i && run->pipeline.counts.pid[i] != 0)
			kill((pid_t)run->pipeline.counts.pid[i], SIGKILL);
}

/* A moment to kill, drawn by lot, while they are begun or when they are ready:
   after so long. */
struct moment {
	bool is_ready;
	int64_t from, after;
};

static struct moment
draw_moment(struct random *lot)
{
	return (struct moment){ .is_ready = random_below(lot, 2) == 0,
	    .from = loop_now(), .after = (int64_t)random_below(lot, 40000) };
}

static bool
has_come(const struct moment *moment, const struct run *run)
{
	const struct pipeline_counts *counts = &run->pipeline.counts;

	if (moment->is_ready)
		return counts->is_ready &&
		    loop_now() >= run->ready_at + moment->after;
	return counts->wait == 0 && loop_now() >= moment->from + moment->after;
}

/* Records come as there is room, but not all that could, so that there are
   enough of them. */
static void
whoever_is_killed_all_is_decided_once(void)
{
	struct run *run = begin(NULL);
	struct random lot = random_seeded(7);
	struct moment moment = draw_moment(&lot);
	int kills = 0, before = 0;

	while (kills < KILLS && run->put < RECORDS) {
		CHECK(loop_turn(&run->loop) == 0);
		put_more(run, run->told + 1 + random_below(&lot, MOST));
		if (!has_come(&moment, run))
			continue;
		kill_some(run, (unsigned)random_below(&lot, 3));
		kills++;
		before = run->readies;
		moment = draw_moment(&lot);
	}
	CHECK_INT(kills, KILLS);
	/* What the last one did is mended before it is closed. */
	TURN_UNTIL(run, run->readies > before);
	put_more(run, run->told + MOST);
	finish(run);
	CHECK(run->pipeline.counts.starts > 10);
	CHECK(run->pipeline.counts.sent_again > 0);
	check_all(run);
	check_balances(run);
	free(run);
}

/*
 * Is it lost with this status, over and over?  Before batch has ended, the
 * ledger may be ready.
 */
static void
check_lost(const char *const *ledger, const char *const *batch,
    const char *name, int status)
{
	struct run *run = begin(ledger);

	run->pipeline.batch_words = batch;
	TURN_UNTIL(run, run->losses == 3);
	CHECK_SPAN(span_of(run->lost), name);
	CHECK(WIFEXITED(run->lost_status));
	CHECK_INT(WEXITSTATUS(run->lost_status), status);
	if (batch == NULL) {
		CHECK_INT(run->lost_in, 8000);
		CHECK_INT(run->readies, 0);
	}
	CHECK_INT(run->pipeline.counts.losses[*name == 'b' && ledger == NULL],
	    3);
	end(run);
}

static void
who_ends_at_once_is_told_and_begun_again(void)
{
	const char *const wrong[] = { "--there-is-no-such", NULL };

	check_lost(wrong, NULL, "balsys-ledger", 64);
	check_lost(NULL, wrong, "balsys-batch", 64);
}

/* The children of a server that was killed may still be at it. */
static void
a_book_that_is_locked_is_waited_for(void)
{
	struct run *run = begin(NULL);

	TURN_UNTIL(run, run->readies == 1);
	end(run);
	CHECK_INT(shell("flock -o book/ledger.csv -c "
	    "'echo >locked; exec sleep 9' & echo $! >holder; "
	    "until [ -e locked ]; do sleep .01; done"), 0);
	run = begin(NULL);
	TURN_UNTIL(run, run->losses == 2);
	CHECK_SPAN(span_of(run->lost), "balsys-ledger");
	CHECK_INT(WEXITSTATUS(run->lost_status), 75);
	CHECK_INT(run->readies, 0);
	CHECK_INT(shell("kill $(cat holder)"), 0);
	TURN_UNTIL(run, run->readies == 1);
	put(run, "a", "1");
	TURN_UNTIL(run, run->told == 1);
	end(run);
}

static void
what_is_nowhere_is_looked_for_again(void)
{
	const char *path = getenv("PATH");
	char *kept = strdup(path == NULL ? "" : path);
	struct run *run = begin(NULL);

	setenv("PATH", "/nowhere", 1);
	TURN_UNTIL(run, run->losses == 2);
	CHECK_SPAN(span_of(run->lost), "balsys-ledger");
	CHECK_INT(run->lost_status, -1);
	CHECK_INT(run->lost_errno, ENOENT);
	CHECK_INT(run->pipeline.counts.starts, 0);
	setenv("PATH", kept, 1);
	free(kept);
	TURN_UNTIL(run, run->readies == 1);
	end(run);
}

/* The other one stands still, and hears no SIGTERM. */
static void
who_does_not_end_is_made_to(void)
{
	for (int i = 0; i < 2; i++) {
		struct run *run = begin(NULL);

		TURN_UNTIL(run, run->readies == 1);
		kill((pid_t)run->pipeline.counts.pid[1 - i], SIGSTOP);
		put(run, i == 0 ? "a" : "b", "1");
		kill((pid_t)run->pipeline.counts.pid[i], SIGKILL);
		TURN_UNTIL(run, run->losses == 1);
		CHECK_INT(run->pipeline.counts.losses[i], 1);
		TURN_UNTIL(run, run->told == 1);
		CHECK_INT(run->fate[0], FATE_ACCEPTED);
		CHECK_INT(run->readies, 2);
		end(run);
	}
}

/* The wait is doubled only for those that do not stay. */
static void
a_loss_after_a_while_is_like_the_first(void)
{
	struct run *run = begin(NULL);

	for (int i = 1; i <= 4; i++) {
		TURN_UNTIL(run, run->readies == i);
		TURN_UNTIL(run, loop_now() > run->ready_at + 20000);
		kill_some(run, 0);
		TURN_UNTIL(run, run->losses == i);
		CHECK_INT(run->lost_in, 2000);
	}
	end(run);
}

/* A book that they left in disorder is put in order, though nothing waits. */
static void
those_that_were_killed_are_begun_once_more_to_end(void)
{
	const char *const wrong[] = { "--there-is-no-such", NULL };
	struct run *run = begin(NULL);

	run->pipeline.wait_first = run->pipeline.wait_most =
	    PATIENCE * INT64_C(1000000);
	TURN_UNTIL(run, run->readies == 1);
	kill_some(run, 0);
	TURN_UNTIL(run, run->losses == 1);
	finish(run);
	CHECK_INT(run->pipeline.counts.starts, 2);
	free(run);
	/* Those that never got so far have left nothing. */
	run = begin(wrong);
	run->pipeline.wait_first = run->pipeline.wait_most =
	    PATIENCE * INT64_C(1000000);
	TURN_UNTIL(run, run->losses == 1);
	finish(run);
	CHECK_INT(run->pipeline.counts.starts, 1);
	free(run);
}

/*
 * Both have begun, and are not ready.  They are asked to end; one that stands
 * still does not.
 */
static void
who_has_hardly_begun_is_asked_to_end_and_then_made_to(void)
{
	for (int goes_on = 0; goes_on < 2; goes_on++) {
		struct run *run = begin(NULL);
		const struct pipeline_counts *counts = &run->pipeline.counts;
		siginfo_t stopped;

		if (goes_on)
			run->pipeline.grace = 2 * PATIENCE * INT64_C(1000000);
		TURN_UNTIL(run, counts->pid[1] != 0);
		CHECK_INT(run->readies, 0);
		kill((pid_t)counts->pid[1], SIGSTOP);
		CHECK(waitid(P_PID, (id_t)counts->pid[1], &stopped,
		    WSTOPPED | WNOWAIT) == 0);
		pipeline_finish(&run->pipeline,
		    2 * PATIENCE * INT64_C(1000000));
		if (goes_on)
			kill((pid_t)counts->pid[1], SIGCONT);
		TURN_UNTIL(run, pipeline_is_closed(&run->pipeline));
		CHECK(WIFSIGNALED(counts->last_status[1]));
		CHECK_INT(WTERMSIG(counts->last_status[1]),
		    goes_on ? SIGTERM : SIGKILL);
		end(run);
	}
}

/* Nothing is decided any more, and the time is up. */
static void
what_is_left_at_the_end_is_told_so(void)
{
	struct run *run = begin(NULL);

	TURN_UNTIL(run, run->readies == 1);
	kill((pid_t)run->pipeline.counts.pid[0], SIGSTOP);
	put(run, "a", "1");
	put(run, "b", "1");
	pipeline_finish(&run->pipeline, 10000);
	TURN_UNTIL(run, pipeline_is_closed(&run->pipeline));
	CHECK_INT(run->told, 2);
	CHECK_INT(run->untold, 2);
	end(run);
	/* It was there to be read, or not: but once in either case. */
	run = begin(NULL);
	TURN_UNTIL(run, run->readies == 1);
	put(run, "a", "1");
	TURN_UNTIL(run, run->told == 1);
	CHECK(run->fate[0] == FATE_ACCEPTED || run->fate[0] == FATE_DUPLICATE);
	end(run);
}

/* While it is closed, records that are in flight are put again. */
static void
losses_while_it_is_closed_lose_nothing(void)
{
	for (int i = 0; i < 3; i++) {
		struct run *run = begin(NULL);

		TURN_UNTIL(run, run->readies == 1);
		put_more(run, MOST);
		pipeline_finish(&run->pipeline, PATIENCE * INT64_C(1000000));
		kill_some(run, (unsigned)i);
		finish(run);
		CHECK_INT(run->untold, 0);
		free(run);
	}
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	RUN_ANEW(who_ends_at_once_is_told_and_begun_again);
	RUN_ANEW(a_book_that_is_locked_is_waited_for);
	RUN_ANEW(what_is_nowhere_is_looked_for_again);
	RUN_ANEW(who_does_not_end_is_made_to);
	RUN_ANEW(a_loss_after_a_while_is_like_the_first);
	RUN_ANEW(those_that_were_killed_are_begun_once_more_to_end);
	RUN_ANEW(who_has_hardly_begun_is_asked_to_end_and_then_made_to);
	RUN_ANEW(what_is_left_at_the_end_is_told_so);
	RUN_ANEW(losses_while_it_is_closed_lose_nothing);
	RUN_ANEW(whoever_is_killed_all_is_decided_once);
	return check_status();
}
