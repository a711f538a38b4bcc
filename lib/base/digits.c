#include "base/digits.h"

/* A number below 10^8. */
static inline size_t
put_half(uint32_t number, char *dst)
{
	uint64_t digits = digits_of_half(number);
	/* The last is there even if it is zero. */
	unsigned zeros = (unsigned)__builtin_ctzll(digits |
	    UINT64_C(1) << 56) / 8;

	word_store((digits ^ DIGITS_ZEROS) >> 8 * zeros, dst);
	return 8 - zeros;
}

size_t
digits_put(uint64_t number, char *dst)
{
	/* Most numbers are small: what is counted, or has a short name. */
	if (number < 100000000)
		return put_half((uint32_t)number, dst);
	if (number < DIGITS_END) {
		unsigned count = digits_count(number, 1);
		digits_store(digits_of(number), count, dst);
		return count;
	}
	size_t len = put_half((uint32_t)(number / DIGITS_END), dst);
	digits_store(digits_of(number % DIGITS_END), 16, dst + len);
	return len + 16;
}
