/*
 * judge - is this a packing, and no worse than it may be?
 *
 * Shares no code with what it judges: it includes nothing of lib/, adds up
 * amount by amount and looks at every batch.  It trusts no number that it is
 * told but the window itself.
 */
#ifndef BALSYS_BENCH_JUDGE_H
#define BALSYS_BENCH_JUDGE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Each of count amounts is in one of the batches, none of which is empty or
 * holds more than cap, and they are no fewer than bound.  Returns NULL if all
 * of it is so, else what is not; a constant.
 */
const char *judge_packing(const uint64_t *amount, size_t count, uint64_t cap,
	    const uint32_t *batch, uint32_t batches, uint64_t bound);

/*
 * How many batches first-fit and best-fit decreasing come to, the fewer of
 * the two, by looking at every batch for every amount.  UINT32_MAX without
 * memory.
 */
uint32_t judge_greedy(const uint64_t *amount, size_t count, uint64_t cap);

#endif
