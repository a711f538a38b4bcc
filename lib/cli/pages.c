#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/pages.h"

/* Keep what is on its way to the file until the page is whole. */
static void
take(void *arg)
{
	struct pages *p = arg;

	buf_put(&p->text, (struct span){ p->out.block, p->out.len });
	p->out.len = 0;
}

int
pages_open(struct pages *p, struct outputs *outputs, const char *path)
{
	int status;

	p->path = path;
	if (path == NULL)
		return outputs_open(outputs, &p->out, NULL);
	status = page_file_open(&p->file, outputs, path);
	if (status == 0 && writer_open_sink(&p->out, take, p) == -1)
		status = cli_fail_memory();
	return status;
}

int
pages_end(struct pages *p)
{
	int status = 0;

	if (p->path == NULL)
		return 0;
	(void)writer_flush(&p->out);
	if (p->text.failed) {
		status = cli_fail_memory();
	} else if (page_file_put(&p->file, buf_span(&p->text)) == -1) {
		cli_warn("%s: %s", p->path, strerror(errno));
		status = EX_IOERR;
	}
	buf_clear(&p->text);
	return status;
}

void
pages_close(struct pages *p)
{
	/* A sink takes all; standard output was closed with the others. */
	if (p->path != NULL)
		(void)!writer_close(&p->out);
	page_file_close(&p->file);
	buf_free(&p->text);
}
