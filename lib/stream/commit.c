#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "stream/commit.h"
#include "stream/lookback.h"
#include "stream/workers.h"

enum {
	STACK = 256 * 1024,	/* enough to write, to sync and to hash */
	LEAST = 32 * 1024,	/* of what is put, that is a group of its own */
	MOST = 1024 * 1024,	/* that is held while a group is on its way */
	HALVES = 2,
};

/* What is put for one journal or follower: three parts, in this order. */
struct part {
	struct buf goes;	/* what is on its way, */
	uint64_t at;		/* and where in the file it goes */
	struct buf held;	/* what waits for that */
	struct writer fills;	/* what is being put */
	struct journal *journal;	/* one of these two */
	struct writer *to;
	uint64_t safe;		/* bytes of its file */
	struct lookback lookback;
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
	struct buf line;
};

static void
write_group(struct commit_state *s)
{
	for (int i = 0; i < s->njournals && s->failed == NULL; i++) {
		struct part *p = &s->journal[i];
		if (p->goes.len > 0 && (journal_append(p->journal,
		    buf_span(&p->goes)) == -1 ||
		    journal_secure(p->journal) == -1))
			s->failed = p->journal;
	}
}

static void
sum_group(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		journal_sum(s->journal[i].journal,
		    buf_span(&s->journal[i].goes));
}

/* What a thread does. */
static void
do_half(void *piece)
{
	struct half *half = piece;

	half->work(half->state);
}

/* From now on nothing is taken. */
static int
fail_all(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		if (s->journal[i].fills.error == 0)
			s->journal[i].fills.error = EIO;
	for (int i = 0; i < s->nfollowers; i++)
		if (s->follower[i].fills.error == 0)
			s->follower[i].fills.error = EIO;
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
	for (int i = 0; i < s->njournals; i++)
		s->journal[i].safe = s->journal[i].at +
		    s->journal[i].goes.len;
	for (int i = 0; i < s->nfollowers; i++) {
		struct part *p = &s->follower[i];
		writer_put(p->to, buf_span(&p->goes));
		(void)writer_flush(p->to);
	}
	return run_after(s);
}

/* What is in the block is held from now on; there is room for it. */
static void
hold(struct part *p)
{
	buf_put(&p->held, (struct span){ p->fills.block, p->fills.len });
	p->fills.before += p->fills.len;
	p->fills.len = 0;
}

/* Hold all that was put.  Returns the most that is held of any. */
static size_t
hold_all(struct commit_state *s)
{
	size_t most = 0;

	for (int i = 0; i < s->njournals; i++) {
		hold(&s->journal[i]);
		if (s->journal[i].held.len > most)
			most = s->journal[i].held.len;
	}
	for (int i = 0; i < s->nfollowers; i++) {
		hold(&s->follower[i]);
		if (s->follower[i].held.len > most)
			most = s->follower[i].held.len;
	}
	return most;
}

static void
send(struct part *p)
{
	struct buf gone = p->goes;

	p->goes = p->held;
	p->at = p->fills.before - p->goes.len;
	p->held = gone;
	buf_clear(&p->held);
}

/* Forget what is held. */
static void
drop_all(struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		buf_clear(&s->journal[i].held);
	for (int i = 0; i < s->nfollowers; i++)
		buf_clear(&s->follower[i].held);
}

static bool
has_error(const struct commit_state *s)
{
	for (int i = 0; i < s->njournals; i++)
		if (s->journal[i].fills.error != 0)
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
		send(&s->journal[i]);
	for (int i = 0; i < s->nfollowers; i++)
		send(&s->follower[i]);
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

static void
free_part(struct part *p)
{
	free(p->fills.block);
	buf_free(&p->goes);
	buf_free(&p->held);
	lookback_free(&p->lookback);
	*p = (struct part){ 0 };
}

static struct writer *
add(struct commit_state *s, struct part *p)
{
	if (writer_open_sink(&p->fills, sink, s) == -1)
		return NULL;
	if (buf_reserve(&p->goes, MOST + WRITER_BLOCK) == 0 &&
	    buf_reserve(&p->held, MOST + WRITER_BLOCK) == 0)
		return &p->fills;
	free_part(p);
	return NULL;
}

struct writer *
commit_journal(struct commit *c, struct journal *journal)
{
	struct commit_state *s = state_of(c);
	struct writer *w;
	struct part *p;

	if (s == NULL)
		return NULL;
	assert(s->njournals < COMMIT_JOURNALS);
	p = &s->journal[s->njournals];
	w = add(s, p);
	if (w == NULL)
		return NULL;
	w->before = journal->size;
	p->journal = journal;
	p->safe = journal->safe;
	p->lookback.fd = journal->fd;
	s->njournals++;
	return w;
}

struct writer *
commit_follower(struct commit *c, struct writer *to)
{
	struct commit_state *s = state_of(c);
	struct writer *w;

	if (s == NULL)
		return NULL;
	assert(s->nfollowers < COMMIT_FOLLOWERS);
	w = add(s, &s->follower[s->nfollowers]);
	if (w != NULL)
		s->follower[s->nfollowers++].to = to;
	return w;
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
		if (p[i].held.len + p[i].fills.len >= LEAST)
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

/* Bytes from offset on, wherever they are. */
static int
bytes_at(struct commit_state *s, struct part *p, uint64_t offset,
    struct span *bytes)
{
	const struct writer *w = &p->fills;
	uint64_t held = w->before - p->held.len;
	uint64_t written = s->out > 0 ? p->at : held;

	if (offset < written)
		return lookback_bytes(&p->lookback, offset, written, bytes);
	if (offset < held) {
		*bytes = (struct span){ p->goes.ptr + (offset - p->at),
		    (size_t)(held - offset) };
		return 0;
	}
	if (offset < w->before) {
		*bytes = (struct span){ p->held.ptr + (offset - held),
		    (size_t)(w->before - offset) };
		return 0;
	}
	*bytes = (struct span){ w->block + (offset - w->before),
	    w->len - (size_t)(offset - w->before) };
	if (offset < writer_position(w))
		return 0;
	errno = EBADMSG;
	return -1;
}

int
commit_line(struct commit *c, int i, uint64_t offset, struct span *line)
{
	struct commit_state *s = c->state;
	const char *end = NULL;
	struct span there;

	buf_clear(&s->line);
	while (end == NULL) {
		if (bytes_at(s, &s->journal[i], offset, &there) == -1)
			return -1;
		end = memchr(there.ptr, '\n', there.len);
		if (end != NULL)
			there.len = (size_t)(end - there.ptr);
		if (end != NULL && s->line.len == 0) {
			*line = there;
			return 0;
		}
		buf_put(&s->line, there);
		offset += there.len;
	}
	*line = buf_span(&s->line);
	if (!s->line.failed)
		return 0;
	errno = ENOMEM;
	return -1;
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
		free_part(&s->journal[i]);
	for (int i = 0; i < s->nfollowers; i++)
		free_part(&s->follower[i]);
	buf_free(&s->line);
	free(s);
	c->state = NULL;
}
