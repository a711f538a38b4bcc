/*
 * assets - the files that make up the page at /, and the description at
 * /openapi.json, as they are in lib/serve/site/, kept in the program.
 */
#ifndef BALSYS_ASSETS_H
#define BALSYS_ASSETS_H

#include "base/span.h"

struct asset {
	const char *path;	/* "/", "/page.css"; NULL behind the last */
	const char *type;	/* as Content-Type says it */
	struct span bytes;	/* for as long as the process */
	char etag[24];		/* of these bytes, in its quotes */
};

/* All of them.  lib/serve/embed.sh makes this of the files when it is built. */
extern const struct asset assets_all[];

/* The asset at a path; NULL if there is none.  Borrowed for ever. */
const struct asset *assets_find(struct span path);

#endif
