#include "base/reason.h"

const char *
reason_word(enum reason reason)
{
	static const char *const words[REASON_COUNT] = {
		[REASON_ACCOUNT] = "account",
		[REASON_AMOUNT] = "amount",
		[REASON_BLANK] = "blank",
		[REASON_COLUMNS] = "columns",
		[REASON_CONFLICT] = "conflict",
		[REASON_CURRENCY] = "currency",
		[REASON_ENCODING] = "encoding",
		[REASON_ID] = "id",
		[REASON_LIMIT] = "limit",
		[REASON_LONG] = "long",
		[REASON_NUL] = "nul",
		[REASON_OVERFLOW] = "overflow",
		[REASON_OVERSIZE] = "oversize",
		[REASON_QUOTE] = "quote",
		[REASON_TIME] = "time",
	};

	return words[reason];
}
