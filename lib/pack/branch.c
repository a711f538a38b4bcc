#include <string.h>

#include "base/grow.h"
#include "pack/branch.h"

enum {
	NEARLY = 1000,		/* of LP_ONE: together by less is not at all */
};

struct pair {
	uint32_t a, b;
};

/* Add how much of this share has each kind beside one of kind a. */
static void
add_together(struct search *s, uint32_t a, const struct master_share *share)
{
	const uint32_t *part = patterns_part(&s->master.patterns,
	    share->pattern);
	uint32_t count = s->master.patterns.pattern[share->pattern].count;
	bool here = false, before = false;

	for (uint32_t i = 0; i < count && !here; i++)
		here = part[i] == a;
	if (!here)
		return;
	for (uint32_t i = 0; i < count; i++)
		if (part[i] != a || before)
			s->together[part[i]] += share->value;
		else
			before = true;
}

/* The kind that kind a is most, but not wholly, together with; or none. */
static uint32_t
find_partner(struct search *s, uint32_t a)
{
	int64_t best = NEARLY;
	uint32_t partner = KINDS_NONE;

	memset(s->together, 0, s->kinds.count * sizeof(*s->together));
	for (size_t i = 0; i < s->master.shares; i++)
		add_together(s, a, &s->master.share[i]);
	for (uint32_t b = 0; b < s->kinds.count; b++) {
		int64_t part = s->together[b] % LP_ONE;

		if (part > best && part < LP_ONE - NEARLY) {
			best = part;
			partner = b;
		}
	}
	return partner;
}

/*
 * Where fractions come to whole numbers, any two that are together in a
 * pattern taken in part.
 */
static bool
find_any_pair(const struct search *s, struct pair *pair)
{
	for (size_t i = 0; i < s->master.shares; i++) {
		uint32_t pattern = s->master.share[i].pattern;
		const uint32_t *part = patterns_part(&s->master.patterns,
		    pattern);
		int64_t rest = s->master.share[i].value % LP_ONE;

		if (rest < NEARLY || rest > LP_ONE - NEARLY ||
		    s->master.patterns.pattern[pattern].count < 2)
			continue;
		*pair = (struct pair){ part[0], part[1] };
		return true;
	}
	return false;
}

/* The pair to branch on.  Returns whether there is one. */
static bool
find_pair(struct search *s, enum branch_rule rule, struct pair *pair)
{
	const struct kinds *k = &s->kinds;
	uint64_t largest = 0;

	s->master.steps += k->count * (s->master.shares + 1);
	for (uint32_t a = 0; a < k->count; a++) {
		uint64_t size = k->kind[a].size;
		uint32_t b;

		if (k->kind[a].demand == 0 ||
		    (rule == BRANCH_LARGEST && size <= largest))
			continue;
		b = find_partner(s, a);
		if (b == KINDS_NONE)
			continue;
		if (rule == BRANCH_HEAVIEST)
			size += k->kind[b].size;
		if (size <= largest)
			continue;
		*pair = (struct pair){ a, b };
		largest = size;
	}
	return largest > 0 || find_any_pair(s, pair);
}

/*
 * Copy the parts of pattern i with one of each of the pair left out.  Returns
 * how many they are, or 0 if it does not have both.
 */
static size_t
copy_without(struct search *s, size_t i, struct pair pair)
{
	const uint32_t *part = patterns_part(&s->master.patterns, i);
	uint32_t count = s->master.patterns.pattern[i].count;
	bool a = false, b = false;
	size_t n = 0;

	for (uint32_t at = 0; at < count; at++)
		if (!a && part[at] == pair.a)
			a = true;
		else if (!b && part[at] == pair.b)
			b = true;
		else
			s->part[n++] = part[at];
	return a && b ? n + 1 : 0;
}

/* Patterns that have both: have them joined, too. */
static int
join_patterns(struct search *s, struct pair pair, uint32_t joined)
{
	struct patterns *p = &s->master.patterns;
	size_t count = p->count;

	for (size_t i = 0; i < count; i++) {
		size_t n;
		int put;

		if (GROW(s->part, s->part_cap, p->pattern[i].count) == -1)
			return -1;
		n = copy_without(s, i, pair);
		if (n == 0)
			continue;
		s->part[n - 1] = joined;
		put = patterns_put(p, s->part, n, p->pattern[i].total);
		if (put == -1)
			return -1;
		if (put == 1) {
			p->pattern[p->count - 1].basic = p->pattern[i].basic;
			p->pattern[p->count - 1].age = p->pattern[i].age;
		}
	}
	return 0;
}

/* Insert kind at its place among the first n of s->part. */
static void
insert(struct search *s, size_t n, uint32_t kind)
{
	for (; n > 0 && s->part[n - 1] > kind; n--)
		s->part[n] = s->part[n - 1];
	s->part[n] = kind;
}

/* Take the joined kind, the last, out of the patterns again. */
static int
unjoin_patterns(struct search *s, struct pair pair, uint32_t joined)
{
	struct patterns *p = &s->master.patterns;
	size_t count = p->count;

	for (size_t i = 0; i < count; i++) {
		uint32_t n = p->pattern[i].count;

		if (patterns_part(p, i)[n - 1] != joined)
			continue;
		if (GROW(s->part, s->part_cap, n + UINT32_C(1)) == -1)
			return -1;
		memcpy(s->part, patterns_part(p, i), (n - 1) *
		    sizeof(*s->part));
		insert(s, n - 1, pair.a);
		insert(s, n, pair.b);
		if (patterns_put(p, s->part, n + 1, p->pattern[i].total) == -1)
			return -1;
		p->pattern[i].dropped = true;
	}
	patterns_sweep(p);
	return 0;
}

static enum search_answer visit(struct search *s, enum branch_rule rule);

/* Go on with one of each of the pair together. */
static enum search_answer
visit_joined(struct search *s, enum branch_rule rule, struct pair pair)
{
	enum search_answer answer = SEARCH_FAILED;
	uint32_t joined = kinds_join(&s->kinds, pair.a, pair.b);

	if (join_patterns(s, pair, joined) == 0)
		answer = visit(s, rule);
	kinds_unjoin(&s->kinds);
	return unjoin_patterns(s, pair, joined) == -1 ? SEARCH_FAILED : answer;
}

/* Go on with the pair apart. */
static enum search_answer
visit_apart(struct search *s, enum branch_rule rule, struct pair pair)
{
	enum search_answer answer;

	kinds_part(&s->kinds, pair.a, pair.b);
	answer = visit(s, rule);
	kinds_unpart(&s->kinds, pair.a, pair.b);
	return answer;
}

static enum search_answer
visit(struct search *s, enum branch_rule rule)
{
	enum search_answer joined, apart;
	struct pair pair;

	if (s->nodes == 0 || s->master.steps >= s->master.allowed)
		return SEARCH_SPENT;
	s->nodes--;
	switch (master_run(&s->master, &s->kinds)) {
	case MASTER_FAILED:
		return SEARCH_FAILED;
	case MASTER_CLOSED:
		return SEARCH_NONE;
	case MASTER_SPENT:
		return SEARCH_SPENT;
	case MASTER_OPEN:
		break;
	}
	if (search_is_whole(s))
		return search_complete(s) == -1 ? SEARCH_FAILED : SEARCH_FOUND;
	if (GROW(s->together, s->together_cap, s->kinds.count) == -1)
		return SEARCH_FAILED;
	if (s->kinds.joins == KINDS_JOINS_MAX ||
	    s->kinds.partings >= KINDS_PARTINGS_MAX ||
	    !find_pair(s, rule, &pair))
		return SEARCH_SPENT;
	joined = visit_joined(s, rule, pair);
	if (joined == SEARCH_FAILED || joined == SEARCH_FOUND)
		return joined;
	apart = visit_apart(s, rule, pair);
	return apart == SEARCH_NONE ? joined : apart;
}

enum search_answer
branch_run(struct search *s, enum branch_rule rule, uint64_t nodes)
{
	uint32_t best = s->plan.batches;
	enum search_answer answer;

	s->nodes = nodes;
	answer = visit(s, rule);
	return answer == SEARCH_FOUND && s->plan.batches >= best ?
	    SEARCH_SPENT : answer;
}
