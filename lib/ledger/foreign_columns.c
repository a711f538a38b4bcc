#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger/foreign_columns.h"
#include "stream/split.h"

static int
fail(struct foreign_names *names, const char *clause, struct span name)
{
	char shown[SPAN_SHOWN_MAX];

	snprintf(names->wrong, FOREIGN_COLUMNS_WRONG_MAX, "%s %s", clause,
	    span_show(name, shown));
	errno = EINVAL;
	return -1;
}

static int
fail_memory(struct foreign_names *names)
{
	snprintf(names->wrong, FOREIGN_COLUMNS_WRONG_MAX, "out of memory");
	errno = ENOMEM;
	return -1;
}

struct span
foreign_columns_name(struct foreign_names *names, int at)
{
	struct span name = foreign_text(names->encoding,
	    names->header->field[at], &names->text);

	names->failed = names->failed || names->text.failed;
	return name;
}

/* How many columns have this name, and which is the first. */
static size_t
count_columns(struct foreign_names *names, struct span name, int *first)
{
	size_t count = 0;

	for (size_t i = 0; i < names->header->nfields; i++)
		if (span_equal(foreign_columns_name(names, (int)i), name) &&
		    count++ == 0)
			*first = (int)i;
	return count;
}

int
foreign_columns_find(struct foreign_names *names, struct span name)
{
	int found;

	switch (count_columns(names, name, &found)) {
	case 0:
		return names->failed ? fail_memory(names) :
		    fail(names, "no column is called", name);
	case 1:
		return found;
	default:
		return fail(names, "two columns are called", name);
	}
}

static int
add(struct foreign_names *names, struct span name,
    struct foreign_columns *columns)
{
	int at = foreign_columns_find(names, name), *more;

	if (at == -1)
		return -1;
	more = realloc(columns->at, (columns->count + 1) * sizeof(*more));
	if (more == NULL)
		return fail_memory(names);
	columns->at = more;
	columns->at[columns->count++] = at;
	return 0;
}

int
foreign_columns_find_list(struct foreign_names *names, const char *list,
    struct foreign_columns *columns)
{
	struct foreign_columns found = { 0 };
	struct split split = { 0 };
	int got, status = 0;

	if (split_start(&split, ',', '"') == -1)
		return fail_memory(names);
	got = split_record(&split, span_of(list));
	if (got == -1)
		status = fail_memory(names);
	else if (got == 2)
		status = fail(names, "this is no line of CSV:", span_of(list));
	for (size_t i = 0; status == 0 && i < split.nfields; i++)
		status = add(names, split.field[i], &found);
	split_free(&split);
	if (status == 0)
		*columns = found;
	else
		foreign_columns_free(&found);
	return status;
}

int
foreign_columns_find_sum(struct foreign_names *names, const char *sum,
    struct foreign_columns *columns)
{
	struct foreign_columns found = { 0 };
	struct span rest = span_of(sum);
	int first, status = 0;

	if (count_columns(names, rest, &first) > 0)
		status = add(names, rest, &found);
	else
		while (status == 0 && rest.ptr != NULL)
			status = add(names, span_cut(&rest, '+'), &found);
	if (status == 0)
		*columns = found;
	else
		foreign_columns_free(&found);
	return status;
}

void
foreign_columns_free(struct foreign_columns *columns)
{
	free(columns->at);
	*columns = (struct foreign_columns){ 0 };
}
