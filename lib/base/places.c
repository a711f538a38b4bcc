#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/places.h"
#include "base/word.h"

/*
 * Slots are in the order of their fingerprints, each at its home or behind it.
 * Behind the last home there is a tail, so that nothing wraps, and the last
 * slot is always free, so that every search ends.  A free slot has the highest
 * fingerprint, which may also be that of a thing, and no place.
 *
 * In front of all slots stands one that says what table this is.
 */
struct places_entry {
	uint64_t print, place;
};

enum {
	HOMES_AT_FIRST = 64,
	TAIL_AT_FIRST = 64,
	LINE = 64 / sizeof(struct places_entry),
	NEAR = 4,		/* lines: most of those that an entry moves */
};

static const struct places_entry nothing = { UINT64_MAX, PLACES_NONE };

static uint64_t
home_of(uint64_t homes, uint64_t print)
{
	return (uint64_t)((word_pair)print * homes >> 64);
}

static bool
is_free(const struct places_entry *e)
{
	return e->place == PLACES_NONE;
}

/* The first slot with this fingerprint, or where it would be put. */
static uint64_t
first_of(const struct places *p, uint64_t print)
{
	const struct places_entry *slot = p->entry + 1;
	uint64_t i = home_of(p->homes, print);

	while (slot[i].print < print)
		i++;
	return i;
}

bool
places_find(const struct places *p, uint64_t print, uint64_t *at,
    uint64_t *place)
{
	const struct places_entry *slot;

	if (p->count == 0)
		return false;
	if (*at == PLACES_FIRST)
		*at = first_of(p, print);
	slot = p->entry + 1 + *at;
	if (slot->print != print || is_free(slot))
		return false;
	*place = slot->place;
	++*at;
	return true;
}

void
places_near(const struct places *p, uint64_t print)
{
	const struct places_entry *home;

	if (p->count == 0)
		return;
	home = p->entry + 1 + home_of(p->homes, print);
	for (int i = 0; i < NEAR; i++)
		__builtin_prefetch(home + i * LINE, 1);
}

/* Move all entries to the end.  Returns the first of them. */
static struct places_entry *
gather(struct places_entry *slot, uint64_t slots, uint64_t more)
{
	struct places_entry *to = slot + slots + more;

	/* No branch: whether a slot is free cannot be foreseen. */
	for (uint64_t i = slots; i-- > 0; ) {
		struct places_entry moved = slot[i];

		to[-1] = moved;
		to -= !is_free(&moved);
	}
	return to;
}

/*
 * Put entries that were gathered where they belong.  None is written over
 * before it was read: as all of them fit, each goes as far from the end, at
 * least, as there are entries behind it.
 */
static void
spread(const struct places *p, struct places_entry *from)
{
	struct places_entry *slot = p->entry + 1, *end = slot + p->slots;
	uint64_t next = 0;

	for (struct places_entry *e = slot; e < from; e++)
		*e = nothing;
	for (; from < end; from++) {
		struct places_entry moved = *from;
		uint64_t home = home_of(p->homes, moved.print);

		*from = nothing;
		next = next < home ? home : next;
		slot[next++] = moved;
	}
}

/*
 * With more homes, all of them are as far from the end as before or farther, so
 * that a tail that was long enough still is.
 */
static int
grow(struct places *p, uint64_t homes, uint64_t tail)
{
	uint64_t slots = homes + tail;
	struct places_entry *entry, *first;

	if (slots >= SIZE_MAX / 2 / sizeof(*entry)) {
		errno = ENOMEM;
		return -1;
	}
	entry = realloc(p->entry, (size_t)(slots + 1) * sizeof(*entry));
	if (entry == NULL)
		return -1;
	first = gather(entry + 1, p->slots, slots - p->slots);
	p->entry = entry;
	p->slots = slots;
	p->homes = homes;
	*entry = (struct places_entry){ homes, ~homes };
	spread(p, first);
	return 0;
}

/* How many things these homes have room for. */
static uint64_t
most_of(uint64_t homes)
{
	return homes - homes / 5;
}

int
places_reserve(struct places *p)
{
	uint64_t tail = p->slots - p->homes;

	if (p->slots == 0)
		return grow(p, HOMES_AT_FIRST, TAIL_AT_FIRST);
	if (!is_free(p->entry + p->slots - 1))
		tail *= 2;
	if (p->count >= most_of(p->homes))
		return grow(p, p->homes + p->homes / 4, tail);
	return p->slots - p->homes == tail ? 0 : grow(p, p->homes, tail);
}

uint64_t
places_seek(const struct places *p, uint64_t print, bool *is_new)
{
	uint64_t at = first_of(p, print);
	const struct places_entry *slot = p->entry + 1 + at;

	*is_new = slot->print != print || is_free(slot);
	return at;
}

void
places_put(struct places *p, uint64_t at, uint64_t print, uint64_t place)
{
	struct places_entry moved = { print, place };
	struct places_entry *slot = p->entry + 1 + at;

	while (slot->print == print && !is_free(slot))
		slot++;
	/* All behind it move on by one, up to a slot that is free. */
	do {
		struct places_entry here = *slot;

		*slot++ = moved;
		moved = here;
	} while (!is_free(&moved));
	p->count++;
}

int
places_add(struct places *p, uint64_t print, uint64_t place)
{
	if (places_reserve(p) == -1)
		return -1;
	places_put(p, first_of(p, print), print, place);
	return 0;
}

struct span
places_bytes(const struct places *p)
{
	if (p->slots == 0)
		return (struct span){ NULL, 0 };
	return (struct span){ (const char *)p->entry,
	    (size_t)(p->slots + 1) * sizeof(*p->entry) };
}

char *
places_room(struct places *p, size_t len)
{
	places_free(p);
	p->entry = malloc(len < sizeof(*p->entry) ? sizeof(*p->entry) : len);
	if (p->entry == NULL)
		return NULL;
	if (len > sizeof(*p->entry) && len % sizeof(*p->entry) == 0)
		p->slots = len / sizeof(*p->entry) - 1;
	return (char *)p->entry;
}

/* In the large: there is a table, and it ends as it should. */
static bool
is_table(const struct places *p, uint64_t count)
{
	const struct places_entry *first = p->entry;
	uint64_t homes = first->print;

	return first->place == ~homes && homes >= HOMES_AT_FIRST &&
	    homes < p->slots && count <= most_of(homes) &&
	    memcmp(first + p->slots, &nothing, sizeof(nothing)) == 0;
}

int
places_adopt(struct places *p, uint64_t count)
{
	if (p->slots == 0 && count == 0) {
		places_free(p);
		return 0;
	}
	if (p->slots == 0 || !is_table(p, count)) {
		places_free(p);
		errno = EINVAL;
		return -1;
	}
	p->homes = p->entry->print;
	p->count = count;
	return 0;
}

void
places_free(struct places *p)
{
	free(p->entry);
	*p = (struct places){ 0 };
}
