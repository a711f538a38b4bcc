#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "stream/replace.h"
#include "stream/summed.h"
#include "stream/sums.h"

#define SUM ".sum"

/* What the system said of an action. */
static int
fail(struct summed *f, enum reader_failure kind, const char *name,
    const char *action)
{
	if (errno == ENOMEM)
		return failure_memory(&f->failure);
	return failure_say(&f->failure, kind, "%s/%s: %s: %s", f->folder, name,
	    action, strerror(errno));
}

/* Put what can be read from fd into bytes.  Returns 0, or -1 with errno. */
static int
read_all(int fd, struct buf *bytes)
{
	enum { PART = 64 * 1024 };
	ssize_t got;

	do {
		if (buf_reserve(bytes, PART) == -1)
			return -1;
		got = read(fd, bytes->ptr + bytes->len, PART);
		if (got > 0)
			bytes->len += (size_t)got;
	} while (got > 0 || (got == -1 && errno == EINTR));
	return got == -1 ? -1 : 0;
}

static int
read_file(struct summed *f, const char *name, struct buf *bytes, bool *exists)
{
	int fd = openat(f->dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int status;

	buf_clear(bytes);
	*exists = fd != -1;
	if (fd == -1)
		return errno == ENOENT ? 0 :
		    fail(f, READER_FAILED_OPEN, name, "cannot be opened");
	status = read_all(fd, bytes);
	if (status == -1)
		fail(f, READER_FAILED_READ, name, "cannot be read");
	close(fd);
	return status;
}

/* Have what is in a file on disk. */
static int
sync_file(struct summed *f, const char *name)
{
	int fd = openat(f->dir, name, O_RDONLY | O_CLOEXEC);
	int status;

	if (fd == -1)
		return fail(f, READER_FAILED_OPEN, name, "cannot be opened");
	status = fsync(fd);
	if (status == -1)
		fail(f, READER_FAILED_READ, name, "cannot be synced");
	close(fd);
	return status;
}

static int
sync_folder(struct summed *f)
{
	if (fsync(f->dir) == -1)
		return failure_say(&f->failure, READER_FAILED_READ,
		    "%s: cannot be synced: %s", f->folder, strerror(errno));
	return 0;
}

/* The name of the file of sums of name, which has room for it. */
static const char *
name_sums(const char *name, char *dst)
{
	assert(strlen(name) + sizeof(SUM) <= REPLACE_NAME_MAX);
	snprintf(dst, REPLACE_NAME_MAX, "%s" SUM, name);
	return dst;
}

/* What the file of sums of these bytes has in it. */
static int
make_sums(struct summed *f, struct span bytes, struct buf *text)
{
	struct sums sums = { 0 };

	buf_put(text, SPAN(SUMS_HEADER));
	sums_start(&sums);
	sums_put(&sums, bytes, text);
	sums_put_open(&sums, text);
	return text->failed ? failure_memory(&f->failure) : 0;
}

/* Have NAME.new on disk. */
static int
write_new(struct summed *f, struct replace *r, const char *name,
    struct span bytes)
{
	if (replace_open(r, f->dir, name) == -1)
		return fail(f, READER_FAILED_OPEN, r->fresh, "cannot be made");
	if (replace_write(r, bytes) == -1)
		return fail(f, READER_FAILED_READ, r->fresh,
		    "cannot be written");
	if (replace_sync(r) == -1)
		return fail(f, READER_FAILED_READ, r->fresh,
		    "cannot be synced");
	return 0;
}

static int
rename_new(struct summed *f, struct replace *r)
{
	if (replace_end(r) == -1)
		return fail(f, READER_FAILED_READ, r->name,
		    "cannot be replaced");
	return 0;
}

static int
write_sums(struct summed *f, const char *sum_name, struct span sums)
{
	struct replace r;

	if (write_new(f, &r, sum_name, sums) == -1)
		return -1;
	return rename_new(f, &r);
}

/*
 * Are the right sums there, but not yet in their place?  Then put them there.
 * Returns 1, 0 if they are not, or -1.
 */
static int
finish_sums(struct summed *f, const char *sum_name, struct span right)
{
	struct replace r = { .dir = f->dir, .fd = -1, .name = sum_name };
	struct buf found = { 0 };
	bool exists;
	int got;

	snprintf(r.fresh, sizeof(r.fresh), "%s" REPLACE_SUFFIX, sum_name);
	got = read_file(f, r.fresh, &found, &exists);
	if (got == 0)
		got = exists && span_equal(buf_span(&found), right);
	buf_free(&found);
	if (got == 1 &&
	    (sync_file(f, r.fresh) == -1 || rename_new(f, &r) == -1))
		got = -1;
	return got;
}

/* See that bytes are what the sums of name say, and that there are some. */
static int
check_sums(struct summed *f, const char *name, struct span bytes)
{
	char sum_name[REPLACE_NAME_MAX];
	struct buf right = { 0 }, found = { 0 };
	bool exists;
	int got = make_sums(f, bytes, &right);

	name_sums(name, sum_name);
	if (got == 0)
		got = read_file(f, sum_name, &found, &exists);
	if (got == 0 &&
	    !(exists && span_equal(buf_span(&found), buf_span(&right)))) {
		got = finish_sums(f, sum_name, buf_span(&right));
		if (got == 0 && exists) {
			got = failure_say(&f->failure, READER_FAILED_DATA,
			    "%s/%s: is not what its sums say", f->folder, name);
		} else if (got == 0) {
			f->missing = name;
			got = write_sums(f, sum_name, buf_span(&right));
		}
	}
	buf_free(&right);
	buf_free(&found);
	return got == -1 ? -1 : 0;
}

int
summed_read(struct summed *f, const char *name, bool checked,
    struct buf *bytes, bool *exists)
{
	if (read_file(f, name, bytes, exists) == -1)
		return -1;
	if (!*exists || !checked)
		return 0;
	return check_sums(f, name, buf_span(bytes));
}

/*
 * Both are on disk beside what they replace before either is renamed, and the
 * sums come last: so check_sums() can tell.
 */
static int
write_both(struct summed *f, const char *name, struct span bytes,
    struct span sums)
{
	char sum_name[REPLACE_NAME_MAX];
	struct replace file, sum;

	name_sums(name, sum_name);
	if (write_new(f, &file, name, bytes) == -1)
		return -1;
	if (write_new(f, &sum, sum_name, sums) == -1) {
		replace_drop(&file);
		return -1;
	}
	if (sync_folder(f) == -1 || rename_new(f, &file) == -1)
		return -1;
	return rename_new(f, &sum);
}

int
summed_write(struct summed *f, const char *name, struct span bytes)
{
	struct buf sums = { 0 };
	int status = make_sums(f, bytes, &sums);

	if (status == 0)
		status = write_both(f, name, bytes, buf_span(&sums));
	buf_free(&sums);
	return status;
}
