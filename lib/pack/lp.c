#include "pack/lp.h"

bool
lp_available(void)
{
	return false;
}
