#include "stream/inflate.h"

#ifdef BALSYS_ISAL
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

enum {
	STEP = 32 * 1024,	/* bytes inflated at once */
	CAREFUL = 7,		/* so few, and each of them is looked at */
};

struct isal {
	bool corrupt;		/* libisal has said so */
	struct inflate_state now;
	struct inflate_state before;	/* the last step */
};

static void *
open_isal(void)
{
	struct isal *isal = malloc(sizeof(*isal));

	if (isal != NULL) {
		isal->corrupt = false;
		isal_inflate_init(&isal->now);
	}
	return isal;
}

static void
reset_isal(void *state)
{
	struct isal *isal = state;

	isal->corrupt = false;
	isal_inflate_reset(&isal->now);
}

/* Copy a state, but for what is not in use. */
static void
copy_state(struct inflate_state *to, const struct inflate_state *from)
{
	memcpy(to, from, offsetof(struct inflate_state, tmp_out_buffer) +
	    (size_t)from->tmp_out_valid);
}

/* How many bytes wait inside of libisal for room. */
static size_t
waiting(const struct inflate_state *zip)
{
	return (size_t)(zip->tmp_out_valid - zip->tmp_out_processed);
}

/* Inflate up to len bytes of piece. */
static enum inflate_status
step(struct isal *isal, struct inflate_piece *piece, size_t len)
{
	struct inflate_state *zip = &isal->now;
	int status;

	if (len > piece->in_len)
		len = piece->in_len;
	zip->next_in = (uint8_t *)(uintptr_t)piece->in;
	zip->avail_in = (uint32_t)len;
	zip->next_out = piece->out;
	zip->avail_out = (uint32_t)piece->room;
	status = isal_inflate(zip);
	piece->in_len -= len - zip->avail_in;
	piece->in += len - zip->avail_in;
	piece->out = zip->next_out;
	piece->room = zip->avail_out;
	if (status < 0)
		return INFLATE_CORRUPT;
	if (zip->block_state != ISAL_BLOCK_FINISH)
		return INFLATE_MORE;
	/* Up to version 2.31, whole bytes behind the end stay in read_in. */
	piece->in -= zip->read_in_length / 8;
	piece->in_len += (size_t)zip->read_in_length / 8;
	return INFLATE_END;
}

/* Write what was inflated before it was seen that the data is corrupt. */
static enum inflate_status
write_rest(struct isal *isal, struct inflate_piece *piece)
{
	struct inflate_state *zip = &isal->now;
	size_t len = waiting(zip);
	size_t now = len < piece->room ? len : piece->room;

	memcpy(piece->out, zip->tmp_out_buffer + zip->tmp_out_processed, now);
	zip->tmp_out_processed += (int32_t)now;
	piece->out += now;
	piece->room -= now;
	return now < len ? INFLATE_MORE : INFLATE_CORRUPT;
}

/* Inflate all of piece, or as much as there is room for. */
static enum inflate_status
run_carefully(struct isal *isal, struct inflate_piece *piece)
{
	enum inflate_status status;

	do
		status = step(isal, piece, CAREFUL);
	while (status == INFLATE_MORE && piece->room > 0 &&
	    (piece->in_len > 0 || waiting(&isal->now) > 0));
	return status;
}

/*
 * The same in long steps.  libisal may write more than was sound before it
 * sees that data is corrupt, but not where it has only a few bytes: so it is
 * then given them anew.
 */
static enum inflate_status
run_fast(struct isal *isal, struct inflate_piece *piece)
{
	enum inflate_status status;

	do {
		struct inflate_piece start = *piece;

		copy_state(&isal->before, &isal->now);
		status = step(isal, piece, STEP);
		if (status == INFLATE_CORRUPT) {
			*piece = start;
			copy_state(&isal->now, &isal->before);
		}
	} while (status == INFLATE_MORE && piece->in_len > CAREFUL &&
	    piece->room > 0);
	return status;
}

static enum inflate_status
run_isal(void *state, struct inflate_piece *piece)
{
	struct isal *isal = state;
	enum inflate_status status = INFLATE_MORE;

	if (!isal->corrupt && piece->in_len > CAREFUL)
		status = run_fast(isal, piece);
	if (!isal->corrupt && status != INFLATE_END && piece->room > 0)
		status = run_carefully(isal, piece);
	if (status == INFLATE_CORRUPT)
		isal->corrupt = true;
	if (isal->corrupt)
		return write_rest(isal, piece);
	return status;
}

static uint32_t
crc_isal(uint32_t crc, const unsigned char *bytes, size_t len)
{
	return crc32_gzip_refl(crc, bytes, len);
}

static void
close_isal(void *state)
{
	free(state);
}

const struct inflater *
inflate_isal(void)
{
	static const struct inflater isal = {
		open_isal, reset_isal, run_isal, crc_isal, close_isal,
	};

	return &isal;
}
#else
const struct inflater *
inflate_isal(void)
{
	return NULL;
}
#endif
