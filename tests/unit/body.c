/* The records in a body: what is taken, with which texts, and what is not. */
#include <errno.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/utf8.h"
#include "check.h"
#include "serve/body.h"
#include "starve.h"

typedef int reads(struct body *, struct span, size_t);

/* The records as "id,time,account,amount" each, with ";" between; or the
   problem and why, behind "!".  Borrowed until the next call. */
static struct span
show(reads *read, struct span bytes)
{
	static struct buf shown;
	struct body b = { 0 };
	int got = read(&b, bytes, 3);

	buf_clear(&shown);
	CHECK(got == 0 || got == 1);
	if (got == 1) {
		buf_say(&shown, "!%d %s", (int)b.problem, b.why.ptr);
	} else {
		for (size_t i = 0; i < b.count; i++) {
			const struct pipeline_record *r = &b.record[i];
			if (i > 0)
				buf_putc(&shown, ';');
			buf_put(&shown, r->id);
			buf_putc(&shown, ',');
			buf_put(&shown, r->time);
			buf_putc(&shown, ',');
			buf_put(&shown, r->account);
			buf_putc(&shown, ',');
			buf_put(&shown, r->amount);
		}
	}
	body_free(&b);
	body_free(&b);
	return buf_span(&shown);
}

static void
refused(int line, reads *read, struct span bytes, enum problem problem,
    const char *why)
{
	struct buf wanted = { 0 };

	buf_say(&wanted, "!%d %s", (int)problem, why);
	check_span(__FILE__, line, show(read, bytes), buf_span(&wanted));
	buf_free(&wanted);
}

/* These bytes, which may have NULs, are refused so. */
#define JSON_REFUSED(literal, problem, why) \
	refused(__LINE__, body_read_json, SPAN(literal), problem, why)
#define CSV_REFUSED(literal, problem, why) \
	refused(__LINE__, body_read_csv, SPAN(literal), problem, why)
#define JSON_TAKEN(literal, wanted) \
	CHECK_SPAN(show(body_read_json, SPAN(literal)), wanted)
#define CSV_TAKEN(literal, wanted) \
	CHECK_SPAN(show(body_read_csv, SPAN(literal)), wanted)

static void
an_object_is_one_record(void)
{
	struct body b = { 0 };

	JSON_TAKEN("{\"id\":\"a\",\"amount\":\"1.50\"}", "a,,,1.50");
	JSON_TAKEN(" {\n\"amount\" : \"1\" ,\t\"time\":\"t\",\r\n\"account\":"
	    "\"x\", \"id\":\"a\" } \n", "a,t,x,1");
	CHECK_INT(body_read_json(&b, SPAN("{\"id\":\"a\",\"amount\":1}"), 3),
	    0);
	CHECK(b.is_one);
	CHECK(!b.has_time);
	CHECK(!b.has_account);
	body_free(&b);
	CHECK_INT(body_read_json(&b, SPAN("[{\"id\":\"a\",\"amount\":1},"
	    "{\"id\":\"b\",\"amount\":1,\"time\":\"t\"}]"), 3), 0);
	CHECK(!b.is_one);
	CHECK(b.has_time);
	CHECK(!b.has_account);
	body_free(&b);
	CHECK_INT(body_read_json(&b, SPAN("[{\"id\":\"a\",\"amount\":1,"
	    "\"time\":\"\",\"account\":\"x\"}]"), 3), 0);
	CHECK(!b.is_one);
	CHECK(!b.has_time);
	CHECK(b.has_account);
	body_free(&b);
}

static void
null_is_as_if_it_were_not_there(void)
{
	JSON_TAKEN("{\"id\":\"a\",\"amount\":\"1\",\"account\":null,"
	    "\"time\":null}", "a,,,1");
	JSON_REFUSED("{\"id\":null,\"amount\":\"1\"}", PROBLEM_FIELD,
	    "id is missing");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":null}", PROBLEM_FIELD,
	    "amount is missing");
}

/* The text of a number, whatever jansson could make of it. */
static void
numbers_keep_their_text(void)
{
	static const char *const numbers[] = { "0", "-0", "5", "-5", "12.34",
	    "12.345", "-0.10", "1e3", "1E+3", "1e-400", "1e999", "-1e99999",
	    "9223372036854775807", "9223372036854775808",
	    "-123456789012345678901234567890.12345678901234567890",
	    "0.1000000000000000055511151231257827021181583404541015625" };
	struct buf body = { 0 }, wanted = { 0 };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		buf_say(&body, "{\"id\":\"1.5\",\"amount\":%s}", numbers[i]);
		buf_say(&wanted, "1.5,,,%s", numbers[i]);
		CHECK_SPAN(show(body_read_json, buf_span(&body)), wanted.ptr);
	}
	JSON_TAKEN("[{\"id\":\"\\\"1,2\\\\\",\"amount\":3},"
	    "{\"amount\":4,\"id\":\"5\"},{\"id\":\"[6\",\"amount\":\"7\"}]",
	    "\"1,2\\,,,3;5,,,4;[6,,,7");
	buf_free(&body);
	buf_free(&wanted);
}

static void
what_is_no_number_is_no_json(void)
{
	static const char *const wrong[] = { "01", "012", "-00.5",
	    "+1", "1.", ".5", "-", "--1",
	    "1e", "1e+", "0x10", "1.2.3", "1-2", "1_000", "NaN", "Infinity",
	    "-Infinity", "1e5.5", "1 2", "12\"", "1\xff" };
	struct body b = { 0 };
	struct buf body = { 0 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		buf_say(&body, "{\"id\":\"a\",\"amount\":%s}", wrong[i]);
		CHECK_INT(body_read_json(&b, buf_span(&body), 3), 1);
		CHECK_INT(b.problem, PROBLEM_JSON);
		body_free(&b);
	}
	buf_free(&body);
}

static void
json_that_is_none_has_its_place(void)
{
	JSON_REFUSED("", PROBLEM_JSON, "there is nothing in it");
	JSON_REFUSED("{\"id\":\"a\",\n \"amount\":x}", PROBLEM_JSON,
	    "line 2, column 11: invalid token");
	JSON_REFUSED("{\"id\":\"a\",\n \"amount\":123456 78}", PROBLEM_JSON,
	    "line 2, column 19: '}' expected");
	JSON_REFUSED("[{\"id\":\"a\"}", PROBLEM_JSON,
	    "line 1, column 11: ']' expected");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1}}", PROBLEM_JSON,
	    "line 1, column 22: end of file expected");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1} x", PROBLEM_JSON,
	    "line 1, column 23: end of file expected");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1}\0", PROBLEM_JSON,
	    "line 1, column 22: end of file expected");
	JSON_REFUSED("{\"id\":\"\xc3\xa9\xff\",\"amount\":1}", PROBLEM_JSON,
	    "line 1, column 8: unable to decode byte 0xff");
	JSON_REFUSED("{\"id\":\"a\",\"id\":\"b\",\"amount\":1}", PROBLEM_JSON,
	    "line 1, column 14: duplicate object key");
	JSON_REFUSED("\"a\"", PROBLEM_JSON,
	    "line 1, column 3: '[' or '{' expected");
	JSON_REFUSED("5", PROBLEM_JSON,
	    "line 1, column 1: '[' or '{' expected");
	JSON_REFUSED("null", PROBLEM_JSON,
	    "line 1, column 4: '[' or '{' expected");
	JSON_REFUSED("{\"id\":\"a", PROBLEM_JSON,
	    "line 1, column 8: premature end of input");
}

static void
deep_json_ends_in_time(void)
{
	char *deep = malloc(1 << 20);
	struct body b = { 0 };

	memset(deep, '[', 1 << 20);
	CHECK_INT(body_read_json(&b, (struct span){ deep, 1 << 20 }, 1000), 1);
	CHECK_INT(b.problem, PROBLEM_MANY);
	body_free(&b);
	CHECK_INT(body_read_json(&b, (struct span){ deep, 4000 }, 1000), 1);
	CHECK_INT(b.problem, PROBLEM_JSON);
	body_free(&b);
	free(deep);
}

static void
records_are_counted(void)
{
#define RECORD "{\"id\":\"a\",\"amount\":1}"
	JSON_TAKEN("[" RECORD "," RECORD "," RECORD "]", "a,,,1;a,,,1;a,,,1");
	JSON_REFUSED("[" RECORD "," RECORD "," RECORD "," RECORD "]",
	    PROBLEM_MANY, "record 4: only 3 records may come at once");
	JSON_REFUSED("[]", PROBLEM_MANY,
	    "there is no record in it; 1 to 3 may come at once");
	JSON_REFUSED("[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,"
	    "2,3,4,5,6,7,8,9,1,2,3]", PROBLEM_MANY,
	    "it has more in it than 3 records have, as many as may come at "
	    "once");
}

static void
fields_are_those_and_no_others(void)
{
	JSON_REFUSED("[" RECORD "," RECORD ",{\"id\":\"a\",\"amonut\":1}]",
	    PROBLEM_FIELD, "record 3: \"amonut\" is no field");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"\":2}", PROBLEM_FIELD,
	    "\"\" is no field");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"received\":\"\"}",
	    PROBLEM_FIELD, "\"received\" is no field");
	JSON_REFUSED("{}", PROBLEM_FIELD, "id is missing");
	JSON_REFUSED("{\"id\":\"a\"}", PROBLEM_FIELD, "amount is missing");
	JSON_REFUSED("[{\"amount\":1}]", PROBLEM_FIELD,
	    "record 1: id is missing");
	JSON_REFUSED("{\"id\":7,\"amount\":1}", PROBLEM_FIELD,
	    "id is no string");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"account\":5}",
	    PROBLEM_FIELD, "account is no string");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"time\":false}",
	    PROBLEM_FIELD, "time is no string");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":{}}", PROBLEM_FIELD,
	    "amount is neither a string nor a number");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":[1]}", PROBLEM_FIELD,
	    "amount is neither a string nor a number");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":true}", PROBLEM_FIELD,
	    "amount is neither a string nor a number");
	JSON_REFUSED("[" RECORD ",[" RECORD "]]", PROBLEM_FIELD,
	    "record 2: it is no object");
	JSON_REFUSED("[5]", PROBLEM_FIELD, "record 1: it is no object");
}

static void
what_is_no_field_of_a_line_is_refused(void)
{
	JSON_TAKEN("{\"id\":\"a,\\\"b\\\"\\t\\u00e9\",\"amount\":\"\"}",
	    "a,\"b\"\t\xc3\xa9,,,");
	JSON_REFUSED("{\"id\":\"a\\nb\",\"amount\":1}", PROBLEM_FIELD,
	    "id has a line break");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"account\":\"\\r\"}",
	    PROBLEM_FIELD, "account has a line break");
	JSON_REFUSED("{\"id\":\"a\",\"amount\":1,\"time\":\"\\u0000\"}",
	    PROBLEM_FIELD, "time has a NUL");
	JSON_REFUSED("{\"id\":\"id\",\"amount\":\"amount\"}", PROBLEM_FIELD,
	    "fields that are \"id\" and \"amount\" make a header, not a "
	    "record");
	JSON_REFUSED("{\"id\":\"amount\",\"amount\":1,\"account\":\"id\"}",
	    PROBLEM_FIELD, "fields that are \"id\" and \"amount\" make a "
	    "header, not a record");
	JSON_TAKEN("{\"id\":\"id\",\"amount\":1,\"account\":\"Amount\"}",
	    "id,,Amount,1");
}

static void
fields_have_a_longest(void)
{
	struct body b = { 0 };
	struct buf body = { 0 };

	for (int len = PIPELINE_FIELD_MAX; len <= PIPELINE_FIELD_MAX + 1;
	    len++) {
		bool is_short = len == PIPELINE_FIELD_MAX;
		buf_say(&body, "{\"id\":\"a\",\"amount\":\"%0*d\"}", len, 0);
		CHECK_INT(body_read_json(&b, buf_span(&body), 3), !is_short);
		CHECK(is_short || b.problem == PROBLEM_FIELD);
		body_free(&b);
		buf_say(&body, "id,amount\na,%0*d\n", len, 0);
		CHECK_INT(body_read_csv(&b, buf_span(&body), 3), !is_short);
		CHECK(is_short || b.problem == PROBLEM_FIELD);
		body_free(&b);
	}
	buf_free(&body);
}

static void
csv_is_taken(void)
{
	struct body b = { 0 };

	CSV_TAKEN("id,amount\na,1\n", "a,,,1");
	CSV_TAKEN("amount,time,id,account\r\n1,t,a,x\r\n2,,b,\r\n",
	    "a,t,x,1;b,,,2");
	CSV_TAKEN("\xef\xbb\xbf\"id\",\"amount\"\n\"a,\"\"b\"\"\", 1 \nb,2\n",
	    "a,\"b\",,, 1 ;b,,,2");
	CSV_TAKEN("id,amount\na,1\nid,amount\nb,2\n", "a,,,1;b,,,2");
	CSV_TAKEN("id,amount\n,\n", ",,,");
	CHECK_INT(body_read_csv(&b, SPAN("id,amount,time\na,1,\n"), 3), 0);
	CHECK(!b.is_one);
	CHECK(!b.has_time);
	body_free(&b);
	CHECK_INT(body_read_csv(&b, SPAN("id,amount,time\na,1,\nb,1,t\n"), 3),
	    0);
	CHECK(b.has_time);
	body_free(&b);
}

static void
csv_that_is_none_has_its_line(void)
{
	CSV_REFUSED("", PROBLEM_CSV, "there is nothing in it");
	CSV_REFUSED("\xef\xbb\xbf", PROBLEM_CSV, "there is nothing in it");
	CSV_REFUSED("id,amount\na,1\nb,2", PROBLEM_CSV,
	    "line 3: it has no newline, so what follows may be missing");
	CSV_REFUSED("id,amount\na,1\n\nb,2\n", PROBLEM_CSV,
	    "line 3: it is blank");
	CSV_REFUSED("id,amount\na,1\n\r\n", PROBLEM_CSV, "line 3: it is blank");
	CSV_REFUSED("\n", PROBLEM_CSV, "line 1: it is blank");
	CSV_REFUSED("id,amount\na,1,2\n", PROBLEM_CSV,
	    "line 2: 3 fields where the header has 2");
	CSV_REFUSED("id,amount\na\n", PROBLEM_CSV,
	    "line 2: 1 fields where the header has 2");
	CSV_REFUSED("id,amount\n\"a,1\n", PROBLEM_CSV,
	    "line 2: a quote is not closed");
	CSV_REFUSED("id,amount\na\"b,1\n", PROBLEM_CSV,
	    "line 2: a quote stands in the wrong place");
	CSV_REFUSED("id,amount\n\xff,1\n", PROBLEM_CSV,
	    "line 2: it is no UTF-8");
	CSV_REFUSED("id,amount\na\0b,1\n", PROBLEM_FIELD,
	    "line 2: id has a NUL");
	CSV_REFUSED("id,amount\na\rb,1\n", PROBLEM_FIELD,
	    "line 2: id has a line break");
	CSV_REFUSED("id,amount\namount,id\n", PROBLEM_FIELD,
	    "line 2: fields that are \"id\" and \"amount\" make a header, not "
	    "a record");
	CSV_REFUSED("id,amount\n", PROBLEM_MANY,
	    "there is no record in it; 1 to 3 may come at once");
	CSV_REFUSED("id,amount\na,1\na,1\na,1\na,1\n", PROBLEM_MANY,
	    "line 5: only 3 records may come at once");
	CSV_REFUSED("id,amonut\na,1\n", PROBLEM_FIELD,
	    "line 1: \"amonut\" is no field");
	CSV_REFUSED("id,amount,id\na,1,b\n", PROBLEM_FIELD,
	    "line 1: id is there twice");
	CSV_REFUSED("id,time\na,t\n", PROBLEM_FIELD,
	    "line 1: amount is missing");
	CSV_REFUSED("account,amount\na,1\n", PROBLEM_FIELD,
	    "line 1: id is missing");
}

/* What holds of any bytes: there is an answer, and what is taken is what may be
   put. */
static void
check_any(reads *read, struct span bytes)
{
	struct body b = { 0 };
	int got = read(&b, bytes, 3);

	CHECK(got == 0 || got == 1);
	CHECK(got == 1 || (b.count >= 1 && b.count <= 3));
	CHECK(got == 0 || (b.why.ptr != NULL && b.why.len > 0));
	for (size_t i = 0; got == 0 && i < b.count; i++) {
		const struct span field[] = { b.record[i].id, b.record[i].time,
		    b.record[i].account, b.record[i].amount };
		for (size_t k = 0; k < 4; k++) {
			CHECK(field[k].len <= PIPELINE_FIELD_MAX);
			CHECK(utf8_valid(field[k]));
			for (size_t n = 0; n < field[k].len; n++)
				CHECK(strchr("\r\n", field[k].ptr[n]) == NULL);
		}
	}
	body_free(&b);
}

/* A byte here and there of good bodies is another one, missing, or more. */
static void
mutated_bodies_are_answered(void)
{
	static const char *const good[] = {
	    "[{\"id\":\"a\\u00e9\",\"amount\":-12.50,\"time\":null},"
	    "{\"id\":\"\xc3\xa9\\\\\",\"amount\":\"1e5\",\"account\":\"x\"}]\n",
	    "{\"amount\":1e400,\"id\":\"b\"}",
	    "id,amount,account\r\n\"a\"\"\",1.50,x\r\nb,\"2\",\xc3\xa9\r\n" };
	static const char bytes[] = "\"\\{}[],:0123456789.-+eEu\n\r \xc3\xa9"
	    "\xff\xef\xbb\xbf" "aidmount";
	struct random random = random_seeded(42);
	char text[256];

	for (int round = 0; round < 60000; round++) {
		const char *from = good[round % 3];
		size_t len = strlen(from);
		size_t changes = 1 + random_below(&random, 4);

		memcpy(text, from, len);
		while (changes-- > 0) {
			size_t at = random_below(&random, len);
			char byte = bytes[random_below(&random, sizeof(bytes))];
			switch (random_below(&random, 4)) {
			case 0:
				len = at + 1;
				break;
			case 1:
				memmove(text + at + 1, text + at, len - at);
				len++;
				/* FALLTHROUGH */
			default:
				text[at] = byte;
			}
		}
		/* Exactly so many bytes, for who watches over memory. */
		char *body = malloc(len);
		memcpy(body, text, len);
		check_any(body_read_json, (struct span){ body, len });
		check_any(body_read_csv, (struct span){ body, len });
		free(body);
	}
}

static void
memory_that_is_missing_is_told(void)
{
	struct body b = { 0 };
	struct starve starve;
	int got[2], errors[2];

	if (!starve_begin(&starve))
		return;
	errno = 0;
	got[0] = body_read_json(&b, SPAN("{\"id\":\"a\",\"amount\":1}"), 3);
	errors[0] = errno;
	body_free(&b);
	errno = 0;
	got[1] = body_read_csv(&b, SPAN("id,amount\na,1\n"), 3);
	errors[1] = errno;
	body_free(&b);
	starve_end(&starve);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(got[i], -1);
		CHECK_INT(errors[i], ENOMEM);
	}
}

int
main(void)
{
	struct body b = { 0 };

	if (body_read_json(&b, SPAN("[]"), 1) == -1 && errno == ENOSYS) {
		printf("skip - json: built without jansson\n");
		RUN(csv_is_taken);
		RUN(csv_that_is_none_has_its_line);
		return check_status();
	}
	body_free(&b);
	RUN(an_object_is_one_record);
	RUN(null_is_as_if_it_were_not_there);
	RUN(numbers_keep_their_text);
	RUN(what_is_no_number_is_no_json);
	RUN(json_that_is_none_has_its_place);
	RUN(deep_json_ends_in_time);
	RUN(records_are_counted);
	RUN(fields_are_those_and_no_others);
	RUN(what_is_no_field_of_a_line_is_refused);
	RUN(fields_have_a_longest);
	RUN(csv_is_taken);
	RUN(csv_that_is_none_has_its_line);
	RUN(mutated_bodies_are_answered);
	RUN(memory_that_is_missing_is_told);
	return check_status();
}
