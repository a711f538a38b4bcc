/* SHA-256 by the examples of FIPS 180-4, and in pieces. */
#include "base/digest.h"
#include "check.h"

static const char *const empty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char *const abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char *const million_a =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void
known_hashes_come_out(void)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d;

	digest_start(&d);
	digest_end(&d, hash);
	CHECK_SPAN(span_of(hash), empty);
	digest_start(&d);
	digest_put(&d, SPAN("abc"));
	digest_end(&d, hash);
	CHECK_SPAN(span_of(hash), abc);
}

static void
pieces_make_no_difference(void)
{
	static const size_t piece[] = { 1, 63, 64, 65, 1000 };
	static char as[1000];
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d;

	memset(as, 'a', sizeof(as));
	for (size_t i = 0; i < sizeof(piece) / sizeof(*piece); i++) {
		size_t left = 1000000;

		digest_start(&d);
		while (left > 0) {
			size_t len = left < piece[i] ? left : piece[i];
			digest_put(&d, (struct span){ as, len });
			left -= len;
		}
		digest_end(&d, hash);
		CHECK_SPAN(span_of(hash), million_a);
	}
}

static void
nothing_put_changes_nothing(void)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest d;

	digest_start(&d);
	digest_put(&d, SPAN(""));
	digest_put(&d, SPAN("abc"));
	digest_put(&d, SPAN(""));
	digest_end(&d, hash);
	CHECK_SPAN(span_of(hash), abc);
}

int
main(void)
{
	RUN(known_hashes_come_out);
	RUN(pieces_make_no_difference);
	RUN(nothing_put_changes_nothing);
	return check_status();
}
