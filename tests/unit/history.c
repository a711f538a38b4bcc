/* Pages of records by time and account, against a loop over all of them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/history.h"
#include "source.h"
#include "starve.h"

enum { MOST = 20000 };

#define YEAR_2026 INT64_C(1767225600000000)

/* What is in the file, and so in the index. */
struct item {
	char id[72], account[72];
	bool has_when;
	int64_t when;
};

static struct item item[MOST];
static size_t nitems;
static struct history h;
static struct posted_columns columns;
static uint64_t state = 1;
static int fd;

/* How a file is made. */
struct kind {
	size_t count;
	unsigned accounts;
	bool in_order;		/* by time */
	unsigned untimed;	/* one in so many has none; 0: no one */
	unsigned received;	/* likewise, but it was received */
	unsigned equal;		/* so many have the same time */
	unsigned long_line;	/* one in so many; 0: no one */
};

static uint64_t
draw(uint64_t below)
{
	return source_random(&state) % below;
}

static void
make_item(const struct kind *k, size_t i)
{
	struct item *it = &item[i];
	uint64_t step = i / (k->equal > 0 ? k->equal : 1);

	snprintf(it->id, sizeof(it->id), "%s%zu", i % 50 == 3 ?
	    "a \"quoted\", long one that has many bytes " : "r", i);
	snprintf(it->account, sizeof(it->account), "%s%u", draw(20) == 0 ?
	    "x,\"" : "acct", (unsigned)draw(k->accounts));
	it->has_when = k->untimed == 0 || draw(k->untimed) != 0;
	if (!k->in_order)
		step = draw(k->count);
	it->when = YEAR_2026 + (int64_t)step * 20000 -
	    (i % 3 == 0 && !k->in_order ? YEAR_2026 + 5000000 : 0);
}

static void
put_field(FILE *f, const char *text)
{
	putc('"', f);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', f);
		putc(*text, f);
	}
	putc('"', f);
}

static void
put_item(const struct kind *k, FILE *f, const struct item *it, size_t i)
{
	bool received = k->received > 0 && draw(k->received) == 0;
	char when[TIMESTAMP_TEXT_LEN];
	int len = it->has_when ? (int)sizeof(when) : 0;

	if (it->has_when)
		timestamp_format((struct timestamp){ it->when }, when);
	put_field(f, it->id);
	fprintf(f, ",%.*s,", received ? 0 : len, when);
	put_field(f, it->account);
	fprintf(f, ",%d.00,%.*s,", (int)i, received ? len : 0, when);
	if (k->long_line > 0 && i % k->long_line == 1)
		for (int n = 0; n < 1000000; n++)
			putc('n', f);
	fprintf(f, ",%d.00\n", (int)i);
}

/* Read the file as its owner would. */
static void
index_file(void)
{
	struct { char *line; size_t cap; uint64_t at; } r = { 0 };
	FILE *f = fopen("ledger.csv", "r");
	const char *why;
	ssize_t len;

	len = getline(&r.line, &r.cap, f);
	CHECK_INT(posted_columns(&columns, (struct span){ r.line,
	    (size_t)len - 1 }, "balance", &why), 0);
	r.at = (uint64_t)len;
	while ((len = getline(&r.line, &r.cap, f)) > 0) {
		struct posted posted;

		if (posted_parse(&columns, (struct span){ r.line,
		    (size_t)len - 1 }, 2, &posted) == -1 ||
		    history_add(&h, r.at, (size_t)len, &posted) == -1)
			abort();
		r.at += (uint64_t)len;
	}
	CHECK_INT(h.bytes, r.at);
	free(r.line);
	fclose(f);
	fd = open("ledger.csv", O_RDONLY);
}

static void
make(const struct kind *k)
{
	FILE *f = fopen("ledger.csv", "w");

	nitems = k->count;
	h.seed = 77;
	fputs("id,time,account,amount,received,note,balance\n", f);
	for (size_t i = 0; i < k->count; i++) {
		make_item(k, i);
		put_item(k, f, &item[i], i);
	}
	fclose(f);
	index_file();
	CHECK_INT(h.records, k->count);
}

static void
forget(void)
{
	history_free(&h);
	history_free(&h);
	posted_free(&columns);
	close(fd);
}

/* What was taken, by number. */
struct taken {
	size_t number[MOST];
	size_t count;
	unsigned of_page;
};

static void
take(void *arg, const struct posted *posted)
{
	struct taken *t = arg;
	size_t i = (size_t)(posted->txn.amount.minor / 100);

	CHECK_SPAN(posted->txn.id, item[i].id);
	CHECK_SPAN(posted->txn.account, item[i].account);
	t->number[t->count++] = i;
	t->of_page++;
}

static struct taken taken;

/* Follow the pages of a question to the end; how many bytes were read. */
static uint64_t
follow(struct history_query q)
{
	struct history_source from = { fd, &columns, 2 };
	struct buf after = { 0 };
	struct history_page page;
	uint64_t bytes = 0;

	buf_put(&after, q.after);
	taken.count = 0;
	do {
		taken.of_page = 0;
		q.after = buf_span(&after);
		CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), 0);
		CHECK(page.is_found);
		CHECK(taken.of_page <= q.limit);
		/* Behind what it goes on from, at most so much. */
		CHECK(page.bytes <= HISTORY_READ_MAX + 4 * 1100000);
		bytes += page.bytes;
		buf_clear(&after);
		buf_put(&after, buf_span(&page.next));
		buf_free(&page.next);
	} while (page.has_more && page.is_found);
	buf_free(&after);
	return bytes;
}

static bool
is_wanted(const struct history_query *q, const struct item *it)
{
	if ((q->has_start || q->has_end) && !it->has_when)
		return false;
	if ((q->has_start && it->when < q->start.micros) ||
	    (q->has_end && it->when > q->end.micros))
		return false;
	return !q->has_account || span_equal(q->account,
	    span_of(it->account));
}

/* The same question, by looking at all of them. */
static void
check_query(const struct history_query *q, size_t first)
{
	size_t n = 0;

	follow(*q);
	for (size_t i = first; i < nitems; i++) {
		if (!is_wanted(q, &item[i]))
			continue;
		if (n < taken.count && taken.number[n] != i) {
			CHECK_INT(taken.number[n], i);
			return;
		}
		n++;
	}
	CHECK_INT(taken.count, n);
}

static void
check_some_queries(int count)
{
	while (count-- > 0) {
		struct history_query q = { .limit = 1 + (unsigned)draw(
		    count % 3 == 0 ? 5 : HISTORY_LIMIT_MAX) };
		size_t a = draw(nitems), b = draw(nitems), first = 0;

		q.has_start = draw(2) == 0;
		q.has_end = draw(2) == 0;
		q.start.micros = item[a].when + (int64_t)draw(3) - 1;
		q.end.micros = item[b].when + (int64_t)draw(3) - 1;
		/* Few at a time only where there are few. */
		if (q.limit <= 5) {
			q.has_start = q.has_end = true;
			q.end.micros = q.start.micros + 900000;
		}
		if (q.limit > 5 && q.limit < 100)
			q.limit += 100;
		q.has_account = draw(3) == 0;
		q.account = span_of(item[draw(nitems)].account);
		if (draw(2) == 0) {
			first = draw(nitems);
			q.after = span_of(item[first++].id);
		}
		check_query(&q, first);
	}
}

static void
check_kind(struct kind k)
{
	make(&k);
	check_some_queries(40);
	forget();
}

static void
pages_are_what_a_loop_finds(void)
{
	check_kind((struct kind){ .count = 20000, .accounts = 5,
	    .in_order = true });
	check_kind((struct kind){ .count = 20000, .accounts = 3000,
	    .untimed = 10, .received = 3 });
	check_kind((struct kind){ .count = 10000, .accounts = 1,
	    .in_order = true, .equal = 1500, .received = 1 });
	check_kind((struct kind){ .count = 1, .accounts = 1 });
	check_kind((struct kind){ .count = 500, .accounts = 9,
	    .in_order = true, .untimed = 1 });
}

static void
lines_may_be_long(void)
{
	check_kind((struct kind){ .count = 60, .accounts = 5, .in_order = true,
	    .long_line = 4 });
}

static void
little_is_read_where_times_are_in_order(void)
{
	struct history_query q = { .limit = 1000, .has_start = true,
	    .has_end = true };
	struct kind k = { .count = MOST, .accounts = MOST, .in_order = true };

	make(&k);
	CHECK(h.nblocks > 15);
	q.start.micros = item[9000].when;
	q.end.micros = item[9100].when;
	CHECK(follow(q) <= 2 * HISTORY_BLOCK);
	CHECK_INT(taken.count, 101);
	/* Between two of them, before the first, behind the last, backwards. */
	q.start.micros = q.end.micros = item[9000].when + 1;
	CHECK(follow(q) <= HISTORY_BLOCK);
	CHECK_INT(taken.count, 0);
	q.start.micros = q.end.micros = item[0].when - 1;
	CHECK_INT(follow(q), 0);
	q.start.micros = q.end.micros = item[MOST - 1].when + 1;
	CHECK_INT(follow(q), 0);
	q.start.micros = item[9000].when;
	q.end.micros = item[8000].when;
	CHECK_INT(follow(q), 0);
	/* Both ends are among them. */
	q.start = q.end = (struct timestamp){ item[77].when };
	CHECK(follow(q) <= HISTORY_BLOCK);
	CHECK_INT(taken.count, 1);
	forget();
}

static void
little_is_read_for_an_account_or_behind_an_id(void)
{
	struct history_query q = { .limit = 1000, .has_account = true };
	struct kind k = { .count = MOST, .accounts = 1000000 };
	struct history_source from;
	struct history_page page;

	make(&k);
	from = (struct history_source){ fd, &columns, 2 };
	q.account = span_of(item[12345].account);
	CHECK(follow(q) <= 3 * HISTORY_BLOCK);
	CHECK(taken.count >= 1);
	q.account = SPAN("nobody");
	CHECK(follow(q) <= 2 * HISTORY_BLOCK);
	CHECK_INT(taken.count, 0);
	q = (struct history_query){ .limit = 1, .after =
	    span_of(item[5000].id) };
	taken.count = 0;
	CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), 0);
	CHECK_INT(taken.number[0], 5001);
	CHECK_SPAN(buf_span(&page.next), item[5001].id);
	CHECK(page.has_more);
	CHECK(page.blocks <= 4);
	buf_free(&page.next);
	forget();
}

static void
count(void *arg, const struct posted *posted)
{
	(void)posted;
	++*(unsigned *)arg;
}

/* Lines that fill each block to its last byte, and blocks all that may be read
   at once. */
static void
a_page_may_read_as_much_as_is_said(void)
{
	struct history_query q = { .limit = 1000, .has_account = true,
	    .account = SPAN("b") };
	FILE *f = fopen("ledger.csv", "w");
	struct history_source from;
	struct history_page page;
	unsigned found = 0;

	fputs("id,time,account,amount,received,note,balance\n", f);
	for (int i = 0; i < MOST; i++)
		fprintf(f, "%08d,,%c,1.00,,%040d,1.00\n", i,
		    i % 1024 == 5 ? 'b' : 'a', 0);
	fclose(f);
	index_file();
	from = (struct history_source){ fd, &columns, 2 };
	CHECK_INT(history_find(&h, &from, &q, count, &found, &page), 0);
	CHECK_INT(page.bytes, HISTORY_READ_MAX);
	CHECK_INT(page.blocks, HISTORY_READ_MAX / HISTORY_BLOCK);
	CHECK_INT(found, HISTORY_READ_MAX / HISTORY_BLOCK);
	CHECK(page.has_more);
	buf_free(&page.next);
	forget();
}

static void
an_id_that_is_not_there_is_told(void)
{
	struct history_query q = { .limit = 10, .after = SPAN("nothing") };
	struct kind k = { .count = 100, .accounts = 1 };
	struct history_page page;
	struct history_source from;

	make(&k);
	from = (struct history_source){ fd, &columns, 2 };
	CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), 0);
	CHECK(!page.is_found && !page.has_more);
	buf_free(&page.next);
	/* Behind the last there is nothing, yet. */
	q.after = span_of(item[99].id);
	taken.count = 0;
	CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), 0);
	CHECK(page.is_found && !page.has_more);
	CHECK_INT(taken.count, 0);
	CHECK_SPAN(buf_span(&page.next), item[99].id);
	buf_free(&page.next);
	forget();
}

static void
a_file_that_is_another_is_told(void)
{
	struct history_query q = { .limit = 10 };
	struct kind k = { .count = 100, .accounts = 1 };
	struct history_page page;
	struct history_source from;

	make(&k);
	from = (struct history_source){ fd, &columns, 2 };
	CHECK_INT(truncate("ledger.csv", 100), 0);
	errno = 0;
	CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), -1);
	CHECK_INT(errno, EBADMSG);
	buf_free(&page.next);
	from.fd = -1;
	CHECK_INT(history_find(&h, &from, &q, take, &taken, &page), -1);
	CHECK_INT(errno, EBADF);
	buf_free(&page.next);
	forget();
}

static void
without_memory_nothing_is_changed(void)
{
	struct posted posted = { .txn.id = SPAN("1") };
	struct starve starve;
	size_t failed = 0, tried = 0;

	for (uint64_t at = 0; at < 3 * HISTORY_BLOCK; at += 100) {
		uint64_t records = h.records;

		if (at % 16100 == 0 && starve_begin(&starve)) {
			tried++;
			if (history_add(&h, at, 100, &posted) == -1) {
				CHECK_INT(h.records, records);
				failed++;
			} else {
				at += 100;
			}
			starve_end(&starve);
		}
		CHECK_INT(history_add(&h, at, 100, &posted), 0);
	}
	CHECK(failed > 0 || tried == 0);
	history_free(&h);
}

int
main(void)
{
	RUN(pages_are_what_a_loop_finds);
	RUN(lines_may_be_long);
	RUN(little_is_read_where_times_are_in_order);
	RUN(little_is_read_for_an_account_or_behind_an_id);
	RUN(a_page_may_read_as_much_as_is_said);
	RUN(an_id_that_is_not_there_is_told);
	RUN(a_file_that_is_another_is_told);
	RUN(without_memory_nothing_is_changed);
	return check_status();
}
