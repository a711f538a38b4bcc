/*
 * Summaries that are saved and merged: whatever the parts and their order, the
 * same bytes; and no byte of a file is believed.
 */
#define _GNU_SOURCE
#include "base/digest.h"
#include "check.h"
#include "source.h"
#include "stats/merge.h"
#include "stats/saved.h"

enum { RECORDS = 600 };

static uint64_t
draw(uint64_t *state, uint64_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (*state >> 20) % below;
}

/* A writer into a buf. */
struct kept {
	struct writer w;
	struct buf *out;
};

static void
keep(void *arg)
{
	struct kept *kept = arg;

	buf_put(kept->out, (struct span){ kept->w.block, kept->w.len });
	kept->w.len = 0;
}

/* What a summary is saved as. */
static void
save(const struct summary *s, const char *currency, struct buf *out)
{
	struct kept kept = { .out = out };

	buf_clear(out);
	if (writer_open_sink(&kept.w, keep, &kept) == -1)
		abort();
	CHECK_INT(saved_put(&kept.w, s, 2, currency), 0);
	CHECK_INT(writer_close(&kept.w), 0);
}

static void
start(struct summary *s, enum summary_by by)
{
	*s = (struct summary){ .by = by, .cap = { 100000000 },
	    .accounts.max = by == SUMMARY_ACCOUNT ? SIZE_MAX : 4096 };
	if (summary_open(s) == -1)
		abort();
}

/* How wide the times of records are, in seconds; 0: they have none. */
static const uint64_t spreads[] = { 0, 1, 40000, 2000000, UINT64_C(200000000),
    UINT64_C(300000000000) };

enum { SPREADS = sizeof(spreads) / sizeof(*spreads) };

struct made {
	struct txn txn;
	struct summary_place place;
	char account[8];
};

/* Records by lot: of any size, some without a time, some in no window. */
static void
make(struct made *r, size_t count, uint64_t spread, uint64_t *state)
{
	static const char *const names[] = { "", "a", "b,c", "d\"", "\xff x" };

	for (size_t i = 0; i < count; i++, r++) {
		uint64_t size = UINT64_C(1) << draw(state, 62);

		*r = (struct made){ 0 };
		r->txn.amount.minor = (int64_t)draw(state, size);
		if (draw(state, 2) == 0)
			r->txn.amount.minor = -r->txn.amount.minor - 1;
		if (draw(state, 100) == 0)
			r->txn.amount.minor = draw(state, 2) ? INT64_MIN :
			    INT64_MAX;
		r->txn.has_time = spread > 0 && draw(state, 10) > 0;
		r->txn.time.micros = (int64_t)(draw(state, spread + 1) *
		    1000000 + draw(state, 1000000)) - (spread > 9999999999 ?
		    INT64_C(60000000000000000) : 0);
		strcpy(r->account, names[draw(state, 5)]);
		r->txn.account = span_of(r->account);
		r->place.has_window = draw(state, 3) > 0;
		r->place.window = 1 + i / 20;
		r->place.batch = 1 + i % 20 / 7;
	}
}

static void
add(struct summary *s, const struct made *r)
{
	struct windows_sums sums = { .windows = 1, .batches = 2, .proven = 1,
	    .absolute = { 5 }, .lower_bound = 2, .records = 7 };

	if (summary_add(s, &r->txn, NULL, &r->place) == -1)
		abort();
	if (r->txn.amount.minor % 7 == 0 && summary_add_report(s,
	    r->place.window, &sums) == -1)
		abort();
	sums.windows = sums.proven = 0;
	sums.batches = 1;
	sums.lower_bound = 0;
	sums.has_least = true;
	sums.least = r->txn.amount.minor & 3;
	if (r->txn.amount.minor % 5 == 0 && summary_add_batch(s,
	    r->place.window, &sums) == -1)
		abort();
	if (r->txn.amount.minor % 11 == 0) {
		s->fates.refused += 2;
		s->fates.of_reason[REASON_ID]++;
		s->fates.has_outcomes = true;
		s->fates.known += 3;
	}
}

static void
read_bytes(struct merge *m, struct summary *s, const struct buf *bytes)
{
	source_file("part", buf_span(bytes));
	CHECK_INT(merge_read(m, s, "part"), 0);
	if (m->failure.kind != 0)
		fprintf(stderr, "%s\n", m->failure.sentence);
}

/* Save what parts come to, of which each may be one already. */
static void
merge_parts(const struct buf *part, size_t count, struct buf *out)
{
	struct summary s;
	struct merge m = { 0 };

	start(&s, SUMMARY_WHOLE);
	for (size_t i = 0; i < count; i++)
		read_bytes(&m, &s, &part[i]);
	CHECK(s.is_merged);
	summary_end(&s);
	save(&s, m.value[MERGE_CURRENCY], out);
	summary_free(&s);
	merge_free(&m);
}

/* Of every record by lot which of the parts it is in. */
static void
save_parts(const struct made *r, enum summary_by by, struct buf *part,
    size_t count, uint64_t *state)
{
	struct summary s[8];

	for (size_t i = 0; i < count; i++) {
		start(&s[i], by);
		summary_begin_stream(&s[i], true);
	}
	for (size_t i = 0; i < RECORDS; i++)
		add(&s[draw(state, count - 1)], &r[i]);
	for (size_t i = 0; i < count; i++) {
		summary_end(&s[i]);
		save(&s[i], "GBP", &part[i]);
		summary_free(&s[i]);
	}
}

static void
check_split(enum summary_by by, uint64_t spread, uint64_t *state)
{
	static struct made made[RECORDS];
	struct buf part[8] = { 0 }, whole = { 0 }, all = { 0 }, two[2] = { 0 };
	struct summary s;

	make(made, RECORDS, spread, state);
	start(&s, by);
	summary_begin_stream(&s, true);
	for (size_t i = 0; i < RECORDS; i++)
		add(&s, &made[i]);
	summary_end(&s);
	save(&s, "GBP", &whole);
	summary_free(&s);
	save_parts(made, by, part, 8, state);
	merge_parts(part, 8, &all);
	CHECK(span_equal(buf_span(&all), buf_span(&whole)));
	merge_parts(part, 3, &two[1]);
	merge_parts(part + 3, 5, &two[0]);
	merge_parts(two, 2, &all);
	CHECK(span_equal(buf_span(&all), buf_span(&whole)));
	merge_parts(&whole, 1, &all);
	CHECK(span_equal(buf_span(&all), buf_span(&whole)));
	for (int i = 0; i < 8; i++)
		buf_free(&part[i]);
	buf_free(&two[0]);
	buf_free(&two[1]);
	buf_free(&whole);
	buf_free(&all);
}

static void
parts_come_to_the_whole(void)
{
	uint64_t state = 6;

	for (int by = SUMMARY_WHOLE; by <= SUMMARY_DAY; by++)
		for (size_t i = 0; i < SPREADS; i++)
			check_split((enum summary_by)by, spreads[i], &state);
}

/* Put the right hash behind lines, in the place of the one there. */
static void
hash_again(struct buf *b)
{
	char hash[DIGEST_TEXT_LEN + 2];
	const char *last = memmem(b->ptr, b->len, "\nsha256 ", 8);
	struct digest digest;

	if (last == NULL)
		return;
	b->len = (size_t)(last + 1 - b->ptr);
	digest_start(&digest);
	digest_put(&digest, buf_span(b));
	digest_end(&digest, hash);
	strcat(hash, "\n");
	buf_put(b, SPAN("sha256 "));
	buf_put(b, span_of(hash));
}

/* Read bytes; what is taken must be saved as the same.  Was it? */
static bool
try(const struct buf *bytes, bool may_be_taken)
{
	struct buf again = { 0 };
	struct merge m = { 0 };
	struct summary s;
	bool is_taken;

	source_file("part", buf_span(bytes));
	start(&s, SUMMARY_WHOLE);
	is_taken = merge_read(&m, &s, "part") == 0;
	CHECK(may_be_taken || !is_taken);
	CHECK(is_taken || (m.failure.kind == READER_FAILED_DATA &&
	    strncmp(m.failure.sentence, "part:", 5) == 0));
	if (is_taken) {
		summary_end(&s);
		save(&s, m.value[MERGE_CURRENCY], &again);
		CHECK(span_equal(buf_span(bytes), buf_span(&again)));
	}
	buf_free(&again);
	summary_free(&s);
	merge_free(&m);
	return is_taken;
}

/* The line that this byte is in. */
static struct span
line_at(const struct buf *b, size_t at)
{
	struct span line = { b->ptr + at, 0 };

	while (line.ptr > b->ptr && line.ptr[-1] != '\n')
		line.ptr--;
	while (line.ptr + line.len < b->ptr + b->len &&
	    line.ptr[line.len++] != '\n')
		continue;
	return line;
}

static void
spoil(struct buf *b, uint64_t *state)
{
	static const char bytes[] = "0123456789.,- \"\n#TZx\xff";
	size_t at = draw(state, b->len), from = draw(state, b->len);
	struct span line = line_at(b, at), other = line_at(b, from);
	struct buf spoilt = { 0 };

	switch (draw(state, 6)) {
	case 0:				/* another byte */
		b->ptr[at] = (char)draw(state, 256);
		return;
	case 1:				/* one that has a meaning there */
		b->ptr[at] = bytes[draw(state, sizeof(bytes))];
		return;
	case 2:				/* cut short */
		b->len = at;
		return;
	case 3:				/* a line is missing, */
		other.len = 0;
		break;
	case 4:				/* or another's, or there twice */
		break;
	default:			/* a digit more, or less */
		line = (struct span){ b->ptr + at, draw(state, 2) };
		other = (struct span){ bytes + draw(state, 10), 1 };
	}
	buf_put(&spoilt, (struct span){ b->ptr, (size_t)(line.ptr -
	    b->ptr) });
	buf_put(&spoilt, other);
	buf_put(&spoilt, (struct span){ line.ptr + line.len, (size_t)(b->ptr +
	    b->len - line.ptr) - line.len });
	buf_free(b);
	*b = spoilt;
}

/* A summary as it was saved, of count records. */
static void
make_saved(enum summary_by by, size_t count, uint64_t *state,
    struct buf *out)
{
	static struct made made[RECORDS];
	struct summary s;

	make(made, count, spreads[draw(state, SPREADS)], state);
	start(&s, by);
	summary_begin_stream(&s, true);
	for (size_t i = 0; i < count; i++)
		add(&s, &made[i]);
	s.accounts.unknown = draw(state, 8) == 0;
	s.fates.has_submitted = draw(state, 2) == 0;
	summary_end(&s);
	save(&s, draw(state, 2) == 0 ? "GBP" : NULL, out);
	summary_free(&s);
}

static void
what_was_changed_is_refused_or_means_itself(void)
{
	struct buf saved = { 0 }, spoilt = { 0 };
	unsigned taken = 0, tried = 0;
	uint64_t state = 1;

	for (int i = 0; i < 120; i++) {
		make_saved((enum summary_by)(i % 6), draw(&state, 12), &state,
		    &saved);
		CHECK(try(&saved, true));
		for (int n = 0; n < 100; n++) {
			buf_clear(&spoilt);
			buf_put(&spoilt, buf_span(&saved));
			spoil(&spoilt, &state);
			if (span_equal(buf_span(&spoilt), buf_span(&saved)))
				continue;
			try(&spoilt, false);
			hash_again(&spoilt);
			taken += try(&spoilt, true);
			tried++;
		}
	}
	/* Some figures nothing tells of: how many were refused. */
	CHECK(taken > 0 && taken < tried / 4);
	buf_free(&saved);
	buf_free(&spoilt);
}

int
main(void)
{
	RUN(parts_come_to_the_whole);
	RUN(what_was_changed_is_refused_or_means_itself);
	return check_status();
}
