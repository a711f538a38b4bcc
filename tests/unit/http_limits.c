/*
 * What a client may send, how much, how long, and with which token.
 */
#include <sys/stat.h>

#include "stage.h"

static void
a_body_comes_in_pieces(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf body = { 0 };

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 1048576\r\n\r\n");
	put_body(&body, 1048576);
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "\r\n\r\n1048576 101711872 json", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
	    "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "3\r\nabc\r\n");
	turn(&s, &c);
	ask(&s, &c, "1\r\nd\r\n0\r\nTrailer: x\r\n\r\n");
	wait_for(&s, &c, "\r\n\r\n4 394 csv", 1);
	clear(&c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 100 Continue\r\n\r\n", 1);
	ask(&s, &c, "{}");
	wait_for(&s, &c, "\r\n\r\n2 248 json", 1);
	free_client(&c);
	buf_free(&body);
	close_stage(&s);
}

static void
a_body_that_is_too_long_is_not_read(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 1048577\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 413 ", 1);
	wait_for_end(&s, &c);
	CHECK_INT(times(&c, "\r\nConnection: close\r\n"), 1);
	free_client(&c);
	/* The library has this number for a length that is not known. */
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 18446744073709551615\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 413 ", 1);
	wait_for_end(&s, &c);
	free_client(&c);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
	    "Content-Type: text/plain\r\nContent-Length: 10\r\n"
	    "Expect: 100-continue\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 415 ", 1);
	CHECK_INT(times(&c, "100 Continue"), 0);
	free_client(&c);
	close_stage(&s);
}

/* Where nothing tells how long it is, it is thrown away, up to a bound. */
static void
a_chunk_that_is_too_long_is_thrown_away(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf body = { 0 };

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.body = 10000;
	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Transfer-Encoding: chunked\r\n\r\n");
	buf_put(&body, SPAN("5000\r\n"));
	put_body(&body, 0x5000);
	buf_put(&body, SPAN("\r\n0\r\n\r\n"));
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "HTTP/1.1 413 ", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Transfer-Encoding: chunked\r\n\r\nffffff\r\n");
	buf_clear(&body);
	put_body(&body, 100000);
	send_text(&s, &c, buf_span(&body));
	wait_for_end(&s, &c);
	CHECK_INT(times(&c, "HTTP/1.1 "), 1);
	free_client(&c);
	buf_free(&body);
	close_stage(&s);
}

static void
bodies_together_have_a_bound(void)
{
	struct stage s = { 0 };
	struct client c, other;
	struct buf body = { 0 };

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.bodies = 50000;
	open_stage(&s);
	connect_client(&s, &other);
	ask(&s, &other, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30001\r\n\r\n");
	put_body(&body, 30000);
	send_text(&s, &other, buf_span(&body));
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30000\r\n\r\n");
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "HTTP/1.1 503 ", 1);
	wait_for(&s, &c, "\r\nRetry-After: 1\r\n", 1);
	ask(&s, &other, "b");
	wait_for(&s, &other, "\r\n\r\n30001 2910098 json", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30000\r\n\r\n");
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "\r\n\r\n30000 2910000 json", 1);
	free_client(&c);
	free_client(&other);
	buf_free(&body);
	close_stage(&s);
}

/* One after the other: what one took is there for the next, whatever became of
   it. */
static void
bodies_that_are_over_take_no_room(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf body = { 0 };

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.bodies = 50000;
	open_stage(&s);
	connect_client(&s, &c);
	put_body(&body, 30000);
	for (unsigned i = 1; i <= 40; i++) {
		ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
		    "Content-Length: 30000\r\n\r\n");
		send_text(&s, &c, buf_span(&body));
		wait_for(&s, &c, "\r\n\r\n30000 2910000 json", i);
		ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
		    "Content-Type: text/plain\r\n"
		    "Content-Length: 3\r\n\r\nabc");
		wait_for(&s, &c, "HTTP/1.1 415 ", i);
	}
	free_client(&c);
	buf_free(&body);
	close_stage(&s);
}

static void
who_waits_for_an_answer_is_counted(void)
{
	struct stage s = { 0 };
	struct client c, waiting;

	open_stage(&s);
	CHECK_INT(http_unanswered(&s.http), 0);
	connect_client(&s, &waiting);
	ask(&s, &waiting, "GET /later HTTP/1.1\r\n" HOST "\r\n");
	while (s.nlater == 0)
		turn(&s, &waiting);
	CHECK_INT(http_unanswered(&s.http), 1);
	connect_client(&s, &c);
	ask(&s, &c, "GET /nowhere HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "HTTP/1.1 404 ", 1);
	CHECK_INT(http_unanswered(&s.http), 1);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	CHECK_INT(http_unanswered(&s.http), 1);
	request_answer(s.later[0], &(struct answer){ .status = 200,
	    .type = "text/plain", .body = SPAN("done") });
	CHECK_INT(http_unanswered(&s.http), 0);
	wait_for(&s, &waiting, "\r\n\r\ndone", 1);
	CHECK_INT(http_unanswered(&s.http), 0);
	free_client(&waiting);
	free_client(&c);
	close_stage(&s);
}

static void
who_sends_nothing_is_let_go(void)
{
	struct stage s = { 0 };
	struct client c;

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.idle = 1;
	open_stage(&s);
	connect_client(&s, &c);
	wait_for_end(&s, &c);
	CHECK_INT(c.got.len, 0);
	free_client(&c);
	close_stage(&s);
}

/* But not who waits for an answer. */
static void
who_sends_too_slowly_is_let_go(void)
{
	struct stage s = { 0 };
	struct client slow, waiting;
	int64_t end = loop_now() + PATIENCE * INT64_C(1000000);

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.idle = 2 * PATIENCE;
	s.http.limits.whole = 1;
	open_stage(&s);
	connect_client(&s, &waiting);
	ask(&s, &waiting, "GET /later HTTP/1.1\r\n" HOST "\r\n");
	while (s.nlater == 0)
		turn(&s, &waiting);
	connect_client(&s, &slow);
	ask(&s, &slow, "GET /now HTTP/1.1\r\n" HOST "X: ");
	while (!slow.is_closed && loop_now() < end) {
		send_text(&s, &slow, SPAN("x"));
		for (int i = 0; i < 20 && !slow.is_closed; i++)
			turn(&s, &slow);
	}
	CHECK(slow.is_closed);
	CHECK_INT(slow.got.len, 0);
	request_answer(s.later[0], &(struct answer){ .status = 200,
	    .type = "text/plain", .body = SPAN("done") });
	wait_for(&s, &waiting, "\r\n\r\ndone", 1);
	free_client(&waiting);
	free_client(&slow);
	close_stage(&s);
}

/* In the place of one that has gone, whole or in the middle of a request. */
static void
who_waits_for_a_place_gets_it(void)
{
	struct stage s = { 0 };
	struct client c, waiting;

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.connections = 1;
	s.http.limits.idle = s.http.limits.whole = 2 * PATIENCE;
	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	connect_client(&s, &waiting);
	ask(&s, &waiting, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	free_client(&c);
	wait_for(&s, &waiting, "\r\n\r\nnow", 1);
	connect_client(&s, &c);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	ask(&s, &waiting, "GET /n");
	free_client(&waiting);
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	free_client(&c);
	close_stage(&s);
}

static void
a_token_is_asked_of_posts(void)
{
	struct stage s = { 0 };
	struct client c;
	struct token token;
	const char *why;
	FILE *f = fopen("token", "w");

	CHECK(f != NULL && fputs("0123456789abcdef\n", f) >= 0 &&
	    fchmod(fileno(f), 0600) == 0 && fclose(f) == 0);
	CHECK(token_read(&token, "token", &why) == 0);
	s.http.token = &token;
	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 2\r\n\r\n{}");
	wait_for(&s, &c, "HTTP/1.1 401 ", 1);
	wait_for(&s, &c, "\r\nWWW-Authenticate: Bearer\r\n", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON "Authorization: "
	    "Bearer 0123456789abcdef\r\nContent-Length: 2\r\n\r\n{}");
	wait_for(&s, &c, "\r\n\r\n2 248 json", 1);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	free_client(&c);
	close_stage(&s);
}

int
main(void)
{
	if (!has_server())
		return 0;
	RUN(a_body_comes_in_pieces);
	RUN(a_body_that_is_too_long_is_not_read);
	RUN(a_chunk_that_is_too_long_is_thrown_away);
	RUN(bodies_together_have_a_bound);
	RUN(bodies_that_are_over_take_no_room);
	RUN(who_waits_for_an_answer_is_counted);
	RUN(who_sends_nothing_is_let_go);
	RUN(who_sends_too_slowly_is_let_go);
	RUN(who_waits_for_a_place_gets_it);
	RUN(a_token_is_asked_of_posts);
	return check_status();
}
