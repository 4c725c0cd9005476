/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analyzer.c - words as terms that fit into the database */
#include "analyzer.h"

#include "npo/schema.h"

#include <inttypes.h>
#include <stdlib.h>

/* Room for the longest prefix of a word, "XSEC:", and for that of a key that it
 * is part of, NPO_META_TERMS. */
#define PREFIX_MAX 8
/* 64 bits in hexadecimal digits */
#define SUM_LEN 16

npo_analyzer *
npo_analyzer_new(void)
{
	npo_analyzer *analyzer = npo_calloc(1, sizeof(*analyzer));

	analyzer->words = npo_words_new();
	return analyzer;
}

void
npo_analyzer_free(npo_analyzer *analyzer)
{
	if (!analyzer)
		return;
	npo_words_free(analyzer->words);
	npo_buf_release(&analyzer->term);
	npo_buf_release(&analyzer->posting);
	free(analyzer);
}

void
npo_analyzer_gather(npo_analyzer *analyzer, npo_strset *terms)
{
	analyzer->gathered = terms;
}

void
npo_term_cut(npo_buf *term, size_t max)
{
	uint64_t sum;

	if (term->len <= max)
		return;
	sum = npo_fnv1a(npo_buf_str(term));
	term->len = npo_utf8_cut(term->p, max - SUM_LEN);
	npo_buf_addf(term, "%016" PRIx64, sum);
}

void
npo_analyzer_start(npo_analyzer *analyzer, npo_str text)
{
	npo_words_start(analyzer->words, text);
}

bool
npo_analyzer_next(npo_analyzer *analyzer, npo_token *token)
{
	if (!npo_words_next(analyzer->words, token))
		return false;
	if (token->term.len <= NPO_TERM_MAX - PREFIX_MAX)
		return true;
	npo_buf_reset(&analyzer->term);
	npo_buf_addstr(&analyzer->term, token->term);
	npo_term_cut(&analyzer->term, NPO_TERM_MAX - PREFIX_MAX);
	token->term = npo_buf_str(&analyzer->term);
	return true;
}
