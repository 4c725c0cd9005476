/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tuned.c - numbers of ranking from the environment, for make tune */
#include "npo/base.h"

#ifdef NPO_TUNE

#include <stdlib.h>

double
npo_tuned(const char *name, double value)
{
	const char *set = getenv(name);

	return set ? strtod(set, NULL) : value;
}

#endif
