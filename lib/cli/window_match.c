#include <stdlib.h>

#include "base/grow.h"
#include "cli/window_match.h"

/* A line of the file, with all that are the same. */
struct window_match_slot {
	uint32_t print;		/* some bits of its hash */
	uint32_t record;	/* the first of them, from 1; 0: nothing */
	uint32_t count, left;	/* how many they are, and not found yet */
};

static int
reserve(struct window_match *m, size_t records, uint32_t batches)
{
	size_t wanted = 16;

	while (wanted < 2 * records)
		wanted *= 2;
	if (GROW(m->last, m->last_cap, batches) == -1)
		return -1;
	if (m->cap < wanted || m->cap > 8 * wanted) {
		free(m->slot);
		m->slot = malloc(wanted * sizeof(*m->slot));
		m->cap = m->slot == NULL ? 0 : wanted;
		if (m->slot == NULL)
			return -1;
	}
	memset(m->slot, 0, m->cap * sizeof(*m->slot));
	memset(m->last, 0, batches * sizeof(*m->last));
	return 0;
}

/* Where line is, or where it would be put. */
static struct window_match_slot *
find(struct window_match *m, const struct held *file, struct span line,
    uint32_t *print)
{
	uint64_t hash = span_hash(line, 0);
	size_t i = (size_t)hash & (m->cap - 1);

	*print = (uint32_t)(hash >> 32);
	while (m->slot[i].record != 0 && (m->slot[i].print != *print ||
	    !span_equal(held_line(file, m->slot[i].record - 1), line)))
		i = (i + 1) & (m->cap - 1);
	return &m->slot[i];
}

static void
put_lines(struct window_match *m, const struct held *file)
{
	for (size_t i = 0; i < file->count; i++) {
		uint32_t print;
		struct window_match_slot *s = find(m, file,
		    held_line(file, i), &print);

		if (s->record == 0) {
			s->print = print;
			s->record = (uint32_t)i + 1;
		}
		s->count++;
		s->left++;
	}
}

int
window_match(struct window_match *m, const struct parcel *file,
    const struct held *came, size_t *at)
{
	const struct held *held = &file->held;

	if (reserve(m, held->count, file->packing.batches) == -1)
		return -1;
	put_lines(m, held);
	for (*at = 0; *at < came->count; ++*at) {
		uint32_t print;
		struct window_match_slot *s = find(m, held,
		    held_line(came, *at), &print);
		uint64_t *last;

		if (s->left == 0)
			return WINDOW_MATCH_OTHER;
		s->left--;
		last = &m->last[file->packing.batch[s->record - 1]];
		if (s->count == 1 && *last > s->record)
			return WINDOW_MATCH_ORDER;
		if (s->count == 1)
			*last = s->record;
	}
	return came->count == held->count ? WINDOW_MATCH_SAME :
	    WINDOW_MATCH_OTHER;
}

void
window_match_free(struct window_match *m)
{
	free(m->slot);
	free(m->last);
	*m = (struct window_match){ 0 };
}
