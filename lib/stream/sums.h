/*
 * sums - hashes of a file that grows, block by block, each over the one before
 * it, so that no byte of it changes unseen.
 *
 *	struct sums sums = { 0 };
 *
 *	sums_start(&sums);
 *	sums_put(&sums, bytes, &lines);
 *	...
 *	sums_put_open(&sums, &lines);
 *
 * A block ends with the first line that ends SUMS_BLOCK bytes or more behind
 * where the block begins; so where blocks end is a matter of what is in the
 * file, and not of how it was written.  What stands behind the last whole block
 * is the open block.
 *
 * Each block has a line of CSV, offset,lines,sha256: how many bytes and lines
 * there are up to its end, and the SHA-256 of the hash before, as 64 digits
 * (nothing before the first), and of the block's bytes.  Plain tools know the
 * same:
 *
 *	{ printf %s "$before"; tail -c "+$begin" FILE | head -c "$len"; } |
 *	    sha256sum
 *
 * The line of the open block is the last one, and is replaced when more comes.
 */
#ifndef BALSYS_SUMS_H
#define BALSYS_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/span.h"

#define SUMS_HEADER "offset,lines,sha256\n"

enum {
	SUMS_BLOCK = 1024 * 1024,
	SUMS_LINE_MAX = 20 + 1 + 20 + 1 + DIGEST_TEXT_LEN + 1,
};

/* One line of them. */
struct sum {
	uint64_t offset, lines;
	char hash[DIGEST_TEXT_LEN + 1];	/* empty: no block is whole yet */
};

struct sums {
	struct sum whole;	/* up to the end of the last whole block */
	uint64_t offset, lines;	/* up to the end of all that was put */
	struct digest digest;	/* private: of the open block */
};

/* Begin at the beginning of a file, or where a whole block ended. */
void	sums_start(struct sums *s);
void	sums_resume(struct sums *s, const struct sum *whole);

/*
 * Bytes that the file goes on with.  For every block that they complete a line
 * is appended to *lines, whose failure sticks there.
 */
void	sums_put(struct sums *s, struct span bytes, struct buf *lines);

/* Append the line of the open block, if there is anything in it. */
void	sums_put_open(const struct sums *s, struct buf *lines);

/*
 * The last line so far, of the open block if there is anything in it: what
 * seals all that was put.
 */
struct sum sums_last(const struct sums *s);

/*
 * Read a line, without its newline.  Returns 0, or -1 if that is none as
 * sums_put() writes them; *out is then unchanged.
 */
int	sums_parse(struct span line, struct sum *out)
	__attribute__((warn_unused_result));

/* What a file of sums says. */
struct sums_file {
	struct sum whole;	/* of the last whole block that counts */
	size_t len;		/* bytes of the file up to the end of its line;
				   0: not even the header is there */
	struct sum last;	/* of the last line of all; all zeros: none */
	bool open;		/* the line behind whole is one of an open
				   block, that counts: */
	struct sum open_block;
	size_t open_len;	/* bytes of the file up to the end of it */
};

/*
 * Go through the text of a file of sums, as far as it is one.  Only blocks
 * count that end at limit or before.
 */
struct sums_file sums_read(struct span text, uint64_t limit);

#endif
