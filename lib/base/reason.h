/*
 * reason - why a record was refused, as one stable word.
 *
 * The words stand in reject files and outcome files, and are tabled in
 * balsys-csv(5): a word once given keeps its meaning.
 */
#ifndef BALSYS_REASON_H
#define BALSYS_REASON_H

enum reason {
	REASON_ACCOUNT,		/* an account of over 64 bytes */
	REASON_AMOUNT,		/* an amount that cannot be read */
	REASON_BLANK,		/* a line with nothing in it */
	REASON_COLUMNS,		/* more or fewer fields than the header has */
	REASON_CONFLICT,	/* an id decided before, with other content */
	REASON_CURRENCY,	/* another currency than the stream's */
	REASON_ENCODING,	/* bytes that are not text as it was declared */
	REASON_ID,		/* an id that is empty or over 64 bytes */
	REASON_LIMIT,		/* a limit of the account forbids it */
	REASON_LONG,		/* a line over 1 MiB */
	REASON_NUL,		/* a line with a NUL in it */
	REASON_OVERFLOW,	/* the balance could not be held */
	REASON_OVERSIZE,	/* larger than a batch may be */
	REASON_QUOTE,		/* a broken or open quote */
	REASON_TIME,		/* a time that cannot be read */
	REASON_COUNT,
};

/* The word itself: "amount". */
const char *reason_word(enum reason reason);

#endif
