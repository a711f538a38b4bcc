#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "serve/http_events.h"

struct http_event {
	unsigned users;
	size_t len;
	char text[];
};

struct http_event *
http_event_new(struct span text)
{
	struct http_event *event = malloc(sizeof(*event) + text.len);

	if (event == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	event->users = 1;
	event->len = text.len;
	if (text.len > 0)
		memcpy(event->text, text.ptr, text.len);
	return event;
}

void
http_event_free(struct http_event *event)
{
	if (event != NULL && --event->users == 0)
		free(event);
}

void
http_events_put(struct http_events *e, struct http_event *event)
{
	event->users++;
	http_event_free(e->next);
	e->next = event;
}

size_t
http_events_read(struct http_events *e, char *dst, size_t size)
{
	size_t len;

	if (e->current != NULL && e->at == e->current->len) {
		http_event_free(e->current);
		e->current = NULL;
	}
	if (e->current == NULL) {
		e->current = e->next;
		e->next = NULL;
		e->at = 0;
	}
	if (e->current == NULL)
		return 0;
	len = e->current->len - e->at;
	if (len > size)
		len = size;
	memcpy(dst, e->current->text + e->at, len);
	e->at += len;
	return len;
}

void
http_events_free(struct http_events *e)
{
	http_event_free(e->current);
	http_event_free(e->next);
	*e = (struct http_events){ 0 };
}
