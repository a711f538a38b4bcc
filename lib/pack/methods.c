#include <string.h>

#include "pack/methods.h"

const struct method methods[] = {
	{ "next-fit", "the open batch, or else a new one", next_fit },
	{ "first-fit", "the first batch with room", first_fit },
	{ "ffd", "the first batch with room, largest first", ffd },
	{ "bfd", "the fullest batch with room, largest first", bfd },
	{ NULL, NULL, NULL },
};

const struct method *
method_find(const char *name)
{
	for (const struct method *m = methods; m->name != NULL; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}
