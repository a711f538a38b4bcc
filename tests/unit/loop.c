/* Tests of serve/loop. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "check.h"
#include "serve/loop.h"
#include "stream/wait.h"

struct heard {
	struct loop *loop;
	struct loop_timer timer;
	struct loop_source source, *other;
	int64_t due;
	unsigned rings, bytes;
	char order[8];
	unsigned *turn;
};

static void
count_ring(void *arg)
{
	struct heard *h = arg;

	h->rings++;
	if (h->turn != NULL)
		h->order[0] = (char)('0' + (*h->turn)++);
}

static void
read_byte(void *arg)
{
	struct heard *h = arg;
	char byte;

	if (read(h->source.fd, &byte, 1) == 1)
		h->bytes++;
	else
		h->source.wants = 0;
	if (h->other != NULL)
		loop_unwatch(h->loop, h->other);
}

static void
timers_ring_in_their_order_and_never_early(void)
{
	struct loop loop = { 0 };
	unsigned turn = 0;
	struct heard h[3] = { 0 };
	int64_t now = loop_now();
	static const int64_t in[] = { 9000, 1000, 5000 };

	for (int i = 0; i < 3; i++) {
		h[i].timer = (struct loop_timer){ .ring = count_ring,
		    .arg = &h[i] };
		h[i].turn = &turn;
		loop_set(&loop, &h[i].timer, now + in[i]);
	}
	while (turn < 3) {
		CHECK(loop_turn(&loop) == 0);
		for (int i = 0; i < 3; i++)
			CHECK(h[i].rings == 0 || loop_now() >= now + in[i]);
	}
	CHECK(h[1].order[0] == '0' && h[2].order[0] == '1');
	CHECK(h[0].order[0] == '2');
	CHECK(h[0].rings == 1 && h[1].rings == 1 && h[2].rings == 1);
	loop_free(&loop);
}

static void
a_timer_is_moved_and_unset(void)
{
	struct loop loop = { 0 };
	struct heard a = { 0 }, b = { 0 };
	int64_t now = loop_now();

	a.timer = (struct loop_timer){ .ring = count_ring, .arg = &a };
	b.timer = (struct loop_timer){ .ring = count_ring, .arg = &b };
	loop_set(&loop, &a.timer, now);
	loop_set(&loop, &b.timer, now);
	loop_set(&loop, &a.timer, now + 2000);
	loop_unset(&loop, &b.timer);
	loop_unset(&loop, &b.timer);
	while (a.rings == 0)
		CHECK(loop_turn(&loop) == 0);
	CHECK(b.rings == 0);
	CHECK(loop_now() >= now + 2000);
	loop_free(&loop);
}

static struct loop_timer *again;

static void
set_again(void *arg)
{
	struct heard *h = arg;

	if (++h->rings == 3)
		loop_stop(h->loop);
	loop_set(h->loop, &h->timer, loop_now());
}

static void
a_timer_sets_itself_anew_and_the_loop_is_stopped(void)
{
	struct loop loop = { 0 };
	struct heard h = { .loop = &loop };

	h.timer = (struct loop_timer){ .ring = set_again, .arg = &h };
	again = &h.timer;
	loop_set(&loop, again, loop_now());
	while (loop_turn(&loop) == 0)
		;
	CHECK(h.rings == 3);
	CHECK(loop_turn(&loop) == 1);
	loop_free(&loop);
}

static void
set_other(void *arg)
{
	struct heard *h = arg;

	h->rings++;
	loop_set(h->loop, again, 0);
}

/* However early that would be: what is ready gets its turn in between. */
static void
who_is_set_by_one_that_rings_rings_later(void)
{
	struct loop loop = { 0 };
	struct heard h = { .loop = &loop };
	struct loop_timer b;

	h.timer = (struct loop_timer){ .ring = set_other, .arg = &h };
	again = &h.timer;
	loop_set(&loop, &h.timer, 0);
	b = (struct loop_timer){ .ring = count_ring, .arg = &h };
	loop_set(&loop, &b, loop_now());
	CHECK(loop_turn(&loop) == 0);
	CHECK_INT(h.rings, 2);
	again = &b;
	loop_set(&loop, &h.timer, 0);
	CHECK(loop_turn(&loop) == 0);
	CHECK_INT(h.rings, 3);
	CHECK(loop_turn(&loop) == 0);
	CHECK_INT(h.rings, 4);
	loop_free(&loop);
}

static void
what_is_ready_is_seen_to(void)
{
	struct loop loop = { 0 };
	struct heard h = { .loop = &loop };
	int ends[2];

	CHECK(pipe(ends) == 0);
	h.source = (struct loop_source){ .fd = ends[0], .wants = POLLIN,
	    .ready = read_byte, .arg = &h };
	CHECK(loop_watch(&loop, &h.source) == 0);
	CHECK(write(ends[1], "ab", 2) == 2);
	while (h.bytes < 2)
		CHECK(loop_turn(&loop) == 0);
	/* The end is told like bytes; who wants nothing is left alone. */
	close(ends[1]);
	CHECK(loop_turn(&loop) == 0);
	CHECK(h.source.wants == 0);
	h.timer = (struct loop_timer){ .ring = count_ring, .arg = &h };
	loop_set(&loop, &h.timer, loop_now() + 1000);
	while (h.rings == 0)
		CHECK(loop_turn(&loop) == 0);
	loop_unwatch(&loop, &h.source);
	loop_unwatch(&loop, &h.source);
	close(ends[0]);
	loop_free(&loop);
}

/* Two are ready, and the first that is called has the other not watched. */
static void
who_is_unwatched_is_not_called(void)
{
	struct loop loop = { 0 };
	struct heard h[2] = { 0 };
	int ends[2][2];

	for (int i = 0; i < 2; i++) {
		CHECK(pipe(ends[i]) == 0);
		h[i].loop = &loop;
		h[i].source = (struct loop_source){ .fd = ends[i][0],
		    .wants = POLLIN, .ready = read_byte, .arg = &h[i] };
		h[i].other = &h[1 - i].source;
		CHECK(loop_watch(&loop, &h[i].source) == 0);
		CHECK(write(ends[i][1], "x", 1) == 1);
	}
	CHECK(loop_turn(&loop) == 0);
	CHECK(h[0].bytes + h[1].bytes == 1);
	for (int i = 0; i < 2; i++) {
		close(ends[i][0]);
		close(ends[i][1]);
	}
	loop_free(&loop);
}

static void
there_is_room_for_so_many(void)
{
	struct loop loop = { 0 };
	struct loop_source source[LOOP_SOURCES + 1] = { 0 };

	for (int i = 0; i < LOOP_SOURCES; i++)
		CHECK(loop_watch(&loop, &source[i]) == 0);
	errno = 0;
	CHECK(loop_watch(&loop, &source[LOOP_SOURCES]) == -1);
	CHECK(errno == ENOSPC);
	loop_unwatch(&loop, &source[3]);
	CHECK(loop_watch(&loop, &source[LOOP_SOURCES]) == 0);
	loop_free(&loop);
}

/* Signals are held back from here on: the last of the tests. */
static void
a_signal_is_told_once_even_where_something_is_ready(void)
{
	struct loop loop = { 0 };
	struct heard h = { .loop = &loop };
	int ends[2];

	wait_catch_signals();
	CHECK(pipe(ends) == 0);
	CHECK(write(ends[1], "abcdef", 6) == 6);
	h.source = (struct loop_source){ .fd = ends[0], .wants = POLLIN,
	    .ready = read_byte, .arg = &h };
	CHECK(loop_watch(&loop, &h.source) == 0);
	raise(SIGTERM);
	errno = 0;
	CHECK(loop_turn(&loop) == -1 && errno == EINTR);
	CHECK(wait_signal() == SIGTERM);
	while (h.bytes < 6)
		CHECK(loop_turn(&loop) == 0);
	CHECK(wait_signal() == SIGTERM);
	close(ends[0]);
	close(ends[1]);
	loop_free(&loop);
}

int
main(void)
{
	RUN(timers_ring_in_their_order_and_never_early);
	RUN(a_timer_is_moved_and_unset);
	RUN(a_timer_sets_itself_anew_and_the_loop_is_stopped);
	RUN(who_is_set_by_one_that_rings_rings_later);
	RUN(what_is_ready_is_seen_to);
	RUN(who_is_unwatched_is_not_called);
	RUN(there_is_room_for_so_many);
	RUN(a_signal_is_told_once_even_where_something_is_ready);
	return check_status();
}
