/*
 * texts - amounts and times as they are written, and as they are not, drawn
 * by lot.
 */
#ifndef BALSYS_FUZZ_TEXTS_H
#define BALSYS_FUZZ_TEXTS_H

#include "base/buf.h"
#include "base/random.h"

/*
 * Append an amount, or a time: one in any form, one that is almost one, or one
 * at the end of what can be held.
 */
void	texts_put_amount(struct buf *text, struct random *r);
void	texts_put_time(struct buf *text, struct random *r);

/* Put c in at at, which is not behind the end. */
void	texts_insert(struct buf *text, size_t at, char c);

/* At or behind from put a byte in, or have one replaced. */
void	texts_spoil(struct buf *text, size_t from, struct random *r);

/*
 * Change text in one to four places: a byte is put in, taken, doubled or
 * replaced, or a piece of it is copied to another place.
 */
void	texts_mutate(struct buf *text, struct random *r);

#endif
