/*
 * flooder - requests that are wrong, each in its own way, in great number.
 *
 *	flooder count address
 *
 * Sends so many of them over some connections, kind after kind, and looks at
 * what comes back: the status that it should, and where that is a problem, a
 * body that says so.  Some are no HTTP, which may be answered by closing.
 * Prints a line KIND,STATUS,NUMBER for all that came, 0 being a connection that
 * closed without; the status is 1 where one was another than it should.
 */
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
	CONNECTIONS = 32,
	PATIENCE = 20000,	/* milliseconds */
	STATUS_MAX = 600,
	REQUEST_MAX = 128 * 1024,
	ANSWER_MAX = 256 * 1024,
};

#define HOST "Host: 127.0.0.1:$\r\n"
#define POST(path) "POST " path " HTTP/1.1\r\n" HOST
#define JSON(len) "Content-Type: application/json\r\n" \
	"Content-Length: " #len "\r\n\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\n" HOST "\r\n"
#define CLOSED 1		/* closing it is an answer, too */

static const struct kind {
	const char *name;
	unsigned wanted[3];	/* the last is 0 */
	const char *text;	/* with $ for the port */
	size_t more;		/* bytes 'a' in the place of the first '@' */
} kinds[] = {
	{ "no such path", { 404 }, GET("/nothing"), 0 },
	{ "up", { 404, 400 }, GET("/../../../etc/passwd"), 0 },
	{ "up, encoded", { 404, 400 }, GET("/%2e%2e/%2e%2e/etc/passwd"), 0 },
	{ "up, slashes encoded", { 404, 400 }, GET("/..%2f..%2fetc%2fpasswd"),
	    0 },
	{ "twice encoded", { 404, 400 }, GET("/%252e%252e/etc/passwd"), 0 },
	{ "two slashes", { 404, 400 }, GET("//etc/passwd"), 0 },
	{ "backslashes", { 404, 400 }, GET("/..\\..\\etc\\passwd"), 0 },
	{ "a NUL, encoded", { 404, 400 }, GET("/healthz%00.html"), 0 },
	{ "too long UTF-8", { 404, 400 }, GET("/%c0%ae%c0%ae/etc/passwd"),
	    0 },
	{ "the book itself", { 404 }, GET("/ledger.csv"), 0 },
	{ "method", { 405 }, "DELETE /account/balance HTTP/1.1\r\n" HOST "\r\n",
	    0 },
	{ "method of the other", { 405 }, GET("/transactions/submit"), 0 },
	{ "no such method", { 405, 501, 400 },
	    "BREW /healthz HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "another host", { 421 },
	    "GET /account/balance HTTP/1.1\r\nHost: evil.example\r\n\r\n", 0 },
	{ "no host", { 400, 421 }, "GET /account/balance HTTP/1.1\r\n\r\n", 0 },
	{ "another origin", { 403 },
	    "GET /account/balance HTTP/1.1\r\n" HOST
	    "Origin: http://evil.example\r\n\r\n", 0 },
	{ "origin null", { 403 }, POST("/simulation/stop")
	    "Origin: null\r\nContent-Length: 0\r\n\r\n", 0 },
	{ "parameter", { 400 }, GET("/account/balance?no=1"), 0 },
	{ "parameter twice", { 400 },
	    GET("/account/balance?account=a&account=b"), 0 },
	{ "a limit that is none", { 400 },
	    GET("/transactions/history?limit=1e9"), 0 },
	{ "a limit over all", { 400 },
	    GET("/transactions/history?limit=99999999999999999999999"), 0 },
	{ "a time that is none", { 400 },
	    GET("/transactions/history?start=yesterday"), 0 },
	{ "no JSON", { 400 }, POST("/transactions/submit") JSON(9)
	    "{\"id\":1 2", 0 },
	{ "empty body", { 400, 415 }, POST("/transactions/submit")
	    "Content-Length: 0\r\n\r\n", 0 },
	{ "bytes", { 400 }, POST("/transactions/submit") JSON(4)
	    "\377\376\001\002", 0 },
	{ "unknown field", { 400 }, POST("/transactions/submit") JSON(35)
	    "{\"id\":\"x\",\"amount\":\"1.00\",\"evil\":1}", 0 },
	{ "id is a number", { 400 }, POST("/transactions/submit") JSON(24)
	    "{\"id\":1,\"amount\":\"1.00\"}", 0 },
	{ "no amount", { 400 }, POST("/transactions/submit") JSON(10)
	    "{\"id\":\"x\"}", 0 },
	{ "an empty array", { 400 }, POST("/transactions/submit") JSON(2) "[]",
	    0 },
	{ "deep", { 400 }, POST("/transactions/submit") JSON(48)
	    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 0 },
	{ "type", { 415 }, POST("/transactions/submit")
	    "Content-Type: text/html\r\nContent-Length: 2\r\n\r\n{}", 0 },
	{ "a form", { 415 }, POST("/transactions/submit")
	    "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 3\r\n\r\na=b", 0 },
	{ "over 1 MiB, told", { 413 }, POST("/transactions/submit")
	    JSON(1048577), 0 },
	{ "far over 1 MiB, told", { 413 }, POST("/transactions/submit")
	    JSON(18446744073709551614), 0 },
	{ "a length that is none", { 400, CLOSED },
	    POST("/transactions/submit") JSON(-5), 0 },
	{ "a long header", { 431, 400, CLOSED },
	    "GET /healthz HTTP/1.1\r\n" HOST "X: @\r\n\r\n", 60000 },
	{ "a long path", { 414, 431, 404 }, GET("/@"), 60000 },
	{ "a long parameter", { 400, 414, 431 },
	    GET("/account/balance?account=@"), 12000 },
	{ "no HTTP", { 400, CLOSED }, "\026\003\001\002\001hello\r\n\r\n", 0 },
	{ "HTTP/9", { 400, 505, CLOSED }, "GET / HTTP/9.9\r\n" HOST "\r\n", 0 },
	{ "a header without a colon", { 400, 200, CLOSED },
	    "GET /healthz HTTP/1.1\r\n" HOST "nothing\r\n\r\n", 0 },
	{ "a chunk that is none", { 400, 413, CLOSED },
	    POST("/transactions/submit") "Content-Type: application/json\r\n"
	    "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n", 0 },
	{ "an unknown encoding", { 400, 501, CLOSED },
	    POST("/transactions/submit") "Content-Type: application/json\r\n"
	    "Transfer-Encoding: gzip\r\n\r\n", 0 },
};

enum { NKINDS = sizeof(kinds) / sizeof(kinds[0]) };

struct line {
	int fd;
	size_t kind;
	char out[REQUEST_MAX];
	size_t nout, written;
	char in[ANSWER_MAX];
	size_t nin;
};

struct flood {
	unsigned port;
	size_t left, busy, next;
	bool is_wrong;
	unsigned long came[NKINDS][STATUS_MAX];
	struct line line[CONNECTIONS];
};

/* The text of a request, with what is to be in it. */
static void
write_request(struct line *l, unsigned port)
{
	const struct kind *k = &kinds[l->kind];
	char *at;

	l->nout = wire_fill(k->text, port, l->out, REQUEST_MAX);
	if (k->more > 0 && (at = strchr(l->out, '@')) != NULL) {
		memmove(at + k->more, at + 1,
		    l->nout - (size_t)(at + 1 - l->out));
		memset(at, 'a', k->more);
		l->nout += k->more - 1;
	}
	l->written = l->nin = 0;
}

static void
begin(struct flood *f, struct line *l)
{
	if (f->left == 0)
		return;
	if (l->fd == -1 && (l->fd = wire_connect(f->port)) == -1)
		err(1, "no connection any more");
	f->left--;
	f->busy++;
	l->kind = f->next++ % NKINDS;
	write_request(l, f->port);
}

static bool
is_wanted(const struct kind *k, unsigned status)
{
	for (size_t i = 0; i < 3; i++)
		if (k->wanted[i] != 0 && (k->wanted[i] == status ||
		    (k->wanted[i] == CLOSED && status == 0)))
			return true;
	return false;
}

/* One has come to this; what came with it is to say so, too. */
static void
end(struct flood *f, struct line *l, const struct wire_answer *answer)
{
	const struct kind *k = &kinds[l->kind];

	f->busy--;
	if (f->came[l->kind][answer->status % STATUS_MAX]++ == 0 &&
	    !is_wanted(k, answer->status)) {
		warnx("%s: %u", k->name, answer->status);
		f->is_wrong = true;
	}
	l->in[l->nin] = '\0';
	if (strstr(l->in, "root:") != NULL)
		errx(1, "%s: a file of the system", k->name);
	if (answer->status == 0 || answer->closes) {
		close(l->fd);
		l->fd = -1;
	}
	begin(f, l);
}

static void
take(struct flood *f, struct line *l)
{
	struct wire_answer answer = { 0 };
	ssize_t n = recv(l->fd, l->in + l->nin, ANSWER_MAX - 1 - l->nin, 0);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0)
		l->nin += (size_t)n;
	switch (wire_answer(l->in, l->nin, &answer)) {
	case -1:
		errx(1, "%s: no HTTP: %.40s", kinds[l->kind].name, l->in);
	case 0:
		if (n > 0)
			return;
		answer = (struct wire_answer){ 0 };
	}
	/* Behind half a request nothing else can be said. */
	if (n <= 0 || l->written < l->nout)
		answer.closes = true;
	end(f, l, &answer);
}

static void
put(struct line *l)
{
	ssize_t n = send(l->fd, l->out + l->written, l->nout - l->written,
	    MSG_NOSIGNAL);

	if (n > 0)
		l->written += (size_t)n;
	else if (n == -1 && errno != EAGAIN && errno != EINTR)
		l->written = l->nout;	/* read why */
}

/* Nothing comes any more: what was asked? */
static void
say_open(const struct flood *f)
{
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (f->line[i].fd != -1)
			warnx("no answer: %s", kinds[f->line[i].kind].name);
	exit(1);
}

static void
turn(struct flood *f)
{
	struct pollfd ready[CONNECTIONS];

	for (size_t i = 0; i < CONNECTIONS; i++) {
		ready[i] = (struct pollfd){ .fd = f->line[i].fd,
		    .events = POLLIN };
		if (f->line[i].written < f->line[i].nout)
			ready[i].events |= POLLOUT;
	}
	if (poll(ready, CONNECTIONS, PATIENCE) == 0)
		say_open(f);
	for (size_t i = 0; i < CONNECTIONS; i++) {
		if (ready[i].revents & POLLOUT)
			put(&f->line[i]);
		if ((ready[i].revents & ~POLLOUT) && f->line[i].fd != -1)
			take(f, &f->line[i]);
	}
}

int
main(int argc, char *argv[])
{
	static struct flood f;

	if (argc != 3)
		errx(64, "see its source for how it is called");
	f.left = number_of(argv[1], 100000000);
	f.port = wire_port(argv[2]);
	for (size_t i = 0; i < CONNECTIONS; i++) {
		f.line[i].fd = -1;
		begin(&f, &f.line[i]);
	}
	while (f.busy > 0)
		turn(&f);
	for (size_t i = 0; i < NKINDS; i++)
		for (unsigned s = 0; s < STATUS_MAX; s++)
			if (f.came[i][s] > 0)
				printf("%s,%u,%lu\n", kinds[i].name, s,
				    f.came[i][s]);
	return f.is_wrong;
}
