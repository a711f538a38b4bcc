#include "cli/tally_kind.h"

/* What a kind has: columns by which it is told, and others that it may lack. */
struct columns {
	const char *name[TALLY_COLUMNS_MAX];	/* in their places */
	const char *mark[3];	/* must be there as well, and are not looked at;
				   ends with NULL */
	unsigned wanted;	/* the first so many of name must be there */
};

static const struct columns kinds[] = {
	[TALLY_TRANSACTIONS] = { .mark = { "id", "amount" },
	    .name = { "balance", "window", "batch" } },
	[TALLY_REPORT] = { .wanted = 6, .name = { "window", "count", "total",
	    "batches", "lower_bound", "proven" } },
	[TALLY_LIST] = { .wanted = 5, .name = { "window", "batch", "count",
	    "total", "cap" } },
	[TALLY_REFUSED] = { .wanted = 2, .mark = { "file", "record" },
	    .name = { "line", "reason" } },
	[TALLY_OUTCOMES] = { .wanted = 3, .mark = { "id" },
	    .name = { "outcome", "reason", "balance" } },
	[TALLY_SUBMISSIONS] = { .wanted = 2,
	    .name = { "window", "submission" } },
};

static bool
has(const struct span *field, size_t nfields, const char *name)
{
	for (size_t i = 0; i < nfields; i++)
		if (span_equal(field[i], span_of(name)))
			return true;
	return false;
}

static bool
is_of(const struct columns *c, const struct span *field, size_t nfields)
{
	for (int i = 0; c->mark[i] != NULL; i++)
		if (!has(field, nfields, c->mark[i]))
			return false;
	for (unsigned i = 0; i < c->wanted; i++)
		if (!has(field, nfields, c->name[i]))
			return false;
	return true;
}

enum tally_kind
tally_kind_of(const struct span *field, size_t nfields)
{
	int kind = TALLY_TRANSACTIONS;

	while (kind < TALLY_UNKNOWN && !is_of(&kinds[kind], field, nfields))
		kind++;
	return kind;
}

bool
tally_kind_is_header(const struct span *field, size_t nfields)
{
	return tally_kind_of(field, nfields) != TALLY_UNKNOWN;
}

bool
tally_kind_column(const struct span *field, size_t nfields, struct span name,
    int *at)
{
	*at = -1;
	for (size_t i = 0; i < nfields; i++) {
		if (!span_equal(field[i], name))
			continue;
		if (*at != -1)
			return false;
		*at = (int)i;
	}
	return true;
}

const char *
tally_kind_find(enum tally_kind kind, const struct span *field,
    size_t nfields, int at[TALLY_COLUMNS_MAX])
{
	for (int i = 0; i < TALLY_COLUMNS_MAX; i++) {
		const char *name = kinds[kind].name[i];

		at[i] = -1;
		if (name != NULL && !tally_kind_column(field, nfields,
		    span_of(name), &at[i]))
			return name;
	}
	return NULL;
}
