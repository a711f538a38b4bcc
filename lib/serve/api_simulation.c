/* Transactions that are made, and what one may ask of them. */
#include <errno.h>
#include <string.h>

#include "base/digits.h"
#include "base/grow.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/members.h"
#include "serve/problem.h"

#define RATE_USUAL (UINT64_C(50) * 1000000)	/* millionths */

enum { COUNT, DURATION, RATE, SEED, MEMBERS };

static const char *const names[] = {
	[COUNT] = "transactionCount",
	[DURATION] = "durationSeconds",
	[RATE] = "rate",
	[SEED] = "seed",
	[MEMBERS] = NULL,
};

/* A member with decimals, in the units of its last one. */
struct range {
	int member;
	int decimals;
	uint64_t least, most;
	const char *words;		/* what it may be */
};

static const struct range ranges[] = {
	{ COUNT, 0, 1, SIMULATION_COUNT_MAX,
	    "a whole number from 1 to 1000000000" },
	{ DURATION, 6, 1000, SIMULATION_MICROS_MAX,
	    "a number from 0.001 to 31622400 with up to six decimals" },
	{ RATE, 6, 1, SIMULATION_RATE_MAX * 1000000,
	    "a number from 0.000001 to 1000000 with up to six decimals" },
};

/* A number as JSON has it, without an exponent.  Returns 0, or -1. */
static int
read_range(const struct range *range, struct span text, uint64_t *out)
{
	struct money number;

	if (money_parse(text, range->decimals, &number) == -1 ||
	    number.minor < 0 || (uint64_t)number.minor < range->least ||
	    (uint64_t)number.minor > range->most)
		return -1;
	*out = (uint64_t)number.minor;
	return 0;
}

/* Returns 0, or -1 if the request was answered. */
static int
read_ranges(struct request *r, const struct member *member,
    struct simulation_plan *plan)
{
	uint64_t *const into[] = { &plan->count, &plan->micros,
	    &plan->millionths };

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		const struct member *m = &member[ranges[i].member];
		if (m->kind == MEMBER_MISSING || (m->kind == MEMBER_NUMBER &&
		    read_range(&ranges[i], m->text, into[i]) == 0))
			continue;
		problem_answer(r, PROBLEM_FIELD, "%s is %s",
		    names[ranges[i].member], ranges[i].words);
		return -1;
	}
	return 0;
}

static int
read_seed(struct request *r, const struct member *m,
    struct simulation_plan *plan)
{
	if (m->kind == MEMBER_MISSING)
		return 0;
	plan->has_seed = true;
	if (m->kind == MEMBER_NUMBER &&
	    digits_parse(m->text, &plan->seed) == 0)
		return 0;
	problem_answer(r, PROBLEM_FIELD,
	    "seed is a whole number from 0 to 18446744073709551615");
	return -1;
}

static int
read_plan(struct request *r, const struct member *member,
    struct simulation_plan *plan)
{
	if (read_ranges(r, member, plan) == -1 ||
	    read_seed(r, &member[SEED], plan) == -1)
		return -1;
	if ((plan->count > 0) != (plan->micros > 0)) {
		problem_answer(r, PROBLEM_FIELD,
		    "transactionCount and durationSeconds go together");
		return -1;
	}
	if (plan->count > 0 && plan->millionths > 0) {
		problem_answer(r, PROBLEM_FIELD, "rate does not go with "
		    "transactionCount and durationSeconds");
		return -1;
	}
	if (plan->count == 0 && plan->millionths == 0)
		plan->millionths = RATE_USUAL;
	return 0;
}

static int
read_body(struct request *r, struct simulation_plan *plan)
{
	struct member member[MEMBERS];
	struct buf room = { 0 }, why = { 0 };
	enum problem problem;
	int status = -1;

	switch (members_read(request_body(r), names, member, &room, &problem,
	    &why)) {
	case 0:
		status = read_plan(r, member, plan);
		break;
	case 1:
		problem_answer(r, problem, "%s", why.ptr);
		break;
	default:
		problem_answer(r, PROBLEM_INTERNAL, "%s", strerror(errno));
		break;
	}
	buf_free(&room);
	buf_free(&why);
	return status;
}

static void
answer_simulation(struct server *s, struct request *request)
{
	struct json j = { .out = &s->text };

	buf_clear(&s->text);
	api_json_put_simulation(&j, &s->simulation);
	api_answer_json(s, request);
}

void
api_simulation_start(void *server, struct request *request)
{
	struct server *s = server;
	struct simulation_plan plan = { 0 };

	if (!api_has_view(s, request) || read_body(request, &plan) == -1)
		return;
	if (server_is_stopping(s))
		problem_answer(request, PROBLEM_STOPPING,
		    "this server is about to stop");
	else if (simulation_start(&s->simulation, &plan) == 0)
		answer_simulation(s, request);
	else if (errno == EBUSY)
		problem_answer(request, PROBLEM_RUNNING,
		    "a simulation is running; stop it first");
	else if (errno == EINVAL)
		problem_answer(request, PROBLEM_FIELD, "transactionCount over "
		    "durationSeconds is above 1000000 a second, or below "
		    "0.000001");
	else
		problem_answer(request, PROBLEM_INTERNAL,
		    "balsys-gen cannot be started: %s", strerror(errno));
}

/* Answered once all that was made is put, so that the next can be started. */
void
api_simulation_stop(void *server, struct request *request)
{
	struct server *s = server;
	struct server_stops *stops = &s->stops;

	simulation_stop(&s->simulation);
	if (!s->simulation.is_running) {
		answer_simulation(s, request);
		return;
	}
	if (GROW(stops->request, stops->cap, stops->count + 1) == -1) {
		problem_answer(request, PROBLEM_INTERNAL, "out of memory");
		return;
	}
	stops->request[stops->count++] = request;
}

void
api_simulation_ended(struct server *server)
{
	struct server_stops *stops = &server->stops;

	for (size_t i = 0; i < stops->count; i++)
		answer_simulation(server, stops->request[i]);
	stops->count = 0;
}
