#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "stream/marks.h"

/* The same, a byte at a time. */
static size_t
find_slowly(const struct marks_kind *kind, struct span text, uint32_t *at)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == kind->delimiter ||
		    text.ptr[i] == kind->quote || text.ptr[i] == '\n' ||
		    text.ptr[i] == '\0')
			at[count++] = (uint32_t)i;
	return count;
}

static void
check_text(const struct marks_kind *kind, const char *bytes, size_t len)
{
	char *text = malloc(len + MARKS_AHEAD);
	uint32_t *got = calloc(len + MARKS_MORE, sizeof(*got));
	uint32_t *wanted = calloc(len + 1, sizeof(*wanted));
	size_t count;

	memcpy(text, bytes, len);
	/* What is behind a text must not matter. */
	memset(text + len, kind->delimiter, MARKS_AHEAD);
	count = find_slowly(kind, (struct span){ text, len }, wanted);
	CHECK_INT(marks_find(kind, (struct span){ text, len }, got), count);
	CHECK(memcmp(got, wanted, count * sizeof(*got)) == 0);
	free(text);
	free(got);
	free(wanted);
}

static void
every_byte_at_every_place_is_told_apart(void)
{
	const struct marks_kind kind = { ',', '"' };
	char text[130];

	for (int byte = 0; byte < 256; byte++)
		for (size_t at = 0; at < sizeof(text); at++) {
			memset(text, 'x', sizeof(text));
			text[at] = (char)byte;
			check_text(&kind, text, sizeof(text));
		}
}

static void
texts_of_every_length_and_density_are_looked_through(void)
{
	static const char some[] = ",\n\"\0xyz0123456789-.;'";
	const struct marks_kind kinds[] = { { ',', '"' }, { ';', '\'' },
	    { '\t', '"' }, { '\xff', '\x80' } };
	struct random lot = random_seeded(7);
	char text[400];

	for (size_t len = 0; len < sizeof(text); len++)
		for (int density = 1; density <= 16; density *= 2) {
			for (size_t i = 0; i < len; i++)
				text[i] = random_below(&lot, 16) <
				    (uint64_t)density ?
				    some[random_below(&lot, sizeof(some))] :
				    (char)random_below(&lot, 256);
			check_text(&kinds[len % 4], text, len);
		}
}

static void
nothing_but_marks_is_all_marks(void)
{
	const struct marks_kind kind = { ',', '"' };
	char text[1000];

	memset(text, ',', sizeof(text));
	check_text(&kind, text, sizeof(text));
}

int
main(void)
{
	RUN(every_byte_at_every_place_is_told_apart);
	RUN(texts_of_every_length_and_density_are_looked_through);
	RUN(nothing_but_marks_is_all_marks);
	return check_status();
}
