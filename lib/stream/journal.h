/*
 * journal - a file that only grows at its end and is the truth of something,
 * with the file of its sums (stream/sums) beside it.
 *
 *	struct journal j = { 0 };
 *
 *	if (journal_open(&j, dir, "books/main", "ledger.csv") == -1 ||
 *	    journal_keep(&j, j.size) == -1)
 *		fail(journal_error(&j));
 *	if (journal_write(&j, bytes) == -1 || journal_sync(&j) == -1)
 *		fail(journal_error(&j));
 *	if (journal_close(&j) == -1)
 *		...
 *
 * A line is in a journal once it is there with its newline and journal_sync()
 * has returned.  Whoever may write has it alone; see to that by a lock.
 *
 * A sync that fails is never tried again: what the system says of it the
 * second time is not to be believed.  After that, or a write that failed, the
 * file is cut back to what is safe, as far as that can be done, and everything
 * fails from then on.
 */
#ifndef BALSYS_JOURNAL_H
#define BALSYS_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/span.h"
#include "stream/failure.h"
#include "stream/sums.h"

struct journal {
	uint64_t size;		/* bytes in it, whole lines */
	uint64_t safe;		/* of these, known to be on disk */
	uint64_t torn;		/* bytes behind size that journal_open() found:
				   a line without its end, or nothing but NUL */
	bool sums_missing;	/* it had something in it, no file of sums */

	bool opened;		/* private, from here on */
	bool kept;		/* journal_keep() was called and did not fail */
	bool sums_whole;	/* the file of sums says all, and is synced */
	bool failed;
	int fd, sum_fd, dir;
	uint64_t sum_size;	/* bytes of the sums of whole blocks, there */
	struct sums sums;
	struct buf path;
	struct buf lines;	/* of sums, not yet written */
	struct failure failure;
};

/*
 * Open name in the folder open at dir, which messages call folder, or make it.
 * Nothing is changed yet but that: what is torn is still there.  Returns 0, or
 * -1 with journal_error() set, also where the file is shorter than its sums
 * say: then something is lost.
 */
int	journal_open(struct journal *j, int dir, const char *folder,
	    const char *name)
	__attribute__((warn_unused_result));

/*
 * Cut it back to size, the end of a line at or before the one there, with the
 * sums of what goes; have the rest on disk, and its sums made or read.  Due
 * before anything is written.  Returns 0, or -1; one cause is that the open
 * block is not what its sum says.
 */
int	journal_keep(struct journal *j, uint64_t size)
	__attribute__((warn_unused_result));

/* Append bytes.  They are safe, and with them all before, after a sync. */
int	journal_write(struct journal *j, struct span bytes)
	__attribute__((warn_unused_result));
int	journal_sync(struct journal *j)
	__attribute__((warn_unused_result));

/*
 * The same in parts, for who has threads: journal_append() writes and
 * journal_secure() syncs, in one thread; journal_sum() adds the same bytes to
 * the sums, perhaps in another; and when both are done, journal_sync() keeps
 * what sums there are.
 */
int	journal_append(struct journal *j, struct span bytes)
	__attribute__((warn_unused_result));
int	journal_secure(struct journal *j)
	__attribute__((warn_unused_result));
void	journal_sum(struct journal *j, struct span bytes);

/*
 * Read up to len bytes from offset on, of what was written.  Returns how many,
 * or -1 with errno.  It may be called while another thread writes.
 */
ssize_t	journal_read(const struct journal *j, uint64_t offset, char *dst,
	    size_t len)
	__attribute__((warn_unused_result));

/*
 * What seals the first offset bytes of it, at most as many as are safe: the
 * last of their sums.  Returns 0 or -1.
 */
int	journal_sum_at(struct journal *j, uint64_t offset, struct sum *sum)
	__attribute__((warn_unused_result));

/*
 * Why something failed, and one line ready to print: "books/main/ledger.csv:
 * cannot be synced: Input/output error".  READER_FAILED_DATA is what is in
 * the files, READER_FAILED_OPEN that one cannot be made or opened,
 * READER_FAILED_READ all else that the system said.
 */
enum reader_failure journal_failure(const struct journal *j);
const char *journal_error(const struct journal *j);

/*
 * Sync, write the sum of the open block and sync the sums, if anything changed
 * since they were, see that the file was not removed, and release everything.
 * Returns 0 or -1, with the cause in journal_error(), which is good until
 * journal_free().  Harmless on a journal
 * that is closed or all zeros.
 */
int	journal_close(struct journal *j)
	__attribute__((warn_unused_result));
void	journal_free(struct journal *j);

#endif
