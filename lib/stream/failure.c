#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "stream/failure.h"

int
failure_memory(struct failure *f)
{
	f->kind = READER_FAILED_MEMORY;
	f->sentence = "out of memory";
	return -1;
}

int
failure_say(struct failure *f, enum reader_failure kind, const char *format,
    ...)
{
	va_list args;

	f->kind = kind;
	va_start(args, format);
	f->sentence = buf_say_list(&f->text, format, args);
	va_end(args);
	return -1;
}

int
failure_at(struct failure *f, enum reader_failure kind, const char *file,
    unsigned long line, const char *clause)
{
	return line == 0 ? failure_say(f, kind, "%s: %s", file, clause) :
	    failure_say(f, kind, "%s:%lu: %s", file, line, clause);
}

int
failure_errno(struct failure *f, const char *file)
{
	if (errno == ENOMEM)
		return failure_memory(f);
	if (errno != EINTR && errno != ECANCELED)
		return failure_at(f, READER_FAILED_READ, file, 0,
		    strerror(errno));
	f->kind = READER_STOPPED;
	f->sentence = "";
	return -1;
}

void
failure_free(struct failure *f)
{
	buf_free(&f->text);
	*f = (struct failure){ 0 };
}
