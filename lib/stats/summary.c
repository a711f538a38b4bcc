#include <stdlib.h>

#include "stats/sketch.h"
#include "stats/summary.h"

void
summary_seed(struct summary *s, uint64_t seed)
{
	s->accounts.roster.seed = seed;
	s->groups.seed = seed;
}

int
summary_open(struct summary *s)
{
	s->lines.cap = s->cap;
	return histogram_widen(&s->whole.sizes);
}

void
summary_begin_stream(struct summary *s, bool shuffled)
{
	struct windows_sums current = windows_current(&s->lines);

	if (s->streams++ == 0)
		s->is_shuffled = s->accounts.is_shuffled = shuffled;
	if (s->window != NULL)
		windows_sums_add(&s->window->windows->lines, &current);
	s->window = NULL;
	s->has_windows = s->has_windows || shuffled;
	windows_end(&s->lines);
	if (s->sketch != NULL)
		sketch_begin_stream(s->sketch);
}

bool
summary_is_one_stream(const struct summary *s)
{
	return s->streams <= 1 && !s->is_merged;
}

static struct summary_group *
make_group(struct summary *s)
{
	struct summary_group *group = arena_get(&s->memory, sizeof(*group));

	if (group == NULL)
		return NULL;
	*group = (struct summary_group){ 0 };
	if (s->by != SUMMARY_WINDOW)
		return group;
	group->windows = arena_get(&s->memory, sizeof(*group->windows));
	if (group->windows == NULL)
		return NULL;
	*group->windows = (struct summary_windows){ 0 };
	return group;
}

struct summary_group *
summary_find_group(struct summary *s, struct span key)
{
	struct summary_group **item = roster_find(&s->groups, key,
	    sizeof(*item)), *made;

	if (item != NULL)
		return *item;
	made = make_group(s);
	if (made == NULL)
		return NULL;
	item = roster_find_or_add(&s->groups, key, sizeof(*item));
	if (item == NULL)
		return NULL;
	made->key = roster_name(item, sizeof(*item));
	*item = made;
	return made;
}

static struct summary_group *
find_numbered(struct summary *s, int64_t number)
{
	char key[SUMMARY_KEY_LEN];

	summary_make_key(number, key);
	return summary_find_group(s, (struct span){ key, sizeof(key) });
}

static enum period_unit
unit_of(const struct summary *s)
{
	return s->by == SUMMARY_DAY ? PERIOD_DAY :
	    s->by == SUMMARY_HOUR ? PERIOD_HOUR : PERIOD_MINUTE;
}

static struct summary_group *
group_of_time(struct summary *s, const struct txn *txn)
{
	if (!txn->has_time)
		return summary_find_group(s, SPAN(""));
	if (s->last != NULL && period_has(&s->period, txn->time))
		return s->last;
	period_find(unit_of(s), s->zone != NULL, txn->time, &s->period);
	s->last = find_numbered(s, s->period.key);
	return s->last;
}

static struct summary_group *
group_of_window(struct summary *s, const struct summary_place *place)
{
	if (!place->has_window)
		return summary_find_group(s, SPAN(""));
	if (s->last == NULL || s->period.key != (int64_t)place->window) {
		s->period.key = (int64_t)place->window;
		s->last = find_numbered(s, s->period.key);
	}
	return s->last;
}

/* The group of a record, made if it is not there; NULL with errno ENOMEM. */
static struct summary_group *
group_of(struct summary *s, const struct txn *txn,
    const struct summary_place *place, struct holder *holder)
{
	switch (s->by) {
	case SUMMARY_ACCOUNT:
		if (holder->group == NULL)
			holder->group = summary_find_group(s, txn->account);
		return holder->group;
	case SUMMARY_WINDOW:
		return group_of_window(s, place);
	case SUMMARY_WHOLE:
	case SUMMARY_MINUTE:
	case SUMMARY_HOUR:
	case SUMMARY_DAY:
		break;
	}
	return group_of_time(s, txn);
}

/* Count a record into the group that it is of. */
static int
add_to_group(struct summary *s, const struct txn *txn,
    const struct money *balance, const struct summary_place *place,
    struct holder *holder)
{
	struct summary_group *group = group_of(s, txn, place, holder);

	if (group == NULL || figures_add(&group->figures, txn) == -1)
		return -1;
	if (balance != NULL)
		figures_add_balance(&group->figures, *balance, txn);
	return 0;
}

static int
add_time(struct summary *s, const struct txn *txn)
{
	if (!txn->has_time)
		return 0;
	return s->is_shuffled ? tempo_add_shuffled(&s->tempo,
	    windows_before(&s->lines), txn->time) :
	    tempo_add(&s->tempo, txn->time);
}

/* As windows_add(), which ends a window at times: that is its group's, too. */
static int
add_to_windows(struct summary *s, const struct txn *txn,
    const struct summary_place *place)
{
	struct summary_group *before = s->window, *group = NULL;
	struct windows_sums whole;
	uint64_t ended;
	int got;

	if (s->by != SUMMARY_WINDOW)
		return windows_add(&s->lines, place->window, place->batch,
		    txn->amount);
	group = group_of_window(s, place);
	if (group == NULL)
		return -1;
	whole = windows_current(&s->lines);
	ended = windows_before(&s->lines);
	got = windows_add(&s->lines, place->window, place->batch, txn->amount);
	if (got == -1)
		return -1;
	if (before != NULL && windows_before(&s->lines) > ended)
		windows_sums_add(&before->windows->lines, &whole);
	s->window = group;
	return got;
}

/* The same for the picture, if one is wanted. */
static int
add_to_sketch(struct summary *s, const struct txn *txn, size_t count,
    const struct summary_place *place)
{
	if (s->sketch == NULL)
		return 0;
	s->sketch->cap = s->cap;
	for (size_t i = 0; i < count; i++)
		if (sketch_add(s->sketch, &txn[i], place) == -1)
			return -1;
	return 0;
}

int
summary_add(struct summary *s, const struct txn *txn,
    const struct money *balance, const struct summary_place *place)
{
	struct holder *holder;
	int over = 0;

	if (place->has_window) {
		over = add_to_windows(s, txn, place);
		if (over == -1)
			return -1;
	}
	if (holders_find(&s->accounts, txn->account, &holder) == -1 ||
	    (s->by != SUMMARY_WHOLE && add_to_group(s, txn, balance, place,
	    holder) == -1) || add_time(s, txn) == -1 ||
	    add_to_sketch(s, txn, 1, place) == -1)
		return -1;
	figures_add_run(&s->whole, txn, 1);
	if (balance == NULL)
		return over;
	figures_add_balance(&s->whole, *balance, txn);
	if (holder != NULL)
		holder_add_balance(holder, *balance, txn,
		    windows_before(&s->lines));
	return over;
}

/* Have the figures of groups of accounts on their way from memory. */
static void
fetch_groups(struct holder *const *holder, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (holder[i]->group != NULL) {
			__builtin_prefetch(&holder[i]->group->figures);
			__builtin_prefetch(&holder[i]->group->figures.sizes);
		}
}

static int
add_to_groups(struct summary *s, const struct txn *txn,
    const struct money *balance, size_t count, struct holder *const *holder)
{
	const struct summary_place nowhere = { 0 };

	if (s->by == SUMMARY_WHOLE)
		return 0;
	if (s->by == SUMMARY_ACCOUNT)
		fetch_groups(holder, count);
	for (size_t i = 0; i < count; i++)
		if (add_to_group(s, &txn[i], balance == NULL ? NULL :
		    &balance[i], &nowhere, holder[i]) == -1)
			return -1;
	return 0;
}

int
summary_add_run(struct summary *s, const struct txn *txn,
    const struct money *balance, size_t count)
{
	const struct summary_place nowhere = { 0 };
	struct holder *holder[ROSTER_RUN_MAX];
	uint64_t run = windows_before(&s->lines);

	if (holders_find_run(&s->accounts, &txn->account, sizeof(*txn), count,
	    holder) == -1)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (add_time(s, &txn[i]) == -1)
			return -1;
	if (add_to_groups(s, txn, balance, count, holder) == -1 ||
	    add_to_sketch(s, txn, count, &nowhere) == -1)
		return -1;
	figures_add_run(&s->whole, txn, count);
	for (size_t i = 0; balance != NULL && i < count; i++) {
		figures_add_balance(&s->whole, balance[i], &txn[i]);
		if (holder[i] != NULL)
			holder_add_balance(holder[i], balance[i], &txn[i],
			    run);
	}
	return 0;
}

int
summary_add_report(struct summary *s, uint64_t window,
    const struct windows_sums *sums)
{
	struct summary_group *group;

	windows_sums_add(&s->windows.reported, sums);
	if (s->sketch != NULL && sketch_add_window(s->sketch, sums->batches,
	    sums->lower_bound) == -1)
		return -1;
	if (s->by != SUMMARY_WINDOW)
		return 0;
	group = find_numbered(s, (int64_t)window);
	if (group == NULL)
		return -1;
	windows_sums_add(&group->windows->reported, sums);
	return 0;
}

int
summary_add_batch(struct summary *s, uint64_t window,
    const struct windows_sums *sums)
{
	struct summary_group *group;

	windows_sums_add(&s->windows.listed, sums);
	if (s->sketch != NULL && sketch_add_batch(s->sketch,
	    sums->absolute.minor) == -1)
		return -1;
	if (s->by != SUMMARY_WINDOW)
		return 0;
	group = find_numbered(s, (int64_t)window);
	if (group == NULL)
		return -1;
	windows_sums_add(&group->windows->listed, sums);
	return 0;
}

struct summary_windows
summary_windows_of(const struct summary *s, const struct summary_group *group)
{
	struct summary_windows windows = group == NULL ? s->windows :
	    group->windows != NULL ? *group->windows :
	    (struct summary_windows){ 0 };
	struct windows_sums current = windows_current(&s->lines);

	if (group == NULL)
		windows.lines = windows_sums(&s->lines);
	else if (group == s->window)
		windows_sums_add(&windows.lines, &current);
	return windows;
}

/* How an account began and ended.  Returns whether that can be told. */
static bool
end_account(struct summary *s, const struct holder *holder, bool is_one_stream)
{
	struct money_total opening = { 0 }, closing = { 0 };
	bool known = is_one_stream && holder_ends(holder, &opening, &closing);

	if (holder->group != NULL) {
		holder->group->figures.opening = opening;
		holder->group->figures.closing = closing;
		holder->group->figures.has_ends = known;
	}
	s->whole.opening.minor += opening.minor;
	s->whole.closing.minor += closing.minor;
	return known;
}

void
summary_end(struct summary *s)
{
	bool is_one_stream = summary_is_one_stream(s);
	struct figures *whole = &s->whole;
	const struct holder *holder;
	size_t at = 0;

	tempo_end(&s->tempo);
	whole->has_ends = whole->has_balance && !s->accounts.unknown;
	whole->opening.minor = whole->closing.minor = 0;
	while ((holder = holders_next(&s->accounts, &at)) != NULL)
		if (holder->has_balance && !end_account(s, holder,
		    is_one_stream))
			whole->has_ends = false;
}

struct span
summary_label(const struct summary *s, const struct summary_group *group,
    char *dst)
{
	struct span key = group->key;
	struct money_total number;

	if (s->by == SUMMARY_ACCOUNT || key.len == 0)
		return key;
	if (s->by == SUMMARY_WINDOW) {
		number.minor = summary_read_key(key);
		return (struct span){ dst, money_total_format(number, 0,
		    dst) };
	}
	return (struct span){ dst, period_format(unit_of(s), s->zone != NULL,
	    summary_read_key(key), dst) };
}

void
summary_free(struct summary *s)
{
	struct summary_group **item;
	size_t at = 0;

	while ((item = roster_next(&s->groups, &at)) != NULL)
		figures_free(&(*item)->figures);
	figures_free(&s->whole);
	tempo_free(&s->tempo);
	holders_free(&s->accounts);
	roster_free(&s->groups);
	arena_free(&s->memory);
	*s = (struct summary){ 0 };
}
