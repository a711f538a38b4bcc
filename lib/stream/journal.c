#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/journal.h"
#include "stream/pread_all.h"
#include "stream/torn.h"

enum {
	CHUNK = 64 * 1024,
	SUMS_HELD = 4096,	/* bytes of sums that wait, of some 48 MiB */
};

/* The system said no to what was done with the file or, if sums, with them. */
static int
fail(struct journal *j, const char *file, const char *action)
{
	j->failed = true;
	return failure_say(&j->failure, READER_FAILED_READ, "%s%s: %s: %s",
	    j->path.ptr, file, action, strerror(errno));
}

/* As fail(), while writing: what is not safe is not to be found later. */
static int
fail_writing(struct journal *j, const char *file, const char *action)
{
	int status = fail(j, file, action);

	/* Where that fails, too, there is nothing more to be done. */
	(void)!ftruncate(j->fd, (off_t)j->safe);
	return status;
}

static int
fail_memory(struct journal *j)
{
	j->failed = true;
	return failure_memory(&j->failure);
}

/* Open a file of the folder, or make it. */
static int
open_or_make(struct journal *j, const char *name, bool *made)
{
	int fd = openat(j->dir, name, O_RDWR | O_CLOEXEC);

	*made = false;
	if (fd != -1 || errno != ENOENT)
		return fd;
	fd = openat(j->dir, name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	*made = fd != -1;
	return fd;
}

static int
fail_opening(struct journal *j, const char *file)
{
	fail(j, file, "cannot be opened");
	j->failure.kind = READER_FAILED_OPEN;
	return -1;
}

ssize_t
journal_read(const struct journal *j, uint64_t offset, char *dst, size_t len)
{
	return pread_all(j->fd, dst, len, offset);
}

/* All of the file of sums. */
static int
read_sums(struct journal *j, struct buf *text)
{
	struct stat about;
	ssize_t got;

	if (fstat(j->sum_fd, &about) == -1)
		return fail(j, ".sum", "cannot be read");
	if (buf_reserve(text, (size_t)about.st_size) == -1)
		return fail_memory(j);
	got = pread_all(j->sum_fd, text->ptr, (size_t)about.st_size, 0);
	if (got == -1)
		return fail(j, ".sum", "cannot be read");
	text->len = (size_t)got;
	return 0;
}

/*
 * Where its last whole line ends; and is all there that the sums say?  What
 * they are of is on disk.
 */
static int
find_end(struct journal *j, uint64_t len)
{
	struct buf text = { 0 };
	struct sums_file sums;
	uint64_t safe;
	int status = read_sums(j, &text);

	sums = sums_read(buf_span(&text), UINT64_MAX);
	buf_free(&text);
	if (status == -1)
		return -1;
	safe = sums.last.offset < len ? sums.last.offset : len;
	if (torn_end(j->fd, safe, &j->size) == -1)
		return errno == ENOMEM ? fail_memory(j) :
		    fail(j, "", "cannot be read");
	j->torn = len - j->size;
	if (sums.last.offset <= j->size)
		return 0;
	j->failed = true;
	return failure_say(&j->failure, READER_FAILED_DATA, "%s: has %" PRIu64
	    " bytes of whole lines; by its sums there were %" PRIu64,
	    j->path.ptr, j->size, sums.last.offset);
}

int
journal_open(struct journal *j, int dir, const char *folder, const char *name)
{
	const char *sum_name;
	struct stat about;
	bool made;

	*j = (struct journal){ .opened = true, .fd = -1, .sum_fd = -1,
	    .dir = dir };
	buf_say(&j->path, "%s/%s.sum", folder, name);
	if (j->path.failed)
		return fail_memory(j);
	sum_name = j->path.ptr + strlen(folder) + 1;
	j->fd = open_or_make(j, name, &made);
	j->sum_fd = j->fd == -1 ? -1 : open_or_make(j, sum_name, &made);
	j->path.ptr[strlen(j->path.ptr) - strlen(".sum")] = '\0';
	if (j->fd == -1)
		return fail_opening(j, "");
	if (j->sum_fd == -1)
		return fail_opening(j, ".sum");
	if (fstat(j->fd, &about) == -1)
		return fail(j, "", "cannot be read");
	if (!S_ISREG(about.st_mode)) {
		errno = EINVAL;
		return fail_opening(j, "");
	}
	if (find_end(j, (uint64_t)about.st_size) == -1)
		return -1;
	j->sums_missing = j->size > 0 && made;
	return 0;
}

/* Put what is in the file, up to offset, into sums. */
static int
sum_up(struct journal *j, struct sums *sums, uint64_t offset, struct buf *lines)
{
	char chunk[CHUNK];

	while (sums->offset < offset) {
		size_t len = CHUNK;
		ssize_t got;

		if (len > offset - sums->offset)
			len = (size_t)(offset - sums->offset);
		got = journal_read(j, sums->offset, chunk, len);
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return fail(j, "", "cannot be read");
		sums_put(sums, (struct span){ chunk, (size_t)got }, lines);
	}
	return lines->failed ? fail_memory(j) : 0;
}

/* Go on with the sums that there are, and make those that there are not. */
static int
resume_sums(struct journal *j)
{
	struct buf text = { 0 };
	struct sums_file f;
	struct sum found;
	int status = read_sums(j, &text);

	f = sums_read(buf_span(&text), j->size);
	sums_resume(&j->sums, &f.whole);
	j->sum_size = f.len;
	if (status == 0 && f.open)
		status = sum_up(j, &j->sums, f.open_block.offset, &j->lines);
	if (status == 0 && f.open) {
		found = sums_last(&j->sums);
		if (strcmp(found.hash, f.open_block.hash) != 0) {
			j->failed = true;
			status = failure_say(&j->failure, READER_FAILED_DATA,
			    "%s: its lines %" PRIu64 " to %" PRIu64
			    " are not what its sums say", j->path.ptr,
			    f.whole.lines + 1, f.open_block.lines);
		}
	}
	j->sums_whole = f.open ? f.open_block.offset == j->size &&
	    f.open_len == text.len :
	    f.whole.offset == j->size && f.len == text.len && f.len > 0;
	buf_free(&text);
	if (status == 0)
		status = sum_up(j, &j->sums, j->size, &j->lines);
	j->kept = status == 0;
	return status;
}

/*
 * Cut the file back to size; but the sums before it, so that whenever this
 * ends they are of no more than there is.
 */
static int
cut_back(struct journal *j, uint64_t size)
{
	struct buf text = { 0 };
	int status = read_sums(j, &text);
	struct sums_file f = sums_read(buf_span(&text), size);

	buf_free(&text);
	if (status == -1)
		return -1;
	if (f.last.offset > size && (ftruncate(j->sum_fd,
	    (off_t)(f.open ? f.open_len : f.len)) == -1 ||
	    fsync(j->sum_fd) == -1))
		return fail(j, ".sum", "cannot be cut back");
	if (ftruncate(j->fd, (off_t)size) == -1)
		return fail(j, "", "cannot be cut back");
	j->size = size;
	return 0;
}

int
journal_keep(struct journal *j, uint64_t size)
{
	if (j->failed)
		return -1;
	if ((size != j->size || j->torn > 0) && cut_back(j, size) == -1)
		return -1;
	if (fsync(j->fd) == -1)
		return fail(j, "", "cannot be synced");
	/* It may have been made by one who did not get that far. */
	if (fsync(j->dir) == -1)
		return fail(j, "", "its folder cannot be synced");
	j->safe = size;
	if (lseek(j->fd, (off_t)size, SEEK_SET) == -1)
		return fail(j, "", "cannot be written");
	return resume_sums(j);
}

/* write(2), or pwrite(2) where an offset is given, all of it. */
static int
write_all(int fd, struct span bytes, const uint64_t *offset)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t n = offset == NULL ?
		    write(fd, bytes.ptr + done, bytes.len - done) :
		    pwrite(fd, bytes.ptr + done, bytes.len - done,
		    (off_t)(*offset + done));
		if (n == -1 && errno != EINTR)
			return -1;
		if (n > 0)
			done += (size_t)n;
	}
	return 0;
}

int
journal_append(struct journal *j, struct span bytes)
{
	if (j->failed)
		return -1;
	if (write_all(j->fd, bytes, NULL) == -1)
		return fail_writing(j, "", "cannot be written");
	j->size += bytes.len;
	return 0;
}

int
journal_secure(struct journal *j)
{
	if (j->failed)
		return -1;
	if (j->size == j->safe)
		return 0;
	if (fdatasync(j->fd) == -1)
		return fail_writing(j, "", "cannot be synced");
	j->safe = j->size;
	return 0;
}

void
journal_sum(struct journal *j, struct span bytes)
{
	j->sums_whole = false;
	sums_put(&j->sums, bytes, &j->lines);
}

int
journal_write(struct journal *j, struct span bytes)
{
	if (journal_append(j, bytes) == -1)
		return -1;
	journal_sum(j, bytes);
	return 0;
}

/* Write the lines of sums that there are, in the place of what is there. */
static int
write_sums(struct journal *j)
{
	struct span header = SPAN(SUMS_HEADER);
	uint64_t start = 0;

	if (ftruncate(j->sum_fd, (off_t)j->sum_size) == -1)
		return fail_writing(j, ".sum", "cannot be cut back");
	if (j->sum_size == 0 && write_all(j->sum_fd, header, &start) == -1)
		return fail_writing(j, ".sum", "cannot be written");
	if (j->sum_size == 0)
		j->sum_size = header.len;
	if (write_all(j->sum_fd, buf_span(&j->lines), &j->sum_size) == -1)
		return fail_writing(j, ".sum", "cannot be written");
	return 0;
}

int
journal_sync(struct journal *j)
{
	if (journal_secure(j) == -1)
		return -1;
	if (j->lines.failed)
		return fail_memory(j);
	/*
	 * To write to another file makes the next sync of this one slower, and
	 * sums are made again where they are missing: they are written now and
	 * then.  What was hashed and could not be appended is not kept.
	 */
	if (j->lines.len < SUMS_HELD || j->sums.offset != j->size)
		return 0;
	if (write_sums(j) == -1)
		return -1;
	j->sum_size += j->lines.len;
	buf_clear(&j->lines);
	return 0;
}

int
journal_sum_at(struct journal *j, uint64_t offset, struct sum *sum)
{
	struct buf text = { 0 }, lines = { 0 };
	struct sums sums;
	int status = read_sums(j, &text);

	sums_resume(&sums, &(struct sum){ 0 });
	if (status == 0) {
		struct sums_file f = sums_read(buf_span(&text), offset);
		sums_resume(&sums, &f.whole);
		status = sum_up(j, &sums, offset, &lines);
	}
	*sum = sums_last(&sums);
	buf_free(&text);
	buf_free(&lines);
	return status;
}

enum reader_failure
journal_failure(const struct journal *j)
{
	return j->failure.kind;
}

const char *
journal_error(const struct journal *j)
{
	return j->failure.sentence;
}

/* Have the file of sums say all there is to say. */
static int
finish_sums(struct journal *j)
{
	if (j->sums_whole || j->sums.offset != j->size)
		return 0;
	sums_put_open(&j->sums, &j->lines);
	if (j->lines.failed)
		return fail_memory(j);
	if (write_sums(j) == -1)
		return -1;
	if (fsync(j->sum_fd) == -1)
		return fail(j, ".sum", "cannot be synced");
	j->sums_whole = true;
	return 0;
}

/* Is it still there?  It may be removed, or its whole folder. */
static int
look_for_it(struct journal *j)
{
	struct stat about;

	if (fstat(j->fd, &about) == 0 && about.st_nlink > 0)
		return 0;
	j->failed = true;
	return failure_say(&j->failure, READER_FAILED_READ,
	    "%s: was removed while it was open", j->path.ptr);
}

int
journal_close(struct journal *j)
{
	int status = j->failed ? -1 : 0;

	if (!j->opened)
		return status;
	/* What was only opened is left as it is. */
	if (j->kept && status == 0)
		status = journal_sync(j);
	if (j->kept && status == 0)
		status = finish_sums(j);
	if (j->kept && status == 0)
		status = look_for_it(j);
	if (j->fd != -1)
		close(j->fd);
	if (j->sum_fd != -1)
		close(j->sum_fd);
	buf_free(&j->lines);
	buf_free(&j->path);
	j->opened = false;
	return status;
}

void
journal_free(struct journal *j)
{
	if (journal_close(j) == -1)
		j->failed = true;
	failure_free(&j->failure);
	*j = (struct journal){ 0 };
}
