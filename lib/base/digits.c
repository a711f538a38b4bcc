#include "base/digits.h"

/* A number below 10^8. */
static inline size_t
put_half(uint32_t number, char *dst)
{
	uint64_t digits = digits_of(number);
	/* The last is there even if it is zero. */
	unsigned zeros = (unsigned)__builtin_ctzll(digits |
	    UINT64_C(1) << 56) / 8;

	word_store((digits ^ DIGITS_ZEROS) >> 8 * zeros, dst);
	return 8 - zeros;
}

size_t
digits_put(uint64_t number, char *dst)
{
	size_t count;

	/* Most numbers are small: what is counted, or has a short name. */
	if (number < digits_power[8])
		return put_half((uint32_t)number, dst);
	if (number < digits_power[16]) {
		count = digits_count(number, 1);
		digits_write(number, (unsigned)count, dst);
		return count;
	}
	count = put_half((uint32_t)(number / digits_power[16]), dst);
	digits_write(number % digits_power[16], 16, dst + count);
	return count + 16;
}

int
digits_parse(struct span text, uint64_t *number)
{
	uint64_t n = 0;

	if (text.len == 0 || (text.len > 1 && *text.ptr == '0'))
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned char)text.ptr[i] - '0';
		if (digit > 9 || n > (UINT64_MAX - digit) / 10)
			return -1;
		n = n * 10 + digit;
	}
	*number = n;
	return 0;
}
