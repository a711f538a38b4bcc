#include "serve/http_request.h"

#ifdef BALSYS_HTTP

#include <sys/socket.h>

#include <stdlib.h>
#include <string.h>

#include "serve/http_events.h"
#include "serve/http_state.h"

enum {
	SEND_SIZE = 64 * 1024,	/* what the kernel keeps of a stream */
	PIECE = 4 * 1024,
};

/* An answer that goes on. */
struct http_stream {
	struct http_stream *previous, *next;
	struct http *http;
	struct MHD_Connection *connection;
	struct http_events events;
	bool is_waiting;	/* suspended, as there is nothing to send */
};

/* The next bytes of a stream. */
static ssize_t
read_stream(void *arg, uint64_t at, char *dst, size_t size)
{
	struct http_stream *s = arg;
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
	struct http_stream *s = arg;

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
static struct http_stream *
make_stream(struct request *r, struct span greeting)
{
	struct http_event *event = http_event_new(greeting);
	struct http_stream *s = calloc(1, sizeof(*s));

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
	const int size = SEND_SIZE;
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
	struct http_stream *s = make_stream(r, greeting);
	struct MHD_Response *response;

	if (s == NULL)
		return NULL;
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
	    PIECE, read_stream, s, free_stream);
	if (response == NULL) {
		free_stream(s);
		return NULL;
	}
	return http_headers(response, r, answer);
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
	http_give(r, answer.status, make_stream_response(r, &answer, greeting));
}

void
http_publish(struct http *h, struct span text)
{
	struct http_event *event = http_event_new(text);
	struct http_stream *s;

	if (event == NULL || h->state == NULL) {
		http_event_free(event);
		return;
	}
	for (s = h->state->streams; s != NULL; s = s->next) {
		http_events_put(&s->events, event);
		if (s->is_waiting) {
			s->is_waiting = false;
			http_resume(h, s->connection);
		}
	}
	http_event_free(event);
}

void
http_streams_resume(struct http *h)
{
	for (struct http_stream *s = h->state->streams; s != NULL; s = s->next)
		if (s->is_waiting) {
			s->is_waiting = false;
			http_resume(h, s->connection);
		}
}

#else

/* There are no requests. */
void
http_stream(struct request *r, struct span greeting)
{
	(void)r;
	(void)greeting;
}

void
http_publish(struct http *h, struct span text)
{
	(void)h;
	(void)text;
}

#endif
