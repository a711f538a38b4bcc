/*
 * lp - linear programs, solved by a library that need not be there.
 */
#ifndef BALSYS_LP_H
#define BALSYS_LP_H

#include <stdbool.h>

/* Can linear programs be solved here? */
bool	lp_available(void);

#endif
