#include "pack/offers.h"

static void
add(struct offers *o, const struct sizes *s, const struct worth *worth,
    const uint32_t *position, struct offers_set set)
{
	size_t n = o->count++;

	o->set[n] = set;
	o->size[n] = 0;
	o->value[n] = 0;
	for (int k = 0; k < 3 && set.place[k] != OFFERS_NONE; k++) {
		o->size[n] += s->size[position[set.place[k]]];
		o->value[n] += worth->value[position[set.place[k]]];
	}
}

void
offers_make(struct offers *o, const struct sizes *s, const struct worth *worth,
    const uint32_t *position, uint32_t n)
{
	const uint32_t none = OFFERS_NONE;

	o->count = 0;
	for (uint32_t i = 0; i < n; i++) {
		add(o, s, worth, position,
		    (struct offers_set){ { i, none, none } });
		for (uint32_t j = 0; j < i; j++)
			add(o, s, worth, position,
			    (struct offers_set){ { i, j, none } });
	}
	o->npairs = o->count;
	for (uint32_t i = 2; i < n; i++)
		for (uint32_t j = 1; j < i; j++)
			for (uint32_t k = 0; k < j; k++)
				add(o, s, worth, position,
				    (struct offers_set){ { i, j, k } });
}

size_t
offers_best(const struct offers *o, size_t at, size_t end, uint64_t room)
{
	int64_t most = INT64_MIN;
	size_t best = end;

	for (; at < end; at++)
		if (o->size[at] <= room && o->value[at] > most) {
			most = o->value[at];
			best = at;
		}
	return best;
}
