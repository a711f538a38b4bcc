/*
 * checkpoint - what is only kept to begin faster: a file that is replaced as a
 * whole, and believed only where every byte of it is as it was written.
 *
 *	struct checkpoint c = { 0 };
 *
 *	checkpoint_create(&c, dir, "ledger.ckpt");
 *	checkpoint_put(&c, &count, sizeof(count));
 *	...
 *	if (checkpoint_commit(&c) == -1)
 *		return -1;
 *
 *	if (checkpoint_open(&c, dir, "ledger.ckpt") == 0 &&
 *	    checkpoint_get(&c, &count, sizeof(count)) == 0 && ...
 *	    checkpoint_end(&c) == 0)
 *		use(count);
 *	checkpoint_close(&c);
 *
 * It is written beside, synced, renamed, and its folder synced, so that there
 * is always a whole one or none.  Numbers stand in it as this machine has them;
 * on another, and after another version of this module, it is no checkpoint.
 * What is put into it, and in which order, is the caller's to know: put a
 * version of that first.
 *
 * Its bytes are hashed (base/span) in parts of 1 MiB: what is told from chance
 * is told, and no more, as who can write it can hash.
 */
#ifndef BALSYS_CHECKPOINT_H
#define BALSYS_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

struct checkpoint {
	struct checkpoint_state *state;	/* private */
};

/*
 * Begin a new one, name in the folder open at dir; both are borrowed until it
 * ends.  What fails is told by checkpoint_commit(): it returns 0, or -1 with
 * errno, and then the one before is still there, and the new one is not.  (Only
 * if it is the folder that cannot be synced may it be the new one, whole.)
 * checkpoint_commit() releases everything, checkpoint_close() instead of it
 * gives the new one up.
 */
void	checkpoint_create(struct checkpoint *c, int dir, const char *name);
void	checkpoint_put(struct checkpoint *c, const void *src, size_t len);
int	checkpoint_commit(struct checkpoint *c)
	__attribute__((warn_unused_result));

/*
 * Open one.  Returns 0, or -1 with errno ENOENT or EBADMSG (it is none, or not
 * whole), ENOMEM, or others from open(2) and read(2).  checkpoint_close() is
 * due in either case; nothing else may follow where it failed.
 */
int	checkpoint_open(struct checkpoint *c, int dir, const char *name)
	__attribute__((warn_unused_result));

/*
 * Read the next len bytes into dst.  Returns 0, or -1 with errno as above, and
 * from then on always -1; dst is then undefined.  What was got is as it was
 * put: it is checked before this returns.  checkpoint_end() is 0 where nothing
 * is left and -1, EBADMSG, where something is.
 */
int	checkpoint_get(struct checkpoint *c, void *dst, size_t len)
	__attribute__((warn_unused_result));
int	checkpoint_end(struct checkpoint *c)
	__attribute__((warn_unused_result));

/*
 * Is all of it as it was written, whatever was put?  Returns 0, or -1 with
 * errno as checkpoint_open().
 */
int	checkpoint_verify(int dir, const char *name)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	checkpoint_close(struct checkpoint *c);

#endif
