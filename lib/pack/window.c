#include "pack/window.h"

window_uint128
window_total(const struct window *w)
{
	window_uint128 total = 0;

	for (size_t i = 0; i < w->count; i++)
		total += w->amount[i];
	return total;
}
