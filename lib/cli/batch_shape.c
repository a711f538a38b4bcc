#include "base/digits.h"
#include "cli/batch_shape.h"
#include "cli/cli.h"

static const char *const forms[] = { "lines", "batches", "submissions", NULL };

/* Two names, neither empty nor the other. */
static void
take_names(struct batch_shape *s, const char *as)
{
	struct span second = span_of(as), first = span_cut(&second, ',');

	if (second.ptr == NULL || memchr(second.ptr, ',', second.len) != NULL ||
	    span_equal(first, second))
		cli_usage("--as \"%.40s\" is not two names, with a comma "
		    "between", as);
	cli_column_name("as", first);
	cli_column_name("as", second);
	s->as = as;
}

bool
batch_shape_option(struct batch_shape *s, int letter)
{
	switch (letter) {
	case BATCH_SHAPE_AS:
		take_names(s, cli_argument());
		return true;
	case BATCH_SHAPE_CAP:
		s->cap_text = cli_argument();
		return true;
	case BATCH_SHAPE_EFFORT:
		s->effort = (int)cli_number("effort", cli_argument(), 1,
		    METHODS_EFFORT_MOST);
		return true;
	case BATCH_SHAPE_METHOD:
		s->method_name = cli_argument();
		return true;
	case BATCH_SHAPE_OUTPUT:
		s->output = cli_choice("output", cli_argument(), forms);
		return true;
	case BATCH_SHAPE_WINDOW:
		s->window = cli_number("window", cli_argument(), 1,
		    UINT32_MAX);
		return true;
	default:
		return false;
	}
}

/* An exact search is what the best of efforts end in. */
static bool
takes_effort(const char *method_name)
{
	return strcmp(method_name, "exact") == 0 ||
	    strcmp(method_name, "best") == 0;
}

/* The method, and how hard it tries. */
static void
check_method(struct batch_shape *s)
{
	const char *name = s->method_name;
	bool exact = strcmp(name, "exact") == 0;

	s->method = method_find(exact ? "best" : name);
	if (s->method == NULL)
		cli_usage("--method \"%.40s\" is not known", name);
	if (s->effort != 0 && !takes_effort(name))
		cli_usage("--effort goes with --method best or exact");
	if (s->effort != 0 && exact && s->effort < METHODS_EFFORT_SEARCH)
		cli_usage("--method exact goes with --effort 7 to 9");
	if (s->effort == 0)
		s->effort = exact ? METHODS_EFFORT_MOST :
		    METHODS_EFFORT_USUAL;
}

static void
split_names(struct batch_shape *s)
{
	struct span rest = span_of(s->as);

	s->window_name = span_cut(&rest, ',');
	s->batch_name = rest;
}

void
batch_shape_check(struct batch_shape *s)
{
	if (s->scale == -1)
		s->scale = 2;
	if (s->window == 0)
		s->window = 1000;
	if (s->cap_text == NULL)
		s->cap_text = "1000000";
	if (s->method_name == NULL)
		s->method_name = "best";
	if (s->output == -1)
		s->output = BATCH_OUTPUT_LINES;
	if (s->as == NULL)
		s->as = "window,batch";
	check_method(s);
	s->cap = cli_amount("cap", s->cap_text, s->scale);
	if (s->cap.minor <= 0)
		cli_usage("--cap %.40s holds nothing", s->cap_text);
	split_names(s);
}

/* A number that a book has, or 0 if it has none, or one over most. */
static uint64_t
number_of(const struct book *book, const char *option, uint64_t most)
{
	const char *value = book_value(book, option);
	uint64_t number;

	return value == NULL || digits_parse(span_of(value), &number) == -1 ||
	    number > most ? 0 : number;
}

/* What is not given is as the book has it. */
static void
take_from(struct batch_shape *s, const struct book *book)
{
	const char *output = book_value(book, "output");
	const char *certificate = book_value(book, "certificate");

	if (s->scale == -1 && book_value(book, "scale") != NULL)
		s->scale = (int)number_of(book, "scale", MONEY_SCALE_MAX);
	if (s->window == 0)
		s->window = number_of(book, "window", UINT32_MAX);
	if (s->cap_text == NULL)
		s->cap_text = book_value(book, "cap");
	if (s->method_name == NULL)
		s->method_name = book_value(book, "method");
	if (s->effort == 0 && (s->method_name == NULL ||
	    strcmp(s->method_name, "best") == 0))
		s->effort = (int)number_of(book, "effort",
		    METHODS_EFFORT_MOST);
	for (int i = 0; s->output == -1 && output != NULL && forms[i] != NULL;
	    i++)
		if (strcmp(output, forms[i]) == 0)
			s->output = i;
	if (s->as == NULL)
		s->as = book_value(book, "batch-as");
	if (certificate != NULL && strcmp(certificate, "yes") == 0)
		s->certificate = true;
}

static int
agree_number(struct book *book, const char *option, uint64_t number)
{
	char text[DIGITS_ROOM + 1];

	text[digits_put(number, text)] = '\0';
	return book_agree(book, option, text);
}

/*
 * All are kept at once: where some are there, the others were.  What is usual
 * is not what was meant then.
 */
static int
check_kept(struct book *book)
{
	static const char *const all[] = { "scale", "window", "cap", "method",
	    "output", "certificate", "effort" };
	size_t count = sizeof(all) / sizeof(*all);
	const char *method = book_value(book, "method");

	if (method != NULL && !takes_effort(method))
		count--;
	for (size_t i = 0; i < count; i++)
		if (book_value(book, all[i]) == NULL)
			return book_fail(book, BOOK_DATA, "book",
			    "has no %s any more", all[i]);
	return 0;
}

int
batch_shape_agree(struct batch_shape *s, struct book *book)
{
	char cap[MONEY_TEXT_MAX + 1];

	s->kept = book_value(book, "batch-as") != NULL;
	if (s->kept && check_kept(book) == -1)
		return -1;
	take_from(s, book);
	/* Amounts are read by the scale, which is so agreed on first. */
	if (s->scale != -1 && agree_number(book, "scale",
	    (uint64_t)s->scale) == -1)
		return -1;
	batch_shape_check(s);
	cap[money_format(s->cap, s->scale, cap)] = '\0';
	if (agree_number(book, "scale", (uint64_t)s->scale) == -1 ||
	    agree_number(book, "window", s->window) == -1 ||
	    book_agree(book, "cap", cap) == -1 ||
	    book_agree(book, "method", strcmp(s->method_name, "exact") == 0 ?
	    "best" : s->method_name) == -1)
		return -1;
	if (takes_effort(s->method_name) &&
	    agree_number(book, "effort", (uint64_t)s->effort) == -1)
		return -1;
	if (book_agree(book, "output", forms[s->output]) == -1 ||
	    book_agree(book, "batch-as", s->as) == -1)
		return -1;
	return book_agree(book, "certificate", s->certificate ? "yes" : "no");
}

int
batch_shape_keep(struct batch_shape *s, struct book *book)
{
	if (book_save(book) == -1)
		return -1;
	s->kept = true;
	/* What was borrowed from the book may be elsewhere now. */
	s->cap_text = book_value(book, "cap");
	s->method_name = book_value(book, "method");
	s->as = book_value(book, "batch-as");
	split_names(s);
	return 0;
}
