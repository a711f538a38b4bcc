#include "ledger/book_names.h"

/* Take an end off a name, if it has it. */
static struct span
without(struct span name, struct span end)
{
	if (name.len > end.len && memcmp(name.ptr + name.len - end.len,
	    end.ptr, end.len) == 0)
		name.len -= end.len;
	return name;
}

bool
book_names_has(struct span name)
{
	static const char *const names[] = { "book", "ledger.csv",
	    "rejects.csv", "batches.csv", "windows.csv", "oversize.csv",
	    "certificates.csv", "submitted.csv", "opening.csv", "limits.csv",
	    "known.csv", "ledger.ckpt", "batch.ckpt", "submit.ckpt" };

	name = without(without(name, SPAN(".new")), SPAN(".sum"));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_equal(name, span_of(names[i])))
			return true;
	return false;
}
