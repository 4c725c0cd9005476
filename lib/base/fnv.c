/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fnv.c - the one hash function, stored in databases: it never changes */
#include "npo/base.h"

uint64_t
npo_fnv1a(npo_str bytes)
{
	uint64_t sum = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < bytes.len; i++)
		sum = (sum ^ (uint8_t)bytes.p[i]) * UINT64_C(0x100000001B3);
	return sum;
}
