/*
 * saved_bounds - how much there may be in a saved summary (stats/saved), and in
 * what several come to, so that no sum is ever too large; and are two the same.
 */
#ifndef BALSYS_SAVED_BOUNDS_H
#define BALSYS_SAVED_BOUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "stats/summary.h"

/* No count is greater: of that many amounts a sum has less than 2^112. */
#define SAVED_BOUNDS_COUNT (UINT64_C(1) << 48)

/* May these be in a file?  No count is too great, and no sum negative. */
bool	saved_bounds_has_room(const struct windows_sums *sums);

/* May these two, each of which may be in a file, be added up? */
bool	saved_bounds_may_add(const struct figures *a, const struct figures *b);
bool	saved_bounds_may_add_windows(const struct summary_windows *a,
	    const struct summary_windows *b);
bool	saved_bounds_may_add_fates(const struct summary_fates *a,
	    const struct summary_fates *b);

/* Are these the same, but for balances, and for windows told from records? */
bool	saved_bounds_equal(const struct figures *a, const struct figures *b);
bool	saved_bounds_same_windows(const struct summary_windows *a,
	    const struct summary_windows *b);

#endif
