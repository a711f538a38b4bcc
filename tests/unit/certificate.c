/* Certificates and reports of packings that are made up. */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "cli/batch_report.h"
#include "cli/certificate.h"

/* What was written to a file that w writes to and this closes. */
static const char *
written(struct writer *w, FILE *file, char *text, size_t room)
{
	size_t len;

	CHECK_INT(writer_close(w), 0);
	rewind(file);
	len = fread(text, 1, room - 1, file);
	text[len] = '\0';
	fclose(file);
	return text;
}

static FILE *
open_writer(struct writer *w)
{
	FILE *file = tmpfile();

	if (file == NULL || writer_open(w, dup(fileno(file)), "file") == -1)
		exit(1);
	return file;
}

/* Of amounts 5, 0, 7, 5 that are over 0 the values fall as these do. */
static const int64_t values[] = { 16777216, -3, 2 };

static int
make_up(const struct window *w, struct packing *p)
{
	if (packing_reserve(p, w->count) == -1)
		return -1;
	for (size_t i = 0; i < w->count; i++)
		p->draft[i] = i == 2;
	return packing_finish(p, w, "guess", 2, 12345, (struct bound){
	    .batches = 2, .name = "CG", .value = values });
}

static int
make_up_without_values(const struct window *w, struct packing *p)
{
	if (make_up(w, p) == -1)
		return -1;
	p->bound = (struct bound){ .batches = 1, .name = "FS1",
	    .parameter = UINT64_MAX };
	return 0;
}

static const struct method with_values = { "with", make_up };
static const struct method without = { "without", make_up_without_values };

static struct parcel
packed(const struct method *method)
{
	struct parcel p = { .method = method, .cap = UINT64_C(1) << 63,
	    .number = 9 };

	CHECK_INT(parcel_put(&p, SPAN("a,5"), SPAN("a"), 5), 0);
	CHECK_INT(parcel_put(&p, SPAN("\"b,1\",0"), SPAN("b,1"), 0), 0);
	CHECK_INT(parcel_put(&p, SPAN("c,7"), SPAN("c"), 7), 0);
	CHECK_INT(parcel_put(&p, SPAN("d,5"), SPAN("d"), 5), 0);
	CHECK(!p.packed);
	CHECK_INT(parcel_pack(&p), 0);
	CHECK(p.packed);
	return p;
}

static void
values_go_to_the_records_they_are_of(void)
{
	struct certificate c = { 0 };
	struct parcel p = packed(&with_values);
	struct writer w;
	FILE *file = open_writer(&w);
	char text[1000];

	certificate_begin(&w);
	CHECK_INT(certificate_put(&c, &w, &p), 0);
	CHECK_SPAN(span_of(written(&w, file, text, sizeof(text))),
	    "window,count,cap,batches,lower_bound,bound,parameter,amount,"
	    "batch,value,id\n"
	    "9,4,9223372036854775808,2,2,CG,0,5,1,-3,a\n"
	    "9,4,9223372036854775808,2,2,CG,0,0,1,0,\"b,1\"\n"
	    "9,4,9223372036854775808,2,2,CG,0,7,2,16777216,c\n"
	    "9,4,9223372036854775808,2,2,CG,0,5,1,2,d\n");
	certificate_free(&c);
	certificate_free(&c);
	parcel_free(&p);
	parcel_free(&p);
}

static void
other_bounds_have_no_values(void)
{
	struct certificate c = { 0 };
	struct parcel p = packed(&without);
	struct writer w;
	FILE *file = open_writer(&w);
	char text[1000];

	CHECK_INT(certificate_put(&c, &w, &p), 0);
	CHECK_SPAN(span_cut(&(struct span){ written(&w, file, text,
	    sizeof(text)), strlen(text) }, '\n'),
	    "9,4,9223372036854775808,2,1,FS1,18446744073709551615,5,1,,a");
	certificate_free(&c);
	parcel_free(&p);
}

static void
a_report_says_what_the_packing_does(void)
{
	struct parcel proven = packed(&with_values);
	struct parcel not = packed(&without);
	struct writer w;
	FILE *file = open_writer(&w);
	char text[1000];

	batch_report_begin(&w, false);
	batch_report_put(&w, &proven, 2, false);
	batch_report_put(&w, &not, 0, false);
	CHECK_SPAN(span_of(written(&w, file, text, sizeof(text))),
	    "window,count,total,batches,lower_bound,bound,proven,method,"
	    "steps,first_id,last_id\n"
	    "9,4,0.17,2,2,CG,yes,guess,12345,a,d\n"
	    "9,4,17,2,1,FS1,no,guess,12345,a,d\n");

	file = open_writer(&w);
	proven.timed = true;
	proven.micros = 42;
	batch_report_begin(&w, true);
	batch_report_put(&w, &proven, 2, true);
	CHECK_SPAN(span_of(written(&w, file, text, sizeof(text))),
	    "window,count,total,batches,lower_bound,bound,proven,method,"
	    "steps,first_id,last_id,micros\n"
	    "9,4,0.17,2,2,CG,yes,guess,12345,a,d,42\n");
	parcel_free(&proven);
	parcel_free(&not);
}

/* Work for a while that no optimiser can do without. */
static int
take_time(const struct window *w, struct packing *p)
{
	volatile unsigned sum = 0;

	for (unsigned i = 0; i < 3000000; i++)
		sum += i;
	return make_up(w, p);
}

static void
time_is_measured_only_if_asked_for(void)
{
	static const struct method slow = { "slow", take_time };
	struct parcel p = { .method = &slow, .cap = 10 };

	CHECK_INT(parcel_put(&p, SPAN("a,5"), SPAN("a"), 5), 0);
	CHECK_INT(parcel_put(&p, SPAN("b,5"), SPAN("b"), 5), 0);
	CHECK_INT(parcel_put(&p, SPAN("c,5"), SPAN("c"), 5), 0);
	CHECK_INT(parcel_pack(&p), 0);
	CHECK_INT(p.micros, 0);
	p.timed = true;
	CHECK_INT(parcel_pack(&p), 0);
	CHECK(p.micros > 100);
	CHECK(p.micros < 10 * 1000 * 1000);
	parcel_clear(&p);
	CHECK_INT(p.held.count, 0);
	CHECK(!p.packed);
	parcel_free(&p);
}

int
main(void)
{
	RUN(values_go_to_the_records_they_are_of);
	RUN(other_bounds_have_no_values);
	RUN(a_report_says_what_the_packing_does);
	RUN(time_is_measured_only_if_asked_for);
	return check_status();
}
