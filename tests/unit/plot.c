/* What the program says of each stream, as far as the golden case does not. */
#define _GNU_SOURCE		/* memmem(3) */
#include "check.h"
#include "stats/plot.h"

static void
add(struct sketch *s, int64_t amount, int64_t seconds)
{
	struct txn txn = { .amount = { amount }, .has_time = seconds > 0,
	    .time = { seconds * 1000000 } };
	struct summary_place nowhere = { 0 };

	CHECK_INT(sketch_add(s, &txn, &nowhere), 0);
}

/* Is this in the program? */
static bool
says(const struct plot *plot, const char *words)
{
	struct buf script = { 0 };
	bool found;

	plot_put(&script, plot);
	CHECK(!script.failed);
	found = memmem(script.ptr, script.len, words, strlen(words)) != NULL;
	buf_free(&script);
	return found;
}

static void
nothing_is_a_sentence(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s, .scale = 2 };

	CHECK(says(&plot, "\"No records, and no batches\""));
	CHECK(!says(&plot, "multiplot"));
}

static void
the_format_is_as_asked(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s };

	CHECK(says(&plot, "set terminal svg "));
	plot.is_png = true;
	CHECK(says(&plot, "set terminal pngcairo "));
}

static void
titles_say_what_is_known(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s, .has_accounts = true,
	    .accounts = 1234, .has_opening = true };

	add(&s, 5, 86399);
	CHECK(says(&plot, "\"Balance of 1,234 accounts, 1970-01-01\""));
	add(&s, 5, 86400);
	CHECK(says(&plot, "accounts, 1970-01-01 to 1970-01-02\""));
	plot.accounts = 1;
	CHECK(says(&plot, "\"Balance of 1 account, "));
	plot.has_accounts = false;
	CHECK(says(&plot, "\"Balance of all accounts together, "));
	CHECK(says(&plot, "set ylabel \"balance\"\n"));
	plot.currency = "JPY";
	CHECK(says(&plot, "set ylabel \"balance (JPY)\"\n"));
	plot.has_opening = false;
	CHECK(says(&plot, "\"Sum of all amounts so far, "));
	CHECK(says(&plot, "set ylabel \"sum (JPY)\"\n"));
	sketch_free(&s);
}

/* Of 3000 moments evenly apart some share a bin, and of 500 none does. */
static void
a_band_is_there_where_it_means_something(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s };

	for (int i = 1; i <= 500; i++)
		add(&s, i % 2 == 0 ? -1 : 1, i * 1000);
	CHECK(!says(&plot, "least to greatest"));
	for (int i = 501; i <= 3000; i++)
		add(&s, i % 2 == 0 ? -1 : 1, i * 1000);
	CHECK(says(&plot, "$range using 1:2:3"));
	CHECK(says(&plot, "\"at the end of each moment\""));
	add(&s, 1, 5);
	CHECK(!says(&plot, "$range"));
	sketch_free(&s);
}

/* Values beyond what a binary fraction holds are told from the first mark. */
static void
every_penny_of_large_amounts_is_told(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s, .scale = 2, .has_opening = true,
	    .opening = { INT64_C(9000000000000000001) } };

	add(&s, 1, 0);
	add(&s, 1, 0);
	add(&s, -3, 0);
	CHECK(says(&plot, "$balance << EOD\n1 0.01\n1 0.02\n2 0.03\n"
	    "3 0.00\nEOD\n"));
	CHECK(says(&plot, "(\"90,000,000,000,000,000.00\" 0.00, "));
	sketch_free(&s);
}

static void
the_mean_is_that_of_all_batches(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s };

	s.cap.minor = 300;
	for (int i = 0; i < 2000; i++)
		CHECK_INT(sketch_add_batch(&s, i % 3 * 100 + 50), 0);
	CHECK_INT(sketch_add_batch(&s, 330), 0);
	/* 667 times 50 and 150, 666 times 250, and 330: 300230 in all. */
	CHECK(says(&plot, "\"How full 2,001 batches are: 50.01 % of the cap "
	    "on average\""));
	CHECK(says(&plot, "title \"mean of neighbours\", 50.01 with lines"));
	CHECK(says(&plot, "set yrange [0.00:124.00]"));
	sketch_free(&s);
}

static void
windows_are_shown_near_their_bound(void)
{
	struct sketch s = SKETCH_START;
	struct plot plot = { .sketch = &s };

	CHECK_INT(sketch_add_window(&s, 1000, 1000), 0);
	CHECK(says(&plot, "\"1 window takes 1,000 batches: 0 above the lower "
	    "bound\""));
	CHECK(!says(&plot, "\"above the bound\""));
	CHECK_INT(sketch_add_window(&s, 1003, 1002), 0);
	CHECK(says(&plot, "\"2 windows take 2,003 batches: 1 above the lower "
	    "bound\""));
	CHECK(says(&plot, "\"above the bound\""));
	CHECK(says(&plot, "set yrange [999.0000:1004.0000]"));
	sketch_free(&s);
}

int
main(void)
{
	RUN(nothing_is_a_sentence);
	RUN(the_format_is_as_asked);
	RUN(titles_say_what_is_known);
	RUN(a_band_is_there_where_it_means_something);
	RUN(every_penny_of_large_amounts_is_told);
	RUN(the_mean_is_that_of_all_batches);
	RUN(windows_are_shown_near_their_bound);
	return check_status();
}
