/*
 * grow - arrays that are made larger as they are needed.
 */
#ifndef BALSYS_GROW_H
#define BALSYS_GROW_H

#include <stddef.h>

/*
 * Make array, which has room for *cap elements of size bytes, have room for
 * count of them; NULL with a *cap of 0 is an array that is not there yet.
 * Returns where it is now, with the elements it had, and sets *cap; or NULL
 * with errno ENOMEM, and array is as it was.
 */
void	*grow_array(void *array, size_t *cap, size_t count, size_t size)
	__attribute__((warn_unused_result));

/*
 * The same for an array that is a variable or a member: GROW(a, a_cap, count)
 * sets it.  Returns 0, or -1 with errno ENOMEM.
 */
#define GROW(array, cap, count) \
	grow_variable(&(array), &(cap), (count), sizeof(*(array)))

int	grow_variable(void *variable, size_t *cap, size_t count, size_t size)
	__attribute__((warn_unused_result));

#endif
