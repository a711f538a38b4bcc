#include <stdlib.h>

#include "check.h"
#include "stream/cutter.h"

enum { MOST = 64 };

/* Cut text, which ends where its memory does but for what may be read ahead. */
struct cutting {
	char *bytes;
	struct span text;
	struct split split;
	struct cutter cutter;
	struct record row[MOST];
};

static void
start(struct cutting *c, const char *text, size_t len, size_t nfields)
{
	*c = (struct cutting){ .bytes = malloc(len + CUTTER_AHEAD) };
	memcpy(c->bytes, text, len);
	memset(c->bytes + len, ',', CUTTER_AHEAD);
	c->text = (struct span){ c->bytes, len };
	if (split_start(&c->split, ',', '"') == -1 ||
	    cutter_open(&c->cutter, nfields) == -1)
		abort();
}

static size_t
cut(struct cutting *c, size_t cap)
{
	return cutter_cut(&c->cutter, &c->split, &c->text, c->row, cap);
}

static void
end(struct cutting *c)
{
	cutter_close(&c->cutter);
	cutter_close(&c->cutter);
	split_free(&c->split);
	free(c->bytes);
}

static void
lines_are_cut_into_their_fields(void)
{
	struct cutting c;
	const char *text = "1,ab,\n2,,c\r\n,,\n3,x";

	start(&c, text, strlen(text), 3);
	CHECK_INT(cut(&c, 10), 3);
	CHECK_SPAN(c.row[0].raw, "1,ab,");
	CHECK_INT(c.row[0].nfields, 3);
	CHECK_SPAN(c.row[0].field[0], "1");
	CHECK_SPAN(c.row[0].field[1], "ab");
	CHECK_SPAN(c.row[0].field[2], "");
	CHECK_SPAN(c.row[1].raw, "2,,c");
	CHECK_SPAN(c.row[1].field[1], "");
	CHECK_SPAN(c.row[1].field[2], "c");
	CHECK_SPAN(c.row[2].raw, ",,");
	/* The last line is not whole. */
	CHECK_SPAN(c.text, "3,x");
	CHECK_INT(cut(&c, 10), 0);
	CHECK_SPAN(c.text, "3,x");
	end(&c);
}

/* Without quotes none is left to split, which takes longer. */
static void
the_last_line_of_a_text_is_cut_like_any_other(void)
{
	struct cutting c;
	char text[3 * 1000];

	for (size_t i = 0; i < sizeof(text); i += 4)
		memcpy(text + i, "a,b\n", 4);
	for (size_t len = 4; len <= sizeof(text); len += 4) {
		size_t lines = 0, count;

		start(&c, text, len, 2);
		while ((count = cut(&c, MOST)) > 0)
			lines += count;
		CHECK_INT(lines, len / 4);
		CHECK_INT(c.text.len, 0);
		CHECK_INT(c.split.nfields, 0);
		end(&c);
	}
}

static void
quoted_fields_are_unquoted_and_stay_together(void)
{
	struct cutting c;
	const char *text = "1,\"a,b\",x\n"
	    "\"2\",\"c \"\"d\"\"\",\"\"\n"
	    "3,y,\"z\"\r\n";

	start(&c, text, strlen(text), 3);
	CHECK_INT(cut(&c, 10), 3);
	CHECK_SPAN(c.row[0].field[1], "a,b");
	CHECK_SPAN(c.row[0].field[2], "x");
	CHECK_SPAN(c.row[0].raw, "1,\"a,b\",x");
	CHECK_SPAN(c.row[1].field[0], "2");
	CHECK_SPAN(c.row[1].field[1], "c \"d\"");
	CHECK_SPAN(c.row[1].field[2], "");
	CHECK_SPAN(c.row[2].field[2], "z");
	CHECK_SPAN(c.text, "");
	end(&c);
}

/* The line is left alone, and what is behind it not lost. */
static void
check_left(const char *line, size_t len, bool forgets)
{
	struct cutting c;
	char text[100];

	memcpy(text, "1,2,3\n", 6);
	memcpy(text + 6, line, len);
	memcpy(text + 6 + len, "4,5,6\n", 6);
	start(&c, text, len + 12, 3);
	CHECK_INT(cut(&c, 10), 1);
	CHECK_SPAN(c.row[0].raw, "1,2,3");
	CHECK_INT(cut(&c, 10), 0);
	CHECK_INT(cut(&c, 10), 0);
	CHECK_INT(c.text.len, len + 6);
	c.text.ptr += len;
	c.text.len -= len;
	if (forgets)
		cutter_forget(&c.cutter);
	CHECK_INT(cut(&c, 10), 1);
	CHECK_SPAN(c.row[0].raw, "4,5,6");
	end(&c);
}

static void
every_other_line_is_left_alone(void)
{
	static const char *const lines[] = { "\n", "\r\n", "1,2\n", "1,2,3,4\n",
	    "1,\"2,3\n", "1,a\"b,3\n", "1,\"2\"x,3\n", "1,2,\"3\n",
	    "id,amount,x\n", "x,id,amount\n", "amount,x,id\n",
	    "amount,x,id\r\n", "\"id\",\"amount\",x\n", "x,amount,\"id\"\n",
	    "\xef\xbb\xbfid,amount,x\n", "\xef\xbb\xbf\"id\",amount,x\n" };

	for (int forgets = 0; forgets < 2; forgets++) {
		for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
			check_left(lines[i], strlen(lines[i]), forgets);
		check_left("1,\0,3\n", 6, forgets);
		check_left("1,\"\0\",3\n", 8, forgets);
	}
}

static void
what_only_looks_like_a_header_is_cut(void)
{
	struct cutting c;
	const char *text = "id,x,1\nx,amount,2\nIn,id,id\n\"id\",,3\n"
	    "\xef\xbb\xbc,x,4\n\xef,id,5\n";

	start(&c, text, strlen(text), 3);
	CHECK_INT(cut(&c, 10), 6);
	CHECK_SPAN(c.row[0].field[0], "id");
	CHECK_SPAN(c.row[5].field[0], "\xef");
	end(&c);
}

static void
no_more_are_cut_than_asked_for(void)
{
	struct cutting c;
	char text[4 * 1000];

	for (size_t i = 0; i < sizeof(text); i += 4)
		memcpy(text + i, "a,b\n", 4);
	start(&c, text, sizeof(text), 2);
	CHECK_INT(cut(&c, 0), 0);
	CHECK_INT(cut(&c, 1), 1);
	CHECK_INT(cut(&c, 7), 7);
	CHECK_INT(cut(&c, MOST), MOST);
	for (size_t left = 1000 - 8 - MOST; left > 0; ) {
		size_t count = cut(&c, MOST);
		CHECK(count > 0 && count <= left);
		if (count == 0)
			break;
		CHECK_SPAN(c.row[count - 1].field[1], "b");
		left -= count;
	}
	CHECK_INT(c.text.len, 0);
	end(&c);
}

/* As many fields as there can be in what is looked through at a time. */
static void
empty_fields_are_cut_many_at_a_time(void)
{
	enum { LINES = 10000 };
	struct record *row = calloc(LINES, sizeof(*row));
	struct cutting c;
	char *text = malloc(2 * LINES);
	size_t cut = 0, got;

	for (size_t i = 0; i < LINES; i++)
		memcpy(text + 2 * i, ",\n", 2);
	start(&c, text, 2 * LINES, 2);
	while ((got = cutter_cut(&c.cutter, &c.split, &c.text, row,
	    LINES)) > 0) {
		CHECK_SPAN(row[got - 1].raw, ",");
		CHECK_INT(row[got - 1].field[1].len, 0);
		cut += got;
	}
	CHECK_INT(cut, LINES);
	end(&c);
	free(row);
	free(text);
}

/* Lines of every length, over and under what is looked through at a time. */
static void
lines_of_any_length_are_cut_or_left(void)
{
	struct cutting c;

	for (size_t len = 1; len < 20000; len += len / 16 + 1) {
		char *text = malloc(len + 8);
		size_t count;

		memset(text, 'x', len);
		memcpy(text + len, ",y\n1,2\n", 7);
		start(&c, text, len + 7, 2);
		count = cut(&c, 1);
		for (int i = 0; count == 0 && i < 8; i++)
			count = cut(&c, 1);
		CHECK_INT(count, len + 3 <= 8 * 1024);
		if (count == 1)
			CHECK_INT(c.row[0].field[0].len, len);
		free(text);
		end(&c);
	}
}

int
main(void)
{
	RUN(lines_are_cut_into_their_fields);
	RUN(the_last_line_of_a_text_is_cut_like_any_other);
	RUN(quoted_fields_are_unquoted_and_stay_together);
	RUN(every_other_line_is_left_alone);
	RUN(what_only_looks_like_a_header_is_cut);
	RUN(no_more_are_cut_than_asked_for);
	RUN(empty_fields_are_cut_many_at_a_time);
	RUN(lines_of_any_length_are_cut_or_left);
	return check_status();
}
