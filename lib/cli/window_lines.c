#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "cli/window_lines.h"

static size_t
home_of(const struct window_lines *m, struct span line)
{
	return (size_t)span_hash(line, 0) & (m->nslots - 1);
}

static void
put_line(struct window_lines *m, uint32_t i)
{
	size_t at = home_of(m, held_line(&m->p->held, i));

	while (m->slot[at] != 0)
		at = (at + 1) & (m->nslots - 1);
	m->slot[at] = i + 1;
}

int
window_lines_begin(struct window_lines *m, const struct parcel *p)
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

enum window_lines_found
window_lines_take(struct window_lines *m, struct span line, size_t *i)
{
	enum window_lines_found found = WINDOW_LINES_NONE;

	/* Of lines that are alike, one that keeps the order is the one. */
	for (size_t at = home_of(m, line); m->slot[at] != 0 &&
	    found != WINDOW_LINES_NEXT; at = (at + 1) & (m->nslots - 1)) {
		uint32_t k = m->slot[at] - 1;
		if (m->taken[k] ||
		    !span_equal(held_line(&m->p->held, k), line))
			continue;
		*i = k;
		found = k >= m->least[m->batch[k]] ? WINDOW_LINES_NEXT :
		    WINDOW_LINES_BEFORE;
	}
	if (found == WINDOW_LINES_NONE)
		return found;
	m->taken[*i] = true;
	if (found == WINDOW_LINES_NEXT)
		m->least[m->batch[*i]] = (uint32_t)*i + 1;
	return found;
}

bool
window_lines_left(const struct window_lines *m, size_t *i)
{
	for (*i = 0; *i < m->p->held.count; (*i)++)
		if (!m->taken[*i])
			return true;
	return false;
}

void
window_lines_free(struct window_lines *m)
{
	free(m->slot);
	free(m->batch);
	free(m->least);
	free(m->taken);
	*m = (struct window_lines){ 0 };
}
