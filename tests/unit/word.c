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

static void
a_short_word_has_its_bytes_and_zeros_above(void)
{
	for (size_t len = 0; len < 8; len++) {
		/* So that reading on either side of it is seen. */
		char *bytes = malloc(len);
		uint64_t wanted = 0;
		for (size_t i = 0; i < len; i++) {
			bytes[i] = (char)(0xf1 + i);
			wanted |= (uint64_t)(0xf1 + i) << 8 * i;
		}
		CHECK(word_load_short(bytes, len) == wanted);
		free(bytes);
	}
	CHECK(word_load_short(NULL, 0) == 0);
}

int
main(void)
{
	RUN(the_first_byte_is_the_lowest);
	RUN(a_short_word_has_its_bytes_and_zeros_above);
	return check_status();
}
