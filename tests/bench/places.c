/*
 * places - what it costs to remember ids by base/places, 64 at a time as a
 * ledger does:
 *
 *	places 10000000
 *
 * prints how many nanoseconds of the processor and how many bytes an id takes,
 * and how many it took at the worst moment, while the table grew.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/places.h"
#include "base/random.h"
#include "bench/clock.h"
#include "bench/number.h"

enum { RUN = 64 };

/* The most memory that this process has had. */
static double
peak(void)
{
	struct rusage usage = { 0 };

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss * 1024;
}

/* One run of ids that are new. */
static void
add_run(struct places *places, struct random *random, uint64_t first)
{
	uint64_t print[RUN], at, place;

	for (int i = 0; i < RUN; i++) {
		print[i] = random_next(random);
		places_near(places, print[i]);
	}
	for (int i = 0; i < RUN; i++) {
		at = PLACES_FIRST;
		if (places_find(places, print[i], &at, &place))
			errx(1, "a fingerprint came twice");
		if (places_add(places, print[i], first + (uint64_t)i) == -1)
			err(1, NULL);
	}
}

int
main(int argc, char *argv[])
{
	struct random random = random_seeded(1);
	struct places places = { 0 };
	uint64_t start = clock_nanos();
	double before = peak(), count;

	if (argc != 2)
		errx(64, "usage: places N");
	count = (double)number_of(argv[1], 1000000000);
	while ((double)places.count < count)
		add_run(&places, &random, places.count);
	count = (double)places.count;
	printf("%.1f %.1f %.1f\n", (double)(clock_nanos() - start) / count,
	    (double)places_bytes(&places).len / count,
	    (peak() - before) / count);
	places_free(&places);
	return 0;
}
