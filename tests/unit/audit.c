/*
 * A book that is looked through: a thousand times one bit of one of its files
 * is turned, by lot, and each time one of the two commands finds it.  And a
 * checkpoint that is whole, and would be believed, has to say what is so.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "cli/batch_check.h"
#include "cli/cli.h"
#include "cli/ledger_check.h"
#include "cli/ledger_stamp.h"
#include "ledger/snapshot.h"
#include "ledger/tables.h"
#include "source.h"
#include "stream/checkpoint.h"

enum { FILES_MAX = 40, FLIPS = 1000 };

static const struct cli cli = { .command = "audit" };
static const struct audit_options options = { .dir = "book", .quiet = true };

struct file {
	char name[300];
	off_t size;
};

static void
make_checkpoint(const char *name)
{
	struct checkpoint c = { 0 };
	int dir = open("book", O_RDONLY | O_DIRECTORY);

	checkpoint_create(&c, dir, name);
	checkpoint_put(&c, options.dir, 5);
	CHECK_INT(checkpoint_commit(&c), 0);
	close(dir);
}

/* All that is in the book. */
static size_t
list_files(struct file *file)
{
	DIR *dir = opendir("book");
	struct dirent *entry;
	struct stat about;
	size_t n = 0;

	while ((entry = readdir(dir)) != NULL && n < FILES_MAX) {
		snprintf(file[n].name, sizeof(file[n].name), "book/%s",
		    entry->d_name);
		if (stat(file[n].name, &about) == 0 && S_ISREG(about.st_mode))
			file[n++].size = about.st_size;
	}
	closedir(dir);
	return n;
}

/* Turn one bit. */
static void
flip(const struct file *file, off_t at, int bit)
{
	int fd = open(file->name, O_RDWR);
	char byte;

	CHECK(pread(fd, &byte, 1, at) == 1);
	byte ^= (char)(1 << bit);
	CHECK(pwrite(fd, &byte, 1, at) == 1);
	close(fd);
}

static void
a_book_that_is_right_is_right(void)
{
	CHECK_INT(system("bash -c '. \"$TOP/tests/hand_book.sh\" && "
	    "hand_ledger book 330 && hand_batch book 50 550.00 --certificate "
	    "certificates.csv && hand_submitted book 3'"), 0);
	make_checkpoint("ledger.ckpt");
	make_checkpoint("batch.ckpt");
	CHECK_INT(ledger_check(&options), 0);
	CHECK_INT(batch_check(&options), 0);
}

static void
every_bit_that_turns_is_found(void)
{
	static struct file file[FILES_MAX];
	size_t files = list_files(file);
	uint64_t state = 5;
	int missed = 0;

	for (int i = 0; i < FLIPS; i++) {
		/* A file first, so that small ones are not passed over. */
		const struct file *f = &file[source_random(&state) % files];
		off_t at = (off_t)(source_random(&state) % (uint64_t)f->size);
		int bit = (int)(source_random(&state) % 8);

		flip(f, at, bit);
		if (ledger_check(&options) == 0 && batch_check(&options) == 0) {
			fprintf(stderr, "%s: byte %ld: bit %d\n", f->name,
			    (long)at, bit);
			missed++;
		}
		flip(f, at, bit);
	}
	CHECK_INT(missed, 0);
	CHECK_INT(ledger_check(&options), 0);
	CHECK_INT(batch_check(&options), 0);
}

/* Post what the hand-made ledger has: id,account,amount,note,balance. */
static void
post_all(struct ledger *ledger)
{
	FILE *f = fopen("book/ledger.csv", "r");
	struct table_error error;
	char line[200];

	CHECK_INT(tables_read_opening("book/opening.csv", 2, &ledger->accounts,
	    &error), 0);
	CHECK(fgets(line, sizeof(line), f) != NULL);
	for (uint64_t n = 0; fgets(line, sizeof(line), f) != NULL; n++) {
		struct span rest = span_of(line), id = span_cut(&rest, ',');
		struct span name = span_cut(&rest, ',');
		struct money amount;

		CHECK(money_parse(span_cut(&rest, ','), 2, &amount) == 0);
		CHECK(accounts_post(accounts_find_or_add(&ledger->accounts,
		    name), amount) == 0);
		CHECK(seen_add(&ledger->ids, id, n) == 0);
	}
	fclose(f);
	/* k1, k2, and r2, which a limit refused. */
	for (uint64_t n = 1; n <= 3; n++)
		CHECK(places_add(&ledger->ids.places, n, n) == 0);
}

/* The last line of a file of sums. */
static struct sum
last_sum(const char *path)
{
	FILE *f = fopen(path, "r");
	struct sum sum = { 0 };
	char line[200];

	while (fgets(line, sizeof(line), f) != NULL)
		(void)!sums_parse((struct span){ line, strlen(line) - 1 },
		    &sum);
	fclose(f);
	return sum;
}

static void
save_ledger(const struct ledger *ledger, const char *id)
{
	struct ledger_stamp stamp = { .version = LEDGER_STAMP_VERSION,
	    .scale = 2, .sum = { last_sum("book/rejects.csv.sum"),
	    last_sum("book/ledger.csv.sum") } };
	int dir = open("book", O_RDONLY | O_DIRECTORY);
	struct checkpoint c = { 0 };

	memcpy(stamp.id, id, sizeof(stamp.id));
	checkpoint_create(&c, dir, LEDGER_STAMP_FILE);
	checkpoint_put(&c, &stamp, sizeof(stamp));
	snapshot_put(&c, ledger);
	CHECK_INT(checkpoint_commit(&c), 0);
	close(dir);
}

static void
a_checkpoint_that_would_be_believed_has_to_be_right(void)
{
	static const char id[] = "00112233445566778899aabbccddeeff";
	struct ledger ledger = { 0 };
	struct account *a;

	post_all(&ledger);
	save_ledger(&ledger, id);
	CHECK_INT(ledger_check(&options), 0);
	a = accounts_find_or_add(&ledger.accounts, SPAN("B"));
	a->balance.minor++;
	save_ledger(&ledger, id);
	CHECK_INT(ledger_check(&options), EXIT_REFUSED);
	/* Nobody would believe it of another book. */
	save_ledger(&ledger, "ffffffffffffffffffffffffffffffff");
	CHECK_INT(ledger_check(&options), 0);
	a->balance.minor--;
	CHECK(places_add(&ledger.ids.places, 4, 4) == 0);
	save_ledger(&ledger, id);
	CHECK_INT(ledger_check(&options), EXIT_REFUSED);
	ledger_free(&ledger);
}

int
main(void)
{
	cli_start(&cli);
	RUN(a_book_that_is_right_is_right);
	RUN(every_bit_that_turns_is_found);
	RUN(a_checkpoint_that_would_be_believed_has_to_be_right);
	return check_status();
}
