#include <string.h>

#include "base/digits.h"
#include "base/money.h"
#include "cli/option_check.h"
#include "ledger/book_options.h"
#include "pack/methods.h"

/* Returns whether a run would write this value into this book. */
typedef bool fits(const struct audit *a, const char *value);

static bool
is_one_of(const char *value, const char *const *words)
{
	while (*words != NULL && strcmp(value, *words) != 0)
		words++;
	return *words != NULL;
}

static bool
is_number(const char *value, uint64_t least, uint64_t most)
{
	uint64_t number;

	return digits_parse(span_of(value), &number) == 0 && number >= least &&
	    number <= most;
}

/* An amount, as it is written with the scale of the book. */
static bool
is_amount(const struct audit *a, const char *value)
{
	const char *scale = book_value(&a->book, "scale");
	char text[MONEY_TEXT_MAX];
	struct money amount;

	/* What the scale is, is told of the scale. */
	if (scale == NULL || !is_number(scale, 0, MONEY_SCALE_MAX))
		return true;
	if (money_parse(span_of(value), *scale - '0', &amount) == -1)
		return false;
	return span_equal(span_of(value), (struct span){ text,
	    money_format(amount, *scale - '0', text) });
}

static bool
fits_scale(const struct audit *a, const char *value)
{
	(void)a;
	return is_number(value, 0, MONEY_SCALE_MAX);
}

static bool
fits_opening(const struct audit *a, const char *value)
{
	return *value == '\0' || strcmp(value, "opening.csv") == 0 ||
	    is_amount(a, value);
}

static bool
fits_least(const struct audit *a, const char *value)
{
	return *value == '\0' || is_amount(a, value);
}

static bool
fits_limits(const struct audit *a, const char *value)
{
	(void)a;
	return *value == '\0' || strcmp(value, "limits.csv") == 0;
}

static bool
fits_known(const struct audit *a, const char *value)
{
	(void)a;
	return *value == '\0' || strcmp(value, "known.csv") == 0;
}

static bool
fits_name(const struct audit *a, const char *value)
{
	(void)a;
	return *value != '\0';
}

static bool
fits_names(const struct audit *a, const char *value)
{
	const char *comma = strchr(value, ',');

	(void)a;
	return comma != NULL && comma != value && comma[1] != '\0' &&
	    strchr(comma + 1, ',') == NULL;
}

static bool
fits_cap(const struct audit *a, const char *value)
{
	return is_amount(a, value) && *value != '-' &&
	    strpbrk(value, "123456789") != NULL;
}

static bool
fits_certificate(const struct audit *a, const char *value)
{
	static const char *const words[] = { "yes", "no", NULL };

	(void)a;
	return is_one_of(value, words);
}

static bool
fits_effort(const struct audit *a, const char *value)
{
	(void)a;
	return is_number(value, 1, METHODS_EFFORT_MOST);
}

static bool
fits_method(const struct audit *a, const char *value)
{
	(void)a;
	return method_find(value) != NULL;
}

static bool
fits_output(const struct audit *a, const char *value)
{
	static const char *const words[] = { "lines", "batches", "submissions",
	    NULL };

	(void)a;
	return is_one_of(value, words);
}

static bool
fits_window(const struct audit *a, const char *value)
{
	(void)a;
	return is_number(value, 1, UINT32_MAX);
}

static const struct rule {
	const char *name;
	unsigned part;		/* whose it is; 0: of the book itself */
	fits *fits;
	const char *can_be;
} rules[] = {
	{ "batch-as", OPTION_CHECK_BATCH, fits_names, "two columns' names" },
	{ "cap", OPTION_CHECK_BATCH, fits_cap, "an amount over zero" },
	{ "certificate", OPTION_CHECK_BATCH, fits_certificate, "yes or no" },
	{ "effort", OPTION_CHECK_BATCH, fits_effort, "a number from 1 to 9" },
	{ "id", 0, fits_name, "an id" },
	{ "known", OPTION_CHECK_LEDGER, fits_known, "nothing or known.csv" },
	{ "ledger-as", OPTION_CHECK_LEDGER, fits_name, "a column's name" },
	{ "limits", OPTION_CHECK_LEDGER, fits_limits,
	    "nothing or limits.csv" },
	{ "method", OPTION_CHECK_BATCH, fits_method, "a method's name" },
	{ "min-balance", OPTION_CHECK_LEDGER, fits_least,
	    "nothing or an amount" },
	{ "opening", OPTION_CHECK_LEDGER, fits_opening,
	    "nothing, an amount or opening.csv" },
	{ "output", OPTION_CHECK_BATCH, fits_output,
	    "lines, batches or submissions" },
	{ "scale", OPTION_CHECK_LEDGER | OPTION_CHECK_BATCH, fits_scale,
	    "a number from 0 to 6" },
	{ "window", OPTION_CHECK_BATCH, fits_window, "a number over zero" },
};

enum { RULES = sizeof(rules) / sizeof(*rules) };

bool
option_check_begun(const struct book *book, unsigned part)
{
	for (size_t i = 0; i < RULES; i++)
		if (rules[i].part == part &&
		    book_value(book, rules[i].name) != NULL)
			return true;
	return false;
}

/* An effort is a part of one method alone, and told if that is none. */
static bool
wants_effort(const struct audit *a)
{
	const char *method = book_value(&a->book, "method");

	return method == NULL || method_find(method) == NULL ||
	    strcmp(method, "best") == 0;
}

static void
check_value(struct audit *a, const struct book_option *option, uint64_t line)
{
	char shown[SPAN_SHOWN_MAX];
	size_t i = 0;

	while (i < RULES && strcmp(rules[i].name, option->name) != 0)
		i++;
	if (i == RULES)
		audit_tell_first(a, "book", line, "no option is called %s",
		    span_show(span_of(option->name), shown));
	else if (!rules[i].fits(a, option->value))
		audit_tell_first(a, "book", line, "%s is %s, and can be %s",
		    option->name, span_show(span_of(option->value), shown),
		    rules[i].can_be);
	else if (strcmp(option->name, "effort") == 0 && !wants_effort(a))
		audit_tell_first(a, "book", line,
		    "effort goes with the method best");
}

void
option_check(struct audit *a, unsigned begun)
{
	const struct book_options *options = book_all(&a->book);

	if (option_check_begun(&a->book, OPTION_CHECK_LEDGER))
		begun |= OPTION_CHECK_LEDGER;
	if (option_check_begun(&a->book, OPTION_CHECK_BATCH))
		begun |= OPTION_CHECK_BATCH;
	/* The header is its first line, and each option has one. */
	for (size_t i = 0; i < options->count; i++)
		check_value(a, &options->item[i], i + 2);
	for (size_t i = 0; i < RULES; i++)
		if ((rules[i].part & begun) != 0 &&
		    book_value(&a->book, rules[i].name) == NULL &&
		    (strcmp(rules[i].name, "effort") != 0 || wants_effort(a)))
			audit_tell_first(a, "book", 0, "says nothing of %s",
			    rules[i].name);
}
