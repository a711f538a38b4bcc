#include <errno.h>

#include "base/buf.h"
#include "cli/batch_output.h"
#include "cli/batch_tell.h"
#include "cli/cli.h"
#include "cli/window_file.h"

enum { CHUNK = 128 * 1024 };

/* Is somebody there to be told more? */
static bool
goes_on(const struct outputs *outputs)
{
	return !outputs_failed(outputs) && wait_for_nothing() == 0;
}

/* The file as it is. */
static int
copy_lines(const struct journal *batches, const char *path, struct writer *to,
    const struct outputs *outputs)
{
	struct buf chunk = { 0 };
	uint64_t offset = 0;
	int status = 0;

	if (buf_reserve(&chunk, CHUNK) == -1)
		return cli_fail_memory();
	while (offset < batches->size && goes_on(outputs)) {
		uint64_t left = batches->size - offset;
		ssize_t got = journal_read(batches, offset, chunk.ptr,
		    left < CHUNK ? (size_t)left : CHUNK);

		if (got <= 0) {
			cli_warn("%s: cannot be read: %s", path,
			    strerror(got == 0 ? EIO : errno));
			status = EX_IOERR;
			break;
		}
		writer_put(to, (struct span){ chunk.ptr, (size_t)got });
		offset += (uint64_t)got;
	}
	buf_free(&chunk);
	return status;
}

/* Windows as another form has them. */
static int
render_windows(struct window_file *f, const struct batch_shape *shape,
    struct writer *to, const struct outputs *outputs)
{
	struct batch_output output = { .scale = shape->scale, .out = to,
	    .form = (enum batch_output_form)shape->output };
	struct parcel p = { .cap = (uint64_t)shape->cap.minor };
	int got = 1, status = 0;

	batch_output_begin(&output, SPAN(""), SPAN(""), SPAN(""));
	while (got == 1 && status == 0 && goes_on(outputs)) {
		got = window_file_next(f, &p);
		if (got == 1 && batch_output_put(&output, &p) == -1)
			status = cli_fail_memory();
	}
	if (got == -1)
		status = cli_failure(window_file_failure(f),
		    window_file_error(f));
	parcel_free(&p);
	batch_output_free(&output);
	return status;
}

int
batch_tell(const struct journal *batches, const char *path,
    const struct batch_shape *shape, struct writer *to,
    const struct outputs *outputs)
{
	struct window_file f = { 0 };
	int status = 0;

	if (batches->size == 0)
		return 0;
	if (shape->output == BATCH_OUTPUT_LINES)
		status = copy_lines(batches, path, to, outputs);
	else if (window_file_open(&f, path, shape->scale, batches->size) == -1)
		status = cli_failure(window_file_failure(&f),
		    window_file_error(&f));
	else
		status = render_windows(&f, shape, to, outputs);
	window_file_close(&f);
	(void)writer_flush(to);
	return status;
}
