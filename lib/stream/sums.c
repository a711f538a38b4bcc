#include "base/digits.h"
#include "base/word.h"
#include "stream/sums.h"

/* Begin the block behind the last whole one. */
static void
begin_block(struct sums *s)
{
	digest_start_bulk(&s->digest);
	digest_put(&s->digest, span_of(s->whole.hash));
}

void
sums_resume(struct sums *s, const struct sum *whole)
{
	s->whole = *whole;
	s->offset = whole->offset;
	s->lines = whole->lines;
	begin_block(s);
}

void
sums_start(struct sums *s)
{
	sums_resume(s, &(struct sum){ 0 });
}

/* How many newlines there are in up to 255 words, side by side. */
static uint64_t
count_in_words(const char *ptr, size_t words)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t lows = 0x7f * ones, pairs = UINT64_C(0x00ff00ff00ff00ff);
	uint64_t counts = 0;	/* one in each byte */

	for (size_t i = 0; i < words; i++) {
		uint64_t other = word_load(ptr + 8 * i) ^ '\n' * ones;

		/* The highest bit is 0 where the byte is. */
		other |= (other & lows) + lows;
		counts += ~other >> 7 & ones;
	}
	counts = (counts & pairs) + (counts >> 8 & pairs);
	return counts * UINT64_C(0x0001000100010001) >> 48;
}

static uint64_t
count_lines(struct span s)
{
	uint64_t count = 0;
	size_t words;

	while ((words = s.len / 8) > 0) {
		if (words > 255)
			words = 255;
		count += count_in_words(s.ptr, words);
		s.ptr += 8 * words;
		s.len -= 8 * words;
	}
	for (size_t i = 0; i < s.len; i++)
		count += s.ptr[i] == '\n';
	return count;
}

static void
put_line(const struct sum *sum, struct buf *lines)
{
	char number[DIGITS_ROOM];

	buf_put(lines, (struct span){ number,
	    digits_put(sum->offset, number) });
	buf_putc(lines, ',');
	buf_put(lines, (struct span){ number,
	    digits_put(sum->lines, number) });
	buf_putc(lines, ',');
	buf_put(lines, span_of(sum->hash));
	buf_putc(lines, '\n');
}

/* Where in these bytes the open block ends; all of them if it does not. */
static size_t
rest_of_block(const struct sums *s, struct span bytes, bool *ends)
{
	uint64_t there = s->offset - s->whole.offset;
	size_t from = there < SUMS_BLOCK ? SUMS_BLOCK - 1 - (size_t)there : 0;
	const char *end = NULL;

	if (from < bytes.len)
		end = memchr(bytes.ptr + from, '\n', bytes.len - from);
	*ends = end != NULL;
	return end == NULL ? bytes.len : (size_t)(end + 1 - bytes.ptr);
}

void
sums_put(struct sums *s, struct span bytes, struct buf *lines)
{
	while (bytes.len > 0) {
		bool ends;
		struct span part = { bytes.ptr,
		    rest_of_block(s, bytes, &ends) };

		digest_put(&s->digest, part);
		s->offset += part.len;
		s->lines += count_lines(part);
		bytes.ptr += part.len;
		bytes.len -= part.len;
		if (ends) {
			s->whole = sums_last(s);
			put_line(&s->whole, lines);
			begin_block(s);
		}
	}
}

struct sum
sums_last(const struct sums *s)
{
	struct sum last = { .offset = s->offset, .lines = s->lines };
	struct digest digest = s->digest;

	if (s->offset == s->whole.offset)
		return s->whole;
	digest_end(&digest, last.hash);
	return last;
}

void
sums_put_open(const struct sums *s, struct buf *lines)
{
	struct sum last = sums_last(s);

	if (last.offset != s->whole.offset)
		put_line(&last, lines);
}

int
sums_parse(struct span line, struct sum *out)
{
	struct span hash = line, offset = span_cut(&hash, ',');
	struct span lines = span_cut(&hash, ',');
	struct sum sum;

	if (digits_parse(offset, &sum.offset) == -1 ||
	    digits_parse(lines, &sum.lines) == -1 ||
	    hash.len != DIGEST_TEXT_LEN)
		return -1;
	for (size_t i = 0; i < hash.len; i++)
		if (memchr("0123456789abcdef", hash.ptr[i], 16) == NULL)
			return -1;
	memcpy(sum.hash, hash.ptr, DIGEST_TEXT_LEN);
	sum.hash[DIGEST_TEXT_LEN] = '\0';
	*out = sum;
	return 0;
}

struct sums_file
sums_read(struct span text, uint64_t limit)
{
	struct span header = SPAN(SUMS_HEADER);
	struct sums_file f = { 0 };
	size_t at = header.len;
	struct sum sum;

	if (text.len < at || memcmp(text.ptr, header.ptr, at) != 0)
		return f;
	f.len = at;
	while (at < text.len) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		struct span line = { text.ptr + at, 0 };

		if (end == NULL)
			break;
		line.len = (size_t)(end - line.ptr);
		if (sums_parse(line, &sum) == -1 ||
		    sum.offset <= f.last.offset || f.open)
			break;
		at += line.len + 1;
		f.open = sum.offset - f.last.offset < SUMS_BLOCK;
		f.last = sum;
		if (f.open) {
			f.open_block = sum;
			f.open_len = at;
		} else if (sum.offset <= limit) {
			f.whole = sum;
			f.len = at;
		}
	}
	f.open = f.open && f.open_block.offset <= limit;
	return f;
}
