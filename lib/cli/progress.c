#include <sys/stat.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/terminal.h"

__extension__ typedef unsigned __int128 uint128;

/* What the line is made of, in this order. */
enum { NAME, PERCENT, RECORDS, BYTES, LEFT, PARTS };

enum { PART_MAX = 40 };

/* Which parts to do without where there is no room, the first that fits. */
static const unsigned char sets[] = {
	1 << NAME | 1 << PERCENT | 1 << RECORDS | 1 << BYTES | 1 << LEFT,
	1 << NAME | 1 << PERCENT | 1 << RECORDS | 1 << LEFT,
	1 << PERCENT | 1 << RECORDS | 1 << LEFT,
	1 << PERCENT | 1 << LEFT,
	1 << PERCENT,
};

/* count * factor / by, which may be larger than any number. */
static uint64_t
scaled(uint64_t count, uint64_t factor, uint64_t by)
{
	uint128 product = (uint128)count * factor / by;

	return product > UINT64_MAX ? UINT64_MAX : (uint64_t)product;
}

/* A number with commas between its thousands.  Returns where it ends. */
static char *
put_number(char *part, uint64_t number)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*part++ = ',';
		*part++ = digits[i];
	}
	*part = '\0';
	return part;
}

static void
put_left(char *part, uint64_t milliseconds)
{
	uint64_t seconds = milliseconds / 1000 + (milliseconds % 1000 > 0);

	if (seconds < 60)
		snprintf(part, PART_MAX, "%" PRIu64 " s left", seconds);
	else if (seconds < 3600)
		snprintf(part, PART_MAX, "%" PRIu64 " min %" PRIu64 " s left",
		    seconds / 60, seconds % 60);
	else if (seconds < 100 * 3600)
		snprintf(part, PART_MAX, "%" PRIu64 " h %" PRIu64 " min left",
		    seconds / 3600, seconds / 60 % 60);
}

static void
fill(char part[PARTS][PART_MAX], const struct progress_far *far,
    const char *name, int64_t elapsed)
{
	uint64_t time = (uint64_t)elapsed;
	uint64_t done = far->done > far->all ? far->all : far->done;
	uint64_t tenths;
	char *end;

	snprintf(part[NAME], PART_MAX, "%s: ", name);
	snprintf(part[PERCENT], PART_MAX, "%" PRIu64 " %%",
	    scaled(done, 100, far->all));
	end = put_number(part[RECORDS], scaled(far->records, 1000, time));
	memcpy(end, " records/s", sizeof(" records/s"));
	if (far->are_bytes) {
		/* Bytes a millisecond are thousands a second. */
		tenths = done / time / 100;
		end = put_number(part[BYTES], tenths / 10);
		snprintf(end, sizeof(".9 MB/s"), ".%u MB/s",
		    (unsigned)(tenths % 10));
	}
	if (done > 0 && done < far->all)
		put_left(part[LEFT], scaled(far->all - done, time, done));
}

static size_t
join(char part[PARTS][PART_MAX], unsigned set, char *dst)
{
	size_t len = 0;

	for (int i = 0; i < PARTS; i++) {
		if ((set >> i & 1) == 0 || *part[i] == '\0')
			continue;
		if (i > PERCENT) {
			memcpy(dst + len, ", ", 2);
			len += 2;
		}
		memcpy(dst + len, part[i], strlen(part[i]));
		len += strlen(part[i]);
	}
	return len;
}

_Static_assert(PARTS * (PART_MAX + 2) > PROGRESS_LINE_MAX,
    "join() is given room of its own");

size_t
progress_format(const struct progress_far *far, const char *name,
    int64_t elapsed, unsigned columns, char *dst)
{
	char part[PARTS][PART_MAX] = { "" }, line[PARTS * (PART_MAX + 2)];
	size_t most = columns < PROGRESS_LINE_MAX ? columns - 1 :
	    PROGRESS_LINE_MAX;
	size_t len = 0;

	fill(part, far, name, elapsed);
	for (size_t i = 0; i < sizeof(sets) && (i == 0 || len > most); i++)
		len = join(part, sets[i], line);
	if (len > most)
		len = most;
	memcpy(dst, line, len);
	return len;
}

/* Add the bytes of a file from an offset on.  Returns whether it is one. */
static bool
add_size(const struct stat *about, off_t from, uint64_t *all)
{
	if (!S_ISREG(about->st_mode) || from == -1)
		return false;
	if (about->st_size > from)
		*all += (uint64_t)(about->st_size - from);
	return true;
}

static bool
add_input(const char *path, uint64_t *all)
{
	struct stat about;

	if (strcmp(path, "-") != 0)
		return stat(path, &about) == 0 && add_size(&about, 0, all);
	return fstat(STDIN_FILENO, &about) == 0 &&
	    add_size(&about, lseek(STDIN_FILENO, 0, SEEK_CUR), all);
}

uint64_t
progress_size(const char *const inputs[])
{
	uint64_t all = 0;

	for (; *inputs != NULL; inputs++)
		if (!add_input(*inputs, &all))
			return 0;
	return all;
}

bool
progress_is_seen(const struct outputs *outputs)
{
	if (!terminal_is(STDERR_FILENO))
		return false;
	for (int i = 0; outputs != NULL && i < outputs->count; i++)
		if (isatty(outputs->open[i]->fd) == 1)
			return false;
	return true;
}

static unsigned
draw(void *arg)
{
	struct progress *p = arg;
	struct progress_far far;
	char *line = p->line[p->turn];
	int64_t elapsed;
	size_t len;

	if (p->pulse == NULL)
		return 0;
	elapsed = pulse_time(p->pulse) - p->started;
	if (elapsed < PROGRESS_AFTER)
		return (unsigned)(PROGRESS_AFTER - elapsed);
	p->far(p->arg, &far);
	if (far.all == 0)
		return 0;
	len = progress_format(&far, cli_name(), elapsed,
	    terminal_size(STDERR_FILENO).columns, line);
	terminal_show(STDERR_FILENO, (struct span){ line, len });
	p->turn = !p->turn;
	return 0;
}

void
progress_start(struct progress *p, struct pulse *pulse)
{
	p->pulse = pulse;
	p->started = pulse_time(pulse);
	pulse_every(pulse, PROGRESS_EVERY, draw, p);
}

void
progress_end(struct progress *p)
{
	if (p->pulse != NULL)
		terminal_clear();
	p->pulse = NULL;
}
