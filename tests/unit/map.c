/* What is in a map is found, whatever its name; nothing else is. */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "check.h"

enum { MANY = 5000 };

struct thing {
	char text[24];
	struct span name;
	int visits;
};

static struct span
name_of(const void *item)
{
	const struct thing *thing = item;

	return thing->name;
}

static void
name_thing(struct thing *thing, int number)
{
	int len = snprintf(thing->text, sizeof(thing->text), "%d", number);

	thing->name = (struct span){ thing->text, (size_t)len };
}

static void
an_empty_map_has_nothing(void)
{
	struct map map = { 0 };
	size_t at = 0;

	CHECK(map_find(&map, SPAN(""), name_of) == NULL);
	CHECK(map_find(&map, SPAN("x"), name_of) == NULL);
	CHECK(map_next(&map, &at) == NULL);
	map_free(&map);
	map_free(&map);
}

static void
every_item_is_found_under_any_seed(void)
{
	struct thing *things = calloc(MANY, sizeof(*things));

	for (uint64_t seed = 0; seed < 3; seed++) {
		struct map map = { .seed = seed };
		for (int i = 0; i < MANY; i++) {
			name_thing(&things[i], 7 * i);
			CHECK(map_find(&map, things[i].name, name_of) == NULL);
			CHECK_INT(map_add(&map, &things[i], name_of), 0);
		}
		CHECK_INT(map.count, MANY);
		for (int i = 0; i < 7 * MANY; i++) {
			struct thing asked;
			name_thing(&asked, i);
			CHECK(map_find(&map, asked.name, name_of) ==
			    (i % 7 == 0 ? &things[i / 7] : NULL));
		}
		map_free(&map);
	}
	free(things);
}

static void
next_visits_every_item_once(void)
{
	struct thing *things = calloc(MANY, sizeof(*things)), *thing;
	struct map map = { 0 };
	size_t at = 0;

	for (int i = 0; i < MANY; i++) {
		name_thing(&things[i], i);
		CHECK_INT(map_add(&map, &things[i], name_of), 0);
	}
	while ((thing = map_next(&map, &at)) != NULL)
		thing->visits++;
	for (int i = 0; i < MANY; i++)
		CHECK_INT(things[i].visits, 1);
	map_free(&map);
	free(things);
}

static void
names_may_be_empty_or_hold_any_byte(void)
{
	struct thing items[] = { { .name = SPAN("") }, { .name = SPAN("\0") },
	    { .name = SPAN("\0\0") }, { .name = SPAN("a\0b") },
	    { .name = SPAN("a\0c") }, { .name = SPAN("\xff,\"") } };
	size_t count = sizeof(items) / sizeof(*items);
	struct map map = { 0 };

	for (size_t i = 0; i < count; i++)
		CHECK_INT(map_add(&map, &items[i], name_of), 0);
	for (size_t i = 0; i < count; i++)
		CHECK(map_find(&map, items[i].name, name_of) == &items[i]);
	CHECK(map_find(&map, (struct span){ NULL, 0 }, name_of) == &items[0]);
	CHECK(map_find(&map, SPAN("a"), name_of) == NULL);
	map_free(&map);
}

int
main(void)
{
	RUN(an_empty_map_has_nothing);
	RUN(every_item_is_found_under_any_seed);
	RUN(next_visits_every_item_once);
	RUN(names_may_be_empty_or_hold_any_byte);
	return check_status();
}
