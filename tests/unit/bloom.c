/* A set by a few bits a name: who is in it is found, and few others are. */
#include "check.h"
#include "serve/bloom.h"
#include "starve.h"

static uint64_t
hash_of(const char *kind, int i)
{
	char name[32];
	int len = snprintf(name, sizeof(name), "%s-%d", kind, i);

	return span_hash((struct span){ name, (size_t)len }, 42);
}

/* Of 100,000 that are not among so many names, how many may be? */
static int
count_false(int names, uint32_t nbits)
{
	struct bloom b = { 0 };
	int count = 0;

	CHECK_INT(bloom_make(&b, nbits), 0);
	for (int i = 0; i < names; i++)
		bloom_add(&b, hash_of("in", i));
	for (int i = 0; i < names; i++)
		CHECK(bloom_may_have(&b, hash_of("in", i)));
	for (int i = 0; i < 100000; i++)
		count += bloom_may_have(&b, hash_of("out", i));
	bloom_free(&b);
	bloom_free(&b);
	return count;
}

static void
who_is_in_it_is_found_and_few_others(void)
{
	int count = count_false(1000, 16000);

	/* One in 1,700 is 58; one in 120 is 830. */
	CHECK(count >= 20 && count <= 120);
	count = count_false(2000, 20000);
	CHECK(count >= 500 && count <= 1300);
}

static void
a_small_set_works_and_an_empty_one_has_nobody(void)
{
	CHECK_INT(count_false(0, 1), 0);
	CHECK(count_false(1, 1) < 100);
}

static void
want_of_memory_is_told(void)
{
	struct bloom b = { 0 };
	struct starve starve;

	if (!starve_begin(&starve))
		return;
	CHECK_INT(bloom_make(&b, 1000), -1);
	starve_end(&starve);
	bloom_free(&b);
}

int
main(void)
{
	RUN(who_is_in_it_is_found_and_few_others);
	RUN(a_small_set_works_and_an_empty_one_has_nobody);
	RUN(want_of_memory_is_told);
	return check_status();
}
