/* What is kept in memory is what was put there. */
#include <stdlib.h>

#include "check.h"
#include "ledger/seen_memory.h"

static uint64_t
put(struct seen_memory *m, struct span key, struct seen_item item)
{
	CHECK_INT(seen_memory_reserve(m, key, &item), 0);
	return seen_memory_put(m, key, &item);
}

static void
check_item(struct seen_store store, uint64_t place, struct span key,
    struct seen_item wanted)
{
	struct seen_item got;

	CHECK_INT(store.is(store.arg, place, key, &got), 1);
	CHECK(span_equal(got.time, wanted.time));
	CHECK(span_equal(got.account, wanted.account));
	CHECK(span_equal(got.amount, wanted.amount));
	CHECK_INT(got.fate, wanted.fate);
	CHECK_INT(got.any_content, wanted.any_content);
}

static void
a_key_is_kept_with_its_content_and_fate(void)
{
	struct seen_memory memory = { 0 };
	struct seen_store store = seen_memory_store(&memory);
	struct seen_item item[] = {
		{ .time = SPAN("t"), .account = SPAN("a\0b"),
		    .amount = SPAN("1"), .fate = SEEN_ACCEPTED },
		{ .fate = SEEN_OVERFLOW, .any_content = true },
		{ .fate = SEEN_LIMIT },
		{ .time = SPAN("t"), .amount = SPAN("1"),
		    .fate = SEEN_DECIDED },
	};
	uint64_t place[4];

	for (int i = 0; i < 4; i++)
		place[i] = put(&memory, SPAN("key"), item[i]);
	for (int i = 0; i < 4; i++) {
		check_item(store, place[i], SPAN("key"), item[i]);
		CHECK_INT(store.is(store.arg, place[i], SPAN("kez"), item), 0);
		CHECK_INT(store.is(store.arg, place[i], SPAN("ke"), item), 0);
		CHECK_INT(store.is(store.arg, place[i], SPAN("keyt"), item), 0);
	}
	check_item(store, put(&memory, (struct span){ NULL, 0 }, item[3]),
	    SPAN(""), item[3]);
	seen_memory_free(&memory);
	seen_memory_free(&memory);
}

/* Around 127 and 16383 bytes a length takes a byte more. */
static void
parts_may_have_any_length(void)
{
	static const size_t lens[] = { 0, 1, 126, 127, 128, 129, 255, 256,
	    16383, 16384, 16385, 70000, 2097151, 2097152 };
	enum { COUNT = sizeof(lens) / sizeof(*lens) };
	struct seen_memory memory = { 0 };
	struct seen_store store = seen_memory_store(&memory);
	uint64_t place[COUNT];
	char *bytes = malloc(lens[COUNT - 1]);

	for (size_t i = 0; i < lens[COUNT - 1]; i++)
		bytes[i] = (char)(i * 7 % 251);
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < COUNT; i++) {
			struct span part = { bytes, lens[i] };
			struct span other = { bytes, lens[COUNT - 1 - i] };
			struct seen_item item = { .time = part,
			    .account = other, .amount = part,
			    .fate = SEEN_LIMIT };
			if (pass == 0)
				place[i] = put(&memory, other, item);
			else
				check_item(store, place[i], other, item);
		}
	seen_memory_free(&memory);
	free(bytes);
}

int
main(void)
{
	RUN(a_key_is_kept_with_its_content_and_fate);
	RUN(parts_may_have_any_length);
	return check_status();
}
