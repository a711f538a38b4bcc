#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "ledger/tables.h"
#include "serve/book_counts.h"
#include "serve/book_shape.h"
#include "serve/book_view.h"
#include "stream/folder.h"

struct book_view_state {
	int dir;
	struct book_shape shape;
	struct follower ledger;
	struct posted_columns columns;
	struct book_counts counts;
};

/* What errno says of a file of the book, or of the folder if that is NULL. */
static int
fail(struct book_view *v, const char *name)
{
	struct failure *f = &v->failure;

	if (errno == ENOMEM)
		return failure_memory(f);
	return failure_say(f, errno == EBADMSG ? READER_FAILED_DATA :
	    READER_FAILED_READ, "%s%s%s: %s", v->path, name == NULL ? "" : "/",
	    name == NULL ? "" : name, errno == EBADMSG ?
	    "this is not what a book has" : strerror(errno));
}

/* The same of the line of ledger.csv that was given last. */
static int
fail_line(struct book_view *v, const char *clause)
{
	return failure_say(&v->failure, READER_FAILED_DATA,
	    "%s/ledger.csv:%" PRIu64 ": %s", v->path,
	    v->state->ledger.lines, clause);
}

/* Is it over the cap by itself? */
static bool
is_too_large(const struct book_view *v, struct money amount)
{
	return money_magnitude(amount) > (uint64_t)v->cap.minor;
}

/* Count again those that are, of records that came when it was another. */
static int
count_too_large(struct book_view *v)
{
	struct book_view_state *s = v->state;
	struct follower again = { .name = s->ledger.name };
	struct posted posted;
	struct span line;
	int got = 1;

	v->too_large = 0;
	while (got == 1 && again.lines < s->ledger.lines) {
		got = follower_next(&again, s->dir, &line);
		if (got != 1 || again.lines == 1)
			continue;
		if (posted_parse(&s->columns, line, v->scale, &posted) == -1)
			got = -1;
		else
			v->too_large += is_too_large(v, posted.txn.amount);
	}
	follower_close(&again);
	return got == -1 ? fail(v, s->ledger.name) : 0;
}

/* What the file "book" says, once balsys-batch has been there for good. */
static int
read_shape(struct book_view *v)
{
	struct book_view_state *s = v->state;
	struct money cap = v->cap;

	book_shape_free(&s->shape);
	if (book_shape_read(&s->shape, s->dir, v->path, &v->failure) == -1)
		return -1;
	if (v->id[0] != '\0' && strcmp(v->id, s->shape.id) != 0)
		return failure_say(&v->failure, READER_FAILED_DATA,
		    "%s/book: is another book now", v->path);
	memcpy(v->id, s->shape.id, sizeof(v->id));
	v->scale = v->windows.scale = s->shape.scale;
	v->cap = v->summary.cap = v->summary.lines.cap = s->shape.cap;
	v->window = s->shape.window;
	v->has_opening = s->shape.has_opening;
	v->opening = s->shape.opening;
	v->windows.window_name = s->shape.window_name;
	v->windows.batch_name = s->shape.batch_name;
	if (v->records > 0 && money_compare(cap, v->cap) != 0)
		return count_too_large(v);
	return 0;
}

static int
read_opening(struct book_view *v)
{
	struct buf path = { 0 };
	struct table_error error;
	int status;

	if (!v->state->shape.has_opening_file)
		return 0;
	status = tables_read_opening(buf_say(&path, "%s/opening.csv",
	    v->path), v->scale, &v->accounts, &error);
	buf_free(&path);
	if (status == -1)
		return failure_say(&v->failure, error.failure, "%s",
		    error.text);
	v->balance = accounts_balance(&v->accounts);
	return 0;
}

int
book_view_open(struct book_view *v)
{
	struct book_view_state *s = calloc(1, sizeof(*s));
	uint64_t seed;

	v->state = s;
	if (s == NULL)
		return failure_memory(&v->failure);
	s->ledger.name = "ledger.csv";
	s->dir = folder_open(v->path, false);
	if (s->dir == -1)
		return fail(v, NULL);
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&seed, sizeof(seed), 0) != -1) {
		v->accounts.by_name.seed = v->history.seed = seed;
		summary_seed(&v->summary, seed);
	}
	v->summary.accounts.max = SUMMARY_ACCOUNTS;
	if (read_shape(v) == -1)
		return -1;
	if (summary_open(&v->summary) == -1 ||
	    book_counts_open(&s->counts) == -1)
		return failure_memory(&v->failure);
	return read_opening(v);
}

static int
take_header(struct book_view *v, struct span line)
{
	struct book_view_state *s = v->state;
	const char *why;

	if (posted_columns(&s->columns, line, s->shape.balance, &why) == -1)
		return fail_line(v, why);
	summary_begin_stream(&v->summary, false);
	return 0;
}

/* Have the account hold what the record left it with. */
static int
post(struct book_view *v, const struct posted *posted)
{
	struct account *a = accounts_find_or_add(&v->accounts,
	    posted->txn.account);

	if (a == NULL)
		return -1;
	v->balance.minor += posted->balance.minor - (money_int128)
	    a->balance.minor;
	if (v->has_opening && !a->opened)
		accounts_open(a, v->opening);
	a->balance = posted->balance;
	a->count++;
	return 0;
}

/* Count in a record.  Returns 0, or -1 without memory. */
static int
take(struct book_view *v, const struct posted *posted)
{
	const struct follower *f = &v->state->ledger;

	if (post(v, posted) == -1 ||
	    book_record_keep(&v->latest[v->records % BOOK_VIEW_LATEST], posted,
	    v->scale) == -1 ||
	    summary_add_run(&v->summary, &posted->txn, &posted->balance,
	    1) == -1 || history_add(&v->history, f->offset,
	    (size_t)(f->next - f->offset), posted) == -1)
		return -1;
	v->too_large += is_too_large(v, posted->txn.amount);
	v->records++;
	return 0;
}

/* Read up to most lines of ledger.csv.  Returns 0; 1 if there are fewer; or
   -1 with failure set. */
static int
read_ledger(struct book_view *v, uint64_t most,
    void (*landed)(void *arg, const struct posted *posted), void *arg)
{
	struct book_view_state *s = v->state;
	struct posted posted;
	struct span line;
	int got = 1;

	while (most > 0 &&
	    (got = follower_next(&s->ledger, s->dir, &line)) == 1) {
		if (s->ledger.lines == 1) {
			if (take_header(v, line) == -1)
				return -1;
			continue;
		}
		if (posted_parse(&s->columns, line, v->scale, &posted) == -1)
			return errno == ENOMEM ? failure_memory(&v->failure) :
			    fail_line(v, "this is no line of a ledger");
		if (take(v, &posted) == -1)
			return failure_memory(&v->failure);
		if (landed != NULL)
			landed(arg, &posted);
		most--;
	}
	return got == -1 ? fail(v, s->ledger.name) : most > 0;
}

static int
read_refused(struct book_view *v, uint64_t most)
{
	struct book_counts *counts = &v->state->counts;
	int got = book_counts_refused(counts, v->state->dir, most,
	    &v->summary.fates);

	return got == -1 ? fail(v, counts->wrong) : got;
}

int
book_view_catch_up(struct book_view *v,
    void (*landed)(void *arg, const struct posted *posted), void *arg)
{
	struct book_view_state *s = v->state;

	/* They may have been cut back, or be others now. */
	follower_close(&s->ledger);
	follower_close(&s->counts.rejects);
	follower_close(&s->counts.oversize);
	follower_close(&s->counts.submitted);
	follower_close(&v->windows.reports);
	follower_close(&v->windows.lines);
	if (read_shape(v) == -1 ||
	    read_ledger(v, UINT64_MAX, landed, arg) == -1 ||
	    read_refused(v, UINT64_MAX) == -1)
		return -1;
	return book_view_look(v, NULL, NULL) == -1 ? -1 : 0;
}

int
book_view_advance(struct book_view *v, uint64_t accepted, uint64_t refused)
{
	int got = read_ledger(v, accepted, NULL, NULL);

	if (got == 0)
		got = read_refused(v, refused);
	if (got == 1)
		return failure_say(&v->failure, READER_FAILED_DATA,
		    "%s: has fewer lines than were told of", v->path);
	return got;
}

/* Count in a window that was formed. */
static int
take_window(struct book_view *v, const struct window_entry *w)
{
	struct windows_sums report = { .windows = 1, .batches = w->batches,
	    .proven = w->is_proven, .absolute = w->total,
	    .lower_bound = w->lower_bound, .records = w->count };
	struct windows_sums batches = { .windows = 1, .batches = w->batches,
	    .absolute = w->total, .records = w->count, .has_least = true,
	    .least = w->least.minor };

	return summary_add_report(&v->summary, w->number, &report) == -1 ?
	    -1 : summary_add_batch(&v->summary, w->number, &batches);
}

/* Returns how many windows were formed, or -1 with failure set. */
static int
look_for_windows(struct book_view *v,
    void (*formed)(void *arg, struct window_entry *window), void *arg)
{
	struct window_entry *window;
	int count = 0, got;

	while ((got = window_list_next(&v->windows, v->state->dir,
	    &window)) == 1) {
		if (take_window(v, window) == -1)
			return failure_memory(&v->failure);
		if (formed != NULL)
			formed(arg, window);
		count++;
	}
	v->summary.has_windows = v->windows.reports.lines > 0;
	return got == -1 ? fail(v, "windows.csv or batches.csv") : count;
}

int
book_view_look(struct book_view *v,
    void (*formed)(void *arg, struct window_entry *window), void *arg)
{
	struct book_view_state *s = v->state;

	if (!s->shape.has_batch && read_shape(v) == -1)
		return -1;
	if (book_counts_look(&s->counts, s->dir, &v->summary.fates) == -1)
		return fail(v, s->counts.wrong);
	return s->shape.has_batch ? look_for_windows(v, formed, arg) : 0;
}

struct history_source
book_view_source(struct book_view *v)
{
	return (struct history_source){ follower_fd(&v->state->ledger),
	    &v->state->columns, v->scale };
}

int
book_view_folder(const struct book_view *v)
{
	return v->state->dir;
}

void
book_view_close(struct book_view *v)
{
	struct book_view_state *s = v->state;

	if (s == NULL)
		return;
	if (s->dir != -1)
		close(s->dir);
	follower_close(&s->ledger);
	posted_free(&s->columns);
	book_counts_close(&s->counts);
	book_shape_free(&s->shape);
	free(s);
	v->state = NULL;
	accounts_free(&v->accounts);
	summary_free(&v->summary);
	history_free(&v->history);
	window_list_free(&v->windows);
	for (int i = 0; i < BOOK_VIEW_LATEST; i++)
		book_record_free(&v->latest[i]);
	failure_free(&v->failure);
}
