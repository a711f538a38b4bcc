/*
 * Whole packings: each method against a slow twin that looks at every batch,
 * against the best packing there is, and against what any packing must be.
 */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "pack/bounds.h"
#include "pack/methods.h"

enum {
	AMOUNTS_MAX = 3000,
};

static uint64_t seed;

static uint64_t
draw_below(uint64_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % limit;
}

/* A window of count amounts in which ties, zeros and whole caps abound. */
static struct window
random_window(uint64_t *amount, size_t count)
{
	static const uint64_t caps[] = { 1, 2, 7, 10, 100, 1000, 100000000,
	    INT64_MAX, UINT64_MAX };
	uint64_t cap = caps[draw_below(sizeof(caps) / sizeof(*caps))];
	uint64_t size[4], kind = draw_below(5);

	for (int i = 0; i < 4; i++)
		size[i] = draw_below(cap) + 1;
	for (size_t i = 0; i < count; i++) {
		amount[i] = draw_below(cap) + 1;
		if (kind == 1)
			amount[i] = amount[i] / 2;
		else if (kind == 2)
			amount[i] = size[draw_below(4)];
		else if (kind == 3)
			amount[i] = cap / (2 + draw_below(6)) +
			    draw_below(cap / 8 + 1) / (1 + draw_below(9));
		if (kind > 0 && draw_below(9) == 0)
			amount[i] = draw_below(2) * cap;
	}
	return (struct window){ amount, count, cap };
}

/*
 * Is this a packing at all?  Every amount is in one batch of those there are,
 * each of them has something in it, and none holds more than the cap.
 */
static bool
is_packing(const struct window *w, const struct packing *p)
{
	window_uint128 held[AMOUNTS_MAX] = { 0 };
	bool used[AMOUNTS_MAX] = { false };

	if (p->batches > w->count)
		return false;
	for (size_t i = 0; i < w->count; i++) {
		if (p->batch[i] >= p->batches)
			return false;
		held[p->batch[i]] += w->amount[i];
		used[p->batch[i]] = true;
	}
	for (uint32_t b = 0; b < p->batches; b++)
		if (!used[b] || held[b] > w->cap)
			return false;
	return p->bound.batches <= p->batches &&
	    p->batches <= bounds_most(w);
}

/* The slow twins: which of n batches, or n for a new one? */
static size_t
twin_next(const uint64_t *room, size_t n, uint64_t amount)
{
	return n > 0 && room[n - 1] >= amount ? n - 1 : n;
}

static size_t
twin_first(const uint64_t *room, size_t n, uint64_t amount)
{
	size_t b = 0;

	while (b < n && room[b] < amount)
		b++;
	return b;
}

static size_t
twin_best(const uint64_t *room, size_t n, uint64_t amount)
{
	size_t best = n;

	for (size_t b = 0; b < n; b++)
		if (room[b] >= amount && (best == n || room[b] < room[best]))
			best = b;
	return best;
}

static const struct twin {
	const char *method;
	size_t (*choose)(const uint64_t *, size_t, uint64_t);
	bool largest_first;
} twins[] = {
	{ "next-fit", twin_next, false },
	{ "first-fit", twin_first, false },
	{ "ffd", twin_first, true },
	{ "bfd", twin_best, true },
};

enum {
	TWINS = sizeof(twins) / sizeof(*twins),
};

/* Fill batch as the twin would.  Returns how many there are. */
static size_t
twin_pack(const struct twin *twin, const struct window *w, uint32_t *batch)
{
	uint64_t room[AMOUNTS_MAX];
	size_t turn[AMOUNTS_MAX], n = 0;

	for (size_t i = 0; i < w->count; i++) {
		size_t at = i;

		for (; twin->largest_first && at > 0 &&
		    w->amount[turn[at - 1]] < w->amount[i]; at--)
			turn[at] = turn[at - 1];
		turn[at] = i;
	}
	for (size_t i = 0; i < w->count; i++) {
		uint64_t amount = w->amount[turn[i]];
		size_t b = twin->choose(room, n, amount);

		if (b == n)
			room[n++] = w->cap;
		room[b] -= amount;
		batch[turn[i]] = (uint32_t)b;
	}
	return n;
}

static bool
equals_twin(const struct twin *twin, const struct window *w,
    struct packing *p)
{
	uint32_t batch[AMOUNTS_MAX];
	size_t batches = twin_pack(twin, w, batch);

	if (method_find(twin->method)->pack(w, p) == -1 || !is_packing(w, p) ||
	    p->batches != batches)
		return false;
	for (size_t i = 0; i < w->count; i++)
		if (p->batch[i] != batch[i])
			return false;
	return true;
}

/* One packing serves all windows, so this is also about what it keeps. */
static void
check_twins(int windows, size_t most)
{
	static uint64_t amount[AMOUNTS_MAX];
	struct packing p = { 0 };

	seed = 20261122;
	for (int i = 0; i < windows; i++) {
		struct window w = random_window(amount,
		    (size_t)draw_below(most + 1));

		for (size_t t = 0; t < TWINS; t++) {
			if (equals_twin(&twins[t], &w, &p))
				continue;
			fprintf(stderr, "%s, window %d of %zu amounts:\n",
			    twins[t].method, i, w.count);
			CHECK(!"as the slow twin packs it");
			packing_free(&p);
			return;
		}
	}
	packing_free(&p);
}

static void
small_windows_are_packed_as_the_slow_twins_do(void)
{
	check_twins(60000, 24);
}

static void
large_windows_are_packed_as_the_slow_twins_do(void)
{
	check_twins(60, AMOUNTS_MAX);
}

/* The fewest batches of all ways to place amounts from at on; n are open. */
static size_t
fewest(const struct window *w, size_t at, uint64_t *room, size_t n,
    size_t known)
{
	if (n >= known)
		return known;
	if (at == w->count)
		return n;
	for (size_t b = 0; b <= n; b++) {
		if (b == n)
			room[b] = w->cap;
		if (room[b] < w->amount[at])
			continue;
		room[b] -= w->amount[at];
		known = fewest(w, at + 1, room, n + (b == n), known);
		room[b] += w->amount[at];
	}
	return known;
}

static void
bounds_and_guarantees_hold_against_the_best_packing(void)
{
	struct packing p = { 0 };
	uint64_t amount[8], room[9];

	seed = 1993;
	for (int i = 0; i < 10000; i++) {
		struct window w = random_window(amount,
		    (size_t)draw_below(8) + 1);
		size_t best = fewest(&w, 0, room, 0, w.count + 1);

		CHECK(next_fit_pack(&w, &p) == 0);
		CHECK(p.bound.batches <= best);
		CHECK(p.batches >= best && p.batches <= 2 * best - 1);
		CHECK(first_fit_pack(&w, &p) == 0);
		CHECK(p.batches >= best && 10 * p.batches <= 17 * best);
		CHECK(ffd_pack(&w, &p) == 0);
		CHECK(p.batches >= best && 9 * p.batches <= 11 * best + 6);
		CHECK(bfd_pack(&w, &p) == 0);
		CHECK(p.batches >= best && 9 * p.batches <= 11 * best + 6);
	}
	packing_free(&p);
}

static void
check_batches(const uint64_t *amount, size_t count, uint64_t cap,
    const uint32_t *wanted)
{
	struct window w = { amount, count, cap };
	struct packing p = { 0 };

	for (const struct method *m = methods; m->name != NULL; m++) {
		CHECK_INT(m->pack(&w, &p), 0);
		CHECK(is_packing(&w, &p));
		CHECK_INT(p.batches, *wanted++);
	}
	packing_free(&p);
}

#define CHECK_BATCHES(amount, cap, ...) \
	check_batches((amount), sizeof(amount) / sizeof(*(amount)), (cap), \
	    (const uint32_t[]){ __VA_ARGS__ })

static void
known_traps_catch_whom_they_should(void)
{
	static const uint64_t greedy[] = { 500000, 450000, 450000, 400000,
	    100000, 100000 };
	static const uint64_t first[] = { 400000, 400000, 350000, 250000,
	    250000, 150000, 100000, 100000 };
	static const uint64_t exact[] = { 49088908, 36346602, 14564490 };
	static const uint64_t over[] = { 49088908, 36346602, 14564491 };
	static const uint64_t in_turn[] = { 6, 5, 4, 5, 4, 6 };

	CHECK_BATCHES(greedy, 1000000, 3, 3, 3, 3, 2);
	CHECK_BATCHES(first, 1000000, 3, 3, 3, 2, 2);
	CHECK_BATCHES(exact, 100000000, 1, 1, 1, 1, 1);
	CHECK_BATCHES(over, 100000000, 2, 2, 2, 2, 2);
	CHECK_BATCHES(in_turn, 10, 4, 3, 3, 3, 3);
}

static void
an_amount_of_nothing_has_room_in_a_full_batch(void)
{
	static const uint64_t zeros[] = { 0, 0, 0 };
	static const uint64_t full[] = { 0, 7, 0, 7, 0 };
	static const uint64_t ends[] = { UINT64_MAX, 0, UINT64_MAX, 0 };

	CHECK_BATCHES(zeros, 7, 1, 1, 1, 1, 1);
	CHECK_BATCHES(full, 7, 2, 2, 2, 2, 2);
	CHECK_BATCHES(ends, UINT64_MAX, 2, 2, 2, 2, 2);
	check_batches(NULL, 0, 7, (const uint32_t[]){ 0, 0, 0, 0, 0 });
}

static void
too_many_amounts_change_nothing(void)
{
	static const uint64_t amount[] = { 5, 6, 7 };
	struct window w = { amount, 3, 10 };
	struct window many = { NULL, (size_t)UINT32_MAX + 1, 1 };
	struct packing p = { 0 };

	CHECK_INT(first_fit_pack(&w, &p), 0);
	for (const struct method *m = methods; m->name != NULL; m++) {
		errno = 0;
		CHECK_INT(m->pack(&many, &p), -1);
		CHECK_INT(errno, ENOMEM);
		CHECK_INT(p.batches, 3);
		CHECK_INT(p.batch[2], 2);
	}
	packing_free(&p);
	packing_free(&p);
	CHECK(p.batch == NULL);
}

/* Amounts of one kind: none, all equal, all at cap, a few sizes, any. */
static void
fill(uint64_t *amount, size_t count, int kind, uint64_t cap)
{
	for (size_t i = 0; i < count; i++)
		amount[i] = kind == 0 ? 0 : kind == 1 ? cap * 3 / 10 :
		    kind == 2 ? cap : kind == 3 ?
		    (draw_below(5) + 1) * (cap / 10 - 1) :
		    kind == 4 ? cap / 2 + 1 : cap / 5000 +
		    draw_below(cap / 2 - cap / 5000 + 1);
}

static void
no_window_is_harder_than_the_logarithm_of_its_count(void)
{
	static uint64_t amount[100000];
	struct packing p = { 0 };
	uint64_t cap = 100000000;

	seed = 7;
	for (int kind = 0; kind < 6; kind++) {
		fill(amount, 100000, kind, cap);
		for (size_t count = 1000; count <= 100000; count *= 10)
			for (const struct method *m = methods; m->name != NULL;
			    m++) {
				struct window w = { amount, count, cap };
				unsigned log = count == 1000 ? 10 :
				    count == 10000 ? 14 : 17;

				CHECK_INT(m->pack(&w, &p), 0);
				CHECK(p.steps <= count * (3 * log + 2));
				CHECK(p.bound.batches <= p.batches);
			}
	}
	packing_free(&p);
}

static void
steps_are_the_same_on_every_machine(void)
{
	static const uint64_t wanted[TWINS] = { 1000, 11553, 12108,
	    6508 };
	static uint64_t amount[1000];
	struct window w = { amount, 1000, 100000000 };
	struct packing p = { 0 };

	seed = 11;
	fill(amount, 1000, 5, w.cap);
	for (size_t m = 0; m < TWINS; m++)
		for (int again = 0; again < 2; again++) {
			CHECK_INT(methods[m].pack(&w, &p), 0);
			CHECK_INT(p.steps, wanted[m]);
		}
	packing_free(&p);
}

int
main(void)
{
	RUN(small_windows_are_packed_as_the_slow_twins_do);
	RUN(large_windows_are_packed_as_the_slow_twins_do);
	RUN(bounds_and_guarantees_hold_against_the_best_packing);
	RUN(known_traps_catch_whom_they_should);
	RUN(an_amount_of_nothing_has_room_in_a_full_batch);
	RUN(too_many_amounts_change_nothing);
	RUN(no_window_is_harder_than_the_logarithm_of_its_count);
	RUN(steps_are_the_same_on_every_machine);
	return check_status();
}
