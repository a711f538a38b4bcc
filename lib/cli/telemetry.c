#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digits.h"
#include "cli/cli.h"
#include "cli/telemetry.h"
#include "stream/wait.h"

enum {
	EVERY = 1000,		/* milliseconds */
	SHARE = 100,		/* of the time, that writing may take */
};

bool
telemetry_option(struct telemetry *t, int letter)
{
	switch (letter) {
	case TELEMETRY_METRICS:
		t->metrics_path = cli_argument();
		return true;
	case TELEMETRY_EVENTS:
		t->events_path = cli_argument();
		return true;
	default:
		return false;
	}
}

static struct timestamp
clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (struct timestamp){ (int64_t)now.tv_sec * 1000000 +
	    now.tv_nsec / 1000 };
}

/* What tells this run from others beside it: how its file is called. */
static struct span
name_run(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span run = span_of(slash == NULL ? path : slash + 1);
	struct span suffix = SPAN(".prom");

	if (run.len > suffix.len && span_equal(suffix, (struct span){
	    run.ptr + run.len - suffix.len, suffix.len }))
		run.len -= suffix.len;
	return run;
}

/*
 * Write figures; status is what the run has ended with, or -1.  Returns 0, or
 * -1 with errno.
 */
static int
write_page(struct telemetry *t, int status)
{
	struct metrics m = { .tool = t->tool, .run = name_run(t->metrics_path),
	    .started = t->started, .status = status };

	t->fill(t->arg, &m);
	buf_clear(&t->page);
	metrics_put(&m, clock_now(), &t->page);
	if (!t->page.failed)
		return page_file_put(&t->file, buf_span(&t->page));
	errno = ENOMEM;
	return -1;
}

static void
rewrite(struct telemetry *t, int status)
{
	if (write_page(t, status) == 0)
		return;
	if (!t->has_failed)
		cli_warn("%s: metrics cannot be written: %s", t->metrics_path,
		    strerror(errno));
	t->has_failed = true;
}

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Write figures anew if it is time; as seldom as it is slow. */
static unsigned
beat(void *arg)
{
	struct telemetry *t = arg;
	int64_t start = milliseconds(), wish;

	if (start >= t->due) {
		rewrite(t, -1);
		wish = (milliseconds() - start) * SHARE;
		t->due = start + (wish > EVERY ? wish : EVERY);
	}
	return (unsigned)(t->due - start);
}

/* What was typed, as a shell takes it. */
static void
put_word(struct buf *text, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%";

	buf_putc(text, ' ');
	if (*word != '\0' && word[strspn(word, plain)] == '\0') {
		buf_put(text, span_of(word));
		return;
	}
	buf_putc(text, '\'');
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			buf_put(text, SPAN("'\\'"));
		buf_putc(text, *word);
	}
	buf_putc(text, '\'');
}

static void
tell_start(struct telemetry *t, char *const argv[], const char *const inputs[])
{
	struct buf given = { 0 }, subject = { 0 };
	int count = cli_option_words();

	for (int i = 1; i <= count; i++)
		put_word(&given, argv[i]);
	buf_putc(&given, '\0');
	for (; inputs != NULL && *inputs != NULL; inputs++) {
		if (subject.len > 0)
			buf_putc(&subject, ' ');
		buf_put(&subject, span_of(*inputs));
	}
	events_put(&t->events, "started", t->book != NULL ? span_of(t->book) :
	    buf_span(&subject), BALSYS_VERSION "%s", given.failed ? "" :
	    given.ptr);
	buf_free(&given);
	buf_free(&subject);
}

/* Is it where records go?  It would be replaced before they do. */
static bool
is_standard_output(const char *path)
{
	struct stat file, out;

	return stat(path, &file) == 0 && fstat(STDOUT_FILENO, &out) == 0 &&
	    S_ISREG(file.st_mode) && file.st_dev == out.st_dev &&
	    file.st_ino == out.st_ino;
}

/* Open the file of figures, and make the first.  Returns as below. */
static int
open_metrics(struct telemetry *t, struct outputs *outputs, struct pulse *pulse)
{
	const char *path = t->metrics_path;
	int status;

	if (is_standard_output(path)) {
		cli_warn("%s: is standard output, too", path);
		return EX_USAGE;
	}
	status = page_file_open(&t->file, outputs, path);
	if (status != 0)
		return status;
	if (write_page(t, -1) == -1) {
		cli_warn("%s: cannot be created: %s", path, strerror(errno));
		return EX_CANTCREAT;
	}
	t->has_metrics = true;
	t->due = milliseconds() + EVERY;
	pulse_every(pulse, EVERY, beat, t);
	return 0;
}

int
telemetry_open(struct telemetry *t, struct outputs *outputs,
    struct pulse *pulse, char *const argv[], const char *const inputs[])
{
	int status = 0;

	t->started = clock_now();
	if (t->events_path != NULL)
		status = events_open(&t->events, outputs, t->tool,
		    t->events_path);
	if (status == 0 && t->metrics_path != NULL)
		status = open_metrics(t, outputs, pulse);
	t->has_started = status == 0;
	if (t->has_started && t->events.is_open)
		tell_start(t, argv, inputs);
	return status;
}

void
telemetry_recovered(struct telemetry *t, const char *file, uint64_t bytes)
{
	if (t != NULL)
		events_put(&t->events, "recovered", span_of(file), "%" PRIu64
		    " bytes cut off", bytes);
}

void
telemetry_window(struct telemetry *t, uint64_t number, uint64_t records,
    uint64_t batches, uint64_t bound)
{
	char name[DIGITS_ROOM + 1];

	t->windows++;
	t->records += records;
	t->batches += batches;
	name[digits_put(number, name)] = '\0';
	events_put(&t->events, "window-formed", span_of(name), "%" PRIu64
	    " records, %" PRIu64 " batches, bound %" PRIu64, records, batches,
	    bound);
}

void
telemetry_tried(struct telemetry *t, uint64_t window, unsigned number,
    unsigned tries, const char *why, const char *key)
{
	char name[DIGITS_ROOM + 1];

	if (t == NULL)
		return;
	t->submissions += why == NULL;
	t->retries += number > 1;
	name[digits_put(window, name)] = '\0';
	if (why == NULL)
		events_put(&t->events, "window-submitted", span_of(name), "%s",
		    key);
	else
		events_put(&t->events, "submit-failed", span_of(name),
		    "try %u of %u: %s", number, tries, why);
	if (t->has_metrics)
		(void)beat(t);
}

/* The status that a shell shows. */
static int
shown(int status)
{
	if (status == CLI_LEFT)
		return 128 + SIGPIPE;
	return wait_signal() != 0 ? 128 + wait_signal() : status;
}

static void
tell_end(struct telemetry *t, int status)
{
	struct metrics m = { 0 };
	char name[24];
	const struct refusals *r;

	t->fill(t->arg, &m);
	snprintf(name, sizeof(name), "%d", status);
	r = m.refusals;
	if (r == NULL)
		events_put(&t->events, "finished", span_of(name), "written %"
		    PRIu64, m.count[METRICS_WRITTEN]);
	else
		events_put(&t->events, "finished", span_of(name), "read %"
		    PRIu64 " = accepted %" PRIu64 " + refused %" PRIu64
		    " + duplicate %" PRIu64 " + known %" PRIu64, r->read,
		    r->accepted, r->refused, r->duplicate, r->known);
}

int
telemetry_end(struct telemetry *t, int status)
{
	if (t->has_started && t->events.is_open)
		tell_end(t, shown(status));
	if (events_close(&t->events) != 0)
		status = cli_worse(status, EX_IOERR);
	if (t->has_metrics) {
		if (t->has_failed)
			status = cli_worse(status, EX_IOERR);
		rewrite(t, shown(status));
		if (t->has_failed)
			status = cli_worse(status, EX_IOERR);
	}
	page_file_close(&t->file);
	buf_free(&t->page);
	return status;
}
