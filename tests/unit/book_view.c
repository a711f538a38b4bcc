/* What is in a book: figures as balsys-stats has them, sums as sqlite3 does. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/book_view.h"
#include "stats/format.h"
#include "stream/text.h"

/* Run a line of bash, which has to succeed. */
static void
run(const char *line)
{
	FILE *bash = popen("bash -o pipefail", "w");

	if (bash == NULL || fputs(line, bash) == EOF)
		abort();
	CHECK_INT(pclose(bash), 0);
}

/* What a line of bash prints; to be freed. */
static char *
output(const char *line)
{
	char *text = calloc(1, 65536);
	FILE *pipe = popen(line, "r");

	if (text == NULL || pipe == NULL)
		abort();
	if (fread(text, 1, 65535, pipe) == 0)
		text[0] = '\0';
	CHECK_INT(pclose(pipe), 0);
	return text;
}

/* The summary of a view, as balsys-stats would print it. */
static void
check_summary(struct book_view *v)
{
	char *wanted = output("balsys-stats --format json book");
	struct text text = { 0 };
	struct report report = { 0 };
	struct page page = { .scale = v->scale };
	struct span got;

	CHECK_INT(text_open(&text), 0);
	page.out = &text.out;
	summary_end(&v->summary);
	report_summary(&report, &v->summary);
	CHECK_INT(format_json.whole(&page, &report), 0);
	CHECK_INT(text_take(&text, &got), 0);
	CHECK_SPAN(got, wanted);
	text_close(&text);
	free(wanted);
}

static void
check_number(uint64_t got, const char *line)
{
	char *text = output(line);

	CHECK_INT(got, strtoull(text, NULL, 10));
	free(text);
}

static void
check_total(const struct book_view *v, const char *line)
{
	char text[MONEY_TOTAL_TEXT_MAX], *wanted = output(line);

	wanted[strcspn(wanted, "\n")] = '\0';
	CHECK_SPAN(((struct span){ text, money_total_format(v->balance,
	    v->scale, text) }), wanted);
	free(wanted);
}

/* Open a view of the folder "book" and have it catch up. */
static void
open_view(struct book_view *v)
{
	*v = (struct book_view){ .path = "book" };
	CHECK_INT(book_view_open(v), 0);
	CHECK_INT(book_view_catch_up(v, NULL, NULL), 0);
	if (v->failure.kind != 0)
		fprintf(stderr, "%s\n", v->failure.sentence);
}

static void
check_book(const char *line)
{
	struct book_view v;

	run("rm -rf book");
	run(line);
	open_view(&v);
	check_summary(&v);
	check_number(v.records, "tail -n +2 book/ledger.csv | wc -l");
	CHECK_INT(v.history.records, v.records);
	book_view_close(&v);
	book_view_close(&v);
}

#define GEN "balsys-gen --no-wait --seed 7 --start 2026-05-01T00:00:00Z "

static void
figures_are_those_of_balsys_stats(void)
{
	check_book(GEN "--count 5000 | balsys-ledger --book book && "
	    "balsys-batch --book book");
	check_book(GEN "--count 5000 --accounts 40 --max 2000000 | "
	    "balsys-ledger --book book && "
	    "{ balsys-batch --book book --quiet; [ $? -eq 1 ]; }");
	check_book(GEN "--count 900 | balsys-ledger --book book");
	check_book(GEN "--count 900 | balsys-ledger --book book && "
	    "balsys-batch --book book");
	check_book(GEN "--count 5000 --accounts 5000 | "
	    "balsys-ledger --book book && balsys-batch --book book");
}

static void
figures_of_a_book_with_other_names_and_scales(void)
{
	check_book(GEN "--count 3000 --scale 3 | balsys-ledger --book book "
	    "--scale 3 --as left && balsys-batch --book book --window 100 "
	    "--cap 700000 --as w,b --submit 'cat >/dev/null'");
	check_book("printf 'id,amount\\n1,5\\n2,7\\n3,-100\\n' | "
	    "balsys-ledger --book book --scale 0 --opening 50 && "
	    "balsys-batch --book book --window 2");
	check_book("printf 'account,balance\\na,5.00\\nb,-7.25\\n' "
	    ">opening.csv && printf 'id,account,amount\\n1,a,1\\n2,c,9\\n' | "
	    "balsys-ledger --book book --opening opening.csv");
}

static void
figures_of_what_was_refused(void)
{
	check_book("printf 'id,account,time,amount,note\\n"
	    "1,a,,5.00,\\n1,a,,6.00,\\n,a,,1.00,\\n2,a,x,1.00,\\n"
	    "3,a,,1e5,\\n4,a,,-1000.00,\\n5,a,,1.00\\n\\n6,a,,1\"0,\\n"
	    "7,a,1969-12-31T23:59:59.5+05:00,2.00,\"x,y\"\\n' | "
	    "{ balsys-ledger --book book --quiet --min-balance 0; "
	    "[ $? -eq 1 ]; } && balsys-batch --book book --window 2");
}

/* A pause, a clock that was set back, times before 1970, and names that are
   quoted and long. */
static void
figures_of_odd_records(void)
{
	check_book("id=$(printf '%064d' 1); printf '%s\\n' "
	    "id,time,account,amount $id,2026-01-01T00:00:00Z,a,1 "
	    "2,2026-01-01T00:00:01Z,a,1 3,2026-01-03T00:00:01Z,a,-1 "
	    "4,2026-01-02T00:00:01Z,a,1 5,0001-01-01T00:00:00Z,a,1 "
	    "'6,1969-12-31T23:59:59.999999Z,\"b,\"\"c\",2.5' "
	    "'\"7,\"\"\",9999-12-31T23:59:59Z,,0' 8,,$id,-0.01 | "
	    "balsys-ledger --book book && balsys-batch --book book --window 3");
}

static void
an_empty_book_has_nothing(void)
{
	struct book_view v;

	run("rm -rf book; printf 'id,amount\\n' | "
	    "balsys-ledger --book book");
	open_view(&v);
	check_summary(&v);
	CHECK_INT(v.records, 0);
	CHECK(v.balance.minor == 0);
	/* One that was made, and has no header yet. */
	book_view_close(&v);
	run(": >book/ledger.csv; rm book/ledger.csv.sum");
	open_view(&v);
	CHECK_INT(v.records, 0);
	book_view_close(&v);
}

static void
balances_are_what_they_add_up_to(void)
{
	struct book_view v;
	struct account *a;

	run("rm -rf book; printf 'account,balance\\na,5.00\\nb,-7.25\\n' "
	    ">opening.csv; printf 'id,account,amount\\n1,a,1\\n2,c,9\\n"
	    "3,a,2\\n' | balsys-ledger --book book --opening opening.csv");
	open_view(&v);
	CHECK_INT(v.accounts.by_name.count, 3);
	a = accounts_find_or_add(&v.accounts, SPAN("a"));
	CHECK_INT(a->balance.minor, 800);
	CHECK(v.balance.minor == 800 - 725 + 900);
	CHECK_INT(v.has_opening, false);
	CHECK_INT(a->opening.minor, 500);
	a = accounts_find_or_add(&v.accounts, SPAN("c"));
	CHECK_INT(a->opened, false);
	CHECK_INT(a->balance.minor, 900);
	book_view_close(&v);
	run("rm -rf book; printf 'id,account,amount\\n1,a,1\\n2,c,9\\n"
	    "3,a,2\\n' | balsys-ledger --book book --opening 100");
	open_view(&v);
	CHECK_INT(v.accounts.by_name.count, 2);
	CHECK(v.balance.minor == 10300 + 10900);
	CHECK_INT(v.has_opening, true);
	CHECK_INT(v.opening.minor, 10000);
	a = accounts_find_or_add(&v.accounts, SPAN("a"));
	CHECK_INT(a->opening.minor, 10000);
	CHECK_INT(a->balance.minor, 10300);
	CHECK_INT(a->count, 2);
	book_view_close(&v);
	run("rm -rf book; " GEN "--count 20000 --accounts 100 | "
	    "balsys-ledger --book book");
	open_view(&v);
	CHECK_INT(v.accounts.by_name.count, 100);
	check_total(&v, "sqlite3 :memory: \".mode csv\" "
	    "\".import book/ledger.csv l\" \"select printf('%d.%02d', s / 100, "
	    "abs(s % 100)) from (select sum(cast(replace(amount, '.', '') as "
	    "integer)) as s from l)\"");
	book_view_close(&v);
}

static void
count_landed(void *arg, const struct posted *posted)
{
	uint64_t *sum = arg;

	*sum += strtoull(posted->txn.id.ptr, NULL, 10);
}

static void
only_lines_that_are_safe_are_read(void)
{
	struct book_view v = { .path = "book" };
	uint64_t sum = 0;

	run("rm -rf book; printf 'id,amount\\n1,5\\n2,-7.5\\n' | "
	    "balsys-ledger --book book");
	CHECK_INT(book_view_open(&v), 0);
	CHECK_INT(book_view_catch_up(&v, count_landed, &sum), 0);
	CHECK_INT(sum, 3);
	run("printf '3,1\\n4,1\\n5,x\\n6,x\\n' | { balsys-ledger "
	    "--columns id,amount --quiet --book book; [ $? -eq 1 ]; }");
	CHECK_INT(v.records, 2);
	CHECK_INT(book_view_advance(&v, 1, 1), 0);
	CHECK_INT(v.records, 3);
	CHECK(v.balance.minor == -150);
	CHECK_INT(v.summary.fates.refused, 1);
	CHECK_SPAN(buf_span(&v.latest[2].id), "3");
	CHECK_SPAN(buf_span(&v.latest[2].amount), "1.00");
	CHECK_SPAN(buf_span(&v.latest[2].balance), "-1.50");
	CHECK_SPAN(buf_span(&v.latest[2].time), "");
	CHECK_INT(book_view_advance(&v, 1, 1), 0);
	check_summary(&v);
	CHECK_INT(book_view_advance(&v, 0, 0), 0);
	CHECK_INT(book_view_advance(&v, 1, 0), -1);
	CHECK_SPAN(span_of(v.failure.sentence),
	    "book: has fewer lines than were told of");
	book_view_close(&v);
}

static void
note_window(void *arg, struct window_entry *window)
{
	uint64_t *sum = arg;

	*sum = *sum * 10 + window->number;
	window->micros = 5;
}

static void
windows_are_told_as_they_are_formed(void)
{
	struct book_view v = { .path = "book" };
	uint64_t told = 0;

	run("rm -rf book; printf 'id,amount\\n1,5\\n2,7000.5\\n' | "
	    "balsys-ledger --book book");
	open_view(&v);
	CHECK_INT(v.window, 1000);
	CHECK_INT(v.cap.minor, 100000000);
	CHECK_INT(v.too_large, 0);
	CHECK_INT(book_view_look(&v, note_window, &told), 0);
	run("balsys-batch --book book --window 1 --cap 6000 --quiet; "
	    "[ $? -eq 1 ]");
	CHECK_INT(book_view_look(&v, note_window, &told), 1);
	CHECK_INT(told, 1);
	CHECK_INT(v.window, 1);
	CHECK_INT(v.cap.minor, 600000);
	CHECK_INT(v.too_large, 1);
	CHECK_INT(v.windows.window[0].micros, 5);
	check_summary(&v);
	/* What is the cap exactly has a place. */
	run("printf '3,6000\\n4,-6000\\n5,6000.01\\n' | balsys-ledger "
	    "--columns id,amount --book book; "
	    "balsys-batch --book book --quiet; [ $? -eq 1 ]");
	CHECK_INT(book_view_advance(&v, 3, 0), 0);
	CHECK_INT(v.too_large, 2);
	CHECK_INT(book_view_look(&v, note_window, &told), 2);
	CHECK_INT(told, 123);
	check_summary(&v);
	book_view_close(&v);
}

/* What a run that was killed left is cut off by the next one. */
static void
a_view_goes_on_behind_a_restart(void)
{
	struct book_view v = { .path = "book" };
	uint64_t sum = 0;

	run("rm -rf book; printf 'id,amount\\n1,5\\n2,-7.5\\n' | "
	    "balsys-ledger --book book && "
	    "balsys-batch --book book --window 2; "
	    "printf 3,1 >>book/ledger.csv; printf 3,1, >>book/batches.csv; "
	    "printf 2,2,8 >>book/windows.csv; printf x >>book/rejects.csv");
	open_view(&v);
	CHECK_INT(v.records, 2);
	CHECK_INT(v.windows.count, 1);
	run("printf '3,1.11\\n4,-2.22\\n5,x\\n6,1\\n' | { balsys-ledger "
	    "--columns id,amount --book book --quiet; [ $? -eq 1 ]; } && "
	    "balsys-batch --book book --quiet");
	CHECK_INT(book_view_catch_up(&v, count_landed, &sum), 0);
	CHECK_INT(sum, 3 + 4 + 6);
	CHECK_INT(v.windows.count, 2);
	check_summary(&v);
	/* The folder is another book now. */
	run("rm book/*; printf 'id,amount\\n1,5\\n' | "
	    "balsys-ledger --book book");
	CHECK_INT(book_view_catch_up(&v, NULL, NULL), -1);
	CHECK_SPAN(span_of(v.failure.sentence),
	    "book/book: is another book now");
	book_view_close(&v);
}

static void
the_latest_records_are_at_hand(void)
{
	struct book_view v;
	struct book_view_record *r;

	run("rm -rf book; awk 'BEGIN { print \"id,time,account,amount,"
	    "received\"; for (i = 1; i <= 99; i++) print i "
	    "\",,a,1,2026-01-01T00:00:00.5Z\"; print \"z,"
	    "2026-01-01T01:00:00+01:00,,-3.5,\" }' | "
	    "balsys-ledger --book book");
	open_view(&v);
	CHECK_INT(v.records, 100);
	r = &v.latest[99 % BOOK_VIEW_LATEST];
	CHECK_SPAN(buf_span(&r->id), "z");
	CHECK_SPAN(buf_span(&r->time), "2026-01-01T00:00:00.000000Z");
	CHECK_SPAN(buf_span(&r->account), "");
	CHECK_SPAN(buf_span(&r->amount), "-3.50");
	CHECK_SPAN(buf_span(&r->balance), "-3.50");
	CHECK_SPAN(buf_span(&r->received), "");
	r = &v.latest[(99 - BOOK_VIEW_LATEST + 1) % BOOK_VIEW_LATEST];
	CHECK_SPAN(buf_span(&r->id), "69");
	CHECK_SPAN(buf_span(&r->time), "");
	CHECK_SPAN(buf_span(&r->balance), "69.00");
	CHECK_SPAN(buf_span(&r->received), "2026-01-01T00:00:00.5Z");
	book_view_close(&v);
}

static void
what_is_no_book_is_told(void)
{
	struct book_view v = { .path = "nowhere" };

	CHECK_INT(book_view_open(&v), -1);
	CHECK_SPAN(span_of(v.failure.sentence),
	    "nowhere: No such file or directory");
	book_view_close(&v);
	run("mkdir -p empty");
	v = (struct book_view){ .path = "empty" };
	CHECK_INT(book_view_open(&v), -1);
	CHECK_SPAN(span_of(v.failure.sentence),
	    "empty/book: No such file or directory");
	book_view_close(&v);
	run("rm -rf book; printf 'id,amount\\n1,5\\n' | "
	    "balsys-ledger --book book; echo 2,x,y >>book/ledger.csv");
	v = (struct book_view){ .path = "book" };
	CHECK_INT(book_view_open(&v), 0);
	CHECK_INT(book_view_catch_up(&v, NULL, NULL), -1);
	CHECK_SPAN(span_of(v.failure.sentence),
	    "book/ledger.csv:3: this is no line of a ledger");
	book_view_close(&v);
}

int
main(void)
{
	RUN(figures_are_those_of_balsys_stats);
	RUN(figures_of_a_book_with_other_names_and_scales);
	RUN(figures_of_what_was_refused);
	RUN(figures_of_odd_records);
	RUN(an_empty_book_has_nothing);
	RUN(balances_are_what_they_add_up_to);
	RUN(only_lines_that_are_safe_are_read);
	RUN(windows_are_told_as_they_are_formed);
	RUN(a_view_goes_on_behind_a_restart);
	RUN(the_latest_records_are_at_hand);
	RUN(what_is_no_book_is_told);
	return check_status();
}
