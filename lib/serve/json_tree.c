#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef BALSYS_JANSSON
#include <jansson.h>
#endif

#include "base/grow.h"
#include "serve/json_tree.h"

#ifdef BALSYS_JANSSON

/* Digits from at on, at least one.  Returns what is behind, or NULL. */
static const char *
skip_digits(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at == start ? NULL : at;
}

/* Is all of text a number, as RFC 8259 has it? */
static bool
is_number(struct span text)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	if (at < end && *at == '-')
		at++;
	if (at < end && *at == '0')
		at++;
	else
		at = skip_digits(at, end);
	if (at != NULL && at < end && *at == '.')
		at = skip_digits(at + 1, end);
	if (at != NULL && at < end && (*at == 'e' || *at == 'E')) {
		at++;
		if (at < end && (*at == '+' || *at == '-'))
			at++;
		at = skip_digits(at, end);
	}
	return at == end;
}

/* What may be a number begins at at, and has nothing else behind it. */
static struct span
number_at(const char *at, const char *end)
{
	const char *stop = at;

	while (stop < end && *stop != '\0' &&
	    strchr("+-.0123456789Ee", *stop) != NULL)
		stop++;
	return (struct span){ at, (size_t)(stop - at) };
}

/* Behind the string whose first quote is at at; or the end. */
static const char *
skip_string(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		if (*at == '\\' && end - at > 1)
			at++;
	return at < end ? at + 1 : end;
}

/*
 * Keep the text of a number, and have copy, where it stands, be another one of
 * the same length that jansson can hold.  What is no number stays: jansson
 * says so.
 */
static int
take_number(struct json_tree *t, struct span text, char *copy)
{
	if (!is_number(text))
		return 0;
	if (GROW(t->number, t->cap, t->nnumbers + 1) == -1)
		return -1;
	t->number[t->nnumbers++] = text;
	if (text.len > 2) {
		memset(copy, '0', text.len);
		copy[1] = '.';
	}
	return 0;
}

/* Take all numbers out of bytes, of which there is a copy.  Returns 0, 2 or -1
   as json_tree_read() does. */
static int
take_numbers(struct json_tree *t, struct span bytes, size_t most, char *copy)
{
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
	size_t found = 0;

	while (at < end) {
		struct span text;

		switch (*at) {
		case '"':
			at = skip_string(at, end);
			continue;
		case '[': case '{': case ',':
			found++;
			at++;
			break;
		case '-': case '0': case '1': case '2': case '3': case '4':
		case '5': case '6': case '7': case '8': case '9':
			found++;
			text = number_at(at, end);
			if (take_number(t, text, copy + (at - bytes.ptr)) == -1)
				return -1;
			at += text.len;
			break;
		default:
			at++;
			continue;
		}
		if (found > most)
			return 2;
	}
	return 0;
}

/*
 * Say what jansson does.  Behind "near" it quotes what it read, in which other
 * numbers stand than were sent.
 */
static int
refuse(const json_error_t *error, struct buf *why)
{
	const char *near = strstr(error->text, " near ");
	size_t len = near == NULL ? strlen(error->text) :
	    (size_t)(near - error->text);

	if (len == 0 || json_error_code(error) == json_error_out_of_memory) {
		errno = ENOMEM;
		return -1;
	}
	buf_say(why, "line %d, column %d: %.*s", error->line, error->column,
	    (int)len, error->text);
	return why->failed ? -1 : 1;
}

int
json_tree_read(struct json_tree *t, struct span bytes, size_t most,
    struct buf *why)
{
	json_error_t error = { .text = "" };
	char *copy;
	int got;

	*t = (struct json_tree){ 0 };
	if (bytes.len == 0) {
		buf_say(why, "there is nothing in it");
		return why->failed ? -1 : 1;
	}
	copy = malloc(bytes.len);
	if (copy == NULL)
		return -1;
	memcpy(copy, bytes.ptr, bytes.len);
	got = take_numbers(t, bytes, most, copy);
	if (got == 0) {
		t->root = json_loadb(copy, bytes.len, JSON_REJECT_DUPLICATES |
		    JSON_ALLOW_NUL, &error);
		got = t->root == NULL ? refuse(&error, why) : 0;
	}
	free(copy);
	if (got != 0)
		return got;
	t->is_array = json_is_array((json_t *)t->root);
	t->count = t->is_array ? json_array_size(t->root) : 1;
	return 0;
}

/* How many numbers are in a value, however deep? */
static size_t
count_numbers(json_t *value)
{
	size_t count = json_is_number(value) ? 1 : 0, i;
	const char *name;
	json_t *inner;

	if (json_is_array(value))
		json_array_foreach(value, i, inner)
			count += count_numbers(inner);
	if (json_is_object(value))
		json_object_foreach(value, name, inner)
			count += count_numbers(inner);
	return count;
}

static enum json_kind
kind_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return JSON_KIND_OBJECT;
	case JSON_ARRAY:
		return JSON_KIND_ARRAY;
	case JSON_STRING:
		return JSON_KIND_STRING;
	case JSON_INTEGER:
	case JSON_REAL:
		return JSON_KIND_NUMBER;
	case JSON_NULL:
		return JSON_KIND_NULL;
	default:
		return JSON_KIND_BOOL;
	}
}

bool
json_tree_member(struct json_tree *t, struct json_member *member)
{
	json_t *value;

	if (t->place == NULL)
		return false;
	value = json_object_iter_value(t->place);
	*member = (struct json_member){ .kind = kind_of(value),
	    .name = span_of(json_object_iter_key(t->place)) };
	if (member->kind == JSON_KIND_STRING)
		member->text = (struct span){ json_string_value(value),
		    json_string_length(value) };
	else if (member->kind == JSON_KIND_NUMBER)
		member->text = t->number[t->taken];
	t->taken += count_numbers(value);
	t->place = json_object_iter_next(t->object, t->place);
	return true;
}

bool
json_tree_next(struct json_tree *t)
{
	struct json_member passed_over;

	while (json_tree_member(t, &passed_over))
		;
	if (t->next == t->count)
		return false;
	t->object = t->is_array ? json_array_get(t->root, t->next) : t->root;
	t->place = json_object_iter(t->object);
	if (!json_is_object((json_t *)t->object))
		t->taken += count_numbers(t->object);
	t->next++;
	return true;
}

bool
json_tree_is_object(const struct json_tree *t)
{
	return json_is_object((json_t *)t->object);
}

void
json_tree_free(struct json_tree *t)
{
	json_decref(t->root);
	free(t->number);
	*t = (struct json_tree){ 0 };
}

#else

int
json_tree_read(struct json_tree *t, struct span bytes, size_t most,
    struct buf *why)
{
	(void)bytes;
	(void)most;
	(void)why;
	*t = (struct json_tree){ 0 };
	errno = ENOSYS;
	return -1;
}

bool
json_tree_next(struct json_tree *t)
{
	(void)t;
	return false;
}

bool
json_tree_is_object(const struct json_tree *t)
{
	(void)t;
	return false;
}

bool
json_tree_member(struct json_tree *t, struct json_member *member)
{
	(void)t;
	(void)member;
	return false;
}

void
json_tree_free(struct json_tree *t)
{
	*t = (struct json_tree){ 0 };
}

#endif
