/*
 * number - the argument of an option of what measures.
 */
#ifndef BALSYS_BENCH_NUMBER_H
#define BALSYS_BENCH_NUMBER_H

#include <err.h>
#include <stdlib.h>

/* The number that text is, from 1 to most; or the end, with a message. */
static inline unsigned long
number_of(const char *text, unsigned long most)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end != '\0' || value < 1 || value > most)
		errx(64, "%s is no number from 1 to %lu", text, most);
	return value;
}

#endif
