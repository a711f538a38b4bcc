/* What is in the accounts. */
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/api_latest.h"
#include "serve/problem.h"
#include "serve/query.h"

/* Of all accounts, or of one if it is not NULL. */
static void
put_balance(struct server *s, const struct account *account)
{
	const struct book_view *view = &s->view;
	struct json j = { .out = &s->text };
	struct money_total balance = view->balance;

	if (account != NULL)
		balance = money_total_of(account->balance);
	json_begin_object(&j);
	api_json_money(&j, "balance", balance, view->scale);
	api_json_word_or_null(&j, "currency", s->currency);
	json_put_key(&j, SPAN("account"));
	if (account == NULL)
		json_put_null(&j);
	else
		json_put_string(&j, accounts_name(account));
	api_json_number(&j, "accounts", account != NULL ? 1 :
	    view->accounts.by_name.count);
	api_json_number(&j, "records", account != NULL ? account->count :
	    view->records);
	api_json_text_or_null(&j, "time", api_latest_time(view));
	json_end_object(&j);
}

void
api_account_balance(void *server, struct request *request)
{
	struct server *s = server;
	struct span name;
	void *account = NULL;

	if (!api_has_view(s, request))
		return;
	switch (query_text(request, "account", TXN_ACCOUNT_MAX, &name)) {
	case -1:
		return;
	case 1:
		accounts_find_run(&s->view.accounts, &name, sizeof(name), 1,
		    &account);
		if (account == NULL) {
			problem_answer(request, PROBLEM_ACCOUNT,
			    "nothing was posted to the account \"%.*s\"",
			    (int)name.len, name.ptr);
			return;
		}
	}
	buf_clear(&s->text);
	put_balance(s, account);
	api_answer_json(s, request);
}
