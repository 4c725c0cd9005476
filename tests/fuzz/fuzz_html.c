/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_html.c - any bytes as a file of the format html */
#include "reader.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_run("html", data, size);
	return 0;
}
