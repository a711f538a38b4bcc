#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "serve/body_part.h"

static const char *const names[BODY_FIELDS] = {
	[BODY_ID] = "id",
	[BODY_ACCOUNT] = "account",
	[BODY_TIME] = "time",
	[BODY_AMOUNT] = "amount",
};

const char *
body_field_name(enum body_field field)
{
	return names[field];
}

int
body_field_find(struct span name)
{
	for (int i = 0; i < BODY_FIELDS; i++)
		if (span_equal(name, span_of(names[i])))
			return i;
	return -1;
}

int
body_refuse(struct body *b, enum problem problem, const char *format, ...)
{
	struct buf clause = { 0 };
	const char *words;
	va_list args;

	va_start(args, format);
	words = buf_say_list(&clause, format, args);
	va_end(args);
	if (b->place == NULL)
		buf_say(&b->why, "%s", words);
	else
		buf_say(&b->why, "%s %lu: %s", b->place, b->number, words);
	b->problem = problem;
	buf_free(&clause);
	return b->why.failed ? -1 : 1;
}

static bool
has_byte(struct span s, char byte)
{
	return s.len > 0 && memchr(s.ptr, byte, s.len) != NULL;
}

/* May this be a field of a line? */
static int
check_field(struct body *b, enum body_field field, struct span text)
{
	if (text.len > PIPELINE_FIELD_MAX)
		return body_refuse(b, PROBLEM_FIELD,
		    "%s has %zu bytes, more than %d", names[field], text.len,
		    PIPELINE_FIELD_MAX);
	if (has_byte(text, '\n') || has_byte(text, '\r'))
		return body_refuse(b, PROBLEM_FIELD,
		    "%s has a line break", names[field]);
	if (has_byte(text, '\0'))
		return body_refuse(b, PROBLEM_FIELD, "%s has a NUL",
		    names[field]);
	return 0;
}

/* Is it a header, for who reads lines? */
static bool
is_header(const struct span field[BODY_FIELDS])
{
	bool has_id = false, has_amount = false;

	for (int i = 0; i < BODY_FIELDS; i++) {
		has_id = has_id || span_equal(field[i], SPAN("id"));
		has_amount = has_amount || span_equal(field[i],
		    SPAN("amount"));
	}
	return has_id && has_amount;
}

int
body_take(struct body *b, const struct span field[BODY_FIELDS], size_t most)
{
	for (int i = 0; i < BODY_FIELDS; i++) {
		int got = check_field(b, i, field[i]);
		if (got != 0)
			return got;
	}
	if (is_header(field))
		return body_refuse(b, PROBLEM_FIELD,
		    "fields that are \"id\" and \"amount\" make a header, "
		    "not a record");
	if (b->count == most)
		return body_refuse(b, PROBLEM_MANY,
		    "only %zu records may come at once", most);
	if (GROW(b->record, b->cap, b->count + 1) == -1)
		return -1;
	b->record[b->count++] = (struct pipeline_record){
		.id = field[BODY_ID], .time = field[BODY_TIME],
		.account = field[BODY_ACCOUNT], .amount = field[BODY_AMOUNT],
	};
	b->has_time = b->has_time || field[BODY_TIME].len > 0;
	b->has_account = b->has_account || field[BODY_ACCOUNT].len > 0;
	return 0;
}

int
body_end(struct body *b, size_t most)
{
	b->place = NULL;
	if (b->count == 0)
		return body_refuse(b, PROBLEM_MANY,
		    "there is no record in it; 1 to %zu may come at once",
		    most);
	return 0;
}

void
body_free(struct body *b)
{
	free(b->record);
	buf_free(&b->why);
	json_tree_free(&b->tree);
	split_free(&b->split);
	*b = (struct body){ 0 };
}
