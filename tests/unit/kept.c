/*
 * A ledger whose decisions are kept in files decides as lists would, however
 * often fingerprints meet; also one that was made anew from these files.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/random.h"
#include "check.h"
#include "ledger/ledger.h"
#include "ledger/recall.h"
#include "stream/split.h"

enum {
	IDS = 300,
	STEPS = 3000,
	TEXT = 64,
};

static const struct account_terms no_debts = { .limited = true,
    .limit = { .has_least = true } };
static const struct txn_columns columns = { .id = 0, .time = 1, .account = 2,
    .amount = 3 };

/* What the lists know. */
struct decided {
	char record[TEXT];	/* of the id, as it came */
	enum ledger_outcome outcome;
};

struct lists {
	struct decided id[IDS];
	char (*line)[TEXT];
	size_t nlines;
	int64_t balance[4];
};

/* The files, as bytes, and the ledger that is kept in them. */
struct kept {
	struct ledger ledger;
	struct recall recall;
	struct buf file[3];
	struct split split;
};

static int
find_line(void *arg, enum recall_file file, uint64_t offset, struct span *line)
{
	struct kept *k = arg;
	struct span rest = buf_span(&k->file[file]);

	CHECK(offset < rest.len);
	CHECK(offset == 0 || rest.ptr[offset - 1] == '\n');
	rest.ptr += offset;
	rest.len -= offset;
	*line = span_cut(&rest, '\n');
	return 0;
}

static void
start(struct kept *k, uint64_t blur, uint64_t seed)
{
	k->recall = (struct recall){ .line = find_line, .arg = k,
	    .at = &columns };
	k->ledger = (struct ledger){ .unique = true, .kept = true,
	    .terms = no_debts, .ids.store = recall_ids(&k->recall),
	    .lines.store = recall_lines(&k->recall) };
	ledger_seed(&k->ledger, seed);
	k->ledger.ids.blur = k->ledger.lines.blur = blur;
}

/* Append a line to a file; what is in quotes has them doubled. */
static void
append(struct buf *file, const char *before, const char *record,
    const char *behind)
{
	buf_put(file, span_of(before));
	for (; *record != '\0'; record++) {
		if (*record == '"' && *before != '\0')
			buf_putc(file, '"');
		buf_putc(file, *record);
	}
	buf_put(file, span_of(behind));
}

/* Refuse a record.  Was that news? */
static bool
refuse(struct kept *k, const char *record, const char *reason, bool by_line)
{
	char before[TEXT];

	if (by_line && ledger_refuse(&k->ledger, span_of(record)) != 1)
		return false;
	snprintf(before, sizeof(before), "f,1,%s,d,\"", reason);
	append(&k->file[RECALL_REJECTS], before, record, "\"\n");
	return true;
}

static void
read_txn(struct kept *k, const char *record, struct txn *txn)
{
	CHECK_INT(split_record(&k->split, span_of(record)), 1);
	*txn = (struct txn){ .id = k->split.field[0],
	    .time_text = k->split.field[1], .account = k->split.field[2],
	    .amount_text = k->split.field[3] };
	CHECK_INT(money_parse(txn->amount_text, 0, &txn->amount), 0);
}

/* Post a record as a command does.  Returns a letter for what became of it. */
static char
post(struct kept *k, const char *record)
{
	struct ledger *ledger = &k->ledger;
	struct ledger_decision d;
	struct txn txn;

	read_txn(k, record, &txn);
	ledger->place_accepted = recall_place(RECALL_LEDGER,
	    k->file[RECALL_LEDGER].len);
	ledger->place_refused = recall_place(RECALL_REJECTS,
	    k->file[RECALL_REJECTS].len);
	CHECK_INT(ledger_post(ledger, &txn, &d), 0);
	switch (d.outcome) {
	case LEDGER_ACCEPTED:
		append(&k->file[RECALL_LEDGER], "", record, ",7\n");
		return 'a';
	case LEDGER_DUPLICATE:
		return 'd';
	case LEDGER_KNOWN:
		return 'k';
	default:
		return refuse(k, record, reason_word(d.fault.reason),
		    d.by_line) ? 'r' : 'K';
	}
}

/* Is a line on the list?  It is from now on. */
static bool
list_line(struct lists *l, const char *record)
{
	for (size_t i = 0; i < l->nlines; i++)
		if (strcmp(l->line[i], record) == 0)
			return true;
	snprintf(l->line[l->nlines++], TEXT, "%s", record);
	return false;
}

/* What becomes of it by the lists. */
static char
list_post(struct lists *l, size_t id, size_t account, int64_t amount,
    const char *record)
{
	struct decided *d = &l->id[id];

	if (d->record[0] != '\0' && strcmp(d->record, record) != 0)
		return list_line(l, record) ? 'K' : 'r';
	if (d->record[0] != '\0')
		return d->outcome == LEDGER_ACCEPTED ? 'd' : 'k';
	snprintf(d->record, TEXT, "%s", record);
	d->outcome = LEDGER_ACCEPTED;
	if (amount < 0 && l->balance[account] + amount < 0)
		d->outcome = LEDGER_REFUSED;
	else
		l->balance[account] += amount;
	return d->outcome == LEDGER_ACCEPTED ? 'a' : 'r';
}

/* One record, by the ledger and by the lists. */
static void
step(struct kept *k, struct lists *l, struct random *random)
{
	size_t id = random_below(random, IDS);
	bool other = random_below(random, 8) == 0;
	int64_t amount = (int64_t)(id / 4 % 7) - 3;
	char record[TEXT];

	if (random_below(random, 4) == 0) {
		snprintf(record, TEXT, "%zu,\"x\",no amount", id % 50);
		k->ledger.place_refused = recall_place(RECALL_REJECTS,
		    k->file[RECALL_REJECTS].len);
		CHECK_INT(refuse(k, record, "amount", true),
		    !list_line(l, record));
		return;
	}
	/* It has quotes, and mostly the content that it always has. */
	snprintf(record, TEXT, "\"\"\"%zu\",%s,\"%zu,\",%d", id,
	    other ? "u" : "\"t\"", id % 4, (int)amount + other);
	CHECK_INT(post(k, record), list_post(l, id, id % 4, amount + other,
	    record));
}

/* Post again what stands in a line of the ledger. */
static void
repost(struct kept *k, struct span line)
{
	struct account *a;
	struct money amount;

	CHECK_INT(split_record(&k->split, line), 1);
	CHECK_INT(money_parse(k->split.field[3], 0, &amount), 0);
	a = accounts_find_or_add(&k->ledger.accounts, k->split.field[2]);
	ledger_settle(&k->ledger, a);
	CHECK_INT(accounts_post(a, amount), 0);
}

/* Remember what stands in a file. */
static void
restore(struct kept *k, enum recall_file file)
{
	struct span rest = buf_span(&k->file[file]), key;
	const char *first = rest.ptr;
	bool by_id = true;

	while (rest.len > 0) {
		uint64_t place = recall_place(file,
		    (uint64_t)(rest.ptr - first));
		struct span line = span_cut(&rest, '\n');

		if (file == RECALL_LEDGER) {
			repost(k, line);
			key = k->split.field[0];
		} else {
			CHECK_INT(recall_decided(&k->recall, line, &by_id,
			    &key), 0);
		}
		CHECK_INT(seen_add(by_id ? &k->ledger.ids : &k->ledger.lines,
		    key, place), 0);
	}
}

static void
check_kept(uint64_t blur)
{
	struct lists *lists = calloc(1, sizeof(*lists));
	struct random random = random_seeded(blur ^ 5);
	struct kept kept = { 0 };

	lists->line = calloc(STEPS, sizeof(*lists->line));
	CHECK_INT(split_start(&kept.split, ',', '"'), 0);
	start(&kept, blur, 1);
	for (int i = 0; i < STEPS; i++) {
		step(&kept, lists, &random);
		if (i % (STEPS / 3) != STEPS / 4)
			continue;
		/* As if it had been started anew. */
		ledger_free(&kept.ledger);
		recall_free(&kept.recall);
		start(&kept, blur, (uint64_t)i);
		restore(&kept, RECALL_LEDGER);
		restore(&kept, RECALL_REJECTS);
	}
	CHECK(lists->nlines > STEPS / 20);
	ledger_free(&kept.ledger);
	recall_free(&kept.recall);
	split_free(&kept.split);
	for (int i = 0; i < 3; i++)
		buf_free(&kept.file[i]);
	free(lists->line);
	free(lists);
}

static void
decisions_are_those_of_lists(void)
{
	check_kept(0);
}

static void
they_are_where_fingerprints_meet(void)
{
	check_kept(UINT64_MAX >> 3);
	check_kept(UINT64_MAX << 5);
}

static void
they_are_where_all_fingerprints_are_one(void)
{
	check_kept(UINT64_MAX);
}

int
main(void)
{
	RUN(decisions_are_those_of_lists);
	RUN(they_are_where_fingerprints_meet);
	RUN(they_are_where_all_fingerprints_are_one);
	return check_status();
}
