/*
 * instances - how many public instances a method solves, and how soon.
 *
 *	instances [-c class] [-e effort] [-k every] [-l] [-m method]
 *	    [-t seconds] folder
 *
 * The folder has a bounds.csv, "class,instance,n,capacity,optimum_lb,
 * optimum_ub", and CLASS/INSTANCE.txt with a count, a cap and the sizes.  An
 * instance is solved if its packing has as many batches as are known to be
 * the fewest, and the bound says so.  Each is packed in a process of its own
 * that may take so many seconds (default 60) of the processor.  Prints a line
 * a class, with -l also one for each instance, of which -k takes each
 * every-th; what contradicts bounds.csv is an error.
 */
#define _XOPEN_SOURCE 700
#include <sys/resource.h>
#include <sys/wait.h>

#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/duals.h"
#include "bench/judge.h"
#include "pack/methods.h"

enum {
	NAME_MAX_LEN = 64,
};

/* A line of bounds.csv. */
struct known {
	char class[NAME_MAX_LEN], instance[NAME_MAX_LEN];
	size_t count;
	uint64_t cap, low, high;	/* the fewest batches are between */
};

/* What a process that packed one has to say. */
struct answer {
	bool packed;
	const char *wrong;	/* a constant, or NULL */
	uint64_t batches, bound, steps, nanos;
	char method[NAME_MAX_LEN], proof[NAME_MAX_LEN];
};

struct tally {
	char class[NAME_MAX_LEN];
	unsigned instances, proven, solved[3];
	uint64_t nanos_max;
};

struct run {
	const struct method *method;
	int effort;
	unsigned seconds;
	unsigned long every, at;	/* which instances: each so-many-th */
	bool list;
	const char *class, *folder;
	int status;
};

static const uint64_t second = 1000000000;
static const uint64_t limits[] = { 1, 10, 60 };	/* seconds */

/* The sizes of an instance, which the caller frees, or NULL. */
static uint64_t *
read_sizes(const char *folder, const struct known *k)
{
	char path[4096];
	uint64_t *size = calloc(k->count + 1, sizeof(*size)), cap = 0;
	size_t count = 0, got = 0;
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s/%s.txt", folder, k->class,
	    k->instance);
	in = fopen(path, "r");
	if (in != NULL && size != NULL &&
	    fscanf(in, "%zu %" SCNu64, &count, &cap) == 2)
		while (got < k->count && fscanf(in, "%" SCNu64,
		    &size[got]) == 1)
			got++;
	if (in != NULL)
		fclose(in);
	if (got == k->count && count == got && cap == k->cap)
		return size;
	free(size);
	return NULL;
}

/* Pack one and judge it, in this process. */
static void
pack_here(const struct run *run, const struct known *k, uint64_t *size,
    struct answer *a)
{
	struct packing p = { .effort = run->effort };
	struct window w = { size, k->count, k->cap };
	uint64_t begin = clock_nanos();

	if (run->method->pack(&w, &p) == -1)
		return;
	a->nanos = clock_nanos() - begin;
	a->packed = true;
	a->batches = p.batches;
	a->bound = p.bound.batches;
	a->steps = p.steps;
	snprintf(a->method, sizeof(a->method), "%s", p.method);
	snprintf(a->proof, sizeof(a->proof), "%s", p.bound.name);
	if (p.bound.value != NULL && duals_prove(size, k->count,
	    k->cap, p.bound.value, p.bound.batches) == 0)
		a->wrong = "the values prove nothing";
	else
		a->wrong = judge_packing(size, k->count, k->cap, p.batch,
		    p.batches, p.bound.batches);
	packing_free(&p);
}

/* The child's whole life. */
static void
pack_and_tell(const struct run *run, const struct known *k, uint64_t *size,
    int to)
{
	struct rlimit limit = { run->seconds + 1, run->seconds + 2 };
	struct answer a = { 0 };

	setrlimit(RLIMIT_CPU, &limit);
	pack_here(run, k, size, &a);
	_exit(write(to, &a, sizeof(a)) == (ssize_t)sizeof(a) ? 0 : 1);
}

/*
 * Pack one in a child.  Returns NULL, with a->packed if it ended in time; or
 * what went wrong.
 */
static const char *
ask(const struct run *run, const struct known *k, uint64_t *size,
    struct answer *a)
{
	const struct answer none = { 0 };
	int ends[2], status = 0;
	pid_t child;

	fflush(stdout);
	if (pipe(ends) == -1)
		return "no pipe";
	child = fork();
	if (child == 0)
		pack_and_tell(run, k, size, ends[1]);
	close(ends[1]);
	if (child == -1 || read(ends[0], a, sizeof(*a)) != sizeof(*a))
		*a = none;
	close(ends[0]);
	if (child == -1 || waitpid(child, &status, 0) == -1)
		return "no process";
	if (a->packed || (WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
		return NULL;
	return "its process failed";
}

/* What is not as bounds.csv has it, or as it must be; or NULL. */
static const char *
contradiction(const struct known *k, const struct answer *a)
{
	if (a->wrong != NULL)
		return a->wrong;
	if (a->batches < k->low)
		return "fewer batches than there can be";
	if (a->bound > k->high)
		return "the bound is above the fewest known";
	return NULL;
}

static void
print_instance(const struct known *k, const struct answer *a)
{
	printf("  %s,%s,%zu,%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64
	    ",%s,%s,%s,%" PRIu64 ",%.3f\n", k->class, k->instance, k->count,
	    k->cap, k->high, a->batches, a->bound, a->proof,
	    a->batches == a->bound ? "yes" : "no", a->method, a->steps,
	    (double)a->nanos / 1e9);
}

static void
solve(struct run *run, const struct known *k, struct tally *t)
{
	struct answer a = { 0 };
	uint64_t *size = read_sizes(run->folder, k);
	const char *wrong = "cannot be read, or is another one";

	t->instances++;
	if (size != NULL)
		wrong = ask(run, k, size, &a);
	if (wrong == NULL && a.packed)
		wrong = contradiction(k, &a);
	free(size);
	if (wrong != NULL) {
		fprintf(stderr, "instances: %s: %s\n", k->instance, wrong);
		run->status = 1;
		return;
	}
	if (run->list && a.packed)
		print_instance(k, &a);
	else if (run->list)
		printf("  %s,%s: no answer in time\n", k->class, k->instance);
	if (!a.packed || a.batches != a.bound)
		return;
	t->proven++;
	if (a.nanos > t->nanos_max)
		t->nanos_max = a.nanos;
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		t->solved[i] += a.nanos <= limits[i] * second;
}

static void
print_tally(const struct tally *t)
{
	if (t->instances > 0)
		printf("%-14s %9u %6u %6u %6u %6u %12.3f\n", t->class,
		    t->instances, t->proven, t->solved[0], t->solved[1],
		    t->solved[2], (double)t->nanos_max / 1e9);
	fflush(stdout);
}

/* All lines of bounds.csv, whose classes stand together. */
static void
solve_all(struct run *run, FILE *bounds)
{
	struct tally t = { 0 };
	struct known k;
	char line[512];

	while (fgets(line, sizeof(line), bounds) != NULL) {
		if (sscanf(line, "%63[^,],%63[^,],%zu,%" SCNu64 ",%" SCNu64
		    ",%" SCNu64, k.class, k.instance, &k.count, &k.cap, &k.low,
		    &k.high) != 6 || (run->class != NULL &&
		    strcmp(k.class, run->class) != 0) ||
		    run->at++ % run->every != 0)
			continue;
		if (strcmp(k.class, t.class) != 0) {
			print_tally(&t);
			t = (struct tally){ 0 };
			memcpy(t.class, k.class, sizeof(t.class));
		}
		solve(run, &k, &t);
	}
	print_tally(&t);
}

static void
take_option(struct run *run, int letter)
{
	switch (letter) {
	case 'c':
		run->class = optarg;
		break;
	case 'e':
		run->effort = (int)strtol(optarg, NULL, 10);
		break;
	case 'k':
		run->every = strtoul(optarg, NULL, 10);
		break;
	case 'l':
		run->list = true;
		break;
	case 'm':
		run->method = method_find(optarg);
		break;
	case 't':
		run->seconds = (unsigned)strtoul(optarg, NULL, 10);
		break;
	default:
		exit(64);
	}
}

int
main(int argc, char *argv[])
{
	struct run run = { .method = method_find("best"), .effort = 9,
	    .seconds = 60, .every = 1 };
	char path[4096];
	FILE *bounds;
	int letter;

	while ((letter = getopt(argc, argv, "c:e:k:lm:t:")) != -1)
		take_option(&run, letter);
	run.folder = argv[optind];
	if (run.method == NULL || run.folder == NULL || run.every == 0)
		return 64;
	snprintf(path, sizeof(path), "%s/bounds.csv", run.folder);
	bounds = fopen(path, "r");
	if (bounds == NULL) {
		perror(path);
		return 66;
	}
	printf("%-14s %9s %6s %6s %6s %6s %12s\n", "class", "instances",
	    "proven", "1 s", "10 s", "60 s", "slowest (s)");
	solve_all(&run, bounds);
	fclose(bounds);
	return run.status;
}
