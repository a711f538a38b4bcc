/*
 * server - all that balsys-serve is made of, put together.
 *
 *	struct server server = { .book = "books/main", .currency = "GBP", ... };
 *
 *	if (server_open(&server) == -1)
 *		...
 *	status = server_run(&server);
 *	server_close(&server);
 */
#ifndef BALSYS_SERVER_H
#define BALSYS_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "serve/book_view.h"
#include "serve/delays.h"
#include "serve/http.h"
#include "serve/loop.h"
#include "serve/pipeline.h"
#include "serve/rates.h"
#include "serve/simulation.h"
#include "serve/submission.h"

enum {
	SERVER_IN_FLIGHT = 10000,	/* records, usually */
	SERVER_SERIES = 600,		/* seconds of balance that are kept */
};

/* The balance at the end of a second. */
struct server_point {
	struct timestamp at;
	struct money_total balance;
	uint64_t records;
};

struct server {
	/* Yours to set, and borrowed: */
	const char *book;
	const char *currency;

	struct loop loop;
	struct http http;
	struct pipeline pipeline;
	struct book_view view;
	bool is_viewed;			/* view was opened, and can be asked */
	struct simulation simulation;
	struct submissions submissions;
	struct delays durable;		/* from submitted to on disk */
	struct delays formed;		/* from the last record on disk until
					   the window is */
	struct rates rates;		/* of accepted records */
	int64_t began;			/* loop_now() at the start */
	struct timestamp started;
	struct server_point series[SERVER_SERIES];	/* a ring */
	uint64_t points;		/* that were put into it */
	struct buf text;		/* for one answer at a time; cleared by
					   who uses it */
	struct server_state *state;	/* private */
};

/* The clock, as RFC 3339 tells it. */
struct timestamp server_clock(void);

#endif
