#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

void *
grow_array(void *array, size_t *cap, size_t count, size_t size)
{
	size_t most = SIZE_MAX / 2 / size, wanted = 64;
	void *grown;

	if (array != NULL && count <= *cap)
		return array;
	if (count > most) {
		errno = ENOMEM;
		return NULL;
	}
	/* *cap is within most as well, so doubling it cannot overflow. */
	if (wanted < *cap * 2)
		wanted = *cap * 2;
	if (wanted < count || wanted > most)
		wanted = count;
	grown = realloc(array, wanted * size);
	if (grown == NULL)
		return NULL;
	*cap = wanted;
	return grown;
}

int
grow_variable(void *variable, size_t *cap, size_t count, size_t size)
{
	void *array;

	/* Pointers to whatever elements look the same. */
	memcpy(&array, variable, sizeof(array));
	array = grow_array(array, cap, count, size);
	if (array == NULL)
		return -1;
	memcpy(variable, &array, sizeof(array));
	return 0;
}
