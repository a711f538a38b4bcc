#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "stream/commit.h"
#include "stream/queue.h"
#include "stream/workers.h"

enum {
	STACK = 256 * 1024,	/* enough to write, to sync and to hash */
	LEAST = 32 * 1024,	/* of what is put, that is a group of its own */
	MOST = 1024 * 1024,	/* that is held while a group is on its way */
	HALVES = 2,
};

/* What is put for one journal or follower. */
struct part {
	struct queue queue;
	struct journal *journal;	/* one of these two */
	struct writer *to;
	uint64_t safe;		/* bytes of the journal's file */
};

/* What is to be done with a group, by two threads: one writes, one hashes. */
struct half {
	struct commit_state *state;
	void (*work)(struct commit_state *s);
};

struct commit_state {
	struct commit *commit;
	struct part journal[COMMIT_JOURNALS], follower[COMMIT_FOLLOWERS];
	int njournals, nfollowers;
	struct workers workers;
	bool alone;		/* there can be no thread */
	int out;		/* halves of a group that are on their way */
	struct half write, sum;
	const struct journal *failed;
};

static void
write_group(struct commit_state *s)
{
	for (int i = 0; i < s->njournals && s->failed == NULL; i++) {
		struct part *p = &s->journal[i];
		struct span bytes = queue_sent(&p->queue);
		if (bytes.len > 0 && (journal_append(p->journal,
		    bytes) == -1 ||
		    journal_secure(p->journal) == -1))
			s->failed = p->journal;
	}
}

static void
sum_group(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		journal_sum(s->journal[i].journal,
		    queue_sent(&s->journal[i].queue));
}

/* What a thread does. */
static void
do_half(void *piece)
{
	struct half *half = piece;

	half->work(half->state);
}

static void
fail_part(struct part *p)
{
	if (p->queue.fills.error == 0)
		p->queue.fills.error = EIO;
}

/* From now on nothing is taken. */
static int
fail_all(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		fail_part(&s->journal[i]);
	for (int i = 0; i < s->nfollowers; i++)
		fail_part(&s->follower[i]);
	return -1;
}

static int
run_after(struct commit_state *s)
{
	return s->commit->after == NULL ? 0 : s->commit->after(s->commit->arg);
}

/* A group is back from the threads: keep its sums, and tell who follows. */
static int
settle(struct commit_state *s)
{
	for (int i = 0; i < s->njournals && s->failed == NULL; i++)
		if (journal_sync(s->journal[i].journal) == -1)
			s->failed = s->journal[i].journal;
	if (s->failed != NULL)
		return fail_all(s);
	for (int i = 0; i < s->njournals; i++) {
		queue_settle(&s->journal[i].queue);
		s->journal[i].safe = s->journal[i].journal->safe;
	}
	for (int i = 0; i < s->nfollowers; i++) {
		struct part *p = &s->follower[i];
		writer_put(p->to, queue_sent(&p->queue));
		(void)writer_flush(p->to);
	}
	return run_after(s);
}

static void
larger_of(size_t *most, size_t len)
{
	if (len > *most)
		*most = len;
}

/* Hold all that was put.  Returns the most that is held of any. */
static size_t
hold_all(struct commit_state *s)
{
	size_t most = 0;

	for (int i = 0; i < s->njournals; i++)
		larger_of(&most, queue_hold(&s->journal[i].queue));
	for (int i = 0; i < s->nfollowers; i++)
		larger_of(&most, queue_hold(&s->follower[i].queue));
	return most;
}

/* Forget what is held. */
static void
drop_all(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		queue_drop(&s->journal[i].queue);
	for (int i = 0; i < s->nfollowers; i++)
		queue_drop(&s->follower[i].queue);
}

static bool
has_error(const struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		if (s->journal[i].queue.fills.error != 0)
			return true;
	return false;
}

/* Have what was put written; no other group is on its way. */
static int
give(struct commit_state *s)
{
	size_t most = hold_all(s);

	/* Where less was put than should have been, nothing of it goes. */
	if (has_error(s)) {
		drop_all(s);
		return fail_all(s);
	}
	if (most == 0)
		return 0;
	for (int i = 0; i < s->njournals; i++)
		queue_send(&s->journal[i].queue);
	for (int i = 0; i < s->nfollowers; i++)
		queue_send(&s->follower[i].queue);
	if (s->failed != NULL)
		return fail_all(s);
	if (s->alone) {
		write_group(s);
		sum_group(s);
		return settle(s);
	}
	workers_give(&s->workers, &s->write);
	workers_give(&s->workers, &s->sum);
	s->out = HALVES;
	return 0;
}

/* Take back the group that is on its way, if it is done. */
static int
take(struct commit_state *s)
{
	if (s->out == 0)
		return 0;
	while (s->out > 0 && workers_take(&s->workers) != NULL)
		s->out--;
	return s->out > 0 ? 0 : settle(s);
}

static int
take_at_last(struct commit_state *s)
{
	int status = take(s);

	while (s->out > 0) {
		workers_wait(&s->workers);
		status = take(s);
	}
	return status;
}

/* A block is full. */
static void
sink(void *arg)
{
	struct commit_state *s = arg;

	/* What fails sticks to the writers. */
	(void)take(s);
	if (s->out > 0 && hold_all(s) < MOST)
		return;
	(void)take_at_last(s);
	(void)give(s);
}

static struct commit_state *
state_of(struct commit *c)
{
	struct commit_state *s = c->state;

	if (s != NULL)
		return s;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return NULL;
	s->commit = c;
	s->workers.stack = STACK;
	s->write = (struct half){ s, write_group };
	s->sum = (struct half){ s, sum_group };
	s->alone = workers_open(&s->workers, HALVES, HALVES, do_half) == -1;
	c->state = s;
	return s;
}

struct writer *
commit_journal(struct commit *c, struct journal *journal)
{
	struct commit_state *s = state_of(c);
	struct part *p;

	if (s == NULL)
		return NULL;
	assert(s->njournals < COMMIT_JOURNALS);
	p = &s->journal[s->njournals];
	if (queue_open(&p->queue, journal->fd, journal->size, MOST, sink,
	    s) == -1)
		return NULL;
	p->journal = journal;
	p->safe = journal->safe;
	s->njournals++;
	return &p->queue.fills;
}

struct writer *
commit_follower(struct commit *c, struct writer *to)
{
	struct commit_state *s = state_of(c);
	struct part *p;

	if (s == NULL)
		return NULL;
	assert(s->nfollowers < COMMIT_FOLLOWERS);
	p = &s->follower[s->nfollowers];
	if (queue_open(&p->queue, -1, 0, MOST, sink, s) == -1)
		return NULL;
	p->to = to;
	s->nfollowers++;
	return &p->queue.fills;
}

static int
before_wait(void *arg)
{
	struct commit_state *s = arg;

	if (take(s) == -1)
		return -1;
	if (s->out == 0 && give(s) == -1)
		return -1;
	if (s->out == 0 && has_error(s))
		return -1;
	if (!s->alone)
		workers_wake_me(&s->workers);
	return run_after(s);
}

/* Is enough put for a group? */
static bool
is_enough(const struct part *p, int count)
{
	for (int i = 0; i < count; i++)
		if (queue_waiting(&p[i].queue) >= LEAST)
			return true;
	return false;
}

int
commit_move(struct commit *c)
{
	struct commit_state *s = c->state;

	if (!is_enough(s->journal, s->njournals) &&
	    !is_enough(s->follower, s->nfollowers))
		return 0;
	if (take(s) == -1)
		return -1;
	return s->out > 0 ? 0 : give(s);
}

struct wait_hook
commit_hook(struct commit *c)
{
	struct commit_state *s = c->state;
	struct wait_hook hook = { .before = before_wait, .arg = s };

	hook.wakes = !s->alone;
	if (hook.wakes)
		hook.wake_fd = workers_fd(&s->workers);
	return hook;
}

int
commit_finish(struct commit *c)
{
	struct commit_state *s = c->state;

	if (s == NULL)
		return 0;
	/* Where going on is pointless, what was put is written all the same. */
	(void)take_at_last(s);
	(void)give(s);
	(void)take_at_last(s);
	return has_error(s) ? -1 : run_after(s);
}

uint64_t
commit_safe(const struct commit *c, int i)
{
	return c->state->journal[i].safe;
}

int
commit_line(struct commit *c, int i, uint64_t offset, struct span *line)
{
	return queue_line(&c->state->journal[i].queue, offset, line);
}

const struct journal *
commit_failed(const struct commit *c)
{
	const struct commit_state *s = c->state;

	/* While a group is on its way, this is the thread's. */
	return s == NULL || s->out > 0 ? NULL : s->failed;
}

void
commit_close(struct commit *c)
{
	struct commit_state *s = c->state;

	if (s == NULL)
		return;
	workers_close(&s->workers);
	for (int i = 0; i < s->njournals; i++)
		queue_free(&s->journal[i].queue);
	for (int i = 0; i < s->nfollowers; i++)
		queue_free(&s->follower[i].queue);
	free(s);
	c->state = NULL;
}
