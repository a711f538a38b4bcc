#include <string.h>

#include "base/digits.h"

size_t
digits_put(uint64_t number, char *dst)
{
	char text[20], *end = text + sizeof(text), *p = end;

	do
		*--p = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	memcpy(dst, p, (size_t)(end - p));
	return (size_t)(end - p);
}
