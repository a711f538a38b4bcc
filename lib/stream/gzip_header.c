#include <errno.h>
#include <stdbool.h>

#include "stream/gzip_header.h"

/* In the order they come. */
enum part { FIXED, EXTRA_LEN, EXTRA, NAME, COMMENT, CHECK, DONE };

enum flag {
	HAS_CHECK = 0x02,
	HAS_EXTRA = 0x04,
	HAS_NAME = 0x08,
	HAS_COMMENT = 0x10,
	UNKNOWN_FLAGS = 0xe0,
};

enum { DEFLATE = 8 };

/* Is there such a part, with a byte in it? */
static bool
has_part(const struct gzip_header *h, int part)
{
	switch (part) {
	case EXTRA_LEN:
		return (h->flags & HAS_EXTRA) != 0;
	case EXTRA:
		return h->extra > 0;
	case NAME:
		return (h->flags & HAS_NAME) != 0;
	case COMMENT:
		return (h->flags & HAS_COMMENT) != 0;
	case CHECK:
		return (h->flags & HAS_CHECK) != 0;
	default:
		return true;
	}
}

/* Take a byte of the part at hand.  Was it its last? */
static bool
take(struct gzip_header *h, unsigned char byte)
{
	size_t n = h->taken++;

	switch (h->part) {
	case FIXED:
		if (n == 2)
			h->method = byte;
		else if (n == 3)
			h->flags = byte;
		return n == 9;
	case EXTRA_LEN:
		h->extra |= (unsigned)byte << 8 * n;
		return n == 1;
	case EXTRA:
		return n + 1 == h->extra;
	case CHECK:
		h->check |= (unsigned)byte << 8 * n;
		return n == 1;
	default:
		return byte == '\0';
	}
}

int
gzip_header_take(struct gzip_header *h, const struct inflater *how,
    unsigned char byte)
{
	if (h->part != CHECK)
		h->crc = how->crc(h->crc, &byte, 1);
	if (!take(h, byte)) {
		if (h->part != FIXED || h->taken != 4 ||
		    (h->method == DEFLATE && (h->flags & UNKNOWN_FLAGS) == 0))
			return 0;
		errno = EBADMSG;
		return -1;
	}
	if (h->part == CHECK && h->check != (h->crc & 0xffff)) {
		errno = EBADMSG;
		return -1;
	}
	do
		h->part++;
	while (!has_part(h, h->part));
	h->taken = 0;
	return h->part == DONE;
}
