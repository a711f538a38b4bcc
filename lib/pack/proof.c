#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/proof.h"

enum {
	QUICK_STARTS = 3,
	REDUCTION_STEPS = 200000,
	WEIGHT = 20,		/* of steps of worth against sizes */
};

/*
 * Where nothing is over half the cap, stairs show no more than others do.  More
 * starts are other starts; if they find less, those before are made again, as
 * the values are theirs.
 */
static int
raise_stairs(struct proof *p, const struct sizes *s, uint64_t wanted,
    unsigned starts, uint64_t *steps, struct bound *bound)
{
	struct stairs *stairs = &p->stairs;
	bool has_values = bound->value != NULL;

	if (bound->batches >= wanted || s->count == 0 ||
	    s->size[0] <= s->cap / 2)
		return 0;
	if (stairs_search(stairs, s, wanted, starts, steps) == -1)
		return -1;
	if (has_values && stairs->batches < bound->batches &&
	    stairs_search(stairs, s, wanted, p->starts, steps) == -1)
		return -1;
	if (!has_values && stairs->batches <= bound->batches)
		return 0;
	if (stairs->batches > bound->batches)
		p->starts = starts;
	*bound = (struct bound){ .batches = stairs->batches,
	    .name = "STAIRS", .value = stairs->worth.value };
	return 0;
}

int
proof_quick(struct proof *p, const struct sizes *s, uint64_t wanted,
    uint64_t *steps, struct bound *bound)
{
	if (bound->batches >= wanted)
		return 0;
	if (dual_raise(&p->dual, s, wanted, DUAL_QUICK, steps, bound) == -1)
		return -1;
	return raise_stairs(p, s, wanted, QUICK_STARTS, steps, bound);
}

int
proof_thorough(struct proof *p, const struct sizes *s, uint64_t wanted,
    unsigned starts, uint64_t *steps, struct bound *bound)
{
	if (bound->batches >= wanted)
		return 0;
	if (raise_stairs(p, s, wanted, starts, steps, bound) == -1 ||
	    dual_raise(&p->dual, s, wanted, DUAL_ALL, steps, bound) == -1)
		return -1;
	return reduction_raise(&p->reduction, s, wanted, steps,
	    REDUCTION_STEPS, bound);
}

static int
reserve(struct proof *p, size_t count)
{
	return GROW(p->value, p->value_cap, count) == -1 ||
	    GROW(p->blend, p->blend_cap, count) == -1 ? -1 : 0;
}

int
proof_worth(struct proof *p, const struct sizes *s, const struct bound *bound,
    struct worth *worth)
{
	struct worth values;

	*worth = (struct worth){ NULL, 1 };
	if (reserve(p, s->count) == -1)
		return -1;
	if (strcmp(bound->name, "STAIRS") == 0)
		values = p->stairs.worth;
	else if (!dual_worth(bound, s, p->value, &values))
		return 0;
	if (strcmp(bound->name, "L1") == 0 || strcmp(bound->name, "BJ1") == 0 ||
	    !worth_blend(&values, s, WEIGHT, p->blend, worth))
		*worth = values;
	return 0;
}

void
proof_free(struct proof *p)
{
	dual_free(&p->dual);
	stairs_free(&p->stairs);
	reduction_free(&p->reduction);
	free(p->value);
	free(p->blend);
	*p = (struct proof){ 0 };
}
