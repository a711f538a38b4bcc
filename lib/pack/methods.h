/*
 * methods - the ways to pack a window, by name.
 *
 *	const struct method *method = method_find("ffd");
 *
 * A method is a function of the window alone, and best of the effort: the same
 * amounts, in the same order, under the same cap, give the same packing on
 * every machine; from METHODS_EFFORT_SEARCH on, where CLP computes the same.  A
 * sum of exactly the cap is allowed, and an amount of 0 has room in any batch.
 *
 * Johnson, D. S. (1973), Near-optimal bin packing algorithms, doctoral thesis,
 * Massachusetts Institute of Technology, names and analyses all but best.
 */
#ifndef BALSYS_METHODS_H
#define BALSYS_METHODS_H

#include "pack/packing.h"
#include "pack/window.h"

/* What packing.effort may be. */
enum {
	METHODS_EFFORT_USUAL = 3,
	METHODS_EFFORT_SEARCH = 7,	/* from here on, lp.h is needed */
	METHODS_EFFORT_MOST = 9,
};

struct method {
	const char *name;
	/*
	 * Pack the window into *p.  Returns 0, or -1 with errno ENOMEM; batch,
	 * batches and steps are then as they were.
	 */
	int (*pack)(const struct window *w, struct packing *p);
};

/* All of them, ended by one without a name. */
extern const struct method methods[];

/* The method called name, or NULL if there is none. */
const struct method *method_find(const char *name);

/*
 * Keep one batch open; what has no room in it closes it and opens the next.
 * Fewer than twice the batches needed: Johnson, D. S. (1974), Fast algorithms
 * for bin packing, Journal of Computer and System Sciences 8, 272-314.
 */
int	next_fit_pack(const struct window *w, struct packing *p)
	__attribute__((warn_unused_result));

/*
 * Put each amount, as they come, into the lowest-numbered batch with room.  At
 * most 17/10 of the batches needed: Dosa, G. and Sgall, J. (2013), First fit
 * bin packing: a tight analysis, STACS 2013, LIPIcs 20, 538-549.
 */
int	first_fit_pack(const struct window *w, struct packing *p)
	__attribute__((warn_unused_result));

/*
 * First-fit, the largest amount first, equal ones as they came.  At most 11/9
 * of the batches needed and 6/9 of one: Dosa, G. (2007), The tight bound of
 * first fit decreasing bin-packing algorithm is FFD(I) <= 11/9 OPT(I) + 6/9,
 * ESCAPE 2007, Lecture Notes in Computer Science 4614, 1-11.
 */
int	ffd_pack(const struct window *w, struct packing *p)
	__attribute__((warn_unused_result));

/*
 * Put each amount, the largest first, equal ones as they came, into the batch
 * with the least room that is enough; of equals, the lowest-numbered.  In the
 * limit at most 11/9 of the batches needed: Johnson, D. S., Demers, A.,
 * Ullman, J. D., Garey, M. R. and Graham, R. L. (1974), Worst-case performance
 * bounds for simple one-dimensional packing algorithms, SIAM Journal on
 * Computing 3, 299-325.
 */
int	bfd_pack(const struct window *w, struct packing *p)
	__attribute__((warn_unused_result));

/*
 * Bounds first, then whatever gets nearest to them within the steps that
 * p->effort allows; it ends where a bound is met.
 */
int	best_pack(const struct window *w, struct packing *p)
	__attribute__((warn_unused_result));

#endif
