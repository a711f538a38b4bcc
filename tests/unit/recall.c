/* What was decided before is found in the files of a book. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/random.h"
#include "check.h"
#include "cli/refusals.h"
#include "ledger/ledger.h"
#include "ledger/recall.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A book in memory: a file is some bytes. */
struct files {
	struct span file[3];
	int error;
};

static int
find_line(void *arg, enum recall_file file, uint64_t offset, struct span *line)
{
	const struct files *f = arg;
	struct span rest = f->file[file];

	if (f->error != 0) {
		errno = f->error;
		return -1;
	}
	rest.ptr += offset;
	rest.len -= offset;
	*line = span_cut(&rest, '\n');
	return 0;
}

/* The place of a line, the first being 0. */
static uint64_t
place_of(const struct files *f, enum recall_file file, int line)
{
	struct span rest = f->file[file];

	while (line-- > 0)
		span_cut(&rest, '\n');
	return recall_place(file, (uint64_t)(rest.ptr - f->file[file].ptr));
}

static const struct txn_columns columns = { .id = 1, .time = 3, .account = 0,
    .amount = 2 };

static struct recall
recall_of(struct files *files, const struct txn_columns *at)
{
	return (struct recall){ .line = find_line, .arg = files, .at = at };
}

static void
check_found(struct seen_store store, uint64_t place, const char *key,
    struct seen_item wanted)
{
	struct seen_item got = { 0 };

	CHECK_INT(store.is(store.arg, place, span_of(key), &got), 1);
	CHECK(span_equal(got.time, wanted.time));
	CHECK(span_equal(got.account, wanted.account));
	CHECK(span_equal(got.amount, wanted.amount));
	CHECK_INT(got.fate, wanted.fate);
	CHECK_INT(got.any_content, wanted.any_content);
}

static void
check_other(struct seen_store store, uint64_t place, const char *key,
    int wanted)
{
	struct seen_item got;

	errno = 0;
	CHECK_INT(store.is(store.arg, place, span_of(key), &got), wanted);
	CHECK_INT(errno, wanted == -1 ? EBADMSG : 0);
}

static void
an_accepted_record_is_in_the_ledger(void)
{
	struct files files = { .file = { [RECALL_LEDGER] = SPAN(
	    "account,id,amount,time,note,balance\n"
	    "cash,1,5.00,t,,5.00\n"
	    "\"a,b\",\"2\",-1,\"\"\"u\"\"\",\"x,\",-1.00\n"
	    "a,b\n") } };
	struct recall recall = recall_of(&files, &columns);
	struct seen_store ids = recall_ids(&recall);
	uint64_t place = place_of(&files, RECALL_LEDGER, 1);

	check_found(ids, place, "1", (struct seen_item){ .time = SPAN("t"),
	    .account = SPAN("cash"), .amount = SPAN("5.00"),
	    .fate = SEEN_ACCEPTED });
	check_other(ids, place, "2", 0);
	check_other(ids, place, "", 0);
	check_found(ids, place_of(&files, RECALL_LEDGER, 2), "2",
	    (struct seen_item){ .time = SPAN("\"u\""),
	    .account = SPAN("a,b"), .amount = SPAN("-1"),
	    .fate = SEEN_ACCEPTED });
	check_other(ids, place_of(&files, RECALL_LEDGER, 3), "b", -1);
	check_other(ids, UINT64_MAX, "b", -1);
	recall_free(&recall);
	recall_free(&recall);
}

static void
a_column_that_is_not_there_is_empty(void)
{
	static const struct txn_columns few = { .id = 0, .time = -1,
	    .account = -1, .amount = 1 };
	struct files files = { .file = { [RECALL_LEDGER] = SPAN("1,5,5\n") } };
	struct recall recall = recall_of(&files, &few);

	check_found(recall_ids(&recall), 0, "1", (struct seen_item){
	    .time = SPAN(""), .account = SPAN(""), .amount = SPAN("5"),
	    .fate = SEEN_ACCEPTED });
	recall_free(&recall);
}

static void
a_refused_record_is_in_the_rejects(void)
{
	struct files files = { .file = { [RECALL_REJECTS] = SPAN(
	    "f,2,limit,\"d, e\",\"cash,1,-5,t\\t\"\n"
	    "f,2,overflow,d,\"\"\"c\\\\\"\",2,7,\"\n") } };
	struct recall recall = recall_of(&files, &columns);
	struct seen_store ids = recall_ids(&recall);
	struct seen_store lines = recall_lines(&recall);
	uint64_t place = recall_place(RECALL_REJECTS, 0);

	check_found(ids, place, "1", (struct seen_item){ .time = SPAN("t\t"),
	    .account = SPAN("cash"), .amount = SPAN("-5"),
	    .fate = SEEN_LIMIT });
	check_other(ids, place, "2", 0);
	/* What has decided an id is no line. */
	check_other(lines, place, "1", 0);
	check_other(lines, place, "cash,1,-5,t\t", 0);
	check_found(ids, place_of(&files, RECALL_REJECTS, 1), "2",
	    (struct seen_item){ .time = SPAN(""), .account = SPAN("c\\"),
	    .amount = SPAN("7"), .fate = SEEN_OVERFLOW });
	recall_free(&recall);
}

static void
a_known_id_is_in_a_file_of_its_own(void)
{
	struct files files = { .file = { [RECALL_KNOWN] = SPAN(
	    "1,t,\"a,b\",5,yes,\n"
	    "2,,,,no,limit\n"
	    "3,,,,yes,overflow\n"
	    "4,,,,maybe,\n"
	    "5,,,,no,amount\n") } };
	struct recall recall = recall_of(&files, &columns);
	struct seen_store ids = recall_ids(&recall);
	uint64_t place = recall_place(RECALL_KNOWN, 0);

	check_found(ids, place, "1", (struct seen_item){ .time = SPAN("t"),
	    .account = SPAN("a,b"), .amount = SPAN("5"),
	    .fate = SEEN_DECIDED });
	check_other(ids, place, "2", 0);
	check_found(ids, place_of(&files, RECALL_KNOWN, 1), "2",
	    (struct seen_item){ .any_content = true, .fate = SEEN_LIMIT });
	check_found(ids, place_of(&files, RECALL_KNOWN, 2), "3",
	    (struct seen_item){ .fate = SEEN_OVERFLOW });
	check_other(ids, place_of(&files, RECALL_KNOWN, 3), "4", -1);
	check_other(ids, place_of(&files, RECALL_KNOWN, 4), "5", -1);
	recall_free(&recall);
}

/* What a line of rejects.csv has decided: an id, or a line. */
static void
check_decided(struct recall *recall, const char *line, bool by_id,
    const char *wanted)
{
	struct span key = SPAN("");
	bool was_by_id = !by_id;

	CHECK_INT(recall_decided(recall, span_of(line), &was_by_id, &key), 0);
	CHECK_INT(was_by_id, by_id);
	CHECK_SPAN(key, wanted);
}

static void
a_reason_says_what_was_decided(void)
{
	struct recall recall = { .at = &columns };

	check_decided(&recall, "f,2,limit,d,\"a,17,1,\"", true, "17");
	check_decided(&recall, "f,2,overflow,d,\"a,17,1,\"", true, "17");
	check_decided(&recall, "f,2,conflict,d,\"a,17,1,\"", false, "a,17,1,");
	check_decided(&recall, "f,2,amount,d,a\\n\\r\\\\b", false, "a\n\r\\b");
	check_decided(&recall, "f,2,blank,d,", false, "");
	check_decided(&recall, "f,2,quote,d,\"\"\"\\xff\\x1b\"\"\"", false,
	    "\"\xff\x1b\"");
	check_decided(&recall, "f,2,long,\"1048577 bytes, more\",xxx", false,
	    "\n1048577 bytes, more");
	recall_free(&recall);
}

static void
what_is_no_line_of_rejects_is_told(void)
{
	static const char *const wrong[] = { "", "f,2,limit,d", "\"",
	    "f,2,id,d,r,more", "f,2,never,d,r", "f,2,id,d,\\",
	    "f,2,id,d,\\x1", "f,2,id,d,\\x1g", "f,2,id,d,\\q",
	    "f,2,limit,d,r" };
	struct recall recall = { .at = &columns };
	struct span key;
	bool by_id;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		errno = 0;
		CHECK_INT(recall_decided(&recall, span_of(wrong[i]), &by_id,
		    &key), -1);
		CHECK_INT(errno, EBADMSG);
	}
	recall_free(&recall);
}

/* As the reject file says it, which is written to "r" and read. */
static void
refuse(struct buf *file, struct span raw, enum reason reason,
    const char *detail)
{
	struct record row = { .raw = raw, .file = "f,\"\n", .line = 7 };
	struct refusals refusals = { .quiet = true };
	struct writer w;
	int fd = open("r", O_RDWR | O_CREAT | O_TRUNC, 0666);
	ssize_t got;

	CHECK_INT(writer_open(&w, dup(fd), "r"), 0);
	refusals.file = &w;
	CHECK_INT(refusals_add(&refusals, &row, reason, detail), 0);
	CHECK_INT(writer_close(&w), 0);
	refusals_end(&refusals);
	lseek(fd, 0, SEEK_SET);
	buf_clear(file);
	CHECK_INT(buf_reserve(file, 1 << 20), 0);
	got = read(fd, file->ptr, 1 << 20);
	CHECK(got > 0 && file->ptr[got - 1] == '\n');
	file->len = (size_t)got - 1;
	CHECK(memchr(file->ptr, '\n', file->len) == NULL);
	close(fd);
}

/* Records of any bytes, as they are refused, are what they were. */
static void
a_refused_record_is_turned_back(void)
{
	struct recall recall = { .at = &columns };
	struct random random = random_seeded(3);
	struct buf file = { 0 };
	enum reason reason;
	struct span raw;
	char bytes[200];

	for (int round = 0; round < 2000; round++) {
		size_t len = random_below(&random, sizeof(bytes));
		for (size_t i = 0; i < len; i++)
			bytes[i] = "\\\"\n\r\t,x0\x1b\xc3\xa4"[random_below(
			    &random, 12)];
		if (len > 2)
			bytes[0] = (char)round;
		refuse(&file, (struct span){ bytes, len }, REASON_ID, "d");
		CHECK_INT(recall_refused(&recall, buf_span(&file), &reason,
		    &raw), 0);
		CHECK_INT(reason, REASON_ID);
		CHECK(span_equal(raw, (struct span){ bytes, len }));
	}
	buf_free(&file);
	recall_free(&recall);
}

/* A ledger that keeps what it decides in a book, and one of its lines. */
static int
decide_line(struct ledger *ledger, struct files *files, struct buf *file,
    struct span raw, enum reason reason)
{
	refuse(file, raw, reason, "a detail; 5 bytes; sha256 " SHA " no");
	files->file[RECALL_REJECTS] = buf_span(file);
	ledger->place_refused = recall_place(RECALL_REJECTS, 0);
	return ledger_refuse(ledger, raw);
}

/* Records around 64 KiB, where they are cut, are known when they come again. */
static void
a_record_that_is_cut_is_known_by_its_hash(void)
{
	struct files files = { 0 };
	struct recall recall = recall_of(&files, &columns);
	struct buf file = { 0 };
	char *bytes = malloc(READER_KEPT + 2);

	memset(bytes, 'x', READER_KEPT + 2);
	for (size_t len = READER_KEPT - 1; len < READER_KEPT + 3; len++) {
		struct ledger ledger = { .unique = true, .kept = true,
		    .ids.store = recall_ids(&recall),
		    .lines.store = recall_lines(&recall),
		    .lines.blur = UINT64_MAX };
		struct span raw = { bytes, len }, key, other;
		bool by_id;

		CHECK_INT(decide_line(&ledger, &files, &file, raw,
		    REASON_QUOTE), 1);
		CHECK_INT(ledger_refuse(&ledger, raw), 0);
		CHECK_INT(ledger_would_refuse(&ledger, raw), 0);
		other = raw;
		other.len--;
		CHECK_INT(ledger_would_refuse(&ledger, other), 1);
		bytes[len - 1] = 'y';
		CHECK_INT(ledger_would_refuse(&ledger, raw), 1);
		bytes[len - 1] = 'x';
		/* An id cannot be told from a part; a whole has none here. */
		refuse(&file, raw, REASON_LIMIT, "d");
		CHECK_INT(recall_decided(&recall, buf_span(&file), &by_id,
		    &key), len <= READER_KEPT ? -1 : 0);
		CHECK(len <= READER_KEPT || !by_id);
		ledger_free(&ledger);
	}
	free(bytes);
	buf_free(&file);
	recall_free(&recall);
}

/* How long is the key of a record of len bytes with this detail? */
static size_t
key_len(const char *detail, size_t len)
{
	struct recall recall = { .at = &columns };
	struct buf line = { 0 };
	struct span key = SPAN("");
	bool by_id;

	buf_put(&line, SPAN("f,2,id,"));
	buf_put(&line, span_of(detail));
	buf_putc(&line, ',');
	for (size_t i = 0; i < len; i++)
		buf_putc(&line, 'r');
	CHECK_INT(recall_decided(&recall, buf_span(&line), &by_id, &key), 0);
	CHECK(!by_id);
	len = key.len;
	buf_free(&line);
	recall_free(&recall);
	return len;
}

static void
a_detail_that_looks_like_a_cut_is_none(void)
{
	const char *cut = "d; 70000 bytes; sha256 " SHA;
	size_t len = strlen("\n70000 bytes; sha256 " SHA);

	CHECK_INT(key_len(cut, READER_KEPT), len);
	CHECK_INT(key_len(cut, READER_KEPT - 1), READER_KEPT - 1);
	CHECK_INT(key_len(cut + 1, READER_KEPT), len);
	CHECK_INT(key_len("d", READER_KEPT), READER_KEPT);
	CHECK_INT(key_len("d; 7 bytes; sha256 " SHA "x", READER_KEPT),
	    READER_KEPT);
	CHECK_INT(key_len("d; 7 bytes; sha251 " SHA, READER_KEPT),
	    READER_KEPT);
	CHECK_INT(key_len("d; 7 bytes; sha256 g" SHA, READER_KEPT),
	    READER_KEPT);
	CHECK_INT(key_len("d; 7 bytes; sha256 0123456789abcdefg123456789abcdef"
	    "0123456789abcdef0123456789abcdef", READER_KEPT), READER_KEPT);
	CHECK_INT(key_len(SHA, READER_KEPT), READER_KEPT);
}

/* What was told stays while a store is looked into: its key may be that. */
static void
looking_leaves_what_was_told(void)
{
	const char *known = "\"1\",t,\"a,b\",\"5\",yes,";
	struct files files = { .file = { [RECALL_KNOWN] = SPAN(
	    "\"2\",u,\"c,d\",\"6\",yes,\n"), [RECALL_REJECTS] = SPAN(
	    "f,2,limit,d,\"\"\"c\"\",\"\"2\"\",7,\"\n") } };
	struct recall recall = recall_of(&files, &columns);
	struct seen_store ids = recall_ids(&recall);
	struct seen_item item, before;
	struct span id;
	bool by_id;

	CHECK_INT(recall_known(&recall, span_of(known), &id, &item), 0);
	CHECK_INT(ids.is(ids.arg, place_of(&files, RECALL_KNOWN, 0), id,
	    &before), 0);
	CHECK_SPAN(id, "1");
	CHECK_SPAN(item.account, "a,b");
	CHECK_INT(recall_decided(&recall,
	    SPAN("f,2,limit,d,\"a,\"\"1\"\",1,\""), &by_id, &id), 0);
	CHECK_INT(ids.is(ids.arg, place_of(&files, RECALL_REJECTS, 0), id,
	    &before), 0);
	CHECK_SPAN(id, "1");
	recall_free(&recall);
}

static void
a_line_that_cannot_be_read_is_a_failure(void)
{
	struct files files = { .error = EIO };
	struct recall recall = recall_of(&files, &columns);
	struct seen_store ids = recall_ids(&recall);
	struct seen_store lines = recall_lines(&recall);
	struct seen_item item;

	errno = 0;
	CHECK_INT(ids.is(ids.arg, 0, SPAN("1"), &item), -1);
	CHECK_INT(errno, EIO);
	errno = 0;
	CHECK_INT(lines.is(lines.arg, recall_place(RECALL_REJECTS, 0),
	    SPAN("1"), &item), -1);
	CHECK_INT(errno, EIO);
	recall_free(&recall);
}

int
main(void)
{
	RUN(an_accepted_record_is_in_the_ledger);
	RUN(a_column_that_is_not_there_is_empty);
	RUN(a_refused_record_is_in_the_rejects);
	RUN(a_known_id_is_in_a_file_of_its_own);
	RUN(a_reason_says_what_was_decided);
	RUN(what_is_no_line_of_rejects_is_told);
	RUN(a_refused_record_is_turned_back);
	RUN(a_record_that_is_cut_is_known_by_its_hash);
	RUN(a_detail_that_looks_like_a_cut_is_none);
	RUN(looking_leaves_what_was_told);
	RUN(a_line_that_cannot_be_read_is_a_failure);
	return check_status();
}
