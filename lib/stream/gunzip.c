#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stream/gunzip.h"
#include "stream/gzip_header.h"

/* Of a member; BETWEEN is before its first byte. */
enum part { BETWEEN, HEADER, DATA, TRAILER };

enum {
	KEPT = INFLATE_BACK,	/* raw bytes that stay when they are used */
	TRAILER_LEN = 8,	/* a CRC, and a length modulo 2^32 */
};

struct gunzip_state {
	const struct inflater *how;
	void *inflating;
	struct gunzip_source source;
	bool at_end;		/* of the source */
	int error;		/* sticks */
	const char *reason;
	enum part part;
	struct gzip_header header;
	uint32_t crc, len;	/* of the bytes that the member gave */
	uint64_t trailer;
	int ntrailer;		/* bytes of it that have come */
	size_t start, end;	/* of the raw bytes not yet used */
	unsigned char raw[KEPT + GUNZIP_BLOCK];
};

int
gunzip_open(struct gunzip *zip, const struct inflater *how,
    struct gunzip_source source, struct span first)
{
	struct gunzip_state *s = calloc(1, sizeof(*s));
	void *inflating = how->open();

	if (s == NULL || inflating == NULL) {
		how->close(inflating);
		free(s);
		errno = ENOMEM;
		return -1;
	}
	assert(first.len <= GUNZIP_BLOCK);
	s->how = how;
	s->inflating = inflating;
	s->source = source;
	s->start = KEPT;
	s->end = KEPT + first.len;
	memcpy(s->raw + KEPT, first.ptr, first.len);
	zip->state = s;
	return 0;
}

static int
fail(struct gunzip_state *s, int error, const char *reason)
{
	s->error = error;
	s->reason = reason;
	errno = error;
	return -1;
}

static int
corrupt(struct gunzip_state *s)
{
	return fail(s, EBADMSG, "is corrupt gzip");
}

/* Add to the raw bytes.  Returns 1, 0 if there are no more, or -1. */
static int
fill(struct gunzip_state *s)
{
	size_t from = s->start - KEPT;
	ssize_t got;

	if (s->at_end)
		return 0;
	memmove(s->raw, s->raw + from, s->end - from);
	s->start -= from;
	s->end -= from;
	got = s->source.read(s->source.arg, s->raw + s->end,
	    sizeof(s->raw) - s->end);
	if (got == -1)
		return fail(s, errno, NULL);
	s->end += (size_t)got;
	s->at_end = got == 0;
	return got > 0;
}

/* Another member, 1; or the end, 0; or something that is no gzip, -1. */
static int
begin_member(struct gunzip_state *s)
{
	while (s->end - s->start < 2) {
		int got = fill(s);
		if (got == -1)
			return -1;
		if (got == 0 && s->start == s->end)
			return 0;
		if (got == 0)
			break;
	}
	if (s->end - s->start < 2 || s->raw[s->start] != 0x1f ||
	    s->raw[s->start + 1] != 0x8b)
		return fail(s, EBADMSG, "has garbage behind its gzip data");
	s->header = (struct gzip_header){ 0 };
	s->part = HEADER;
	return 1;
}

/* Go on with a header.  Returns 1 or -1. */
static int
take_header(struct gunzip_state *s)
{
	int done = 0;

	while (done == 0 && s->start < s->end)
		done = gzip_header_take(&s->header, s->how,
		    s->raw[s->start++]);
	if (done == -1)
		return corrupt(s);
	if (done == 0)
		return 1;
	s->how->reset(s->inflating);
	s->crc = s->len = 0;
	s->part = DATA;
	return 1;
}

/* Inflate what raw bytes there are.  Returns how many bytes that gave. */
static size_t
inflate_some(struct gunzip_state *s, char *dst, size_t len)
{
	unsigned char *out = (unsigned char *)dst;
	struct inflate_piece piece = { s->raw + s->start, s->end - s->start,
	    out, len };
	enum inflate_status status = s->how->run(s->inflating, &piece);

	len -= piece.room;
	s->start = s->end - piece.in_len;
	s->crc = s->how->crc(s->crc, out, len);
	s->len += (uint32_t)len;
	if (status == INFLATE_END) {
		s->trailer = 0;
		s->ntrailer = 0;
		s->part = TRAILER;
	} else if (status == INFLATE_CORRUPT) {
		(void)corrupt(s);
	} else if (status == INFLATE_MEMORY) {
		(void)fail(s, ENOMEM, NULL);
	}
	return len;
}

/* Go on with a trailer.  Returns 1 or -1. */
static int
take_trailer(struct gunzip_state *s)
{
	while (s->ntrailer < TRAILER_LEN && s->start < s->end) {
		uint64_t byte = s->raw[s->start++];
		s->trailer |= byte << 8 * s->ntrailer++;
		if (s->ntrailer == 4 && s->trailer != s->crc)
			return corrupt(s);
	}
	if (s->ntrailer < TRAILER_LEN)
		return 1;
	if (s->trailer >> 32 != s->len)
		return corrupt(s);
	s->part = BETWEEN;
	return 1;
}

/*
 * Go on with the part that we are in, which may give bytes.  Returns 1, 0 at
 * the end, or -1.
 */
static int
take_some(struct gunzip_state *s, char *dst, size_t len, size_t *given)
{
	*given = 0;
	switch (s->part) {
	case BETWEEN:
		return begin_member(s);
	case HEADER:
		return take_header(s);
	case TRAILER:
		return take_trailer(s);
	case DATA:
		*given = inflate_some(s, dst, len);
		break;
	}
	return s->error == 0 ? 1 : -1;
}

/* Can the part that we are in go on with the raw bytes there are? */
static bool
can_go_on(const struct gunzip_state *s)
{
	return s->end - s->start >= (s->part == BETWEEN ? 2 : 1);
}

ssize_t
gunzip_read(struct gunzip *zip, char *dst, size_t len)
{
	struct gunzip_state *s = zip->state;
	size_t given = 0, more;
	int got = 1;

	if (len > INFLATE_MOST)
		len = INFLATE_MOST;
	/* Members may be small, and many: but what is given never waits. */
	while (s->error == 0 && got == 1 && given < len &&
	    (given == 0 || can_go_on(s))) {
		enum part before = s->part;

		got = take_some(s, dst + given, len - given, &more);
		given += more;
		if (got == 1 && given == 0 && s->part == before &&
		    fill(s) == 0)
			(void)fail(s, EBADMSG, "is truncated gzip");
	}
	if (given > 0 || got == 0)
		return (ssize_t)given;
	/* Nothing is changed: the reason may be looked at meanwhile. */
	errno = s->error;
	return -1;
}

const char *
gunzip_reason(const struct gunzip *zip)
{
	return zip->state->reason;
}

void
gunzip_close(struct gunzip *zip)
{
	struct gunzip_state *s = zip->state;

	if (s == NULL)
		return;
	s->how->close(s->inflating);
	free(s);
	zip->state = NULL;
}
