#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/figures_page.h"
#include "ledger/foreign_time.h"

static const char *
currency_of(const char *text)
{
	if (strlen(text) != 3 ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		cli_usage("--currency \"%.40s\" is not three capital letters",
		    text);
	return text;
}

bool
figures_page_option(struct figures_page *p, int letter)
{
	static const struct format *const formats[] = { &format_text,
	    &format_csv, &format_json, &format_prometheus };
	static const char *const format_words[] = { "text", "csv", "json",
	    "prometheus", NULL };
	static const char *const by_words[] = { "account", "window", "minute",
	    "hour", "day", NULL };

	switch (letter) {
	case FIGURES_PAGE_ACCOUNTS:
		p->accounts_max = cli_number("accounts", cli_argument(), 1,
		    SIZE_MAX);
		return true;
	case FIGURES_PAGE_BY:
		p->by = SUMMARY_ACCOUNT + (enum summary_by)cli_choice("by",
		    cli_argument(), by_words);
		return true;
	case FIGURES_PAGE_CURRENCY:
		p->currency = currency_of(cli_argument());
		return true;
	case FIGURES_PAGE_FORMAT:
		p->format = formats[cli_choice("format", cli_argument(),
		    format_words)];
		return true;
	case FIGURES_PAGE_TOP:
		p->top = cli_number("top", cli_argument(), 1, SIZE_MAX);
		return true;
	case FIGURES_PAGE_ZONE:
		p->zone = cli_argument();
		return true;
	default:
		return false;
	}
}

void
figures_page_check(const struct figures_page *p, struct summary *s)
{
	if (p->zone != NULL && p->by < SUMMARY_MINUTE)
		cli_usage("--zone goes with --by minute, hour or day");
	if (p->zone != NULL && foreign_time_zone(p->zone) == -1)
		cli_usage("--zone \"%.40s\" is not known to this system",
		    p->zone);
	if (p->top > 0 && p->by == SUMMARY_WHOLE)
		cli_usage("--top goes with --by");
	if (p->accounts_max > 0 && p->by == SUMMARY_ACCOUNT)
		cli_usage("--accounts does not go with --by account, which "
		    "knows all of them");
	s->by = p->by;
	s->zone = p->zone;
	s->accounts.max = p->accounts_max > 0 ? p->accounts_max :
	    p->by == SUMMARY_ACCOUNT ? SIZE_MAX : SUMMARY_ACCOUNTS;
}

static int
put_groups(const struct figures_page *p, const struct summary *s,
    const struct page *page)
{
	size_t count;
	struct summary_group **sorted = summary_sorted(s, p->top, &count);
	int status;

	if (sorted == NULL)
		return -1;
	status = p->format->groups(page, s, sorted, count);
	free(sorted);
	return status;
}

static int
put_whole(const struct figures_page *p, const struct summary *s,
    const struct page *page)
{
	struct report report = { 0 };

	report_summary(&report, s);
	if (p->at != NULL && s->whole.has_time)
		report_set(&report, REPORT_TIME_LAG, p->at->micros -
		    s->whole.last.micros);
	return p->format->whole(page, &report);
}

void
figures_page_refused(struct summary *s, const struct refusals *own)
{
	s->fates.refused += own->refused;
	for (int i = 0; i < REASON_COUNT; i++)
		s->fates.of_reason[i] += own->of_reason[i];
}

int
figures_page_put(const struct figures_page *p, struct summary *s,
    const struct refusals *own, struct writer *w)
{
	struct page page = { .out = w, .scale = p->scale,
	    .currency = p->currency, .is_more = p->is_more,
	    .at = p->at };
	struct summary_fates before = s->fates;
	int status;

	summary_end(s);
	if (own != NULL)
		figures_page_refused(s, own);
	status = s->by == SUMMARY_WHOLE ? put_whole(p, s, &page) :
	    put_groups(p, s, &page);
	s->fates = before;
	return status;
}
