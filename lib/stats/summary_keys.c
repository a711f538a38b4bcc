#include <stdlib.h>

#include "stats/summary.h"

void
summary_make_key(int64_t number, char *key)
{
	uint64_t bits = (uint64_t)number ^ UINT64_C(1) << 63;

	for (int i = SUMMARY_KEY_LEN - 1; i >= 0; i--, bits >>= 8)
		key[i] = (char)(bits & 0xff);
}

int64_t
summary_read_key(struct span key)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < SUMMARY_KEY_LEN; i++)
		bits = bits << 8 | (unsigned char)key.ptr[i];
	return (int64_t)(bits ^ UINT64_C(1) << 63);
}

static int
by_key(const void *a, const void *b)
{
	const struct summary_group *const *left = a, *const *right = b;

	return span_compare((*left)->key, (*right)->key);
}

static int
by_size(const void *a, const void *b)
{
	const struct summary_group *const *left = a, *const *right = b;
	money_int128 l = figures_absolute(&(*left)->figures).minor;
	money_int128 r = figures_absolute(&(*right)->figures).minor;

	return l > r ? -1 : l < r ? 1 : by_key(a, b);
}

struct summary_group **
summary_sorted(const struct summary *s, size_t top, size_t *count)
{
	struct summary_group **sorted = calloc(s->groups.count + 1,
	    sizeof(*sorted));
	size_t at = 0;

	if (sorted == NULL)
		return NULL;
	*count = s->groups.count;
	for (size_t i = 0; i < *count; i++)
		sorted[i] = *(struct summary_group **)roster_next(&s->groups,
		    &at);
	qsort(sorted, *count, sizeof(*sorted), top > 0 ? by_size : by_key);
	if (top > 0 && top < *count)
		*count = top;
	return sorted;
}
