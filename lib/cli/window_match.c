#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "cli/window_match.h"

static size_t
home_of(const struct window_match *m, struct span line)
{
	return (size_t)span_hash(line, 0) & (m->nslots - 1);
}

static void
put_line(struct window_match *m, uint32_t i)
{
	size_t at = home_of(m, held_line(&m->p->held, i));

	while (m->slot[at] != 0)
		at = (at + 1) & (m->nslots - 1);
	m->slot[at] = i + 1;
}

int
window_match_begin(struct window_match *m, const struct parcel *p)
{
	size_t count = p->held.count, nslots = 2;

	while (nslots < 2 * count)
		nslots *= 2;
	if (GROW(m->slot, m->slot_cap, nslots) == -1 ||
	    GROW(m->batch, m->batch_cap, count) == -1 ||
	    GROW(m->least, m->least_cap, p->groups.count) == -1 ||
	    GROW(m->taken, m->taken_cap, count) == -1)
		return -1;
	m->p = p;
	m->nslots = nslots;
	memset(m->slot, 0, nslots * sizeof(*m->slot));
	memset(m->least, 0, p->groups.count * sizeof(*m->least));
	memset(m->taken, 0, count * sizeof(*m->taken));
	for (uint32_t b = 0; b < p->groups.count; b++)
		for (size_t k = 0; k < p->groups.group[b].count; k++)
			m->batch[p->groups.group[b].member[k]] = b;
	for (uint32_t i = 0; i < count; i++)
		put_line(m, i);
	return 0;
}

enum window_match_found
window_match_take(struct window_match *m, struct span line, size_t *i)
{
	enum window_match_found found = WINDOW_MATCH_NONE;

	/* Of lines that are alike, one that keeps the order is the one. */
	for (size_t at = home_of(m, line); m->slot[at] != 0 &&
	    found != WINDOW_MATCH_NEXT; at = (at + 1) & (m->nslots - 1)) {
		uint32_t k = m->slot[at] - 1;
		if (m->taken[k] ||
		    !span_equal(held_line(&m->p->held, k), line))
			continue;
		*i = k;
		found = k >= m->least[m->batch[k]] ? WINDOW_MATCH_NEXT :
		    WINDOW_MATCH_BEFORE;
	}
	if (found == WINDOW_MATCH_NONE)
		return found;
	m->taken[*i] = true;
	if (found == WINDOW_MATCH_NEXT)
		m->least[m->batch[*i]] = (uint32_t)*i + 1;
	return found;
}

bool
window_match_left(const struct window_match *m, size_t *i)
{
	for (*i = 0; *i < m->p->held.count; (*i)++)
		if (!m->taken[*i])
			return true;
	return false;
}

void
window_match_free(struct window_match *m)
{
	free(m->slot);
	free(m->batch);
	free(m->least);
	free(m->taken);
	*m = (struct window_match){ 0 };
}
