#include "pack/methods.h"

int
best_pack(const struct window *w, struct packing *p)
{
	return bfd_pack(w, p);
}
