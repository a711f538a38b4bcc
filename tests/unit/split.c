/* Records into fields: the plain way and libcsv's mean the same. */
#define _GNU_SOURCE
#include "check.h"
#include "source.h"
#include "stream/split.h"

/* Split record and show the fields with "|", or the reason behind "!". */
static struct span
show(struct split *s, struct span record)
{
	static struct buf shown;
	int got = split_record(s, record);

	buf_clear(&shown);
	CHECK(got == 1 || got == 2);
	if (got == 2) {
		buf_putc(&shown, '!');
		buf_put(&shown, span_of(s->reason));
		return buf_span(&shown);
	}
	for (size_t i = 0; i < s->nfields; i++) {
		if (i > 0)
			buf_putc(&shown, '|');
		buf_put(&shown, s->field[i]);
	}
	return buf_span(&shown);
}

static void
fields_come_out_unquoted_and_untrimmed(void)
{
	struct split s = { 0 };

	CHECK_INT(split_start(&s, ',', '"'), 0);
	CHECK_SPAN(show(&s, SPAN("a,b,c")), "a|b|c");
	CHECK_SPAN(show(&s, SPAN(" a ,\tb, c ")), " a |\tb| c ");
	CHECK_SPAN(show(&s, SPAN("\" a \",\tb, c ")), " a |\tb| c ");
	CHECK_SPAN(show(&s, SPAN("")), "");
	CHECK_INT(s.nfields, 1);
	CHECK_SPAN(show(&s, SPAN(",")), "|");
	CHECK_INT(s.nfields, 2);
	CHECK_SPAN(show(&s, SPAN("\"\",")), "|");
	CHECK_INT(s.nfields, 2);
	CHECK_SPAN(show(&s, SPAN("\"\"")), "");
	CHECK_INT(s.nfields, 1);
	CHECK_SPAN(show(&s, SPAN("\"a,b\",\"say \"\"x\"\"\"")),
	    "a,b|say \"x\"");
	CHECK_SPAN(show(&s, SPAN("\"a\nb\",c\r")), "a\nb|c\r");
	CHECK_SPAN(show(&s, SPAN("\"\xef\xbb\xbf\",a")), "\xef\xbb\xbf|a");
	split_free(&s);
	split_free(&s);
}

static void
quotes_in_the_wrong_place_are_refused(void)
{
	static const char *const wrong[] = { "a\"b", "a\"", "\"a\"b,c",
	    "\"a\" ,b", " \"a\",b", "\"a\"\"b\"c", "a,b\"c\"" };
	static const char *const open[] = { "\"", "a,\"", "\"a,b", "\"a\"\"",
	    "\"\"\"" };
	struct split s = { 0 };

	CHECK_INT(split_start(&s, ',', '"'), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		CHECK_SPAN(show(&s, span_of(wrong[i])),
		    "!a quote stands in the wrong place");
		CHECK_SPAN(show(&s, SPAN("\"x\",y")), "x|y");
	}
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++) {
		CHECK_SPAN(show(&s, span_of(open[i])),
		    "!a quote is not closed");
		CHECK_SPAN(show(&s, SPAN("\"x\",y")), "x|y");
	}
	split_free(&s);
}

static void
another_dialect_is_taken(void)
{
	struct split s = { 0 };

	CHECK_INT(split_start(&s, ';', '\''), 0);
	CHECK_SPAN(show(&s, SPAN("a,b;'c;d';\"e\"")), "a,b|c;d|\"e\"");
	split_free(&s);
	CHECK_INT(split_start(&s, '\t', '\0'), 0);
	CHECK_SPAN(show(&s, SPAN("a \"b\t\"c,d")), "a \"b|\"c,d");
	split_free(&s);
}

/* A random field of bytes that need no quotes. */
static void
put_random_field(struct buf *plain, struct buf *quoted, uint64_t *state)
{
	uint32_t len = source_random(state) % 12;

	if (source_random(state) % 40 == 0)
		len = source_random(state) % 20000;
	buf_putc(quoted, '"');
	while (len-- > 0) {
		char c = (char)(source_random(state) % 256);
		if (c == ',' || c == '"' || c == '\n' || c == '\0')
			c = ' ';
		buf_putc(plain, c);
		buf_putc(quoted, c);
	}
	buf_putc(quoted, '"');
}

static void
quoted_or_not_gives_the_same_fields(void)
{
	struct buf plain = { 0 }, quoted = { 0 };
	struct split a = { 0 }, b = { 0 };
	uint64_t state = 11;

	CHECK_INT(split_start(&a, ',', '"'), 0);
	CHECK_INT(split_start(&b, ',', '"'), 0);
	for (int i = 0; i < 5000; i++) {
		uint32_t count = 1 + source_random(&state) % 40;
		buf_clear(&plain);
		buf_clear(&quoted);
		for (uint32_t k = 0; k < count; k++) {
			if (k > 0) {
				buf_putc(&plain, ',');
				buf_putc(&quoted, ',');
			}
			put_random_field(&plain, &quoted, &state);
		}
		CHECK_INT(split_record(&a, buf_span(&plain)), 1);
		CHECK_INT(split_record(&b, buf_span(&quoted)), 1);
		CHECK_INT(a.nfields, count);
		CHECK_INT(b.nfields, count);
		for (uint32_t k = 0; k < count; k++)
			CHECK(span_equal(a.field[k], b.field[k]));
	}
	split_free(&a);
	split_free(&b);
	buf_free(&plain);
	buf_free(&quoted);
}

/* RFC 4180, said in another way.  Returns 1 with the fields, joined, or 2. */
static int
split_by_hand(struct span record, struct buf *shown, size_t *count)
{
	size_t i = 0;

	buf_clear(shown);
	for (*count = 1; ; ++*count) {
		bool quoted = i < record.len && record.ptr[i] == '"';
		for (i += quoted; i < record.len; i++) {
			if (quoted && record.ptr[i] == '"') {
				if (i + 1 == record.len ||
				    record.ptr[i + 1] != '"')
					break;
				i++;
			} else if (!quoted && record.ptr[i] == '"') {
				return 2;
			} else if (!quoted && record.ptr[i] == ',') {
				break;
			}
			buf_putc(shown, record.ptr[i]);
		}
		if (quoted && i++ == record.len)
			return 2;
		buf_putc(shown, '|');
		if (i >= record.len)
			return 1;
		if (record.ptr[i++] != ',')
			return 2;
	}
}

static void
any_bytes_are_split_as_rfc_4180_says(void)
{
	static const char soup[] = ",,\"\"\"a b\r";
	struct buf record = { 0 }, wanted = { 0 }, got = { 0 };
	struct split s = { 0 };
	uint64_t state = 5;

	CHECK_INT(split_start(&s, ',', '"'), 0);
	for (int i = 0; i < 200000; i++) {
		uint32_t len = 1 + source_random(&state) % 9;
		size_t count;
		int status, by_hand;

		buf_clear(&record);
		while (len-- > 0)
			buf_putc(&record, soup[source_random(&state) %
			    (sizeof(soup) - 1)]);
		status = split_record(&s, buf_span(&record));
		by_hand = split_by_hand(buf_span(&record), &wanted, &count);
		buf_clear(&got);
		for (size_t k = 0; status == 1 && k < s.nfields; k++) {
			buf_put(&got, s.field[k]);
			buf_putc(&got, '|');
		}
		if (status != by_hand || (status == 1 && (s.nfields != count ||
		    !span_equal(buf_span(&got), buf_span(&wanted))))) {
			buf_putc(&record, '\0');
			fprintf(stderr, "of \"%s\":\n", record.ptr);
			CHECK(!"both split alike");
			break;
		}
	}
	split_free(&s);
	buf_free(&record);
	buf_free(&wanted);
	buf_free(&got);
}

static void
many_fields_and_large_ones_are_held(void)
{
	enum { MANY = 1024 * 1024 };
	struct buf record = { 0 };
	struct split s = { 0 };

	CHECK_INT(split_start(&s, ',', '"'), 0);
	for (int i = 0; i < MANY; i++)
		buf_putc(&record, ',');
	CHECK_INT(split_record(&s, buf_span(&record)), 1);
	CHECK_INT(s.nfields, MANY + 1);
	memset(record.ptr, 'x', MANY);
	record.ptr[0] = record.ptr[MANY - 1] = '"';
	CHECK_INT(split_record(&s, buf_span(&record)), 1);
	CHECK_INT(s.nfields, 1);
	CHECK_INT(s.field[0].len, MANY - 2);
	split_free(&s);
	buf_free(&record);
}

static void
records_split_together_all_stay(void)
{
	static const char *const text[] = { "\"a,b\",1", "c,\"\"\"d\"",
	    "e\"", "x,y", "\"f\"" };
	enum { COUNT = sizeof(text) / sizeof(*text) };
	struct split s = { 0 };
	struct span first[COUNT];
	size_t room = 0;

	for (int i = 0; i < COUNT; i++)
		room += strlen(text[i]);
	CHECK_INT(split_start(&s, ',', '"'), 0);
	CHECK_INT(split_room(&s, room), 0);
	for (int i = 0; i < COUNT; i++) {
		CHECK_INT(split_more(&s, span_of(text[i])), i == 2 ? 2 : 1);
		first[i] = s.field[0];
	}
	CHECK_SPAN(first[0], "a,b");
	CHECK_SPAN(first[1], "c");
	CHECK_SPAN(first[3], "x");
	CHECK_SPAN(first[4], "f");
	split_free(&s);
}

int
main(void)
{
	RUN(records_split_together_all_stay);
	RUN(fields_come_out_unquoted_and_untrimmed);
	RUN(quotes_in_the_wrong_place_are_refused);
	RUN(another_dialect_is_taken);
	RUN(quoted_or_not_gives_the_same_fields);
	RUN(any_bytes_are_split_as_rfc_4180_says);
	RUN(many_fields_and_large_ones_are_held);
	return check_status();
}
