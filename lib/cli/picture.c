#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/gnuplot.h"
#include "cli/picture.h"
#include "stats/plot.h"

static bool
ends_in(const char *path, const char *suffix)
{
	size_t len = strlen(path), suffix_len = strlen(suffix);

	return len > suffix_len && strcmp(path + len - suffix_len, suffix) == 0;
}

void
picture_option(struct picture *p, const char *path)
{
	p->path = path;
	p->is_png = ends_in(path, ".png");
	if (!p->is_png && !ends_in(path, ".svg"))
		cli_usage("--plot \"%.40s\" ends neither in .svg nor in .png",
		    path);
}

int
picture_open(struct picture *p, struct outputs *outputs,
    struct summary *summary)
{
	if (p->path == NULL)
		return 0;
	if (!gnuplot_is_there()) {
		cli_warn("--plot wants gnuplot, which is not there (Debian: "
		    "gnuplot-nox)");
		return EX_UNAVAILABLE;
	}
	summary->sketch = &p->sketch;
	return page_file_open(&p->file, outputs, p->path);
}

/* Do amounts lead from the opening balances to the closing ones? */
static bool
has_opening(const struct figures *f)
{
	return f->has_ends && f->opening.minor + figures_net(f).minor ==
	    f->closing.minor;
}

static int
draw(struct picture *p, const struct plot *plot, struct buf *script,
    struct buf *drawn)
{
	int status;

	plot_put(script, plot);
	if (script->failed)
		return cli_fail_memory();
	status = gnuplot_run(buf_span(script), drawn);
	if (status != 0)
		return status;
	if (page_file_put(&p->file, buf_span(drawn)) == 0)
		return 0;
	cli_warn("%s: %s", p->path, strerror(errno));
	return EX_IOERR;
}

int
picture_draw(struct picture *p, const struct summary *summary, int scale,
    const char *currency)
{
	const struct figures *whole = &summary->whole;
	struct plot plot = { .sketch = &p->sketch, .scale = scale,
	    .currency = currency, .is_png = p->is_png,
	    .has_accounts = !summary->accounts.unknown,
	    .accounts = summary->accounts.roster.count,
	    .has_opening = has_opening(whole) };
	struct buf script = { 0 }, drawn = { 0 };
	int status;

	if (p->path == NULL)
		return 0;
	if (plot.has_opening)
		plot.opening = whole->opening;
	p->sketch.cap = summary->cap;
	if (sketch_end(&p->sketch) == -1)
		return cli_fail_memory();
	status = draw(p, &plot, &script, &drawn);
	buf_free(&script);
	buf_free(&drawn);
	return status;
}

void
picture_close(struct picture *p)
{
	sketch_free(&p->sketch);
	page_file_close(&p->file);
}
