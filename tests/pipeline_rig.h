/*
 * pipeline_rig - a pipeline on ./book for a test, with the real balsys-ledger
 * and balsys-batch, and what it told.
 */
#ifndef BALSYS_PIPELINE_RIG_H
#define BALSYS_PIPELINE_RIG_H

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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
	struct loop_timer tick;	/* so that no test waits for ever */
	int losses;
	char lost[32];		/* the last */
	int lost_status, lost_errno;
	int64_t lost_in;
};

/*
 * What a view of the book does: tell of the records of ledger.csv that were not
 * there before.  Columns are id,time,account,amount,received,balance.
 */
static inline void
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

static inline void
be_ready(void *arg)
{
	struct run *run = arg;

	run->readies++;
	run->ready_at = loop_now();
	tell_landed(run);
}

static inline void
note_safe(void *arg, uint64_t accepted, uint64_t refused)
{
	struct run *run = arg;

	run->known += accepted;
	run->refused += refused;
}

static inline void
note_fate(void *arg, const struct pipeline_fate *fate)
{
	struct run *run = arg;

	run->fates[fate->fate]++;
	CHECK(fate->micros >= 0);
}

static inline void
note_room(void *arg)
{
	((struct run *)arg)->rooms++;
}

static inline void
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

static inline void
copy(char *to, size_t room, struct span from)
{
	snprintf(to, room, "%.*s", (int)from.len,
	    from.len == 0 ? "" : from.ptr);
}

static inline void
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

static inline void
tick(void *arg)
{
	struct run *run = arg;

	loop_set(&run->loop, &run->tick, loop_now() + 100000);
}

/* A pipeline on ./book, with options for the ledger or none, which wants no
   patience. */
static inline struct run *
begin(const char *const *words)
{
	struct run *run = calloc(1, sizeof(*run));

	if (run == NULL)
		abort();
	run->pipeline = (struct pipeline){ .loop = &run->loop, .book = "book",
	    .ledger_words = words, .most = MOST, .calls = &calls,
	    .arg = run, .wait_first = 2000, .wait_most = 8000,
	    .grace = 20000 };
	run->tick = (struct loop_timer){ .ring = tick, .arg = run };
	tick(run);
	CHECK(pipeline_open(&run->pipeline) == 0);
	return run;
}

static inline void
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

static inline void
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
	loop_unset(&run->loop, &run->tick);
	CHECK(run->loop.first == NULL);
	loop_free(&run->loop);
}

static inline void
end(struct run *run)
{
	finish(run);
	free(run);
}

/* What a shell says: its status. */
static inline int
shell(const char *command)
{
	int status = system(command);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Put as many as there is room for, of those that are left. */
static inline void
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

/* Each begins with nothing there. */
#define RUN_ANEW(test) do { \
	if (shell("rm -rf book") != 0) \
		abort(); \
	RUN(test); \
} while (0)

#endif
