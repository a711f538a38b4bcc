#include <errno.h>
#include <unistd.h>

#include "serve/http.h"

/* Harmless twice. */
static void
close_listener(struct http *h)
{
	if (h->listener >= 0)
		close(h->listener);
	h->listener = -1;
}

#ifdef BALSYS_HTTP

#include <sys/resource.h>
#include <sys/socket.h>

#include <poll.h>
#include <stdlib.h>

#include "serve/http_state.h"

enum {
	POOL_MORE = 8 * 1024,	/* of a connection, besides limits.header */
	MOMENT = 200,		/* milliseconds after which, while there are
				   connections, the library is asked anyway: it
				   forgets to say that one is to be closed */
	OTHER_FILES = 128,	/* that are not connections */
	SWEEP_EVERY = 1000000,	/* microseconds */
};

struct http_connection *
http_place(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

/* A connection that was accepted; NULL where memory is missing. */
static struct http_connection *
add_connection(struct http_state *s, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct http_connection *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->fd = info->connect_fd;
	c->since = loop_now();
	c->next = s->connections;
	if (c->next != NULL)
		c->next->previous = c;
	s->connections = c;
	return c;
}

static void
free_connection(struct http_state *s, struct http_connection *c)
{
	if (c == NULL)
		return;
	if (c->next != NULL)
		c->next->previous = c->previous;
	if (c->previous != NULL)
		c->previous->next = c->next;
	else
		s->connections = c->next;
	free(c);
}

/* What the library calls as a connection begins, and as it ends. */
static void
count(void *arg, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct http *h = arg;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		h->counts.connections++;
		*context = add_connection(h->state, connection);
	} else {
		h->counts.connections--;
		free_connection(h->state, *context);
		*context = NULL;
		/* Only in its next run it accepts one in its place. */
		h->state->is_resuming = true;
	}
}

/* Do what there is to do, and set when there is more. */
static void
drive(void *arg)
{
	struct http *h = arg;
	struct http_state *s = h->state;
	unsigned long long wait;

	s->is_resuming = false;
	(void)MHD_run(s->daemon);
	if (s->is_resuming)
		loop_set(s->loop, &s->timer, loop_now());
	else if (h->counts.connections == 0)
		loop_unset(s->loop, &s->timer);
	else if (MHD_get_timeout(s->daemon, &wait) == MHD_NO || wait > MOMENT)
		loop_set(s->loop, &s->timer, loop_now() + MOMENT * 1000);
	else
		loop_set(s->loop, &s->timer, loop_now() + (int64_t)wait * 1000);
}

/*
 * Has the client gone, with all that it sent read?  Where the end comes with
 * the last bytes the library is not woken for it again.
 */
static bool
has_left(int fd)
{
	char byte;

	return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Have connections end that take too long for a request, however little they
   send to seem alive, and those of clients that have gone. */
static void
sweep(void *arg)
{
	struct http *h = arg;
	int64_t now = loop_now();
	bool is_full = h->state->bodies > h->limits.bodies / 2;
	int64_t least = now - INT64_C(1000000) *
	    (is_full ? h->limits.hurried : h->limits.whole);

	for (struct http_connection *c = h->state->connections; c != NULL;
	    c = c->next)
		if (!c->is_busy && (c->since < least || has_left(c->fd)))
			(void)shutdown(c->fd, SHUT_RDWR);
	loop_set(h->state->loop, &h->state->sweep, now + SWEEP_EVERY);
	drive(h);
}

/* How many connections there may be, for the files that may be open. */
static unsigned
make_room(unsigned connections)
{
	rlim_t wanted = (rlim_t)connections + OTHER_FILES, less;
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == -1 || files.rlim_cur >= wanted)
		return connections;
	files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
	if (setrlimit(RLIMIT_NOFILE, &files) == -1 &&
	    getrlimit(RLIMIT_NOFILE, &files) == -1)
		return connections;
	if (files.rlim_cur >= wanted)
		return connections;
	less = files.rlim_cur > 2 * OTHER_FILES ?
	    files.rlim_cur - OTHER_FILES : files.rlim_cur / 2;
	return less < connections ? (unsigned)less : connections;
}

/* Returns 0, or -1 with errno. */
static int
start(struct http *h)
{
	struct http_state *s = h->state;
	const union MHD_DaemonInfo *info;

	errno = 0;
	s->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME,
	    0, NULL, NULL, http_request_take, h,
	    MHD_OPTION_LISTEN_SOCKET, h->listener,
	    MHD_OPTION_CONNECTION_LIMIT, make_room(h->limits.connections),
	    MHD_OPTION_CONNECTION_TIMEOUT, h->limits.idle,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, h->limits.header + POOL_MORE,
	    MHD_OPTION_CONNECTION_MEMORY_INCREMENT, h->limits.header / 2,
	    MHD_OPTION_URI_LOG_CALLBACK, http_request_begin, h,
	    MHD_OPTION_NOTIFY_COMPLETED, http_request_end, h,
	    MHD_OPTION_NOTIFY_CONNECTION, count, h,
	    MHD_OPTION_END);
	if (s->daemon == NULL) {
		if (errno == 0)
			errno = ENOMEM;
		return -1;
	}
	info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	s->source = (struct loop_source){ .fd = info->epoll_fd,
	    .wants = POLLIN, .ready = drive, .arg = h };
	s->timer = (struct loop_timer){ .ring = drive, .arg = h };
	s->sweep = (struct loop_timer){ .ring = sweep, .arg = h };
	if (loop_watch(s->loop, &s->source) == 0)
		return 0;
	(void)MHD_quiesce_daemon(s->daemon);
	MHD_stop_daemon(s->daemon);
	return -1;
}

int
http_open(struct http *h, struct loop *loop)
{
	h->counts = (struct http_counts){ 0 };
	/* The library would make a socket, for everybody to reach. */
	if (h->listener < 0) {
		errno = EBADF;
		return -1;
	}
	h->state = calloc(1, sizeof(*h->state));
	if (h->state == NULL)
		return -1;
	h->state->loop = loop;
	if (start(h) == -1) {
		free(h->state);
		h->state = NULL;
		return -1;
	}
	/* The first turn has the library begin to accept. */
	loop_set(loop, &h->state->timer, loop_now());
	sweep(h);
	return 0;
}

void
http_quiesce(struct http *h)
{
	struct http_state *s = h->state;

	if (s == NULL || s->is_quiet)
		return;
	s->is_quiet = true;
	(void)MHD_quiesce_daemon(s->daemon);
	close_listener(h);
	http_streams_resume(h);
}

unsigned
http_unanswered(const struct http *h)
{
	return h->state == NULL ? 0 : h->state->unanswered;
}

/* Is there an answer that is not sent whole? */
static bool
is_sending(const struct http_state *s)
{
	for (const struct request *r = s->requests; r != NULL; r = r->next)
		if (r->is_answered)
			return true;
	return false;
}

void
http_flush(struct http *h, unsigned milliseconds)
{
	int64_t now = loop_now(), end = now + milliseconds * INT64_C(1000);
	unsigned long long wait;
	struct pollfd ready;

	if (h->state == NULL)
		return;
	ready = (struct pollfd){ .fd = h->state->source.fd, .events = POLLIN };
	drive(h);
	while (is_sending(h->state) && now < end) {
		if (h->state->is_resuming)
			wait = 0;
		else if (MHD_get_timeout(h->state->daemon, &wait) == MHD_NO ||
		    wait > (uint64_t)(end - now) / 1000 + 1)
			wait = (uint64_t)(end - now) / 1000 + 1;
		(void)poll(&ready, 1, (int)wait);
		drive(h);
		now = loop_now();
	}
}

void
http_close(struct http *h)
{
	struct http_state *s = h->state;

	if (s == NULL) {
		close_listener(h);
		return;
	}
	http_quiesce(h);
	/* What is suspended has to go on for the library to end. */
	for (struct request *r = s->requests; r != NULL; r = r->next)
		if (r->is_waiting)
			http_give(r, 0, NULL);
	(void)MHD_run(s->daemon);
	MHD_stop_daemon(s->daemon);
	loop_unwatch(s->loop, &s->source);
	loop_unset(s->loop, &s->timer);
	loop_unset(s->loop, &s->sweep);
	free(s);
	h->state = NULL;
}

#else

int
http_open(struct http *h, struct loop *loop)
{
	(void)h;
	(void)loop;
	errno = ENOSYS;
	return -1;
}

void
http_quiesce(struct http *h)
{
	(void)h;
}

unsigned
http_unanswered(const struct http *h)
{
	(void)h;
	return 0;
}

void
http_flush(struct http *h, unsigned milliseconds)
{
	(void)h;
	(void)milliseconds;
}

void
http_close(struct http *h)
{
	close_listener(h);
}

#endif
