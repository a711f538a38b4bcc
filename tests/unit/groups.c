/* What is in each batch, and that nothing is lost on the way there. */
#include "check.h"
#include "pack/groups.h"
#include "pack/methods.h"

static void
a_batch_has_its_amounts_in_input_order(void)
{
	uint32_t batch[] = { 1, 0, 1, 2, 0, 1 };
	uint64_t amount[] = { 5, 7, 0, 100, 9, 5 };
	struct window window = { amount, 6, 100 };
	struct packing packing = { .batch = batch, .batches = 3 };
	struct groups g = { 0 };

	CHECK_INT(groups_make(&g, &window, &packing), 0);
	CHECK_INT(g.count, 3);
	CHECK_INT(g.group[0].count, 2);
	CHECK_INT(g.group[0].member[0], 1);
	CHECK_INT(g.group[0].member[1], 4);
	CHECK_INT(g.group[0].total, 16);
	CHECK_INT(g.group[1].count, 3);
	CHECK_INT(g.group[1].member[0], 0);
	CHECK_INT(g.group[1].member[1], 2);
	CHECK_INT(g.group[1].member[2], 5);
	CHECK_INT(g.group[1].total, 10);
	CHECK_INT(g.group[2].count, 1);
	CHECK_INT(g.group[2].member[0], 3);
	CHECK_INT(g.group[2].total, 100);
	groups_free(&g);
	groups_free(&g);
}

static void
one_groups_serves_windows_of_any_size(void)
{
	enum { MOST = 3000 };
	static uint64_t amount[MOST];
	static bool seen[MOST];
	struct packing packing = { 0 };
	struct groups g = { 0 };
	uint64_t state = 11;

	for (int round = 0; round < 60; round++) {
		size_t count = (size_t)(round * 977 % MOST);
		struct window window = { amount, count, INT64_MAX };
		uint64_t total = 0;
		size_t members = 0;

		for (size_t i = 0; i < count; i++) {
			state = state * UINT64_C(6364136223846793005) + 1;
			amount[i] = state >> (1 + state % 20);
			seen[i] = false;
		}
		CHECK_INT(bfd_pack(&window, &packing), 0);
		CHECK_INT(groups_make(&g, &window, &packing), 0);
		for (uint32_t b = 0; b < g.count; b++) {
			CHECK(g.group[b].count > 0);
			CHECK(g.group[b].total <= window.cap);
			total = 0;
			for (size_t i = 0; i < g.group[b].count; i++) {
				uint32_t m = g.group[b].member[i];
				CHECK(!seen[m]);
				CHECK(i == 0 || m > g.group[b].member[i - 1]);
				CHECK_INT(packing.batch[m], b);
				seen[m] = true;
				total += amount[m];
				members++;
			}
			CHECK(total == g.group[b].total);
		}
		CHECK_INT(members, count);
	}
	packing_free(&packing);
	groups_free(&g);
}

int
main(void)
{
	RUN(a_batch_has_its_amounts_in_input_order);
	RUN(one_groups_serves_windows_of_any_size);
	return check_status();
}
