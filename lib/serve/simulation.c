/* pipe2(2) is in POSIX since 2024; glibc shows it under this name. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "serve/simulation.h"

enum {
	READ_SIZE = 64 * 1024,	/* bytes that are read at once */
	PREFIX_LEN = sizeof("sim-") - 1 + TIMESTAMP_TEXT_LEN + 1,
	NUMBER_ROOM = 32,	/* a number with six decimals */
	AGAIN = 10000,		/* microseconds until what there was no memory
				   for is put again */
};

#define MILLION UINT64_C(1000000)

struct simulation_state {
	struct process generator;
	struct loop_source source;	/* what it writes; fd -1: all is read */
	struct loop_timer again;	/* memory was missing */
	struct buf bytes;		/* with room for READ_SIZE */
	size_t done;			/* of them, that are put */
	bool has_header;		/* the line of names was there */
	bool is_told;			/* to end */
	char prefix[PREFIX_LEN + 1];
};

/* One of these was decided, maybe of a run before. */
static void
note_decided(void *arg, size_t run, const struct pipeline_fate *fate)
{
	struct simulation *s = arg;

	if (run != (size_t)s->runs || fate == NULL)
		return;
	switch (fate->fate) {
	case FATE_ACCEPTED:
		s->accepted++;
		break;
	case FATE_DUPLICATE:
		s->duplicates++;
		break;
	case FATE_REFUSED:
	case FATE_KNOWN:
		s->refused++;
		break;
	case FATE_COUNT:
		assert(!"a fate");
	}
}

static void
close_source(struct simulation *s)
{
	loop_unwatch(s->loop, &s->state->source);
	if (s->state->source.fd != -1)
		close(s->state->source.fd);
	s->state->source.fd = -1;
}

/* The next whole line, which is taken once done is behind it. */
static bool
find_line(const struct simulation_state *state, struct span *line)
{
	const char *newline;

	if (state->done == state->bytes.len)
		return false;
	line->ptr = state->bytes.ptr + state->done;
	newline = memchr(line->ptr, '\n', state->bytes.len - state->done);
	if (newline == NULL)
		return false;
	line->len = (size_t)(newline - line->ptr);
	return true;
}

/* The columns are the generator's; nothing is ever quoted. */
static int
put_record(struct simulation *s, struct span line)
{
	struct pipeline_record record;

	record.id = span_cut(&line, ',');
	record.time = span_cut(&line, ',');
	record.account = span_cut(&line, ',');
	record.amount = span_cut(&line, ',');
	return pipeline_put(s->pipeline, &record, note_decided, s,
	    (size_t)s->runs);
}

/* Put what was read, as far as there is room. */
static void
put_records(struct simulation *s)
{
	struct simulation_state *state = s->state;
	struct span line;

	while (find_line(state, &line)) {
		if (!state->has_header)
			state->has_header = true;
		else if (pipeline_room(s->pipeline) == 0 ||
		    put_record(s, line) == -1)
			break;
		else
			s->made++;
		state->done += line.len + 1;
	}
}

/* Has it ended, and is all of it put? */
static void
see_whether_it_ended(struct simulation *s)
{
	struct simulation_state *state = s->state;
	struct span line;

	if (!s->is_running || state->source.fd != -1 ||
	    state->generator.pid != 0 || find_line(state, &line))
		return;
	s->is_running = false;
	loop_unset(s->loop, &state->again);
	buf_free(&state->bytes);
	state->done = 0;
	if (s->ended != NULL)
		s->ended(s->arg);
}

/*
 * Read once, behind what is there: less than a line, so there is room, and no
 * memory is asked for.
 */
static void
read_some(struct simulation *s)
{
	struct simulation_state *state = s->state;
	ssize_t got;

	if (state->done > 0) {
		memmove(state->bytes.ptr, state->bytes.ptr + state->done,
		    state->bytes.len - state->done);
		state->bytes.len -= state->done;
		state->done = 0;
	}
	got = read(state->source.fd, state->bytes.ptr + state->bytes.len,
	    READ_SIZE - state->bytes.len);
	if (got > 0)
		state->bytes.len += (size_t)got;
	else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		close_source(s);
}

/* Nothing is read as long as there is no room for it. */
static void
go_on(struct simulation *s)
{
	struct simulation_state *state = s->state;
	struct span line;
	bool is_left, has_room;

	put_records(s);
	is_left = find_line(state, &line);
	has_room = pipeline_room(s->pipeline) > 0;
	state->source.wants = is_left || !has_room ? 0 : POLLIN;
	/* Nobody else tells when there is memory again. */
	if (is_left && has_room)
		loop_set(s->loop, &state->again, loop_now() + AGAIN);
	see_whether_it_ended(s);
}

static void
put_again(void *arg)
{
	go_on(arg);
}

static void
see_output(void *arg)
{
	struct simulation *s = arg;

	read_some(s);
	go_on(s);
}

static void
see_end(void *arg, int status)
{
	struct simulation *s = arg;

	s->has_failed = WIFSIGNALED(status) ?
	    !s->state->is_told || WTERMSIG(status) != SIGTERM :
	    WEXITSTATUS(status) != 0;
	see_whether_it_ended(s);
}

uint64_t
simulation_rate(const struct simulation_plan *plan)
{
	__extension__ unsigned __int128 rate = plan->millionths;

	if (plan->count > SIMULATION_COUNT_MAX ||
	    plan->micros > SIMULATION_MICROS_MAX)
		return 0;
	if (plan->count > 0) {
		if (plan->micros < SIMULATION_MICROS_MIN)
			return 0;
		rate = plan->count;
		rate = (rate * MILLION * MILLION + plan->micros / 2) /
		    plan->micros;
	}
	return rate > SIMULATION_RATE_MAX * MILLION ? 0 : (uint64_t)rate;
}

static int
begin_generator(struct simulation *s, const struct simulation_plan *plan,
    const char *prefix, int output)
{
	uint64_t rate = simulation_rate(plan);
	struct simulation_state *state = s->state;
	char rates[NUMBER_ROOM], count[NUMBER_ROOM], seed[NUMBER_ROOM];
	char scale[NUMBER_ROOM];
	const char *argv[16] = { "balsys-gen", "--quiet", "--id-prefix",
	    prefix, "--rate", rates, "--scale", scale };
	size_t words = 8;

	snprintf(rates, sizeof(rates), "%" PRIu64 ".%06" PRIu64,
	    rate / MILLION, rate % MILLION);
	snprintf(scale, sizeof(scale), "%d", s->scale);
	if (plan->count > 0) {
		snprintf(count, sizeof(count), "%" PRIu64, plan->count);
		argv[words++] = "--count";
		argv[words++] = count;
	}
	if (plan->has_seed) {
		snprintf(seed, sizeof(seed), "%" PRIu64, plan->seed);
		argv[words++] = "--seed";
		argv[words++] = seed;
	}
	state->generator = (struct process){ .name = argv[0],
	    .ended = see_end, .arg = s };
	return process_begin(&state->generator, s->loop, argv,
	    (const int []){ -1, output, STDERR_FILENO }, 3);
}

/* Begin it and watch what it writes. */
static int
begin(struct simulation *s, const struct simulation_plan *plan,
    const char *prefix)
{
	struct loop_source *source = &s->state->source;
	int ends[2], error = 0;

	if (buf_reserve(&s->state->bytes, READ_SIZE) == -1 ||
	    pipe2(ends, O_CLOEXEC) == -1)
		return -1;
	s->state->again = (struct loop_timer){ .ring = put_again, .arg = s };
	*source = (struct loop_source){ .fd = ends[0], .wants = POLLIN,
	    .ready = see_output, .arg = s };
	if (fcntl(ends[0], F_SETFL, O_NONBLOCK) == -1 ||
	    loop_watch(s->loop, source) == -1 ||
	    begin_generator(s, plan, prefix, ends[1]) == -1) {
		error = errno;
		close_source(s);
	}
	close(ends[1]);
	if (error == 0)
		return 0;
	errno = error;
	return -1;
}

int
simulation_start(struct simulation *s, const struct simulation_plan *plan)
{
	struct simulation_state *state = s->state;
	struct timestamp started = timestamp_now_after(s->started);
	char time[TIMESTAMP_TEXT_LEN], prefix[PREFIX_LEN + 1];

	if (s->is_running || simulation_rate(plan) == 0) {
		errno = s->is_running ? EBUSY : EINVAL;
		return -1;
	}
	if (state == NULL && (state = calloc(1, sizeof(*state))) == NULL)
		return -1;
	s->state = state;
	timestamp_format(started, time);
	snprintf(prefix, sizeof(prefix), "sim-%.*s-", TIMESTAMP_TEXT_LEN, time);
	if (begin(s, plan, prefix) == -1)
		return -1;
	memcpy(state->prefix, prefix, sizeof(prefix));
	s->prefix = (struct span){ state->prefix, PREFIX_LEN };
	s->started = started;
	state->has_header = state->is_told = false;
	s->plan = *plan;
	s->made = s->accepted = s->duplicates = s->refused = 0;
	s->has_failed = false;
	s->is_running = true;
	s->runs++;
	return 0;
}

void
simulation_stop(struct simulation *s)
{
	if (!s->is_running)
		return;
	s->state->is_told = true;
	process_signal(&s->state->generator, SIGTERM);
}

void
simulation_go_on(struct simulation *s)
{
	if (s->is_running)
		go_on(s);
}

void
simulation_free(struct simulation *s)
{
	if (s->state == NULL)
		return;
	process_end(&s->state->generator);
	if (s->is_running)
		close_source(s);
	loop_unset(s->loop, &s->state->again);
	buf_free(&s->state->bytes);
	free(s->state);
	s->state = NULL;
	s->prefix = SPAN("");
	s->is_running = false;
}
