#include <errno.h>

#include "ledger/snapshot.h"

/* An account as it is kept; its name follows. */
struct kept {
	int64_t balance, opening;
	uint64_t credits_low, credits_high, count;
	uint8_t opened, name_len;
	uint8_t none[6];	/* zeros */
};

static void
put_account(struct checkpoint *c, const struct account *a)
{
	struct span name = accounts_name(a);
	struct kept kept = { .balance = a->balance.minor,
	    .opening = a->opening.minor, .credits_low = a->credits_low,
	    .credits_high = a->credits_high, .count = a->count,
	    .opened = a->opened, .name_len = (uint8_t)name.len };

	checkpoint_put(c, &kept, sizeof(kept));
	checkpoint_put(c, name.ptr, name.len);
}

static void
put_seen(struct checkpoint *c, const struct seen *seen)
{
	struct span bytes = places_bytes(&seen->places);
	uint64_t head[] = { seen->seed, seen->places.count, bytes.len };

	checkpoint_put(c, head, sizeof(head));
	checkpoint_put(c, bytes.ptr, bytes.len);
}

void
snapshot_put(struct checkpoint *c, const struct ledger *ledger)
{
	const struct roster *all = &ledger->accounts.by_name;
	uint64_t count = all->count;
	const struct account *a;
	size_t at = 0;

	checkpoint_put(c, &count, sizeof(count));
	while ((a = roster_next(all, &at)) != NULL)
		put_account(c, a);
	put_seen(c, &ledger->ids);
	put_seen(c, &ledger->lines);
}

static int
get_account(struct checkpoint *c, struct ledger *ledger)
{
	char name[UINT8_MAX];
	struct account *a;
	struct kept kept;

	if (checkpoint_get(c, &kept, sizeof(kept)) == -1 ||
	    checkpoint_get(c, name, kept.name_len) == -1)
		return -1;
	a = accounts_find_or_add(&ledger->accounts,
	    (struct span){ name, kept.name_len });
	if (a == NULL)
		return -1;
	/* It may have a limit, and an opening balance, from a table. */
	if (kept.opened)
		accounts_open(a, (struct money){ kept.opening });
	if (kept.count > 0)
		ledger_settle(ledger, a);
	a->balance.minor = kept.balance;
	a->credits_low = kept.credits_low;
	a->credits_high = kept.credits_high;
	a->count = kept.count & (UINT64_MAX >> 1);
	return 0;
}

static int
get_seen(struct checkpoint *c, struct seen *seen)
{
	uint64_t head[3];
	char *room;

	if (checkpoint_get(c, head, sizeof(head)) == -1)
		return -1;
	seen->seed = head[0];
	room = places_room(&seen->places, (size_t)head[2]);
	if (room == NULL || checkpoint_get(c, room, (size_t)head[2]) == -1)
		return -1;
	if (places_adopt(&seen->places, head[1]) == 0)
		return 0;
	errno = EBADMSG;
	return -1;
}

int
snapshot_get(struct checkpoint *c, struct ledger *ledger)
{
	uint64_t count;

	if (checkpoint_get(c, &count, sizeof(count)) == -1)
		return -1;
	while (count-- > 0)
		if (get_account(c, ledger) == -1)
			return -1;
	if (get_seen(c, &ledger->ids) == -1)
		return -1;
	return get_seen(c, &ledger->lines);
}
