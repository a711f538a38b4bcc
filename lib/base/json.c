#include "base/json.h"
#include "base/utf8.h"

static void
fail(struct json *j)
{
	j->out->failed = true;
}

/* The bit of the object or array that is open; that of depth 0 is outside. */
static uint64_t
level(const struct json *j)
{
	return UINT64_C(1) << j->depth;
}

/* Make way for a member or an element: a comma, unless it is the first. */
static void
separate(struct json *j)
{
	if ((j->filled & level(j)) != 0)
		buf_putc(j->out, ',');
	j->filled |= level(j);
}

/* Make way for a value. */
static void
before_value(struct json *j)
{
	if (j->after_key)
		j->after_key = false;
	else if (j->depth == 0 ? j->filled != 0 : (j->arrays & level(j)) == 0)
		fail(j);
	else
		separate(j);
}

static void
begin(struct json *j, char bracket, bool is_array)
{
	before_value(j);
	if (j->depth == JSON_DEPTH_MAX) {
		fail(j);
		return;
	}
	buf_putc(j->out, bracket);
	j->depth++;
	j->filled &= ~level(j);
	j->arrays &= ~level(j);
	if (is_array)
		j->arrays |= level(j);
}

static void
end(struct json *j, char bracket, bool is_array)
{
	if (j->depth == 0 || j->after_key ||
	    ((j->arrays & level(j)) != 0) != is_array) {
		fail(j);
		return;
	}
	buf_putc(j->out, bracket);
	j->depth--;
}

void
json_begin_object(struct json *j)
{
	begin(j, '{', false);
}

void
json_end_object(struct json *j)
{
	end(j, '}', false);
}

void
json_begin_array(struct json *j)
{
	begin(j, '[', true);
}

void
json_end_array(struct json *j)
{
	end(j, ']', true);
}

/* Put the escape of a byte that may not stand in a string as it is. */
static void
put_escaped(struct buf *out, char c)
{
	static const char digits[] = "0123456789abcdef";
	static const char named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *at = c == '\0' ? NULL : strchr(named, c);

	buf_putc(out, '\\');
	if (at != NULL) {
		buf_putc(out, names[at - named]);
	} else {
		buf_put(out, SPAN("u00"));
		buf_putc(out, digits[(unsigned char)c >> 4]);
		buf_putc(out, digits[(unsigned char)c & 0xf]);
	}
}

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 &&
	    c != '"' && c != '\\';
}

/* How many bytes at the beginning of s, not being empty, can stand as is? */
static size_t
plain_len(struct span s)
{
	size_t len = 0;

	while (len < s.len && is_plain(s.ptr[len]))
		len++;
	if (len == 0 && ((unsigned char)*s.ptr & 0x80) != 0)
		len = utf8_first_len(s);
	return len;
}

static void
put_quoted(struct buf *out, struct span s)
{
	buf_putc(out, '"');
	while (s.len > 0) {
		size_t len = plain_len(s);
		if (len > 0) {
			buf_put(out, (struct span){ s.ptr, len });
		} else {
			if (((unsigned char)*s.ptr & 0x80) != 0)
				buf_put(out, SPAN("\357\277\275"));
			else
				put_escaped(out, *s.ptr);
			len = 1;
		}
		s.ptr += len;
		s.len -= len;
	}
	buf_putc(out, '"');
}

void
json_put_key(struct json *j, struct span key)
{
	if (j->depth == 0 || j->after_key || (j->arrays & level(j)) != 0) {
		fail(j);
		return;
	}
	separate(j);
	put_quoted(j->out, key);
	buf_putc(j->out, ':');
	j->after_key = true;
}

void
json_put_string(struct json *j, struct span s)
{
	before_value(j);
	put_quoted(j->out, s);
}

static void
put_plain(struct json *j, struct span s)
{
	before_value(j);
	buf_put(j->out, s);
}

static void
put_total(struct json *j, struct money_total total, int scale)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len = money_total_format(total, scale, text);

	put_plain(j, (struct span){ text, len });
}

void
json_put_unsigned(struct json *j, uint64_t number)
{
	put_total(j, (struct money_total){ number }, 0);
}

void
json_put_signed(struct json *j, int64_t number)
{
	put_total(j, (struct money_total){ number }, 0);
}

void
json_put_decimal(struct json *j, int64_t number, int scale)
{
	put_total(j, (struct money_total){ number }, scale);
}

void
json_put_money(struct json *j, struct money amount, int scale)
{
	json_put_money_total(j, money_total_of(amount), scale);
}

void
json_put_money_total(struct json *j, struct money_total total, int scale)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len = money_total_format(total, scale, text);

	json_put_string(j, (struct span){ text, len });
}

void
json_put_bool(struct json *j, bool value)
{
	put_plain(j, value ? SPAN("true") : SPAN("false"));
}

void
json_put_null(struct json *j)
{
	put_plain(j, SPAN("null"));
}

bool
json_is_whole(const struct json *j)
{
	return !j->out->failed && j->depth == 0 && j->filled != 0;
}
