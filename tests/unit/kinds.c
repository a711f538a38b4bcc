/* Kinds, patterns and plans: what a search works on, and how it goes back. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "pack/kinds.h"
#include "pack/patterns.h"
#include "pack/plan.h"

static uint64_t size[] = { 600, 600, 500, 300, 300, 300, 200 };
static const struct sizes sizes = { .size = size, .count = 7, .cap = 1050,
    .total = 2800 };

static void
equal_sizes_are_one_kind(void)
{
	struct kinds k = { 0 };
	uint64_t slack;

	CHECK_INT(kinds_make(&k, &sizes, 3), 0);
	CHECK_INT(k.count, 4);
	CHECK_INT(k.singles, 4);
	CHECK_INT(k.unit, 100);
	CHECK_INT(k.cap, 10);
	CHECK_INT(k.kind[0].size, 6);
	CHECK_INT(k.kind[0].demand, 2);
	CHECK_INT(k.kind[2].demand, 3);
	CHECK_INT(k.kind[2].second, 3);
	CHECK(k.total == 28);
	CHECK(kinds_slack(&k, &slack));
	CHECK_INT(slack, 2);
	CHECK_INT(kinds_make(&k, &sizes, 2), 0);
	CHECK(!kinds_slack(&k, &slack));
	CHECK_INT(kinds_make(&k, &sizes, 9), 0);
	CHECK(kinds_slack(&k, &slack));
	CHECK_INT(slack, 10);
	kinds_free(&k);
	kinds_free(&k);
}

static void
every_step_can_be_taken_back(void)
{
	static const uint32_t part[] = { 0, 2 };
	struct kinds k = { 0 };
	uint32_t joined, twice;

	CHECK_INT(kinds_make(&k, &sizes, 3), 0);
	kinds_take(&k, part, 2);
	CHECK_INT(k.kind[0].demand, 1);
	CHECK_INT(k.batches, 2);
	CHECK(k.total == 19);
	kinds_part(&k, 1, 3);
	CHECK(kinds_apart(&k, 1, 3) && kinds_apart(&k, 3, 1));
	joined = kinds_join(&k, 2, 3);
	CHECK_INT(joined, 4);
	CHECK_INT(k.kind[joined].size, 5);
	CHECK_INT(k.kind[2].demand, 1);
	CHECK_INT(k.kind[3].demand, 0);
	/* Whom a part is not to be with, the whole is not to be with. */
	CHECK(kinds_apart(&k, joined, 1) && kinds_apart(&k, 1, joined));
	CHECK(!kinds_apart(&k, joined, 0));
	CHECK(k.total == 19);
	kinds_part(&k, joined, 0);
	kinds_unpart(&k, joined, 0);
	kinds_unjoin(&k);
	kinds_unpart(&k, 1, 3);
	CHECK_INT(k.kind[3].demand, 1);
	CHECK_INT(k.partings, 0);
	kinds_part(&k, 2, 2);
	twice = kinds_join(&k, 2, 2);
	CHECK(kinds_apart(&k, twice, 2));
	CHECK(!kinds_apart(&k, twice, 1));
	kinds_unjoin(&k);
	kinds_unpart(&k, 2, 2);
	kinds_give_back(&k, part, 2);
	CHECK_INT(k.kind[2].demand, 3);
	CHECK_INT(k.batches, 3);
	CHECK(k.total == 28);
	for (uint32_t a = 0; a < 6; a++)
		for (uint32_t b = 0; b < 6; b++)
			CHECK(!kinds_apart(&k, a, b));
	kinds_free(&k);
}

static void
patterns_that_are_apart_are_not_allowed(void)
{
	static const uint32_t twice[] = { 0, 2, 2 };
	struct kinds k = { 0 };

	CHECK_INT(kinds_make(&k, &sizes, 3), 0);
	CHECK(kinds_allow(&k, twice, 3));
	kinds_part(&k, 1, 2);
	CHECK(kinds_allow(&k, twice, 3));
	kinds_part(&k, 2, 2);
	CHECK(!kinds_allow(&k, twice, 3));
	CHECK(kinds_allow(&k, twice, 2));
	kinds_part(&k, 0, 2);
	CHECK(!kinds_allow(&k, twice, 2));
	kinds_free(&k);
}

static void
patterns_are_kept_once(void)
{
	struct patterns p = { 0 };
	uint32_t part[3];

	for (int again = 0; again < 2; again++) {
		for (uint32_t i = 0; i < 5000; i++) {
			part[0] = i % 50;
			part[1] = i / 50;
			part[2] = i;
			CHECK_INT(patterns_put(&p, part, 1 + i % 3, i),
			    again == 0 && (i % 3 > 0 || i < 150));
		}
		CHECK_INT(p.count, 3383);
	}
	for (size_t i = 0; i < p.count; i++)
		p.pattern[i].dropped = p.pattern[i].count == 2;
	patterns_sweep(&p);
	CHECK_INT(p.count, 1716);
	for (size_t i = 0; i < p.count; i++) {
		uint64_t total = p.pattern[i].total;

		CHECK(p.pattern[i].count != 2);
		CHECK_INT(patterns_part(&p, i)[0], total % 50);
		if (p.pattern[i].count == 3)
			CHECK_INT(patterns_part(&p, i)[2], total);
	}
	part[0] = 1;
	part[1] = 0;
	CHECK_INT(patterns_put(&p, part, 2, 1), 1);
	CHECK_INT(patterns_put(&p, part, 2, 1), 0);
	CHECK_INT(patterns_put(&p, part, 1, 1), 0);
	patterns_clear(&p);
	CHECK_INT(p.count, 0);
	CHECK_INT(patterns_put(&p, part, 1, 1), 1);
	patterns_free(&p);
	patterns_free(&p);
}

static void
plans_become_packings(void)
{
	static const uint32_t wanted[] = { 0, 1, 2, 0, 1, 2, 2 };
	uint32_t batch[7] = { 0, 1, 2, 3, 3, 4, 4 }, part[3] = { 0, 2 };
	struct plan plan = { .batch = batch, .batches = 5 };
	struct kinds k = { 0 };
	uint32_t joined;

	CHECK_INT(kinds_make(&k, &sizes, 3), 0);
	for (int i = 0; i < 2; i++)
		CHECK_INT(plan_put(&plan, part, 2), 0);
	joined = kinds_join(&k, 1, 3);
	joined = kinds_join(&k, joined, 2);
	CHECK_INT(plan_complete(&plan, &k, &sizes), 0);
	CHECK_INT(plan.batches, 5);
	CHECK_INT(plan_put(&plan, &joined, 1), 0);
	/* One too many of a kind is left out. */
	part[0] = 3;
	CHECK_INT(plan_put(&plan, part, 1), 0);
	CHECK_INT(plan_complete(&plan, &k, &sizes), 0);
	CHECK_INT(plan.batches, 3);
	for (int i = 0; i < 7; i++)
		CHECK_INT(batch[i], wanted[i]);
	plan_cut(&plan, 1);
	CHECK_INT(plan.count, 1);
	plan_free(&plan);
	plan_free(&plan);
	kinds_free(&k);
}

int
main(void)
{
	RUN(equal_sizes_are_one_kind);
	RUN(every_step_can_be_taken_back);
	RUN(patterns_that_are_apart_are_not_allowed);
	RUN(patterns_are_kept_once);
	RUN(plans_become_packings);
	return check_status();
}
