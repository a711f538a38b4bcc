/*
 * attacker - connections to balsys-serve that never come to an end.
 *
 *	attacker kind count address
 *
 * Opens so many, prints "open", and keeps at it until standard input ends; then
 * prints how many are open still, how many the server closed, and how many of
 * them it answered before, by the first digit of the status.  Kinds:
 *
 *	idle	nothing is sent
 *	headers	a header of which a byte comes now and then
 *	bodies	the same of a body
 *	fat	a body of 1 MiB, of which the last byte never comes
 *	chunks	a body in chunks, without an end, as fast as it is taken
 *	huge	a header without an end, as fast as it is taken
 *	events	a stream of events that nobody reads
 */
#include <sys/resource.h>
#include <sys/socket.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/number.h"
#include "serve/wire.h"

enum {
	COUNT_MAX = 4000,
	PIECE_MAX = 1024 * 1024,
	TURN = 20,		/* milliseconds */
};

#define POST(more) "POST /transactions/submit HTTP/1.1\r\n" \
	"Host: 127.0.0.1:$\r\nContent-Type: application/json\r\n" more

static const struct kind {
	const char *name, *opening;	/* with $ for the port */
	size_t first;			/* bytes behind it at once */
	size_t then;			/* and then, again and again */
	const char *wrap;		/* around these; or NULL */
	bool is_eager;			/* then: whenever there is room */
	bool is_deaf;			/* does not read */
} kinds[] = {
	{ .name = "idle", .opening = "" },
	{ .name = "headers", .then = 1,
	    .opening = "GET / HTTP/1.1\r\nHost: 127.0.0.1:$\r\nX-Slow: " },
	{ .name = "bodies", .then = 1,
	    .opening = POST("Content-Length: 1000000\r\n\r\n[") },
	{ .name = "fat", .first = 1024 * 1024 - 2,
	    .opening = POST("Content-Length: 1048576\r\n\r\n[") },
	{ .name = "chunks", .then = 0x8000, .wrap = "8000\r\n",
	    .opening = POST("Transfer-Encoding: chunked\r\n\r\n"),
	    .is_eager = true },
	{ .name = "huge", .then = 0x4000, .is_eager = true,
	    .opening = "GET / HTTP/1.1\r\nHost: 127.0.0.1:$\r\nX-Huge: " },
	{ .name = "events", .is_deaf = true,
	    .opening = "GET /events HTTP/1.1\r\nHost: 127.0.0.1:$\r\n\r\n" },
};

struct attacker {
	const struct kind *kind;
	size_t count;
	struct pollfd at[COUNT_MAX + 1];	/* the last: standard input */
	char piece[PIECE_MAX + 64];
	size_t npiece;
	unsigned long closed, answered[6];
};

static void
hang_up(struct attacker *a, size_t i)
{
	close(a->at[i].fd);
	a->at[i].fd = -1;
	a->closed++;
}

/* Send these bytes, or as many as are taken at once. */
static void
push(struct attacker *a, size_t i, const char *bytes, size_t len)
{
	if (send(a->at[i].fd, bytes, len, MSG_NOSIGNAL) == -1 &&
	    errno != EAGAIN)
		hang_up(a, i);
}

/* Send all of them, waiting for some seconds at most. */
static void
push_all(struct attacker *a, size_t i, const char *bytes, size_t len)
{
	struct pollfd ready = { .fd = a->at[i].fd, .events = POLLOUT };
	ssize_t n;

	while (len > 0) {
		n = send(ready.fd, bytes, len, MSG_NOSIGNAL);
		if (n == -1 && errno == EAGAIN && poll(&ready, 1, 2000) == 1)
			continue;
		if (n == -1)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void
begin(struct attacker *a, size_t i, unsigned port)
{
	char opening[256];
	size_t len = wire_fill(a->kind->opening, port, opening,
	    sizeof(opening));
	int small = 4096;

	if ((a->at[i].fd = wire_connect(port)) == -1)
		err(71, "connection %zu", i);
	if (a->kind->is_deaf)
		setsockopt(a->at[i].fd, SOL_SOCKET, SO_RCVBUF, &small,
		    sizeof(small));
	else
		a->at[i].events = POLLIN;
	if (a->kind->is_eager)
		a->at[i].events |= POLLOUT;
	push(a, i, opening, len);
	if (a->kind->first > 0 && a->at[i].fd != -1)
		push_all(a, i, a->piece, a->kind->first);
}

static void
make_piece(struct attacker *a)
{
	const char *wrap = a->kind->wrap == NULL ? "" : a->kind->wrap;
	size_t len = a->kind->first > a->kind->then ? a->kind->first :
	    a->kind->then;

	strcpy(a->piece, wrap);
	memset(a->piece + strlen(wrap), ' ', len);
	a->npiece = strlen(wrap) + len;
	if (*wrap != '\0') {
		memcpy(a->piece + a->npiece, "\r\n", 2);
		a->npiece += 2;
	}
}

static void
take(struct attacker *a, size_t i)
{
	char held[4096];
	ssize_t n = recv(a->at[i].fd, held, sizeof(held), 0);

	if (n == -1 && errno == EAGAIN)
		return;
	if (n > 9 && held[9] >= '1' && held[9] <= '5' &&
	    memcmp(held, "HTTP/1.1 ", 9) == 0)
		a->answered[held[9] - '0']++;
	if (n <= 0)
		hang_up(a, i);
}

static void
go_on(struct attacker *a, size_t i)
{
	if (a->at[i].revents & POLLIN)
		take(a, i);
	else if (a->at[i].revents & (POLLHUP | POLLERR))
		hang_up(a, i);
	if (a->at[i].fd != -1 && a->kind->then > 0 &&
	    (!a->kind->is_eager || (a->at[i].revents & POLLOUT)))
		push(a, i, a->piece, a->npiece);
}

static void
print_report(const struct attacker *a)
{
	printf("open,%zu\nclosed,%lu\n", a->count - (size_t)a->closed,
	    a->closed);
	for (int i = 1; i <= 5; i++)
		printf("answered %dxx,%lu\n", i, a->answered[i]);
}

/* Also where fewer files are usual. */
static void
allow_files(size_t count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1 ||
	    limit.rlim_cur >= count + 16)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(71, "files");
}

int
main(int argc, char *argv[])
{
	static struct attacker a;
	unsigned port;

	if (argc != 4)
		errx(64, "see its source for how it is called");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			a.kind = &kinds[i];
	if (a.kind == NULL)
		errx(64, "%s: no such kind", argv[1]);
	a.count = number_of(argv[2], COUNT_MAX);
	port = wire_port(argv[3]);
	allow_files(a.count);
	make_piece(&a);
	for (size_t i = 0; i < a.count; i++)
		begin(&a, i, port);
	printf("open\n");
	fflush(stdout);
	a.at[a.count] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
	while (a.at[a.count].revents == 0) {
		if (!a.kind->is_eager)
			poll(NULL, 0, TURN);
		if (poll(a.at, a.count + 1, TURN) == -1)
			err(71, "poll");
		for (size_t i = 0; i < a.count; i++)
			if (a.at[i].fd != -1)
				go_on(&a, i);
	}
	print_report(&a);
	return 0;
}
