#include "cli/tally_units.h"

/* The scale of a book.  Returns 0, or EX_DATAERR after saying why. */
static int
agree_on_scale(struct tally *t, const struct tally_book *b, const char **said)
{
	const char *text = b->scale;
	int scale;

	if (text == NULL)
		return 0;
	if (strlen(text) != 1 || *text < '0' ||
	    *text > '0' + MONEY_SCALE_MAX) {
		cli_warn("%s/book: scale \"%.40s\" is none from 0 to %d",
		    b->path, text, MONEY_SCALE_MAX);
		return EX_DATAERR;
	}
	scale = *text - '0';
	if (*said == NULL) {
		t->feed.scale = scale;
		*said = b->path;
	}
	if (scale == t->feed.scale)
		return 0;
	cli_warn("%s/book: scale is %d, where %s has %d", b->path, scale,
	    *said, t->feed.scale);
	return EX_DATAERR;
}

/* The cap of a book, likewise. */
static int
agree_on_cap(struct tally *t, const struct tally_book *b, const char **said)
{
	char text[MONEY_TEXT_MAX];
	struct money cap;
	size_t len;

	if (b->cap == NULL)
		return 0;
	if (money_parse(span_of(b->cap), t->feed.scale, &cap) == -1 ||
	    cap.minor <= 0) {
		cli_warn("%s/book: cap \"%.40s\" is no amount above zero",
		    b->path, b->cap);
		return EX_DATAERR;
	}
	if (*said == NULL) {
		t->summary->cap = cap;
		*said = b->path;
	}
	if (money_compare(cap, t->summary->cap) == 0)
		return 0;
	len = money_format(t->summary->cap, t->feed.scale, text);
	cli_warn("%s/book: cap is %s, where %s has %.*s", b->path, b->cap,
	    *said, (int)len, text);
	return EX_DATAERR;
}

int
tally_units_agree(struct tally *t)
{
	const char *scale_said = t->feed.scale_given ? "--scale" : NULL;
	const char *cap_said = t->cap != NULL ? "--cap" : NULL;
	const char *cap = t->cap != NULL ? t->cap : "1000000";
	int status = 0;

	for (size_t i = 0; i < t->inputs.nbooks && status == 0; i++)
		status = agree_on_scale(t, &t->inputs.book[i], &scale_said);
	if (status != 0)
		return status;
	t->summary->cap = cli_amount("cap", cap, t->feed.scale);
	if (t->summary->cap.minor <= 0)
		cli_usage("--cap %.40s is not above zero", cap);
	for (size_t i = 0; i < t->inputs.nbooks && status == 0; i++)
		status = agree_on_cap(t, &t->inputs.book[i], &cap_said);
	t->cap_is_known = cap_said != NULL;
	return status;
}

bool
tally_units_take_cap(struct tally *t, struct money cap)
{
	if (!t->cap_is_known && !t->cap_is_used && cap.minor > 0)
		t->summary->cap = t->summary->lines.cap = cap;
	t->cap_is_known = true;
	return money_compare(cap, t->summary->cap) == 0;
}
