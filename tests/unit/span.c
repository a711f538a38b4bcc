/* Spans: compared, hashed, shown and cut. */
#include "base/reason.h"
#include "base/span.h"
#include "check.h"

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

static void
compare_goes_by_bytes_then_by_length(void)
{
	static const struct span order[] = { { NULL, 0 }, { "\0", 1 },
	    { "\0\0", 2 }, { "A", 1 }, { "a", 1 }, { "a\0", 2 }, { "aa", 2 },
	    { "b", 1 }, { "\x7f", 1 }, { "\x80", 1 }, { "\xff", 1 } };
	const int count = sizeof(order) / sizeof(*order);

	for (int i = 0; i < count; i++)
		for (int k = 0; k < count; k++) {
			CHECK_INT(sign(span_compare(order[i], order[k])),
			    sign(i - k));
			CHECK_INT(span_equal(order[i], order[k]), i == k);
		}
}

static void
hash_sees_every_byte_the_length_and_the_seed(void)
{
	char bytes[41] = { 0 };
	uint64_t plain = span_hash((struct span){ bytes, 41 }, 1);

	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = 1;
		CHECK(span_hash((struct span){ bytes, 41 }, 1) != plain);
		bytes[i] = 0;
		CHECK(span_hash((struct span){ bytes, i }, 1) != plain);
	}
	CHECK(span_hash((struct span){ bytes, 41 }, 2) != plain);
	CHECK_INT(span_hash((struct span){ bytes, 41 }, 1), plain);
	CHECK_INT(span_hash(SPAN(""), 7),
	    span_hash((struct span){ NULL, 0 }, 7));
}

static void
hash_spreads_numbers_in_order(void)
{
	enum { KEYS = 1 << 16, SLOTS = 1 << 16 };
	static unsigned char used[SLOTS];
	int taken = 0;
	char text[16];

	memset(used, 0, sizeof(used));
	for (int i = 0; i < KEYS; i++) {
		int len = snprintf(text, sizeof(text), "%08d", i);
		uint64_t hash = span_hash((struct span){ text, (size_t)len },
		    5);
		taken += !used[hash % SLOTS];
		used[hash % SLOTS] = 1;
	}
	/* By chance 63.2 % of the slots are taken. */
	CHECK(taken > KEYS * 62 / 100 && taken < KEYS * 65 / 100);
}

static void
check_shows(struct span s, const char *wanted)
{
	char dst[SPAN_SHOWN_MAX];

	memset(dst, '#', sizeof(dst));
	CHECK(span_show(s, dst) == dst);
	CHECK_SPAN(span_of(dst), wanted);
}

static void
show_quotes_and_replaces_control_bytes(void)
{
	check_shows((struct span){ NULL, 0 }, "\"\"");
	check_shows(SPAN("12.345"), "\"12.345\"");
	check_shows(SPAN("a\0b\n\x1b[1m\x7f"), "\"a?b??[1m?\"");
	check_shows(SPAN("caf\xc3\xa9"), "\"caf\xc3\xa9\"");
}

static void
show_cuts_at_40_bytes_between_characters(void)
{
	static const char digits[] = "0123456789012345678901234567890123456789";
	char text[64];

	check_shows(span_of(digits),
	    "\"0123456789012345678901234567890123456789\"");
	snprintf(text, sizeof(text), "%sx", digits);
	check_shows(span_of(text),
	    "\"0123456789012345678901234567890123456789...\"");
	snprintf(text, sizeof(text), "%.39s\xc3\xa9", digits);
	check_shows(span_of(text),
	    "\"012345678901234567890123456789012345678...\"");
	/* Continuation bytes without end, which are no text. */
	memset(text, '\x80', sizeof(text));
	check_shows((struct span){ text, sizeof(text) },
	    "\"????????????????????????????????????????...\"");
	/* Control characters above ASCII, and a character cut short. */
	check_shows(SPAN("a\xc2\x9b" "b\xc3\xa9\xc3"), "\"a??b\xc3\xa9?\"");
}

static void
cut_visits_every_part_once(void)
{
	static const char *const wanted[] = { "", "a", "", "bc", "" };
	struct span rest = SPAN(",a,,bc,");
	int i = 0;

	for (; rest.ptr != NULL && i < 5; i++)
		CHECK_SPAN(span_cut(&rest, ','), wanted[i]);
	CHECK_INT(i, 5);
	CHECK(rest.ptr == NULL && rest.len == 0);
	rest = SPAN("");
	CHECK_SPAN(span_cut(&rest, ','), "");
	CHECK(rest.ptr == NULL);
}

static void
every_reason_has_its_word(void)
{
	for (int i = 0; i < REASON_COUNT; i++)
		CHECK(reason_word((enum reason)i) != NULL);
	CHECK_SPAN(span_of(reason_word(REASON_ACCOUNT)), "account");
	CHECK_SPAN(span_of(reason_word(REASON_AMOUNT)), "amount");
	CHECK_SPAN(span_of(reason_word(REASON_BLANK)), "blank");
	CHECK_SPAN(span_of(reason_word(REASON_COLUMNS)), "columns");
	CHECK_SPAN(span_of(reason_word(REASON_CONFLICT)), "conflict");
	CHECK_SPAN(span_of(reason_word(REASON_CURRENCY)), "currency");
	CHECK_SPAN(span_of(reason_word(REASON_ENCODING)), "encoding");
	CHECK_SPAN(span_of(reason_word(REASON_ID)), "id");
	CHECK_SPAN(span_of(reason_word(REASON_LIMIT)), "limit");
	CHECK_SPAN(span_of(reason_word(REASON_LONG)), "long");
	CHECK_SPAN(span_of(reason_word(REASON_NUL)), "nul");
	CHECK_SPAN(span_of(reason_word(REASON_OVERFLOW)), "overflow");
	CHECK_SPAN(span_of(reason_word(REASON_OVERSIZE)), "oversize");
	CHECK_SPAN(span_of(reason_word(REASON_QUOTE)), "quote");
	CHECK_SPAN(span_of(reason_word(REASON_TIME)), "time");
}

int
main(void)
{
	RUN(compare_goes_by_bytes_then_by_length);
	RUN(hash_sees_every_byte_the_length_and_the_seed);
	RUN(hash_spreads_numbers_in_order);
	RUN(show_quotes_and_replaces_control_bytes);
	RUN(show_cuts_at_40_bytes_between_characters);
	RUN(cut_visits_every_part_once);
	RUN(every_reason_has_its_word);
	return check_status();
}
