/*
 * api_latest - the records that were posted last, as answers want them.
 */
#ifndef BALSYS_API_LATEST_H
#define BALSYS_API_LATEST_H

#include "serve/book_view.h"

/* The record that was posted last, but for i; NULL where it is not at hand.
   Borrowed until the view goes on. */
const struct book_view_record *api_latest_record(const struct book_view *view,
	    unsigned i);

/* When it was, as it says itself, or else when it was received; empty where it
   says neither. */
struct span api_latest_when(const struct book_view_record *record);

/* The same of the one that was posted last; empty where there is none. */
struct span api_latest_time(const struct book_view *view);

#endif
