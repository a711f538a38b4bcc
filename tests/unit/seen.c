/* What was decided before is known exactly, whatever its fingerprint. */
#include <errno.h>

#include "check.h"
#include "ledger/seen.h"

enum { MANY = 20000 };

/* A store whose things are numbers: 7 is the key "7", its amount "7". */
struct numbers {
	uint64_t asked;
	uint64_t broken;	/* looking at this place fails */
	char text[24];
};

static int
is_number(void *arg, uint64_t place, struct span key, struct seen_item *item)
{
	struct numbers *n = arg;
	int len = snprintf(n->text, sizeof(n->text), "%" PRIu64, place);

	n->asked++;
	if (place == n->broken) {
		errno = EIO;
		return -1;
	}
	*item = (struct seen_item){ .time = SPAN("t"), .account = SPAN("a"),
	    .amount = { n->text, (size_t)len }, .fate = SEEN_LIMIT };
	item->key = item->amount;
	return span_equal(item->amount, key);
}

static struct span
key_of(char *room, uint64_t number)
{
	int len = sprintf(room, "%" PRIu64, number);

	return (struct span){ room, (size_t)len };
}

/* Even numbers are remembered: none of the others is taken for one. */
static void
check_numbers(uint64_t blur, uint64_t count)
{
	struct numbers numbers = { .broken = UINT64_MAX };
	struct seen seen = { .store = { is_number, &numbers }, .blur = blur,
	    .seed = 11 };
	struct seen_item item;
	char room[24];

	for (uint64_t i = 0; i < 2 * count; i += 2) {
		CHECK_INT(seen_find(&seen, key_of(room, i), &item), 0);
		CHECK_INT(seen_add(&seen, key_of(room, i), i), 0);
	}
	for (uint64_t i = 0; i < 2 * count; i++) {
		struct span key = key_of(room, i);
		CHECK_INT(seen_find(&seen, key, &item), i % 2 == 0);
		if (i % 2 != 0)
			continue;
		CHECK(!seen_none(&seen, seen_print(&seen, key)));
		CHECK(item.fate == SEEN_LIMIT);
		CHECK(seen_is(&item, SPAN("t"), SPAN("a"), key));
	}
	seen_free(&seen);
	seen_free(&seen);
}

static void
keys_whose_fingerprints_meet_are_kept_apart(void)
{
	check_numbers(0, MANY);
	check_numbers(UINT64_MAX >> 12, MANY);
	check_numbers(UINT64_MAX >> 8, 1000);
	check_numbers(UINT64_MAX << 4, 1000);
	check_numbers(UINT64_MAX, 300);
}

static void
nothing_is_asked_of_the_store_without_need(void)
{
	struct numbers numbers = { .broken = UINT64_MAX };
	struct seen seen = { .store = { is_number, &numbers }, .seed = 5 };
	struct seen_item item;
	char room[24];

	for (uint64_t i = 0; i < MANY; i++) {
		CHECK(seen_none(&seen, seen_print(&seen, key_of(room, i))));
		CHECK_INT(seen_find(&seen, key_of(room, i), &item), 0);
		CHECK_INT(seen_add(&seen, key_of(room, i), i), 0);
	}
	CHECK_INT(numbers.asked, 0);
	CHECK_INT(seen_find(&seen, key_of(room, 5), &item), 1);
	CHECK_INT(numbers.asked, 1);
	seen_free(&seen);
}

static void
a_store_that_fails_is_no_answer(void)
{
	struct numbers numbers = { .broken = 1 };
	struct seen seen = { .store = { is_number, &numbers },
	    .blur = UINT64_MAX };
	struct seen_item item;

	for (uint64_t i = 0; i < 3; i++)
		CHECK_INT(seen_add(&seen, SPAN("x"), i), 0);
	CHECK_INT(seen_find(&seen, SPAN("0"), &item), 1);
	errno = 0;
	CHECK_INT(seen_find(&seen, SPAN("2"), &item), -1);
	CHECK_INT(errno, EIO);
	seen_free(&seen);
}

static void
content_is_time_account_and_amount(void)
{
	struct seen_item item = { .time = SPAN("t"), .account = SPAN("a"),
	    .amount = SPAN("1") };

	CHECK(seen_is(&item, SPAN("t"), SPAN("a"), SPAN("1")));
	CHECK(!seen_is(&item, SPAN("u"), SPAN("a"), SPAN("1")));
	CHECK(!seen_is(&item, SPAN("t"), SPAN("b"), SPAN("1")));
	CHECK(!seen_is(&item, SPAN("t"), SPAN("a"), SPAN("2")));
	CHECK(!seen_is(&item, SPAN("ta"), SPAN(""), SPAN("1")));
	item.any_content = true;
	CHECK(seen_is(&item, SPAN("u"), SPAN("b"), SPAN("")));
	item = (struct seen_item){ .fate = SEEN_ACCEPTED };
	CHECK(seen_is(&item, SPAN(""), SPAN(""), SPAN("")));
	CHECK(!seen_is(&item, SPAN(""), SPAN(""), SPAN("1")));
}

static void
what_was_changed_is_no_chance(void)
{
	struct numbers numbers = { .broken = UINT64_MAX };
	struct seen seen = { .store = { is_number, &numbers }, .seed = 11 };
	struct seen_item item;

	/* At the place of 5 there is now 6. */
	CHECK_INT(seen_add(&seen, SPAN("5"), 6), 0);
	errno = 0;
	CHECK_INT(seen_find(&seen, SPAN("5"), &item), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(seen_find(&seen, SPAN("6"), &item), 0);
	seen_free(&seen);
}

int
main(void)
{
	RUN(keys_whose_fingerprints_meet_are_kept_apart);
	RUN(nothing_is_asked_of_the_store_without_need);
	RUN(a_store_that_fails_is_no_answer);
	RUN(content_is_time_account_and_amount);
	RUN(what_was_changed_is_no_chance);
	return check_status();
}
