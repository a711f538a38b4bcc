#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/audit_file.h"
#include "cli/cli.h"
#include "cli/id_check.h"

#define REJECTS ID_CHECK_REJECTS
#define KNOWN "known.csv"

static const char *const names[] = {
	[RECALL_LEDGER] = "ledger.csv",
	[RECALL_REJECTS] = REJECTS,
	[RECALL_KNOWN] = KNOWN,
};

enum {
	FIRST = 512,		/* bytes read to find a line's end */
};

/* The line at offset of a file. */
static int
find_line(void *arg, enum recall_file file, uint64_t offset, struct span *line)
{
	struct id_check *c = arg;
	size_t room = FIRST;

	buf_clear(&c->line);
	for (;;) {
		const char *end;
		ssize_t got;

		if (buf_reserve(&c->line, room) == -1)
			return -1;
		got = pread(c->fd[file], c->line.ptr + c->line.len, room,
		    (off_t)(offset + c->line.len));
		if (got == -1 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EBADMSG;
		if (got <= 0)
			return -1;
		end = memchr(c->line.ptr + c->line.len, '\n', (size_t)got);
		c->line.len += (size_t)got;
		*line = buf_span(&c->line);
		if (end != NULL) {
			line->len = (size_t)(end - line->ptr);
			return 0;
		}
		room = c->line.len;
	}
}

/*
 * Looking into the files failed.  That there is no such line at a place is the
 * data's fault: returns 0 then.
 */
static int
fail(struct id_check *c)
{
	if (errno == ENOMEM) {
		c->status = audit_fail_memory(c->audit);
	} else if (errno == EBADMSG) {
		audit_tell_first(c->audit, names[RECALL_LEDGER], 0,
		    "has lines that are no records, or another file does");
	} else {
		c->audit->failed = true;
		cli_warn("%s: cannot be looked into: %s",
		    c->audit->options->dir, strerror(errno));
		c->status = EX_IOERR;
	}
	return c->status;
}

/* Has this id been put?  Tells what was decided if it has. */
static int
put_id(struct id_check *c, struct span id, uint64_t place, const char *name,
    uint64_t line)
{
	static const char *const before[] = {
		[SEEN_ACCEPTED] = "stands in ledger.csv before",
		[SEEN_DECIDED] = "was decided before, by known.csv",
		[SEEN_LIMIT] = "was refused for limit, by rejects.csv",
		[SEEN_OVERFLOW] = "was refused for overflow, by rejects.csv",
	};
	char shown[SPAN_SHOWN_MAX];
	struct seen_item item;
	int got = seen_find(&c->ids, id, &item);

	if (got == 1)
		audit_tell_first(c->audit, name, line, "id %s %s",
		    span_show(id, shown), before[item.fate]);
	if (got == -1 || (got == 0 && seen_add(&c->ids, id, place) == -1))
		return fail(c);
	return 0;
}

static int
put_line(struct id_check *c, struct span key, uint64_t place, uint64_t line)
{
	struct seen_item item;
	int got = seen_find(&c->lines, key, &item);

	if (got == 1)
		audit_tell_first(c->audit, REJECTS, line,
		    "the same line was refused before");
	if (got == -1 || (got == 0 && seen_add(&c->lines, key, place) == -1))
		return fail(c);
	return 0;
}

/*
 * Read a refused record that is whole.  1: a transaction; 2: none, and
 * fault->reason is REASON_COUNT if it is no record at all; or -1.
 */
static int
parse(struct id_check *c, struct span raw, struct txn *txn,
    struct txn_fault *fault)
{
	struct record row = { .raw = raw };
	int got = split_record(&c->split, raw);

	fault->reason = REASON_COUNT;
	if (got != 1)
		return got;
	row.field = c->split.field;
	row.nfields = c->split.nfields;
	/* Without the balance that ledger.csv has. */
	if (row.nfields + 1 != c->nfields ||
	    memchr(raw.ptr, '\0', raw.len) != NULL)
		return 2;
	return txn_parse(&row, c->at, c->scale, txn, fault) == 0 ? 1 : 2;
}

/* What was refused is no transaction. */
static void
check_fault(struct id_check *c, enum reason reason, struct span detail,
    const struct txn_fault *fault, uint64_t line)
{
	if (reason == REASON_LIMIT || reason == REASON_OVERFLOW ||
	    reason == REASON_CONFLICT)
		audit_tell_first(c->audit, REJECTS, line, "what was refused "
		    "for %s is no transaction", reason_word(reason));
	else if (fault->reason != REASON_COUNT && fault->reason != reason)
		audit_tell_first(c->audit, REJECTS, line, "what was refused "
		    "for %s has another fault: %s", reason_word(reason),
		    fault->detail);
	else if (fault->reason != REASON_COUNT &&
	    !span_equal(detail, span_of(fault->detail)))
		audit_tell_first(c->audit, REJECTS, line,
		    "the detail is not: %s", fault->detail);
}

/* Was it refused for a reason that it has? */
static int
check_reason(struct id_check *c, enum reason reason, struct span raw,
    const struct record *row)
{
	struct span detail = row->field[3];
	struct txn_fault fault;
	struct txn txn;
	int got;

	if (raw.len >= READER_KEPT || reason == REASON_LONG)
		return 0;
	got = parse(c, raw, &txn, &fault);
	if (got == -1)
		return fail(c);
	if (got == 2)
		check_fault(c, reason, detail, &fault, row->line);
	else if (reason == REASON_LIMIT || reason == REASON_OVERFLOW)
		got = limit_check_refused(c->limits, &txn, reason, detail,
		    row->line);
	else if (reason != REASON_CONFLICT)
		audit_tell_first(c->audit, REJECTS, row->line, "what was "
		    "refused for %s has no such fault", reason_word(reason));
	return got == -1 ? fail(c) : 0;
}

/* Read a line of rejects.csv.  Returns whether it is one. */
static bool
read_refused(struct id_check *c, const struct audit_file *f,
    enum reason *reason, struct span *raw)
{
	uint64_t number;

	if (recall_refused(&c->parse, f->row.raw, reason, raw) == 0 &&
	    audit_file_number(f, 1, &number) && number > 0)
		return true;
	if (errno == ENOMEM)
		(void)fail(c);
	else
		audit_tell_first(c->audit, REJECTS, f->row.line,
		    "this is no record that was refused");
	return false;
}

static int
put_refused(struct id_check *c, const struct audit_file *f)
{
	uint64_t place = recall_place(RECALL_REJECTS, f->begin);
	enum reason reason;
	struct span raw, key;
	bool by_id;
	int status;

	errno = 0;
	if (!read_refused(c, f, &reason, &raw))
		return c->status;
	c->conflicts = c->conflicts || reason == REASON_CONFLICT;
	status = check_reason(c, reason, raw, &f->row);
	if (status != 0)
		return status;
	if (recall_decided(&c->parse, f->row.raw, &by_id, &key) == 0) {
		c->early += by_id && f->begin < c->rejects;
		return by_id ? put_id(c, key, place, REJECTS, f->row.line) :
		    put_line(c, key, place, f->row.line);
	}
	if (errno == EBADMSG)	/* which was told */
		return 0;
	return fail(c);
}

static int
put_known(struct id_check *c, const struct audit_file *f)
{
	uint64_t place = recall_place(RECALL_KNOWN, f->begin);
	struct seen_item item;
	struct span id;

	if (recall_known(&c->parse, f->row.raw, &id, &item) == 0) {
		c->early++;
		return put_id(c, id, place, KNOWN, f->row.line);
	}
	if (errno != EBADMSG)
		return fail(c);
	audit_tell_first(c->audit, KNOWN, f->row.line,
	    "this is no id that was decided");
	return 0;
}

/* A conflict is other content under an id that was decided. */
static int
check_conflict(struct id_check *c, const struct audit_file *f)
{
	struct seen_item item;
	enum reason reason;
	struct span raw;
	struct txn_fault fault;
	struct txn txn;
	int got;

	if (recall_refused(&c->parse, f->row.raw, &reason, &raw) == -1)
		return errno == ENOMEM ? fail(c) : 0;
	if (reason != REASON_CONFLICT || raw.len >= READER_KEPT)
		return 0;
	got = parse(c, raw, &txn, &fault);
	if (got == 2)
		return 0;
	if (got == 1)
		got = seen_find(&c->ids, txn.id, &item);
	if (got == -1)
		return fail(c);
	if (got == 0)
		audit_note(c->audit, REJECTS, f->row.line, "nothing else in "
		    "the book has its id, with which it was in conflict");
	else if (seen_is(&item, txn.time_text, txn.account, txn.amount_text))
		audit_note(c->audit, REJECTS, f->row.line, "what the book has "
		    "under its id is the same, and this was in conflict");
	return 0;
}

static int
each_line(struct id_check *c, enum recall_file file, struct span header,
    int (*take)(struct id_check *, const struct audit_file *))
{
	struct audit_file f = { .audit = c->audit, .name = names[file] };
	int status = 0;

	audit_file_open(&f, header);
	while (status == 0 && audit_file_next(&f))
		status = take(c, &f);
	return cli_worse(status, audit_file_close(&f));
}

int
id_check_begin(struct id_check *c)
{
	const char *known = book_value(&c->audit->book, "known");
	int status = 0;

	c->recall = (struct recall){ .line = find_line, .arg = c,
	    .at = c->at };
	c->parse = c->recall;
	c->ids.store = recall_ids(&c->recall);
	c->lines.store = recall_lines(&c->recall);
	c->fd[0] = c->fd[1] = c->fd[2] = -1;
	for (int i = 0; i < 3; i++) {
		c->fd[i] = openat(c->audit->book.dir, names[i],
		    O_RDONLY | O_CLOEXEC);
		if (c->fd[i] == -1 && errno != ENOENT)
			return fail(c);
	}
	if (split_start(&c->split, ',', '"') == -1)
		return fail(c);
	if (known != NULL && *known != '\0')
		status = each_line(c, RECALL_KNOWN,
		    SPAN(ID_CHECK_KNOWN), put_known);
	if (status == 0)
		status = each_line(c, RECALL_REJECTS,
		    SPAN("file,line,reason,detail,record"), put_refused);
	return status;
}

void
id_check_near(struct id_check *c, const struct txn *txn, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		c->print[i] = seen_print(&c->ids, txn[i].id);
		places_near(&c->ids.places, c->print[i]);
	}
}

int
id_check_put(struct id_check *c, size_t i, const struct txn *txn,
    uint64_t offset, uint64_t line)
{
	uint64_t place = recall_place(RECALL_LEDGER, offset);

	if (!seen_none(&c->ids, c->print[i]))
		return put_id(c, txn[i].id, place, names[RECALL_LEDGER], line);
	return places_add(&c->ids.places, c->print[i], place) == -1 ?
	    fail(c) : 0;
}

int
id_check_end(struct id_check *c)
{
	return c->conflicts ? each_line(c, RECALL_REJECTS,
	    (struct span){ NULL, 0 }, check_conflict) : 0;
}

void
id_check_free(struct id_check *c)
{
	for (int i = 0; i < 3; i++)
		if (c->fd[i] != -1)
			close(c->fd[i]);
	recall_free(&c->recall);
	recall_free(&c->parse);
	seen_free(&c->ids);
	seen_free(&c->lines);
	split_free(&c->split);
	buf_free(&c->line);
}
