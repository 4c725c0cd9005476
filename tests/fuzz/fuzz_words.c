/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_words.c - any bytes as a text to be broken into words, which are those
 * that the rules give without fast.c */
#include "fuzz.h"
#include "lib/text/unit.h"

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

static void
check_as_slow(const npo_token *token, npo_words *slow)
{
	npo_token want;

	HOLDS(npo_words_next(slow, &want));
	HOLDS(npo_str_equal(token->term, want.term));
	HOLDS(token->start == want.start && token->end == want.end);
	HOLDS(token->position == want.position && token->span == want.span);
	HOLDS(token->kind == want.kind && token->script == want.script);
	HOLDS(token->glued == want.glued);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	npo_str text = { (const char *)data, size };
	npo_words *words = npo_words_new(), *slow = npo_words_new();
	uint32_t position = 0;
	npo_token token;

	npo_words_slow(slow);
	npo_words_start(words, text);
	npo_words_start(slow, text);
	while (npo_words_next(words, &token)) {
		check_token(&token, size, position);
		check_as_slow(&token, slow);
		position += token.kind == NPO_TOKEN_WORD;
	}
	HOLDS(!npo_words_next(slow, &token));
	npo_words_free(words);
	npo_words_free(slow);
	return 0;
}
