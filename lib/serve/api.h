/*
 * api - what every path answers, from a server.
 *
 * Every route's arg is the struct server.  An answer that wants the book is
 * 503, with Retry-After, until it was read for the first time.
 */
#ifndef BALSYS_API_H
#define BALSYS_API_H

#include "base/buf.h"
#include "serve/request.h"
#include "serve/server.h"

/* All of them; the last is all zeros. */
extern const struct route api_routes[];

/* One file each: who serves what. */
void	api_account_balance(void *server, struct request *request);
void	api_transactions_history(void *server, struct request *request);
void	api_transactions_submit(void *server, struct request *request);
void	api_simulation_start(void *server, struct request *request);
void	api_simulation_stop(void *server, struct request *request);
void	api_audit_batches(void *server, struct request *request);
void	api_audit_stats(void *server, struct request *request);
void	api_audit_telemetry(void *server, struct request *request);
void	api_audit_summary(void *server, struct request *request);
void	api_metrics(void *server, struct request *request);
void	api_healthz(void *server, struct request *request);
void	api_problems(void *server, struct request *request);
void	api_asset(void *server, struct request *request);
void	api_events(void *server, struct request *request);

/*
 * The state of all as an event for http_publish(): "event: state\ndata: " and
 * one line of JSON; and what a stream begins with: "event: history", the
 * balance of the last minutes, and then the state.  Appended to *out.  As long
 * as the book was not read, the balance is null, and its numbers are 0.
 */
void	api_put_state(struct server *server, struct buf *out);
void	api_put_history(const struct server *server, struct buf *out);

/* The simulation has ended: answer those who asked it to stop. */
void	api_simulation_ended(struct server *server);

/* Answer 200 with what is in server->text: of this type, or JSON without its
   newline. */
void	api_answer_text(struct server *server, struct request *request,
	    const char *type);
void	api_answer_json(struct server *server, struct request *request);

/* Is there a view?  Else answers 503. */
bool	api_has_view(struct server *server, struct request *request);

#endif
