/*
 * kinds - what is left to pack, with equal sizes as one kind.
 *
 *	struct kinds k = { 0 };
 *
 *	if (kinds_make(&k, &sizes, batches) == -1)
 *		return -1;
 *	kinds_take(&k, part, count);
 *	joined = kinds_join(&k, a, b);
 *	...
 *	kinds_unjoin(&k);
 *	kinds_give_back(&k, part, count);
 *	kinds_free(&k);
 *
 * The question is always the same: do the sizes left fit into the batches
 * left?  A search asks it again after it has taken a batch, joined a size of
 * one kind with one of another for good, or said that two kinds are not to be
 * in one batch; and it takes such steps back in the order opposite to theirs.
 *
 * A pattern is what a batch may hold: kinds, rising, each as often as it is in
 * it.
 *
 * Joining and parting by kinds instead of by single sizes: da Silva, R. F. F.
 * and Schouery, R. C. S. (2023), Solving cutting stock problems via an
 * extended Ryan-Foster scheme and fast column generation, arXiv 2308.03595.
 * Ryan, D. M. and Foster, B. A. (1981), An integer programming approach to
 * scheduling, in Wren, A. (ed.), Computer scheduling of public transport,
 * 269-280.
 */
#ifndef BALSYS_KINDS_H
#define BALSYS_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/sizes.h"

#define KINDS_NONE UINT32_MAX

enum {
	KINDS_JOINS_MAX = 1000,		/* at any time */
	KINDS_PARTINGS_MAX = 5000,	/* likewise: a search goes as deep */
};

struct kind {
	uint64_t size;
	uint32_t demand;	/* how many are left */
	uint32_t first, second;	/* what it joins; or KINDS_NONE and the */
				/* position of its first size in sizes.h */
};

struct kinds {
	struct kind *kind;	/* those of single sizes come first, falling */
	size_t count;
	size_t singles;		/* kinds of single sizes */
	uint64_t cap;
	uint64_t unit;		/* sizes and cap are divided by this */
	uint32_t batches;	/* left */
	window_uint128 total;	/* left */
	size_t joins;
	size_t partings;
	uint64_t *apart;	/* private: bits, a row a kind */
	size_t words;		/* of a row */
	size_t kind_cap;
	size_t apart_cap;
};

/*
 * Begin with these sizes and batches.  Sizes and cap are divided by what all
 * sizes have in common.  Returns 0, or -1 with errno ENOMEM.
 */
int	kinds_make(struct kinds *k, const struct sizes *s, uint32_t batches)
	__attribute__((warn_unused_result));

/*
 * How much room may stay empty in one batch, at most cap?  Returns false if
 * the batches left are too small for what is left.
 */
bool	kinds_slack(const struct kinds *k, uint64_t *slack);

/* A batch is filled with a pattern; and is not. */
void	kinds_take(struct kinds *k, const uint32_t *part, size_t count);
void	kinds_give_back(struct kinds *k, const uint32_t *part, size_t count);

/*
 * One of kind a and one of kind b, which may be the same, are together from
 * now on.  Returns the kind that they are, the last there is.
 */
uint32_t kinds_join(struct kinds *k, uint32_t a, uint32_t b);
void	kinds_unjoin(struct kinds *k);

/* No batch is to hold one of kind a and one of kind b, which are together. */
void	kinds_part(struct kinds *k, uint32_t a, uint32_t b);
void	kinds_unpart(struct kinds *k, uint32_t a, uint32_t b);

/* Are they not to be in one batch? */
bool	kinds_apart(const struct kinds *k, uint32_t a, uint32_t b);

/* May a batch be filled with this pattern, its room and demands aside? */
bool	kinds_allow(const struct kinds *k, const uint32_t *part, size_t count);

/* Release its memory.  Harmless twice. */
void	kinds_free(struct kinds *k);

#endif
