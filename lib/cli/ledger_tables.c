#include <string.h>

#include "cli/cli.h"
#include "cli/ledger_tables.h"
#include "ledger/tables.h"

bool
ledger_tables_option(struct ledger_tables *t, int letter)
{
	switch (letter) {
	case LEDGER_TABLES_KNOWN:
		if (t->nknown == LEDGER_TABLES_KNOWN_MAX)
			cli_usage("--known stands here over %d times",
			    LEDGER_TABLES_KNOWN_MAX);
		t->known[t->nknown++] = cli_argument();
		return true;
	case LEDGER_TABLES_LIMITS:
		t->limits = cli_argument();
		return true;
	case LEDGER_TABLES_MIN_BALANCE:
		t->min_balance = cli_argument();
		return true;
	case LEDGER_TABLES_OPENING:
		t->opening = cli_argument();
		return true;
	default:
		return false;
	}
}

/* Does --opening name an amount, not a file? */
static bool
is_number(const char *text)
{
	text += strspn(text, "+-");
	return strspn(text, "0123456789.") == strlen(text) &&
	    strpbrk(text, "0123456789") != NULL;
}

static int
take_known(void *arg, struct span id, const struct seen_item *item)
{
	return ledger_know(arg, id, item) == -1 ? -1 : 0;
}

int
ledger_tables_read(const struct ledger_tables *t, int scale,
    struct ledger *ledger)
{
	struct account_limit *limit = &ledger->terms.limit;
	struct table_error error;
	int status = 0;

	if (t->min_balance != NULL) {
		ledger->terms.limited = limit->has_least = true;
		limit->least_balance = cli_amount("min-balance",
		    t->min_balance, scale);
	}
	if (t->opening != NULL && is_number(t->opening)) {
		ledger->has_opening = true;
		ledger->opening = cli_amount("opening", t->opening, scale);
	} else if (t->opening != NULL) {
		status = tables_read_opening(t->opening, scale,
		    &ledger->accounts, &error);
	}
	if (status == 0 && t->limits != NULL)
		status = tables_read_limits(t->limits, scale,
		    limit->has_least ? &limit->least_balance : NULL,
		    &ledger->accounts, &error);
	for (int i = 0; status == 0 && i < t->nknown; i++)
		status = tables_read_known(t->known[i], take_known, ledger,
		    &error);
	if (status == 0)
		return 0;
	status = cli_failure(error.failure, error.text);
	return status == 0 ? EX_IOERR : status;
}

void
ledger_tables_name(const struct ledger_tables *t, struct outputs *outputs)
{
	const char **table = outputs->tables;

	if (t->opening != NULL && !is_number(t->opening))
		*table++ = t->opening;
	if (t->limits != NULL)
		*table++ = t->limits;
	for (int i = 0; i < t->nknown; i++)
		*table++ = t->known[i];
}
