#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/digits.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/refusals.h"
#include "stream/field.h"

enum { NAMED_MAX = 10 };

int
refusals_open(struct refusals *r, const char *path, struct outputs *outputs)
{
	int status = outputs_open(outputs, &r->rejects, path);

	if (status != 0)
		return status;
	r->file = &r->rejects;
	writer_put(r->file, SPAN(REFUSALS_HEADER));
	return 0;
}

/* Append one byte that must not stand for itself. */
static void
put_escaped(struct buf *text, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char escape[] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

	switch (c) {
	case '\\':
		buf_put(text, SPAN("\\\\"));
		break;
	case '\0':
		buf_put(text, SPAN("\\0"));
		break;
	case '\n':
		buf_put(text, SPAN("\\n"));
		break;
	case '\r':
		buf_put(text, SPAN("\\r"));
		break;
	case '\t':
		buf_put(text, SPAN("\\t"));
		break;
	default:
		buf_put(text, (struct span){ escape, sizeof(escape) });
		break;
	}
}

/* The record as text that stays one line and can be turned back. */
static void
escape(struct buf *text, struct span raw)
{
	buf_clear(text);
	while (raw.len > 0) {
		size_t len = utf8_first_len(raw);
		unsigned char c = (unsigned char)*raw.ptr;

		if (len == 0 || c < 0x20 || c == 0x7f || c == '\\') {
			put_escaped(text, c);
			len = 1;
		} else {
			buf_put(text, (struct span){ raw.ptr, len });
		}
		raw.ptr += len;
		raw.len -= len;
	}
}

/* Append text as a field of the line. */
static void
put_text(struct refusals *r, char behind)
{
	r->line.failed = r->line.failed || r->text.failed;
	field_put(&r->line, buf_span(&r->text));
	buf_putc(&r->line, behind);
}

static void
put_detail(struct refusals *r, const struct record *row, const char *detail)
{
	char more[DIGEST_TEXT_LEN + 64], hash[DIGEST_TEXT_LEN + 1];
	struct digest digest;

	buf_clear(&r->text);
	buf_put(&r->text, span_of(detail));
	if (row->raw.len > READER_KEPT) {
		digest_start(&digest);
		digest_put(&digest, row->raw);
		digest_end(&digest, hash);
		snprintf(more, sizeof(more), "; %zu bytes; sha256 %s",
		    row->raw.len, hash);
		buf_put(&r->text, span_of(more));
	}
	put_text(r, ',');
}

struct span
refusals_line(struct refusals *r, const struct record *row,
    enum reason reason, const char *detail)
{
	char number[DIGITS_ROOM];
	struct span kept = row->raw;

	if (kept.len > READER_KEPT)
		kept.len = READER_KEPT;
	buf_clear(&r->line);
	escape(&r->text, span_of(row->file));
	put_text(r, ',');
	buf_put(&r->line, (struct span){ number,
	    digits_put(row->line, number) });
	buf_putc(&r->line, ',');
	buf_put(&r->line, span_of(reason_word(reason)));
	buf_putc(&r->line, ',');
	put_detail(r, row, detail);
	escape(&r->text, kept);
	put_text(r, '\n');
	return r->line.failed ? (struct span){ NULL, 0 } : buf_span(&r->line);
}

void
refusals_put(struct refusals *r, const struct record *row,
    enum reason reason, const char *detail)
{
	struct span line = refusals_line(r, row, reason, detail);

	/* All of it, or nothing. */
	if (line.ptr == NULL)
		r->file->error = ENOMEM;
	else
		writer_put(r->file, line);
}

int
refusals_add(struct refusals *r, const struct record *row, enum reason reason,
    const char *detail)
{
	r->refused++;
	if (r->of_reason[reason]++ == 0)
		events_put(r->events, "refused-first-of-a-reason",
		    span_of(reason_word(reason)), "%s:%lu: %s", row->file,
		    row->line, detail);
	if (r->strict || (!r->quiet && r->of_reason[reason] <= NAMED_MAX))
		cli_warn("%s:%lu: %s", row->file, row->line, detail);
	if (r->strict)
		return -1;
	if (r->file != NULL)
		refusals_put(r, row, reason, detail);
	return 0;
}

void
refusals_end(struct refusals *r)
{
	buf_free(&r->text);
	buf_free(&r->line);
	if (r->quiet || r->refused + r->duplicate + r->known == 0)
		return;
	for (int i = 0; i < REASON_COUNT; i++)
		if (r->of_reason[i] > NAMED_MAX)
			cli_warn("%" PRIu64 " more refused: %s",
			    r->of_reason[i] - NAMED_MAX,
			    reason_word((enum reason)i));
	cli_warn("read %" PRIu64 " = accepted %" PRIu64 " + refused %" PRIu64
	    " + duplicate %" PRIu64 " + known %" PRIu64, r->read, r->accepted,
	    r->refused, r->duplicate, r->known);
}
