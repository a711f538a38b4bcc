#include "serve/api_json.h"

void
api_json_number(struct json *j, const char *key, uint64_t number)
{
	json_put_key(j, span_of(key));
	json_put_unsigned(j, number);
}

void
api_json_money(struct json *j, const char *key, struct money_total total,
    int scale)
{
	json_put_key(j, span_of(key));
	json_put_money_total(j, total, scale);
}

void
api_json_text(struct json *j, const char *key, struct span text)
{
	json_put_key(j, span_of(key));
	json_put_string(j, text);
}

void
api_json_text_or_null(struct json *j, const char *key, struct span text)
{
	json_put_key(j, span_of(key));
	if (text.len == 0)
		json_put_null(j);
	else
		json_put_string(j, text);
}

void
api_json_word_or_null(struct json *j, const char *key, const char *word)
{
	api_json_text_or_null(j, key, word == NULL ? SPAN("") :
	    span_of(word));
}

void
api_json_time(struct json *j, const char *key, struct timestamp at)
{
	char text[TIMESTAMP_TEXT_LEN];

	timestamp_format(at, text);
	api_json_text(j, key, (struct span){ text, sizeof(text) });
}

void
api_json_seconds(struct json *j, const char *key, int64_t micros)
{
	json_put_key(j, span_of(key));
	json_put_decimal(j, micros, 6);
}

void
api_json_plain(struct json *j, const char *key, uint64_t number, int decimals)
{
	while (decimals > 0 && number % 10 == 0) {
		number /= 10;
		decimals--;
	}
	json_put_key(j, span_of(key));
	json_put_decimal(j, (int64_t)number, decimals);
}

void
api_json_share(struct json *j, const char *key, struct money_total part,
    struct money_total whole)
{
	json_put_key(j, span_of(key));
	if (whole.minor == 0)
		json_put_null(j);
	else
		json_put_decimal(j, (int64_t)(part.minor * 1000000 /
		    whole.minor), 6);
}

void
api_json_rate(struct json *j, const struct server *server)
{
	const struct rates *r = &server->rates;
	int64_t now = loop_now();

	json_put_key(j, SPAN("rate"));
	json_begin_object(j);
	json_put_key(j, SPAN("second"));
	json_put_decimal(j, (int64_t)rates_second(r, now), 4);
	json_put_key(j, SPAN("minute"));
	json_put_decimal(j, (int64_t)rates_minute(r, now), 4);
	json_put_key(j, SPAN("overall"));
	json_put_decimal(j, (int64_t)rates_overall(r, now), 4);
	json_end_object(j);
}

static void
put_plan(struct json *j, const struct simulation_plan *plan)
{
	uint64_t rate = simulation_rate(plan);

	if (plan->count > 0) {
		api_json_number(j, "transactionCount", plan->count);
		api_json_plain(j, "durationSeconds", plan->micros, 6);
	} else {
		json_put_key(j, SPAN("transactionCount"));
		json_put_null(j);
		json_put_key(j, SPAN("durationSeconds"));
		json_put_null(j);
	}
	if (rate > 0)
		api_json_plain(j, "rate", rate, 6);
	else {
		json_put_key(j, SPAN("rate"));
		json_put_null(j);
	}
}

void
api_json_put_simulation(struct json *j, const struct simulation *s)
{
	json_begin_object(j);
	json_put_key(j, SPAN("running"));
	json_put_bool(j, s->is_running);
	api_json_text_or_null(j, "prefix", s->prefix);
	if (s->runs > 0)
		api_json_time(j, "started", s->started);
	else
		api_json_word_or_null(j, "started", NULL);
	put_plan(j, &s->plan);
	api_json_number(j, "made", s->made);
	api_json_number(j, "accepted", s->accepted);
	api_json_number(j, "duplicate", s->duplicates);
	api_json_number(j, "refused", s->refused);
	json_put_key(j, SPAN("failed"));
	json_put_bool(j, s->has_failed);
	json_end_object(j);
}

void
api_json_simulation(struct json *j, const struct server *server)
{
	json_put_key(j, SPAN("simulation"));
	api_json_put_simulation(j, &server->simulation);
}
