/*
 * workers - threads that do pieces of work side by side, for one owner, who
 * gives them out and takes them back in the same order.
 *
 *	struct workers workers = { 0 };
 *
 *	if (workers_open(&workers, 4, 8, work) == -1)
 *		return -1;
 *	while (next_piece(&piece)) {
 *		while (workers_out(&workers) == 8) {
 *			workers_wait(&workers);
 *			use(workers_take(&workers));
 *		}
 *		workers_give(&workers, piece);
 *	}
 *	...
 *	workers_close(&workers);
 *
 * Only the owner calls what is here.  A piece is the workers' from when it is
 * given until it is taken back.  Threads are made as they are needed, and no
 * signal is delivered to them.
 */
#ifndef BALSYS_WORKERS_H
#define BALSYS_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

enum { WORKERS_MAX = 256 };

struct workers {
	size_t stack;		/* bytes of a thread's, or 0: as is usual here;
				   yours to set before workers_open() */
	struct workers_state *state;	/* private */
};

/*
 * Have up to threads, 1 to WORKERS_MAX, call work(piece), each for another
 * piece; no more than room of them are ever out.  Returns 0, or -1 with errno
 * ENOMEM, EMFILE or ENFILE; nothing then needs closing.
 */
int	workers_open(struct workers *w, unsigned threads, size_t room,
	    void (*work)(void *piece))
	__attribute__((warn_unused_result));

/*
 * Make a thread before there is work for it.  Returns whether there is one
 * now.
 */
bool	workers_start(struct workers *w);

/*
 * Give a piece, of which fewer than room are out.  Where no thread can be made
 * at all, its work is done in this call.
 */
void	workers_give(struct workers *w, void *piece);

/* How many pieces are out: given and not taken back. */
size_t	workers_out(const struct workers *w);

/* Take back the oldest piece if it is done; else NULL. */
void	*workers_take(struct workers *w);

/*
 * Sleep until the oldest piece, of those that are out, is done; or, and then
 * perhaps sooner, until there is something to read from fd, unless it is -1,
 * or so many milliseconds are over, unless these are -1.
 */
void	workers_wait(struct workers *w);
void	workers_wait_or(struct workers *w, int fd, int milliseconds);

/*
 * For an owner who goes to sleep in poll(2): workers_fd() becomes readable as
 * soon as the oldest piece is done, which may be at once.  To be called anew
 * before every sleep; it does nothing on workers that are all zeros.
 */
void	workers_wake_me(struct workers *w);
int	workers_fd(const struct workers *w);

/*
 * Let every thread finish the piece it is at, begin no other, and end.  All
 * pieces are the owner's again, done or not, and none is out.  No more can be
 * given; workers_fd() stays, and is never readable after workers_wake_me().
 */
void	workers_stop(struct workers *w);

/* Stop, and release everything.  Harmless twice, and on all zeros. */
void	workers_close(struct workers *w);

/* How many processors this process may use, 1 to WORKERS_MAX. */
unsigned workers_processors(void);

#endif
