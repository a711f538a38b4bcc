/*
 * Records one at a time, many at a time, and as the model has them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/random.h"
#include "fuzz/model_reader.h"
#include "fuzz/targets.h"
#include "fuzz/transcript.h"

enum {
	INPUTS_MAX = 3,
	FIRST_FD = 100,		/* of the inputs: where nothing else is */
	PIPE_SIZE = 1024 * 1024,
	PACKETS = 200,		/* of those that a pipe holds */
	PIECES_MAX = 48 * 1024,	/* more could be lost in a full block */
	BLOCK = 128 * 1024,	/* of a reader */
	RUN = 80,
};

/* The bytes, and how they are to be read. */
struct reading {
	struct random lot;
	struct reader_options options;
	struct span input[INPUTS_MAX];
	int ninputs;
	char path[INPUTS_MAX][16];
	const char *paths[INPUTS_MAX + 1];
};

/* Have standing at fd what was opened for reading. */
static void
move_to(int fd, int opened)
{
	if (opened == -1 || dup2(opened, fd) == -1)
		abort();
	close(opened);
}

static void
write_all(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);
		if (written <= 0)
			abort();
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
}

static void
put_file(int fd, struct span bytes)
{
	int file = memfd_create("input", MFD_CLOEXEC);

	write_all(file, bytes);
	move_to(fd, file);
}

/*
 * A pipe with all of bytes in it, which are under PIPE_SIZE: few enough, in
 * packets, of which a read gets no more than one.
 */
static void
put_pipe(int fd, struct span bytes, struct random *lot)
{
	bool packets = bytes.len < PIECES_MAX;
	size_t piece = bytes.len;
	int ends[2];

	if (packets)
		piece = piece / PACKETS + 1 + (size_t)random_below(lot, 64);
	if (pipe2(ends, O_CLOEXEC | (packets ? O_DIRECT : 0)) == -1 ||
	    fcntl(ends[1], F_SETPIPE_SZ, PIPE_SIZE) == -1)
		abort();
	while (bytes.len > 0) {
		size_t len = bytes.len < piece ? bytes.len : piece;
		write_all(ends[1], (struct span){ bytes.ptr, len });
		bytes.ptr += len;
		bytes.len -= len;
	}
	close(ends[1]);
	move_to(fd, ends[0]);
}

/* What one call gave.  Returns whether there may be more. */
static bool
put_next(struct buf *to, const struct reader *in, int got,
    const struct record *row)
{
	if (got == 1) {
		transcript_record(to, row);
	} else if (got == 2) {
		transcript_refusal(to, row, reader_reason(in));
		transcript_clause(to, reader_detail(in));
	} else {
		transcript_failure(to, got == 0 ? 0 : reader_failure(in));
		transcript_clause(to, got == 0 ? "" : reader_error(in));
	}
	return got > 0;
}

/*
 * Read it all, one record at a time, or where lot is not NULL, as many as are
 * ready.
 */
static void
read_all(struct buf *to, const struct reading *reading, struct random *lot)
{
	struct reader in = { 0 };
	struct record row[RUN];
	bool more = true;
	int got = reader_open(&in, reading->paths, &reading->options);

	buf_clear(to);
	if (got == 0)
		transcript_record(to, &in.header);
	else
		more = put_next(to, &in, got, NULL);
	while (more) {
		size_t count = 0;
		if (lot != NULL && random_below(lot, 8) != 0)
			count = reader_ready(&in, row,
			    (size_t)random_below(lot, RUN + 1));
		for (size_t i = 0; i < count; i++)
			transcript_record(to, row + i);
		if (count > 0)
			continue;
		got = reader_next(&in, row);
		more = put_next(to, &in, got, row);
	}
	reader_close(&in);
}

/* The same without the clauses, which are for people. */
static bool
is_as_modelled(const struct reading *reading)
{
	struct reader in = { 0 };
	struct record row;
	struct buf is = { 0 }, wanted = { 0 };
	int got = reader_open(&in, reading->paths, &reading->options);
	bool same;

	if (got == 0) {
		transcript_record(&is, &in.header);
		while ((got = reader_next(&in, &row)) > 0)
			if (got == 1)
				transcript_record(&is, &row);
			else
				transcript_refusal(&is, &row,
				    reader_reason(&in));
	}
	transcript_failure(&is, got == 0 ? 0 : reader_failure(&in));
	reader_close(&in);
	model_read(&wanted, reading->paths, reading->input,
	    &reading->options);
	same = transcript_same("reader and model", &is, &wanted);
	buf_free(&is);
	buf_free(&wanted);
	return same;
}

static bool
all_ways_agree(struct reading *reading)
{
	struct buf slow = { 0 }, fast = { 0 };
	bool same = true;

	for (int i = 0; i < reading->ninputs; i++)
		put_file(FIRST_FD + i, reading->input[i]);
	if (!reading->options.foreign)
		same = is_as_modelled(reading);
	read_all(&slow, reading, NULL);
	read_all(&fast, reading, &reading->lot);
	same = transcript_same("next and ready", &slow, &fast) && same;
	for (int i = 0; i < reading->ninputs; i++)
		put_pipe(FIRST_FD + i, reading->input[i], &reading->lot);
	read_all(&fast, reading, &reading->lot);
	same = transcript_same("file and pipe", &slow, &fast) && same;
	buf_free(&slow);
	buf_free(&fast);
	return same;
}

/*
 * Append lines of as many fields as header has, until len bytes are there; the
 * first fields have room bytes.
 */
static void
put_filler(struct buf *to, struct span header, size_t room, size_t len)
{
	while (to->len + room + header.len < len) {
		for (size_t i = 0; i < room; i++)
			buf_putc(to, 'x');
		for (size_t i = 0; i < header.len; i++)
			if (header.ptr[i] == ',')
				buf_put(to, SPAN(",7"));
		buf_putc(to, '\n');
	}
}

/*
 * Let what is interesting lie across the end of the first block: put records
 * with as many commas between the header and the others, or one long line.
 */
static void
push_back(struct buf *to, struct span bytes, bool one_line)
{
	enum { LONG = 300, SHORT_LINES = 2000 };	/* bytes, both */
	const char *newline = bytes.len == 0 ? NULL :
	    memchr(bytes.ptr, '\n', bytes.len);
	struct span header = bytes;
	size_t wanted;

	if (newline == NULL)
		return;
	header.len = (size_t)(newline - bytes.ptr) + 1;
	wanted = BLOCK - (bytes.len - header.len) / 2;
	buf_put(to, header);
	if (!one_line) {
		put_filler(to, header, LONG, wanted - SHORT_LINES);
		put_filler(to, header, 1, wanted);
	}
	while (to->len < wanted)
		buf_putc(to, 'x');
	buf_putc(to, '\n');
	buf_put(to, (struct span){ bytes.ptr + header.len,
	    bytes.len - header.len });
}

static void
take_control(struct reading *reading, const char *control)
{
	static const char *const columns[] = { NULL, NULL,
	    "id,time,account,amount", "id,amount", NULL, "\"a,b\",id,c",
	    NULL, "x" };
	uint64_t seed;

	memcpy(&seed, control, sizeof(seed));
	reading->lot = random_seeded(seed);
	reading->options.columns = columns[control[1] & 7];
	reading->options.final_newline_optional = (control[2] & 1) != 0;
	if ((control[3] & 15) == 15) {
		reading->options.foreign = true;
		reading->options.delimiter = (control[3] & 16) != 0 ? ';' : 0;
		reading->options.skip = (unsigned long)(control[3] >> 5 & 3);
	}
	reading->ninputs = 1 + (control[4] & 3) % INPUTS_MAX;
}

bool
fuzz_reader(struct span bytes)
{
	struct reading reading = { 0 };
	struct buf pushed = { 0 };
	const char *control = bytes.ptr;
	bool same;

	if (bytes.len < FUZZ_CONTROL || bytes.len > PIPE_SIZE - BLOCK)
		return true;
	take_control(&reading, control);
	bytes.ptr += FUZZ_CONTROL;
	bytes.len -= FUZZ_CONTROL;
	if (bytes.len < BLOCK && (control[5] & 31) >= 30) {
		push_back(&pushed, bytes, (control[5] & 1) != 0);
		bytes = pushed.len > 0 ? buf_span(&pushed) : bytes;
	}
	for (int i = 0; i < reading.ninputs; i++) {
		size_t len = i == reading.ninputs - 1 ? bytes.len :
		    (size_t)random_below(&reading.lot, bytes.len + 1);
		reading.input[i] = (struct span){ bytes.ptr, len };
		bytes.ptr += len;
		bytes.len -= len;
		snprintf(reading.path[i], sizeof(reading.path[i]),
		    "/dev/fd/%d", FIRST_FD + i);
		reading.paths[i] = reading.path[i];
	}
	same = all_ways_agree(&reading);
	buf_free(&pushed);
	return same;
}
