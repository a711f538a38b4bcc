#include "base/span.h"
#include "base/utf8.h"

int
span_compare(struct span a, struct span b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* Up to eight bytes as a little-endian number. */
static uint64_t
load(const char *ptr, size_t len)
{
	uint64_t word = 0;

	for (size_t i = 0; i < len; i++)
		word |= (uint64_t)(unsigned char)ptr[i] << (8 * i);
	return word;
}

/* Every bit of word moves about half of the bits of the result. */
static uint64_t
mix(uint64_t word)
{
	word ^= word >> 32;
	word *= UINT64_C(0xd6e8feb86659fd93);
	word ^= word >> 32;
	word *= UINT64_C(0xd6e8feb86659fd93);
	return word ^ word >> 32;
}

uint64_t
span_hash(struct span s, uint64_t seed)
{
	uint64_t hash = mix(seed ^ s.len);

	while (s.len >= 8) {
		hash = mix(hash ^ load(s.ptr, 8));
		s.ptr += 8;
		s.len -= 8;
	}
	return s.len == 0 ? hash : mix(hash ^ load(s.ptr, s.len));
}

const char *
span_show(struct span s, char *dst)
{
	enum { MOST = 40 };
	char *at = dst, *end = dst + 1 + MOST;

	*at++ = '"';
	while (s.len > 0) {
		size_t len = utf8_shown_len(s);
		if ((size_t)(end - at) < (len == 0 ? 1 : len))
			break;
		if (len == 0)
			*at++ = '?';
		memcpy(at, s.ptr, len);
		at += len;
		s.ptr += len == 0 ? 1 : len;
		s.len -= len == 0 ? 1 : len;
	}
	if (s.len > 0) {
		memcpy(at, "...", 3);
		at += 3;
	}
	*at++ = '"';
	*at = '\0';
	return dst;
}

struct span
span_cut(struct span *rest, char sep)
{
	struct span part = *rest;
	const char *end = part.len == 0 ? NULL :
	    memchr(part.ptr, sep, part.len);

	if (end == NULL) {
		*rest = (struct span){ NULL, 0 };
		return part;
	}
	part.len = (size_t)(end - part.ptr);
	rest->ptr += part.len + 1;
	rest->len -= part.len + 1;
	return part;
}
