/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_jsonl.c - any bytes as a file of the format jsonl */
#include "reader.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_run("jsonl", data, size);
	return 0;
}
