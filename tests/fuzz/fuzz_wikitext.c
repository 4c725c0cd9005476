/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_wikitext.c - any bytes as a file of the format wikitext */
#include "reader.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_run("wikitext", data, size);
	return 0;
}
