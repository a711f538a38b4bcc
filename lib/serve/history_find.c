/* memmem(3) and memrchr(3) are no part of POSIX. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "serve/history_index.h"
#include "stream/pread_all.h"

/* A question that is being answered. */
struct search {
	const struct history *h;
	const struct history_source *from;
	const struct history_query *query;
	void (*take)(void *arg, const struct posted *posted);
	void *arg;
	struct history_page *page;

	uint64_t account;	/* its hash */
	struct span needle;	/* what is in every line that is wanted; empty:
				   it may be any */
	char *bytes;		/* owned: of the block that was read last */
	size_t cap;
	size_t block;		/* where to go on: with this block, */
	size_t at;		/* and from here on in its bytes; 0: they are
				   not read yet */
	uint64_t read;		/* bytes, for the page */
	unsigned taken;
};

static int
read_block(struct search *s)
{
	const struct history_block *block = &s->h->block[s->block];
	ssize_t got;

	if (GROW(s->bytes, s->cap, block->len) == -1)
		return -1;
	got = pread_all(s->from->fd, s->bytes, block->len, block->offset);
	if (got == -1)
		return -1;
	s->page->blocks++;
	s->page->bytes += (uint64_t)got;
	if ((uint64_t)got == block->len)
		return 0;
	errno = EBADMSG;
	return -1;
}

/* What stands in a line as it does in a field: up to its first quote, as that
   would be doubled. */
static struct span
plain_part(struct span field)
{
	return span_cut(&field, '"');
}

/* The line that the block has at this place of it. */
static int
parse_line(struct search *s, const char *line, struct posted *posted)
{
	const char *stop = s->bytes + s->h->block[s->block].len;
	const char *end = memchr(line, '\n', (size_t)(stop - line));

	if (end == NULL) {
		errno = EBADMSG;
		return -1;
	}
	s->at = (size_t)(end - s->bytes) + 1;
	return posted_parse(s->from->columns, (struct span){ line,
	    (size_t)(end - line) }, s->from->scale, posted);
}

/* The next record of the block that may be wanted.  Returns 1, 0 if there is
   none, or -1. */
static int
next_record(struct search *s, struct posted *posted)
{
	const char *line = s->bytes + s->at, *there, *newline;
	size_t left = s->h->block[s->block].len - s->at;

	if (left == 0)
		return 0;
	if (s->needle.len > 0) {
		there = memmem(line, left, s->needle.ptr, s->needle.len);
		if (there == NULL)
			return 0;
		newline = memrchr(line, '\n', (size_t)(there - line));
		if (newline != NULL)
			line = newline + 1;
	}
	return parse_line(s, line, posted) == -1 ? -1 : 1;
}

/* Look for an id in the block.  Returns 1 and stands behind it; 0; or -1. */
static int
look_for_id(struct search *s, struct span id)
{
	struct posted posted;
	int got;

	if (read_block(s) == -1)
		return -1;
	s->at = 0;
	while ((got = next_record(s, &posted)) == 1)
		if (span_equal(posted.txn.id, id))
			return 1;
	return got;
}

/* Find where the page begins.  Returns 1; 0 if the id is not there; or -1. */
static int
find_start(struct search *s)
{
	struct span id = s->query->after;
	uint64_t hash = history_id_hash(s->h, id);
	int got = 0;

	s->needle = plain_part(id);
	for (size_t i = s->h->nblocks; i-- > 0 && got == 0;)
		if (history_may_have_id(s->h, i, hash)) {
			s->block = i;
			got = look_for_id(s, id);
		}
	return got;
}

static bool
may_match(const struct search *s, size_t i)
{
	const struct history_query *q = s->query;
	const struct history_block *block = &s->h->block[i];

	if ((q->has_start && block->most < q->start.micros) ||
	    (q->has_end && block->least > q->end.micros))
		return false;
	return !q->has_account ||
	    history_may_have_account(s->h, i, s->account);
}

static bool
matches(const struct history_query *q, const struct posted *posted)
{
	if ((q->has_start || q->has_end) && !posted->has_when)
		return false;
	if ((q->has_start && timestamp_compare(posted->when, q->start) < 0) ||
	    (q->has_end && timestamp_compare(posted->when, q->end) > 0))
		return false;
	return !q->has_account ||
	    span_equal(posted->txn.account, q->account);
}

/* What was looked at last. */
static int
keep_next(struct search *s, struct span id)
{
	buf_clear(&s->page->next);
	buf_put(&s->page->next, id);
	if (!s->page->next.failed)
		return 0;
	errno = ENOMEM;
	return -1;
}

/* That is the last record of the block. */
static int
keep_last(struct search *s)
{
	size_t len = s->h->block[s->block].len;
	const char *newline = memrchr(s->bytes, '\n', len - 1);
	struct posted posted;

	if (parse_line(s, newline == NULL ? s->bytes : newline + 1,
	    &posted) == -1)
		return -1;
	return keep_next(s, posted.txn.id);
}

/* Take what is wanted of the block, from where we stand. */
static int
take_block(struct search *s)
{
	struct posted posted;
	int got;

	while ((got = next_record(s, &posted)) == 1) {
		if (!matches(s->query, &posted))
			continue;
		if (s->taken == s->query->limit) {
			s->page->has_more = true;
			return 0;
		}
		s->take(s->arg, &posted);
		if (++s->taken == s->query->limit &&
		    keep_next(s, posted.txn.id) == -1)
			return -1;
	}
	if (got == 0 && s->taken < s->query->limit)
		return keep_last(s);
	return got;
}

/* Go from block to block until the page ends. */
static int
fill_page(struct search *s)
{
	s->needle = s->query->has_account ? plain_part(s->query->account) :
	    SPAN("");
	for (; s->block < s->h->nblocks && !s->page->has_more;
	    s->block++, s->at = 0) {
		uint64_t len = s->h->block[s->block].len;

		if (!may_match(s, s->block))
			continue;
		if (s->taken == s->query->limit ||
		    (s->read > 0 && s->read + len > HISTORY_READ_MAX)) {
			s->page->has_more = true;
			return 0;
		}
		if (s->at == 0 && read_block(s) == -1)
			return -1;
		s->read += len;
		if (take_block(s) == -1)
			return -1;
	}
	return 0;
}

int
history_find(const struct history *h, const struct history_source *from,
    const struct history_query *query,
    void (*take)(void *arg, const struct posted *posted), void *arg,
    struct history_page *page)
{
	struct search s = { .h = h, .from = from, .query = query,
	    .take = take, .arg = arg, .page = page,
	    .account = history_account_hash(h, query->account) };
	int got = 1;

	*page = (struct history_page){ 0 };
	if (query->after.len > 0) {
		got = find_start(&s);
		if (got == 1)
			got = keep_next(&s, query->after) == -1 ? -1 : 1;
	}
	page->is_found = got == 1;
	if (got == 1)
		got = fill_page(&s);
	free(s.bytes);
	return got == -1 ? -1 : 0;
}
