#include <stdlib.h>

#include "pack/search.h"

enum {
	TOLERANCE = 100,	/* of LP_ONE: nearer than this is whole */
};

/* How often a share is taken, at least; what is nearly whole is whole. */
static int64_t
whole_times(int64_t value)
{
	return (value + TOLERANCE) / LP_ONE;
}

int
search_take(struct search *s, uint32_t pattern)
{
	const uint32_t *part = patterns_part(&s->master.patterns, pattern);
	uint32_t count = s->master.patterns.pattern[pattern].count;

	for (uint32_t i = 0, times = 0; i < count; i++) {
		times = i > 0 && part[i] == part[i - 1] ? times + 1 : 1;
		if (s->kinds.kind[part[i]].demand < times)
			return 0;
	}
	if (s->kinds.batches == 0)
		return 0;
	if (plan_put(&s->plan, part, count) == -1)
		return -1;
	kinds_take(&s->kinds, part, count);
	return 1;
}

void
search_give_back(struct search *s, size_t count)
{
	for (size_t i = s->plan.count; i-- > count; ) {
		size_t n;
		const uint32_t *part = plan_part(&s->plan, i, &n);

		kinds_give_back(&s->kinds, part, n);
	}
	plan_cut(&s->plan, count);
}

bool
search_is_whole(const struct search *s)
{
	for (size_t i = 0; i < s->master.shares; i++) {
		int64_t value = s->master.share[i].value;

		if (value - whole_times(value) * LP_ONE > TOLERANCE)
			return false;
	}
	return true;
}

int
search_complete(struct search *s)
{
	const struct master *m = &s->master;
	size_t before = s->plan.count;
	int status = 0;

	for (size_t i = 0; i < m->shares && status == 0; i++) {
		uint32_t pattern = m->share[i].pattern;

		for (int64_t times = whole_times(m->share[i].value);
		    times > 0 && status == 0; times--)
			status = plan_put(&s->plan, patterns_part(&m->patterns,
			    pattern), m->patterns.pattern[pattern].count);
	}
	if (status == 0)
		status = plan_complete(&s->plan, &s->kinds, s->sizes);
	plan_cut(&s->plan, before);
	return status;
}

void
search_free(struct search *s)
{
	kinds_free(&s->kinds);
	master_free(&s->master);
	plan_free(&s->plan);
	free(s->together);
	free(s->part);
	*s = (struct search){ 0 };
}
