#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/audit.h"
#include "cli/cli.h"
#include "stream/lookback.h"

bool
audit_option(struct audit_options *o, int letter)
{
	switch (letter) {
	case AUDIT_CHECK:
		o->dir = cli_argument();
		return true;
	case AUDIT_SEAL:
		o->seal = true;
		return true;
	case AUDIT_SEALED:
		o->sealed = cli_argument();
		return true;
	case 'q':
		o->quiet = true;
		return false;
	default:
		o->others = true;
		return false;
	}
}

bool
audit_is_wanted(const struct audit_options *o, int argc, char *argv[])
{
	if (o->dir == NULL && (o->seal || o->sealed != NULL))
		cli_usage("--%s goes with --check", o->seal ? "seal" :
		    "sealed");
	if (o->dir == NULL)
		return false;
	if (o->others)
		cli_usage("beside --check there can be --seal, --sealed and "
		    "--quiet only");
	cli_no_operands(argc, argv);
	return true;
}

int
audit_fail_memory(struct audit *a)
{
	a->failed = true;
	cli_warn("out of memory");
	return EX_IOERR;
}

bool
audit_has(const struct audit *a, const char *name)
{
	struct stat about;

	return fstatat(a->book.dir, name, &about, 0) == 0;
}

int
audit_open(struct audit *a)
{
	if (book_open(&a->book, a->options->dir, BOOK_READ) == -1)
		return cli_book_failure(&a->book);
	if (!a->book.saved) {
		cli_warn("%s: this is no book", a->options->dir);
		return EX_DATAERR;
	}
	return 0;
}

int
audit_lock(struct audit *a, const char *main_file, bool may_miss)
{
	if (may_miss && !audit_has(a, main_file))
		return 0;
	return book_lock(&a->book, main_file, BOOK_READ) == -1 ?
	    cli_book_failure(&a->book) : 0;
}

int
audit_scale(struct audit *a)
{
	const char *scale = book_value(&a->book, "scale");

	if (scale != NULL && strlen(scale) == 1 && *scale >= '0' &&
	    *scale <= '0' + MONEY_SCALE_MAX)
		return *scale - '0';
	audit_tell_first(a, "book", 0, "says no scale, from 0 to %d",
	    MONEY_SCALE_MAX);
	return -1;
}

const char *
audit_path(struct audit *a, const char *name)
{
	size_t room = strlen(a->options->dir) + strlen(name) + 2;
	char *path = arena_get_bytes(&a->paths, room);

	if (path == NULL)
		(void)audit_fail_memory(a);
	else
		snprintf(path, room, "%s/%s", a->options->dir, name);
	return path;
}

bool
audit_holds(const struct audit *a, const char *name)
{
	struct stat about;

	return fstatat(a->book.dir, name, &about, 0) == 0 &&
	    about.st_size > 0;
}

static void
say(struct audit *a, const char *name, uint64_t line, const char *format,
    va_list args)
{
	char clause[400];

	if (a->options->quiet)
		return;
	vsnprintf(clause, sizeof(clause), format, args);
	if (line == 0)
		cli_warn("%s/%s: %s", a->options->dir, name, clause);
	else
		cli_warn("%s/%s:%" PRIu64 ": %s", a->options->dir, name, line,
		    clause);
}

static void
tell(struct audit *a, const char *name, uint64_t line, const char *format,
    va_list args)
{
	if (a->failed)
		return;
	a->differs = true;
	say(a, name, line, format, args);
}

void
audit_note(struct audit *a, const char *name, uint64_t line,
    const char *format, ...)
{
	va_list args;

	if (a->failed || a->noted)
		return;
	a->noted = true;
	va_start(args, format);
	say(a, name, line, format, args);
	va_end(args);
}

void
audit_tell(struct audit *a, const char *name, uint64_t line,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(a, name, line, format, args);
	va_end(args);
}

/* Is this the first of its file? */
static bool
is_first(struct audit *a, const char *name)
{
	for (size_t i = 0; i < a->ntold; i++)
		if (strcmp(a->told[i], name) == 0)
			return false;
	if (a->ntold < AUDIT_FILES)
		a->told[a->ntold++] = name;
	return true;
}

void
audit_tell_first(struct audit *a, const char *name, uint64_t line,
    const char *format, ...)
{
	va_list args;

	if (!is_first(a, name))
		return;
	va_start(args, format);
	tell(a, name, line, format, args);
	va_end(args);
}

void
audit_tell_sentence(struct audit *a, const char *name, const char *sentence)
{
	if (a->failed || !is_first(a, name))
		return;
	a->differs = true;
	if (!a->options->quiet)
		cli_warn("%s", sentence);
}

/* The first line that ends with a carriage return; 0 if none does. */
static uint64_t
find_return(const struct audit *a, const char *name)
{
	struct lookback file = { .fd = openat(a->book.dir, name,
	    O_RDONLY | O_CLOEXEC) };
	uint64_t offset = 0, number = 0;
	struct span line = { NULL, 0 };
	bool found = false;

	while (file.fd != -1 && !found &&
	    lookback_line(&file, offset, &line) == 0) {
		number++;
		offset += line.len + 1;
		found = line.len > 0 && line.ptr[line.len - 1] == '\r';
	}
	lookback_free(&file);
	if (file.fd != -1)
		close(file.fd);
	return found ? number : 0;
}

void
audit_compare_size(struct audit *a, const char *name, uint64_t bytes)
{
	struct stat about;
	uint64_t line;

	if (fstatat(a->book.dir, name, &about, 0) == -1 ||
	    (uint64_t)about.st_size == bytes)
		return;
	line = find_return(a, name);
	audit_tell_first(a, name, line, line > 0 ? "the line ends with a "
	    "carriage return" : "it has other bytes than those of its lines");
}

int
audit_close(struct audit *a)
{
	book_close(&a->book);
	arena_free(&a->paths);
	return a->differs ? EXIT_REFUSED : 0;
}
