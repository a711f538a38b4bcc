/*
 * certificate - what shows of a window, to whoever does not trust us, that its
 * batches are within the cap and that no packing has fewer than the bound.
 *
 *	struct certificate certificate = { 0 };
 *
 *	certificate_begin(&w);
 *	while (next_packed(&parcel))
 *		if (certificate_put(&certificate, &w, &parcel) == -1)
 *			return -1;
 *	certificate_free(&certificate);
 *
 * It is a line of CSV for every record, in the order they came.  What is said
 * of the window stands in each of them, so that a line needs no other to be
 * understood.  Amounts are absolute, whole numbers of the smallest unit.
 * balsys-csv(5) tells what the columns are.
 */
#ifndef BALSYS_CERTIFICATE_H
#define BALSYS_CERTIFICATE_H

#include "cli/parcel.h"
#include "pack/order.h"
#include "stream/writer.h"

struct certificate {
	struct order order;	/* private */
	int64_t *value;		/* private: of each record */
	size_t value_cap;
};

/* Write the header. */
void	certificate_begin(struct writer *w);

/*
 * Write the lines of a window that is packed.  Returns 0, or -1 with errno
 * ENOMEM and nothing written.
 */
int	certificate_put(struct certificate *c, struct writer *w,
	    const struct parcel *p)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	certificate_free(struct certificate *c);

#endif
