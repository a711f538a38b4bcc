/*
 * commit - several journals that are written as one: what is put into them goes
 * to disk in groups, each journal's part of a group safe before the next one's
 * is begun, and whoever follows is told only then.
 *
 *	struct commit commit = { .after = pump, .arg = job };
 *	struct writer *refused, *accepted, *fates;
 *
 *	refused = commit_journal(&commit, &rejects);
 *	accepted = commit_journal(&commit, &ledger);
 *	fates = commit_follower(&commit, &outcomes);
 *	if (refused == NULL || accepted == NULL || fates == NULL)
 *		return -1;
 *	options.hook = commit_hook(&commit);
 *	while (next_record())
 *		writer_put(accepted, line);
 *	if (commit_finish(&commit) == -1)
 *		say(commit_error(&commit));
 *	commit_close(&commit);
 *
 * A group is what was put until the next read would wait; or, where records
 * come faster than that, until the group before is on disk, and it is no less
 * than 32 KiB and no more than some 1 MiB.  A thread writes it and syncs it,
 * and another hashes it, while the next one fills; where none can be made, the
 * owner waits.  So a record that comes alone has a sync of its own, and groups
 * are as large as disks are slow.
 *
 * The first failure sticks: nothing is written after it, and no follower gets
 * what was not safe.
 */
#ifndef BALSYS_COMMIT_H
#define BALSYS_COMMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "stream/journal.h"
#include "stream/wait.h"
#include "stream/writer.h"

enum {
	COMMIT_JOURNALS = 4,
	COMMIT_FOLLOWERS = 2,
};

struct commit {
	/*
	 * Called by the owner's thread whenever more is safe, with followers
	 * written, and before every wait; returns 0, or -1 if going on is
	 * pointless: then nothing is waited for, and what was put is written
	 * by commit_finish() all the same.  NULL: nothing.
	 */
	int (*after)(void *arg);
	void *arg;
	struct commit_state *state;	/* private */
};

/*
 * One more journal, behind those there are, or one more follower: a writer
 * that is somebody else's, and gets what is put into this one when all that
 * was put into the journals before is safe.  Both are borrowed until
 * commit_close().  Gives a writer that the commit owns, or NULL with errno
 * ENOMEM.
 *
 * writer_position() of a journal's is where in its file the next byte goes.
 */
struct writer *commit_journal(struct commit *c, struct journal *journal);
struct writer *commit_follower(struct commit *c, struct writer *to);

/*
 * A hook for who waits for input: gives the thread what was put, tells
 * followers what is safe, and wakes when more is.  It borrows c.
 */
struct wait_hook commit_hook(struct commit *c);

/*
 * Between two records: let what was put be on its way, if it is enough and
 * nothing else is.  Returns 0, or -1 as the hook.
 */
int	commit_move(struct commit *c)
	__attribute__((warn_unused_result));

/*
 * Have all that was put on disk, followers written and flushed, and after()
 * called.  Returns 0, or -1 if that or anything before failed.
 */
int	commit_finish(struct commit *c)
	__attribute__((warn_unused_result));

/*
 * How many bytes of the i-th journal are safe.  (What the journal itself says
 * may be the thread's, just now.)
 */
uint64_t commit_safe(const struct commit *c, int i);

/*
 * The line that begins at offset of the i-th journal, wherever it is by now,
 * without its newline; borrowed until the next call or put.  Returns 0, or -1
 * with errno: of pread(2), ENOMEM, or EBADMSG if there is no whole line.
 */
int	commit_line(struct commit *c, int i, uint64_t offset,
	    struct span *line)
	__attribute__((warn_unused_result));

/* Did a journal fail?  Which: NULL if none. */
const struct journal *commit_failed(const struct commit *c);

/* End the thread and release everything but the journals.  Harmless twice. */
void	commit_close(struct commit *c);

#endif
