/*
 * api_put - what is in a book, as values of JSON, for several answers.
 */
#ifndef BALSYS_API_PUT_H
#define BALSYS_API_PUT_H

#include "base/json.h"
#include "serve/book_view.h"

/* A window, and a batch; that with its ids. */
void	api_put_window(struct json *j, const struct book_view *view,
	    const struct window_entry *window);
void	api_put_batch(struct json *j, const struct book_view *view,
	    const struct window_batch *batch);

/* The latest windows, at most so many, the newest first: a member. */
void	api_put_latest_windows(struct json *j, const struct book_view *view,
	    size_t most);

/* Windows in all, and how full the next one is: a member. */
void	api_put_windows(struct json *j, const struct book_view *view);

/* Why records of the book were refused: a member, a number by each word. */
void	api_put_reasons(struct json *j, const struct summary_fates *fates);

#endif
