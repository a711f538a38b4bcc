#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "stream/replace.h"

static int
make(const struct replace *r)
{
	return openat(r->dir, r->fresh, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0666);
}

int
replace_open(struct replace *r, int dir, const char *name)
{
	assert(strlen(name) <= REPLACE_NAME_MAX);
	*r = (struct replace){ .dir = dir, .name = name };
	snprintf(r->fresh, sizeof(r->fresh), "%s" REPLACE_SUFFIX, name);
	r->fd = make(r);
	/* Another's, perhaps a link, which is taken away and not followed. */
	if (r->fd == -1 && errno == EEXIST &&
	    unlinkat(dir, r->fresh, 0) == 0)
		r->fd = make(r);
	return r->fd == -1 ? -1 : 0;
}

void
replace_drop(struct replace *r)
{
	int error = errno;

	if (r->fd != -1)
		close(r->fd);
	r->fd = -1;
	/* Where it cannot be taken away it does no harm. */
	(void)!unlinkat(r->dir, r->fresh, 0);
	errno = error;
}

static int
fail(struct replace *r)
{
	replace_drop(r);
	return -1;
}

int
replace_write(struct replace *r, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(r->fd, bytes.ptr, bytes.len);
		if (written == -1 && errno == EINTR)
			continue;
		if (written == -1)
			return fail(r);
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
	return 0;
}

static int
close_fresh(struct replace *r)
{
	int fd = r->fd;

	r->fd = -1;
	if (close(fd) == -1 && errno != EINTR)
		return fail(r);
	return 0;
}

int
replace_sync(struct replace *r)
{
	/* What a sync that failed says the second time is of no worth. */
	if (fsync(r->fd) == -1)
		return fail(r);
	return close_fresh(r);
}

int
replace_end(struct replace *r)
{
	if (renameat(r->dir, r->fresh, r->dir, r->name) == -1)
		return -1;
	return fsync(r->dir);
}

int
replace_at_once(struct replace *r)
{
	if (close_fresh(r) == -1)
		return -1;
	if (renameat(r->dir, r->fresh, r->dir, r->name) == -1)
		return fail(r);
	return 0;
}
