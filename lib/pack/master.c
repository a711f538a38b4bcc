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
};

/* Make *array, which may move, have room for count elements. */
#define RESERVE(array, cap, count) \
	reserve(&(array), &(cap), (count), sizeof(*(array)))

static bool
reserve(void *array, size_t *cap, size_t count, size_t size)
{
	void *grown = grow_array(*(void **)array, cap, count, size);

	if (grown != NULL)
		*(void **)array = grown;
	return grown != NULL;
}

/* Number the rows: the kinds that are wanted. */
static int
make_rows(struct master *m, const struct kinds *k)
{
	size_t basics = m->basic_cap;

	if (!RESERVE(m->row_of, m->row_cap, k->count) ||
	    !RESERVE(m->kind_of, m->kind_cap, k->count) ||
	    !RESERVE(m->dual, m->dual_cap, k->count) ||
	    !RESERVE(m->value, m->value_cap, k->count) ||
	    !RESERVE(m->least, m->least_cap, k->count) ||
	    !RESERVE(m->slack_basic, m->basic_cap, k->count))
		return -1;
	if (m->basic_cap > basics)
		memset(m->slack_basic + basics, 0, m->basic_cap - basics);
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

/* Put pattern i, or the one that covers kind `alone` for a penalty. */
static int
put_column(struct master *m, size_t i)
{
	const struct pattern *pattern = &m->patterns.pattern[i];
	const uint32_t *part = patterns_part(&m->patterns, i);
	size_t n = 0;

	if (!RESERVE(m->entry, m->entry_cap, pattern->count) ||
	    !RESERVE(m->column, m->column_cap, m->lp.columns + 1))
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
	if (!RESERVE(m->column, m->column_cap, m->rows))
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
	for (size_t row = 0; row < m->rows; row++)
		if (m->slack_basic[m->kind_of[row]] != 0)
			lp_hint_row(&m->lp, row);
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

/* Set the duals as values.  Returns what all sizes left are worth. */
static int64_t
take_duals(struct master *m, const struct kinds *k)
{
	int64_t sum = 0;

	memset(m->dual, 0, k->count * sizeof(*m->dual));
	for (size_t row = 0; row < m->rows; row++) {
		uint32_t kind = m->kind_of[row];

		m->dual[kind] = lp_dual(&m->lp, row);
		sum += m->dual[kind] * k->kind[kind].demand;
	}
	return sum;
}

/* Remember the best bound, and what proves it. */
static void
note_bound(struct master *m, const struct kinds *k, int64_t sum)
{
	int64_t most = m->pricing.most;
	uint64_t bound;

	if (sum <= 0)
		return;
	bound = most <= 0 ? UINT64_MAX : (uint64_t)((sum + most - 1) / most);
	if (bound <= m->bound)
		return;
	m->bound = bound;
	m->most = most;
	memcpy(m->value, m->dual, k->count * sizeof(*m->value));
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

/*
 * Solve and price until there is an answer, or the program is the best that
 * this penalty allows: then MASTER_OPEN.
 */
static enum master_answer
generate(struct master *m, const struct kinds *k)
{
	int64_t limit = (int64_t)k->batches * LP_ONE + TOLERANCE;
	enum lp_method method = LP_DUAL;

	for (;;) {
		int64_t sum, total;
		int fresh;

		if (solve(m, method) == -1)
			return errno == EDOM ? MASTER_SPENT : MASTER_FAILED;
		method = LP_PRIMAL;
		total = lp_total(&m->lp);
		if (!m->thorough && total <= limit && !is_penalized(m))
			return MASTER_OPEN;
		sum = take_duals(m, k);
		m->pricing.steps = 0;
		if (pricing_run(&m->pricing, k, m->dual, LP_ONE + TOLERANCE,
		    m->allowed - m->steps) == -1)
			return MASTER_FAILED;
		m->steps += m->pricing.steps;
		note_bound(m, k, sum);
		if (m->bound > k->batches)
			return MASTER_CLOSED;
		if (m->thorough && (int64_t)m->bound * LP_ONE + TOLERANCE >=
		    total)
			return MASTER_OPEN;
		fresh = put_found(m, k);
		if (fresh == -1)
			return MASTER_FAILED;
		if (fresh == 0)
			return MASTER_OPEN;
		if (m->steps >= m->allowed)
			return MASTER_SPENT;
	}
}

/* Keep the solution, and what was basic, for the next. */
static int
keep_solution(struct master *m)
{
	if (!RESERVE(m->share, m->share_cap, m->rows))
		return -1;
	m->shares = 0;
	for (size_t row = 0; row < m->rows; row++)
		m->slack_basic[m->kind_of[row]] =
		    lp_row_is_basic(&m->lp, row);
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
		answer = generate(m, k);
		if (answer == MASTER_FAILED || keep_solution(m) == -1)
			return MASTER_FAILED;
		if (answer != MASTER_OPEN || !is_penalized(m))
			return answer;
		if (m->penalty > k->batches)
			return MASTER_SPENT;
	}
}

void
master_free(struct master *m)
{
	patterns_free(&m->patterns);
	lp_free(&m->lp);
	pricing_free(&m->pricing);
	free(m->share);
	free(m->value);
	free(m->dual);
	free(m->least);
	free(m->row_of);
	free(m->kind_of);
	free(m->slack_basic);
	free(m->column);
	free(m->entry);
	*m = (struct master){ 0 };
}
