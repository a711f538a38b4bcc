/* Words are the same numbers on every machine, and nothing else is touched. */
#include <stdlib.h>

#include "base/word.h"
#include "check.h"

static void
the_first_byte_is_the_lowest(void)
{
	const char *bytes = "\x01\x02\x03\x04\x05\x06\x07\xf8\xff";
	char got[10] = "##########";

	CHECK(word_load(bytes) == UINT64_C(0xf807060504030201));
	CHECK(word_load(bytes + 1) == UINT64_C(0xfff8070605040302));
	CHECK(word_load_half(bytes + 4) == UINT64_C(0xf8070605));
	word_store(UINT64_C(0xf807060504030201), got + 1);
	CHECK(got[0] == '#' && got[9] == '#');
	CHECK(memcmp(got + 1, bytes, 8) == 0);
}

/* Where memory ends behind the last and begins with the first. */
static void
ends_have_every_byte(void)
{
	for (size_t len = 4; len <= 16; len++) {
		char *bytes = malloc(len), *others = malloc(len);
		memset(bytes, '.', len);
		memset(others, '.', len);
		struct word_ends dots = word_load_ends(bytes, len);
		CHECK(dots.first == UINT64_C(0x2e2e2e2e2e2e2e2e));
		CHECK(dots.last == UINT64_C(0x2e2e2e2e2e2e2e2e));
		CHECK(word_same_ends(bytes, others, len));
		for (size_t i = 0; i < len; i++) {
			bytes[i] ^= (char)(1 << i % 8);
			struct word_ends ends = word_load_ends(bytes, len);
			CHECK(ends.first != dots.first ||
			    ends.last != dots.last);
			CHECK(!word_same_ends(bytes, others, len));
			CHECK(!word_same_ends(others, bytes, len));
			bytes[i] = '.';
		}
		free(bytes);
		free(others);
	}
}

static void
ends_are_the_same_on_every_machine(void)
{
	struct word_ends ends = word_load_ends("abcdefghijklmnop", 16);

	CHECK(ends.first == UINT64_C(0x6c6b6a6964636261));
	CHECK(ends.last == UINT64_C(0x706f6e6d68676665));
	ends = word_load_ends("abcdefghijk", 11);
	CHECK(ends.first == UINT64_C(0x6867666564636261));
	CHECK(ends.last == UINT64_C(0x6b6a696867666564));
	ends = word_load_ends("abcde", 5);
	CHECK(ends.first == UINT64_C(0x6463626164636261));
	CHECK(ends.last == UINT64_C(0x6564636265646362));
}

int
main(void)
{
	RUN(the_first_byte_is_the_lowest);
	RUN(ends_have_every_byte);
	RUN(ends_are_the_same_on_every_machine);
	return check_status();
}
