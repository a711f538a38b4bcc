#include <errno.h>

#include "base/utf8.h"
#include "ledger/foreign_amount.h"

enum {
	WHOLE_MAX = 20,		/* digits; no int64 has so many */
};

/* What is left to read, and what was found before it. */
struct scan {
	struct span rest;
	struct span sign;	/* of the currency */
	bool marked;		/* as debit or credit */
	bool debit;
	bool open;		/* a parenthesis */
};

/* The digits that count, with a point before the decimals. */
struct number {
	char text[1 + WHOLE_MAX + 1 + MONEY_SCALE_MAX];	/* a sign first */
	size_t len;
	bool fits;		/* none was left out for want of room */
	bool precise;		/* more decimals than there may be */
};

static int
fail(int errnum)
{
	errno = errnum;
	return -1;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
begins_with_digit(struct span s)
{
	return s.len > 0 && is_digit(*s.ptr);
}

static void
advance(struct span *rest, size_t len)
{
	rest->ptr += len;
	rest->len -= len;
}

/* Cut token off the front.  Returns whether it was there. */
static bool
take(struct span *rest, struct span token)
{
	if (token.len == 0 || rest->len < token.len ||
	    memcmp(rest->ptr, token.ptr, token.len) != 0)
		return false;
	advance(rest, token.len);
	return true;
}

/* Spaces, tabs, and the no-break spaces U+00A0 and U+202F. */
static void
pass_blanks(struct span *rest)
{
	while (take(rest, SPAN(" ")) || take(rest, SPAN("\t")) ||
	    take(rest, SPAN("\xc2\xa0")) || take(rest, SPAN("\xe2\x80\xaf")))
		continue;
}

bool
foreign_amount_is_blank(struct span text)
{
	pass_blanks(&text);
	return text.len == 0;
}

/*
 * The code point of a character of one to three bytes; all currencies have
 * theirs there.
 */
static uint32_t
code_point(const char *ptr, size_t len)
{
	const unsigned char *p = (const unsigned char *)ptr;

	if (len == 2)
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	if (len == 3)
		return (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 |
		    (p[2] & 0x3fu);
	return len == 1 ? p[0] : 0;
}

/* Signs of whole units: not the cent, the mill and the pfennig. */
static bool
is_currency(uint32_t c)
{
	switch (c) {
	case '$':
	case 0xa3:		/* pound */
	case 0xa5:		/* yen */
	case 0x60b:		/* afghani */
	case 0x9f3:		/* taka */
	case 0xe3f:		/* baht */
	case 0x17db:		/* riel */
	case 0xfdfc:		/* rial */
		return true;
	default:
		return c >= 0x20a0 && c <= 0x20c0 && c != 0x20a5 &&
		    c != 0x20b0;
	}
}

static bool
take_currency(struct scan *s)
{
	size_t len = utf8_first_len(s->rest);

	if (s->sign.len > 0 || len == 0 ||
	    !is_currency(code_point(s->rest.ptr, len)))
		return false;
	s->sign = (struct span){ s->rest.ptr, len };
	advance(&s->rest, len);
	return true;
}

/* A minus or a plus.  Returns whether one was there. */
static bool
take_sign(struct span *rest, bool *debit)
{
	*debit = take(rest, SPAN("-")) || take(rest, SPAN("\xe2\x88\x92"));
	return *debit || take(rest, SPAN("+"));
}

/* CR or DR, in any case.  Returns whether one was there. */
static bool
take_word(struct span *rest, bool *debit)
{
	static const char lower = 'a' ^ 'A';

	if (rest->len < 2 || (rest->ptr[1] | lower) != 'r')
		return false;
	*debit = (rest->ptr[0] | lower) == 'd';
	if (!*debit && (rest->ptr[0] | lower) != 'c')
		return false;
	advance(rest, 2);
	return true;
}

/* Note what the sign is.  Returns whether it is the first to be noted. */
static bool
mark(struct scan *s, bool debit)
{
	if (s->marked)
		return false;
	s->marked = true;
	s->debit = debit;
	return true;
}

/* Pass over what stands before the digits.  Returns whether it may. */
static bool
take_front(struct scan *s)
{
	bool debit;

	for (;;) {
		pass_blanks(&s->rest);
		if (take_sign(&s->rest, &debit)) {
			if (!mark(s, debit))
				return false;
		} else if (take(&s->rest, SPAN("("))) {
			if (!mark(s, true))
				return false;
			s->open = true;
		} else if (!take_currency(s)) {
			return true;
		}
	}
}

/* Likewise behind the digits, to the end. */
static bool
take_back(struct scan *s)
{
	bool debit;

	for (;;) {
		pass_blanks(&s->rest);
		if (take_sign(&s->rest, &debit) ||
		    take_word(&s->rest, &debit)) {
			if (!mark(s, debit))
				return false;
		} else if (s->open && take(&s->rest, SPAN(")"))) {
			s->open = false;
		} else if (!take_currency(s)) {
			return s->rest.len == 0 && !s->open;
		}
	}
}

/* Cut digits off, and add them to the number.  Returns how many. */
static size_t
take_digits(struct span *rest, struct number *n)
{
	size_t count = 0;

	for (; begins_with_digit(*rest); advance(rest, 1), count++)
		if (n->len == 1 && *rest->ptr == '0')
			continue;
		else if (n->len <= WHOLE_MAX)
			n->text[n->len++] = *rest->ptr;
		else
			n->fits = false;
	return count;
}

/* The digits before the decimals, all in groups or none. */
static bool
take_whole(const struct foreign_amount *form, struct span *rest,
    struct number *n)
{
	bool grouped = false, may_be_first = rest->len > 0 && *rest->ptr != '0';

	if (!begins_with_digit(*rest))
		return false;
	for (;;) {
		size_t count = take_digits(rest, n);
		struct span next = *rest;
		if (grouped && count != 3)
			return false;
		if (!take(&next, form->thousands) || !begins_with_digit(next))
			break;
		if (!grouped && (count > 3 || !may_be_first))
			return false;
		grouped = true;
		*rest = next;
	}
	if (n->len == 1)
		n->text[n->len++] = '0';
	return true;
}

static void
take_decimals(const struct foreign_amount *form, struct span *rest,
    struct number *n)
{
	struct span next = *rest;
	int places = 0;

	if (!take(&next, (struct span){ &form->decimal, 1 }) ||
	    !begins_with_digit(next))
		return;
	if (form->scale > 0)
		n->text[n->len++] = '.';
	for (; begins_with_digit(next); advance(&next, 1), places++)
		if (places < form->scale)
			n->text[n->len++] = *next.ptr;
		else if (*next.ptr != '0')
			n->precise = true;
	*rest = next;
}

int
foreign_amount_parse(const struct foreign_amount *form, struct span text,
    bool turned, struct money *out, struct span *sign)
{
	struct scan s = { .rest = text, .sign = { text.ptr, 0 } };
	struct number n = { .len = 1, .fits = true };

	if (!take_front(&s) || !take_whole(form, &s.rest, &n))
		return fail(EINVAL);
	take_decimals(form, &s.rest, &n);
	if (!take_back(&s))
		return fail(EINVAL);
	if (n.precise)
		return fail(EDOM);
	if (!n.fits)
		return fail(ERANGE);
	n.text[0] = s.debit != turned ? '-' : '+';
	if (money_parse((struct span){ n.text, n.len }, form->scale, out) == -1)
		return -1;
	*sign = s.sign;
	return 0;
}
