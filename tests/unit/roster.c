/* Items by name, one by one and many at once. */
#include <errno.h>
#include <stdlib.h>

#include "base/roster.h"
#include "check.h"

struct item {
	uint64_t number;
};

/* What a roster is compared with: a list that is read from its front. */
struct naive {
	struct span name;
	uint64_t number;
};

static uint64_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695;
	return *state >> 33;
}

/* Names of few different bytes, so that many begin alike, or are there. */
static struct span
draw_name(uint64_t *state, char *room)
{
	static const char bytes[] = { '\0', 'a', '\xff', ',' };
	size_t len = draw(state) % 3 == 0 ? draw(state) % 65 :
	    draw(state) % 6;

	for (size_t i = 0; i < len; i++)
		room[i] = i < 32 && len > 8 ? 'x' : bytes[draw(state) % 4];
	return (struct span){ room, len };
}

static struct naive *
naive_find(struct naive *list, size_t count, struct span name)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].name.len == name.len && (name.len == 0 ||
		    memcmp(list[i].name.ptr, name.ptr, name.len) == 0))
			return &list[i];
	return NULL;
}

static bool
is_item(const struct item *item, const struct naive *wanted)
{
	if (item == NULL || wanted == NULL)
		return item == NULL && wanted == NULL;
	return item->number == wanted->number &&
	    span_equal(roster_name(item, sizeof(*item)), wanted->name);
}

/* Look for names, as many at once as may be, and for each alone. */
static void
check_names(struct roster *r, struct naive *list, size_t nlist,
    const struct span *name, size_t count)
{
	void *found[256];
	bool right = true;

	memset(found, 0xff, sizeof(found));
	for (size_t i = 0, part; i < count; i += part) {
		part = count - i < ROSTER_RUN_MAX ? count - i : ROSTER_RUN_MAX;
		roster_find_run(r, name + i, sizeof(*name), part,
		    sizeof(struct item), found + i);
	}
	for (size_t i = 0; i < count; i++) {
		struct naive *wanted = naive_find(list, nlist, name[i]);
		right = right && is_item(found[i], wanted) &&
		    found[i] == roster_find(r, name[i], sizeof(struct item));
	}
	CHECK(right);
}

static void
items_are_found_by_their_names(void)
{
	enum { RUNS = 400, MOST = 200 };
	static char room[RUNS * MOST][64];
	static struct naive list[RUNS * MOST];
	static struct span name[MOST];
	struct roster r = { .seed = 3 };
	uint64_t state = 1;
	size_t used = 0, count = 0;

	for (size_t run = 0; run < RUNS; run++) {
		size_t len = run % (MOST + 1);
		for (size_t i = 0; i < len; i++)
			name[i] = draw_name(&state, room[used++]);
		check_names(&r, list, count, name, len);
		/* Half of them are there from now on. */
		for (size_t i = 0; i < len / 2; i++) {
			struct item *item = roster_find_or_add(&r, name[i],
			    sizeof(*item));
			if (naive_find(list, count, name[i]) != NULL)
				continue;
			CHECK_INT(item->number, 0);
			item->number = count + 1;
			list[count] = (struct naive){ name[i], count + 1 };
			count++;
		}
		CHECK_INT(r.count, count);
		check_names(&r, list, count, name, len);
	}
	CHECK(count > 1000);
	roster_free(&r);
	roster_free(&r);
}

/* The part of a hash that names a place. */
static uint32_t
tag(const struct roster *r, struct span name)
{
	uint64_t hash = span_hash(name, r->seed);

	return (uint32_t)(hash ^ hash >> 32);
}

/*
 * Names that all belong to one place: the last, so that they fill the first
 * ones as well.
 */
static void
names_may_all_collide(void)
{
	enum { COUNT = 150, BITS = 14 };
	static char room[COUNT][16];
	static struct naive list[COUNT];
	static struct span name[COUNT];
	struct roster r = { .seed = 9 };
	uint64_t state = 5;
	size_t at = 0, visits = 0;

	for (size_t i = 0; i < COUNT; i++) {
		do {
			int len = snprintf(room[i], sizeof(room[i]), "%ju",
			    (uintmax_t)draw(&state));
			name[i] = (struct span){ room[i], (size_t)len };
		} while (tag(&r, name[i]) >> (32 - BITS) != (1 << BITS) - 1 ||
		    naive_find(list, i, name[i]) != NULL);
		list[i] = (struct naive){ name[i], i };
	}
	for (size_t i = 0; i < COUNT; i++) {
		struct item *item = roster_find_or_add(&r, name[i],
		    sizeof(*item));
		item->number = i;
		check_names(&r, list, i + 1, name, COUNT);
	}
	while (roster_next(&r, &at) != NULL)
		visits++;
	CHECK_INT(visits, COUNT);
	roster_free(&r);
}

static struct span
number_name(uint32_t number, char *room)
{
	int len = snprintf(room, 16, "%" PRIu32, number);

	return (struct span){ room, (size_t)len };
}

struct tagged {
	uint32_t tag, number;
};

static int
by_tag(const void *a, const void *b)
{
	const struct tagged *left = a, *right = b;

	return (left->tag > right->tag) - (left->tag < right->tag);
}

/* Two names of which a roster sees no difference but in their bytes. */
static void
equal_hashes_are_not_equal_names(void)
{
	enum { COUNT = 400000 };
	static struct tagged all[COUNT];
	struct roster r = { .seed = 1 };
	size_t size = sizeof(struct item), pairs = 0;
	char a[16], b[16];

	for (uint32_t i = 0; i < COUNT; i++)
		all[i] = (struct tagged){ tag(&r, number_name(i, a)), i };
	qsort(all, COUNT, sizeof(*all), by_tag);
	for (size_t i = 1; i < COUNT; i++) {
		struct span name[2] = { number_name(all[i - 1].number, a),
		    number_name(all[i].number, b) };
		void *found[2], *item;
		if (all[i - 1].tag != all[i].tag)
			continue;
		item = roster_find_or_add(&r, name[0], size);
		CHECK(roster_find(&r, name[1], size) == NULL);
		roster_find_run(&r, name, sizeof(*name), 2, size, found);
		CHECK(found[0] == item && found[1] == NULL);
		CHECK(roster_find_or_add(&r, name[1], size) != item);
		roster_find_run(&r, name, sizeof(*name), 2, size, found);
		CHECK(found[0] == item && found[1] != NULL &&
		    found[1] != item);
		pairs++;
	}
	CHECK(pairs > 3);
	roster_free(&r);
}

static void
items_never_move_and_are_visited_once(void)
{
	enum { COUNT = 100000 };
	static struct item *made[COUNT];
	static bool visited[COUNT];
	struct roster r = { 0 };
	struct item *item;
	size_t at = 0, visits = 0;
	char room[16];

	CHECK(roster_next(&r, &at) == NULL);
	for (uint32_t i = 0; i < COUNT; i++) {
		made[i] = roster_find_or_add(&r, number_name(i, room),
		    sizeof(*item));
		made[i]->number = i;
	}
	for (uint32_t i = 0; i < COUNT; i++)
		CHECK(roster_find(&r, number_name(i, room), sizeof(*item)) ==
		    made[i] && made[i]->number == i);
	for (at = 0; (item = roster_next(&r, &at)) != NULL; visits++) {
		CHECK(!visited[item->number]);
		visited[item->number] = true;
	}
	CHECK_INT(visits, COUNT);
	CHECK_INT(r.count, COUNT);
	roster_free(&r);
}

/* The longest names, at the end of their memory, and the largest items. */
static void
sizes_are_what_they_may_be(void)
{
	struct roster r = { 0 };

	for (size_t len = 0; len <= ROSTER_NAME_MAX; len++) {
		char *bytes = malloc(len + 1), *item;
		struct span name = { bytes + 1, len };
		memset(bytes, (int)len, len + 1);
		item = roster_find_or_add(&r, name, ROSTER_SIZE_MAX);
		CHECK(roster_find(&r, name, ROSTER_SIZE_MAX) == item);
		CHECK(span_equal(name, roster_name(item, ROSTER_SIZE_MAX)));
		for (size_t i = 0; i < ROSTER_SIZE_MAX; i++)
			CHECK(item[i] == 0);
		memset(item, 'x', ROSTER_SIZE_MAX);
		free(bytes);
	}
	CHECK_INT(r.count, ROSTER_NAME_MAX + 1);
	roster_free(&r);
}

static void
an_empty_roster_has_nothing(void)
{
	struct span name[3] = { SPAN("a"), SPAN(""), { NULL, 0 } };
	void *found[3] = { name, name, name };
	struct roster r = { 0 };

	roster_find_run(&r, name, sizeof(*name), 3, sizeof(struct item),
	    found);
	CHECK(found[0] == NULL && found[1] == NULL && found[2] == NULL);
	CHECK(roster_find(&r, name[0], sizeof(struct item)) == NULL);
	found[0] = roster_find_or_add(&r, name[1], sizeof(struct item));
	CHECK(roster_find(&r, name[2], sizeof(struct item)) == found[0]);
	roster_free(&r);
	CHECK_INT(r.count, 0);
}

/* As if memory had been short for the very first item, after its bucket. */
static void
a_roster_that_could_not_begin_has_nothing(void)
{
	enum { MOST = UINT32_MAX >> 13, UNITS = 1 << 13 };
	struct roster r = { .nchunks = MOST, .used = (uint32_t)MOST * UNITS };
	struct span name[2] = { SPAN("a"), SPAN("") };
	size_t size = sizeof(struct item), at = 0;
	void *found[2] = { name, name };

	errno = 0;
	CHECK(roster_find_or_add(&r, name[0], size) == NULL);
	CHECK_INT(errno, ENOMEM);
	r.nchunks = r.used = 0;
	CHECK_INT(r.count, 0);
	CHECK(r.nbuckets > 0);
	roster_find_run(&r, name, sizeof(*name), 2, size, found);
	CHECK(found[0] == NULL && found[1] == NULL);
	CHECK(roster_find(&r, name[0], size) == NULL);
	CHECK(roster_next(&r, &at) == NULL);
	CHECK(roster_find_or_add(&r, name[0], size) != NULL);
	roster_free(&r);
}

int
main(void)
{
	RUN(items_are_found_by_their_names);
	RUN(names_may_all_collide);
	RUN(equal_hashes_are_not_equal_names);
	RUN(items_never_move_and_are_visited_once);
	RUN(sizes_are_what_they_may_be);
	RUN(an_empty_roster_has_nothing);
	RUN(a_roster_that_could_not_begin_has_nothing);
	return check_status();
}
