/* Simulations: balsys-gen into a real pipeline. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "serve/simulation.h"
#include "starve.h"

enum {
	PATIENCE = 60,		/* seconds until a test gives up */
};

/* The clock of the day stands still, where a test wants it to. */
static time_t stands_at;

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	if (clock != CLOCK_REALTIME || stands_at == 0)
		return (int)syscall(SYS_clock_gettime, clock, now);
	*now = (struct timespec){ .tv_sec = stands_at };
	return 0;
}

struct run {
	struct loop loop;
	struct pipeline pipeline;
	struct simulation simulation;
	int ends, readies;
	uint64_t accepted;
	size_t most;		/* in flight, ever */
	struct loop_timer tick;	/* so that no test waits for ever */
};

static void
be_ready(void *arg)
{
	((struct run *)arg)->readies++;
}

static void
note_safe(void *arg, uint64_t accepted, uint64_t refused)
{
	struct run *run = arg;

	(void)refused;
	run->accepted += accepted;
}

static void
note_fate(void *arg, const struct pipeline_fate *fate)
{
	(void)arg;
	(void)fate;
}

static void
note_room(void *arg)
{
	simulation_go_on(&((struct run *)arg)->simulation);
}

static void
note_loss(void *arg, const char *name, int status, int64_t in)
{
	(void)arg;
	(void)in;
	fprintf(stderr, "%s ended: %d\n", name, status);
	CHECK(name == NULL);
}

static const struct pipeline_calls calls = { be_ready, note_safe, note_fate,
    note_room, note_loss };

static void
note_end(void *arg)
{
	struct run *run = arg;

	run->ends++;
	CHECK(!run->simulation.is_running);
}

static void
turn(struct run *run)
{
	size_t in_flight;

	CHECK(loop_turn(&run->loop) == 0);
	in_flight = pipeline_in_flight(&run->pipeline);
	if (in_flight > run->most)
		run->most = in_flight;
}

#define TURN_UNTIL(run, condition) do { \
	int64_t end_ = loop_now() + PATIENCE * INT64_C(1000000); \
	while (!(condition) && loop_now() < end_) \
		turn(run); \
	CHECK(condition); \
} while (0)

static void
tick(void *arg)
{
	struct run *run = arg;

	loop_set(&run->loop, &run->tick, loop_now() + 100000);
}

/* Ready, on a new book, with room for so many. */
static struct run *
begin(size_t most, const char *const *words)
{
	struct run *run = calloc(1, sizeof(*run));

	if (run == NULL || system("rm -rf book") != 0)
		abort();
	run->pipeline = (struct pipeline){ .loop = &run->loop, .book = "book",
	    .ledger_words = words, .most = most, .calls = &calls,
	    .arg = run };
	run->simulation = (struct simulation){ .loop = &run->loop,
	    .pipeline = &run->pipeline, .scale = 2, .ended = note_end,
	    .arg = run };
	run->tick = (struct loop_timer){ .ring = tick, .arg = run };
	tick(run);
	CHECK(pipeline_open(&run->pipeline) == 0);
	TURN_UNTIL(run, run->readies == 1);
	return run;
}

static void
finish(struct run *run)
{
	pipeline_finish(&run->pipeline, PATIENCE * INT64_C(1000000));
	TURN_UNTIL(run, pipeline_is_closed(&run->pipeline));
	simulation_free(&run->simulation);
	simulation_free(&run->simulation);
	pipeline_free(&run->pipeline);
	CHECK_INT(run->loop.nsources, 0);
	loop_free(&run->loop);
	free(run);
}

static int
start(struct run *run, uint64_t count, uint64_t micros, uint64_t rate)
{
	return simulation_start(&run->simulation, &(struct simulation_plan){
	    .count = count, .micros = micros, .millionths = rate });
}

/* What a shell command prints is this. */
static void
check_output(const char *command, const char *wanted)
{
	FILE *out = popen(command, "r");
	char text[4096];
	size_t len = out == NULL ? 0 : fread(text, 1, sizeof(text), out);

	CHECK_SPAN(((struct span){ text, len }), wanted);
	if (out != NULL)
		CHECK_INT(pclose(out), 0);
}

static void
a_count_over_a_duration_is_put_half_of_it_credits(void)
{
	struct run *run = begin(1000, NULL);
	struct simulation *s = &run->simulation;
	char prefix[64], command[256];

	CHECK(start(run, 101, 300000, 0) == 0);
	CHECK(s->is_running);
	CHECK(start(run, 1, 300000, 0) == -1 && errno == EBUSY);
	TURN_UNTIL(run, run->ends == 1);
	CHECK_INT(s->made, 101);
	TURN_UNTIL(run, pipeline_in_flight(&run->pipeline) == 0);
	CHECK_INT(s->accepted, 101);
	CHECK_INT(s->duplicates + s->refused, 0);
	CHECK(!s->has_failed);
	snprintf(prefix, sizeof(prefix), "%.*s", (int)s->prefix.len,
	    s->prefix.ptr);
	check_output("sed 1d book/ledger.csv | awk -F, '$4 > 0 { up++ }"
	    "END { print up, NR }'", "51 101\n");
	/* The last of them is due 100 / 101 of the duration later. */
	check_output("sed 1d book/ledger.csv | cut -d, -f2 |"
	    "sed 's/.*:\\(.*\\)Z/\\1/' | awk 'NR == 1 { first = $1 }"
	    "END { d = $1 - first; if (d < 0) d += 60;"
	    "printf(\"%.3f\\n\", d) }'", "0.297\n");
	snprintf(command, sizeof(command), "sed 1d book/ledger.csv |"
	    "cut -d, -f1 | awk '$1 != \"%s\" NR'", prefix);
	check_output(command, "");
	CHECK(strncmp(prefix, "sim-2", 5) == 0);
	finish(run);
}

static void
a_seed_makes_the_same_again_and_ids_are_others(void)
{
	struct run *run = begin(1000, NULL);
	const struct simulation_plan plan = { .count = 50, .micros = 1000,
	    .has_seed = true, .seed = UINT64_MAX };

	for (int i = 1; i <= 2; i++) {
		CHECK(simulation_start(&run->simulation, &plan) == 0);
		TURN_UNTIL(run, run->ends == i);
	}
	TURN_UNTIL(run, run->accepted == 100);
	CHECK_INT(run->simulation.runs, 2);
	CHECK_INT(run->simulation.accepted, 50);
	check_output("sed 1d book/ledger.csv | cut -d, -f4 | sort | uniq -c |"
	    "awk '$1 % 2'", "");
	finish(run);
}

static void
it_goes_on_until_it_is_stopped_and_starts_again(void)
{
	struct run *run = begin(1000, NULL);
	struct simulation *s = &run->simulation;

	simulation_stop(s);
	for (int i = 1; i <= 3; i++) {
		CHECK(start(run, 0, 0, 1000 * UINT64_C(1000000)) == 0);
		CHECK_INT(s->made, 0);
		TURN_UNTIL(run, s->made >= 20);
		CHECK(s->is_running);
		simulation_stop(s);
		TURN_UNTIL(run, run->ends == i);
		CHECK(!s->has_failed);
		TURN_UNTIL(run, pipeline_in_flight(&run->pipeline) == 0);
		CHECK_INT(s->accepted, s->made);
	}
	finish(run);
}

/* The generator waits: what it makes is late, and none of it is lost. */
static void
nothing_is_lost_where_there_is_little_room(void)
{
	struct run *run = begin(7, NULL);

	CHECK(start(run, 5000, 5000, 0) == 0);
	TURN_UNTIL(run, run->ends == 1);
	TURN_UNTIL(run, run->accepted == 5000);
	CHECK_INT(run->simulation.accepted, 5000);
	CHECK_INT(run->most, 7);
	finish(run);
}

static void
what_cannot_be_is_not_begun(void)
{
	struct run *run = begin(10, NULL);
	const uint64_t million = UINT64_C(1000000);

	CHECK(start(run, 0, 0, 0) == -1 && errno == EINVAL);
	CHECK(start(run, 0, 0, million * million + 1) == -1 &&
	    errno == EINVAL);
	CHECK(start(run, 1001, 1000, 0) == -1 && errno == EINVAL);
	CHECK(start(run, 1, 0, 0) == -1 && errno == EINVAL);
	CHECK(start(run, 1, 1, 0) == -1 && errno == EINVAL);
	CHECK(start(run, 1, 999, 0) == -1 && errno == EINVAL);
	CHECK(start(run, 1, 3 * million * million, 0) == -1 &&
	    errno == EINVAL);
	CHECK(start(run, SIMULATION_COUNT_MAX + 1, SIMULATION_MICROS_MAX,
	    0) == -1 && errno == EINVAL);
	CHECK(!run->simulation.is_running);
	CHECK_INT(run->simulation.runs, 0);
	/* As fast as can be. */
	CHECK(start(run, 1000, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 1);
	CHECK_INT(run->simulation.made, 1000);
	finish(run);
}

/* Is it told as one that has never been? */
static void
a_start_that_fails_leaves_all_as_it_was(void)
{
	struct run *run = begin(10, NULL);
	struct simulation *s = &run->simulation;
	char *path = strdup(getenv("PATH")), prefix[64];
	struct timestamp started;

	setenv("PATH", "/nowhere", 1);
	CHECK(start(run, 1, 1000, 0) == -1 && errno == ENOENT);
	CHECK_INT(s->prefix.len, 0);
	CHECK_INT(s->started.micros, 0);
	CHECK_INT(s->runs, 0);
	setenv("PATH", path, 1);
	CHECK(start(run, 1, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 1);
	snprintf(prefix, sizeof(prefix), "%.*s", (int)s->prefix.len,
	    s->prefix.ptr);
	started = s->started;
	setenv("PATH", "/nowhere", 1);
	CHECK(start(run, 2, 1000, 0) == -1 && errno == ENOENT);
	setenv("PATH", path, 1);
	CHECK_SPAN(s->prefix, prefix);
	CHECK(timestamp_compare(s->started, started) == 0);
	CHECK_INT(s->runs, 1);
	CHECK_INT(s->plan.count, 1);
	CHECK_INT(s->made, 1);
	free(path);
	finish(run);
}

static void
no_two_begin_in_one_microsecond(void)
{
	struct run *run = begin(10, NULL);
	struct simulation *s = &run->simulation;
	char first[64];

	stands_at = 1700000000;
	CHECK(start(run, 1, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 1);
	CHECK_INT(s->started.micros, INT64_C(1700000000000000));
	snprintf(first, sizeof(first), "%.*s", (int)s->prefix.len,
	    s->prefix.ptr);
	CHECK(start(run, 1, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 2);
	stands_at = 0;
	CHECK_INT(s->started.micros, INT64_C(1700000000000001));
	CHECK(!span_equal(s->prefix, span_of(first)));
	TURN_UNTIL(run, run->accepted == 2);
	finish(run);
}

/*
 * The ledger stands still, so what is put takes more and more memory, and there
 * is none.  All of it is put once there is; and nobody is busy until then.
 */
static void
what_there_is_no_memory_for_is_put_later(void)
{
	struct run *run = begin(100000, NULL);
	struct simulation *s = &run->simulation;
	pid_t ledger = (pid_t)run->pipeline.counts.pid[0];
	int64_t begins, ends;
	struct starve starve;
	int turns = 0;

	CHECK(start(run, 20000, 20000, 0) == 0);
	TURN_UNTIL(run, s->made > 0);
	kill(ledger, SIGSTOP);
	if (starve_begin(&starve)) {
		begins = loop_now();
		do {
			turn(run);
			turns++;
			ends = loop_now();
		} while (ends < begins + 300000);
		starve_end(&starve);
		CHECK(s->made < 20000);
		CHECK(s->is_running);
		CHECK(turns < 1000 + (ends - begins) / 1000);
	}
	TURN_UNTIL(run, run->ends == 1);
	kill(ledger, SIGCONT);
	CHECK_INT(s->made, 20000);
	TURN_UNTIL(run, run->accepted == 20000);
	finish(run);
}

static void
refused_ones_are_counted(void)
{
	const char *const words[] = { "--min-balance", "0", NULL };
	struct run *run = begin(1000, words);
	struct simulation *s = &run->simulation;

	CHECK(start(run, 500, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 1);
	TURN_UNTIL(run, pipeline_in_flight(&run->pipeline) == 0);
	CHECK(s->refused > 0);
	CHECK_INT(s->accepted + s->refused, 500);
	finish(run);
}

static void
a_generator_that_is_killed_has_failed(void)
{
	struct run *run = begin(1000, NULL);
	char command[128];

	CHECK(start(run, 0, 0, 1000 * UINT64_C(1000000)) == 0);
	TURN_UNTIL(run, run->simulation.made > 0);
	snprintf(command, sizeof(command), "kill -9 $(ps -o pid=,comm= "
	    "--ppid %ld | awk '$2 == \"balsys-gen\" { print $1 }')",
	    (long)getpid());
	CHECK_INT(system(command), 0);
	TURN_UNTIL(run, run->ends == 1);
	CHECK(run->simulation.has_failed);
	TURN_UNTIL(run, run->accepted == run->simulation.made);
	CHECK(start(run, 10, 1000, 0) == 0);
	TURN_UNTIL(run, run->ends == 2);
	CHECK(!run->simulation.has_failed);
	finish(run);
}

static void
one_that_runs_may_be_freed(void)
{
	struct run *run = begin(1000, NULL);

	CHECK(start(run, 0, 0, 1000 * UINT64_C(1000000)) == 0);
	TURN_UNTIL(run, run->simulation.made > 0);
	simulation_free(&run->simulation);
	CHECK(!run->simulation.is_running);
	CHECK_INT(run->ends, 0);
	finish(run);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	RUN(a_count_over_a_duration_is_put_half_of_it_credits);
	RUN(a_seed_makes_the_same_again_and_ids_are_others);
	RUN(it_goes_on_until_it_is_stopped_and_starts_again);
	RUN(nothing_is_lost_where_there_is_little_room);
	RUN(what_cannot_be_is_not_begun);
	RUN(a_start_that_fails_leaves_all_as_it_was);
	RUN(no_two_begin_in_one_microsecond);
	RUN(what_there_is_no_memory_for_is_put_later);
	RUN(refused_ones_are_counted);
	RUN(a_generator_that_is_killed_has_failed);
	RUN(one_that_runs_may_be_freed);
	return check_status();
}
