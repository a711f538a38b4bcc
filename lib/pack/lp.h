/*
 * lp - linear programs that cover, solved by CLP.
 *
 *	struct lp lp = { 0 };
 *
 *	if (lp_start(&lp, least, rows) == -1)
 *		return -1;
 *	lp_put(&lp, 1, entry, nentries);
 *	if (lp_solve(&lp, LP_PRIMAL) == -1)
 *		return -1;
 *	use(lp_dual(&lp, 0), lp_value(&lp, 0));
 *	lp_free(&lp);
 *
 * Find values, 0 or more, of columns such that in each row the sum of values
 * times entries is at least what the row wants, and the values times the costs
 * of their columns come to the least there is.
 *
 * CLP computes in floating point, and this is the only module that knows.
 * What it hands out are whole numbers, LP_ONE standing for one, which are near
 * the truth and prove nothing: whoever wants a proof must check them in whole
 * numbers.  LP_ONE has every number up to 16 as a divisor, so that the
 * fractions that occur most are exact.
 *
 * CLP is loaded when the first program begins.  It prints nothing and leaves
 * signals alone.  Where memory runs out inside it, it ends the process: it is
 * written in C++ and says so in no other way.
 */
#ifndef BALSYS_LP_H
#define BALSYS_LP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LP_ONE INT64_C(3603600)

enum lp_method {
	LP_PRIMAL,	/* good after columns were put */
	LP_DUAL,	/* good after a start with hints */
};

struct lp_entry {
	uint32_t row;
	int32_t times;
};

struct lp {
	size_t rows;
	size_t columns;
	uint64_t iterations;	/* of all programs since the first */
	struct lp_state *state;	/* private */
};

/* Is there a CLP, now and here? */
bool	lp_available(void);

/*
 * Begin a program of rows that want at least these.  What the one before knew
 * is forgotten.  Returns 0, or -1 with errno ENOSYS, as there is no CLP, or
 * ENOMEM.
 */
int	lp_start(struct lp *lp, const int64_t *least, size_t rows)
	__attribute__((warn_unused_result));

/*
 * Put a column; its entries are of rows that differ.  It gets the number
 * lp->columns had before.  Returns 0, or -1 with errno ENOMEM.
 */
int	lp_put(struct lp *lp, int64_t cost, const struct lp_entry *entry,
	    size_t count)
	__attribute__((warn_unused_result));

/*
 * Before the first lp_solve(): say that this row or column was basic in a
 * program much like this.  Wrong hints cost time and nothing else.
 */
void	lp_hint_row(struct lp *lp, size_t row);
void	lp_hint_column(struct lp *lp, size_t column);

/*
 * Solve it; go on from where the last solution was.  Returns 0, or -1 with
 * errno ENOMEM, or EDOM as CLP found no optimum, whatever the reason, or one
 * that is no number or too large.
 */
int	lp_solve(struct lp *lp, enum lp_method method)
	__attribute__((warn_unused_result));

/*
 * Of the last solution: in LP_ONEs, with 1/64 added and then rounded down, so
 * that what is just below a whole number counts as it; never negative.
 * Columns put since then are not in it.
 */
int64_t	lp_dual(const struct lp *lp, size_t row);
int64_t	lp_value(const struct lp *lp, size_t column);
int64_t	lp_total(const struct lp *lp);
bool	lp_row_is_basic(const struct lp *lp, size_t row);
bool	lp_column_is_basic(const struct lp *lp, size_t column);

/* Release its memory.  Harmless twice. */
void	lp_free(struct lp *lp);

#endif
