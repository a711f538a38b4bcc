/* Every place is found by its fingerprint, and nothing else, as in a list. */
#include <errno.h>
#include <stdlib.h>

#include "base/places.h"
#include "base/random.h"
#include "check.h"

enum { MANY = 3000 };

struct thing {
	uint64_t print, place;
};

/* The places of a fingerprint are those in the list, in their order. */
static void
check_places(const struct places *p, const struct thing *list, size_t count,
    uint64_t print)
{
	uint64_t at = PLACES_FIRST, place;

	for (size_t i = 0; i < count; i++) {
		if (list[i].print != print)
			continue;
		CHECK(places_find(p, print, &at, &place));
		CHECK(place == list[i].place);
	}
	CHECK(!places_find(p, print, &at, &place));
}

/* Some bits of all fingerprints are set: few bits are left, or none. */
static void
check_many(uint64_t blur, bool sorted)
{
	struct thing *list = calloc(MANY, sizeof(*list));
	struct random random = random_seeded(blur);
	struct places p = { 0 };

	for (size_t i = 0; i < MANY; i++) {
		list[i].print = sorted ? i << 40 | blur :
		    random_next(&random) | blur;
		list[i].place = MANY - i;
		CHECK_INT(places_add(&p, list[i].print, list[i].place), 0);
		CHECK_INT(p.count, i + 1);
		if (i % 97 == 0 || i < 200)
			check_places(&p, list, i + 1,
			    list[random_below(&random, i + 1)].print);
	}
	for (size_t i = 0; i < MANY; i += 7) {
		check_places(&p, list, MANY, list[i].print);
		check_places(&p, list, MANY, list[i].print + 1);
		check_places(&p, list, MANY, random_next(&random));
	}
	places_free(&p);
	free(list);
}

static void
places_are_found_by_fingerprints_of_all_kinds(void)
{
	check_many(0, false);
	check_many(0, true);
	/* The first bits alike: all homes are one. */
	check_many(UINT64_MAX << 6, false);
	check_many(UINT64_MAX << 20, false);
	/* The last bits alike. */
	check_many(UINT64_MAX >> 9, false);
	/* All of them: one fingerprint, that of a slot that is free. */
	check_many(UINT64_MAX, false);
}

/* From the first to the last, from the last to the first, from both ends. */
static void
places_come_in_any_order(void)
{
	struct thing list[MANY];

	for (int order = 0; order < 3; order++) {
		struct places p = { 0 };
		for (uint64_t i = 0; i < MANY; i++) {
			uint64_t k = order == 0 ? i : order == 1 ?
			    MANY - 1 - i : i % 2 == 0 ? i : MANY - i;
			list[i] = (struct thing){ k * (UINT64_MAX / MANY), i };
			CHECK_INT(places_add(&p, list[i].print, i), 0);
		}
		for (size_t i = 0; i < MANY; i++)
			check_places(&p, list, MANY, list[i].print);
		places_free(&p);
	}
}

static void
an_empty_table_has_nothing(void)
{
	struct places p = { 0 };
	uint64_t at = PLACES_FIRST, place;

	places_near(&p, 5);
	CHECK(!places_find(&p, 0, &at, &place));
	CHECK(!places_find(&p, UINT64_MAX, &at, &place));
	CHECK_INT(places_reserve(&p), 0);
	at = PLACES_FIRST;
	CHECK(!places_find(&p, UINT64_MAX, &at, &place));
	CHECK_INT(places_add(&p, 0, 0), 0);
	places_near(&p, UINT64_MAX);
	CHECK(places_find(&p, 0, &at, &place) && place == 0);
	places_free(&p);
	places_free(&p);
	CHECK_INT(p.count, 0);
}

/* Reserving alone takes nothing, and makes the table no larger than once. */
static void
reserving_again_changes_nothing(void)
{
	struct places p = { 0 };
	struct span before, after;

	for (uint64_t i = 0; i < 200; i++) {
		CHECK_INT(places_reserve(&p), 0);
		before = places_bytes(&p);
		CHECK_INT(places_reserve(&p), 0);
		CHECK_INT(places_add(&p, UINT64_MAX, i), 0);
		after = places_bytes(&p);
		CHECK(before.ptr == after.ptr && before.len == after.len);
	}
	places_free(&p);
}

static void
it_takes_20_to_26_bytes_a_thing(void)
{
	enum { BESIDE = 4096 };
	struct random random = random_seeded(1);
	struct places p = { 0 };

	for (uint64_t i = 1; i <= 200000; i++) {
		CHECK_INT(places_add(&p, random_next(&random), i), 0);
		CHECK(places_bytes(&p).len <= BESIDE + 26 * i);
		CHECK(places_bytes(&p).len >= 20 * i);
	}
	places_free(&p);
}

/* What is adopted has the things of what was kept, and grows on. */
static void
check_kept(size_t count)
{
	struct thing *list = calloc(count + MANY, sizeof(*list));
	struct random random = random_seeded(count);
	struct places p = { 0 }, q = { 0 };
	struct span bytes;
	char *room;

	for (size_t i = 0; i < count + MANY; i++)
		list[i] = (struct thing){ random_next(&random), i };
	for (size_t i = 0; i < count; i++)
		CHECK_INT(places_add(&p, list[i].print, i), 0);
	bytes = places_bytes(&p);
	CHECK_INT(places_add(&q, 1, 1), 0);
	room = places_room(&q, bytes.len);
	CHECK(room != NULL);
	if (bytes.len > 0)
		memcpy(room, bytes.ptr, bytes.len);
	CHECK_INT(places_adopt(&q, count), 0);
	CHECK_INT(q.count, count);
	for (size_t i = count; i < count + MANY; i++)
		CHECK_INT(places_add(&q, list[i].print, i), 0);
	for (size_t i = 0; i < count + MANY; i += 13)
		check_places(&q, list, count + MANY, list[i].print);
	places_free(&p);
	places_free(&q);
	free(list);
}

static void
a_table_is_kept_as_bytes(void)
{
	check_kept(0);
	check_kept(1);
	check_kept(54);
	check_kept(55);
	check_kept(2000);
}

static void
check_refused(const struct places *p, size_t len, uint64_t count,
    ptrdiff_t spoilt)
{
	struct places q = { 0 };
	char *room = places_room(&q, len);

	CHECK(room != NULL);
	if (len > 0)
		memset(room, 0, len);
	memcpy(room, places_bytes(p).ptr, len < places_bytes(p).len ? len :
	    places_bytes(p).len);
	if (spoilt >= 0)
		room[spoilt] ^= 1;
	errno = 0;
	CHECK_INT(places_adopt(&q, count), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(q.count, 0);
	CHECK_INT(places_bytes(&q).len, 0);
	places_free(&q);
}

/* An empty table of 128 slots that says that so many of them are homes. */
static void
check_homes(uint64_t homes)
{
	struct places p = { 0 };
	uint64_t head[] = { homes, ~homes };
	size_t len = 129 * sizeof(head);
	char *room = places_room(&p, len);

	CHECK(room != NULL);
	memset(room, 0xff, len);
	memcpy(room, head, sizeof(head));
	CHECK_INT(places_adopt(&p, 0), homes == 64 ? 0 : -1);
	places_free(&p);
}

static void
what_is_no_table_is_not_adopted(void)
{
	struct places p = { 0 };
	size_t len;

	for (uint64_t i = 0; i < 10; i++)
		CHECK_INT(places_add(&p, i << 60, i), 0);
	len = places_bytes(&p).len;
	check_refused(&p, 0, 10, -1);
	check_refused(&p, 16, 10, -1);
	check_refused(&p, len - 1, 10, -1);
	check_refused(&p, len + 16, 10, -1);
	check_refused(&p, len, 64, -1);
	check_refused(&p, len, 10, 0);
	check_refused(&p, len, 10, 8);
	check_refused(&p, len, 10, (ptrdiff_t)len - 1);
	places_free(&p);
	/* It says of itself that it has more homes than slots. */
	check_homes(64);
	check_homes(128);
	check_homes(129);
	check_homes(63);
	check_homes(0);
}

int
main(void)
{
	RUN(an_empty_table_has_nothing);
	RUN(places_are_found_by_fingerprints_of_all_kinds);
	RUN(places_come_in_any_order);
	RUN(reserving_again_changes_nothing);
	RUN(it_takes_20_to_26_bytes_a_thing);
	RUN(a_table_is_kept_as_bytes);
	RUN(what_is_no_table_is_not_adopted);
	return check_status();
}
