#include <stdlib.h>
#include <string.h>

#include "pack/groups.h"
#include "base/grow.h"

static int
reserve(struct groups *g, size_t batches, size_t amounts)
{
	return GROW(g->group, g->group_cap, batches) == -1 ||
	    GROW(g->member, g->member_cap, amounts) == -1 ? -1 : 0;
}

int
groups_make(struct groups *g, const struct window *w, const struct packing *p)
{
	uint32_t *end;

	if (reserve(g, p->batches, w->count) == -1)
		return -1;
	end = g->member;
	g->count = p->batches;
	memset(g->group, 0, p->batches * sizeof(*g->group));
	for (size_t i = 0; i < w->count; i++)
		g->group[p->batch[i]].count++;
	for (uint32_t b = 0; b < g->count; b++) {
		g->group[b].member = end;
		end += g->group[b].count;
		g->group[b].count = 0;
	}
	for (size_t i = 0; i < w->count; i++) {
		struct group *group = &g->group[p->batch[i]];
		group->member[group->count++] = (uint32_t)i;
		group->total += w->amount[i];
	}
	return 0;
}

void
groups_free(struct groups *g)
{
	free(g->group);
	free(g->member);
	*g = (struct groups){ 0 };
}
