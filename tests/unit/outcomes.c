/* Outcomes, as they come: in any pieces, with ids that hold anything. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/outcomes.h"
#include "starve.h"

static const char text[] = "id,outcome,reason,balance\n"
    "a,accepted,,5.00\n"
    "\"b,\"\"x\"\"\",refused,conflict,\n"
    "accepted,duplicate,,\n"
    ",known,amount,\n";

static void
check_next(struct outcomes *o, enum fate fate, const char *reason,
    const char *balance)
{
	struct outcome outcome;

	CHECK(outcomes_next(o, &outcome) == 1);
	CHECK_INT(outcome.fate, fate);
	CHECK_SPAN(outcome.reason, reason);
	CHECK_SPAN(outcome.balance, balance);
}

static void
open_pipe(int ends[2])
{
	if (pipe(ends) == -1 || fcntl(ends[0], F_SETFL, O_NONBLOCK) == -1)
		abort();
}

static void
each_is_understood(void)
{
	struct outcomes o = { 0 };
	struct outcome outcome;
	int ends[2];

	open_pipe(ends);
	CHECK(outcomes_begin(&o, ends[0]) == 0);
	CHECK(outcomes_read(&o) == -1 && errno == EAGAIN);
	CHECK(write(ends[1], text, strlen(text)) == (ssize_t)strlen(text));
	CHECK(!o.has_begun);
	CHECK(outcomes_read(&o) == 1);
	check_next(&o, FATE_ACCEPTED, "", "5.00");
	check_next(&o, FATE_REFUSED, "conflict", "");
	check_next(&o, FATE_DUPLICATE, "", "");
	check_next(&o, FATE_KNOWN, "amount", "");
	CHECK(outcomes_next(&o, &outcome) == 0);
	CHECK(write(ends[1], "a,gone,,\n", 9) == 9);
	CHECK(outcomes_read(&o) == 1);
	CHECK(outcomes_next(&o, &outcome) == -1);
	close(ends[1]);
	CHECK(outcomes_read(&o) == 0);
	outcomes_free(&o);
	outcomes_free(&o);
	close(ends[0]);
}

static void
they_come_in_pieces(void)
{
	struct outcomes o = { 0 };
	struct outcome outcome;
	int ends[2], fates[FATE_COUNT] = { 0 };

	open_pipe(ends);
	CHECK(outcomes_begin(&o, ends[0]) == 0);
	for (size_t i = 0; i < strlen(text); i++) {
		CHECK(write(ends[1], &text[i], 1) == 1);
		CHECK(outcomes_read(&o) == 1);
		while (outcomes_next(&o, &outcome) == 1)
			fates[outcome.fate]++;
		CHECK_INT(o.has_begun, i >= strcspn(text, "\n"));
	}
	for (int i = 0; i < FATE_COUNT; i++)
		CHECK_INT(fates[i], 1);
	outcomes_free(&o);
	close(ends[0]);
	close(ends[1]);
}

/* Once it has begun, it asks for no memory; and a line that never ends is none
   that is understood. */
static void
reading_wants_no_memory(void)
{
	struct outcomes o = { 0 };
	struct outcome outcome;
	struct starve starve;
	char line[4096];
	int ends[2], got = 1;

	open_pipe(ends);
	if (starve_begin(&starve)) {
		errno = 0;
		CHECK(outcomes_begin(&o, ends[0]) == -1 && errno == ENOMEM);
		starve_end(&starve);
	}
	CHECK(outcomes_begin(&o, ends[0]) == 0);
	if (starve_begin(&starve)) {
		CHECK(write(ends[1], text, strlen(text)) ==
		    (ssize_t)strlen(text));
		CHECK(outcomes_read(&o) == 1);
		starve_end(&starve);
		CHECK(outcomes_next(&o, &outcome) == 1);
	}
	memset(line, 'x', sizeof(line));
	for (int i = 0; i < 100 && got == 1; i++) {
		CHECK(write(ends[1], line, sizeof(line)) == sizeof(line));
		got = outcomes_read(&o);
		while (outcomes_next(&o, &outcome) == 1)
			;
	}
	CHECK(got == -1 && errno == EBADMSG);
	outcomes_free(&o);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	RUN(each_is_understood);
	RUN(they_come_in_pieces);
	RUN(reading_wants_no_memory);
	return check_status();
}
