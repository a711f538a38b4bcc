#include <errno.h>
#include <time.h>

#include "base/money.h"
#include "cli/cli.h"
#include "cli/live.h"
#include "cli/terminal.h"

void
live_option(struct live *l, const char *text)
{
	enum { DECIMALS = 3 };		/* of seconds: milliseconds */
	struct money time;

	if (money_parse(span_of(text), DECIMALS, &time) == -1 ||
	    time.minor < LIVE_LEAST || time.minor > LIVE_MOST)
		cli_usage("--every \"%.40s\" is no number of seconds from 0.1 "
		    "to %d with at most %d decimals", text, LIVE_MOST / 1000,
		    DECIMALS);
	l->every = (unsigned)time.minor;
}

static int
put_page(struct live *l, struct writer *out, bool is_more)
{
	struct timestamp at;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	at.micros = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
	return l->page(l->arg, out, l->every > 0 ? &at : NULL, is_more);
}

/* A page as text; borrowed.  Returns 0, or -1 with errno ENOMEM. */
static int
make_text(struct live *l, struct span *page)
{
	int got = put_page(l, &l->text.out, false);

	return text_take(&l->text, page) == -1 ? -1 : got;
}

static int
replace(struct live *l)
{
	struct span page;

	return make_text(l, &page) == -1 ? -1 :
	    page_file_put(l->file, page);
}

static int
append(struct live *l)
{
	int got;

	if (l->spaced && l->is_more)
		writer_putc(l->out, '\n');
	got = put_page(l, l->out, l->is_more);
	l->is_more = true;
	if (l->every > 0)
		(void)writer_flush(l->out);
	return got;
}

static void
draw(struct live *l)
{
	struct buf *fits = &l->shown[l->turn];
	struct span page;

	buf_clear(fits);
	if (make_text(l, &page) == -1)
		return;
	terminal_fit(page, terminal_size(l->out->fd), fits);
	if (fits->failed)
		return;
	/* What is shown now is borrowed until this takes its place. */
	terminal_show(l->out->fd, buf_span(fits));
	l->turn = !l->turn;
}

static unsigned
tell(void *arg)
{
	struct live *l = arg;

	if (l->on_terminal)
		draw(l);
	else
		(void)!(l->out == NULL ? replace(l) : append(l));
	return 0;
}

int
live_start(struct live *l, struct pulse *p)
{
	l->on_terminal = l->every > 0 && l->redraws && l->out != NULL &&
	    terminal_is(l->out->fd);
	if ((l->on_terminal || l->out == NULL) &&
	    text_open(&l->text) == -1)
		return -1;
	if (l->every > 0)
		pulse_every(p, l->every, tell, l);
	return 0;
}

int
live_end(struct live *l)
{
	if (l->on_terminal)
		terminal_clear();
	return l->out == NULL ? replace(l) : append(l);
}

void
live_free(struct live *l)
{
	text_close(&l->text);
	buf_free(&l->shown[0]);
	buf_free(&l->shown[1]);
}
