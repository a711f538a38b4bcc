#include <errno.h>

#include "serve/http.h"

#ifdef BALSYS_HTTP

#include <sys/resource.h>
#include <sys/socket.h>

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/digits.h"
#include "serve/http_events.h"
#include "serve/http_request.h"

enum {
	POOL_MORE = 8 * 1024,	/* of a connection, besides limits.header */
	THROWN_MAX = 4,		/* bodies' worth that is read to be thrown away,
				   so that a connection need not be closed */
	STREAM_SEND = 64 * 1024,	/* what the kernel keeps of a stream */
	STREAM_PIECE = 4 * 1024,
	OTHER_FILES = 128,	/* that are not connections */
};

/* An answer that goes on. */
struct stream {
	struct stream *previous, *next;
	struct http *http;
	struct MHD_Connection *connection;
	struct http_events events;
	bool is_waiting;	/* suspended, as there is nothing to send */
};

struct http_state {
	struct loop *loop;
	struct MHD_Daemon *daemon;
	struct loop_source source;
	struct loop_timer timer;
	struct request *requests;	/* all, from the first line on until
					   the answer is sent or lost */
	struct stream *streams;
	unsigned unanswered;
	size_t bodies;			/* bytes that they take */
	bool is_resuming;		/* something that was suspended */
	bool is_quiet;
};

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

static void
set(struct MHD_Response *response, const char *name, const char *value,
    bool *failed)
{
	*failed |= MHD_add_response_header(response, name, value) != MHD_YES;
}

/* The headers of every answer. */
static void
set_common(struct MHD_Response *response, struct http *h, bool *failed)
{
	set(response, "Content-Security-Policy", policy, failed);
	set(response, "X-Content-Type-Options", "nosniff", failed);
	set(response, "Referrer-Policy", "no-referrer", failed);
	set(response, "Cross-Origin-Resource-Policy", "same-origin", failed);
	if (h->state->is_quiet)
		set(response, "Connection", "close", failed);
}

/* The headers of this one. */
static void
set_own(struct MHD_Response *response, const struct request *r,
    const struct answer *answer, bool *failed)
{
	char text[64];

	if (answer->type != NULL)
		set(response, "Content-Type", answer->type, failed);
	set(response, "Cache-Control",
	    answer->etag != NULL ? "no-cache" : "no-store", failed);
	if (answer->etag != NULL)
		set(response, "ETag", answer->etag, failed);
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
		http_head_allow(&r->head, r->http, text, sizeof(text));
		set(response, "Allow", text, failed);
	}
	if (answer->status == MHD_HTTP_UNAUTHORIZED)
		set(response, "WWW-Authenticate", "Bearer", failed);
	if (answer->retry_after > 0) {
		text[digits_put(answer->retry_after, text)] = '\0';
		set(response, "Retry-After", text, failed);
	}
}

/* NULL where memory is missing. */
static struct MHD_Response *
make_response(struct request *r, const struct answer *answer)
{
	struct MHD_Response *response;
	struct span body = answer->body;
	union {
		const char *text;
		void *data;
	} bytes;
	bool failed = false;

	bytes.text = body.ptr;
	response = MHD_create_response_from_buffer(body.len, bytes.data,
	    answer->is_forever ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
	if (response == NULL)
		return NULL;
	set_common(response, r->http, &failed);
	set_own(response, r, answer, &failed);
	if (!failed)
		return response;
	MHD_destroy_response(response);
	return NULL;
}

/* Have what was suspended go on, in the next turn.  (The library wakes who
   waits for it only where it has a thread of its own.) */
static void
resume(struct http_state *s, struct MHD_Connection *connection)
{
	MHD_resume_connection(connection);
	if (!s->is_resuming)
		loop_set(s->loop, &s->timer, loop_now());
	s->is_resuming = true;
}

/* What a body takes, of all that may be taken. */
static void
free_body(struct request *r)
{
	r->http->state->bodies -= r->body.cap;
	buf_free(&r->body);
}

/* It is answered, or, where response is NULL, its connection is to close. */
static void
give(struct request *r, unsigned status, struct MHD_Response *response)
{
	r->response = response;
	r->status = status;
	r->is_answered = true;
	free_body(r);
	if (r->is_served)
		r->http->state->unanswered--;
	if (r->is_waiting) {
		r->is_waiting = false;
		resume(r->http->state, r->connection);
	}
}

void
http_answer(struct request *r, const struct answer *answer)
{
	struct answer known = { .status = MHD_HTTP_NOT_MODIFIED,
	    .etag = answer->etag };

	if (answer->status == MHD_HTTP_OK && answer->etag != NULL &&
	    http_head_has(&r->head, answer->etag))
		answer = &known;
	give(r, answer->status, make_response(r, answer));
}

/* The next bytes of a stream. */
static ssize_t
read_stream(void *arg, uint64_t at, char *dst, size_t size)
{
	struct stream *s = arg;
	size_t len = http_events_read(&s->events, dst, size);

	(void)at;
	if (len > 0)
		return (ssize_t)len;
	if (s->http->state->is_quiet)
		return MHD_CONTENT_READER_END_OF_STREAM;
	s->is_waiting = true;
	MHD_suspend_connection(s->connection);
	return 0;
}

static void
free_stream(void *arg)
{
	struct stream *s = arg;

	if (s->next != NULL)
		s->next->previous = s->previous;
	if (s->previous != NULL)
		s->previous->next = s->next;
	else
		s->http->state->streams = s->next;
	s->http->counts.streams--;
	http_events_free(&s->events);
	free(s);
}

/* A stream that begins with greeting; NULL where memory is missing. */
static struct stream *
make_stream(struct request *r, struct span greeting)
{
	struct http_event *event = http_event_new(greeting);
	struct stream *s = calloc(1, sizeof(*s));

	if (event == NULL || s == NULL) {
		http_event_free(event);
		free(s);
		return NULL;
	}
	http_events_put(&s->events, event);
	http_event_free(event);
	s->http = r->http;
	s->connection = r->connection;
	s->next = r->http->state->streams;
	if (s->next != NULL)
		s->next->previous = s;
	r->http->state->streams = s;
	r->http->counts.streams++;
	return s;
}

/* Have the kernel keep little of what a slow client does not take. */
static void
limit_send(struct MHD_Connection *connection)
{
	const int size = STREAM_SEND;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	if (info != NULL)
		(void)setsockopt(info->connect_fd, SOL_SOCKET, SO_SNDBUF, &size,
		    sizeof(size));
}

/* NULL where memory is missing. */
static struct MHD_Response *
make_stream_response(struct request *r, const struct answer *answer,
    struct span greeting)
{
	struct stream *s = make_stream(r, greeting);
	struct MHD_Response *response;
	bool failed = false;

	if (s == NULL)
		return NULL;
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
	    STREAM_PIECE, read_stream, s, free_stream);
	if (response == NULL) {
		free_stream(s);
		return NULL;
	}
	set_common(response, r->http, &failed);
	set_own(response, r, answer, &failed);
	if (!failed)
		return response;
	MHD_destroy_response(response);
	return NULL;
}

void
http_stream(struct request *r, struct span greeting)
{
	const struct answer answer = { .status = MHD_HTTP_OK,
	    .type = "text/event-stream" };

	if (r->http->counts.streams >= r->http->limits.streams) {
		problem_answer(r, PROBLEM_BUSY, "there are %u streams already",
		    r->http->counts.streams);
		return;
	}
	/* Of a stream whose body is left out the library would send the end. */
	if (strcmp(r->head.method, MHD_HTTP_METHOD_HEAD) == 0) {
		http_answer(r, &answer);
		return;
	}
	limit_send(r->connection);
	give(r, answer.status, make_stream_response(r, &answer, greeting));
}

void
http_publish(struct http *h, struct span text)
{
	struct http_event *event = http_event_new(text);

	if (event == NULL || h->state == NULL) {
		http_event_free(event);
		return;
	}
	for (struct stream *s = h->state->streams; s != NULL; s = s->next) {
		http_events_put(&s->events, event);
		if (s->is_waiting) {
			s->is_waiting = false;
			resume(h->state, s->connection);
		}
	}
	http_event_free(event);
}

/* A first line has come: a request begins.  NULL where memory is missing. */
static void *
begin(void *arg, const char *target, struct MHD_Connection *connection)
{
	struct http *h = arg;
	struct request *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return NULL;
	r->http = h;
	r->connection = connection;
	r->head.is_malformed = !http_head_is_target(target);
	r->next = h->state->requests;
	if (r->next != NULL)
		r->next->previous = r;
	h->state->requests = r;
	return r;
}

/* It is answered, and sent or lost. */
static void
end(void *arg, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct http *h = arg;
	struct request *r = *context;

	(void)connection;
	(void)code;
	*context = NULL;
	if (r == NULL)
		return;
	if (r->next != NULL)
		r->next->previous = r->previous;
	if (r->previous != NULL)
		r->previous->next = r->next;
	else
		h->state->requests = r->next;
	if (r->response != NULL)
		MHD_destroy_response(r->response);
	free_body(r);
	free(r);
}

static enum MHD_Result
take_field(void *arg, enum MHD_ValueKind kind, const char *name, size_t len,
    const char *value, size_t value_len)
{
	struct http_head *head = arg;

	if (kind == MHD_HEADER_KIND)
		http_head_field(head, (struct span){ name, len }, value);
	else
		http_head_parameter(head, (struct span){ name, len },
		    (struct span){ value, value_len });
	return MHD_YES;
}

/* Send the answer.  Returns what the library is to be told. */
static enum MHD_Result
send_answer(struct request *r)
{
	enum MHD_Result result;

	if (r->response == NULL)
		return MHD_NO;
	if (r->status < 600)
		r->http->counts.of_class[r->status / 100]++;
	result = MHD_queue_response(r->connection, r->status, r->response);
	MHD_destroy_response(r->response);
	r->response = NULL;
	return result;
}

/*
 * The head has come whole.  What is answered now closes the connection, so it
 * is only where a body is not worth waiting for.
 */
static enum MHD_Result
take_head(struct request *r, const char *path, const char *method,
    const char *version)
{
	struct http *h = r->http;
	struct http_head *head = &r->head;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    r->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	uint64_t length;

	h->counts.requests++;
	r->has_head = true;
	head->method = method;
	head->path = path;
	head->is_old = strcmp(version, MHD_HTTP_VERSION_1_1) != 0;
	head->len = info == NULL ? 0 : info->header_size;
	MHD_get_connection_values_n(r->connection,
	    MHD_HEADER_KIND, take_field, head);
	MHD_get_connection_values_n(r->connection,
	    MHD_GET_ARGUMENT_KIND, take_field, head);
	if (http_head_check(head, h, &r->route, &r->refusal) == 0)
		return MHD_YES;
	length = http_head_length(head);
	if (length == 0 || (length <= h->limits.body && head->expect == NULL))
		return MHD_YES;
	problem_answer(r, r->refusal.problem, "%s", r->refusal.detail);
	return send_answer(r);
}

/* Take no more of a body, for a reason. */
static void
refuse_body(struct request *r, enum problem problem, const char *detail)
{
	free_body(r);
	r->refusal.problem = problem;
	strcpy(r->refusal.detail, detail);
}

/* A part of a body has come. */
static enum MHD_Result
take_body(struct request *r, struct span part)
{
	struct http *h = r->http;
	size_t held = r->body.cap;

	if (r->refusal.problem == PROBLEM_COUNT) {
		if (r->body.len + part.len > h->limits.body)
			refuse_body(r, PROBLEM_BODY, "the body is too long");
		else if (h->state->bodies + part.len > h->limits.bodies)
			refuse_body(r, PROBLEM_BUSY,
			    "there are too many bodies at once");
	}
	if (r->refusal.problem == PROBLEM_COUNT) {
		buf_put(&r->body, part);
		h->state->bodies += r->body.cap - held;
		if (r->body.failed)
			refuse_body(r, PROBLEM_BUSY, "there is no memory");
		return MHD_YES;
	}
	r->thrown += part.len;
	return r->thrown > h->limits.body * THROWN_MAX ? MHD_NO : MHD_YES;
}

/* It has come whole, or goes on after it had to wait. */
static enum MHD_Result
take_end(struct request *r)
{
	struct http *h = r->http;

	if (!r->is_answered && r->refusal.problem != PROBLEM_COUNT)
		problem_answer(r, r->refusal.problem, "%s", r->refusal.detail);
	else if (!r->is_answered && h->state->is_quiet)
		problem_answer(r, PROBLEM_STOPPING, "it takes no more");
	else if (!r->is_answered) {
		r->is_served = true;
		h->state->unanswered++;
		r->route->serve(h->arg, r);
	}
	if (r->is_answered)
		return send_answer(r);
	r->is_waiting = true;
	MHD_suspend_connection(r->connection);
	return MHD_YES;
}

/* What the library calls for each part of a request, and for its end. */
static enum MHD_Result
take(void *arg, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *part, size_t *len,
    void **context)
{
	struct request *r = *context;
	size_t taken = *len;

	(void)arg;
	(void)connection;
	if (r == NULL)
		return MHD_NO;
	if (!r->has_head)
		return take_head(r, path, method, version);
	if (taken == 0)
		return take_end(r);
	*len = 0;
	return take_body(r, (struct span){ part, taken });
}

static void
count(void *arg, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct http *h = arg;

	(void)connection;
	(void)context;
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		h->counts.connections++;
	else
		h->counts.connections--;
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
	else if (MHD_get_timeout(s->daemon, &wait) == MHD_YES)
		loop_set(s->loop, &s->timer, loop_now() + (int64_t)wait * 1000);
	else
		loop_unset(s->loop, &s->timer);
}

/* How many connections there may be, for the files that may be open. */
static unsigned
make_room(unsigned connections)
{
	rlim_t wanted = (rlim_t)connections + OTHER_FILES;
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == -1 || files.rlim_cur >= wanted)
		return connections;
	files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
	if (setrlimit(RLIMIT_NOFILE, &files) == -1 ||
	    files.rlim_cur == wanted)
		return connections;
	return files.rlim_cur > 2 * OTHER_FILES ?
	    (unsigned)files.rlim_cur - OTHER_FILES : OTHER_FILES;
}

/* Returns 0, or -1 with errno. */
static int
start(struct http *h)
{
	struct http_state *s = h->state;
	const union MHD_DaemonInfo *info;

	errno = 0;
	s->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME,
	    0, NULL, NULL, take, h,
	    MHD_OPTION_LISTEN_SOCKET, h->listener,
	    MHD_OPTION_CONNECTION_LIMIT, make_room(h->limits.connections),
	    MHD_OPTION_CONNECTION_TIMEOUT, h->limits.idle,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, h->limits.header + POOL_MORE,
	    MHD_OPTION_CONNECTION_MEMORY_INCREMENT, h->limits.header / 2,
	    MHD_OPTION_URI_LOG_CALLBACK, begin, h,
	    MHD_OPTION_NOTIFY_COMPLETED, end, h,
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
	for (struct stream *stream = s->streams; stream != NULL;
	    stream = stream->next)
		if (stream->is_waiting) {
			stream->is_waiting = false;
			resume(s, stream->connection);
		}
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
	int64_t now = loop_now(), end_of_it = now + milliseconds * INT64_C(1000);
	unsigned long long wait;
	struct pollfd ready;

	if (h->state == NULL)
		return;
	ready = (struct pollfd){ .fd = h->state->source.fd, .events = POLLIN };
	drive(h);
	while (is_sending(h->state) && now < end_of_it) {
		if (h->state->is_resuming)
			wait = 0;
		else if (MHD_get_timeout(h->state->daemon, &wait) == MHD_NO ||
		    wait > (uint64_t)(end_of_it - now) / 1000 + 1)
			wait = (uint64_t)(end_of_it - now) / 1000 + 1;
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
		return;
	}
	http_quiesce(h);
	/* What is suspended has to go on for the library to end. */
	for (struct request *r = s->requests; r != NULL; r = r->next)
		if (r->is_waiting)
			give(r, 0, NULL);
	(void)MHD_run(s->daemon);
	MHD_stop_daemon(s->daemon);
	loop_unwatch(s->loop, &s->source);
	loop_unset(s->loop, &s->timer);
	close(h->listener);
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

#endif
