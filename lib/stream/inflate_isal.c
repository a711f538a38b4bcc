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
	EARLY_MAX = 3,		/* literals that one code stands for */

	/* An entry of the table of short codes, in versions up to 2.32: */
	ENTRY_BITS = ISAL_DECODE_LONG_BITS,
	LITERALS = (1 << 25) - 1,
	IS_LONG = 1 << 25,
	COUNT_SHIFT = 26,
	COUNT_MASK = 3,
	LEN_SHIFT = 28,
};

struct isal {
	bool corrupt;		/* libisal has said so */
	size_t early;		/* bytes that were written before libisal did */
	struct inflate_state now;
	struct inflate_state before;	/* the last step */
};

static void *
open_isal(void)
{
	struct isal *isal = malloc(sizeof(*isal));

	if (isal != NULL) {
		isal->corrupt = false;
		isal->early = 0;
		isal_inflate_init(&isal->now);
	}
	return isal;
}

static void
reset_isal(void *state)
{
	struct isal *isal = state;

	isal->corrupt = false;
	isal->early = 0;
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

/* So many bytes were written; but those that were early are there already. */
static void
written(struct isal *isal, struct inflate_piece *piece, size_t len)
{
	size_t again = len < isal->early ? len : isal->early;

	if (again > 0)
		memmove(piece->out, piece->out + again, len - again);
	isal->early -= again;
	piece->out += len - again;
	piece->room -= len - again;
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
	written(isal, piece, piece->room - zip->avail_out);
	if (status < 0)
		return INFLATE_CORRUPT;
	if (zip->block_state != ISAL_BLOCK_FINISH)
		return INFLATE_MORE;
	/* Up to version 2.31, whole bytes behind the end stay in read_in. */
	piece->in -= zip->read_in_length / 8;
	piece->in_len += (size_t)zip->read_in_length / 8;
	return INFLATE_END;
}

/* The literals that an entry stands for, into dst.  Returns how many. */
static size_t
literals_of(uint32_t entry, unsigned char dst[EARLY_MAX])
{
	size_t count = entry >> COUNT_SHIFT & COUNT_MASK;
	uint32_t symbols = entry & LITERALS;

	if ((entry & IS_LONG) != 0 || entry >> LEN_SHIFT == 0)
		return 0;
	for (size_t i = 0; i < count; i++, symbols >>= 8) {
		/* The last may be a length, or the end of a block. */
		if (i + 1 == count && symbols > UINT8_MAX)
			return i;
		dst[i] = (unsigned char)symbols;
	}
	return count;
}

/*
 * libisal looks up several literals by one code, or some and a length, and
 * writes none before the last bit of all has come.  Find those whose own bits
 * have: they are the same whatever comes.
 */
static size_t
find_early(const struct inflate_state *zip, unsigned char early[EARLY_MAX])
{
	const uint32_t *table = zip->lit_huff_code.short_code_lookup;
	unsigned have = zip->read_in_length < ENTRY_BITS ?
	    (unsigned)zip->read_in_length : ENTRY_BITS;
	uint32_t bits = (uint32_t)zip->read_in & ((1U << have) - 1);
	size_t found = literals_of(table[bits], early);

	for (uint32_t comes = 1; found > 0 &&
	    comes < 1U << (ENTRY_BITS - have); comes++) {
		unsigned char others[EARLY_MAX];
		size_t count = literals_of(table[bits | comes << have], others);

		if (found > count)
			found = count;
		while (found > 0 && memcmp(early, others, found) != 0)
			found--;
	}
	return found;
}

/* There is nothing left to inflate: give what libisal does not give yet. */
static void
write_early(struct isal *isal, struct inflate_piece *piece)
{
	unsigned char early[EARLY_MAX];
	size_t found = 0;

	if (isal->now.block_state == ISAL_BLOCK_CODED)
		found = find_early(&isal->now, early);
	while (isal->early < found && piece->room > 0) {
		*piece->out++ = early[isal->early++];
		piece->room--;
	}
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
	written(isal, piece, now);
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
		size_t early = isal->early;

		copy_state(&isal->before, &isal->now);
		status = step(isal, piece, STEP);
		if (status == INFLATE_CORRUPT) {
			*piece = start;
			isal->early = early;
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
	if (status == INFLATE_MORE && piece->room > 0)
		write_early(isal, piece);
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
