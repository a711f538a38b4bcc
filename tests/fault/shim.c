/*
 * shim.so - faults that a system makes once in a blue moon, on demand.
 *
 *	FAULT=fdatasync:3:EIO FAULT_UNDER=/tmp/book FAULT_MARK=/tmp/hit \
 *	    LD_PRELOAD=shim.so balsys-ledger --book /tmp/book in.csv
 *
 * FAULT is CALL:N:WHAT.  CALL is read, pread, write, fsync, fdatasync, rename,
 * open, ftruncate, mmap, alloc or any, and its Nth call, of those on files
 * whose name begins with FAULT_UNDER, does WHAT instead:
 *
 *	EIO, ENOSPC, EINTR, ENOMEM...	fail, and nothing is done
 *	short	do half of what was asked for, and say so
 *	full	the same, and from then on there is no space
 *	kill	die as by kill -9, before anything is done
 *	torn	do half of it, then die
 *
 * When it has happened the file FAULT_MARK is made, with the name of the other
 * in it.  Of alloc, which is malloc, calloc and realloc together, all calls
 * count; any is all but these.
 *
 *	FAULT_LOG=FILE		a line there, CALL NAME, for each call on such
 *				files: before it, or behind a sync
 *	FAULT_SYNC=no		fsync and fdatasync only say that it is done
 *	FAULT_CLOCK=back	every look at a clock finds it an hour earlier
 *
 * What the command runs itself is left alone.  Calls go straight to the system,
 * so that nothing here depends on what the C library does.
 */
#define _GNU_SOURCE
#include <sys/mman.h>
#include <sys/syscall.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum what { PASS, FAIL, SHORT, FULL, KILL, TORN };

static const struct {
	const char *name;
	enum what what;
	int error;
} faults[] = {
	{ "EACCES", FAIL, EACCES },
	{ "EINTR", FAIL, EINTR },
	{ "EIO", FAIL, EIO },
	{ "ENOMEM", FAIL, ENOMEM },
	{ "ENOSPC", FAIL, ENOSPC },
	{ "full", FULL, 0 },
	{ "kill", KILL, 0 },
	{ "short", SHORT, 0 },
	{ "torn", TORN, 0 },
};

/* What was asked for; read from the environment before main(). */
static struct {
	bool ready;
	char call[16];
	long nth;
	enum what what;
	int error;
	char under[PATH_MAX];
	char mark[PATH_MAX];
	int log;
	bool no_sync;
	bool back;
} plan = { .log = -1 };

static atomic_long calls;
static atomic_bool filled;
static atomic_long looks;

/* Of the C library: what malloc and its like are otherwise called. */
void	*__libc_malloc(size_t len);
void	*__libc_calloc(size_t n, size_t len);
void	*__libc_realloc(void *old, size_t len);

static void
copy_text(char *dst, size_t cap, const char *src)
{
	if (src != NULL && strlen(src) < cap)
		strcpy(dst, src);
}

static void
read_fault(const char *text)
{
	char what[16];

	if (sscanf(text, "%15[a-z]:%ld:%15[a-zA-Z]", plan.call, &plan.nth,
	    what) != 3)
		_exit(64);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (strcmp(faults[i].name, what) == 0) {
			plan.what = faults[i].what;
			plan.error = faults[i].error;
			return;
		}
	_exit(64);
}

__attribute__((constructor))
static void
begin(void)
{
	const char *fault = getenv("FAULT"), *log = getenv("FAULT_LOG");
	const char *sync = getenv("FAULT_SYNC"), *clock = getenv("FAULT_CLOCK");

	copy_text(plan.under, sizeof(plan.under), getenv("FAULT_UNDER"));
	copy_text(plan.mark, sizeof(plan.mark), getenv("FAULT_MARK"));
	if (fault != NULL)
		read_fault(fault);
	if (log != NULL)
		plan.log = (int)syscall(SYS_openat, AT_FDCWD, log,
		    O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	plan.no_sync = sync != NULL && strcmp(sync, "no") == 0;
	plan.back = clock != NULL && strcmp(clock, "back") == 0;
	unsetenv("LD_PRELOAD");
	plan.ready = true;
}

/* The name of what is open at fd, or of path in the folder open there. */
static void
name_of(int fd, const char *path, char *name)
{
	char link[64];
	ssize_t len = 0;

	name[0] = '\0';
	if (path != NULL && path[0] == '/') {
		copy_text(name, PATH_MAX, path);
		return;
	}
	if (fd == AT_FDCWD)
		snprintf(link, sizeof(link), "/proc/self/cwd");
	else
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = syscall(SYS_readlinkat, AT_FDCWD, link, name, PATH_MAX - 1);
	if (len < 0)
		len = 0;
	name[len] = '\0';
	if (path != NULL && (size_t)len + strlen(path) + 2 < PATH_MAX) {
		name[len] = '/';
		strcpy(name + len + 1, path);
	}
}

static void
note(const char *call, const char *name)
{
	char line[2 * PATH_MAX];
	int len = snprintf(line, sizeof(line), "%s %s\n", call,
	    name + strlen(plan.under));

	if (len > 0 && (size_t)len < sizeof(line))
		syscall(SYS_write, plan.log, line, (size_t)len);
}

static void
leave_mark(const char *name)
{
	long fd = -1;

	if (plan.mark[0] != '\0')
		fd = syscall(SYS_openat, AT_FDCWD, plan.mark,
		    O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd != -1) {
		syscall(SYS_write, fd, name, strlen(name));
		syscall(SYS_close, fd);
	}
}

/*
 * What is to become of this call?  For FAIL errno is set.  KILL does not
 * return.
 */
static enum what
fate(const char *call, int fd, const char *path)
{
	int before = errno;
	char name[PATH_MAX];
	bool it = strcmp(plan.call, call) == 0 ||
	    strcmp(plan.call, "any") == 0;

	if (!plan.ready || (!it && plan.log == -1 && !filled))
		return PASS;
	name_of(fd, path, name);
	errno = before;
	if (strncmp(name, plan.under, strlen(plan.under)) != 0)
		return PASS;
	if (plan.log != -1 && strstr(call, "sync") == NULL)
		note(call, name);
	if (filled && (it || strcmp(call, "write") == 0)) {
		errno = ENOSPC;
		return FAIL;
	}
	if (!it || atomic_fetch_add(&calls, 1) + 1 != plan.nth)
		return PASS;
	leave_mark(name);
	errno = before;
	if (plan.what == KILL)
		syscall(SYS_kill, getpid(), SIGKILL);
	if (plan.what == FAIL)
		errno = plan.error;
	return plan.what;
}

/* Of len bytes this many are to be dealt with: at least one, of several. */
static size_t
share(enum what what, size_t len)
{
	return what == PASS || len < 2 ? len : len / 2;
}

/* What comes after a call that was to be done by half. */
static void
after(enum what what)
{
	if (what == FULL)
		filled = true;
	else if (what == TORN)
		syscall(SYS_kill, getpid(), SIGKILL);
}

ssize_t
read(int fd, void *dst, size_t len)
{
	enum what what = fate("read", fd, NULL);
	ssize_t got = -1;

	if (what != FAIL)
		got = syscall(SYS_read, fd, dst, share(what, len));
	after(what);
	return got;
}

ssize_t
pread(int fd, void *dst, size_t len, off_t offset)
{
	enum what what = fate("pread", fd, NULL);
	ssize_t got = -1;

	if (what != FAIL)
		got = syscall(SYS_pread64, fd, dst, share(what, len), offset);
	after(what);
	return got;
}

ssize_t
write(int fd, const void *src, size_t len)
{
	enum what what = fate("write", fd, NULL);
	ssize_t written = -1;

	if (what != FAIL)
		written = syscall(SYS_write, fd, src, share(what, len));
	after(what);
	return written;
}

ssize_t
pwrite(int fd, const void *src, size_t len, off_t offset)
{
	enum what what = fate("write", fd, NULL);
	ssize_t written = -1;

	if (what != FAIL)
		written = syscall(SYS_pwrite64, fd, src, share(what, len),
		    offset);
	after(what);
	return written;
}

/* A sync is noted once it is done. */
static int
sync_file(const char *call, long number, int fd)
{
	char name[PATH_MAX];

	if (fate(call, fd, NULL) == FAIL ||
	    (!plan.no_sync && syscall(number, fd) == -1))
		return -1;
	if (plan.log != -1) {
		name_of(fd, NULL, name);
		if (strncmp(name, plan.under, strlen(plan.under)) == 0)
			note(call, name);
	}
	return 0;
}

int
fsync(int fd)
{
	return sync_file("fsync", SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return sync_file("fdatasync", SYS_fdatasync, fd);
}

int
renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	if (fate("rename", to_dir, to) == FAIL)
		return -1;
#ifdef SYS_renameat
	return (int)syscall(SYS_renameat, from_dir, from, to_dir, to);
#else
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
#endif
}

int
rename(const char *from, const char *to)
{
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
ftruncate(int fd, off_t len)
{
	if (fate("ftruncate", fd, NULL) == FAIL)
		return -1;
	return (int)syscall(SYS_ftruncate, fd, len);
}

static int
open_file(int dir, const char *path, int flags, mode_t mode)
{
	if (fate("open", dir, path) == FAIL)
		return -1;
	return (int)syscall(SYS_openat, dir, path, flags, mode);
}

/* The mode is there where a file may be made. */
#define MODE(flags, last, mode) do {					\
	va_list args;							\
									\
	va_start(args, last);						\
	if (((flags) & O_CREAT) != 0)			\
		(mode) = (mode_t)va_arg(args, unsigned);		\
	va_end(args);							\
} while (0)

int
openat(int dir, const char *path, int flags, ...)
{
	mode_t mode = 0;

	MODE(flags, flags, mode);
	return open_file(dir, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;

	MODE(flags, flags, mode);
	return open_file(AT_FDCWD, path, flags, mode);
}

void *
mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	if (fd != -1 && fate("mmap", fd, NULL) == FAIL)
		return MAP_FAILED;
	return (void *)syscall(SYS_mmap, at, len, protection, flags, fd,
	    offset);
}

/* Is this the allocation that fails? */
static bool
runs_out(void)
{
	if (!plan.ready || strcmp(plan.call, "alloc") != 0 ||
	    atomic_fetch_add(&calls, 1) + 1 != plan.nth)
		return false;
	leave_mark("");
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t len)
{
	return runs_out() ? NULL : __libc_malloc(len);
}

void *
calloc(size_t n, size_t len)
{
	return runs_out() ? NULL : __libc_calloc(n, len);
}

void *
realloc(void *old, size_t len)
{
	return runs_out() ? NULL : __libc_realloc(old, len);
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	if (syscall(SYS_clock_gettime, clock, now) == -1)
		return -1;
	if (plan.back)
		now->tv_sec -= 3600 * ++looks;
	return 0;
}
