#include "pack/worth.h"

bool
worth_blend(const struct worth *worth, const struct sizes *s, int64_t weight,
    int64_t *value, struct worth *blend)
{
	int64_t times;

	if (s->cap > (uint64_t)(INT64_MAX / 4 / weight) ||
	    worth->most > INT64_MAX / 4 / weight)
		return false;
	/* So that the most of both is about the cap. */
	times = (int64_t)s->cap / worth->most;
	times = weight * (times > 0 ? times : 1);
	for (size_t i = 0; i < s->count; i++)
		value[i] = times * worth->value[i] + (int64_t)s->size[i];
	*blend = (struct worth){ value, times * worth->most +
	    (int64_t)s->cap };
	return true;
}
