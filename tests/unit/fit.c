/* A few sizes into a few batches, found just where there is a way. */
#include <stdlib.h>

#include "check.h"
#include "base/random.h"
#include "pack/fit.h"

enum {
	FEW_MAX = 9,
};

/*
 * The oracle: can sizes from at on be put into n batches, with what they miss
 * within spare?  Every way is tried, batch by batch.
 */
static bool
can_be(const struct fit_few *few, uint64_t *room, int64_t *missing,
    uint32_t n, size_t at, int64_t spare)
{
	if (at == few->count) {
		for (uint32_t b = 0; b < n; b++)
			if (room[b] < few->cap)
				spare -= missing[b];
		return spare >= 0;
	}
	for (uint32_t b = 0; b < n; b++) {
		bool can;

		if (room[b] < few->size[at])
			continue;
		room[b] -= few->size[at];
		missing[b] -= few->value[at];
		can = can_be(few, room, missing, n, at + 1, spare);
		room[b] += few->size[at];
		missing[b] += few->value[at];
		if (can)
			return true;
	}
	return false;
}

static bool
oracle(const struct fit_few *few, uint32_t n, int64_t spare)
{
	uint64_t room[FEW_MAX];
	int64_t missing[FEW_MAX];

	for (uint32_t b = 0; b < n; b++) {
		room[b] = few->cap;
		missing[b] = few->most;
	}
	return can_be(few, room, missing, n, 0, spare);
}

static bool
is_right(const struct fit_few *few, const struct fit *fit, uint32_t n,
    int64_t spare)
{
	const uint32_t *batch = fit->batch;
	uint64_t held[FEW_MAX] = { 0 };
	int64_t worth[FEW_MAX] = { 0 };
	uint32_t used = 0;

	for (size_t i = 0; i < few->count; i++) {
		if (batch[i] >= n)
			return false;
		held[batch[i]] += few->size[i];
		worth[batch[i]] += few->value[i];
		used = used > batch[i] + 1 ? used : batch[i] + 1;
	}
	for (uint32_t b = 0; b < used; b++) {
		if (held[b] == 0 || held[b] > few->cap)
			return false;
		spare -= few->most - worth[b];
	}
	return spare >= 0 && fit->batches == used;
}

/* Falling sizes, many of them equal; each worth its size or a step of it. */
static void
draw(struct random *lot, uint64_t *size, int64_t *value, struct fit_few *few)
{
	uint64_t step = random_between(lot, 1, 4);

	few->cap = random_between(lot, 5, 40);
	few->count = (size_t)random_between(lot, 1, FEW_MAX - 2);
	few->most = (int64_t)(few->cap / step);
	for (size_t i = 0; i < few->count; i++) {
		uint64_t drawn = random_between(lot, 1, few->cap);
		size_t at = i;

		for (; at > 0 && size[at - 1] < drawn; at--)
			size[at] = size[at - 1];
		size[at] = drawn;
	}
	for (size_t i = 0; i < few->count; i++)
		value[i] = (int64_t)(size[i] / step);
	few->size = size;
	few->value = value;
}

static void
finds_a_packing_exactly_where_there_is_one(void)
{
	struct random lot = random_seeded(1);
	uint64_t size[FEW_MAX], steps;
	int64_t value[FEW_MAX];
	struct fit fit = { 0 };
	struct fit_few few;
	int found = 0;

	for (int i = 0; i < 40000; i++) {
		uint32_t n;
		int64_t spare;
		int got;

		draw(&lot, size, value, &few);
		n = (uint32_t)random_between(&lot, 0, 5);
		spare = (int64_t)random_below(&lot, few.cap);
		steps = 0;
		got = fit_pack(&fit, &few, n, spare, &steps, 1000000);
		CHECK_INT(got, oracle(&few, n, spare));
		CHECK(got == 0 || is_right(&few, &fit, n, spare));
		found += got;
	}
	CHECK(found > 4000 && found < 36000);
	fit_free(&fit);
	fit_free(&fit);
	CHECK(fit.batch == NULL);
}

static void
stops_when_its_steps_are_used_up(void)
{
	static const uint64_t size[] = { 60, 50, 50, 40, 30, 30, 20, 20 };
	static const int64_t value[] = { 60, 50, 50, 40, 30, 30, 20, 20 };
	struct fit_few few = { size, value, 8, 100, 100 };
	struct fit fit = { 0 };
	uint64_t steps = 7;

	CHECK_INT(fit_pack(&fit, &few, 3, 0, &steps, 1000), 1);
	CHECK(steps > 7 && steps < 1007);
	for (uint64_t allowed = steps - 8; allowed > 0; allowed /= 2) {
		uint64_t taken = 0;

		CHECK_INT(fit_pack(&fit, &few, 3, 0, &taken, allowed), 0);
		CHECK_INT(taken, allowed);
	}
	few.count = 0;
	CHECK_INT(fit_pack(&fit, &few, 0, 0, &steps, 0), 1);
	CHECK_INT(fit.batches, 0);
	fit_free(&fit);
}

int
main(void)
{
	RUN(finds_a_packing_exactly_where_there_is_one);
	RUN(stops_when_its_steps_are_used_up);
	return check_status();
}
