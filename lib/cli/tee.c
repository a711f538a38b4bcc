#include <errno.h>

#include "cli/tee.h"

enum { PIECE = 64 * 1024 };

int
tee_pump(struct tee *t, uint64_t safe)
{
	while (t->sent < safe && writer_error(t->out) == 0) {
		uint64_t left = safe - t->sent;
		size_t len = left < PIECE ? (size_t)left : PIECE;
		char *room = writer_room(t->out, len);
		ssize_t got = journal_read(t->journal, t->sent, room, len);

		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return -1;
		writer_used(t->out, room + got);
		t->sent += (uint64_t)got;
	}
	(void)writer_flush(t->out);
	return 0;
}
