#include "stream/inflate.h"

const struct inflater *
inflate_isal(void)
{
	return NULL;
}
