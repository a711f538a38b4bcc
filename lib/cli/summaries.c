#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/summaries.h"
#include "ledger/foreign_time.h"
#include "stats/saved.h"
#include "stream/text.h"

bool
summaries_option(struct summaries *k, int letter)
{
	if (letter == SUMMARIES_SAVE)
		k->save = cli_argument();
	else if (letter == SUMMARIES_MERGE)
		k->merges = true;
	else
		return false;
	return true;
}

void
summaries_check(struct summaries *k, const struct figures_page *p,
    const struct feed *feed, const char *cap, struct summary *s)
{
	static const char *const scales[] = { "0", "1", "2", "3", "4", "5",
	    "6" };
	const char **wanted = k->merge.wanted;
	struct money amount;

	if (cap != NULL && money_parse(span_of(cap), MONEY_SCALE_MAX,
	    &amount) == -1 && errno == EINVAL)
		cli_usage("--cap \"%.40s\" is not an amount", cap);
	wanted[MERGE_SCALE] = feed->scale_given ? scales[feed->scale] : NULL;
	wanted[MERGE_CURRENCY] = p->currency;
	wanted[MERGE_BY] = report_by_name(p->by);
	wanted[MERGE_CAP] = cap;
	wanted[MERGE_ZONE] = p->zone;
	s->accounts.max = p->accounts_max > 0 ? p->accounts_max :
	    SUMMARY_ACCOUNTS;
}

int
summaries_open(struct summaries *k, struct outputs *outputs)
{
	if (k->save == NULL)
		return 0;
	k->file.synced = true;
	return page_file_open(&k->file, outputs, k->save);
}

/* The clocks by which minutes, hours and days are told. */
static int
set_zone(const struct summaries *k, const struct summary *s)
{
	if (s->zone == NULL || foreign_time_zone(s->zone) == 0)
		return 0;
	if (errno == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s: zone \"%.40s\" is not known to this system",
	    k->merge.first, s->zone);
	return EX_DATAERR;
}

/* What a page is told with, as the summaries have it. */
static int
tell_page(const struct summaries *k, const struct summary *s,
    struct figures_page *p)
{
	if (p->top > 0 && s->by == SUMMARY_WHOLE) {
		cli_warn("%s: has no groups that --top could choose from",
		    k->merge.first);
		return EX_USAGE;
	}
	p->scale = k->merge.scale;
	if (k->merge.value[MERGE_CURRENCY] != NULL)
		p->currency = k->merge.value[MERGE_CURRENCY];
	return 0;
}

int
summaries_merge(struct summaries *k, struct outputs *outputs,
    const char *const paths[], struct summary *s, struct figures_page *p)
{
	struct merge *m = &k->merge;
	int status;

	m->hook = outputs_hook(outputs);
	if (summary_open(s) == -1)
		return cli_fail_memory();
	for (; *paths != NULL; paths++)
		if (merge_read(m, s, *paths) == -1)
			return cli_failure(m->failure.kind,
			    m->failure.sentence);
	status = set_zone(k, s);
	return status == 0 ? tell_page(k, s, p) : status;
}

static int
save(struct summaries *k, struct text *text, const struct summary *s,
    const struct figures_page *page)
{
	struct span bytes;

	if (saved_put(&text->out, s, page->scale, page->currency) == -1) {
		if (errno == ENOMEM)
			return cli_fail_memory();
		cli_warn("%s: there is more than can be saved", k->save);
		return EX_DATAERR;
	}
	if (text_take(text, &bytes) == -1)
		return cli_fail_memory();
	if (page_file_put(&k->file, bytes) == 0)
		return 0;
	cli_warn("%s: %s", k->save, strerror(errno));
	return EX_IOERR;
}

int
summaries_save(struct summaries *k, const struct summary *s,
    const struct figures_page *page)
{
	struct text text;
	int status;

	if (k->save == NULL)
		return 0;
	if (text_open(&text) == -1)
		return cli_fail_memory();
	status = save(k, &text, s, page);
	text_close(&text);
	return status;
}

void
summaries_close(struct summaries *k)
{
	page_file_close(&k->file);
	merge_free(&k->merge);
	*k = (struct summaries){ 0 };
}
