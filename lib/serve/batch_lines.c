#include <errno.h>

#include "serve/batch_lines.h"
#include "stream/header.h"

static int
wrong(void)
{
	errno = EBADMSG;
	return -1;
}

/* Where the columns are, of a header that was split. */
static int
find_columns(struct batch_lines *l, const struct header *h,
    const char *window, const char *batch)
{
	l->id = header_column(h, SPAN("id"));
	l->amount = header_column(h, SPAN("amount"));
	l->count = h->count;
	if (l->id < 0 || l->amount < 0 || h->count < 4 ||
	    header_column(h, span_of(window)) != (int)h->count - 2 ||
	    header_column(h, span_of(batch)) != (int)h->count - 1)
		return wrong();
	return 0;
}

int
batch_lines_columns(struct batch_lines *l, struct span header,
    const char *window, const char *batch)
{
	struct header h = { 0 };
	int got = -1, status;

	if (l->split.field != NULL || split_start(&l->split, ',', '"') == 0)
		got = split_record(&l->split, header);
	if (got == 1)
		got = header_keep(&h, &l->split, header);
	status = got == 0 ? find_columns(l, &h, window, batch) :
	    got == 2 ? wrong() : -1;
	header_free(&h);
	return status;
}

int
batch_lines_number(struct span text, uint64_t *number)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < '0' || text.ptr[i] > '9' ||
		    __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum,
		    (uint64_t)(text.ptr[i] - '0'), &sum))
			return wrong();
	if (sum == 0 || sum > INT64_MAX)
		return wrong();
	*number = sum;
	return 0;
}

void
batch_lines_end(struct batch_lines *l,
    void (*take)(void *arg, const struct window_batch *batch), void *arg)
{
	if (l->now.count == 0)
		return;
	l->now.first_id = buf_span(&l->first_id);
	l->now.last_id = buf_span(&l->last_id);
	take(arg, &l->now);
	l->now = (struct window_batch){ 0 };
}

/* Have b hold the bytes of s and nothing else. */
static void
replace(struct buf *b, struct span s)
{
	buf_clear(b);
	buf_put(b, s);
}

/* Count in an amount, of a batch that is the one before or behind it. */
static int
add(struct batch_lines *l, uint64_t window, uint64_t batch, struct span id,
    struct money amount)
{
	if (l->now.count == 0) {
		l->now.window = window;
		l->now.batch = batch;
		replace(&l->first_id, id);
	}
	replace(&l->last_id, id);
	if (l->first_id.failed || l->last_id.failed) {
		errno = ENOMEM;
		return -1;
	}
	l->now.count++;
	money_total_add_magnitude(&l->now.total, amount);
	return 0;
}

static int
take_line(struct batch_lines *l, uint64_t window, struct span line, int scale,
    void (*take)(void *arg, const struct window_batch *batch), void *arg)
{
	uint64_t its_window, batch;
	struct money amount;
	int got = split_record(&l->split, line);
	const struct span *field = l->split.field;

	if (got == -1)
		return -1;
	if (got != 1 || l->split.nfields != l->count ||
	    batch_lines_number(field[l->count - 2], &its_window) == -1 ||
	    batch_lines_number(field[l->count - 1], &batch) == -1 ||
	    its_window != window || batch < l->now.batch ||
	    money_parse(field[l->amount], scale, &amount) == -1)
		return wrong();
	if (l->now.count > 0 && batch != l->now.batch)
		batch_lines_end(l, take, arg);
	return add(l, window, batch, field[l->id], amount);
}

int
batch_lines_add(struct batch_lines *l, uint64_t window, struct span line,
    int scale, void (*take)(void *arg, const struct window_batch *batch),
    void *arg)
{
	int status = take_line(l, window, line, scale, take, arg);

	if (status == -1)
		l->now = (struct window_batch){ 0 };
	return status;
}

void
batch_lines_free(struct batch_lines *l)
{
	split_free(&l->split);
	buf_free(&l->first_id);
	buf_free(&l->last_id);
	*l = (struct batch_lines){ 0 };
}
