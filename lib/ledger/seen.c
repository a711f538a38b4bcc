#include <errno.h>

#include "ledger/seen.h"

int
seen_find(struct seen *seen, struct span key, struct seen_item *item)
{
	uint64_t print = seen_print(seen, key);
	uint64_t at = PLACES_FIRST, place;

	while (places_find(&seen->places, print, &at, &place)) {
		int got = seen->store.is(seen->store.arg, place, key, item);
		if (got != 0)
			return got;
		/* It is another's, by chance; or it was changed. */
		if (seen_print(seen, item->key) != print) {
			errno = EBADMSG;
			return -1;
		}
	}
	return 0;
}

bool
seen_is(const struct seen_item *item, struct span time, struct span account,
    struct span amount)
{
	return item->any_content || (span_equal(item->amount, amount) &&
	    span_equal(item->account, account) &&
	    span_equal(item->time, time));
}

int
seen_add(struct seen *seen, struct span key, uint64_t place)
{
	return places_add(&seen->places, seen_print(seen, key), place);
}

void
seen_free(struct seen *seen)
{
	places_free(&seen->places);
}
