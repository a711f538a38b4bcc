#include <errno.h>

#include "serve/book_counts.h"

enum { REASON_COLUMN = 2 };	/* of file,line,reason,detail,record */

int
book_counts_open(struct book_counts *c)
{
	c->rejects.name = "rejects.csv";
	c->oversize.name = "oversize.csv";
	c->submitted.name = "submitted.csv";
	return split_start(&c->split, ',', '"');
}

/* Count a line that was refused. */
static int
count(struct book_counts *c, struct span line, struct summary_fates *fates)
{
	int got = split_record(&c->split, line), reason = 0;

	if (got == -1)
		return -1;
	if (got == 1 && c->split.nfields > REASON_COLUMN)
		while (reason < REASON_COUNT &&
		    !span_equal(c->split.field[REASON_COLUMN],
		    span_of(reason_word(reason))))
			reason++;
	if (got == 2 || c->split.nfields <= REASON_COLUMN ||
	    reason == REASON_COUNT) {
		errno = EBADMSG;
		return -1;
	}
	fates->refused++;
	fates->of_reason[reason]++;
	return 0;
}

/* Count up to most lines.  Returns 0, 1 if there are fewer, or -1. */
static int
count_refused(struct book_counts *c, struct follower *f, int dir,
    uint64_t most, struct summary_fates *fates)
{
	struct span line;
	int got = 1;

	c->wrong = f->name;
	while (most > 0 && (got = follower_next(f, dir, &line)) == 1) {
		if (f->lines == 1)	/* the header */
			continue;
		if (count(c, line, fates) == -1)
			return -1;
		most--;
	}
	return got == -1 ? -1 : most > 0;
}

int
book_counts_refused(struct book_counts *c, int dir, uint64_t most,
    struct summary_fates *fates)
{
	return count_refused(c, &c->rejects, dir, most, fates);
}

int
book_counts_look(struct book_counts *c, int dir, struct summary_fates *fates)
{
	struct span line;
	int got;

	if (count_refused(c, &c->oversize, dir, UINT64_MAX, fates) == -1)
		return -1;
	c->wrong = c->submitted.name;
	while ((got = follower_next(&c->submitted, dir, &line)) == 1) {
		fates->submitted += c->submitted.lines > 1;
		fates->has_submitted = true;
	}
	return got;
}

void
book_counts_close(struct book_counts *c)
{
	follower_close(&c->rejects);
	follower_close(&c->oversize);
	follower_close(&c->submitted);
	split_free(&c->split);
}
