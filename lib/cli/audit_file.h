/*
 * audit_file - a file of a book that is looked through line by line, where
 * whatever is no line of such a file is a difference.
 *
 *	struct audit_file f = { .audit = &audit, .name = "windows.csv" };
 *
 *	audit_file_open(&f, SPAN(WINDOWS_HEADER));
 *	while (audit_file_next(&f))
 *		use(f.row.field[0], f.row.line);
 *	status = audit_file_close(&f);
 *
 * So is a line that is written in another way than a book's, be it that it
 * means the same.  A file that is not there, or has nothing in it, has no
 * lines; to tell that is for cli/sum_check.
 */
#ifndef BALSYS_AUDIT_FILE_H
#define BALSYS_AUDIT_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/audit.h"
#include "stream/reader.h"

struct audit_file {
	struct audit *audit;	/* borrowed, as is name */
	const char *name;
	struct record row;	/* the line that came last; borrowed until the
				   next one */
	uint64_t lines;		/* up to it; 1 is the header */
	uint64_t bytes;		/* up to its end */
	uint64_t begin;		/* bytes up to where it begins */

	struct reader in;	/* private, from here on */
	const char *paths[2];
	struct buf again;	/* the line, as it would be written */
	int status;
};

/*
 * Open it; its header must be this, without a newline, if its ptr is not NULL.
 */
void	audit_file_open(struct audit_file *f, struct span header);

/* The next line.  Returns whether there is one. */
bool	audit_file_next(struct audit_file *f);

/* Read a field as a whole number.  Returns whether it is one. */
bool	audit_file_number(const struct audit_file *f, size_t field,
	    uint64_t *number);

/*
 * What a reader's failure is to an audit: a difference if the data is to blame,
 * else a status, after saying why.
 */
int	audit_file_failed(struct audit *audit, const char *name,
	    enum reader_failure failure, const char *sentence)
	__attribute__((warn_unused_result));

/*
 * Release everything.  Returns 0, or the status that the reading earned, what
 * was told aside.
 */
int	audit_file_close(struct audit_file *f)
	__attribute__((warn_unused_result));

#endif
