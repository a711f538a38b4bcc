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
		{ "", 0, UINT64_C(0xcb34c3a0b8d5290e) },
		{ "a", 1, UINT64_C(0xd2b72f436cb8e2ec) },
		{ "acct", 2, UINT64_C(0x2d3b6e61dd273492) },
		{ "acct-42", 3, UINT64_C(0xbc75c533d6b158d7) },
		{ "acct-610", 4, UINT64_C(0xe190bbc33f69e6d7) },
		{ "0123456789abcdef", 5, UINT64_C(0xd3a2c016fc451b6d) },
		{ "GB33BUKB20201555555555", 6, UINT64_C(0xad65876f6ed480d4) },
		{ "123e4567-e89b-12d3-a456-426614174000", UINT64_MAX,
		    UINT64_C(0xe60aa131b3eb8113) },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		CHECK(span_hash(span_of(known[i].text), known[i].seed) ==
		    known[i].hash);
}

/* Seeds that nobody guesses. */
static const uint64_t unknown_seeds[] = { UINT64_C(0x9e3779b97f4a7c15),
    UINT64_C(0xd1342543de82ef95), UINT64_C(0x00c0ffee12345678) };

static int
by_number(const void *a, const void *b)
{
	const uint64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* Have these names, each of len bytes, hashes of their own with any seed? */
static void
check_all_differ(const char *names, size_t len, size_t count)
{
	uint64_t *hash = calloc(count, sizeof(*hash));
	size_t equal = 0;

	for (size_t s = 0; s < sizeof(unknown_seeds) / sizeof(*unknown_seeds);
	    s++) {
		for (size_t i = 0; i < count; i++)
			hash[i] = span_hash((struct span){ names + i * len,
			    len }, unknown_seeds[s]);
		qsort(hash, count, sizeof(*hash), by_number);
		for (size_t i = 1; i < count; i++)
			equal += hash[i] == hash[i - 1];
	}
	CHECK_INT(equal, 0);
	free(hash);
}

/*
 * Write the lower and the higher half of word to the len bytes at dst, in turns
 * that order says with a bit for each of four.
 */
static void
fill(char *dst, size_t len, uint64_t word, unsigned order)
{
	for (size_t i = 0; i < len; i++)
		dst[i] = (char)(word >> i % 4 * 8 >>
		    (order >> i / 4 % 4 & 1) * 32);
}

/*
 * Whatever number the hash is made with is in all words of a name but a part of
 * one, to make a product zero in which another factor then does not count.
 */
static void
check_forgets_no_part(uint64_t word, size_t len, unsigned order)
{
	enum { COUNT = 300 };
	static char names[COUNT * 48];

	for (size_t part = 0; part < len / 4; part++) {
		for (uint32_t i = 0; i < COUNT; i++) {
			char *name = names + i * len;
			fill(name, len, word, order);
			memcpy(name + 4 * part, &i, sizeof(i));
		}
		check_all_differ(names, len, COUNT);
	}
}

static const uint64_t pi = UINT64_C(0x243f6a8885a308d3);

static void
hash_cannot_be_made_to_forget_part_of_a_name(void)
{
	const uint64_t chosen[] = { 0, 1, UINT64_MAX, pi, ~pi, 0 - pi, pi * pi,
	    pi << 32 | pi >> 32, pi << 8 | pi >> 56, 12 * pi, 16 * pi,
	    17 * pi, 24 * pi, 32 * pi };

	for (size_t c = 0; c < sizeof(chosen) / sizeof(*chosen); c++)
		for (size_t len = 12; len <= 48; len += 4) {
			check_forgets_no_part(chosen[c], len, 10);
			check_forgets_no_part(chosen[c], len, 12);
			check_forgets_no_part(chosen[c], len, 5);
		}
}

/* Words change places, turned or not. */
static void
hash_knows_in_which_order_words_are(void)
{
	enum { LEN = 160, COUNT = 1 << LEN / 16 };
	const uint64_t turned[] = { 0, 1, UINT64_MAX, pi };
	static char names[COUNT * LEN];

	for (size_t t = 0; t < sizeof(turned) / sizeof(*turned); t++) {
		for (size_t i = 0; i < COUNT * LEN / 16; i++) {
			bool other = i / (LEN / 16) >> i % (LEN / 16) & 1;
			uint64_t a = 12345 + i % (LEN / 16), b = ~(a << 20);
			char *block = names + i * 16;
			word_store(other ? b ^ turned[t] : a, block);
			word_store(other ? a ^ turned[t] : b, block + 8);
		}
		check_all_differ(names, LEN, COUNT);
	}
}

/* Of as many slots as there are keys, 63.2 % are taken by chance. */
enum { KEYS = 1 << 16 };

struct slots {
	bool low[KEYS], high[KEYS];
	int in_low, in_high;
};

static void
take_slot(struct slots *slots, uint64_t hash)
{
	slots->in_low += !slots->low[hash % KEYS];
	slots->in_high += !slots->high[hash >> 48];
	slots->low[hash % KEYS] = slots->high[hash >> 48] = true;
}

static void
check_slots(const struct slots *slots)
{
	CHECK(slots->in_low > KEYS * 62 / 100);
	CHECK(slots->in_low < KEYS * 65 / 100);
	CHECK(slots->in_high > KEYS * 62 / 100);
	CHECK(slots->in_high < KEYS * 65 / 100);
}

static void
check_spreads(const char *before, int width, const char *behind, int step)
{
	struct slots slots = { 0 };
	char text[64];

	for (int i = 0; i < KEYS; i++) {
		int len = snprintf(text, sizeof(text), "%s%0*d%s", before,
		    width, i * step, behind);
		take_slot(&slots, span_hash((struct span){ text, (size_t)len },
		    5));
	}
	check_slots(&slots);
}

/* A table of such names is as fast as one of others. */
static void
hash_spreads_names_that_are_made_to_collide(void)
{
	for (size_t s = 0; s < sizeof(unknown_seeds) / sizeof(*unknown_seeds);
	    s++) {
		struct slots slots = { 0 };
		for (uint32_t i = 0; i < KEYS; i++) {
			char name[16];
			fill(name, sizeof(name), pi, 12);
			memcpy(name + 4, &i, sizeof(i));
			memcpy(name + 12, &i, sizeof(i));
			take_slot(&slots, span_hash((struct span){ name,
			    sizeof(name) }, unknown_seeds[s]));
		}
		check_slots(&slots);
	}
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
	RUN(hash_cannot_be_made_to_forget_part_of_a_name);
	RUN(hash_knows_in_which_order_words_are);
	RUN(hash_spreads_names_that_are_much_alike);
	RUN(hash_spreads_names_that_are_made_to_collide);
	RUN(hash_turns_half_of_its_bits_with_each_of_a_name);
	RUN(show_quotes_and_replaces_control_bytes);
	RUN(show_cuts_at_40_bytes_between_characters);
	RUN(cut_visits_every_part_once);
	RUN(every_reason_has_its_word);
	return check_status();
}
