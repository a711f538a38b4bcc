/* Two ways that must be one, over bytes drawn by lot: see fuzz/targets.h. */
#include "base/random.h"
#include "check.h"
#include "fuzz/targets.h"
#include "fuzz/texts.h"
#include "fuzz/trouble.h"

/* Did it hold?  If not, which one was it? */
static void
check_case(bool held, uint64_t seed)
{
	if (!held)
		fprintf(stderr, "seed %" PRIu64 "\n", seed);
	CHECK(held);
}

static void
put_control(struct buf *bytes, struct random *r)
{
	for (int i = 0; i < FUZZ_CONTROL; i++)
		buf_putc(bytes, (char)random_below(r, 256));
}

/* Lines that make trouble, some of them with more of it. */
static void
readers_agree(void)
{
	struct random r = random_seeded(1);
	struct buf bytes = { 0 };

	for (uint64_t seed = 1; seed <= 6000 && check_failures == 0;
	    seed++) {
		buf_clear(&bytes);
		put_control(&bytes, &r);
		trouble_put(&bytes, seed, (size_t)random_below(&r, 40));
		if (random_below(&r, 2) == 0)
			texts_mutate(&bytes, &r);
		check_case(fuzz_reader(buf_span(&bytes)), seed);
	}
	buf_free(&bytes);
}

/* Few bytes, so that those that matter meet. */
static void
lines_are_split_by_the_book(void)
{
	static const char soup[] = ",,,\"\"\"\n\r\0 ;a'";
	struct random r = random_seeded(2);
	struct buf bytes = { 0 };

	for (uint64_t seed = 1; seed <= 30000 && check_failures == 0;
	    seed++) {
		buf_clear(&bytes);
		put_control(&bytes, &r);
		for (uint64_t n = random_below(&r, 30); n > 0; n--)
			buf_putc(&bytes, soup[random_below(&r,
			    sizeof(soup) - 1)]);
		check_case(fuzz_split(buf_span(&bytes)), seed);
	}
	buf_free(&bytes);
}

static void
values_are_read_and_written(void)
{
	struct random r = random_seeded(3);
	struct buf bytes = { 0 };

	for (uint64_t seed = 1; seed <= 20000 && check_failures == 0;
	    seed++) {
		buf_clear(&bytes);
		put_control(&bytes, &r);
		for (int row = 0; row < 3; row++) {
			buf_put(&bytes, SPAN("17\n"));
			texts_put_time(&bytes, &r);
			buf_put(&bytes, SPAN("\nacct-4\n"));
			texts_put_amount(&bytes, &r);
			buf_putc(&bytes, '\n');
		}
		if (random_below(&r, 2) == 0)
			texts_mutate(&bytes, &r);
		check_case(fuzz_values(buf_span(&bytes)), seed);
	}
	buf_free(&bytes);
}

int
main(void)
{
	RUN(readers_agree);
	RUN(lines_are_split_by_the_book);
	RUN(values_are_read_and_written);
	return check_status();
}
