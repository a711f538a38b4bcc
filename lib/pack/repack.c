#include <stdbool.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/repack.h"

enum {
	OPEN = 4,	/* batches that are kept loose */
	OFFERED = 8,	/* loose sizes that are offered at first, */
	SWEEPS = 16,	/* and one more after so many sweeps */
	GIVEN = 4,	/* sizes of a batch that it may give, three at once */
	BROKEN = 3,	/* batches that are broken up at a time */
	FIT_MOST = 200,	/* loose sizes that are worth fitting */
	FIT_STEPS = 20000,
	MAKING = 6,	/* steps that making an offer, */
	FITTING = 4,	/* and one of fit_pack(), is as good as */
	NONE = UINT32_MAX,
};

/* What a batch may become: some of its first sizes out, a set in. */
struct trade {
	int64_t missing;
	unsigned given;		/* a bit for each of its first sizes */
	size_t set;
};

static uint64_t
size_of(const struct repack *r, uint32_t i)
{
	return r->sizes->size[i];
}

static int64_t
value_of(const struct repack *r, uint32_t i)
{
	return r->worth->value[i];
}

static struct repack_batch
empty_batch(const struct repack *r)
{
	return (struct repack_batch){ .first = NONE, .last = NONE,
	    .room = r->sizes->cap, .missing = r->worth->most };
}

static void
put(struct repack *r, struct repack_batch *b, uint32_t i)
{
	if (b->count++ == 0)
		b->first = i;
	else
		r->next[b->last] = i;
	b->last = i;
	r->next[i] = NONE;
	b->room -= size_of(r, i);
	b->missing -= value_of(r, i);
}

/* Take the first size out of a batch that has one. */
static uint32_t
take(struct repack *r, struct repack_batch *b)
{
	uint32_t i = b->first;

	b->count--;
	b->first = r->next[i];
	b->room += size_of(r, i);
	b->missing += value_of(r, i);
	return i;
}

static void
loosen(struct repack *r, struct repack_batch *b)
{
	while (b->count > 0)
		r->loose[r->nloose++] = take(r, b);
}

static void
make_offers(struct repack *r)
{
	uint32_t n = r->nloose < r->offered ? (uint32_t)r->nloose : r->offered;

	offers_make(r->offers, r->sizes, r->worth, r->loose, n);
	r->steps += r->offers->count * MAKING;
}

/* Hold the offers from at to end against what a batch has without given. */
static void
weigh(struct repack *r, const struct repack_batch *b, unsigned given,
    size_t at, size_t end, struct trade *best)
{
	uint64_t room = b->room;
	int64_t missing = b->missing;
	uint32_t i = b->first;
	size_t set;

	for (unsigned bits = given; bits != 0; bits >>= 1, i = r->next[i])
		if (bits & 1) {
			room += size_of(r, i);
			missing += value_of(r, i);
		}
	r->steps += end - at;
	set = offers_best(r->offers, at, end, room);
	if (set < end && missing - r->offers->value[set] < best->missing)
		*best = (struct trade){ missing - r->offers->value[set], given,
		    set };
}

/* Take the sizes of a set out of loose and put them into a batch. */
static void
accept(struct repack *r, struct repack_batch *b, size_t set)
{
	const uint32_t *place = r->offers->set[set].place;

	for (int k = 0; k < 3 && place[k] != OFFERS_NONE; k++) {
		put(r, b, r->loose[place[k]]);
		r->loose[place[k]] = r->loose[--r->nloose];
	}
}

static void
carry_out(struct repack *r, struct repack_batch *b, struct trade t)
{
	struct repack_batch was = *b;
	uint32_t gave[GIVEN];
	size_t ngave = 0;

	*b = empty_batch(r);
	for (unsigned bits = t.given; was.count > 0; bits >>= 1) {
		uint32_t i = take(r, &was);

		if (bits & 1)
			gave[ngave++] = i;
		else
			put(r, b, i);
	}
	accept(r, b, t.set);
	for (size_t k = 0; k < ngave; k++)
		r->loose[r->nloose++] = gave[k];
}

/* The numbers below 2^GIVEN with one to three bits, in their order. */
static unsigned
next_given(unsigned given)
{
	do
		given++;
	while (__builtin_popcount(given) > 3);
	return given;
}

/* Find what betters a batch and do it, until it misses no more than enough. */
static bool
trade(struct repack *r, struct repack_batch *b, int64_t enough)
{
	const struct offers *offers = r->offers;
	unsigned all = 1u << (b->count < GIVEN ? b->count : GIVEN);
	struct trade best = { b->missing, 0, 0 };

	for (unsigned g = 1; g < all && best.missing > enough;
	    g = next_given(g))
		weigh(r, b, g, 0, offers->npairs, &best);
	for (unsigned g = 1; g < all && best.missing > enough;
	    g = next_given(g))
		weigh(r, b, g, offers->npairs, offers->count, &best);
	if (best.missing == b->missing)
		return false;
	carry_out(r, b, best);
	return true;
}

static void
shuffle_loose(struct repack *r)
{
	for (size_t n = r->nloose; n > 1; n--) {
		size_t k = (size_t)random_below(&r->lot, n);
		uint32_t i = r->loose[k];

		r->loose[k] = r->loose[n - 1];
		r->loose[n - 1] = i;
	}
}

/* Go through all batches once.  Returns what they miss in all. */
static int64_t
sweep(struct repack *r, int64_t enough)
{
	int64_t missing = 0;

	r->steps += r->nbatches + r->nloose;
	shuffle_loose(r);
	make_offers(r);
	for (size_t i = 0; i < r->nbatches; i++) {
		struct repack_batch *b = &r->batch[i];

		if (b->missing > enough && r->steps < r->allowed) {
			if (trade(r, b, enough))
				make_offers(r);
			else if (b->count > GIVEN)
				put(r, b, take(r, b));
		}
		missing += b->missing;
	}
	return missing;
}

/* Settle a batch: a loose size, and the best set beside it. */
static void
settle(struct repack *r)
{
	struct repack_batch *b = &r->batch[r->nbatches++];
	size_t set;

	*b = empty_batch(r);
	if (r->nloose == 0)
		return;
	put(r, b, r->loose[--r->nloose]);
	make_offers(r);
	r->steps += r->offers->count;
	set = offers_best(r->offers, 0, r->offers->count, b->room);
	if (set < r->offers->count)
		accept(r, b, set);
}

/* Break up the batch that misses most and some others, and settle new ones. */
static void
shake(struct repack *r)
{
	size_t broken = r->nbatches < BROKEN ? r->nbatches : BROKEN;
	size_t worst = 0;

	r->steps += r->nbatches;
	for (size_t i = 1; i < r->nbatches; i++)
		if (r->batch[i].missing > r->batch[worst].missing)
			worst = i;
	for (size_t k = 0; k < broken; k++) {
		size_t i = k == 0 ? worst :
		    (size_t)random_below(&r->lot, r->nbatches);

		loosen(r, &r->batch[i]);
		r->batch[i] = r->batch[--r->nbatches];
	}
	shuffle_loose(r);
	for (size_t k = 0; k < broken; k++)
		settle(r);
}

static int
compare_positions(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Fit the loose sizes into batches batches.  Returns as fit_pack() does. */
static int
fit_loose(struct repack *r, uint32_t batches, int64_t spare)
{
	struct fit_few few = { r->few_size, r->few_value, r->nloose,
	    r->sizes->cap, r->worth->most };
	uint64_t taken = 0;
	int found;

	if (spare < 0 || r->nloose > FIT_MOST)
		return 0;
	qsort(r->loose, r->nloose, sizeof(*r->loose), compare_positions);
	for (size_t i = 0; i < r->nloose; i++) {
		r->few_size[i] = size_of(r, r->loose[i]);
		r->few_value[i] = value_of(r, r->loose[i]);
	}
	found = fit_pack(&r->fit, &few, batches, spare, &taken, FIT_STEPS);
	r->steps += taken * FITTING;
	return found;
}

/* Settle the loose sizes where fit_pack() has put them. */
static void
settle_fitted(struct repack *r, uint32_t batches)
{
	for (uint32_t b = 0; b < batches; b++)
		r->batch[r->nbatches + b] = empty_batch(r);
	for (size_t i = 0; i < r->nloose; i++)
		put(r, &r->batch[r->nbatches + r->fit.batch[i]], r->loose[i]);
	r->nbatches += batches;
	r->nloose = 0;
}

/*
 * Settle the loose sizes, the largest first, each in the first new batch that
 * has room.  Returns false, with some still loose, if that takes all there is
 * room for.
 */
static bool
settle_all(struct repack *r, size_t most)
{
	size_t begun = r->nbatches;

	qsort(r->loose, r->nloose, sizeof(*r->loose), compare_positions);
	for (size_t i = 0; i < r->nloose; i++) {
		size_t b = begun;

		while (b < r->nbatches &&
		    r->batch[b].room < size_of(r, r->loose[i]))
			b++;
		if (b == most)
			return false;
		if (b == r->nbatches)
			r->batch[r->nbatches++] = empty_batch(r);
		put(r, &r->batch[b], r->loose[i]);
		r->steps += b - begun;
	}
	r->nloose = 0;
	return true;
}

/* Write down who is where. */
static void
store(const struct repack *r, uint32_t *batch, uint32_t *batches)
{
	uint32_t n = 0;

	for (size_t b = 0; b < r->nbatches; b++) {
		if (r->batch[b].count == 0)
			continue;
		for (uint32_t i = r->batch[b].first; i != NONE; i = r->next[i])
			batch[i] = n;
		n++;
	}
	*batches = n;
}

static int
compare_missing(const void *a, const void *b)
{
	const struct repack_batch *x = a, *y = b;

	if (x->missing != y->missing)
		return x->missing < y->missing ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

/* Settle all batches but those that miss most. */
static void
load(struct repack *r, const uint32_t *batch, uint32_t batches, size_t settled)
{
	for (uint32_t b = 0; b < batches; b++)
		r->batch[b] = empty_batch(r);
	for (uint32_t i = 0; i < r->sizes->count; i++)
		put(r, &r->batch[batch[i]], i);
	qsort(r->batch, batches, sizeof(*r->batch), compare_missing);
	r->nloose = 0;
	for (uint32_t b = (uint32_t)settled; b < batches; b++)
		loosen(r, &r->batch[b]);
	r->nbatches = settled;
}

static int
reserve(struct repack *r, size_t count, size_t batches)
{
	if (r->offers == NULL)
		r->offers = malloc(sizeof(*r->offers));
	if (r->offers == NULL)
		return -1;
	return GROW(r->batch, r->batch_cap, batches) == -1 ||
	    GROW(r->next, r->next_cap, count) == -1 ||
	    GROW(r->loose, r->loose_cap, count) == -1 ||
	    GROW(r->few_size, r->few_size_cap, count) == -1 ||
	    GROW(r->few_value, r->few_value_cap, count) == -1 ? -1 : 0;
}

/*
 * What may be missing in target batches that hold all.  Returns false if they
 * cannot, or the numbers are too large to be reckoned with here.
 */
static bool
may_miss(const struct repack *r, uint64_t target, int64_t *spare)
{
	int64_t total = 0, most;

	if (r->sizes->cap > INT64_MAX / 4 || target > INT64_MAX ||
	    __builtin_mul_overflow((int64_t)target, r->worth->most, &most))
		return false;
	for (uint32_t i = 0; i < r->sizes->count; i++)
		if (__builtin_add_overflow(total, value_of(r, i), &total))
			return false;
	*spare = most - total;
	return total <= most;
}

int
repack_improve(struct repack *r, const struct sizes *s,
    const struct worth *worth, uint64_t target, uint64_t *steps,
    uint64_t allowed, uint32_t *batch, uint32_t *batches)
{
	uint32_t open = target < OPEN ? (uint32_t)target : OPEN;
	int64_t spare, enough;
	int found = 0;

	r->sizes = s;
	r->worth = worth;
	if (target >= *batches || !may_miss(r, target, &spare))
		return 0;
	if (reserve(r, s->count, *batches) == -1)
		return -1;
	r->lot = random_seeded(0);
	r->steps = s->count;
	r->allowed = allowed;
	load(r, batch, *batches, (size_t)(target - open));
	enough = spare / (int64_t)(4 * target);
	for (uint32_t n = 1; found == 0 && r->steps < allowed; n++) {
		r->offered = OFFERED + n / SWEEPS < OFFERS_FROM ?
		    OFFERED + n / SWEEPS : OFFERS_FROM;
		found = fit_loose(r, open, spare - sweep(r, enough));
		if (found == 0)
			shake(r);
	}
	if (found == 1)
		settle_fitted(r, open);
	if (found == 1 || (found == 0 && settle_all(r, *batches - 1)))
		store(r, batch, batches);
	*steps += r->steps;
	return found;
}

void
repack_free(struct repack *r)
{
	free(r->batch);
	free(r->next);
	free(r->loose);
	free(r->offers);
	free(r->few_size);
	free(r->few_value);
	fit_free(&r->fit);
	*r = (struct repack){ 0 };
}
