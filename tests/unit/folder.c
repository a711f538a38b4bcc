/* Folders: opened, made, and synced where they are. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "stream/folder.h"

static void
check_opens(const char *path, bool make)
{
	int dir = folder_open(path, make);

	CHECK(dir != -1);
	CHECK_INT(fcntl(dir, F_GETFD), FD_CLOEXEC);
	CHECK_INT(fsync(dir), 0);
	CHECK_INT(folder_sync_parent(dir), 0);
	CHECK_INT(close(dir), 0);
}

static void
a_folder_is_made_where_that_is_asked_for(void)
{
	CHECK_INT(folder_open("one", false), -1);
	CHECK_INT(errno, ENOENT);
	check_opens("one", true);
	check_opens("one", true);
	check_opens("one", false);
	check_opens("one/two/", true);
	check_opens(".", true);
	check_opens("/", false);
}

static void
what_cannot_be_opened_says_why(void)
{
	int file = open("file", O_WRONLY | O_CREAT, 0666);

	close(file);
	CHECK_INT(folder_open("file", true), -1);
	CHECK_INT(errno, ENOTDIR);
	CHECK_INT(folder_open("none/none", true), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(folder_open("", true), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(symlink("nowhere", "dangling"), 0);
	CHECK_INT(folder_open("dangling", true), -1);
	CHECK_INT(errno, ENOENT);
}

/* As somebody who may pass through the parent and not read it. */
static int
sync_unreadable(void)
{
	int dir;

	if (setgid(65534) == -1 || setuid(65534) == -1)
		return 1;
	dir = folder_open("passage/folder", false);
	return dir == -1 || folder_sync_parent(dir) == -1;
}

static void
a_parent_that_may_not_be_read_is_synced(void)
{
	pid_t child;
	int status;

	CHECK_INT(mkdir("passage", 0711), 0);
	CHECK_INT(mkdir("passage/folder", 0755), 0);
	CHECK_INT(chmod(".", 0755), 0);
	if (geteuid() != 0) {
		printf("skip - another user's folder: wants root\n");
		return;
	}
	child = fork();
	if (child == 0)
		_exit(sync_unreadable());
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
}

int
main(void)
{
	RUN(a_folder_is_made_where_that_is_asked_for);
	RUN(what_cannot_be_opened_says_why);
	RUN(a_parent_that_may_not_be_read_is_synced);
	return check_status();
}
