/*
 * starve - no more memory for a while, to see what becomes of those who ask.
 *
 *	struct starve starve;
 *
 *	if (starve_begin(&starve)) {
 *		CHECK_INT(histogram_add(&h, 1), -1);
 *		starve_end(&starve);
 *	}
 *
 * What was freed before is taken, too, so that even a few bytes cannot be had;
 * what is freed meanwhile can.
 */
#ifndef BALSYS_STARVE_H
#define BALSYS_STARVE_H

#include <stdbool.h>
#include <stdlib.h>

#include <sys/resource.h>

struct starve {
	struct rlimit before;
	struct starve_piece {
		struct starve_piece *next;
	} *taken;
};

static inline void
starve_end(struct starve *s)
{
	struct starve_piece *piece;

	(void)setrlimit(RLIMIT_AS, &s->before);
	while ((piece = s->taken) != NULL) {
		s->taken = piece->next;
		free(piece);
	}
}

/* Returns whether it can be done: a sanitizer does not live without memory. */
static inline bool
starve_begin(struct starve *s)
{
	struct starve_piece *piece;
	struct rlimit none;

	s->taken = NULL;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return false;
#endif
	if (getrlimit(RLIMIT_AS, &s->before) == -1)
		return false;
	none = (struct rlimit){ .rlim_max = s->before.rlim_max };
	if (setrlimit(RLIMIT_AS, &none) == -1)
		return false;
	for (size_t len = 1 << 24; len >= sizeof(*piece);
	    len -= len > 2048 ? len / 2 : sizeof(*piece))
		while ((piece = malloc(len)) != NULL) {
			piece->next = s->taken;
			s->taken = piece;
		}
	return true;
}

#endif
