#include <errno.h>
#include <string.h>

#include "cli/batch_mark.h"
#include "cli/cli.h"
#include "stream/checkpoint.h"
#include "stream/pread_all.h"

enum { BLOCK = 64 * 1024 };

#define VERSION UINT64_C(1)

/* The file is shorter than it was. */
static int
fail_short(void)
{
	errno = EBADMSG;
	return -1;
}

/* The hash of the block that ends at offset. */
static int
hash_before(int fd, uint64_t offset, char *hash)
{
	size_t len = offset < BLOCK ? (size_t)offset : BLOCK;
	char block[BLOCK];
	struct digest digest;
	ssize_t got = pread_all(fd, block, len, offset - len);

	if (got != (ssize_t)len)
		return got == -1 ? -1 : fail_short();
	digest_start(&digest);
	digest_put(&digest, (struct span){ block, len });
	digest_end(&digest, hash);
	return 0;
}

int
batch_mark_load(const struct book *book, int ledger, struct batch_mark *mark)
{
	struct checkpoint c = { 0 };
	char hash[DIGEST_TEXT_LEN + 1];
	int status = checkpoint_open(&c, book->dir, "batch.ckpt");

	if (status == 0)
		status = checkpoint_get(&c, mark, sizeof(*mark));
	if (status == 0)
		status = checkpoint_end(&c);
	checkpoint_close(&c);
	if (status == 0 && mark->version == VERSION &&
	    strcmp(mark->id, book->id) == 0 &&
	    hash_before(ledger, mark->offset, hash) == 0 &&
	    strcmp(hash, mark->hash) == 0)
		return 0;
	*mark = (struct batch_mark){ 0 };
	return -1;
}

/* Where line ends, of which the one before ends at *offset. */
static int
find_end(int fd, uint64_t lines, uint64_t *offset)
{
	char block[BLOCK];

	while (lines > 0) {
		ssize_t got = pread_all(fd, block, BLOCK, *offset);
		const char *at = block, *end, *newline;

		if (got <= 0)
			return got == -1 ? -1 : fail_short();
		for (end = block + got; lines > 0 && at < end; lines--) {
			newline = memchr(at, '\n', (size_t)(end - at));
			at = newline == NULL ? end : newline + 1;
			if (newline == NULL)
				break;
		}
		*offset += (uint64_t)(at - block);
	}
	return 0;
}

/* Returns 0, or -1 with errno, which is EBADMSG if there is no such line. */
static int
save(const struct book *book, int ledger, const struct batch_mark *before,
    struct batch_mark *mark)
{
	struct checkpoint c = { 0 };
	struct batch_mark kept;

	mark->offset = before->offset;
	if (find_end(ledger, mark->line - before->line, &mark->offset) == -1 ||
	    hash_before(ledger, mark->offset, mark->hash) == -1)
		return -1;
	/* Bytes between members, too, are the same each time. */
	memset(&kept, 0, sizeof(kept));
	kept.version = VERSION;
	kept.windows = mark->windows;
	kept.line = mark->line;
	kept.batches = mark->batches;
	kept.oversize = mark->oversize;
	kept.offset = mark->offset;
	memcpy(kept.hash, mark->hash, sizeof(kept.hash));
	memcpy(kept.id, book->id, sizeof(kept.id));
	checkpoint_create(&c, book->dir, "batch.ckpt");
	checkpoint_put(&c, &kept, sizeof(kept));
	return checkpoint_commit(&c);
}

void
batch_mark_keep(const struct book *book, int ledger,
    struct batch_mark *before, struct batch_mark *mark)
{
	if (save(book, ledger, before, mark) == 0) {
		*before = *mark;
		return;
	}
	cli_warn("%s/batch.ckpt: no checkpoint: %s", book->path,
	    strerror(errno));
	before->batches = mark->batches;
}
