#include "base/digits.h"

size_t
digits_put(uint64_t number, char *dst)
{
	unsigned count;

	if (number >= DIGITS_END) {
		size_t len = digits_put(number / DIGITS_END, dst);
		digits_store(digits_of(number % DIGITS_END), 16, dst + len);
		return len + 16;
	}
	count = digits_count(number, 1);
	digits_store(digits_of(number), count, dst);
	return count;
}
