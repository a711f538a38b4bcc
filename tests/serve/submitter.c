/*
 * submitter - a client of balsys-serve that submits records, and remembers what
 * it was told of each.
 *
 *	submitter [-a array] [-c connections] [-g micros] [-n records]
 *	    [-p prefix] [-r every] [-t seconds] [-w seconds] -o told address
 *
 * Over so many connections (1), which are kept, records are submitted one by
 * one, or in arrays of so many: until so many were (-n), or for so many seconds
 * (-t), or until SIGTERM; -g between an answer and the next request.  Their ids
 * are PREFIX-CONNECTION-NUMBER; each so many-th (-r) has an amount that is
 * refused.  The address is in the first line of a file, which is read whenever
 * a connection is made.
 *
 * A request that was not answered, as the connection went or by 503, is sent
 * again until it is, for -w seconds at most after the end (30).  What a record
 * came to is a line of told before anything else is sent:
 *
 *	id,accepted|duplicate|refused,times it was sent,amount,balance
 *
 * At the end, lines NAME,NUMBER on standard output say how it went.  The status
 * is 1 where an answer was one that a good client does not get.
 */
#include <sys/socket.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/number.h"
#include "bench/times.h"
#include "serve/wire.h"

enum {
	CONNECTIONS_MAX = 256,
	ARRAY_MAX = 1000,
	RECORD_MAX = 192,	/* bytes of a record, as JSON, at most */
	HEAD_MAX = 256,
	ANSWER_MAX = 512 * 1024,
};

#define SECOND UINT64_C(1000000000)
#define AGAIN_LOST (SECOND / 50)	/* until a lost request is sent again */
#define AGAIN_BUSY (SECOND / 10)	/* until one that was told to wait is */

/* One connection, with the request that it is at. */
struct sender {
	int fd;			/* -1: none */
	unsigned port;		/* it is connected to */
	bool has_request, is_sent;
	uint64_t first;		/* the number of its first record */
	size_t nrecords;
	unsigned sends;		/* how often it was sent */
	uint64_t since;		/* when it was, the last time */
	uint64_t not_before;	/* nothing is done before that */
	char *out;
	size_t nout, written;
	char *in;
	size_t nin;
};

struct job {
	size_t connections, array, every;
	uint64_t records, seconds, patience, gap;
	const char *prefix, *address;
	int told;

	struct sender sender[CONNECTIONS_MAX];
	uint64_t begun;			/* records that were begun */
	uint64_t end;			/* nothing is begun any more; 0: open */
	uint64_t *took;			/* nanoseconds of each answer */
	size_t ntook, took_cap;
	uint64_t requests, accepted, duplicate, refused, busy, lost, odd;
};

static volatile sig_atomic_t stopped;

static void
stop(int signal)
{
	stopped = signal;
}

/* The amount of a record, which follows from its number. */
static void
put_amount(const struct job *job, size_t at, uint64_t n, char text[32])
{
	uint64_t x = (n * 2654435761 + at * 40503) % 200000 + 1;

	snprintf(text, 32, "%s%" PRIu64 ".%02" PRIu64 "%s",
	    x % 2 == 0 ? "-" : "", x / 100, x % 100,
	    job->every != 0 && n % job->every == 0 ? "5" : "");
}

static size_t
put_record(const struct job *job, size_t at, uint64_t n, char *to)
{
	char amount[32];

	put_amount(job, at, n, amount);
	return (size_t)sprintf(to, "{\"id\":\"%s-%zu-%" PRIu64 "\","
	    "\"account\":\"a%" PRIu64 "\",\"amount\":\"%s\"}",
	    job->prefix, at, n, n % 9, amount);
}

/* The request that is at hand, whole. */
static void
put_request(struct job *job, size_t at)
{
	struct sender *s = &job->sender[at];
	char *body = s->out + HEAD_MAX, head[HEAD_MAX];
	size_t len = 0;
	int nhead;

	if (job->array > 0)
		body[len++] = '[';
	for (size_t i = 0; i < s->nrecords; i++) {
		if (i > 0)
			body[len++] = ',';
		len += put_record(job, at, s->first + i, body + len);
	}
	if (job->array > 0)
		body[len++] = ']';
	nhead = snprintf(head, sizeof(head),
	    "POST /transactions/submit HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	    s->port, len);
	memcpy(s->out, head, (size_t)nhead);
	memmove(s->out + nhead, body, len);
	s->nout = (size_t)nhead + len;
	s->written = 0;
}

static void
hang_up(struct sender *s, uint64_t until)
{
	if (s->fd != -1)
		close(s->fd);
	s->fd = -1;
	s->nin = 0;
	s->is_sent = false;
	s->not_before = until;
}

/* The connection has gone, with what was sent, or there is none to be had. */
static void
lose(struct job *job, struct sender *s)
{
	if (s->is_sent)
		job->lost++;
	hang_up(s, clock_wall_nanos() + AGAIN_LOST);
}

/* The text of a member behind *at, which is moved behind it: "" if it is null
   or there is none. */
static void
take_member(const char **at, const char *name, char value[64])
{
	const char *found = *at == NULL ? NULL : strstr(*at, name);

	value[0] = '\0';
	if (found == NULL)
		return;
	*at = found + strlen(name);
	if (sscanf(*at, "\":\"%63[^\"]", value) != 1)
		value[0] = '\0';
}

/* What became of a record.  Returns -1 if that is no word for it. */
static int
count_fate(struct job *job, const char **fate)
{
	if (strcmp(*fate, "accepted") == 0) {
		job->accepted++;
	} else if (strcmp(*fate, "duplicate") == 0) {
		job->duplicate++;
	} else if (strcmp(*fate, "refused") == 0 ||
	    strcmp(*fate, "known") == 0) {
		job->refused++;
		*fate = "refused";
	} else {
		return -1;
	}
	return 0;
}

/* Remember what the records of an answer came to. */
static int
tell(struct job *job, size_t at, const struct wire_answer *answer)
{
	static char lines[ARRAY_MAX * RECORD_MAX];
	const struct sender *s = &job->sender[at];
	const char *body = answer->body, *fate;
	char id[64], status[64], balance[64], wanted[64], amount[32];
	size_t len = 0;

	for (size_t i = 0; i < s->nrecords; i++) {
		snprintf(wanted, sizeof(wanted), "%s-%zu-%" PRIu64, job->prefix,
		    at, s->first + i);
		put_amount(job, at, s->first + i, amount);
		take_member(&body, "\"id", id);
		fate = "refused";
		balance[0] = '\0';
		if (answer->status < 300) {
			take_member(&body, "\"status", status);
			take_member(&body, "\"balance", balance);
			fate = status;
		}
		if (strcmp(id, wanted) != 0 || count_fate(job, &fate) == -1)
			return -1;
		len += (size_t)sprintf(lines + len, "%s,%s,%u,%s,%s\n", id,
		    fate, s->sends, amount, balance);
	}
	if (write(job->told, lines, len) != (ssize_t)len)
		err(74, "told");
	return 0;
}

static void
count_time(struct job *job, uint64_t took)
{
	if (job->ntook == job->took_cap) {
		job->took_cap = job->took_cap == 0 ? 4096 : 2 * job->took_cap;
		job->took = realloc(job->took,
		    job->took_cap * sizeof(*job->took));
		if (job->took == NULL)
			err(71, "times");
	}
	job->took[job->ntook++] = took;
}

/* An answer has come, whole. */
static void
take_answer(struct job *job, size_t at, const struct wire_answer *answer)
{
	struct sender *s = &job->sender[at];
	uint64_t now = clock_wall_nanos();
	bool is_fine;

	s->is_sent = false;
	s->nin = 0;
	s->in[answer->all] = '\0';
	if (answer->status == 503 && answer->retry_after > 0) {
		job->busy++;
		s->not_before = now + AGAIN_BUSY;
	} else {
		count_time(job, now - s->since);
		is_fine = answer->status == 200 || answer->status == 201 ||
		    answer->status == 409 || answer->status == 422;
		if (!is_fine || tell(job, at, answer) == -1) {
			if (job->odd++ == 0)
				warnx("not an answer for it: %s", s->in);
		}
		s->has_request = false;
		s->not_before = job->gap == 0 ? 0 : now + job->gap;
	}
	if (answer->closes)
		hang_up(s, s->not_before);
}

/* Read what there is of an answer. */
static void
take(struct job *job, size_t at)
{
	struct sender *s = &job->sender[at];
	struct wire_answer answer;
	ssize_t n = recv(s->fd, s->in + s->nin, ANSWER_MAX - 1 - s->nin, 0);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		lose(job, s);
		return;
	}
	s->nin += (size_t)n;
	switch (wire_answer(s->in, s->nin, &answer)) {
	case 0:
		if (s->nin < ANSWER_MAX - 1)
			return;
		errx(1, "an answer without an end");
	case -1:
		errx(1, "no HTTP: %.40s", s->in);
	}
	if (!s->is_sent || answer.all != s->nin)
		errx(1, "an answer that nobody asked for: %.40s", s->in);
	take_answer(job, at, &answer);
}

static void
put(struct job *job, struct sender *s)
{
	ssize_t n = send(s->fd, s->out + s->written, s->nout - s->written,
	    MSG_NOSIGNAL);

	if (n >= 0)
		s->written += (size_t)n;
	else if (errno != EAGAIN && errno != EINTR)
		lose(job, s);
}

static bool
is_ended(struct job *job)
{
	uint64_t now = clock_wall_nanos();

	if ((stopped || (job->records != 0 && job->begun >= job->records)) &&
	    (job->end == 0 || job->end > now))
		job->end = now;
	return job->end != 0 && now >= job->end;
}

/* Begin a request where there is none, and send it where it was not. */
static void
go_on(struct job *job, size_t at, uint64_t now)
{
	struct sender *s = &job->sender[at];

	if (now < s->not_before || s->is_sent)
		return;
	if (!s->has_request) {
		if (is_ended(job))
			return;
		s->first += s->nrecords;
		s->nrecords = job->array == 0 ? 1 : job->array;
		s->has_request = true;
		s->sends = 0;
		job->begun += s->nrecords;
	}
	if (s->fd == -1) {
		s->port = wire_port(job->address);
		s->fd = wire_connect(s->port);
	}
	if (s->fd == -1) {
		lose(job, s);
		return;
	}
	put_request(job, at);
	s->is_sent = true;
	s->sends++;
	s->since = now;
	job->requests++;
	put(job, s);
}

static size_t
open_requests(const struct job *job)
{
	size_t open = 0;

	for (size_t i = 0; i < job->connections; i++)
		if (job->sender[i].has_request)
			open++;
	return open;
}

static void
turn(struct job *job)
{
	struct pollfd ready[CONNECTIONS_MAX];
	uint64_t now = clock_wall_nanos();

	for (size_t i = 0; i < job->connections; i++) {
		struct sender *s = &job->sender[i];

		go_on(job, i, now);
		ready[i] = (struct pollfd){ .fd = s->fd, .events = POLLIN };
		if (s->is_sent && s->written < s->nout)
			ready[i].events |= POLLOUT;
	}
	if (poll(ready, job->connections, job->gap == 0 ? 5 : 1) == -1)
		return;
	for (size_t i = 0; i < job->connections; i++) {
		if (ready[i].revents & POLLOUT)
			put(job, &job->sender[i]);
		if ((ready[i].revents & ~POLLOUT) && job->sender[i].fd != -1)
			take(job, i);
	}
}

static void
print_report(struct job *job, uint64_t nanos)
{
	printf("requests,%" PRIu64 "\naccepted,%" PRIu64 "\nduplicate,%" PRIu64
	    "\nrefused,%" PRIu64 "\nbusy,%" PRIu64 "\nlost,%" PRIu64
	    "\nodd,%" PRIu64 "\nopen,%zu\nmicros,%" PRIu64 "\n", job->requests,
	    job->accepted, job->duplicate, job->refused, job->busy, job->lost,
	    job->odd, open_requests(job), nanos / 1000);
	if (job->ntook == 0)
		return;
	printf("p50,%" PRIu64 "\n",
	    times_percentile(job->took, job->ntook, 50) / 1000);
	printf("p99,%" PRIu64 "\n",
	    times_percentile(job->took, job->ntook, 99) / 1000);
	printf("most,%" PRIu64 "\n", job->took[job->ntook - 1] / 1000);
}

static void
begin_senders(struct job *job)
{
	size_t records = job->array == 0 ? 1 : job->array;

	for (size_t i = 0; i < job->connections; i++) {
		struct sender *s = &job->sender[i];

		s->fd = -1;
		s->first = 1;
		s->out = malloc(HEAD_MAX + 2 + records * RECORD_MAX);
		s->in = malloc(ANSWER_MAX);
		if (s->out == NULL || s->in == NULL)
			err(71, "connections");
	}
}

static void
take_option(struct job *job, int option, const char *value)
{
	switch (option) {
	case 'a': job->array = number_of(value, ARRAY_MAX); break;
	case 'c': job->connections = number_of(value, CONNECTIONS_MAX); break;
	case 'g': job->gap = number_of(value, 1000000000) * 1000; break;
	case 'n': job->records = number_of(value, 1000000000); break;
	case 'p': job->prefix = value; break;
	case 'r': job->every = number_of(value, 1000000); break;
	case 't': job->seconds = number_of(value, 100000); break;
	case 'w': job->patience = number_of(value, 100000) * SECOND; break;
	case 'o':
		job->told = open(value, O_WRONLY | O_CREAT | O_APPEND, 0666);
		if (job->told == -1)
			err(73, "%s", value);
		break;
	default:
		errx(64, "see its source for how it is called");
	}
}

int
main(int argc, char *argv[])
{
	static struct job job = { .connections = 1, .prefix = "s", .told = -1,
	    .patience = 30 * SECOND };
	struct sigaction action = { .sa_handler = stop };
	uint64_t began;
	int option;

	while ((option = getopt(argc, argv, "a:c:g:n:o:p:r:t:w:")) != -1)
		take_option(&job, option, optarg);
	if (argc - optind != 1 || job.told == -1 || strlen(job.prefix) > 20)
		take_option(&job, '?', NULL);
	job.address = argv[optind];
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	begin_senders(&job);
	began = clock_wall_nanos();
	if (job.seconds != 0)
		job.end = began + job.seconds * SECOND;
	while (!is_ended(&job) || (open_requests(&job) > 0 &&
	    clock_wall_nanos() < job.end + job.patience))
		turn(&job);
	print_report(&job, clock_wall_nanos() - began);
	return job.odd > 0;
}
