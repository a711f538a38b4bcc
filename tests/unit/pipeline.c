/*
 * The pipeline with the real balsys-ledger and balsys-batch: what is put is
 * decided once and in order, whoever is killed and whenever.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "serve/pipeline.h"

enum {
	MOST = 1000,
	RECORDS = 1000000,	/* that a test puts, at most */
	KILLS = 100,
	PATIENCE = 60,		/* seconds until a test gives up */
};

struct run {
	struct loop loop;
	struct pipeline pipeline;
	size_t put, told;	/* told in order: the next index */
	int out_of_order, untold;	/* NULL fates */
	int fate[RECORDS];	/* of each: -1 if it never will be known */
	char reason[RECORDS][12], balance[RECORDS][24];
	uint64_t fates[FATE_COUNT];
	uint64_t known;		/* lines of ledger.csv that were told of */
	uint64_t refused;	/* and of rejects.csv */
	int readies, rooms;
	int64_t ready_at;
	int losses;
	char lost[32];		/* the last */
	int lost_status, lost_errno;
	int64_t lost_in;
};

/*
 * What a view of the book does: tell of the records of ledger.csv that were not
 * there before.  Columns are id,time,account,amount,received,balance.
 */
static void
tell_landed(struct run *run)
{
	FILE *ledger = fopen("book/ledger.csv", "r");
	char line[512];
	uint64_t n = 0;

	CHECK(ledger != NULL);
	while (ledger != NULL && fgets(line, sizeof(line), ledger) != NULL) {
		struct span rest = { line, strlen(line) - 1 }, field[6];

		if (n++ == 0 || n - 1 <= run->known)
			continue;
		for (int i = 0; i < 6; i++)
			field[i] = span_cut(&rest, ',');
		pipeline_landed(&run->pipeline, field[0], field[4], field[5]);
	}
	if (ledger != NULL)
		fclose(ledger);
	run->known = n - 1;
}

static void
be_ready(void *arg)
{
	struct run *run = arg;

	run->readies++;
	run->ready_at = loop_now();
	tell_landed(run);
}

static void
note_safe(void *arg, uint64_t accepted, uint64_t refused)
{
	struct run *run = arg;

	run->known += accepted;
	run->refused += refused;
}

static void
note_fate(void *arg, const struct pipeline_fate *fate)
{
	struct run *run = arg;

	run->fates[fate->fate]++;
	CHECK(fate->micros >= 0);
}

static void
note_room(void *arg)
{
	((struct run *)arg)->rooms++;
}

static void
note_loss(void *arg, const char *name, int status, int64_t in)
{
	struct run *run = arg;

	run->losses++;
	snprintf(run->lost, sizeof(run->lost), "%s", name);
	run->lost_errno = errno;
	run->lost_status = status;
	run->lost_in = in;
}

static const struct pipeline_calls calls = { be_ready, note_safe, note_fate,
    note_room, note_loss };

static void
copy(char *to, size_t room, struct span from)
{
	snprintf(to, room, "%.*s", (int)from.len,
	    from.len == 0 ? "" : from.ptr);
}

static void
note_decided(void *arg, size_t index, const struct pipeline_fate *fate)
{
	struct run *run = arg;

	run->out_of_order += index != run->told;
	run->told = index + 1;
	run->fate[index] = fate == NULL ? -1 : (int)fate->fate;
	if (fate == NULL) {
		run->untold++;
		return;
	}
	copy(run->reason[index], sizeof(run->reason[index]), fate->reason);
	copy(run->balance[index], sizeof(run->balance[index]), fate->balance);
}

/* A pipeline on ./book, with options for the ledger. */
static struct run *
begin(const char *const *words)
{
	struct run *run = calloc(1, sizeof(*run));

	if (run == NULL)
		abort();
	run->pipeline = (struct pipeline){ .loop = &run->loop, .book = "book",
	    .ledger_words = words, .most = MOST, .calls = &calls,
	    .arg = run, .wait_first = 2000, .wait_most = 8000 };
	CHECK(pipeline_open(&run->pipeline) == 0);
	return run;
}

static void
put(struct run *run, const char *id, const char *amount)
{
	struct pipeline_record record = { .id = span_of(id),
	    .time = SPAN(""), .account = SPAN("main"),
	    .amount = span_of(amount) };

	CHECK(pipeline_put(&run->pipeline, &record, note_decided, run,
	    run->put) == 0);
	run->put++;
}

/* Let the loop turn until what is counted is at least wanted. */
#define TURN_UNTIL(run, condition) do { \
	int64_t end_ = loop_now() + PATIENCE * INT64_C(1000000); \
	while (!(condition) && loop_now() < end_) \
		CHECK(loop_turn(&(run)->loop) == 0); \
	CHECK(condition); \
} while (0)

static void
finish(struct run *run)
{
	pipeline_finish(&run->pipeline, PATIENCE * INT64_C(1000000));
	TURN_UNTIL(run, pipeline_is_closed(&run->pipeline));
	CHECK(!run->pipeline.counts.is_ready);
	CHECK_INT(pipeline_room(&run->pipeline), 0);
	CHECK_INT(run->told, run->put);
	CHECK_INT(run->out_of_order, 0);
	pipeline_free(&run->pipeline);
	pipeline_free(&run->pipeline);
	CHECK_INT(run->loop.nsources, 0);
	CHECK(run->loop.first == NULL);
	loop_free(&run->loop);
}

/* What a shell says: its status. */
static int
shell(const char *command)
{
	int status = system(command);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
what_is_put_is_decided(void)
{
	struct run *run = begin(NULL);

	CHECK_INT(pipeline_room(&run->pipeline), 0);
	TURN_UNTIL(run, run->readies == 1);
	CHECK(run->pipeline.counts.is_ready);
	CHECK_INT(pipeline_room(&run->pipeline), MOST);
	CHECK(pipeline_has_time(&run->pipeline));
	CHECK(pipeline_has_account(&run->pipeline));
	put(run, "a", "5.00");
	put(run, "b", "-7.50");
	put(run, "a", "5.00");
	put(run, "a", "6.00");
	put(run, "c", "0.001");
	put(run, "d,\"e\"", "1");
	CHECK_INT(pipeline_in_flight(&run->pipeline), 6);
	CHECK_INT(pipeline_room(&run->pipeline), MOST - 6);
	TURN_UNTIL(run, run->told == 6);
	CHECK_INT(run->fate[0], FATE_ACCEPTED);
	CHECK_SPAN(span_of(run->balance[0]), "5.00");
	CHECK_SPAN(span_of(run->balance[1]), "-2.50");
	CHECK_INT(run->fate[2], FATE_DUPLICATE);
	CHECK_INT(run->fate[3], FATE_REFUSED);
	CHECK_SPAN(span_of(run->reason[3]), "conflict");
	CHECK_INT(run->fate[4], FATE_REFUSED);
	CHECK_SPAN(span_of(run->reason[4]), "amount");
	CHECK_SPAN(span_of(run->balance[5]), "-1.50");
	CHECK_INT(run->fates[FATE_ACCEPTED], 3);
	CHECK_INT(run->pipeline.counts.decided[FATE_REFUSED], 2);
	CHECK_INT(run->known, 3);
	CHECK_INT(run->refused, 2);
	finish(run);
	CHECK_INT(run->losses, 0);
	free(run);
	CHECK_INT(shell("balsys-ledger --check book && "
	    "balsys-batch --check book"), 0);
}

/* Put as many as there is room for, of those that are left. */
static void
put_more(struct run *run, size_t most)
{
	char id[32];

	while (run->put < most && pipeline_room(&run->pipeline) > 0) {
		snprintf(id, sizeof(id), "r%zu", run->put);
		/* Every tenth has been before, and so has each id that is not
		   an amount's, as a record that is refused. */
		if (run->put % 10 == 9)
			snprintf(id, sizeof(id), "r%zu", run->put - 9);
		put(run, id, run->put % 10 == 5 ? "x" : "1.00");
	}
}

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
	int kills = 0;

	while (kills < KILLS && run->put < RECORDS) {
		CHECK(loop_turn(&run->loop) == 0);
		put_more(run, run->told + 1 + random_below(&lot, MOST));
		if (!has_come(&moment, run))
			continue;
		kill_some(run, (unsigned)random_below(&lot, 3));
		kills++;
		moment = draw_moment(&lot);
	}
	CHECK_INT(kills, KILLS);
	TURN_UNTIL(run, run->pipeline.counts.is_ready);
	put_more(run, run->told + MOST);
	finish(run);
	CHECK(run->pipeline.counts.starts > 10);
	CHECK(run->pipeline.counts.sent_again > 0);
	check_all(run);
	check_balances(run);
	free(run);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	RUN(what_is_put_is_decided);
	shell("rm -rf book");
	RUN(whoever_is_killed_all_is_decided_once);
	return check_status();
}
