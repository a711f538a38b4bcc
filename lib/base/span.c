#include "base/span.h"
#include "base/utf8.h"
#include "base/word.h"

int
span_compare(struct span a, struct span b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* All of a and all of b count for every bit of it. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
	word_pair product = (word_pair)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* From the digits of pi: a number without a pattern, and odd. */
#define PI UINT64_C(0x243f6a8885a308d3)

/*
 * A factor of 0 makes a product in which the other factor does not count, so
 * both have a secret in them: nobody who does not know the seed can choose a
 * name that makes one 0.  What the two secrets have in common is not known
 * either, or else names with their words exchanged would be the same.
 */
static inline uint64_t
hash_ends(struct word_ends ends, uint64_t secret, uint64_t other)
{
	return fold(fold(ends.first ^ secret, ends.last ^ other), PI);
}

static uint64_t
hash_long(struct span s, uint64_t secret, uint64_t other)
{
	for (size_t i = 0; i < s.len - 16; i += 16)
		other = fold(word_load(s.ptr + i) ^ secret,
		    word_load(s.ptr + i + 8) ^ other);
	return hash_ends(word_load_ends(s.ptr + s.len - 16, 16), secret, other);
}

static uint64_t
hash_short(struct span s, uint64_t secret, uint64_t other)
{
	uint64_t word = 0;

	for (size_t i = 0; i < s.len; i++)
		word |= (uint64_t)(unsigned char)s.ptr[i] << 8 * i;
	return hash_ends((struct word_ends){ word, word }, secret, other);
}

uint64_t
span_hash(struct span s, uint64_t seed)
{
	uint64_t other = seed ^ PI, secret = (other ^ s.len) * PI;

	if (s.len - 4 <= 16 - 4)		/* one test for 4 to 16 */
		return hash_ends(word_load_ends(s.ptr, s.len), secret, other);
	return s.len < 4 ? hash_short(s, secret, other) :
	    hash_long(s, secret, other);
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
