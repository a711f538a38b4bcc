#include "base/utf8.h"
#include "serve/body_part.h"

/* Which field each column has. */
struct columns {
	int field[BODY_FIELDS];
	size_t count;
};

/* Split the next line off rest.  Returns 0, 1 or -1 as body_take(). */
static int
split_line(struct body *b, struct span *rest)
{
	const char *newline = memchr(rest->ptr, '\n', rest->len);
	struct span line = *rest;
	int got;

	if (newline == NULL)
		return body_refuse(b, PROBLEM_CSV,
		    "it has no newline, so what follows may be missing");
	line.len = (size_t)(newline - line.ptr);
	rest->ptr += line.len + 1;
	rest->len -= line.len + 1;
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	if (line.len == 0)
		return body_refuse(b, PROBLEM_CSV, "it is blank");
	if (!utf8_valid(line))
		return body_refuse(b, PROBLEM_CSV, "it is no UTF-8");
	got = split_more(&b->split, line);
	if (got == 2)
		return body_refuse(b, PROBLEM_CSV, "%s", b->split.reason);
	return got == 1 ? 0 : -1;
}

/* These fields are the header: keep which is which.  Returns likewise. */
static int
take_header(struct body *b, struct columns *columns)
{
	bool is_there[BODY_FIELDS] = { false };

	for (size_t i = 0; i < b->split.nfields; i++) {
		char shown[SPAN_SHOWN_MAX];
		int field = body_field_find(b->split.field[i]);

		if (field == -1)
			return body_refuse(b, PROBLEM_FIELD, "%s is no field",
			    span_show(b->split.field[i], shown));
		if (is_there[field])
			return body_refuse(b, PROBLEM_FIELD,
			    "%s is there twice", body_field_name(field));
		is_there[field] = true;
		columns->field[i] = field;
	}
	columns->count = b->split.nfields;
	if (!is_there[BODY_ID])
		return body_refuse(b, PROBLEM_FIELD, "id is missing");
	if (!is_there[BODY_AMOUNT])
		return body_refuse(b, PROBLEM_FIELD, "amount is missing");
	return 0;
}

/* Are the fields the names of the columns again, as where files are joined? */
static bool
is_header_again(const struct body *b, const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		if (body_field_find(b->split.field[i]) != columns->field[i])
			return false;
	return true;
}

/* Take a line.  Returns 0, 1 or -1 as body_take(). */
static int
take_line(struct body *b, const struct columns *columns, size_t most)
{
	struct span field[BODY_FIELDS] = { 0 };

	if (b->split.nfields != columns->count)
		return body_refuse(b, PROBLEM_CSV,
		    "%zu fields where the header has %zu", b->split.nfields,
		    columns->count);
	if (is_header_again(b, columns))
		return 0;
	for (size_t i = 0; i < columns->count; i++)
		field[columns->field[i]] = b->split.field[i];
	return body_take(b, field, most);
}

int
body_read_csv(struct body *b, struct span bytes, size_t most)
{
	const struct span mark = SPAN("\xef\xbb\xbf");
	struct columns columns = { 0 };
	int got;

	*b = (struct body){ .problem = PROBLEM_CSV };
	if (split_start(&b->split, ',', '"') == -1 ||
	    split_room(&b->split, bytes.len) == -1)
		return -1;
	if (bytes.len >= mark.len &&
	    memcmp(bytes.ptr, mark.ptr, mark.len) == 0) {
		bytes.ptr += mark.len;
		bytes.len -= mark.len;
	}
	if (bytes.len == 0)
		return body_refuse(b, PROBLEM_CSV, "there is nothing in it");
	b->place = "line";
	while (bytes.len > 0) {
		b->number++;
		got = split_line(b, &bytes);
		if (got == 0 && b->number == 1)
			got = take_header(b, &columns);
		else if (got == 0)
			got = take_line(b, &columns, most);
		if (got != 0)
			return got;
	}
	return body_end(b, most);
}
