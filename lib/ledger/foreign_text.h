/*
 * foreign_text - fields in another encoding as one line of UTF-8.
 */
#ifndef BALSYS_FOREIGN_TEXT_H
#define BALSYS_FOREIGN_TEXT_H

#include "base/buf.h"
#include "base/span.h"

enum foreign_encoding {
	FOREIGN_UTF8,
	FOREIGN_LATIN1,
};

/*
 * The field as UTF-8, each line break in it (CRLF, LF or CR) a space.  It
 * borrows from field or from scratch, whose content is replaced; where memory
 * was missing, scratch->failed is set.  What is not UTF-8 where it should be
 * stays as it is: utf8_valid() tells.
 */
struct span foreign_text(enum foreign_encoding encoding, struct span field,
	    struct buf *scratch);

#endif
