/*
 * The exact search, against all packings there are and with every proof
 * checked: subset by subset, in whole numbers.
 */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "fewest.h"
#include "pack/exact.h"
#include "pack/lp.h"

enum {
	SIZES_MAX = 1000,
	STEPS = 100000000,
};

static uint64_t seed;

static uint64_t
random_below(uint64_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % limit;
}

static int
falling(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x > y ? -1 : x < y;
}

static struct sizes
sizes_of(uint64_t *size, size_t count, uint64_t cap)
{
	struct sizes s = { .size = size, .count = count, .cap = cap };

	qsort(size, count, sizeof(*size), falling);
	for (size_t i = 0; i < count; i++)
		s.total += size[i];
	return s;
}

/* Sizes that are cut from full batches, and some of them changed a little. */
static struct sizes
random_sizes(uint64_t *size, size_t most)
{
	static const uint64_t caps[] = { 7, 12, 30, 100, 1000, 100000000,
	    INT64_MAX / 4 };
	uint64_t cap = caps[random_below(sizeof(caps) / sizeof(*caps))];
	uint64_t left = 0, kind = random_below(3);
	size_t count = (size_t)random_below(most) + 1;

	for (size_t i = 0; i < count; i++) {
		uint64_t part = random_below(cap / (2 + random_below(3))) + 1;

		if (kind == 0)
			part = random_below(cap) + 1;
		else if (left == 0)
			left = cap;
		if (kind > 0) {
			part = part > left || left - part < cap / 9 ? left :
			    part;
			left -= part;
		}
		if (kind == 2 && random_below(4) == 0 && part > 1)
			part += part < cap && random_below(2) == 0 ? 1 :
			    UINT64_MAX;
		size[i] = part;
	}
	return sizes_of(size, count, cap);
}

/* First fit, the largest first. */
static uint32_t
pack_first(const struct sizes *s, uint32_t *batch)
{
	uint64_t room[SIZES_MAX];
	uint32_t batches = 0;

	for (size_t i = 0; i < s->count; i++) {
		uint32_t b = 0;

		while (b < batches && room[b] < s->size[i])
			b++;
		if (b == batches)
			room[batches++] = s->cap;
		room[b] -= s->size[i];
		batch[i] = b;
	}
	return batches;
}

static bool
is_packing(const struct sizes *s, const uint32_t *batch, uint32_t batches)
{
	static window_uint128 held[SIZES_MAX];

	memset(held, 0, sizeof(held));
	for (size_t i = 0; i < s->count; i++) {
		if (batch[i] >= batches)
			return false;
		held[batch[i]] += s->size[i];
	}
	for (uint32_t b = 0; b < batches; b++)
		if (held[b] == 0 || held[b] > s->cap)
			return false;
	return true;
}

/* Do the values prove that there is no packing in one batch fewer? */
static bool
is_proof(const struct sizes *s, const struct bound *bound)
{
	window_uint128 batches = bound->batches - 1, room = batches * s->cap;
	int64_t most = -1, all = 0;

	if (room < s->total)
		return true;
	for (size_t i = 0; i < s->count; i++) {
		if (bound->value[i] > 1 << 24 || bound->value[i] < -(1 << 24))
			return false;
		all += bound->value[i];
	}
	for (uint32_t set = 0; set < UINT32_C(1) << s->count; set++) {
		window_uint128 total = 0;
		int64_t value = 0;

		for (size_t i = 0; i < s->count; i++)
			if ((set >> i & 1) != 0) {
				total += s->size[i];
				value += bound->value[i];
			}
		if (total <= s->cap && s->cap - total <= room - s->total &&
		    value > most)
			most = value;
	}
	return most == -1 || all > (int64_t)batches * most;
}

struct counts {
	int searched, priced, improved;
};

static bool
is_exact(struct exact *x, const struct sizes *s, struct counts *counts)
{
	uint32_t batch[16], batches = pack_first(s, batch), before = batches;
	uint64_t room[17], steps;
	uint64_t best = fewest(s, 0, room, 0, s->count + 1);
	struct bound bound = { .batches = 1, .name = "L1" };

	if (exact_pack(x, s, STEPS, &steps, batch, &batches, &bound) == -1)
		return false;
	counts->searched += strcmp(bound.name, "search") == 0;
	counts->priced += strcmp(bound.name, "CG") == 0;
	counts->improved += batches < before;
	return is_packing(s, batch, batches) && batches == best &&
	    bound.batches == best && (strcmp(bound.name, "CG") != 0 ||
	    is_proof(s, &bound));
}

static void
small_windows_are_packed_and_proven(void)
{
	struct exact x = { 0 };
	struct counts counts = { 0 };
	uint64_t size[10];

	seed = 20261124;
	for (int i = 0; i < 20000; i++) {
		struct sizes s = random_sizes(size, 10);

		if (is_exact(&x, &s, &counts))
			continue;
		fprintf(stderr, "window %d, cap %" PRIu64 ":", i, s.cap);
		for (size_t at = 0; at < s.count; at++)
			fprintf(stderr, " %" PRIu64, size[at]);
		fprintf(stderr, "\n");
		CHECK(!"the best packing, proven");
		break;
	}
	/* The test has met them all. */
	CHECK(counts.priced > 100);
	CHECK(counts.searched > 0);
	CHECK(counts.improved > 100);
	exact_free(&x);
	exact_free(&x);
}

/* Full batches cut into three at random: only exact fits pack them. */
static struct sizes
triplets(uint64_t *size, size_t batches, uint64_t cap)
{
	for (size_t b = 0; b < batches; b++) {
		uint64_t first = cap / 4 + random_below(cap / 4) + 1;
		uint64_t rest = cap - first;
		uint64_t second = rest - rest / 2 + random_below(rest / 2 -
		    cap / 5);

		size[3 * b] = first;
		size[3 * b + 1] = second;
		size[3 * b + 2] = rest - second;
	}
	return sizes_of(size, 3 * batches, cap);
}

static void
triplets_are_found(void)
{
	static uint64_t size[SIZES_MAX];
	static uint32_t batch[SIZES_MAX];
	struct exact x = { 0 };

	seed = 501;
	for (int i = 0; i < 20; i++) {
		struct sizes s = triplets(size, 40, i % 2 == 0 ? 1000 :
		    100000000);
		uint32_t batches = pack_first(&s, batch);
		struct bound bound = { .batches = 40, .name = "L1" };
		uint64_t steps;

		CHECK(batches > 40);
		CHECK_INT(exact_pack(&x, &s, 10 * UINT64_C(100000000), &steps,
		    batch, &batches, &bound), 0);
		CHECK(is_packing(&s, batch, batches));
		CHECK(batches <= (i % 2 == 0 ? 40 : 41));
		CHECK_INT(bound.batches, 40);
	}
	exact_free(&x);
}

static void
steps_are_a_limit_and_the_same_each_time(void)
{
	static uint64_t size[SIZES_MAX];
	static uint32_t batch[2][SIZES_MAX];
	struct exact x = { 0 };

	seed = 11;
	for (uint64_t allowed = 0; allowed < 20000000;
	    allowed = 3 * allowed + 100000) {
		struct sizes s = triplets(size, 30, 1000);
		uint64_t steps[2];
		uint32_t batches[2];

		for (int again = 0; again < 2; again++) {
			struct bound bound = { .batches = 30, .name = "L1" };

			batches[again] = pack_first(&s, batch[again]);
			CHECK_INT(exact_pack(&x, &s, allowed, &steps[again],
			    batch[again], &batches[again], &bound), 0);
			CHECK(is_packing(&s, batch[again], batches[again]));
			CHECK(steps[again] <= allowed + 10000000);
		}
		CHECK_INT(steps[0], steps[1]);
		CHECK_INT(batches[0], batches[1]);
		CHECK(memcmp(batch[0], batch[1], s.count *
		    sizeof(*batch[0])) == 0);
	}
	exact_free(&x);
}

/* Pack with x.  Returns the steps, or 0 if it is no packing. */
static uint64_t
pack(struct exact *x, const struct sizes *s, uint32_t *batch)
{
	struct bound bound = { .batches = 1, .name = "L1" };
	uint32_t batches = pack_first(s, batch);
	uint64_t steps;

	if (exact_pack(x, s, 30000000, &steps, batch, &batches, &bound) == -1 ||
	    !is_packing(s, batch, batches) || bound.batches > batches)
		return 0;
	return steps;
}

static void
what_was_packed_before_leaves_no_trace(void)
{
	static uint64_t size[6][SIZES_MAX];
	static uint32_t batch[2][SIZES_MAX];
	struct exact used = { 0 };
	struct sizes s[6];

	seed = 77;
	for (int i = 0; i < 6; i++) {
		if (i % 2 == 0) {
			s[i] = triplets(size[i], 40, 1000);
			continue;
		}
		for (size_t at = 0; at < SIZES_MAX; at++)
			size[i][at] = random_below(100000000) + 1;
		s[i] = sizes_of(size[i], SIZES_MAX, 100000000);
	}
	for (int turn = 0; turn < 12; turn++) {
		/* In one order, then in the other. */
		int i = turn < 6 ? turn : 11 - turn;
		struct exact fresh = { 0 };
		uint64_t steps = pack(&fresh, &s[i], batch[0]);

		CHECK(steps > 0);
		CHECK_INT(pack(&used, &s[i], batch[1]), steps);
		CHECK(memcmp(batch[0], batch[1], s[i].count *
		    sizeof(*batch[0])) == 0);
		exact_free(&fresh);
	}
	exact_free(&used);
}

static void
what_is_proven_already_is_left_alone(void)
{
	uint64_t size[] = { 6, 5, 4 };
	struct sizes s = sizes_of(size, 3, 10);
	struct bound bound = { .batches = 2, .name = "L2" };
	uint32_t batch[] = { 0, 1, 0 }, batches = 2;
	struct exact x = { 0 };
	uint64_t steps = 1;

	CHECK_INT(exact_pack(&x, &s, STEPS, &steps, batch, &batches, &bound),
	    0);
	CHECK_INT(steps, 0);
	CHECK_INT(batches, 2);
	CHECK(strcmp(bound.name, "L2") == 0);
	s.count = 0;
	s.total = 0;
	batches = 1;
	bound.batches = 0;
	CHECK_INT(exact_pack(&x, &s, STEPS, &steps, batch, &batches, &bound),
	    0);
	CHECK_INT(batches, 1);
	exact_free(&x);
}

int
main(void)
{
	if (!lp_available()) {
		printf("skip - exact: CLP is not there\n");
		return 0;
	}
	RUN(small_windows_are_packed_and_proven);
	RUN(triplets_are_found);
	RUN(steps_are_a_limit_and_the_same_each_time);
	RUN(what_was_packed_before_leaves_no_trace);
	RUN(what_is_proven_already_is_left_alone);
	return check_status();
}
