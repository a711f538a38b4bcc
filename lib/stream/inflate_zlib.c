#include <stdlib.h>

#include <zlib.h>

#include "stream/inflate.h"

enum { RAW = -MAX_WBITS };	/* nothing around the data */

static void *
open_zlib(void)
{
	z_stream *zip = calloc(1, sizeof(*zip));

	if (zip != NULL && inflateInit2(zip, RAW) != Z_OK) {
		free(zip);
		return NULL;
	}
	return zip;
}

static void
reset_zlib(void *state)
{
	(void)inflateReset(state);
}

static enum inflate_status
run_zlib(void *state, struct inflate_piece *piece)
{
	z_stream *zip = state;
	int status;

	zip->next_in = (z_const unsigned char *)(uintptr_t)piece->in;
	zip->avail_in = (uInt)piece->in_len;
	zip->next_out = piece->out;
	zip->avail_out = (uInt)piece->room;
	status = inflate(zip, Z_NO_FLUSH);
	piece->in = zip->next_in;
	piece->in_len = zip->avail_in;
	piece->out = zip->next_out;
	piece->room = zip->avail_out;
	switch (status) {
	case Z_OK:
	case Z_BUF_ERROR:	/* no room, or nothing to read */
		return INFLATE_MORE;
	case Z_STREAM_END:
		return INFLATE_END;
	case Z_MEM_ERROR:
		return INFLATE_MEMORY;
	default:
		return INFLATE_CORRUPT;
	}
}

static uint32_t
crc_zlib(uint32_t crc, const unsigned char *bytes, size_t len)
{
	return (uint32_t)crc32(crc, bytes, (uInt)len);
}

static void
close_zlib(void *state)
{
	if (state != NULL)
		(void)inflateEnd(state);
	free(state);
}

const struct inflater *
inflate_zlib(void)
{
	static const struct inflater zlib = {
		open_zlib, reset_zlib, run_zlib, crc_zlib, close_zlib,
	};

	return &zlib;
}
