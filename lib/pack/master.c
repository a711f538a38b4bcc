#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/master.h"

__extension__ typedef __int128 int128;

enum {
	TOLERANCE = 4,		/* of LP_ONE, in what CLP says */
	PENALTY = 2,		/* for a size without a pattern, at first */
	PATTERNS_PER_ROW = 12,	/* kept when there are more */
	PATTERNS_LEAST = 2000,
	ITERATION_STEPS = 10,	/* of an LP, a row */
	ROW_BASIC = 1,		/* of a kind: its slack was */
	PENALTY_BASIC = 2,	/* its penalty was */
	NEARLY = 8,		/* of one batch: what settles it */
	PURGE_PER_ROW = 5,	/* columns of a program, when it is purged */
	PURGE_LEAST = 1000,
	FAR = 20,		/* of LP_ONE: patterns that are purged */
};

/* Number the rows: the kinds that are wanted. */
static int
make_rows(struct master *m, const struct kinds *k)
{
	size_t basics = m->basic_cap;

	if (GROW(m->row_of, m->row_cap, k->count) == -1 ||
	    GROW(m->kind_of, m->kind_cap, k->count) == -1 ||
	    GROW(m->price, m->price_cap, k->count) == -1 ||
	    GROW(m->value, m->value_cap, k->count) == -1 ||
	    GROW(m->least, m->least_cap, k->count) == -1 ||
	    GROW(m->basic, m->basic_cap, k->count) == -1)
		return -1;
	if (m->basic_cap > basics)
		memset(m->basic + basics, 0, m->basic_cap - basics);
	m->rows = 0;
	for (size_t i = 0; i < k->count; i++) {
		m->row_of[i] = KINDS_NONE;
		m->value[i] = 0;
		if (k->kind[i].demand == 0)
			continue;
		m->row_of[i] = (uint32_t)m->rows;
		m->kind_of[m->rows] = (uint32_t)i;
		m->least[m->rows++] = k->kind[i].demand;
	}
	return 0;
}

/* May pattern i be used for k? */
static bool
is_usable(const struct master *m, const struct kinds *k, size_t i,
    uint64_t slack)
{
	const struct pattern *pattern = &m->patterns.pattern[i];
	const uint32_t *part = patterns_part(&m->patterns, i);

	if (k->cap - pattern->total > slack)
		return false;
	for (uint32_t at = 0, times = 0; at < pattern->count; at++) {
		times = at > 0 && part[at] == part[at - 1] ? times + 1 : 1;
		if (part[at] >= k->count || times > k->kind[part[at]].demand)
			return false;
	}
	return kinds_allow(k, part, pattern->count);
}

/* Put pattern i into the program. */
static int
put_column(struct master *m, size_t i)
{
	const struct pattern *pattern = &m->patterns.pattern[i];
	const uint32_t *part = patterns_part(&m->patterns, i);
	size_t n = 0;

	if (GROW(m->entry, m->entry_cap, pattern->count) == -1 ||
	    GROW(m->column, m->column_cap, m->lp.columns + 1) == -1)
		return -1;
	for (uint32_t at = 0; at < pattern->count; at++)
		if (at > 0 && part[at] == part[at - 1])
			m->entry[n - 1].times++;
		else
			m->entry[n++] = (struct lp_entry){ m->row_of[part[at]],
			    1 };
	m->column[m->lp.columns] = (uint32_t)i;
	return lp_put(&m->lp, 1, m->entry, n);
}

/* Columns that cover one kind each, for a penalty. */
static int
put_penalties(struct master *m)
{
	if (GROW(m->column, m->column_cap, m->rows) == -1)
		return -1;
	for (size_t row = 0; row < m->rows; row++) {
		struct lp_entry entry = { (uint32_t)row, 1 };

		m->column[row] = KINDS_NONE;
		if (lp_put(&m->lp, m->penalty, &entry, 1) == -1)
			return -1;
	}
	return 0;
}

/* The program for k, of the patterns there are. */
static int
make_program(struct master *m, const struct kinds *k, uint64_t slack)
{
	if (lp_start(&m->lp, m->least, m->rows) == -1 ||
	    put_penalties(m) == -1)
		return -1;
	for (size_t row = 0; row < m->rows; row++) {
		uint8_t basic = m->basic[m->kind_of[row]];

		if ((basic & ROW_BASIC) != 0)
			lp_hint_row(&m->lp, row);
		if ((basic & PENALTY_BASIC) != 0)
			lp_hint_column(&m->lp, row);
	}
	for (size_t i = 0; i < m->patterns.count; i++) {
		if (!is_usable(m, k, i, slack))
			continue;
		if (put_column(m, i) == -1)
			return -1;
		if (m->patterns.pattern[i].basic)
			lp_hint_column(&m->lp, m->lp.columns - 1);
	}
	return 0;
}

/* Solve the program.  Returns 0, or -1 as lp_solve(). */
static int
solve(struct master *m, enum lp_method method)
{
	uint64_t before = m->lp.iterations;
	int status = lp_solve(&m->lp, method);

	m->steps += (m->lp.iterations - before + 20) * m->rows *
	    ITERATION_STEPS;
	return status;
}

static void
set_prices(struct master *m, const struct kinds *k)
{
	memset(m->price, 0, k->count * sizeof(*m->price));
	for (size_t row = 0; row < m->rows; row++)
		m->price[m->kind_of[row]] = lp_dual(&m->lp, row);
}

/*
 * Remember the best bound, and what proves it.  With more batches a batch may
 * have more slack and be worth more: the prices say nothing of more than one
 * more, unless any slack was allowed.
 */
static void
note_bound(struct master *m, const struct kinds *k, uint64_t slack)
{
	int64_t most = m->pricing.most > 0 ? m->pricing.most : 1;
	int64_t sum = 0, worth;
	uint64_t bound;

	for (size_t i = 0; i < k->count; i++)
		sum += m->price[i] * k->kind[i].demand;
	worth = (int64_t)((int128)sum * LP_ONE / most);
	if (worth > m->worth)
		m->worth = worth;
	if (sum <= 0)
		return;
	bound = (uint64_t)((sum + most - 1) / most);
	if (slack < k->cap && bound > k->batches)
		bound = k->batches + UINT64_C(1);
	if (bound <= m->bound)
		return;
	m->bound = bound;
	memcpy(m->value, m->price, k->count * sizeof(*m->value));
}

/* Put what pricing found.  Returns how many are new, or -1. */
static int
put_found(struct master *m, const struct kinds *k)
{
	const struct pricing *p = &m->pricing;
	int fresh = 0;

	for (size_t i = 0; i < p->found; i++) {
		const uint32_t *part = p->part + p->start[i];
		size_t count = p->start[i + 1] - p->start[i];
		uint64_t total = 0;
		int put;

		for (size_t at = 0; at < count; at++)
			total += k->kind[part[at]].size;
		put = patterns_put(&m->patterns, part, count, total);
		if (put == -1 || (put == 1 &&
		    put_column(m, m->patterns.count - 1) == -1))
			return -1;
		fresh += put;
	}
	return fresh;
}

/* Does the solution need what costs a penalty? */
static bool
is_penalized(const struct master *m)
{
	for (size_t row = 0; row < m->rows; row++)
		if (lp_value(&m->lp, row) > TOLERANCE)
			return true;
	return false;
}

/* Keep the solution, and what was basic, for the next. */
static int
keep_solution(struct master *m)
{
	if (GROW(m->share, m->share_cap, m->rows) == -1)
		return -1;
	m->shares = 0;
	for (size_t row = 0; row < m->rows; row++)
		m->basic[m->kind_of[row]] =
		    (lp_row_is_basic(&m->lp, row) ? ROW_BASIC : 0) |
		    (lp_column_is_basic(&m->lp, row) ? PENALTY_BASIC : 0);
	for (size_t i = 0; i < m->patterns.count; i++)
		m->patterns.pattern[i].basic = false;
	for (size_t c = m->rows; c < m->lp.columns; c++) {
		struct pattern *p = &m->patterns.pattern[m->column[c]];
		int64_t value = lp_value(&m->lp, c);

		p->basic = lp_column_is_basic(&m->lp, c);
		p->age = p->basic ? 0 : p->age + 1;
		if (value > TOLERANCE && m->shares < m->rows)
			m->share[m->shares++] = (struct master_share){
			    m->column[c], value };
	}
	return 0;
}

/* Begin the program anew without the patterns that are far from being used. */
static int
purge(struct master *m, const struct kinds *k, uint64_t slack)
{
	struct patterns *p = &m->patterns;

	if (keep_solution(m) == -1)
		return -1;
	set_prices(m, k);
	for (size_t i = 0; i < p->count; i++) {
		const uint32_t *part = patterns_part(p, i);
		int64_t value = 0;

		for (uint32_t at = 0; at < p->pattern[i].count; at++)
			value += m->price[part[at]];
		p->pattern[i].dropped = !p->pattern[i].basic &&
		    value < LP_ONE - LP_ONE / FAR;
	}
	patterns_sweep(p);
	return make_program(m, k, slack);
}

/* Price once.  Returns how many new patterns there are, or -1. */
static int
price(struct master *m, const struct kinds *k, uint64_t slack)
{
	set_prices(m, k);
	m->pricing.steps = 0;
	if (pricing_run(&m->pricing, k, m->price, LP_ONE + TOLERANCE,
	    m->allowed - m->steps) == -1)
		return -1;
	m->steps += m->pricing.steps;
	note_bound(m, k, slack);
	return put_found(m, k);
}

/* Is the last solution good enough? */
static bool
is_good(const struct master *m, const struct kinds *k)
{
	int64_t total = lp_total(&m->lp);

	if (m->settle ? total - m->worth > LP_ONE / NEARLY :
	    total > k->batches * LP_ONE + TOLERANCE)
		return false;
	return !is_penalized(m);
}

/*
 * Solve and price until there is an answer, or the program is the best that
 * this penalty allows: then MASTER_OPEN.
 */
static enum master_answer
generate(struct master *m, const struct kinds *k, uint64_t slack)
{
	size_t columns = PURGE_PER_ROW * m->rows + PURGE_LEAST;
	enum lp_method method = LP_DUAL;
	int fresh = 1;

	while (fresh > 0) {
		if (solve(m, method) == -1)
			return errno == EDOM ? MASTER_SPENT : MASTER_FAILED;
		method = LP_PRIMAL;
		if (m->lp.columns > columns) {
			if (purge(m, k, slack) == -1)
				return MASTER_FAILED;
			columns = 2 * m->lp.columns + PURGE_PER_ROW * m->rows;
			continue;
		}
		if (is_good(m, k))
			return MASTER_OPEN;
		if (m->steps >= m->allowed)
			return MASTER_SPENT;
		fresh = price(m, k, slack);
		if (m->bound > k->batches)
			return fresh == -1 ? MASTER_FAILED : MASTER_CLOSED;
	}
	return fresh == -1 ? MASTER_FAILED : MASTER_OPEN;
}

/* Drop the patterns that were of no use for the longest time. */
static void
clean(struct master *m)
{
	size_t most = PATTERNS_LEAST + PATTERNS_PER_ROW * m->rows;
	struct patterns *p = &m->patterns;
	uint32_t age = 64;

	if (p->count <= most)
		return;
	for (size_t left = p->count; left > most / 2 && age > 1; age /= 2) {
		left = 0;
		for (size_t i = 0; i < p->count; i++)
			left += p->pattern[i].age < age;
	}
	for (size_t i = 0; i < p->count; i++)
		p->pattern[i].dropped = p->pattern[i].age >= 2 * age;
	patterns_sweep(p);
}

enum master_answer
master_run(struct master *m, const struct kinds *k)
{
	enum master_answer answer = MASTER_OPEN;
	uint64_t slack;

	m->bound = 0;
	m->worth = 0;
	m->shares = 0;
	if (!kinds_slack(k, &slack))
		return MASTER_CLOSED;
	if (k->total == 0)
		return MASTER_OPEN;
	if (make_rows(m, k) == -1)
		return MASTER_FAILED;
	clean(m);
	for (m->penalty = PENALTY; ; m->penalty = k->batches + INT64_C(1)) {
		if (make_program(m, k, slack) == -1)
			return MASTER_FAILED;
		answer = generate(m, k, slack);
		if (answer == MASTER_FAILED || keep_solution(m) == -1)
			return MASTER_FAILED;
		if (answer != MASTER_OPEN || !is_penalized(m))
			return answer;
		if (m->penalty > k->batches)
			return MASTER_SPENT;
	}
}

void
master_clear(struct master *m)
{
	patterns_clear(&m->patterns);
	if (m->basic != NULL)
		memset(m->basic, 0, m->basic_cap);
}

void
master_free(struct master *m)
{
	patterns_free(&m->patterns);
	lp_free(&m->lp);
	pricing_free(&m->pricing);
	free(m->share);
	free(m->value);
	free(m->price);
	free(m->least);
	free(m->row_of);
	free(m->kind_of);
	free(m->basic);
	free(m->column);
	free(m->entry);
	*m = (struct master){ 0 };
}
