/* The pipeline: what is put, in which form, and what is told of it. */
#include "pipeline_rig.h"

static void
what_is_put_is_decided(void)
{
	struct run *run = begin(NULL);

	CHECK_INT(pipeline_room(&run->pipeline), 0);
	TURN_UNTIL(run, run->readies == 1);
	CHECK(run->pipeline.counts.is_ready);
	CHECK_INT(pipeline_room(&run->pipeline), MOST);
	CHECK(pipeline_has_time(&run->pipeline));
	CHECK(pipeline_has_account(&run->pipeline));
	put(run, "a", "5.00");
	put(run, "b", "-7.50");
	put(run, "a", "5.00");
	put(run, "a", "6.00");
	put(run, "c", "0.001");
	put(run, "d,\"e\"", "1");
	CHECK_INT(pipeline_in_flight(&run->pipeline), 6);
	CHECK_INT(pipeline_room(&run->pipeline), MOST - 6);
	TURN_UNTIL(run, run->told == 6);
	CHECK_INT(run->fate[0], FATE_ACCEPTED);
	CHECK_SPAN(span_of(run->balance[0]), "5.00");
	CHECK_SPAN(span_of(run->balance[1]), "-2.50");
	CHECK_INT(run->fate[2], FATE_DUPLICATE);
	CHECK_INT(run->fate[3], FATE_REFUSED);
	CHECK_SPAN(span_of(run->reason[3]), "conflict");
	CHECK_INT(run->fate[4], FATE_REFUSED);
	CHECK_SPAN(span_of(run->reason[4]), "amount");
	CHECK_SPAN(span_of(run->balance[5]), "-1.50");
	CHECK_INT(run->fates[FATE_ACCEPTED], 3);
	CHECK_INT(run->pipeline.counts.decided[FATE_REFUSED], 2);
	CHECK_INT(run->known, 3);
	CHECK_INT(run->refused, 2);
	finish(run);
	CHECK_INT(run->losses, 0);
	free(run);
	CHECK_INT(shell("balsys-ledger --check book && "
	    "balsys-batch --check book"), 0);
}

static void
what_cannot_be_a_record_is_not_put(void)
{
	const struct pipeline_record not_one[] = {
		{ SPAN("id"), SPAN(""), SPAN("amount"), SPAN("1") },
		{ SPAN("id"), SPAN(""), SPAN(""), SPAN("amount") },
		{ SPAN("amount"), SPAN(""), SPAN("id"), SPAN("1") },
		{ SPAN("a\nb"), SPAN(""), SPAN(""), SPAN("1") },
	};
	char text[PIPELINE_FIELD_MAX + 1];
	struct pipeline_record record = { .id = { text, sizeof(text) },
	    .amount = SPAN("1") };
	struct run *run = begin(NULL);

	memset(text, 'x', sizeof(text));
	TURN_UNTIL(run, run->readies == 1);
	for (size_t i = 0; i < sizeof(not_one) / sizeof(*not_one); i++) {
		errno = 0;
		CHECK(pipeline_put(&run->pipeline, &not_one[i], note_decided,
		    run, 0) == -1);
		CHECK_INT(errno, EINVAL);
	}
	CHECK(pipeline_put(&run->pipeline, &record, note_decided, run, 0) ==
	    -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(pipeline_in_flight(&run->pipeline), 0);
	/* As the ledger says. */
	put(run, "id", "1");
	put(run, "amount", "1");
	record.id.len--;
	CHECK(pipeline_put(&run->pipeline, &record, note_decided, run,
	    run->put++) == 0);
	TURN_UNTIL(run, run->told == 3);
	CHECK_INT(run->fate[1], FATE_ACCEPTED);
	CHECK_INT(run->fate[2], FATE_REFUSED);
	CHECK_SPAN(span_of(run->reason[2]), "id");
	end(run);
}

static void
room_is_told_where_there_was_none(void)
{
	struct run *run = begin(NULL);

	TURN_UNTIL(run, run->rooms == 1);
	put_more(run, MOST - 1);
	TURN_UNTIL(run, run->told == MOST - 1);
	CHECK_INT(run->rooms, 1);
	put_more(run, 2 * MOST - 1);
	CHECK_INT(pipeline_room(&run->pipeline), 0);
	TURN_UNTIL(run, run->rooms == 2);
	CHECK(pipeline_room(&run->pipeline) > 0);
	end(run);
}

/* A book that has other columns, in another order. */
static void
lines_are_as_the_book_has_them(void)
{
	struct run *run;

	CHECK_INT(shell("printf 'amount,note,id\\n2.00,x,a\\n' |"
	    "balsys-ledger --book book"), 0);
	run = begin(NULL);
	TURN_UNTIL(run, run->readies == 1);
	CHECK(!pipeline_has_time(&run->pipeline));
	CHECK(!pipeline_has_account(&run->pipeline));
	put(run, "b", "3");
	put(run, "c,d", "3");
	TURN_UNTIL(run, run->told == 2);
	end(run);
	CHECK_INT(shell("printf 'amount,note,id,balance\\n2.00,x,a,2.00\\n"
	    "3,,b,5.00\\n3,,\"c,d\",8.00\\n' | cmp - book/ledger.csv"), 0);
}

static void
it_may_be_freed_at_any_time(void)
{
	struct run *run;

	for (int turns = 0; turns < 8; turns++) {
		run = begin(NULL);
		for (int i = 0; i < turns; i++)
			CHECK(loop_turn(&run->loop) == 0);
		if (pipeline_room(&run->pipeline) > 0)
			put(run, "a", "1");
		pipeline_free(&run->pipeline);
		CHECK_INT(run->told, run->put);
		CHECK_INT(run->loop.nsources, 0);
		loop_free(&run->loop);
		free(run);
	}
	run = begin(NULL);
	end(run);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	RUN_ANEW(what_is_put_is_decided);
	RUN_ANEW(what_cannot_be_a_record_is_not_put);
	RUN_ANEW(room_is_told_where_there_was_none);
	RUN_ANEW(lines_are_as_the_book_has_them);
	RUN_ANEW(it_may_be_freed_at_any_time);
	return check_status();
}
