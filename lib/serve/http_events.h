/*
 * http_events - what waits to go down a stream of events: the rest of one, and
 * behind it the last one that there is.
 *
 *	struct http_event *event = http_event_new(text);
 *
 *	if (event != NULL)
 *		http_events_put(&a, event), http_events_put(&b, event);
 *	http_event_free(event);
 *	...
 *	n = http_events_read(&a, dst, size);
 *	http_events_free(&a);
 *
 * However slow a reader is, it holds two events; and all hold the same ones.
 */
#ifndef BALSYS_HTTP_EVENTS_H
#define BALSYS_HTTP_EVENTS_H

#include <stddef.h>

#include "base/span.h"

struct http_event;

/* All zeros: nothing waits. */
struct http_events {
	struct http_event *current;	/* private, as are the others */
	size_t at;
	struct http_event *next;
};

/* A copy of text, which is yours until http_event_free(); NULL with errno
   ENOMEM. */
struct http_event *http_event_new(struct span text);
void	http_event_free(struct http_event *event);

/* Have this one go next, in the place of another that did not begin yet. */
void	http_events_put(struct http_events *e, struct http_event *event);

/* Take up to size bytes.  Returns how many; 0: nothing waits. */
size_t	http_events_read(struct http_events *e, char *dst, size_t size);

/* Let go of all.  Harmless twice. */
void	http_events_free(struct http_events *e);

#endif
