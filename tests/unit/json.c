/* JSON, byte for byte. */
#include "base/json.h"
#include "check.h"

static struct buf text;
static struct json j;

static void
start(void)
{
	buf_clear(&text);
	j = (struct json){ .out = &text };
}

static void
check_whole(const char *wanted)
{
	CHECK(json_is_whole(&j));
	CHECK_SPAN(buf_span(&text), wanted);
}

/* The whole of what has been put is no JSON. */
static void
check_failed(void)
{
	CHECK(text.failed);
	CHECK(!json_is_whole(&j));
}

static void
check_string(struct span s, const char *wanted)
{
	start();
	json_put_string(&j, s);
	check_whole(wanted);
}

static void
commas_stand_between_members_and_elements(void)
{
	start();
	json_begin_object(&j);
	json_put_key(&j, SPAN("a"));
	json_put_unsigned(&j, 1);
	json_put_key(&j, SPAN("b"));
	json_begin_array(&j);
	json_put_null(&j);
	json_begin_array(&j);
	json_end_array(&j);
	json_begin_object(&j);
	json_end_object(&j);
	json_put_bool(&j, true);
	json_end_array(&j);
	json_put_key(&j, SPAN("c"));
	json_begin_object(&j);
	json_put_key(&j, SPAN("d"));
	json_put_bool(&j, false);
	json_end_object(&j);
	json_put_key(&j, SPAN(""));
	json_put_string(&j, SPAN("e"));
	CHECK(!json_is_whole(&j));
	json_end_object(&j);
	check_whole("{\"a\":1,\"b\":[null,[],{},true],\"c\":{\"d\":false},"
	    "\"\":\"e\"}");
}

static void
a_submission_is_as_documented(void)
{
	start();
	json_begin_object(&j);
	json_put_key(&j, SPAN("submission"));
	json_begin_object(&j);
	json_put_key(&j, SPAN("window"));
	json_put_unsigned(&j, 1);
	json_put_key(&j, SPAN("batches"));
	json_begin_array(&j);
	for (int i = 0; i < 2; i++) {
		json_begin_object(&j);
		json_put_key(&j, SPAN("totalValueOfAllTransactions"));
		json_put_money(&j, (struct money){ 99999820 - i }, 2);
		json_put_key(&j, SPAN("countOfTransactions"));
		json_put_unsigned(&j, 4);
		json_end_object(&j);
	}
	json_end_array(&j);
	json_end_object(&j);
	json_end_object(&j);
	check_whole("{\"submission\":{\"window\":1,\"batches\":["
	    "{\"totalValueOfAllTransactions\":\"999998.20\","
	    "\"countOfTransactions\":4},"
	    "{\"totalValueOfAllTransactions\":\"999998.19\","
	    "\"countOfTransactions\":4}]}}");
}

static void
numbers_and_money_are_exact(void)
{
	start();
	json_begin_array(&j);
	json_put_unsigned(&j, 0);
	json_put_unsigned(&j, UINT64_MAX);
	json_put_signed(&j, INT64_MIN);
	json_put_signed(&j, INT64_MAX);
	json_put_signed(&j, -7);
	json_put_decimal(&j, 973, 3);
	json_put_decimal(&j, -5, 2);
	json_put_decimal(&j, 5, 0);
	json_put_decimal(&j, INT64_MIN, 6);
	json_put_money(&j, (struct money){ -1234 }, 2);
	json_put_money(&j, (struct money){ INT64_MIN }, 0);
	json_put_money_total(&j, (struct money_total){
	    (money_int128)INT64_MAX * 1000 }, 6);
	json_end_array(&j);
	check_whole("[0,18446744073709551615,-9223372036854775808,"
	    "9223372036854775807,-7,0.973,-0.05,5,-9223372036854.775808,"
	    "\"-12.34\",\"-9223372036854775808\","
	    "\"9223372036854775.807000\"]");
}

static void
strings_are_escaped(void)
{
	char control[0x20], wanted[] = "\"\\u0000\"";

	check_string(SPAN(""), "\"\"");
	check_string((struct span){ NULL, 0 }, "\"\"");
	check_string(SPAN("say \"no\" \\ / done"),
	    "\"say \\\"no\\\" \\\\ / done\"");
	check_string(SPAN("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
	check_string(SPAN("a\0b\033c\177"), "\"a\\u0000b\\u001bc\177\"");
	for (int c = 0; c < 0x20; c++) {
		control[c] = (char)c;
		if (c >= '\b' && c <= '\r' && c != '\v')
			continue;
		snprintf(wanted, sizeof(wanted), "\"\\u%04x", (unsigned)c);
		start();
		json_put_string(&j, (struct span){ control + c, 1 });
		CHECK(text.len == 8 && memcmp(text.ptr, wanted, 7) == 0);
	}
	start();
	json_begin_object(&j);
	json_put_key(&j, SPAN("\"\n\377"));
	json_put_null(&j);
	json_end_object(&j);
	check_whole("{\"\\\"\\n\357\277\275\":null}");
}

static void
bytes_that_are_no_text_are_replaced_one_by_one(void)
{
#define NONE "\357\277\275"
	check_string(SPAN("caf\303\251 \360\237\222\267"),
	    "\"caf\303\251 \360\237\222\267\"");
	check_string(SPAN("caf\351!"), "\"caf" NONE "!\"");
	check_string(SPAN("\342\202"), "\"" NONE NONE "\"");
	check_string(SPAN("\342\202\n"), "\"" NONE NONE "\\n\"");
	check_string(SPAN("\300\200"), "\"" NONE NONE "\"");
	check_string(SPAN("\355\240\200"), "\"" NONE NONE NONE "\"");
	check_string(SPAN("\377\303\251\377"), "\"" NONE "\303\251" NONE "\"");
}

/* Each letter is a call; the last one is what goes wrong. */
static void
check_misuse(const char *calls)
{
	start();
	for (; *calls != '\0'; calls++) {
		CHECK(!text.failed);
		switch (*calls) {
		case '{':
			json_begin_object(&j);
			break;
		case '}':
			json_end_object(&j);
			break;
		case '[':
			json_begin_array(&j);
			break;
		case ']':
			json_end_array(&j);
			break;
		case 'k':
			json_put_key(&j, SPAN("k"));
			break;
		default:
			json_put_null(&j);
		}
	}
	check_failed();
}

static void
what_would_not_be_json_fails(void)
{
	check_misuse("{n");
	check_misuse("{[");
	check_misuse("{{");
	check_misuse("{knn");
	check_misuse("{k[]n");
	check_misuse("[k");
	check_misuse("k");
	check_misuse("{kk");
	check_misuse("{k}");
	check_misuse("{kn]");
	check_misuse("[n}");
	check_misuse("}");
	check_misuse("]");
	check_misuse("[]]");
	check_misuse("nn");
	check_misuse("[][");
	check_misuse("{}n");
	start();
	CHECK(!json_is_whole(&j));
	json_begin_array(&j);
	CHECK(!json_is_whole(&j));
}

static void
depth_is_bounded(void)
{
	start();
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_begin_array(&j);
	CHECK(!text.failed);
	json_put_null(&j);
	json_put_null(&j);
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_end_array(&j);
	CHECK(json_is_whole(&j));
	CHECK_INT(text.len, 2 * JSON_DEPTH_MAX + 9);
	start();
	for (int i = 0; i < 200; i++) {
		json_begin_object(&j);
		json_put_key(&j, SPAN("k"));
	}
	check_failed();
	for (int i = 0; i < 200; i++)
		json_end_object(&j);
	check_failed();
}

static void
missing_memory_is_seen_at_the_end(void)
{
	start();
	json_begin_array(&j);
	text.failed = true;
	json_put_unsigned(&j, 1);
	json_put_string(&j, SPAN("lost"));
	json_end_array(&j);
	check_failed();
	buf_free(&text);
}

int
main(void)
{
	RUN(commas_stand_between_members_and_elements);
	RUN(a_submission_is_as_documented);
	RUN(numbers_and_money_are_exact);
	RUN(strings_are_escaped);
	RUN(bytes_that_are_no_text_are_replaced_one_by_one);
	RUN(what_would_not_be_json_fails);
	RUN(depth_is_bounded);
	RUN(missing_memory_is_seen_at_the_end);
	return check_status();
}
