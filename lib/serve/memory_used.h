/*
 * memory_used - how much memory this process has in use, as the system counts.
 */
#ifndef BALSYS_MEMORY_USED_H
#define BALSYS_MEMORY_USED_H

#include <stdint.h>

/* Bytes that are in memory now; 0 where the system does not tell. */
uint64_t memory_used(void);

#endif
