/*
 * A target for libFuzzer: TARGET is the function's name.
 */
#include <stdint.h>
#include <stdlib.h>

#include "fuzz/targets.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!TARGET((struct span){ (const char *)data, size }))
		abort();
	return 0;
}
