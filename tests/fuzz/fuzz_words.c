/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_words.c - any bytes as a text to be broken into words */
#include "fuzz.h"
#include "npo/text.h"

static void
check_token(const npo_token *token, size_t size, uint32_t position)
{
	npo_buf again = NPO_BUF_INIT;

	HOLDS(token->term.len && npo_utf8_valid(token->term));
	HOLDS(token->start < token->end && token->end <= size);
	HOLDS(token->span >= 1);
	if (token->kind == NPO_TOKEN_WORD)
		HOLDS(token->position == position + 1);
	else
		HOLDS(token->position + token->span <= position + 1);
	npo_fold(token->term, &again);
	npo_fold(npo_buf_str(&again), &again);
	HOLDS(again.len % 2 == 0);
	HOLDS(!memcmp(again.p, again.p + again.len / 2, again.len / 2));
	npo_buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	npo_words *words = npo_words_new();
	uint32_t position = 0;
	npo_token token;

	npo_words_start(words, (npo_str){ (const char *)data, size });
	while (npo_words_next(words, &token)) {
		check_token(&token, size, position);
		position += token.kind == NPO_TOKEN_WORD;
	}
	npo_words_free(words);
	return 0;
}
