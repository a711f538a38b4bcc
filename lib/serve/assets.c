#include <stddef.h>

#include "serve/assets.h"

const struct asset *
assets_find(struct span path)
{
	for (const struct asset *a = assets_all; a->path != NULL; a++)
		if (span_equal(span_of(a->path), path))
			return a;
	return NULL;
}
