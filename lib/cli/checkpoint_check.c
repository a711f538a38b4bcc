#include <errno.h>
#include <string.h>

#include "cli/checkpoint_check.h"
#include "cli/cli.h"
#include "stream/checkpoint.h"

int
checkpoint_check(struct audit *a, const char *name)
{
	if (checkpoint_verify(a->book.dir, name) == 0 || errno == ENOENT)
		return 0;
	if (errno == ENOMEM)
		return audit_fail_memory(a);
	if (errno == EBADMSG) {
		audit_tell_first(a, name, 0, "is damaged, which is harmless: "
		    "the next run takes longer, and makes it anew");
		return 0;
	}
	cli_warn("%s/%s: cannot be read: %s", a->options->dir, name,
	    strerror(errno));
	return EX_IOERR;
}
