#include <errno.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/digest.h"
#include "ledger/recall.h"
#include "stream/split.h"

enum {
	FILE_SHIFT = 62,
	FIELDS = 5,		/* of rejects.csv: file, line and these */
	REASON = 2,
	DETAIL = 3,
	RECORD = 4,
	KNOWN_FIELDS = 6,	/* of known.csv */
};

/* A line taken apart. */
struct parts {
	const struct txn_columns *at;
	struct split line;	/* of a book's file */
	struct split record;	/* what stands in a field of it */
	struct buf raw;		/* the field, no longer escaped */
	struct buf key;
};

/* What was asked for may be a key that is looked for: they are apart. */
struct recall_state {
	struct parts looked, told;
};

static int
start_parts(struct parts *p)
{
	if (split_start(&p->line, ',', '"') == -1)
		return -1;
	return split_start(&p->record, ',', '"');
}

static void
free_parts(struct parts *p)
{
	split_free(&p->line);
	split_free(&p->record);
	buf_free(&p->raw);
	buf_free(&p->key);
}

void
recall_free(struct recall *r)
{
	if (r->state == NULL)
		return;
	free_parts(&r->state->looked);
	free_parts(&r->state->told);
	free(r->state);
	r->state = NULL;
}

/* Make r->state, if it is not there yet. */
static int
start(struct recall *r)
{
	struct recall_state *s = r->state;

	if (s == NULL) {
		r->state = s = calloc(1, sizeof(*s));
		if (s == NULL)
			return -1;
		if (start_parts(&s->looked) == -1 ||
		    start_parts(&s->told) == -1) {
			recall_free(r);
			errno = ENOMEM;
			return -1;
		}
	}
	s->looked.at = s->told.at = r->at;
	return 0;
}

static int
bad(void)
{
	errno = EBADMSG;
	return -1;
}

/* Cut line into at least count fields. */
static int
cut(struct split *split, struct span line, size_t count)
{
	int got = split_record(split, line);

	if (got == -1)
		return -1;
	return got == 1 && split->nfields >= count ? 0 : bad();
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Read what is behind a backslash off the front of *text, and append what it
 * stands for.  Returns 0, or -1 if it stands for nothing.
 */
static int
unescape_one(struct span *text, struct buf *out)
{
	static const char letters[] = "\\nrt0", bytes[] = "\\\n\r\t";
	const char *letter;
	int high, low;

	if (text->len >= 3 && text->ptr[0] == 'x') {
		high = hex_digit(text->ptr[1]);
		low = hex_digit(text->ptr[2]);
		if (high == -1 || low == -1)
			return -1;
		buf_putc(out, (char)(unsigned char)(high << 4 | low));
		text->ptr += 3;
		text->len -= 3;
		return 0;
	}
	letter = text->len == 0 ? NULL :
	    memchr(letters, text->ptr[0], sizeof(letters) - 1);
	if (letter == NULL)
		return -1;
	buf_putc(out, bytes[letter - letters]);
	text->ptr++;
	text->len--;
	return 0;
}

/* Turn a record in rejects.csv back to what it was. */
static int
unescape(struct span text, struct buf *out)
{
	buf_clear(out);
	while (text.len > 0) {
		struct span plain = text;
		const char *escape = memchr(text.ptr, '\\', text.len);

		if (escape != NULL)
			plain.len = (size_t)(escape - text.ptr);
		buf_put(out, plain);
		text.ptr += plain.len;
		text.len -= plain.len;
		if (escape == NULL)
			break;
		text.ptr++;
		text.len--;
		if (unescape_one(&text, out) == -1)
			return bad();
	}
	if (out->failed)
		errno = ENOMEM;
	return out->failed ? -1 : 0;
}

static int
take_refused(struct parts *p, struct span line, enum reason *reason,
    struct span *raw)
{
	int i = 0;

	if (cut(&p->line, line, FIELDS) == -1)
		return -1;
	while (i < REASON_COUNT && !span_equal(p->line.field[REASON],
	    span_of(reason_word((enum reason)i))))
		i++;
	if (i == REASON_COUNT || p->line.nfields != FIELDS)
		return bad();
	*reason = (enum reason)i;
	if (unescape(p->line.field[RECORD], &p->raw) == -1)
		return -1;
	*raw = buf_span(&p->raw);
	return 0;
}

/*
 * What the detail of a record that was cut says of it, at its end: "70000
 * bytes; sha256 ...".  Empty if it was not cut.  What else is in a detail comes
 * from the record in part, but never as many digits.
 */
static struct span
find_cut(struct span detail, struct span raw)
{
	static const char words[] = " bytes; sha256 ";
	const size_t len = sizeof(words) - 1 + DIGEST_TEXT_LEN;
	const char *end = detail.ptr + detail.len, *at;

	if (raw.len != READER_KEPT || detail.len < len)
		return SPAN("");
	for (const char *hex = end - DIGEST_TEXT_LEN; hex < end; hex++)
		if (hex_digit(*hex) == -1)
			return SPAN("");
	at = end - len;
	if (memcmp(at, words, sizeof(words) - 1) != 0)
		return SPAN("");
	while (at > detail.ptr && at[-1] >= '0' && at[-1] <= '9')
		at--;
	return (struct span){ at, (size_t)(end - at) };
}

static int
set_key(struct parts *p, struct span clause, struct span *key)
{
	buf_clear(&p->key);
	buf_putc(&p->key, '\n');
	buf_put(&p->key, clause);
	if (p->key.failed) {
		errno = ENOMEM;
		return -1;
	}
	*key = buf_span(&p->key);
	return 0;
}

/* Cut a record into its fields: as many, at least, as its columns want. */
static int
cut_record(struct parts *p, struct span record)
{
	const struct txn_columns *at = p->at;
	int last = at->id > at->amount ? at->id : at->amount;

	if (at->time > last)
		last = at->time;
	if (at->account > last)
		last = at->account;
	return cut(&p->record, record, (size_t)last + 1);
}

static int
take_decided(struct parts *p, struct span line, bool *by_id, struct span *key)
{
	struct span raw, detail, clause;
	enum reason reason;

	if (take_refused(p, line, &reason, &raw) == -1)
		return -1;
	detail = p->line.field[DETAIL];
	clause = reason == REASON_LONG ? detail : find_cut(detail, raw);
	*by_id = clause.len == 0 &&
	    (reason == REASON_LIMIT || reason == REASON_OVERFLOW);
	*key = raw;
	if (clause.len > 0)
		return set_key(p, clause, key);
	if (!*by_id)
		return 0;
	if (cut_record(p, raw) == -1)
		return -1;
	*key = p->record.field[p->at->id];
	return 0;
}

static int
take_known(struct parts *p, struct span line, struct span *id,
    struct seen_item *item)
{
	const struct span *field;

	if (cut(&p->line, line, KNOWN_FIELDS) == -1)
		return -1;
	field = p->line.field;
	*id = field[0];
	*item = (struct seen_item){ .time = field[1], .account = field[2],
	    .amount = field[3], .any_content = span_equal(field[4],
	    SPAN("no")), .fate = SEEN_DECIDED };
	if (span_equal(field[5], span_of(reason_word(REASON_LIMIT))))
		item->fate = SEEN_LIMIT;
	else if (span_equal(field[5], span_of(reason_word(REASON_OVERFLOW))))
		item->fate = SEEN_OVERFLOW;
	else if (field[5].len > 0)
		return bad();
	return item->any_content || span_equal(field[4], SPAN("yes")) ? 0 :
	    bad();
}

/* What a transaction says, if it is of this id.  Returns 1, 0 or -1. */
static int
take_record(struct parts *p, struct span record, struct span id,
    struct seen_item *item)
{
	const struct txn_columns *at = p->at;
	const struct span *field;

	if (cut_record(p, record) == -1)
		return -1;
	field = p->record.field;
	*item = (struct seen_item){ .key = field[at->id],
	    .amount = field[at->amount],
	    .time = at->time == -1 ? SPAN("") : field[at->time],
	    .account = at->account == -1 ? SPAN("") : field[at->account],
	    .fate = SEEN_ACCEPTED };
	return span_equal(item->key, id);
}

static int
is_refused(struct parts *p, struct span line, struct span id,
    struct seen_item *item)
{
	enum reason reason;
	struct span raw;
	int got;

	if (take_refused(p, line, &reason, &raw) == -1)
		return -1;
	got = take_record(p, raw, id, item);
	if (got == 1)
		item->fate = reason == REASON_LIMIT ? SEEN_LIMIT :
		    SEEN_OVERFLOW;
	return got;
}

static int
is_known(struct parts *p, struct span line, struct span id,
    struct seen_item *item)
{
	struct span its_id;

	if (take_known(p, line, &its_id, item) == -1)
		return -1;
	item->key = its_id;
	return span_equal(its_id, id);
}

/* The line at a place, and room to take it apart. */
static int
find_line(struct recall *r, uint64_t place, struct span *line)
{
	uint64_t file = place >> FILE_SHIFT;

	if (start(r) == -1)
		return -1;
	if (file > RECALL_KNOWN)
		return bad();
	return r->line(r->arg, (enum recall_file)file, place << 2 >> 2, line);
}

static int
is_id(void *arg, uint64_t place, struct span key, struct seen_item *item)
{
	struct recall *r = arg;
	struct span line;

	if (find_line(r, place, &line) == -1)
		return -1;
	switch (place >> FILE_SHIFT) {
	case RECALL_LEDGER:
		return take_record(&r->state->looked, line, key, item);
	case RECALL_REJECTS:
		return is_refused(&r->state->looked, line, key, item);
	default:
		return is_known(&r->state->looked, line, key, item);
	}
}

static int
is_line(void *arg, uint64_t place, struct span key, struct seen_item *item)
{
	struct recall *r = arg;
	struct span line, its_key;
	bool by_id;

	if (find_line(r, place, &line) == -1 ||
	    take_decided(&r->state->looked, line, &by_id, &its_key) == -1)
		return -1;
	*item = (struct seen_item){ .key = its_key, .fate = SEEN_DECIDED,
	    .any_content = true };
	return !by_id && span_equal(its_key, key);
}

struct seen_store
recall_ids(struct recall *r)
{
	return (struct seen_store){ .is = is_id, .arg = r };
}

struct seen_store
recall_lines(struct recall *r)
{
	return (struct seen_store){ .is = is_line, .arg = r };
}

int
recall_refused(struct recall *r, struct span line, enum reason *reason,
    struct span *raw)
{
	return start(r) == -1 ? -1 :
	    take_refused(&r->state->told, line, reason, raw);
}

int
recall_decided(struct recall *r, struct span line, bool *by_id,
    struct span *key)
{
	return start(r) == -1 ? -1 :
	    take_decided(&r->state->told, line, by_id, key);
}

int
recall_known(struct recall *r, struct span line, struct span *id,
    struct seen_item *item)
{
	return start(r) == -1 ? -1 :
	    take_known(&r->state->told, line, id, item);
}
