/*
 * A book that is looked through: a thousand times one bit of one of its files
 * is turned, in turn by lot, and each time one of the two commands finds it.
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

int
main(void)
{
	cli_start(&cli);
	RUN(a_book_that_is_right_is_right);
	RUN(every_bit_that_turns_is_found);
	return check_status();
}
