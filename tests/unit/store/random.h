/* SPDX-License-Identifier: GPL-2.0-or-later */
/* random.h - numbers that are the same in each run */
#ifndef NPO_TEST_STORE_RANDOM_H
#define NPO_TEST_STORE_RANDOM_H

#include <stdint.h>

/* below limit; of Knuth's MMIX (The Art of Computer Programming 2, 3.3.4) */
static inline uint32_t
below(uint32_t limit)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)((state >> 33) % limit);
}

#endif
