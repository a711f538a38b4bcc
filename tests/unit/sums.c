/* Sums of a file: what sha256sum says, however the bytes come. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "check.h"
#include "source.h"
#include "stream/sums.h"

enum { LEN = 5 * SUMS_BLOCK };

static char text[LEN];

/* Lines of all lengths, one longer than a block, and a last one cut short. */
static void
make_text(void)
{
	uint64_t state = 7;
	size_t at = 0;

	memset(text, 'x', sizeof(text));
	while (at < LEN) {
		at += source_random(&state) % 300;
		if (at > SUMS_BLOCK && at < 2 * SUMS_BLOCK)
			at += SUMS_BLOCK + 100;
		if (at < LEN - 1)
			text[at] = '\n';
		at++;
	}
}

static void
put_pieces(struct sums *s, struct buf *lines, uint64_t seed)
{
	for (size_t at = 0, len; at < LEN; at += len) {
		len = seed == 0 ? LEN : 1 + source_random(&seed) % 100000;
		if (len > LEN - at)
			len = LEN - at;
		sums_put(s, (struct span){ text + at, len }, lines);
	}
}

static void
sums_do_not_depend_on_how_the_bytes_come(void)
{
	struct buf wanted = { 0 }, got = { 0 };
	struct sums s;

	sums_start(&s);
	put_pieces(&s, &wanted, 0);
	for (uint64_t seed = 1; seed < 20; seed++) {
		buf_clear(&got);
		sums_start(&s);
		put_pieces(&s, &got, seed);
		CHECK(span_equal(buf_span(&got), buf_span(&wanted)));
	}
	buf_free(&wanted);
	buf_free(&got);
}

/* What sha256sum says of the hash before and a block. */
static void
ask_sha256sum(const char *before, const char *block, size_t len, char *hash)
{
	FILE *f = fopen("block", "w");

	fputs(before, f);
	fwrite(block, 1, len, f);
	fclose(f);
	f = popen("sha256sum <block", "r");
	CHECK_INT(fread(hash, 1, DIGEST_TEXT_LEN, f), DIGEST_TEXT_LEN);
	hash[DIGEST_TEXT_LEN] = '\0';
	pclose(f);
}

static void
each_line_is_what_sha256sum_says(void)
{
	char before[DIGEST_TEXT_LEN + 1] = "", hash[DIGEST_TEXT_LEN + 1];
	struct buf lines = { 0 };
	struct span rest;
	struct sums s;
	struct sum sum;
	uint64_t begin = 0, newlines = 0;

	sums_start(&s);
	put_pieces(&s, &lines, 3);
	sums_put_open(&s, &lines);
	rest = buf_span(&lines);
	while (rest.len > 0) {
		CHECK_INT(sums_parse(span_cut(&rest, '\n'), &sum), 0);
		for (uint64_t i = begin; i < sum.offset; i++)
			newlines += text[i] == '\n';
		CHECK(sum.lines == newlines);
		/* A block ends at the first line end that is far enough. */
		if (rest.len > 0) {
			CHECK(sum.offset - begin >= SUMS_BLOCK);
			CHECK(text[sum.offset - 1] == '\n');
			CHECK(memchr(text + begin + SUMS_BLOCK - 1, '\n',
			    sum.offset - begin - SUMS_BLOCK) == NULL);
		}
		ask_sha256sum(before, text + begin, sum.offset - begin, hash);
		CHECK_SPAN(span_of(sum.hash), hash);
		strcpy(before, hash);
		begin = sum.offset;
	}
	CHECK_INT(begin, LEN);
	CHECK_SPAN(span_of(sums_last(&s).hash), before);
	buf_free(&lines);
}

static void
a_sum_goes_on_where_a_block_ended(void)
{
	struct buf all = { 0 }, got = { 0 };
	struct span rest;
	struct sums s;
	struct sum sum;

	sums_start(&s);
	put_pieces(&s, &all, 0);
	sums_put_open(&s, &all);
	rest = buf_span(&all);
	CHECK_INT(sums_parse(span_cut(&rest, '\n'), &sum), 0);
	sums_resume(&s, &sum);
	sums_put(&s, (struct span){ text + sum.offset, LEN - sum.offset },
	    &got);
	sums_put_open(&s, &got);
	CHECK(span_equal(buf_span(&got), rest));
	buf_free(&all);
	buf_free(&got);
}

static void
lines_are_counted_however_many_stand_together(void)
{
	struct buf lines = { 0 };
	struct sums s;

	sums_start(&s);
	memset(text, '\n', 10000);
	for (size_t len = 1; len < 10000; len = len * 2 + 1) {
		uint64_t before = s.lines;
		sums_put(&s, (struct span){ text + len % 7, len }, &lines);
		CHECK_INT(s.lines - before, len);
	}
	memset(text, 0x0b, 10000);
	sums_put(&s, (struct span){ text, 10000 }, &lines);
	memset(text, 0x8a, 10000);
	sums_put(&s, (struct span){ text, 10000 }, &lines);
	CHECK_INT(s.offset - s.lines, 20000);
	buf_free(&lines);
}

static void
a_line_may_end_a_block_to_the_byte(void)
{
	struct buf lines = { 0 };
	struct sums_file f;
	struct sums s;

	memset(text, 'x', SUMS_BLOCK);
	text[SUMS_BLOCK - 1] = '\n';
	buf_put(&lines, SPAN(SUMS_HEADER));
	sums_start(&s);
	sums_put(&s, (struct span){ text, SUMS_BLOCK }, &lines);
	CHECK_INT(s.whole.offset, SUMS_BLOCK);
	f = sums_read(buf_span(&lines), SUMS_BLOCK);
	CHECK_INT(f.whole.offset, SUMS_BLOCK);
	CHECK_INT(f.len, lines.len);
	CHECK(!f.open);
	/* A byte before its limit it does not count. */
	f = sums_read(buf_span(&lines), SUMS_BLOCK - 1);
	CHECK_INT(f.whole.offset, 0);
	CHECK_INT(f.last.offset, SUMS_BLOCK);
	buf_free(&lines);
}

static void
nothing_has_no_line(void)
{
	struct buf lines = { 0 };
	struct sums s;

	sums_start(&s);
	sums_put_open(&s, &lines);
	CHECK_INT(lines.len, 0);
	CHECK_SPAN(span_of(sums_last(&s).hash), "");
	sums_put(&s, SPAN("a\n"), &lines);
	CHECK_INT(lines.len, 0);
	sums_put_open(&s, &lines);
	CHECK_SPAN(buf_span(&lines), "2,1,87428fc522803d31065e7bce3cf03fe4"
	    "75096631e5e07bbd7a0fde60c4cf25c7\n");
	buf_free(&lines);
}

static void
nothing_else_is_a_line(void)
{
	static const char hash[] = "87428fc522803d31065e7bce3cf03fe4"
	    "75096631e5e07bbd7a0fde60c4cf25c7";
	static const char *const heads[] = { "2,", "2,01,", ",1,", "a,1,",
	    "2,1,1,", "2 ,1,", "-2,1,", "" };
	struct sum sum = { .lines = 5 };
	char line[200];

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		snprintf(line, sizeof(line), "%s%s", heads[i], hash);
		CHECK_INT(sums_parse(span_of(line), &sum), -1);
	}
	snprintf(line, sizeof(line), "2,1,%.63sA", hash);
	CHECK_INT(sums_parse(span_of(line), &sum), -1);
	snprintf(line, sizeof(line), "2,1,%s\r", hash);
	CHECK_INT(sums_parse(span_of(line), &sum), -1);
	CHECK_INT(sum.lines, 5);
}

int
main(void)
{
	make_text();
	RUN(sums_do_not_depend_on_how_the_bytes_come);
	RUN(each_line_is_what_sha256sum_says);
	RUN(a_sum_goes_on_where_a_block_ended);
	RUN(lines_are_counted_however_many_stand_together);
	RUN(a_line_may_end_a_block_to_the_byte);
	RUN(nothing_has_no_line);
	RUN(nothing_else_is_a_line);
	return check_status();
}
