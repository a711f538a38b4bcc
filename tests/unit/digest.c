/*
 * SHA-256 by the examples of FIPS 180-4, in pieces, by both libraries, and as
 * sha256sum has it.
 */
#define _GNU_SOURCE
#include "base/digest.h"
#include "check.h"
#include "source.h"

static const char *const empty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char *const abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char *const million_a =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

typedef void start_function(struct digest *);

static start_function *const start[] = { digest_start, digest_start_bulk };

enum { WAYS = sizeof(start) / sizeof(*start) };

static void
known_hashes_come_out(void)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d;

	for (int way = 0; way < WAYS; way++) {
		start[way](&d);
		digest_end(&d, hash);
		CHECK_SPAN(span_of(hash), empty);
		start[way](&d);
		digest_put(&d, SPAN("abc"));
		digest_end(&d, hash);
		CHECK_SPAN(span_of(hash), abc);
	}
}

/* A million of the letter a, in pieces. */
static void
check_million(start_function *begin, size_t piece)
{
	static char as[1000];
	char hash[DIGEST_TEXT_LEN + 1];
	size_t left = 1000000;
	struct digest d;

	memset(as, 'a', sizeof(as));
	begin(&d);
	while (left > 0) {
		size_t len = left < piece ? left : piece;
		digest_put(&d, (struct span){ as, len });
		left -= len;
	}
	digest_end(&d, hash);
	CHECK_SPAN(span_of(hash), million_a);
}

static void
pieces_make_no_difference(void)
{
	static const size_t piece[] = { 1, 63, 64, 65, 1000 };

	for (size_t i = 0; i < sizeof(piece) / sizeof(*piece); i++)
		for (int way = 0; way < WAYS; way++)
			check_million(start[way], piece[i]);
}

static void
nothing_put_changes_nothing(void)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d;

	for (int way = 0; way < WAYS; way++) {
		start[way](&d);
		digest_put(&d, SPAN(""));
		digest_put(&d, SPAN("abc"));
		digest_put(&d, SPAN(""));
		digest_end(&d, hash);
		CHECK_SPAN(span_of(hash), abc);
	}
}

static void
a_copy_goes_on_by_itself(void)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d, copy;

	for (int way = 0; way < WAYS; way++) {
		start[way](&d);
		digest_put(&d, SPAN("ab"));
		copy = d;
		digest_put(&copy, SPAN("c"));
		digest_end(&copy, hash);
		CHECK_SPAN(span_of(hash), abc);
		copy = d;
		digest_put(&copy, SPAN("xyz"));
		digest_end(&copy, hash);
		digest_put(&d, SPAN("c"));
		digest_end(&d, hash);
		CHECK_SPAN(span_of(hash), abc);
	}
}

/* Write what sha256sum says of a file to dst. */
static void
ask_sha256sum(const char *path, char *dst)
{
	char command[100];
	FILE *pipe;

	snprintf(command, sizeof(command), "sha256sum %s", path);
	pipe = popen(command, "r");
	if (pipe == NULL || fread(dst, 1, DIGEST_TEXT_LEN, pipe) !=
	    DIGEST_TEXT_LEN)
		abort();
	dst[DIGEST_TEXT_LEN] = '\0';
	while (getc(pipe) != EOF)
		continue;
	pclose(pipe);
}

static void
both_say_what_sha256sum_says(void)
{
	static char bytes[300000];
	char right[DIGEST_TEXT_LEN + 1], hash[DIGEST_TEXT_LEN + 1];
	uint64_t state = 3;
	struct digest d;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)source_random(&state);
	for (int round = 0; round < 40; round++) {
		size_t len = source_random(&state) %
		    (round < 20 ? 300 : sizeof(bytes));
		size_t cut = len == 0 ? 0 : source_random(&state) % len;

		source_file("bytes", (struct span){ bytes, len });
		ask_sha256sum("bytes", right);
		for (int way = 0; way < WAYS; way++) {
			start[way](&d);
			digest_put(&d, (struct span){ bytes, cut });
			digest_put(&d, (struct span){ bytes + cut, len - cut });
			digest_end(&d, hash);
			CHECK_SPAN(span_of(hash), right);
		}
	}
}

/* Is it the library that is meant to hash much, where it was built with? */
static void
much_is_hashed_by_libcrypto(void)
{
	struct digest_crypto crypto;
	struct digest d;

	digest_start(&d);
	CHECK(!d.bulk);
	digest_start_bulk(&d);
	CHECK_INT(d.bulk, digest_crypto_start(&crypto) == 0);
	if (!d.bulk)
		printf("skip - libcrypto: it is not there\n");
}

int
main(void)
{
	RUN(known_hashes_come_out);
	RUN(pieces_make_no_difference);
	RUN(nothing_put_changes_nothing);
	RUN(a_copy_goes_on_by_itself);
	RUN(both_say_what_sha256sum_says);
	RUN(much_is_hashed_by_libcrypto);
	return check_status();
}
