#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"
#include "cli/cli.h"
#include "cli/seals.h"

/* Room for one more. */
static int
reserve(struct seals *s)
{
	if (GROW(s->seal, s->cap, s->count + 1) == 0)
		return 0;
	cli_warn("out of memory");
	return EX_IOERR;
}

int
seals_add(struct seals *s, const char *file, const struct sum *sum)
{
	struct seal *seal;
	int status = reserve(s);

	if (status != 0)
		return status;
	seal = &s->seal[s->count++];
	*seal = (struct seal){ .sum = *sum };
	snprintf(seal->file, sizeof(seal->file), "%s", file);
	return 0;
}

/* A name, and behind it a line of sums. */
static int
parse(const struct record *row, struct seal *seal)
{
	struct span sum = row->raw, name = span_cut(&sum, ',');

	if (sum.ptr == NULL || name.len == 0 || name.len >= SEALS_NAME_MAX)
		return -1;
	*seal = (struct seal){ .line = row->line };
	memcpy(seal->file, name.ptr, name.len);
	/* A file with nothing in it has no hash. */
	if (span_equal(sum, SPAN("0,0,")))
		return 0;
	return sums_parse(sum, &seal->sum);
}

static int
take(struct seals *s, const struct record *row)
{
	struct span header = SPAN(SEALS_HEADER);
	int status;

	header.len--;
	if (span_equal(row->raw, header))
		return 0;
	status = reserve(s);
	if (status != 0)
		return status;
	if (parse(row, &s->seal[s->count]) == -1) {
		cli_warn("%s:%lu: this is no line of a seal", row->file,
		    row->line);
		return EX_DATAERR;
	}
	s->count++;
	return 0;
}

int
seals_read(struct seals *s, const char *path)
{
	const char *paths[] = { path, NULL };
	struct span header = SPAN(SEALS_HEADER);
	struct reader in = { 0 };
	struct record row;
	int got = 0, status = 0;

	header.len--;
	if (reader_open(&in, paths, &(struct reader_options){ 0 }) == -1) {
		got = -1;
	} else if (!span_equal(in.header.raw, header)) {
		cli_warn("%s: this is no list of seals", path);
		status = EX_DATAERR;
	}
	while (got != -1 && status == 0 && (got = reader_next(&in, &row)) > 0)
		status = take(s, &row);
	if (got == -1)
		status = cli_failure(reader_failure(&in), reader_error(&in));
	reader_close(&in);
	return status;
}

void
seals_put(struct writer *w, const struct seal *seal)
{
	writer_put(w, span_of(seal->file));
	writer_putc(w, ',');
	writer_put_number(w, seal->sum.offset);
	writer_putc(w, ',');
	writer_put_number(w, seal->sum.lines);
	writer_putc(w, ',');
	writer_put(w, span_of(seal->sum.hash));
	writer_putc(w, '\n');
}

void
seals_free(struct seals *s)
{
	free(s->seal);
	*s = (struct seals){ 0 };
}
