/* The text format of Prometheus, byte for byte. */
#include "check.h"
#include "stats/exposition.h"

static struct buf text;
static struct exposition e = { .out = &text };

static void
check_text(const char *wanted)
{
	CHECK(!text.failed);
	CHECK_SPAN(buf_span(&text), wanted);
	buf_clear(&text);
}

static void
a_family_has_its_help_and_its_type_before_its_samples(void)
{
	exposition_family(&e, "balsys_records_read_total", "counter",
	    "Records read.");
	exposition_begin(&e, "balsys_records_read_total");
	exposition_number(&e, 1000);
	check_text("# HELP balsys_records_read_total Records read.\n"
	    "# TYPE balsys_records_read_total counter\n"
	    "balsys_records_read_total 1000\n");
}

static void
labels_stand_in_braces_and_belong_to_one_sample(void)
{
	exposition_begin(&e, "a");
	exposition_label(&e, "tool", SPAN("balsys-ledger"));
	exposition_number(&e, 1);
	exposition_begin(&e, "a");
	exposition_label(&e, "tool", SPAN("x"));
	exposition_label(&e, "reason", SPAN(""));
	exposition_number(&e, 2);
	exposition_begin(&e, "b");
	exposition_number(&e, 3);
	check_text("a{tool=\"balsys-ledger\"} 1\n"
	    "a{tool=\"x\",reason=\"\"} 2\n"
	    "b 3\n");
}

static void
check_label(struct span value, const char *wanted)
{
	exposition_begin(&e, "m");
	exposition_label(&e, "l", value);
	exposition_number(&e, 0);
	check_text(wanted);
}

static void
a_label_is_escaped_and_always_text(void)
{
	check_label(SPAN("a\"b\\c\nd"), "m{l=\"a\\\"b\\\\c\\nd\"} 0\n");
	check_label(SPAN("\\n"), "m{l=\"\\\\n\"} 0\n");
	check_label(SPAN("\303\251 \360\237\222\260 {}=,\t"),
	    "m{l=\"\303\251 \360\237\222\260 {}=,\t\"} 0\n");
	check_label(SPAN("\377a\303"),
	    "m{l=\"\357\277\275a\357\277\275\"} 0\n");
	check_label(SPAN("\355\240\200"),
	    "m{l=\"\357\277\275\357\277\275\357\277\275\"} 0\n");
}

static void
values_are_exact_decimals(void)
{
	exposition_begin(&e, "a");
	exposition_number(&e, INT64_MIN);
	exposition_begin(&e, "a");
	exposition_number(&e, INT64_MAX);
	exposition_begin(&e, "a");
	exposition_decimal(&e, (struct money_total){ -5 }, 2);
	exposition_begin(&e, "a");
	exposition_decimal(&e, (struct money_total){
	    (money_int128)INT64_MAX * 1000 }, 6);
	check_text("a -9223372036854775808\n"
	    "a 9223372036854775807\n"
	    "a -0.05\n"
	    "a 9223372036854775.807000\n");
}

int
main(void)
{
	RUN(a_family_has_its_help_and_its_type_before_its_samples);
	RUN(labels_stand_in_braces_and_belong_to_one_sample);
	RUN(a_label_is_escaped_and_always_text);
	RUN(values_are_exact_decimals);
	buf_free(&text);
	return check_status();
}
