/*
 * Amounts as text, against a parser and a printer that go from character to
 * character: the same amounts, and the same refusals.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/money.h"
#include "base/random.h"
#include "check.h"

enum { LONGEST = 64 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* As money_parse(); returns 0 or what errno should be. */
static int
naive_parse(const char *text, size_t len, int scale, int64_t *out)
{
	const money_int128 most = (money_int128)1 << 100;
	size_t at = len > 0 && (text[0] == '+' || text[0] == '-');
	size_t point = len;
	int errnum = 0;
	money_int128 sum = 0;

	for (size_t i = at; i < len; i++)
		if (text[i] == '.' && point == len)
			point = i;
		else if (!is_digit(text[i]))
			return EINVAL;
	if (point == at || point + 1 == len)
		return EINVAL;
	for (size_t i = point + 1 + (size_t)scale; i < len; i++)
		if (text[i] != '0')
			errnum = EDOM;
	for (size_t i = at; i <= point + (size_t)scale; i++)
		if (i != point && sum < most)
			sum = 10 * sum + (i < len ? text[i] - '0' : 0);
	sum = at > 0 && text[0] == '-' ? -sum : sum;
	if (errnum == 0 && (sum < INT64_MIN || sum > INT64_MAX))
		errnum = ERANGE;
	*out = errnum == 0 ? (int64_t)sum : 0;
	return errnum;
}

/* As money_format(); ends in a NUL. */
static size_t
naive_format(int64_t minor, int scale, char *dst)
{
	char digits[32];
	int len = snprintf(digits, sizeof(digits), "%0*" PRIu64, scale + 1,
	    minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor);

	return (size_t)snprintf(dst, LONGEST, "%s%.*s%s%s",
	    minor < 0 ? "-" : "", len - scale, digits, scale > 0 ? "." : "",
	    digits + len - scale);
}

/* Parse text where memory begins, and again where it ends. */
static void
check_parses_alike(const char *text, size_t len, int scale, char *memory)
{
	char *place[2] = { memory, memory + LONGEST - len };
	int64_t wanted = 0;
	int errnum = naive_parse(text, len, scale, &wanted);

	for (int i = 0; i < 2; i++) {
		struct money got = { 77 };
		memcpy(place[i], text, len);
		errno = 0;
		int result = money_parse((struct span){ place[i], len }, scale,
		    &got);
		if (result == (errnum == 0 ? 0 : -1) && errno == errnum &&
		    got.minor == (errnum == 0 ? wanted : 77))
			continue;
		fprintf(stderr, "\"%.*s\", scale %d: %d, errno %d not %d\n",
		    (int)len, text, scale, result, errno, errnum);
		check_fail(__FILE__, __LINE__, "parsed alike");
	}
}

static void
check_formats_alike(int64_t minor, int scale)
{
	char wanted[LONGEST], got[MONEY_TEXT_MAX + 1];
	size_t len = naive_format(minor, scale, wanted);
	struct money back = { 77 };

	got[MONEY_TEXT_MAX] = '#';
	CHECK_INT(money_format((struct money){ minor }, scale, got), len);
	CHECK_SPAN(((struct span){ got, len }), wanted);
	CHECK(got[MONEY_TEXT_MAX] == '#');
	CHECK_INT(money_parse((struct span){ got, len }, scale, &back), 0);
	CHECK_INT(back.minor, minor);
}

/*
 * The digits count up like the wheels of a meter, so that the text of each
 * amount is there without a division.
 */
static void
check_million(int scale)
{
	char wheels[] = "-0000000", got[MONEY_TEXT_MAX], wanted[16];
	struct money back;

	for (int minor = 0; minor < 1000000 && check_failures < 9; minor++) {
		bool negative = (minor + scale) % 2 == 1 && minor > 0;
		size_t whole = 1;
		while (wheels[whole] == '0' && whole < (size_t)(7 - scale))
			whole++;
		size_t len = 8 - whole;
		memcpy(wanted, &wheels[whole - 1], len + 1);
		wanted[0] = '-';
		if (scale > 0) {
			memmove(wanted + len - (size_t)scale + 2,
			    wanted + len - (size_t)scale + 1, (size_t)scale);
			wanted[++len - (size_t)scale] = '.';
		}
		struct span text = { wanted + !negative, len + negative };
		struct money amount = { negative ? -minor : minor };
		if (money_format(amount, scale, got) != text.len ||
		    memcmp(got, text.ptr, text.len) != 0 ||
		    money_parse(text, scale, &back) == -1 ||
		    money_compare(back, amount) != 0)
			CHECK_SPAN(text, "written as it is, and read back");
		for (int i = 7; i > 0 && ++wheels[i] > '9'; i--)
			wheels[i] = '0';
	}
}

static void
all_amounts_of_up_to_six_digits_are_right_at_every_scale(void)
{
	for (int scale = 0; scale <= MONEY_SCALE_MAX; scale++)
		check_million(scale);
}

static void
amounts_of_all_lengths_are_right_at_every_scale(void)
{
	struct random lot = random_seeded(20261124);
	int64_t power = 1;

	for (int i = 0; i < 700000 && check_failures < 9; i++) {
		int64_t minor = (int64_t)(random_next(&lot) >> (i % 64));
		check_formats_alike(minor, i % (MONEY_SCALE_MAX + 1));
	}
	for (int i = 0; i < 19; i++) {
		for (int64_t d = -2; d <= 2; d++)
			for (int s = 0; s <= MONEY_SCALE_MAX; s++) {
				check_formats_alike(power + d, s);
				check_formats_alike(-power + d, s);
			}
		power = i < 18 ? power * 10 : power;
	}
	for (int s = 0; s <= MONEY_SCALE_MAX; s++) {
		check_formats_alike(INT64_MAX, s);
		check_formats_alike(INT64_MIN, s);
	}
}

static void
any_byte_in_any_place_is_seen(void)
{
	static const char *const valid[] = { "0", "-7", "+12", "123", "1234",
	    "0.5", "-0.05", "1.00", "+2.00", "12.34", "-200.00", "1234.56",
	    "12345.67", "+12345.67", "500000.00", "-500000.00", "1.234567",
	    "-12345678901.23", "1234567890123.45", "+999999999.999999",
	    "12345678", "1234567890123456", "-9999999999999999",
	    "12345678901234567", "12345678901234.56", "123456789012345.67" };
	char *memory = malloc(LONGEST), text[LONGEST];

	for (size_t i = 0; i < sizeof(valid) / sizeof(*valid); i++) {
		size_t len = strlen(valid[i]);
		memcpy(text, valid[i], len);
		for (size_t at = 0; at < len; at++) {
			for (int byte = 0; byte < 256; byte++) {
				text[at] = (char)byte;
				for (int s = 0; s <= MONEY_SCALE_MAX; s++)
					check_parses_alike(text, len, s,
					    memory);
			}
			text[at] = valid[i][at];
		}
	}
	free(memory);
}

/* Change, take out or put in a character, most often one that may pass. */
static size_t
mutate(struct random *lot, char *text, size_t len)
{
	static const char likely[] = "00112233445566778899..+-";
	uint64_t drawn = random_next(lot);
	char c = drawn % 8 == 0 ? (char)(drawn >> 8) :
	    likely[(drawn >> 8) % (sizeof(likely) - 1)];
	size_t at = len == 0 ? 0 : (size_t)(drawn >> 32) % len;

	switch ((drawn >> 16) % 3) {
	case 0:
		text[at] = c;
		return len == 0 ? 1 : len;
	case 1:
		if (len == 0)
			return 0;
		memmove(text + at, text + at + 1, len - at - 1);
		return len - 1;
	default:
		if (len == LONGEST)
			return len;
		memmove(text + at + 1, text + at, len - at);
		text[at] = c;
		return len + 1;
	}
}

static void
what_is_drawn_by_lot_is_read_alike(void)
{
	struct random lot = random_seeded(20261125);
	char *memory = malloc(LONGEST), text[LONGEST];

	for (int i = 0; i < 2000000 && check_failures < 9; i++) {
		uint64_t drawn = random_next(&lot);
		int scale = (int)(drawn % 8) % (MONEY_SCALE_MAX + 1);
		int other = drawn / 8 % 4 == 0 ? (int)(drawn / 32 % 7) : scale;
		size_t len = naive_format((int64_t)(random_next(&lot) >>
		    (drawn >> 32) % 64), other, text);
		for (uint64_t n = drawn / 1024 % 4; n > 0; n--)
			len = mutate(&lot, text, len);
		check_parses_alike(text, len, scale, memory);
	}
	free(memory);
}

int
main(void)
{
	RUN(all_amounts_of_up_to_six_digits_are_right_at_every_scale);
	RUN(amounts_of_all_lengths_are_right_at_every_scale);
	RUN(any_byte_in_any_place_is_seen);
	RUN(what_is_drawn_by_lot_is_read_alike);
	return check_status();
}
