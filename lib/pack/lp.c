#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#ifdef BALSYS_CLP
#include <coin/Clp_C_Interface.h>
#endif

#include "base/grow.h"
#include "pack/lp.h"

/* Without CLP's header its functions have no types: it is not looked for. */
#ifdef BALSYS_CLP
static const char library_name[] = "libClp.so.1";
#else
typedef struct Clp_Simplex Clp_Simplex;
typedef int CoinBigIndex;
static const char library_name[] = "";
#endif

#define MOST 1e12		/* of a solution: in LP_ONEs an int64_t */

enum {
	BASIC = 1,		/* as CLP numbers them */
	AT_LOWER = 3,
	STATUS_BITS = 7,
};

/* What is used of CLP, under its own names. */
struct clp {
	Clp_Simplex *(*newModel)(void);
	void (*deleteModel)(Clp_Simplex *);
	void (*setLogLevel)(Clp_Simplex *, int);
	void (*scaling)(Clp_Simplex *, int);
	void (*addRows)(Clp_Simplex *, int, const double *, const double *,
	    const CoinBigIndex *, const int *, const double *);
	void (*addColumns)(Clp_Simplex *, int, const double *, const double *,
	    const double *, const CoinBigIndex *, const int *, const double *);
	void (*copyinStatus)(Clp_Simplex *, const unsigned char *);
	unsigned char *(*statusArray)(Clp_Simplex *);
	int (*primal)(Clp_Simplex *, int);
	int (*dual)(Clp_Simplex *, int);
	int (*status)(Clp_Simplex *);
	int (*numberIterations)(Clp_Simplex *);
	double *(*dualRowSolution)(Clp_Simplex *);
	double *(*primalColumnSolution)(Clp_Simplex *);
	double (*objectiveValue)(Clp_Simplex *);
};

struct lp_state {
	void *library;
	struct clp clp;
	Clp_Simplex *model;	/* NULL before the first start */
	bool hinted;
	double *least;		/* of each row */
	double *zero;		/* lower bounds of columns */
	double *cost;		/* of the columns that CLP has not yet */
	CoinBigIndex *start;	/* of each of them, and the end */
	int *row;		/* of their entries */
	double *times;
	unsigned char *status;	/* hints: of columns, with room for rows */
	unsigned char *row_status;	/* hints: of rows */
	size_t solved;		/* columns there were at the last solve */
	size_t waiting;		/* columns that CLP has not yet */
	size_t entries;
	size_t least_cap, zero_cap, cost_cap, start_cap, row_cap, times_cap;
	size_t status_cap, row_status_cap;
};

/* Fill in *function, a pointer to a function.  Returns whether it is there. */
static bool
find(void *library, const char *name, void *function)
{
	*(void **)function = dlsym(library, name);
	return *(void **)function != NULL;
}

/* Returns the library, kept loaded for good, or NULL. */
static void *
load(struct clp *clp)
{
	void *library;

	if (library_name[0] == '\0')
		return NULL;
	library = dlopen(library_name, RTLD_NOW | RTLD_NODELETE);
	if (library != NULL &&
	    find(library, "Clp_newModel", &clp->newModel) &&
	    find(library, "Clp_deleteModel", &clp->deleteModel) &&
	    find(library, "Clp_setLogLevel", &clp->setLogLevel) &&
	    find(library, "Clp_scaling", &clp->scaling) &&
	    find(library, "Clp_addRows", &clp->addRows) &&
	    find(library, "Clp_addColumns", &clp->addColumns) &&
	    find(library, "Clp_copyinStatus", &clp->copyinStatus) &&
	    find(library, "Clp_statusArray", &clp->statusArray) &&
	    find(library, "Clp_primal", &clp->primal) &&
	    find(library, "Clp_dual", &clp->dual) &&
	    find(library, "Clp_status", &clp->status) &&
	    find(library, "Clp_numberIterations", &clp->numberIterations) &&
	    find(library, "Clp_dualRowSolution", &clp->dualRowSolution) &&
	    find(library, "Clp_primalColumnSolution",
	    &clp->primalColumnSolution) &&
	    find(library, "Clp_objectiveValue", &clp->objectiveValue))
		return library;
	if (library != NULL)
		dlclose(library);
	return NULL;
}

bool
lp_available(void)
{
	struct clp clp;
	void *library = load(&clp);

	if (library != NULL)
		dlclose(library);
	return library != NULL;
}

/* The state of an lp, made when it is wanted first.  NULL as lp_start(). */
static struct lp_state *
state_of(struct lp *lp)
{
	struct lp_state *s = lp->state;

	if (s != NULL)
		return s;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return NULL;
	s->library = load(&s->clp);
	if (s->library == NULL) {
		free(s);
		errno = ENOSYS;
		return NULL;
	}
	lp->state = s;
	return s;
}

/* Forget the program there was and make a model of these rows alone. */
static int
begin(struct lp_state *s, size_t rows)
{
	if (s->model != NULL)
		s->clp.deleteModel(s->model);
	s->model = s->clp.newModel();
	s->hinted = false;
	s->waiting = 0;
	s->entries = 0;
	if (s->model == NULL) {
		errno = ENOMEM;
		return -1;
	}
	s->clp.setLogLevel(s->model, 0);
	s->clp.scaling(s->model, 0);
	s->clp.addRows(s->model, (int)rows, s->least, NULL, s->start, NULL,
	    NULL);
	return 0;
}

int
lp_start(struct lp *lp, const int64_t *least, size_t rows)
{
	struct lp_state *s = state_of(lp);

	if (s == NULL || GROW(s->least, s->least_cap, rows) == -1 ||
	    GROW(s->row_status, s->row_status_cap, rows) == -1 ||
	    GROW(s->start, s->start_cap, rows + 1) == -1)
		return -1;
	for (size_t i = 0; i < rows; i++) {
		s->least[i] = (double)least[i];
		s->row_status[i] = AT_LOWER;
		s->start[i] = 0;
	}
	s->start[rows] = 0;
	lp->rows = rows;
	lp->columns = 0;
	return begin(s, rows);
}

int
lp_put(struct lp *lp, int64_t cost, const struct lp_entry *entry,
    size_t count)
{
	struct lp_state *s = lp->state;
	size_t end = s->entries + count;

	if (GROW(s->row, s->row_cap, end) == -1 ||
	    GROW(s->times, s->times_cap, end) == -1 ||
	    GROW(s->cost, s->cost_cap, s->waiting + 1) == -1 ||
	    GROW(s->zero, s->zero_cap, s->waiting + 1) == -1 ||
	    GROW(s->start, s->start_cap, s->waiting + 2) == -1 ||
	    GROW(s->status, s->status_cap, lp->columns + 1 + lp->rows) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		s->row[s->entries + i] = (int)entry[i].row;
		s->times[s->entries + i] = (double)entry[i].times;
	}
	s->cost[s->waiting] = (double)cost;
	s->zero[s->waiting] = 0;
	s->start[s->waiting++] = (CoinBigIndex)s->entries;
	s->start[s->waiting] = (CoinBigIndex)end;
	s->entries = end;
	s->status[lp->columns++] = AT_LOWER;
	return 0;
}

void
lp_hint_row(struct lp *lp, size_t row)
{
	lp->state->row_status[row] = BASIC;
	lp->state->hinted = true;
}

void
lp_hint_column(struct lp *lp, size_t column)
{
	lp->state->status[column] = BASIC;
	lp->state->hinted = true;
}

/* Give CLP the columns that wait, and the hints; lp_put() made room. */
static void
flush(struct lp *lp)
{
	struct lp_state *s = lp->state;

	s->clp.addColumns(s->model, (int)s->waiting, s->zero, NULL, s->cost,
	    s->start, s->row, s->times);
	s->waiting = 0;
	s->entries = 0;
	if (!s->hinted)
		return;
	s->hinted = false;
	for (size_t i = 0; i < lp->rows; i++)
		s->status[lp->columns + i] = s->row_status[i];
	s->clp.copyinStatus(s->model, s->status);
}

/* Is it a number, and not too large in LP_ONEs? */
static bool
is_sound(double value)
{
	return value > -MOST && value < MOST;
}

/* Are they all, in the last solution? */
static bool
is_all_sound(const struct lp *lp)
{
	const struct lp_state *s = lp->state;
	const double *dual = s->clp.dualRowSolution(s->model);
	const double *value = s->clp.primalColumnSolution(s->model);

	for (size_t i = 0; i < lp->rows; i++)
		if (!is_sound(dual[i]))
			return false;
	for (size_t i = 0; i < s->solved; i++)
		if (!is_sound(value[i]))
			return false;
	return is_sound(s->clp.objectiveValue(s->model));
}

int
lp_solve(struct lp *lp, enum lp_method method)
{
	struct lp_state *s = lp->state;

	if (s->waiting > 0)
		flush(lp);
	s->solved = lp->columns;
	if (method == LP_DUAL)
		s->clp.dual(s->model, 0);
	else
		s->clp.primal(s->model, 0);
	lp->iterations += (uint64_t)s->clp.numberIterations(s->model);
	if (s->clp.status(s->model) != 0 || !is_all_sound(lp)) {
		errno = EDOM;
		return -1;
	}
	return 0;
}

/* In LP_ONEs, rounded down but for what is just below a whole number. */
static int64_t
scaled(double value)
{
	return value <= 0 ? 0 : (int64_t)(value * (double)LP_ONE + 1. / 64);
}

int64_t
lp_dual(const struct lp *lp, size_t row)
{
	struct lp_state *s = lp->state;

	return scaled(s->clp.dualRowSolution(s->model)[row]);
}

int64_t
lp_value(const struct lp *lp, size_t column)
{
	struct lp_state *s = lp->state;

	if (column >= s->solved)
		return 0;
	return scaled(s->clp.primalColumnSolution(s->model)[column]);
}

int64_t
lp_total(const struct lp *lp)
{
	return scaled(lp->state->clp.objectiveValue(lp->state->model));
}

static bool
is_basic(const struct lp *lp, size_t at)
{
	struct lp_state *s = lp->state;

	return (s->clp.statusArray(s->model)[at] & STATUS_BITS) == BASIC;
}

bool
lp_row_is_basic(const struct lp *lp, size_t row)
{
	return is_basic(lp, lp->state->solved + row);
}

bool
lp_column_is_basic(const struct lp *lp, size_t column)
{
	return column < lp->state->solved && is_basic(lp, column);
}

void
lp_free(struct lp *lp)
{
	struct lp_state *s = lp->state;

	if (s != NULL) {
		if (s->model != NULL)
			s->clp.deleteModel(s->model);
		dlclose(s->library);
		free(s->least);
		free(s->zero);
		free(s->cost);
		free(s->start);
		free(s->row);
		free(s->times);
		free(s->status);
		free(s->row_status);
	}
	free(s);
	*lp = (struct lp){ 0 };
}
