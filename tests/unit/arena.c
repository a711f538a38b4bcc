/* Pieces of an arena. */
#include <errno.h>
#include <stdint.h>

#include "base/arena.h"
#include "check.h"

static void
pieces_are_aligned_and_apart(void)
{
	struct arena arena = { 0 };
	char *piece[600];
	size_t len[600];

	for (size_t i = 0; i < 600; i++) {
		len[i] = i * 7 % 301;
		piece[i] = i % 3 == 0 ? arena_get_bytes(&arena, len[i]) :
		    arena_get(&arena, len[i]);
		CHECK(piece[i] != NULL);
		if (i % 3 != 0)
			CHECK_INT((uintptr_t)piece[i] % 16, 0);
		memset(piece[i], (int)(i % 251), len[i]);
	}
	for (size_t i = 0; i < 600; i++)
		for (size_t k = 0; k < len[i]; k++)
			if ((unsigned char)piece[i][k] != i % 251) {
				CHECK(!"a piece was written over");
				break;
			}
	arena_free(&arena);
}

static void
a_piece_may_be_larger_than_a_chunk(void)
{
	struct arena arena = { 0 };
	char *small = arena_get(&arena, 3), *large, *odd, *after;

	memcpy(small, "abc", 3);
	large = arena_get(&arena, 1000001);
	odd = arena_get_bytes(&arena, 70001);
	after = arena_get(&arena, 8);
	memset(large, 'x', 1000001);
	memset(odd, 'y', 70001);
	memset(after, 'z', 8);
	CHECK_INT((uintptr_t)large % 16, 0);
	CHECK_INT((uintptr_t)after % 16, 0);
	CHECK(memcmp(small, "abc", 3) == 0);
	CHECK(large[0] == 'x' && large[1000000] == 'x' && odd[70000] == 'y');
	arena_free(&arena);
}

static void
what_was_reserved_is_there(void)
{
	struct arena arena = { 0 };
	size_t left;

	for (size_t len = 1; len < 300000; len = len * 3 / 2 + 1) {
		CHECK_INT(arena_reserve(&arena, len), 0);
		CHECK_INT(arena_reserve(&arena, len / 2), 0);
		left = arena.left;
		memset(arena_get_bytes(&arena, len), 'x', len);
		CHECK_INT(arena.left, left - len);
	}
	errno = 0;
	CHECK_INT(arena_reserve(&arena, SIZE_MAX), -1);
	CHECK_INT(errno, ENOMEM);
	arena_free(&arena);
}

static void
what_cannot_be_had_is_enomem(void)
{
	struct arena arena = { 0 };

	errno = 0;
	CHECK(arena_get(&arena, SIZE_MAX) == NULL);
	CHECK_INT(errno, ENOMEM);
	errno = 0;
	CHECK(arena_get_bytes(&arena, SIZE_MAX - 8) == NULL);
	CHECK_INT(errno, ENOMEM);
	CHECK(arena_get(&arena, 0) != NULL);
	CHECK(arena_get(&arena, 100) != NULL);
	arena_free(&arena);
	arena_free(&arena);
}

int
main(void)
{
	RUN(pieces_are_aligned_and_apart);
	RUN(a_piece_may_be_larger_than_a_chunk);
	RUN(what_was_reserved_is_there);
	RUN(what_cannot_be_had_is_enomem);
	return check_status();
}
