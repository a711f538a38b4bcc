/*
 * batch_files - the files of a book that balsys-batch reads and writes, made
 * whole after a run that was not.
 *
 * Each is cut back to where the last window ends that windows.csv has; only
 * oversize.csv, whose lines belong to none, to whole lines.  All that is left
 * is on disk then.  What fails, and what is cut, is said here.
 */
#ifndef BALSYS_BATCH_FILES_H
#define BALSYS_BATCH_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cli/events.h"
#include "ledger/book.h"
#include "stream/journal.h"
#include "stream/record.h"

struct batch_files {
	struct journal oversize, batches, windows;
	struct journal certificates;	/* opened only where there are some */
	bool has_certificates;	/* yours to set, as is this: */
	bool begun;		/* the book has the options that shape them */
	struct events *events;	/* told of what is cut off; borrowed */
	uint64_t count;		/* windows that are there */
	struct buf header;	/* of batches.csv, without its newline */
	struct buf batches_path, oversize_path, ledger_path;	/* with NULs */
	int ledger;		/* ledger.csv, to be read; -1 */
	uint64_t ledger_len;	/* of its whole lines */
};

/* Make the paths.  Returns 0 or the status to exit with, as do all below. */
int	batch_files_name(struct batch_files *f, const char *folder)
	__attribute__((warn_unused_result));

/* Open ledger.csv, to be read. */
int	batch_files_open_ledger(struct batch_files *f)
	__attribute__((warn_unused_result));

/*
 * Have what is in it on disk, and find how much of it is whole.  Up to safe,
 * where a line ends, it was on disk before.
 */
int	batch_files_sync_ledger(struct batch_files *f, uint64_t safe)
	__attribute__((warn_unused_result));

/*
 * Open the others, or make them, in a book that is locked, of windows of so
 * many records.
 */
int	batch_files_open(struct batch_files *f, struct book *book,
	    uint64_t window)
	__attribute__((warn_unused_result));

/*
 * Has the input this header, where batches.csv, which is open, has two columns
 * more, so called?
 */
int	batch_files_compare_header(const struct batch_files *f,
	    const struct record *header, struct span window,
	    struct span batch)
	__attribute__((warn_unused_result));

/* What the failure of a journal means as a status, after saying it. */
int	batch_files_failure(const struct journal *j);

/*
 * Close them, all synced.  Of failures the first is told, which is that of
 * failed, unless that is NULL; and none where status, which is what was earned
 * before, is trouble already.  Returns what was earned in all.  Harmless twice.
 */
int	batch_files_close(struct batch_files *f, const struct journal *failed,
	    int status)
	__attribute__((warn_unused_result));
void	batch_files_free(struct batch_files *f);

#endif
