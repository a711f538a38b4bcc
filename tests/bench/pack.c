/*
 * pack - how many windows of a sample a method packs into provably the fewest
 * batches, and how fast.
 *
 *	pack [-C cap] [-e effort] [-g] [-l] [-m method] [-n count] [-s seed]
 *	    [-w windows] [sample | trap | "traps" ...]
 *	pack -p number [-C cap] [-n count] [-s seed] sample | trap
 *
 * Prints a line for every sample, all of them if none is named.  Only the time
 * that packing takes is counted, as the processor's.  Every packing goes
 * before the judge; with -g it must also be no worse than ffd and bfd, as the
 * judge does them.  With -l, lists what was not proven; with -p, prints a
 * window as an instance: its count, its cap, its amounts.
 */
#define _XOPEN_SOURCE 700
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/duals.h"
#include "bench/judge.h"
#include "bench/samples.h"
#include "bench/share.h"
#include "bench/traps.h"
#include "pack/methods.h"

/* Windows by what found their packing and what proved it, if it was. */
struct closed {
	const char *method, *bound;	/* "-" is none */
	uint64_t windows;
};

struct tally {
	uint64_t windows, proven;
	uint64_t batches, above, above_max;	/* above the bounds */
	uint64_t nanos, nanos_max, nanos_max_at;
	uint64_t steps_max;
	struct closed closed[32];
	size_t nclosed;
};

struct run {
	const struct method *method;
	bool greedy, list;
	const char *print;	/* the number of a window, or NULL */
	uint64_t seed, windows;
	size_t count;
	uint64_t cap;		/* of traps; samples have their own */
	uint64_t *amount;
	struct packing packing;
};

/* The argument of an option, from 0 to most. */
static uint64_t
number(const char *text, uint64_t most)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 10);

	if (end == text || *end != '\0' || value > most) {
		fprintf(stderr, "pack: %s is no number up to %" PRIu64 "\n",
		    text, most);
		exit(64);
	}
	return value;
}

static void
count_closed(struct tally *t, const char *method, const char *bound)
{
	size_t i = 0;

	while (i < t->nclosed && (strcmp(t->closed[i].method, method) != 0 ||
	    strcmp(t->closed[i].bound, bound) != 0))
		i++;
	if (i == sizeof(t->closed) / sizeof(*t->closed))
		return;
	if (i == t->nclosed)
		t->closed[t->nclosed++] = (struct closed){ method, bound, 0 };
	t->closed[i].windows++;
}

/* Take one packing into the tally. */
static void
count(struct tally *t, const struct packing *p, uint64_t at,
    uint64_t nanos)
{
	uint64_t above = p->batches - p->bound.batches;

	t->windows++;
	t->proven += above == 0;
	t->batches += p->batches;
	t->above += above;
	if (above > t->above_max)
		t->above_max = above;
	t->nanos += nanos;
	if (nanos > t->nanos_max) {
		t->nanos_max = nanos;
		t->nanos_max_at = at;
	}
	if (p->steps > t->steps_max)
		t->steps_max = p->steps;
	count_closed(t, p->method, above == 0 ? p->bound.name : "-");
}

static const char *
judge(const struct run *run, const struct packing *p)
{
	if (run->greedy &&
	    p->batches > judge_greedy(run->amount, run->count, run->cap))
		return "worse than ffd or bfd";
	if (p->bound.value != NULL && duals_prove(run->amount,
	    run->count, run->cap, p->bound.value, p->bound.batches) == 0)
		return "the values prove nothing";
	return judge_packing(run->amount, run->count, run->cap, p->batch,
	    p->batches, p->bound.batches);
}

/* Draw a window of a sample or a trap.  Returns 0, or -1 if it is neither. */
static int
draw(struct run *run, const char *name, uint64_t at)
{
	const struct sample *sample = sample_find(name);
	const struct trap *trap = trap_find(name);
	struct random lot = random_seeded(run->seed << 32 ^ at);

	if (sample != NULL && run->cap == SAMPLE_CAP)
		return sample_fill(sample, run->seed, at, run->amount,
		    run->count);
	if (trap == NULL || run->cap < 1000)
		return -1;
	trap->fill(&lot, run->amount, run->count, run->cap);
	return 0;
}

/* Returns 0, or -1 having said what is wrong with this window's packing. */
static int
pack_window(struct run *run, const char *name, uint64_t at, struct tally *t)
{
	struct window w = { run->amount, run->count, run->cap };
	struct packing *p = &run->packing;
	const char *wrong = "no such sample, or no memory";
	uint64_t begin, nanos = 0;

	if (draw(run, name, at) == 0) {
		begin = clock_nanos();
		if (run->method->pack(&w, p) == 0) {
			nanos = clock_nanos() - begin;
			wrong = judge(run, p);
		}
	}
	if (wrong != NULL) {
		fprintf(stderr, "pack: %s: seed %" PRIu64 " window %" PRIu64
		    ": %s\n", name, run->seed, at, wrong);
		return -1;
	}
	count(t, p, at, nanos);
	if (run->list && p->batches != p->bound.batches)
		printf("%s seed %" PRIu64 " window %" PRIu64 ": %" PRIu32
		    " batches, %s %" PRIu64 ", %" PRIu64 " steps, %" PRIu64
		    " us\n", name, run->seed, at, p->batches, p->bound.name,
		    p->bound.batches, p->steps, nanos / 1000);
	return 0;
}

static void
print_header(void)
{
	printf("%-16s %-9s e %8s %8s %8s %-17s %7s %3s %10s %8s %9s %8s %8s "
	    "%10s %s\n", "sample", "method", "windows", "proven", "percent",
	    "interval", "above", "max", "batches", "per-sec", "mean-us",
	    "max-us", "max-at", "max-steps", "found/proven");
}

/* Percentages are with their 95 % intervals. */
static void
print_tally(const struct run *run, const char *sample, const struct tally *t)
{
	double low, high, windows = (double)t->windows;
	double micros = (double)t->nanos / 1000;
	char interval[32];

	share_interval(t->proven, t->windows, &low, &high);
	snprintf(interval, sizeof(interval), "%.3f-%.3f", 100 * low,
	    100 * high);
	printf("%-16s %-9s %d %8" PRIu64 " %8" PRIu64 " %8.3f %-17s %7" PRIu64
	    " %3" PRIu64 " %10" PRIu64 " %8.0f %9.1f %8.0f %8" PRIu64 " %10"
	    PRIu64 " ", sample, run->method->name, run->packing.effort,
	    t->windows, t->proven, 100 * (double)t->proven / windows, interval,
	    t->above, t->above_max, t->batches, windows / (micros / 1e6),
	    micros / windows, (double)t->nanos_max / 1000, t->nanos_max_at,
	    t->steps_max);
	for (size_t i = 0; i < t->nclosed; i++)
		printf("%s%s/%s:%" PRIu64, i > 0 ? " " : "",
		    t->closed[i].method, t->closed[i].bound,
		    t->closed[i].windows);
	printf("\n");
	fflush(stdout);
}

static int
pack_sample(struct run *run, const char *name)
{
	struct tally tally = { 0 };

	for (uint64_t at = 0; at < run->windows; at++)
		if (pack_window(run, name, at, &tally) == -1)
			return -1;
	if (tally.windows > 0)
		print_tally(run, name, &tally);
	return 0;
}

static int
print_window(struct run *run, const char *name, uint64_t at)
{
	if (name == NULL || draw(run, name, at) == -1)
		return -1;
	printf("%zu\n%" PRIu64 "\n", run->count, run->cap);
	for (size_t i = 0; i < run->count; i++)
		printf("%" PRIu64 "\n", run->amount[i]);
	return 0;
}

/* Those named, "traps" being all of these; or all samples. */
static int
pack_all(struct run *run, char *names[])
{
	int status = 0;

	print_header();
	for (const struct sample *s = samples; s->name != NULL &&
	    *names == NULL; s++)
		status |= pack_sample(run, s->name);
	for (; *names != NULL; names++)
		if (strcmp(*names, "traps") != 0)
			status |= pack_sample(run, *names);
		else
			for (const struct trap *t = traps; t->name != NULL; t++)
				status |= pack_sample(run, t->name);
	return status;
}

static void
take_option(struct run *run, int letter)
{
	switch (letter) {
	case 'C':
		run->cap = number(optarg, UINT64_MAX);
		break;
	case 'e':
		run->packing.effort = (int)number(optarg, 9);
		break;
	case 'g':
		run->greedy = true;
		break;
	case 'l':
		run->list = true;
		break;
	case 'm':
		run->method = method_find(optarg);
		break;
	case 'n':
		run->count = number(optarg, UINT32_MAX);
		break;
	case 'p':
		run->print = optarg;
		break;
	case 's':
		run->seed = number(optarg, UINT32_MAX);
		break;
	case 'w':
		run->windows = number(optarg, UINT32_MAX);
		break;
	default:
		exit(64);
	}
}

int
main(int argc, char *argv[])
{
	struct run run = { .method = method_find("best"), .seed = 1,
	    .windows = 1000, .count = 1000, .cap = SAMPLE_CAP,
	    .packing.effort = 3 };
	int letter, status;

	while ((letter = getopt(argc, argv, "C:e:glm:n:p:s:w:")) != -1)
		take_option(&run, letter);
	run.amount = calloc(run.count + 1, sizeof(*run.amount));
	if (run.method == NULL || run.amount == NULL) {
		fprintf(stderr, "pack: no such method, or no memory\n");
		return 64;
	}
	status = run.print != NULL ? print_window(&run, argv[optind],
	    number(run.print, UINT32_MAX)) : pack_all(&run, argv + optind);
	packing_free(&run.packing);
	free(run.amount);
	return status == 0 ? 0 : 1;
}
