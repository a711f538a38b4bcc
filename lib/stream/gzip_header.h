/*
 * gzip_header - what stands before the data of a gzip member (RFC 1952), a
 * byte at a time.
 */
#ifndef BALSYS_GZIP_HEADER_H
#define BALSYS_GZIP_HEADER_H

#include "stream/inflate.h"

struct gzip_header {
	int part;		/* private, as all of this */
	size_t taken;		/* bytes of the part */
	unsigned method, flags, extra, check;
	uint32_t crc;
};

/*
 * Take the next byte of a header, the first being that of a struct that is all
 * zeros.  how is what computes its CRC.  Returns 1 if it was the last, 0 if
 * there are more, or -1 with errno EBADMSG if this is no header that can be
 * understood.  The first two bytes are not looked at.
 */
int	gzip_header_take(struct gzip_header *h, const struct inflater *how,
	    unsigned char byte)
	__attribute__((warn_unused_result));

#endif
