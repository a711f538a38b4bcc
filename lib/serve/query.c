#include <string.h>

#include "base/digits.h"
#include "serve/problem.h"
#include "serve/query.h"

enum { SHOWN = 40 };		/* bytes of a value that a problem repeats */

int
query_number(struct request *r, const char *name, uint64_t least,
    uint64_t most, uint64_t *out)
{
	const char *text = request_parameter(r, name);
	uint64_t number;

	if (text == NULL)
		return 0;
	if (digits_parse(span_of(text), &number) == 0 && number >= least &&
	    number <= most) {
		*out = number;
		return 1;
	}
	problem_answer(r, PROBLEM_PARAMETER, "%s is a whole number from %llu "
	    "to %llu, not \"%.*s\"", name, (unsigned long long)least,
	    (unsigned long long)most, SHOWN, text);
	return -1;
}

int
query_time(struct request *r, const char *name, struct timestamp *out)
{
	const char *text = request_parameter(r, name);

	if (text == NULL)
		return 0;
	if (timestamp_parse(span_of(text), out) == 0)
		return 1;
	/* A plus that is not encoded has become a space. */
	problem_answer(r, PROBLEM_PARAMETER, "%s is a time such as "
	    "2026-11-22T06:50:00Z, a + of its offset written as %%2B, not "
	    "\"%.*s\"", name, SHOWN, text);
	return -1;
}

int
query_text(struct request *r, const char *name, size_t most,
    struct span *out)
{
	const char *text = request_parameter(r, name);

	if (text == NULL)
		return 0;
	*out = span_of(text);
	if (out->len <= most)
		return 1;
	problem_answer(r, PROBLEM_PARAMETER, "%s has %zu bytes at most, not "
	    "%zu", name, most, out->len);
	return -1;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
query_put(struct buf *out, struct span text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		if (is_plain(text.ptr[i])) {
			buf_putc(out, text.ptr[i]);
			continue;
		}
		buf_putc(out, '%');
		buf_putc(out, digits[byte >> 4]);
		buf_putc(out, digits[byte & 0xf]);
	}
}
