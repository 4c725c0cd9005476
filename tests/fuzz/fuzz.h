/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz.h - what every fuzz target includes */
#ifndef NPO_FUZZ_H
#define NPO_FUZZ_H

#include "npo/base.h"

#include <stdlib.h>
#include <string.h>

/** https://llvm.org/docs/LibFuzzer.html */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** A law that holds for all input. */
#define HOLDS(condition)                                                    \
	do {                                                                \
		if (!(condition))                                           \
			abort();                                            \
	} while (0)

#endif
