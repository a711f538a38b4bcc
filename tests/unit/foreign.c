/* Files of another dialect: quoted line breaks, lines to skip, separators. */
#define _GNU_SOURCE
#include "check.h"
#include "source.h"
#include "stream/reader.h"

/* Read paths and show every record as "line:field|field;". */
static void
check_shows(const char *const paths[], const struct reader_options *options,
    const char *wanted)
{
	struct buf shown = { 0 };
	struct reader in = { 0 };
	struct record row;
	char number[32];
	int got = reader_open(&in, paths, options);

	while (got == 0 && (got = reader_next(&in, &row)) > 0) {
		snprintf(number, sizeof(number), "%lu:", row.line);
		buf_put(&shown, span_of(number));
		if (got == 2)
			buf_put(&shown, span_of(reader_detail(&in)));
		for (size_t i = 0; i < row.nfields; i++) {
			if (i > 0)
				buf_putc(&shown, '|');
			buf_put(&shown, row.field[i]);
		}
		buf_putc(&shown, ';');
		got = 0;
	}
	if (got == -1)
		buf_put(&shown, span_of(reader_error(&in)));
	CHECK_SPAN(buf_span(&shown), wanted);
	reader_close(&in);
	buf_free(&shown);
}

static const char *const one[] = { "one", NULL };
static const char *const two[] = { "one", "two", NULL };

static void
line_breaks_stand_inside_quotes(void)
{
	static const struct reader_options options = { .foreign = true };

	source_file("one", SPAN("id,note\r\n1,\"a\nb\"\r\n2,\"c\r\nd \"\"\n"
	    "\"\"\"\n3,plain\n"));
	check_shows(one, &options, "2:1|a\nb;4:2|c\r\nd \"\n\";7:3|plain;");
	/* A header may be broken, too. */
	source_file("one", SPAN("id,\"the\nnote\"\n1,x\n"));
	check_shows(one, &options, "3:1|x;");
}

static void
an_open_quote_costs_its_line_alone(void)
{
	static const struct reader_options options = { .foreign = true };

	source_file("one", SPAN("id,note\n1,a\n2,\"open\n3,c\n4,d\n"));
	check_shows(one, &options,
	    "2:1|a;3:a quote is not closed in \"2,\"open\";4:3|c;5:4|d;");
	source_file("one", SPAN("id,note\n1,12\" pipe\n2,b\n3,c\"\n4,d\n"));
	check_shows(one, &options,
	    "2:a quote stands in the wrong place in \"1,12\" pipe\";3:2|b;"
	    "4:a quote stands in the wrong place in \"3,c\"\";5:4|d;");
}

static void
separators_and_quotes_are_as_told(void)
{
	struct reader_options options = { .foreign = true, .delimiter = ';',
	    .quote = '\'' };

	source_file("one", SPAN("id;note\n1;'a;b'\n2;c,\"d\n3;'e\nf'\n"));
	check_shows(one, &options, "2:1|a;b;3:2|c,\"d;4:3|e\nf;");
}

static void
lines_are_skipped_before_every_header(void)
{
	struct reader_options options = { .foreign = true, .skip = 2 };

	source_file("one", SPAN("Bank \"of\nsome\0thing\nid,note\n1,a\n"));
	source_file("two", SPAN("x\n\nid,note\n2,b\nid,note\n"));
	check_shows(two, &options, "4:1|a;4:2|b;5:id|note;");
	source_file("two", SPAN("id,note\n2,b\nid,other\n"));
	check_shows(two, &options, "4:1|a;"
	    "two:3: another header than that of the input before: column 2 "
	    "is \"other\", not \"note\"");
}

static void
id_and_amount_are_no_header_here(void)
{
	static const struct reader_options options = { .foreign = true };

	source_file("one", SPAN("a,b\nid,amount\namount,id\n"));
	check_shows(one, &options, "2:id|amount;3:amount|id;");
}

static void
a_last_line_needs_its_newline_here_too(void)
{
	struct reader_options options = { .foreign = true };

	source_file("one", SPAN("a,b\n1,2\n3,\"x\ny\""));
	check_shows(one, &options, "2:1|2;one:3: the last line has no newline, "
	    "so it may be cut short (--final-newline=optional takes it)");
	options.final_newline_optional = true;
	check_shows(one, &options, "2:1|2;3:3|x\ny;");
}

int
main(void)
{
	RUN(line_breaks_stand_inside_quotes);
	RUN(an_open_quote_costs_its_line_alone);
	RUN(separators_and_quotes_are_as_told);
	RUN(lines_are_skipped_before_every_header);
	RUN(id_and_amount_are_no_header_here);
	RUN(a_last_line_needs_its_newline_here_too);
	return check_status();
}
