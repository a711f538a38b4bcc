/*
 * histogram - how many amounts are about as large as this one, and the amounts
 * below which given parts of all of them are.
 *
 *	struct histogram h = { 0 };
 *
 *	if (histogram_add(&h, money_magnitude(amount)) == -1)
 *		return -1;
 *	if (histogram_quantile(&h, 999, 1000, &value) == 0)
 *		use(value);
 *	histogram_free(&h);
 *
 * Buckets are log-linear: every power of two is cut into HISTOGRAM_HALF equal
 * parts, and below 2 * HISTOGRAM_HALF each amount has its own, as Gil Tene's
 * HdrHistogram (2012) does.  The amount told for a bucket is the middle of it,
 * rounded down, and so is no more than 1 / (2 * HISTOGRAM_HALF) of it away from
 * any that is in there: under 0.1 %.  Which bucket an amount is in is decided
 * by it alone, so histograms can be added in any order.
 *
 * A quantile is the nearest rank: of n amounts in order the one that is number
 * n * part / whole, rounded up, and at least 1; definition 1 of Hyndman and
 * Fan, "Sample Quantiles in Statistical Packages" (1996).
 *
 * A histogram of few amounts takes 2 bytes for each, doubled as it grows; from
 * HISTOGRAM_FEW on it takes HISTOGRAM_LEN * 8 bytes, once and for all.  The few
 * are put in order when somebody asks, so two threads must not ask at once.
 */
#ifndef BALSYS_HISTOGRAM_H
#define BALSYS_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

enum {
	HISTOGRAM_BITS = 9,
	HISTOGRAM_HALF = 1 << HISTOGRAM_BITS,
	HISTOGRAM_LEN = (64 - HISTOGRAM_BITS + 1) * HISTOGRAM_HALF,
	HISTOGRAM_FEW = 32768,	/* amounts that are kept one by one */
};

struct histogram {
	uint64_t count;		/* amounts in it */
	uint64_t *bucket;	/* private: owned; NULL as long as few */
	struct histogram_few *few;	/* private: owned, or NULL */
	size_t few_cap;		/* private */
};

/* The number of the bucket that an amount of this size is in. */
static inline unsigned
histogram_bucket(uint64_t size)
{
	int shift;

	if (size < 2 * HISTOGRAM_HALF)
		return (unsigned)size;
	shift = 63 - __builtin_clzll(size) - HISTOGRAM_BITS;
	return (unsigned)((uint64_t)shift * HISTOGRAM_HALF + (size >> shift));
}

/* The least and the greatest amount in a bucket, and what is told for all. */
uint64_t histogram_least(unsigned bucket);
uint64_t histogram_most(unsigned bucket);
uint64_t histogram_middle(unsigned bucket);

/*
 * Have room for any number of amounts, so that no adding can fail.  Returns 0,
 * or -1 with errno ENOMEM and nothing changed.
 */
int	histogram_widen(struct histogram *h)
	__attribute__((warn_unused_result));

/* Count in one amount.  Returns 0, or -1 with errno ENOMEM and not counted. */
int	histogram_add(struct histogram *h, uint64_t size)
	__attribute__((warn_unused_result));

/* Count in one, where histogram_widen() has made room. */
static inline void
histogram_count(struct histogram *h, uint64_t size)
{
	h->bucket[histogram_bucket(size)]++;
	h->count++;
}

/*
 * Count in so many of a bucket, which is below HISTOGRAM_LEN; and all that are
 * in another.  Return 0, or -1 with errno ENOMEM, or ERANGE if there would be
 * more than UINT64_MAX, and nothing counted.
 */
int	histogram_add_bucket(struct histogram *h, unsigned bucket,
	    uint64_t count)
	__attribute__((warn_unused_result));
int	histogram_merge(struct histogram *h, const struct histogram *other)
	__attribute__((warn_unused_result));

/*
 * What is told of the amount below or at which part of whole are, 0 < part <=
 * whole <= 10000.  Returns 0, or -1 where there are none, and *value is
 * unchanged.
 */
int	histogram_quantile(const struct histogram *h, unsigned part,
	    unsigned whole, uint64_t *value)
	__attribute__((warn_unused_result));

/*
 * The first bucket from at on that is not empty, in order: returns its number
 * and sets *count, or returns HISTOGRAM_LEN behind the last, and *count is
 * unchanged.
 */
unsigned histogram_next(const struct histogram *h, unsigned at,
	    uint64_t *count);

/* Release everything and leave it empty.  Harmless twice. */
void	histogram_free(struct histogram *h);

#endif
