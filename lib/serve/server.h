/*
 * server - all that balsys-serve is made of, put together.
 *
 *	struct server server = { .book = "books/main", .currency = "GBP",
 *	    .pipeline = { .most = SERVER_IN_FLIGHT }, ... };
 *
 *	if (server_open(&server) == 0)
 *		while (server_turn(&server) == 0)
 *			;
 *	use(server.status, server.failure.sentence);
 *	server_close(&server);
 *
 * A book is opened by its children, and looked into once they have made it
 * whole.  Where they cannot begin for a reason that will not go away, such as
 * an option, the server ends as they did; where they end later, they are begun
 * again for as long as it runs.
 */
#ifndef BALSYS_SERVER_H
#define BALSYS_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "serve/book_view.h"
#include "serve/delays.h"
#include "serve/http.h"
#include "serve/latest_batches.h"
#include "serve/loop.h"
#include "serve/pipeline.h"
#include "serve/rates.h"
#include "serve/simulation.h"
#include "serve/submission.h"
#include "stream/failure.h"

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

/* Requests to stop a simulation, which are answered once it has. */
struct server_stops {
	struct request **request;	/* owned; they are not */
	size_t count, cap;
};

struct server {
	/* Yours to set, and borrowed; besides these the listener, the token
	   and the limits of http, and the words and the most of pipeline: */
	const char *book;
	const char *currency;
	const char *version;	/* of this program; NULL: not told */
	const struct simulation_plan *simulate;	/* once the book is open; NULL:
						   nothing */
	/* A child has ended by itself, as pipeline_calls.lost says; NULL:
	   nobody wants to know. */
	void (*lost)(void *arg, const char *name, int status, int64_t in);
	void *arg;

	int status;			/* that it ends with, as of sysexits.h,
					   or of the child that could not
					   begin */
	struct failure failure;		/* with why; no sentence where a child
					   has said it */

	struct loop loop;
	struct http http;
	struct pipeline pipeline;
	struct book_view view;
	bool is_viewed;			/* view was opened, and can be asked */
	struct simulation simulation;
	struct server_stops stops;
	struct submissions submissions;
	struct delays durable;		/* from submitted to on disk */
	struct delays formed;		/* from the last record on disk until
					   the window is */
	struct rates rates;		/* of accepted records */
	int64_t began;			/* loop_now() at the start */
	struct timestamp started;
	struct server_point series[SERVER_SERIES];	/* a ring */
	uint64_t points;		/* that were put into it */
	struct latest_batches batches;	/* a few, for the state of all */
	struct buf text;		/* for one answer at a time; cleared by
					   who uses it */
	struct server_state *state;	/* private */
};

/*
 * Accept connections, and begin the children.  Returns 0, or -1 with status and
 * failure set; server_close() is due in either case.
 */
int	server_open(struct server *s)
	__attribute__((warn_unused_result));

/*
 * Wait, and see to what comes.  Returns 0 as long as there is more to do.  When
 * a signal asks to stop, what is in flight is still decided and answered, the
 * simulation and the children end, and then it returns 1; at the second signal
 * it returns 1 at once.  Returns -1 with status and failure set where it cannot
 * go on.
 */
int	server_turn(struct server *s)
	__attribute__((warn_unused_result));

/* Does it still take requests? */
bool	server_is_stopping(const struct server *s);

/* End all that is left, and release everything.  Harmless twice. */
void	server_close(struct server *s);

#endif
