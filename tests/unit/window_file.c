/* Windows read back are written as they were when they had been packed. */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "base/random.h"
#include "check.h"
#include "cli/batch_output.h"
#include "cli/window_file.h"
#include "source.h"

enum { WINDOWS = 7, RECORDS = 60, CAP = 100000 };

/* What a window comes to in each form, and where it ends in the first. */
struct written {
	struct buf form[3];
	uint64_t end[WINDOWS];
};

/* Write p in a form behind what is in text. */
static void
render(struct buf *text, enum batch_output_form form, const struct parcel *p,
    const char *header)
{
	struct batch_output output = { .form = form, .scale = 2 };
	struct writer w;
	int fd = memfd_create("form", 0);
	struct buf got = { 0 };
	ssize_t n;

	if (writer_open(&w, dup(fd), "form") == -1)
		abort();
	output.out = &w;
	if (header != NULL)
		batch_output_begin(&output, span_of(header), SPAN("a \"w\""),
		    SPAN("batch"));
	else
		CHECK_INT(batch_output_put(&output, p), 0);
	CHECK_INT(writer_close(&w), 0);
	lseek(fd, 0, SEEK_SET);
	do {
		if (buf_reserve(&got, 65536) == -1)
			abort();
		n = read(fd, got.ptr + got.len, 65536);
		got.len += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	buf_put(text, buf_span(&got));
	buf_free(&got);
	close(fd);
	batch_output_free(&output);
}

/* Pack windows of what is drawn by lot, and write them in every form. */
static void
write_windows(struct written *all, size_t longest)
{
	struct parcel p = { .method = method_find("best"), .cap = CAP,
	    .packing = { .effort = 1 } };
	struct random random = random_seeded(5);
	static char line[2 * 1024 * 1024];

	for (int f = 0; f < 3; f++)
		render(&all->form[f], (enum batch_output_form)f, NULL,
		    "id,amount,\"no, te\"");
	for (uint64_t w = 0; w < WINDOWS; w++) {
		uint64_t records = w == 4 ? 1 : RECORDS;

		for (uint64_t i = 0; i < records; i++) {
			uint64_t amount = random_below(&random, CAP + 1);
			char id[64];
			int len;

			snprintf(id, sizeof(id), "%s%" PRIu64 "-%" PRIu64
			    "\"\"%s", i % 3 == 0 ? "" : "x", w, i,
			    i % 2 == 0 ? "," : "");
			len = snprintf(line, sizeof(line), "\"%s\",%s%" PRIu64
			    ".%02d,", id, i % 5 == 0 ? "-" : "", amount / 100,
			    (int)(amount % 100));
			if (w == 2 && i == 30) {
				memset(line + len, 'y', longest - (size_t)len);
				len = (int)longest;
			}
			/* The id as the file has it, without the doubling. */
			char *quote = strstr(id, "\"\"");
			memmove(quote, quote + 1, strlen(quote));
			CHECK_INT(parcel_put(&p, (struct span){ line,
			    (size_t)len }, span_of(id), amount), 0);
		}
		p.number = w + 1;
		CHECK_INT(parcel_pack(&p), 0);
		for (int f = 0; f < 3; f++)
			render(&all->form[f], (enum batch_output_form)f, &p,
			    NULL);
		all->end[w] = all->form[0].len;
		parcel_clear(&p);
	}
	parcel_free(&p);
}

static void
free_written(struct written *all)
{
	for (int f = 0; f < 3; f++)
		buf_free(&all->form[f]);
}

static void
windows_come_back_as_they_were_packed(void)
{
	struct written all = { 0 };
	struct window_file f = { 0 };
	struct parcel p = { .cap = CAP };
	struct buf again[3] = { 0 };
	unsigned long line = 2;
	uint64_t count = 0;

	write_windows(&all, 1024 * 1024);
	source_file("b.csv", buf_span(&all.form[0]));
	for (int i = 0; i < 3; i++)
		render(&again[i], (enum batch_output_form)i, NULL,
		    "id,amount,\"no, te\"");
	CHECK_INT(window_file_open(&f, "b.csv", 2, 0), 0);
	CHECK_SPAN(window_file_header(&f), "id,amount,\"no, te\"");
	CHECK_INT(window_file_line(&f), 2);
	while (window_file_next(&f, &p) == 1) {
		CHECK_INT(p.number, ++count);
		CHECK_INT(window_file_offset(&f), all.end[count - 1]);
		line += p.held.count;
		CHECK_INT(window_file_line(&f), line);
		for (int i = 0; i < 3; i++)
			render(&again[i], (enum batch_output_form)i, &p, NULL);
	}
	CHECK_INT(count, WINDOWS);
	CHECK_INT(window_file_failure(&f), 0);
	for (int i = 0; i < 3; i++) {
		CHECK(span_equal(buf_span(&again[i]), buf_span(&all.form[i])));
		buf_free(&again[i]);
	}
	window_file_close(&f);
	window_file_close(&f);
	parcel_free(&p);
	free_written(&all);
}

static void
it_begins_and_ends_where_it_is_told(void)
{
	struct written all = { 0 };
	struct window_file f = { 0 };
	struct parcel p = { .cap = CAP };
	struct buf again = { 0 };

	write_windows(&all, 100);
	source_file("b.csv", buf_span(&all.form[0]));
	CHECK_INT(window_file_open(&f, "b.csv", 2, all.end[5]), 0);
	CHECK_INT(window_file_seek(&f, all.end[2], 3 * RECORDS + 2), 0);
	CHECK_INT(window_file_offset(&f), all.end[2]);
	CHECK_INT(window_file_next(&f, &p), 1);
	CHECK_INT(p.number, 4);
	CHECK_INT(window_file_line(&f), 4 * RECORDS + 2);
	render(&again, BATCH_OUTPUT_LINES, &p, NULL);
	CHECK(span_equal(buf_span(&again), (struct span){ all.form[0].ptr +
	    all.end[2], all.end[3] - all.end[2] }));
	CHECK_INT(window_file_next(&f, &p), 1);
	CHECK_INT(p.held.count, 1);
	CHECK_INT(window_file_next(&f, &p), 1);
	CHECK_INT(window_file_next(&f, &p), 0);
	window_file_close(&f);
	buf_free(&again);
	parcel_free(&p);
	free_written(&all);
}

/* Of these lines, what is said once those before the wrong one are read. */
static void
check_refused(const char *lines, const char *sentence)
{
	struct window_file f = { 0 };
	struct parcel p = { .cap = 1000 };
	struct buf text = { 0 };
	int got;

	buf_put(&text, SPAN("id,amount,window,batch\n"));
	buf_put(&text, span_of(lines));
	source_file("b.csv", buf_span(&text));
	CHECK_INT(window_file_open(&f, "b.csv", 2, 0), 0);
	while ((got = window_file_next(&f, &p)) == 1)
		;
	CHECK_INT(got, -1);
	CHECK_INT(window_file_failure(&f), READER_FAILED_DATA);
	CHECK_SPAN(span_of(window_file_error(&f)), sentence);
	window_file_close(&f);
	parcel_free(&p);
	buf_free(&text);
}

static void
lines_that_no_window_has_are_refused(void)
{
	check_refused("a,1,1,1\nb,1,3,1\n",
	    "b.csv:3: window 3 follows window 1");
	check_refused("a,1,2,1\nb,1,1,1\n",
	    "b.csv:3: window 1 follows window 2");
	check_refused("a,1,1,2\n",
	    "b.csv:2: batch 2 of window 1 follows batch 0");
	check_refused("a,1,1,1\nb,1,1,3\n",
	    "b.csv:3: batch 3 of window 1 follows batch 1");
	check_refused("a,1,1,1\nb,1,1,2\nc,1,1,1\n",
	    "b.csv:4: batch 1 of window 1 follows batch 2");
	check_refused("a,1,1,1\nb,1,2,2\n",
	    "b.csv:3: batch 2 of window 2 follows batch 0");
	check_refused("a,5,1,1\nb,-5.01,1,1\n",
	    "b.csv:3: batch 1 of window 1 is over the cap");
	check_refused("a,10.01,1,1\n",
	    "b.csv:2: batch 1 of window 1 is over the cap");
	check_refused("a,1,\"1\",1\n", "b.csv:2: the last two fields are not "
	    "a window and a batch");
	check_refused("a,1,01,1\n", "b.csv:2: the last two fields are not a "
	    "window and a batch");
	check_refused("a,1,1,0\n", "b.csv:2: the last two fields are not a "
	    "window and a batch");
	check_refused("a,x,1,1\n", "b.csv:2: amount \"x\" is not an amount");
	check_refused("a,1,1\n", "b.csv:2: 3 fields where the header has 4");
	check_refused("a,1,1,1\nid,amount,window,batch\nb,1,1,1\n",
	    "b.csv:3: this is no record");
	check_refused("a,1,1,1", "b.csv:2: the last line has no newline, so it "
	    "may be cut short (--final-newline=optional takes it)");
}

static void
what_cannot_be_opened_is_told(void)
{
	struct window_file f = { 0 };

	CHECK_INT(window_file_open(&f, "nowhere.csv", 2, 0), -1);
	CHECK_INT(window_file_failure(&f), READER_FAILED_OPEN);
	window_file_close(&f);
	source_file("b.csv", SPAN("id,amount,batch\n"));
	CHECK_INT(window_file_open(&f, "b.csv", 2, 0), -1);
	CHECK_SPAN(span_of(window_file_error(&f)), "b.csv:1: there are no "
	    "columns for a window and a batch");
	window_file_close(&f);
}

int
main(void)
{
	RUN(windows_come_back_as_they_were_packed);
	RUN(it_begins_and_ends_where_it_is_told);
	RUN(lines_that_no_window_has_are_refused);
	RUN(what_cannot_be_opened_is_told);
	return check_status();
}
