/*
 * inflate - what libraries that inflate have in common: deflate data (RFC
 * 1951) in, bytes out, a piece at a time.  What is around the data in gzip is
 * the caller's.
 *
 * Sound data gives the same with each, and what is cut off or corrupt is so
 * with each; but what came before that may not be quite the same.  libisal
 * looks up to three symbols up at once, and writes none of them before the last
 * bit of all has come: up to two bytes are missing at a cut that zlib gives.
 * And of corrupt data it may give more: a code that leaves words unused is one
 * to it, and none to zlib.
 */
#ifndef BALSYS_INFLATE_H
#define BALSYS_INFLATE_H

#include <stddef.h>
#include <stdint.h>

/*
 * What is to be inflated, and room for what it gives.  All is borrowed, and
 * moved on by what was used.
 */
struct inflate_piece {
	const unsigned char *in;
	size_t in_len;
	unsigned char *out;
	size_t room;
};

enum {
	INFLATE_BACK = 8,	/* see run() */
	INFLATE_MOST = 1 << 30,	/* bytes of a piece, in and out */
};

enum inflate_status {
	INFLATE_MORE,		/* the data goes on */
	INFLATE_END,		/* it ends before piece->in */
	INFLATE_CORRUPT,
	INFLATE_MEMORY,		/* there is not enough of it */
};

struct inflater {
	/* Give a state that begins at the start of some data, or NULL. */
	void *(*open)(void);

	/* Begin at the start of other data. */
	void (*reset)(void *state);

	/*
	 * Inflate until nothing is left to read, or no room to write; what was
	 * written before an end or a failure is good.  At the end piece->in
	 * may have been moved back by up to INFLATE_BACK bytes that an earlier
	 * piece had: they must still stand before this one.
	 */
	enum inflate_status (*run)(void *state, struct inflate_piece *piece);

	/* The CRC-32 of bytes behind those whose CRC-32 is crc; 0 is none's. */
	uint32_t (*crc)(uint32_t crc, const unsigned char *bytes, size_t len);

	/* Release state, which may be NULL. */
	void (*close)(void *state);
};

/* zlib. */
const struct inflater *inflate_zlib(void);

/* libisal, which is faster; NULL where it was not there to build with. */
const struct inflater *inflate_isal(void);

#endif
