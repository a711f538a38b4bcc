/* Transactions posted at once, against each alone, and against a list. */
#include <limits.h>

#include "check.h"
#include "ledger/ledger.h"

static const struct account_terms no_debts = { .limited = true,
    .limit = { .has_least = true } };

enum {
	NAMES = 256,
	STREAM = 40000,
	RUN_MOST = 200,
};

static uint64_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695;
	return *state >> 33;
}

/* What an account holds, kept by its number. */
struct naive {
	struct money balance;
	uint64_t count;
	money_int128 credits, debits;
	bool limited;
	int64_t least;
	uint64_t most;
};

/* Accounts whose names begin alike, some opened, some limited. */
static void
start(struct ledger *ledger, struct naive *naive, struct span *name)
{
	static char room[NAMES][64];

	memset(room, 'n', sizeof(room));
	for (size_t i = 0; i < NAMES; i++) {
		struct naive *n = &naive[i];
		struct account_terms *own;
		struct account *a;
		/* Its last byte is its own; one has none. */
		room[i][i % 64] = (char)i;
		name[i] = (struct span){ room[i], i == 0 ? 0 : 1 + i % 64 };
		*n = (struct naive){ .balance = ledger->opening,
		    .limited = ledger->terms.limited,
		    .least = ledger->terms.limit.least_balance.minor,
		    .most = UINT64_MAX };
		if (i % 3 != 0)
			continue;
		a = accounts_find_or_add(&ledger->accounts, name[i]);
		CHECK(a != NULL && a->terms == NULL);
		n->balance.minor = i % 2 == 0 ? INT64_MAX - 50 : -5000;
		accounts_open(a, n->balance);
		if (i % 5 != 0)
			continue;
		own = accounts_own_terms(&ledger->accounts, a);
		own->limited = own->limit.has_least = n->limited = true;
		own->limit.least_balance.minor = n->least = -7000;
		own->limit.has_most = true;
		own->limit.most_amount = n->most = 900;
	}
}

/* Is an amount accepted?  Then it has been posted. */
static bool
naive_post(struct naive *n, struct money amount)
{
	money_int128 left = (money_int128)n->balance.minor + amount.minor;

	if (left > INT64_MAX || left < INT64_MIN)
		return false;
	if (n->limited && ((amount.minor < 0 && left < n->least) ||
	    money_magnitude(amount) > n->most))
		return false;
	n->balance.minor = (int64_t)left;
	n->count++;
	if (amount.minor < 0)
		n->debits += amount.minor;
	else
		n->credits += amount.minor;
	return true;
}

static int64_t
draw_amount(uint64_t *state)
{
	int64_t amount = (int64_t)(draw(state) % 2001) - 1000;

	switch (draw(state) % 200) {
	case 0:
		return INT64_MAX;
	case 1:
		return INT64_MIN;
	case 2:
		return INT64_MIN + 1;
	default:
		return amount;
	}
}

/* Post txn[0] to txn[count - 1] by runs, and what they leave out alone. */
static void
check_stream(struct ledger *ledger, struct naive *naive, const struct txn *txn,
    const uint64_t *which, size_t count)
{
	struct money balance[RUN_MOST];
	struct ledger_decision d;
	size_t posted = 0, got;

	while (posted < count) {
		got = ledger_post_run(ledger, txn + posted, count - posted,
		    balance);
		for (size_t i = 0; i < got; i++, posted++) {
			struct naive *n = &naive[which[posted]];
			CHECK(naive_post(n, txn[posted].amount));
			CHECK_INT(balance[i].minor, n->balance.minor);
		}
		if (posted == count)
			break;
		/* What a run leaves is refused. */
		CHECK(!naive_post(&naive[which[posted]],
		    txn[posted].amount));
		CHECK_INT(ledger_post(ledger, &txn[posted++], &d), 0);
		CHECK_INT(d.outcome, LEDGER_REFUSED);
	}
	CHECK_INT(ledger_post_run(ledger, txn, 0, balance), 0);
}

/* The same transactions, one by one, leave an account alike. */
static void
check_same(struct ledger *ledger, struct ledger *alone, struct span name,
    const struct naive *naive)
{
	struct account *a = accounts_find_or_add(&ledger->accounts, name);
	struct account *b = accounts_find_or_add(&alone->accounts, name);

	CHECK(naive->count > 0);
	CHECK_INT(a->count, naive->count);
	CHECK_INT(b->count, naive->count);
	CHECK_INT(a->balance.minor, naive->balance.minor);
	CHECK_INT(b->balance.minor, naive->balance.minor);
	CHECK(accounts_credits(a).minor == naive->credits);
	CHECK(accounts_credits(b).minor == naive->credits);
	CHECK(accounts_debits(a).minor == naive->debits);
	CHECK(accounts_debits(b).minor == naive->debits);
}

static void
check_runs(struct ledger ledger)
{
	static struct naive naive[NAMES];
	static struct span name[NAMES];
	struct ledger alone = ledger;
	struct txn txn[RUN_MOST];
	struct ledger_decision d;
	uint64_t which[RUN_MOST], state = 17;

	ledger_seed(&ledger, 3);
	start(&alone, naive, name);
	start(&ledger, naive, name);
	for (size_t done = 0, run = 0; done < STREAM; done += run, run++) {
		run %= RUN_MOST + 1;
		for (size_t i = 0; i < run; i++) {
			which[i] = draw(&state) % (done / 50 + 1) % NAMES;
			txn[i] = (struct txn){ .account = name[which[i]],
			    .amount_text = SPAN(""),
			    .amount = { draw_amount(&state) } };
			CHECK_INT(ledger_post(&alone, &txn[i], &d), 0);
		}
		check_stream(&ledger, naive, txn, which, run);
	}
	for (size_t i = 0; i < NAMES; i++)
		check_same(&ledger, &alone, name[i], &naive[i]);
	ledger_free(&ledger);
	ledger_free(&alone);
}

static void
a_run_is_what_its_transactions_are(void)
{
	check_runs((struct ledger){ 0 });
	check_runs((struct ledger){ .terms = no_debts });
	check_runs((struct ledger){ .has_opening = true,
	    .opening = { INT64_MIN + 3000 } });
	check_runs((struct ledger){ .has_opening = true, .opening = { 20000 },
	    .terms = { .limited = true, .limit = { .has_least = true,
	    .least_balance = { -100 } } } });
}

static void
with_unique_there_are_no_runs(void)
{
	struct ledger ledger = { .unique = true };
	struct txn txn = { .id = SPAN("1"), .account = SPAN("a") };
	struct money balance;

	CHECK_INT(ledger_post_run(&ledger, &txn, 1, &balance), 0);
	CHECK(accounts_find_or_add(&ledger.accounts, txn.account)->count == 0);
	ledger_free(&ledger);
}

/* Transactions by few accounts, some of whose ids came before. */
static void
draw_unique(struct txn *txn, char (*id)[24], size_t count, uint64_t *state)
{
	const struct span account[] = { SPAN("a"), SPAN("b"),
	    SPAN("cash"), SPAN("") };

	for (size_t i = 0; i < count; i++) {
		int64_t amount = draw_amount(state);
		int len = snprintf(id[i], sizeof(id[i]), "%d",
		    (int)(draw(state) % 30000));
		txn[i] = (struct txn){ .id = { id[i], (size_t)len },
		    .account = account[draw(state) % 4],
		    .amount_text = account[draw(state) % 2],
		    .amount = { amount } };
	}
}

/* What ledger_post_new() posts, and what it leaves, is what alone becomes. */
static void
check_unique(struct ledger ledger, uint64_t blur)
{
	struct ledger alone = ledger;
	struct txn txn[ROSTER_RUN_MAX];
	char id[ROSTER_RUN_MAX][24];
	struct ledger_decision d, wanted;
	uint64_t state = 23, news = 0;
	struct money balance;

	ledger_seed(&ledger, 4);
	ledger.ids.blur = blur;
	for (size_t done = 0, run = 0; done < STREAM; done += run, run++) {
		run %= ROSTER_RUN_MAX + 1;
		draw_unique(txn, id, run, &state);
		ledger_near_run(&ledger, txn, run);
		for (size_t i = 0; i < run; i++) {
			CHECK_INT(ledger_post(&alone, &txn[i], &wanted), 0);
			if (ledger_post_new(&ledger, txn, i, &balance) == 0) {
				CHECK_INT(wanted.outcome, LEDGER_ACCEPTED);
				CHECK_INT(balance.minor,
				    wanted.account->balance.minor);
				news++;
				continue;
			}
			CHECK_INT(ledger_post(&ledger, &txn[i], &d), 0);
			CHECK_INT(d.outcome, wanted.outcome);
			/* It leaves no more than it must. */
			CHECK(d.outcome != LEDGER_ACCEPTED || blur != 0);
		}
	}
	CHECK(news > 0 || blur == UINT64_MAX);
	CHECK_INT(ledger.ids.places.count, alone.ids.places.count);
	ledger_free(&ledger);
	ledger_free(&alone);
}

static void
new_ids_are_posted_as_they_are_alone(void)
{
	check_unique((struct ledger){ .unique = true }, 0);
	check_unique((struct ledger){ .unique = true,
	    .terms = no_debts }, 0);
	check_unique((struct ledger){ .unique = true, .has_opening = true,
	    .opening = { 500 }, .terms = no_debts }, UINT64_MAX >> 10);
}

int
main(void)
{
	RUN(a_run_is_what_its_transactions_are);
	RUN(with_unique_there_are_no_runs);
	RUN(new_ids_are_posted_as_they_are_alone);
	return check_status();
}
