/*
 * patterns - what batches may hold, each once.
 *
 *	struct patterns p = { 0 };
 *
 *	if (patterns_put(&p, part, count, total) == -1)
 *		return -1;
 *	for (size_t i = 0; i < p.count; i++)
 *		use(patterns_part(&p, i), p.pattern[i].count);
 *	patterns_free(&p);
 *
 * A pattern is a list of kinds, rising, each as often as it is in the batch;
 * kinds.h says what a kind is.
 */
#ifndef BALSYS_PATTERNS_H
#define BALSYS_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern {
	size_t start;		/* private: where its parts are */
	uint32_t count;		/* of parts */
	uint32_t age;		/* for the user, as are the next */
	uint64_t total;		/* size of all parts */
	bool basic;
	bool dropped;		/* goes with patterns_sweep() */
};

struct patterns {
	struct pattern *pattern;	/* owned */
	size_t count;
	uint32_t *part;		/* private, from here on */
	size_t parts;
	uint32_t *slot;		/* hash table: 1 + a pattern, or 0 */
	size_t slots;		/* a power of two */
	size_t pattern_cap;
	size_t part_cap;
	size_t slot_cap;
};

/* The parts of a pattern; borrowed, until the next put or sweep. */
const uint32_t *patterns_part(const struct patterns *p, size_t i);

/*
 * Put a pattern; part may not be one of p's own.  Returns 1, or 0 if it is
 * there already, or -1 with errno ENOMEM.
 */
int	patterns_put(struct patterns *p, const uint32_t *part, size_t count,
	    uint64_t total)
	__attribute__((warn_unused_result));

/* Take away those that are dropped; the others keep their order. */
void	patterns_sweep(struct patterns *p);

/* Take away all, and keep the memory. */
void	patterns_clear(struct patterns *p);

/* Release its memory.  Harmless twice. */
void	patterns_free(struct patterns *p);

#endif
