#include <errno.h>
#include <stdio.h>

#include "base/utf8.h"
#include "ledger/foreign_plan.h"
#include "stream/field.h"

static int
fail(struct foreign_plan *p, const char *clause, struct span name)
{
	char shown[SPAN_SHOWN_MAX];

	snprintf(p->wrong, sizeof(p->wrong), "%s %s", clause,
	    span_show(name, shown));
	errno = EINVAL;
	return -1;
}

static int
fail_memory(struct foreign_plan *p)
{
	snprintf(p->wrong, sizeof(p->wrong), "out of memory");
	errno = ENOMEM;
	return -1;
}

/* Find the column called name, where one is asked for. */
static int
find(struct foreign_names *names, const char *name, int *at)
{
	*at = -1;
	if (name == NULL)
		return 0;
	*at = foreign_columns_find(names, span_of(name));
	return *at == -1 ? -1 : 0;
}

/* Find the column that stands before an equals sign; *rest is behind it. */
static int
find_before_equals(struct foreign_names *names, const char *text, int *at,
    struct span *rest)
{
	*at = -1;
	*rest = SPAN("");
	if (text == NULL)
		return 0;
	*rest = span_of(text);
	*at = foreign_columns_find(names, span_cut(rest, '='));
	return *at == -1 ? -1 : 0;
}

static int
find_columns(struct foreign_plan *p, struct foreign_names *names)
{
	const struct foreign_options *o = p->options;
	bool constant = o->account != NULL && *o->account == '=';
	struct span values;

	if (find(names, o->id, &p->id_at) == -1 ||
	    find(names, constant ? NULL : o->account, &p->account_at) == -1 ||
	    find(names, o->amount, &p->amount_at) == -1 ||
	    find(names, o->credit, &p->credit_at) == -1 ||
	    find(names, o->debit, &p->debit_at) == -1 ||
	    find(names, o->balance, &p->balance_at) == -1 ||
	    find_before_equals(names, o->debit_when, &p->debit_when_at,
	    &values) == -1 ||
	    find_before_equals(names, o->currency, &p->currency_at,
	    &p->code) == -1)
		return -1;
	if (o->time != NULL &&
	    foreign_columns_find_sum(names, o->time, &p->time) == -1)
		return -1;
	if (o->keep != NULL &&
	    foreign_columns_find_list(names, o->keep, &p->kept) == -1)
		return -1;
	if (split_start(&p->values, ',', '"') == -1)
		return fail_memory(p);
	switch (split_record(&p->values, values)) {
	case 1:
		return 0;
	case 2:
		return fail(p, "this is no line of CSV:", values);
	default:
		return fail_memory(p);
	}
}

/* Add a name to the header, unless it is there. */
static int
put_name(struct foreign_plan *p, struct span name, struct span *written,
    size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		if (span_equal(written[i], name))
			return fail(p, "two columns written would be called",
			    name);
	if (!utf8_valid(name))
		return fail(p, "a name to be written is not UTF-8:", name);
	if (*count > 0)
		buf_putc(&p->header, ',');
	field_put(&p->header, name);
	written[(*count)++] = name;
	return 0;
}

/*
 * The name of the i-th column kept must be none of those written so far.
 * Their own names may share a buffer, so they are compared two by two.
 */
static int
put_kept_name(struct foreign_plan *p, struct foreign_names *names, size_t i,
    struct span *written, size_t count)
{
	for (size_t k = 0; k < i; k++)
		if (p->kept.at[k] == p->kept.at[i])
			return fail(p, "two columns written would be called",
			    foreign_columns_name(names, p->kept.at[i]));
	return put_name(p, foreign_columns_name(names, p->kept.at[i]), written,
	    &count);
}

static int
put_header(struct foreign_plan *p, struct foreign_names *names)
{
	const struct foreign_options *o = p->options;
	struct span written[6];
	size_t count = 0;
	int status = put_name(p, SPAN("id"), written, &count);

	if (status == 0 && o->time != NULL)
		status = put_name(p, SPAN("time"), written, &count);
	if (status == 0 && o->account != NULL)
		status = put_name(p, SPAN("account"), written, &count);
	if (status == 0)
		status = put_name(p, SPAN("amount"), written, &count);
	if (status == 0 && o->balance != NULL)
		status = put_name(p, SPAN("balance"), written, &count);
	for (size_t i = 0; status == 0 && i < p->kept.count; i++)
		status = put_kept_name(p, names, i, written, count);
	return status;
}

int
foreign_plan_start(struct foreign_plan *p,
    const struct foreign_options *options, const struct record *header)
{
	struct foreign_names names = { .header = header,
	    .encoding = options->encoding, .wrong = p->wrong };
	int status;

	p->options = options;
	p->header_row = header;
	status = find_columns(p, &names);
	if (status == 0)
		status = put_header(p, &names);
	if (status == 0 && (names.failed || p->header.failed))
		status = fail_memory(p);
	buf_free(&names.text);
	return status;
}

void
foreign_plan_free(struct foreign_plan *p)
{
	foreign_columns_free(&p->time);
	foreign_columns_free(&p->kept);
	split_free(&p->values);
	buf_free(&p->header);
}
