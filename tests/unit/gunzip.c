/*
 * Gzip members, sound, cut and with flipped bits, by each library, against
 * what zlib makes of them by itself.
 */
#define _GNU_SOURCE
#include <errno.h>

#include "check.h"
#include "source.h"
#include "stream/gunzip.h"

enum {
	ROOM = 1 << 20,
	HELD = 2,		/* bytes that libisal may lack at a cut */
};

static char wanted[ROOM], got[ROOM];

/* What becomes of gzip: its bytes, and why there are no more. */
struct result {
	size_t len;
	const char *reason;
};

static const struct inflater *
nth_inflater(int n)
{
	return n == 0 ? inflate_zlib() : n == 1 ? inflate_isal() : NULL;
}

/*
 * Inflate by zlib, gzip's header and trailer included, into wanted.  If len is
 * not NULL, set len[i] to how many bytes the first i bytes of zip give.
 */
static struct result
want(struct span zip, size_t *len)
{
	z_stream z = { 0 };
	struct result r = { 0, "" };
	bool inside = false;
	size_t i;

	if (inflateInit2(&z, 31) != Z_OK)
		abort();
	z.next_out = (unsigned char *)wanted;
	z.avail_out = ROOM;
	for (i = 0; i < zip.len && r.reason[0] == '\0'; i++) {
		int status;

		if (len != NULL)
			len[i] = r.len;
		if (!inside && (zip.len - i < 2 ||
		    memcmp(zip.ptr + i, "\x1f\x8b", 2) != 0)) {
			r.reason = "has garbage behind its gzip data";
			break;
		}
		inside = true;
		z.next_in = (z_const unsigned char *)(uintptr_t)zip.ptr + i;
		z.avail_in = 1;
		status = inflate(&z, Z_NO_FLUSH);
		r.len = ROOM - z.avail_out;
		if (status == Z_STREAM_END) {
			inflateReset(&z);
			inside = false;
		} else if (status != Z_OK && status != Z_BUF_ERROR) {
			r.reason = "is corrupt gzip";
		}
	}
	if (inside && r.reason[0] == '\0')
		r.reason = "is truncated gzip";
	inflateEnd(&z);
	return r;
}

/* Gives bytes in pieces of piece, and looks at what was made of them. */
struct source {
	struct span left;
	size_t piece, used;
	int error;		/* at the end, if it is not 0 */
	const size_t *prompt;	/* as want() counts; or NULL */
	size_t given;
	size_t held;		/* bytes that may come with the next piece */
	int late;		/* times that less was given than could be */
};

static ssize_t
give(void *arg, void *dst, size_t len)
{
	struct source *s = arg;

	if (s->prompt != NULL && (s->given > s->prompt[s->used] ||
	    s->given + s->held < s->prompt[s->used]))
		s->late++;
	if (len > s->piece)
		len = s->piece;
	if (len > s->left.len)
		len = s->left.len;
	if (len == 0 && s->error != 0) {
		errno = s->error;
		return -1;
	}
	memcpy(dst, s->left.ptr, len);
	s->left.ptr += len;
	s->left.len -= len;
	s->used += len;
	return (ssize_t)len;
}

/* Inflate all that s gives into got, len bytes a call. */
static struct result
run(const struct inflater *how, struct source *s, size_t len)
{
	struct gunzip_source source = { give, s };
	struct gunzip zip = { 0 };
	struct result r = { 0, "" };
	ssize_t n;

	if (gunzip_open(&zip, how, source, (struct span){ "", 0 }) == -1)
		abort();
	while ((n = gunzip_read(&zip, got + r.len, r.len + len > ROOM ?
	    ROOM - r.len : len)) > 0)
		s->given = r.len += (size_t)n;
	if (n == -1)
		r.reason = errno == EBADMSG ? gunzip_reason(&zip) :
		    strerror(errno);
	/* It stays so. */
	CHECK_INT(gunzip_read(&zip, got + r.len, 1), n);
	gunzip_close(&zip);
	gunzip_close(&zip);
	return r;
}

static const size_t pieces[] = { 1, 7, 100000 };
static const size_t rooms[] = { 100000, 1, 13 };

/*
 * Did the n-th library give what is wanted?  The last bytes before a cut may be
 * missing from what libisal gives, and where a bit is flipped it may take a
 * code for sound that zlib does not, and give more.
 */
static bool
is_as_wanted(int n, struct result r, struct result want_it, bool flipped)
{
	bool cut = strcmp(want_it.reason, "is truncated gzip") == 0;
	size_t most = n == 1 && cut ? r.len + HELD : r.len;
	size_t common = r.len < want_it.len ? r.len : want_it.len;

	return most >= want_it.len &&
	    (r.len <= want_it.len || (n == 1 && flipped)) &&
	    memcmp(got, wanted, common) == 0 &&
	    strcmp(r.reason, want_it.reason) == 0;
}

/* Does each library give what zlib does by itself? */
static void
check_same(struct span zip, bool flipped, const char *what, size_t where)
{
	struct result want_it = want(zip, NULL);

	for (int n = 0; nth_inflater(n) != NULL; n++)
		for (int i = 0; i < 3; i++) {
			struct source s = { zip, .piece = pieces[i] };
			struct result r = run(nth_inflater(n), &s, rooms[i]);

			if (is_as_wanted(n, r, want_it, flipped))
				continue;
			CHECK(!"the same");
			fprintf(stderr, "library %d, %s at %zu, pieces of "
			    "%zu: %zu bytes %s, wanted %zu %s\n", n, what,
			    where, pieces[i], r.len, r.reason, want_it.len,
			    want_it.reason);
		}
}

/* Many lines, always the same. */
static struct span
text(void)
{
	static char bytes[120000];
	uint64_t state = 1;
	size_t len = 0;

	for (int i = 0; bytes[len] == '\0' && len + 100 < sizeof(bytes); i++)
		len += (size_t)snprintf(bytes + len, sizeof(bytes) - len,
		    "%d,2026-11-22T06:50:00.%06uZ,acct-%u,%d.%02u\n", i,
		    source_random(&state) % 1000000,
		    source_random(&state) % 1000,
		    (int)(source_random(&state) % 100000) - 50000,
		    source_random(&state) % 100);
	return (struct span){ bytes, strlen(bytes) };
}

/* Append a member of bytes. */
static void
put_member(struct buf *zip, struct span bytes, int level, int strategy,
    gz_header *header)
{
	z_stream z = { 0 };
	size_t room = bytes.len + 1000;

	if (deflateInit2(&z, level, Z_DEFLATED, 31, 8, strategy) != Z_OK ||
	    (header != NULL && deflateSetHeader(&z, header) != Z_OK) ||
	    buf_reserve(zip, room) == -1)
		abort();
	z.next_in = (z_const unsigned char *)(uintptr_t)bytes.ptr;
	z.avail_in = (uInt)bytes.len;
	z.next_out = (unsigned char *)zip->ptr + zip->len;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	zip->len += room - z.avail_out;
	deflateEnd(&z);
}

/* Stored, with fixed codes, with codes of its own, and nothing at all. */
static void
put_blocks(struct buf *zip)
{
	struct span some = { text().ptr, 60 }, more = { text().ptr, 500 };

	put_member(zip, some, 0, Z_DEFAULT_STRATEGY, NULL);
	put_member(zip, some, 9, Z_FIXED, NULL);
	put_member(zip, SPAN(""), 9, Z_DEFAULT_STRATEGY, NULL);
	put_member(zip, more, 9, Z_DEFAULT_STRATEGY, NULL);
}

/* A member with each field that a header may have: flags, as in gzip. */
static void
put_fields(struct buf *zip, int flags)
{
	unsigned char extra[] = "ex\0tra", name[] = "a name", comment[] = "why";
	gz_header header = { .os = 3, .hcrc = (flags & 2) != 0 };

	if ((flags & 4) != 0) {
		header.extra = extra;
		header.extra_len = (flags & 32) != 0 ? 0 : 6;
	}
	if ((flags & 8) != 0)
		header.name = name;
	if ((flags & 16) != 0)
		header.comment = comment;
	put_member(zip, SPAN("id,amount\na,1.00\n"), 9, Z_DEFAULT_STRATEGY,
	    &header);
}

static void
check_cuts(struct span zip, size_t step)
{
	for (size_t len = 0; len < zip.len; len += step)
		check_same((struct span){ zip.ptr, len }, false, "cut", len);
	check_same(zip, false, "whole", zip.len);
}

static void
check_flips(struct buf *zip)
{
	for (size_t bit = 0; bit < zip->len * 8; bit++) {
		char *byte = zip->ptr + bit / 8;
		char before = *byte;

		*byte = (char)(before ^ 1 << bit % 8);
		check_same(buf_span(zip), true, "flip", bit);
		*byte = before;
	}
}

static void
what_is_whole_cut_or_flipped_gives_what_zlib_does(void)
{
	struct buf zip = { 0 };

	put_blocks(&zip);
	check_cuts(buf_span(&zip), 1);
	check_flips(&zip);
	buf_free(&zip);
}

static void
headers_may_have_any_field(void)
{
	for (int flags = 0; flags < 64; flags += 2) {
		struct buf zip = { 0 };

		put_fields(&zip, flags);
		put_fields(&zip, flags);
		check_same(buf_span(&zip), false, "header with", (size_t)flags);
		buf_free(&zip);
	}
}

static void
headers_that_are_cut_or_flipped_are_seen(void)
{
	struct buf zip = { 0 };

	put_fields(&zip, 2 | 4 | 8 | 16);
	check_cuts(buf_span(&zip), 1);
	check_flips(&zip);
	buf_free(&zip);
}

static void
long_blocks_may_be_cut_anywhere(void)
{
	struct buf zip = { 0 };

	put_member(&zip, text(), 6, Z_DEFAULT_STRATEGY, NULL);
	put_member(&zip, text(), 1, Z_DEFAULT_STRATEGY, NULL);
	check_cuts(buf_span(&zip), zip.len / 40);
	check_cuts((struct span){ zip.ptr, 4000 }, 37);
	buf_free(&zip);
}

/* libisal takes the shortest codes by threes, but not in a last block. */
static void
short_codes_may_be_cut_anywhere(void)
{
	static char bytes[40000];
	struct buf zip = { 0 };
	uint64_t state = 1;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = "aaaab\n"[source_random(&state) % 6];
	put_member(&zip, (struct span){ bytes, sizeof(bytes) }, 6,
	    Z_HUFFMAN_ONLY, NULL);
	check_cuts((struct span){ zip.ptr, 1000 }, 1);
	buf_free(&zip);
}

static void
what_has_come_is_given_before_more_is_asked_for(void)
{
	static size_t prompt[ROOM];
	struct buf zip = { 0 };

	put_blocks(&zip);
	put_fields(&zip, 2 | 4 | 8 | 16);
	put_member(&zip, text(), 6, Z_DEFAULT_STRATEGY, NULL);
	prompt[zip.len] = want(buf_span(&zip), prompt).len;
	for (int n = 0; nth_inflater(n) != NULL; n++)
		for (int i = 0; i < 3; i++) {
			struct source s = { buf_span(&zip), .piece = pieces[i],
			    .prompt = prompt, .held = n == 1 ? HELD : 0 };

			(void)run(nth_inflater(n), &s, rooms[i]);
			CHECK_INT(s.given, prompt[zip.len]);
			CHECK_INT(s.late, 0);
		}
	buf_free(&zip);
}

static void
a_source_that_fails_is_not_asked_again(void)
{
	struct result want_it;
	struct buf zip = { 0 };

	put_blocks(&zip);
	want_it = want((struct span){ zip.ptr, zip.len / 2 }, NULL);
	for (int n = 0; nth_inflater(n) != NULL; n++) {
		struct source s = { { zip.ptr, zip.len / 2 }, .piece = 10,
		    .error = EIO };
		struct result r = run(nth_inflater(n), &s, 1000);

		CHECK(strcmp(r.reason, strerror(EIO)) == 0);
		r.reason = want_it.reason;
		CHECK(is_as_wanted(n, r, want_it, false));
	}
	buf_free(&zip);
}

static void
the_first_bytes_may_be_there_already(void)
{
	struct buf zip = { 0 };

	put_blocks(&zip);
	for (size_t len = 0; len <= zip.len; len += 5) {
		struct source s = { { zip.ptr + len, zip.len - len },
		    .piece = 100 };
		struct gunzip_source source = { give, &s };
		struct gunzip gunzip = { 0 };
		size_t given = 0;
		ssize_t n;

		CHECK_INT(gunzip_open(&gunzip, inflate_zlib(), source,
		    (struct span){ zip.ptr, len }), 0);
		while ((n = gunzip_read(&gunzip, got + given, 1000)) > 0)
			given += (size_t)n;
		CHECK_INT(n, 0);
		CHECK_INT(given, want(buf_span(&zip), NULL).len);
		CHECK(memcmp(got, wanted, given) == 0);
		gunzip_close(&gunzip);
	}
	buf_free(&zip);
}

int
main(void)
{
	if (inflate_isal() == NULL)
		puts("skip - libisal inflates as zlib does: it was not there "
		    "to build with");
	RUN(what_is_whole_cut_or_flipped_gives_what_zlib_does);
	RUN(headers_may_have_any_field);
	RUN(headers_that_are_cut_or_flipped_are_seen);
	RUN(long_blocks_may_be_cut_anywhere);
	RUN(short_codes_may_be_cut_anywhere);
	RUN(what_has_come_is_given_before_more_is_asked_for);
	RUN(a_source_that_fails_is_not_asked_again);
	RUN(the_first_bytes_may_be_there_already);
	return check_status();
}
