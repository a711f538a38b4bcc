/* Ids made from lines: the same for the same, different for their like. */
#include <stdio.h>

#include "base/digest.h"
#include "check.h"
#include "ledger/auto_id.h"

static void
an_id_is_the_hash_that_the_header_says(void)
{
	struct auto_id ids = { 0 };
	char id[AUTO_ID_LEN], hash[DIGEST_TEXT_LEN + 1];
	struct digest digest;

	CHECK_INT(auto_id_next(&ids, SPAN("12.00"), id), 0);
	CHECK_INT(auto_id_next(&ids, SPAN("12.00"), id), 0);
	digest_start(&digest);
	digest_put(&digest, SPAN("12.00\n2\n"));
	digest_end(&digest, hash);
	CHECK(memcmp(id, hash, AUTO_ID_LEN) == 0);
	auto_id_free(&ids);
	auto_id_free(&ids);
}

static void
the_same_lines_after_a_clear_get_the_same_ids(void)
{
	enum { LINES = 5000 };
	static char first[LINES][AUTO_ID_LEN];
	struct auto_id ids = { 0 };

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < LINES; i++) {
			char line[32], id[AUTO_ID_LEN];
			snprintf(line, sizeof(line), "%d.00", i % 1700);
			CHECK_INT(auto_id_next(&ids, span_of(line), id), 0);
			if (round == 0)
				memcpy(first[i], id, AUTO_ID_LEN);
			else
				CHECK(memcmp(first[i], id, AUTO_ID_LEN) == 0);
		}
		auto_id_clear(&ids);
	}
	for (int i = 1700; i < LINES; i++)
		CHECK(memcmp(first[i], first[i - 1700], AUTO_ID_LEN) != 0);
	auto_id_free(&ids);
}

int
main(void)
{
	RUN(an_id_is_the_hash_that_the_header_says);
	RUN(the_same_lines_after_a_clear_get_the_same_ids);
	return check_status();
}
