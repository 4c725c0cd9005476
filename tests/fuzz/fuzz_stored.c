/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_stored.c - any bytes as stored fields; what decodes, encodes alike */
#include "fuzz.h"
#include "npo/database.h"

static void
check_again(const npo_stored *stored)
{
	npo_buf bytes = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_stored again;

	npo_stored_encode(stored, NULL, &bytes);
	HOLDS(!npo_stored_decode(npo_buf_str(&bytes), NULL, &again, &text, NULL));
	HOLDS(npo_str_equal(again.path, stored->path));
	HOLDS(npo_str_equal(again.title, stored->title));
	HOLDS(npo_str_equal(again.text, stored->text));
	HOLDS(again.size == stored->size && again.line == stored->line);
	npo_buf_release(&bytes);
	npo_buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	npo_str bytes = { (const char *)data, size };
	npo_buf text = NPO_BUF_INIT;
	npo_stored stored;

	if (!npo_stored_decode(bytes, NULL, &stored, &text, NULL))
		check_again(&stored);
	npo_buf_release(&text);
	return 0;
}
