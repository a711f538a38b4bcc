/*
 * parcel - a window of records on its way through balsys-batch: taken in,
 * packed, written.
 *
 *	struct parcel parcel = { .cap = cap };
 *
 *	if (parcel_put(&parcel, row->raw, txn->id, magnitude) == -1)
 *		return -1;
 *	...
 *	if (parcel_pack(&parcel) == -1)
 *		return -1;
 *	use(&parcel.packing, &parcel.groups);
 *	parcel_clear(&parcel);
 *
 * A parcel is all that packing a window needs, so that several can be packed
 * by several threads.  All zeros, but for how it is to be packed, is an empty
 * one.
 */
#ifndef BALSYS_PARCEL_H
#define BALSYS_PARCEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "pack/groups.h"
#include "pack/methods.h"
#include "stream/held.h"

struct parcel {
	const struct method *method;	/* how to pack; packing.effort, too */
	uint64_t cap;		/* of a batch, in minor units; at least 1 */
	bool timed;		/* measure micros */

	uint64_t number;	/* of the window, from 1; yours to set */
	struct held held;	/* its records, in the order they came */
	uint64_t *amount;	/* of each, absolute, in minor units; owned */
	struct packing packing;	/* what parcel_pack() made of it */
	struct groups groups;	/* the same by batch */
	uint64_t micros;	/* of processor time that packing took */
	bool packed;		/* the three above are there */
	size_t amount_cap;	/* private */
};

/*
 * Keep one record more, of an absolute amount that is at most the cap.
 * Returns 0, or -1 with errno ENOMEM and the parcel as it was.
 */
int	parcel_put(struct parcel *p, struct span line, struct span id,
	    uint64_t amount)
	__attribute__((warn_unused_result));

/* What is in it, for packing; borrowed until the next put, clear or free. */
struct window parcel_window(const struct parcel *p);

/*
 * Pack what is in it, at least one record, and set packed.  Returns 0, or -1
 * with errno ENOMEM; it can be tried again.
 */
int	parcel_pack(struct parcel *p)
	__attribute__((warn_unused_result));

/* Have no records and keep the memory; free releases it.  Harmless twice. */
void	parcel_clear(struct parcel *p);
void	parcel_free(struct parcel *p);

#endif
