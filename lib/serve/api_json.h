/*
 * api_json - what several answers have in common, as JSON.
 */
#ifndef BALSYS_API_JSON_H
#define BALSYS_API_JSON_H

#include <stdint.h>

#include "base/json.h"
#include "serve/server.h"

/* A member with a whole number, a total, or a text. */
void	api_json_number(struct json *j, const char *key, uint64_t number);
void	api_json_money(struct json *j, const char *key,
	    struct money_total total, int scale);
void	api_json_text(struct json *j, const char *key, struct span text);

/* The same, and null where the text is empty, or NULL. */
void	api_json_text_or_null(struct json *j, const char *key,
	    struct span text);
void	api_json_word_or_null(struct json *j, const char *key,
	    const char *word);

/* A member with a moment; and one with seconds, of microseconds. */
void	api_json_time(struct json *j, const char *key, struct timestamp at);
void	api_json_seconds(struct json *j, const char *key, int64_t micros);

/* A member with a number of so many decimals, without those that are zeros at
   its end: 2.5 is of 2500000 and 6. */
void	api_json_plain(struct json *j, const char *key, uint64_t number,
	    int decimals);

/* A member with a part of a whole, six decimals, rounded down; null where the
   whole is nothing. */
void	api_json_share(struct json *j, const char *key,
	    struct money_total part, struct money_total whole);

/* A member "rate", of accepted records a second; a member "simulation". */
void	api_json_rate(struct json *j, const struct server *server);
void	api_json_simulation(struct json *j, const struct server *server);

/* What a simulation is and has done, as a value. */
void	api_json_put_simulation(struct json *j, const struct simulation *s);

#endif
