/* Spans: compared, hashed, shown and cut. */
#include <stdlib.h>

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

/* Where one byte is another, wherever it is, and memory ends behind both. */
static void
equal_sees_every_byte_and_no_other(void)
{
	for (size_t len = 0; len <= 80; len++) {
		char *left = malloc(len), *right = malloc(len);
		struct span a = { left, len }, b = { right, len };
		for (size_t i = 0; i < len; i++)
			left[i] = right[i] = (char)(200 + i);
		CHECK(span_equal(a, b));
		for (size_t i = 0; i < len; i++) {
			right[i] ^= (char)(1 << i % 8);
			CHECK(!span_equal(a, b));
			right[i] = left[i];
			CHECK(!span_equal(a, (struct span){ right, i }));
		}
		free(left);
		free(right);
	}
}

static void
hash_sees_every_byte_the_length_and_the_seed(void)
{
	for (size_t len = 1; len <= 80; len++) {
		char *bytes = calloc(len, 1);
		struct span s = { bytes, len };
		uint64_t plain = span_hash(s, 1);
		for (size_t i = 0; i < len; i++) {
			bytes[i] = 1;
			CHECK(span_hash(s, 1) != plain);
			bytes[i] = 0;
			CHECK(span_hash((struct span){ bytes, i }, 1) != plain);
		}
		CHECK(span_hash(s, 2) != plain);
		CHECK(span_hash(s, 1) == plain);
		free(bytes);
	}
	CHECK(span_hash(SPAN(""), 7) ==
	    span_hash((struct span){ NULL, 0 }, 7));
}

/* Reckoned elsewhere, with numbers that have no end. */
static void
hash_is_the_same_on_every_machine(void)
{
	static const struct {
		const char *text;
		uint64_t seed, hash;
	} known[] = {
		{ "", 0, UINT64_C(0x0000000000000000) },
		{ "a", 1, UINT64_C(0x6577612f039ff082) },
		{ "acct", 2, UINT64_C(0x7f11acb056b9301f) },
		{ "acct-42", 3, UINT64_C(0x31efd60acb1f99c3) },
		{ "acct-610", 4, UINT64_C(0xca0c07b70c1a88c6) },
		{ "0123456789abcdef", 5, UINT64_C(0x4ed711df7d0de73d) },
		{ "GB33BUKB20201555555555", 6, UINT64_C(0xdd0251cae3b05bc7) },
		{ "123e4567-e89b-12d3-a456-426614174000", UINT64_MAX,
		    UINT64_C(0xff93b3f3b55f31d5) },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		CHECK(span_hash(span_of(known[i].text), known[i].seed) ==
		    known[i].hash);
}

/* Of as many slots as there are keys, 63.2 % are taken by chance. */
static void
check_spreads(const char *before, int width, const char *behind, int step)
{
	enum { KEYS = 1 << 16 };
	unsigned char *low = calloc(KEYS, 1), *high = calloc(KEYS, 1);
	int in_low = 0, in_high = 0;
	char text[64];

	for (int i = 0; i < KEYS; i++) {
		int len = snprintf(text, sizeof(text), "%s%0*d%s", before,
		    width, i * step, behind);
		uint64_t hash = span_hash((struct span){ text, (size_t)len },
		    5);
		in_low += !low[hash % KEYS];
		in_high += !high[hash >> 48];
		low[hash % KEYS] = high[hash >> 48] = 1;
	}
	CHECK(in_low > KEYS * 62 / 100 && in_low < KEYS * 65 / 100);
	CHECK(in_high > KEYS * 62 / 100 && in_high < KEYS * 65 / 100);
	free(low);
	free(high);
}

static void
hash_spreads_names_that_are_much_alike(void)
{
	static const char uuid[] = "-e89b-12d3-a456-426614174000";

	for (int step = 1; step <= 10000; step *= 10) {
		check_spreads("", 1, "", step);
		check_spreads("", 5, "", step);
		check_spreads("", 8, "", step);
		check_spreads("", 16, "", step);
		check_spreads("acct-", 1, "", step);
		check_spreads("acct-", 7, "", step);
		check_spreads("", 1, "-acct", step);
		check_spreads("GB29NWBK", 14, "", step);
		check_spreads("DE", 20, "000000000000", step);
		check_spreads("", 8, uuid, step);
		check_spreads(uuid, 8, "", step);
	}
}

/* How often each bit of the hash turns when each bit of a name does. */
static void
hash_turns_half_of_its_bits_with_each_of_a_name(void)
{
	enum { NAMES = 2000 };
	static const size_t lengths[] = { 1, 3, 5, 7, 8, 12, 16, 17, 34, 36 };
	char bytes[40];

	for (size_t l = 0; l < sizeof(lengths) / sizeof(*lengths); l++)
		for (size_t bit = 0; bit < 8 * lengths[l]; bit++) {
			struct span s = { bytes, lengths[l] };
			int turned[64] = { 0 };
			for (int n = 0; n < NAMES; n++) {
				snprintf(bytes, sizeof(bytes), "%039d", n);
				memmove(bytes, bytes + 39 - s.len, s.len);
				uint64_t hash = span_hash(s, (uint64_t)n);
				bytes[bit / 8] ^= (char)(1 << bit % 8);
				hash ^= span_hash(s, (uint64_t)n);
				for (int i = 0; i < 64; i++)
					turned[i] += (int)(hash >> i & 1);
			}
			for (int i = 0; i < 64; i++)
				CHECK(turned[i] > NAMES * 4 / 10 &&
				    turned[i] < NAMES * 6 / 10);
		}
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
	RUN(equal_sees_every_byte_and_no_other);
	RUN(hash_sees_every_byte_the_length_and_the_seed);
	RUN(hash_is_the_same_on_every_machine);
	RUN(hash_spreads_names_that_are_much_alike);
	RUN(hash_turns_half_of_its_bits_with_each_of_a_name);
	RUN(show_quotes_and_replaces_control_bytes);
	RUN(show_cuts_at_40_bytes_between_characters);
	RUN(cut_visits_every_part_once);
	RUN(every_reason_has_its_word);
	return check_status();
}
