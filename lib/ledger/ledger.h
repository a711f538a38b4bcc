/*
 * ledger - what becomes of a transaction: accepted, refused, or no news.
 *
 *	struct ledger ledger = { .unique = true };
 *
 *	if (ledger_post(&ledger, &txn, &decision) == -1)
 *		return -1;
 *	switch (decision.outcome) { ... }
 *
 * With unique, an id is decided once.  The content of a record is the bytes of
 * its id, time, account and amount.  The same content as an accepted record is
 * a duplicate; other content under a decided id is a conflict, and refused; a
 * record that a limit or an overflow refused has decided its id and is known
 * when it comes again.  A record refused for anything else decides only that
 * very line.
 *
 * What was decided is remembered in memory, a line of over 64 bytes by its
 * SHA-256.  Or the caller keeps it, in files, and says with every record at
 * which places it will stand there:
 *
 *	ledger.kept = true;
 *	ledger.ids.store = recall_ids(&recall);
 *	ledger.lines.store = recall_lines(&recall);
 *	...
 *	ledger.place_accepted = recall_place(RECALL_LEDGER, here);
 *	ledger.place_refused = recall_place(RECALL_REJECTS, there);
 *	if (ledger_post(&ledger, &txn, &decision) == -1)
 *		...
 *
 * All zeros, but for what was asked, is an empty ledger.
 */
#ifndef BALSYS_LEDGER_H
#define BALSYS_LEDGER_H

#include "ledger/accounts.h"
#include "ledger/seen.h"
#include "ledger/seen_memory.h"
#include "ledger/txn.h"

enum ledger_outcome {
	LEDGER_ACCEPTED,
	LEDGER_REFUSED,
	LEDGER_DUPLICATE,	/* accepted before, the same */
	LEDGER_KNOWN,		/* decided before, in another way */
};

struct ledger_decision {
	enum ledger_outcome outcome;
	bool by_line;			/* one refused: its line is to be
					   decided, by ledger_refuse() */
	struct account *account;	/* of one accepted; owned by accounts */
	struct txn_fault fault;		/* of one refused */
	const char *known_for;		/* of one known: why it was refused
					   then, as a word; or empty */
};

struct ledger {
	/* What was asked. */
	bool unique;
	bool has_opening;		/* accounts open with opening */
	struct money opening;
	struct account_terms terms;	/* of accounts without any */

	/* The caller keeps what was decided; these are then set for each. */
	bool kept;
	uint64_t place_accepted, place_refused;
	bool refuse_by_line;		/* a limit or an overflow decides the
					   line, not the id: it is cut there,
					   or the run ends with it */

	struct accounts accounts;
	struct seen ids, lines;		/* their stores are yours if kept */
	struct seen_memory memory;	/* private, as is all that follows */
	uint64_t print[ROSTER_RUN_MAX];
	void *found[ROSTER_RUN_MAX];
};

/*
 * Hash names, ids and lines with a seed that nobody who could choose them
 * knows.  To be called, if at all, before anything is in the ledger.
 */
void	ledger_seed(struct ledger *ledger, uint64_t seed);

/* The word for an outcome: "accepted". */
const char *ledger_word(enum ledger_outcome outcome);

/*
 * An id was decided earlier, elsewhere: item says how.  To be called before
 * anything is posted, and not if kept.  Returns 1, or 0 if it is known already
 * and nothing changes, or -1 with errno ENOMEM.
 */
int	ledger_know(struct ledger *ledger, struct span id,
	    const struct seen_item *item)
	__attribute__((warn_unused_result));

/*
 * Decide a transaction, and post it if it is accepted.  Returns 0 with
 * *decision filled, or -1 with errno ENOMEM, or that of the stores if kept, and
 * nothing changed.
 */
int	ledger_post(struct ledger *ledger, const struct txn *txn,
	    struct ledger_decision *decision)
	__attribute__((warn_unused_result));

/*
 * Post the first of count transactions, in order, for as long as each is simply
 * accepted, and set balance[i] to what the i-th left in its account.  It is
 * what ledger_post() does, in less time.  Returns how many were posted, perhaps
 * none, and always none with unique: the next one takes ledger_post(), be it
 * refused or that memory is short.
 */
size_t	ledger_post_run(struct ledger *ledger, const struct txn *txn,
	    size_t count, struct money *balance)
	__attribute__((warn_unused_result));

/*
 * The same where ids are unique, and where a record is written before the next
 * is posted, so that its place is known: ledger_near_run() looks at count
 * transactions, up to ROSTER_RUN_MAX; then, of these, in order, each that is
 * new and simply accepted is posted by ledger_post_new().  It returns 0 with
 * *balance set, or -1 with nothing changed: this one takes ledger_post(), and
 * the next one ledger_post_new() again.
 */
void	ledger_near_run(struct ledger *ledger, const struct txn *txn,
	    size_t count);
int	ledger_post_new(struct ledger *ledger, const struct txn *txn, size_t i,
	    struct money *balance)
	__attribute__((warn_unused_result));

/*
 * Decide a line that was refused for what it says, or as a conflict.  Returns
 * 1 if that is news, 0 if the same line was refused before and ids are unique,
 * or -1 with errno as above.  What is known of one over 1 MiB in its place is
 * looked for as it stands: see ledger/recall.h.
 */
int	ledger_refuse(struct ledger *ledger, struct span line)
	__attribute__((warn_unused_result));

/* As ledger_refuse(), but nothing is decided. */
int	ledger_would_refuse(struct ledger *ledger, struct span line)
	__attribute__((warn_unused_result));

/*
 * Give an account without postings what it lacks of what is usual: an opening
 * balance, a limit.  For who makes accounts without posting to them.
 */
void	ledger_settle(struct ledger *ledger, struct account *account);

/*
 * Say in *fault why txn cannot be posted to an account: for a limit, which it
 * has, or an overflow.
 */
void	ledger_explain(const struct account *account, const struct txn *txn,
	    enum reason reason, struct txn_fault *fault);

/* Release everything.  Harmless twice. */
void	ledger_free(struct ledger *ledger);

#endif
