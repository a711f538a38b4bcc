#include <string.h>

#include "pack/methods.h"

const struct method methods[] = {
	{ "next-fit", next_fit_pack },
	{ "first-fit", first_fit_pack },
	{ "ffd", ffd_pack },
	{ "bfd", bfd_pack },
	{ "best", best_pack },
	{ NULL, NULL },
};

const struct method *
method_find(const char *name)
{
	for (const struct method *m = methods; m->name != NULL; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}
