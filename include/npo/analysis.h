/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analysis.h - text to terms: the one analyzer of both programs */
#ifndef NPO_ANALYSIS_H
#define NPO_ANALYSIS_H

#include "npo/store.h"
#include "npo/text.h"

NPO_BEGIN

/** For one thread at a time. */
typedef struct npo_analyzer npo_analyzer;

npo_analyzer *npo_analyzer_new(void);
void npo_analyzer_free(npo_analyzer *analyzer);

/**
 * Break a text into terms: token by token as npo_words_next(), each term at
 * most NPO_TERM_MAX bytes with room for a prefix (a longer one is cut with a
 * hash). Query, query prefix, snippet and index all come through here, so
 * they cannot disagree.
 */
void npo_analyzer_start(npo_analyzer *analyzer, npo_str text);
bool npo_analyzer_next(npo_analyzer *analyzer, npo_token *token);

/**
 * Cut a term that is longer than max (at least 16) bytes: its beginning, up
 * to a letter, and a hash of the whole (npo_fnv1a(), 16 hexadecimal digits).
 */
void npo_term_cut(npo_buf *term, size_t max);

/**
 * The term of a folded word, which is shorter than the word; terms are sorted
 * as their words are, byte by byte.
 *
 * term		written over
 * prefix	of a field, from schema.h, or ""
 * word		UTF-8, as npo_fold() has it
 */
void npo_word_term(npo_buf *term, const char *prefix, npo_str word);
/**
 * The word of a term, or the term itself if it is all ASCII; valid as long as
 * both. A prefix stays in front. What is no word's term gives any bytes.
 *
 * word		scratch space, written over
 */
npo_str npo_term_word(npo_buf *word, npo_str term);

/** What a document's words say of it. */
typedef struct npo_analysis {
	uint32_t words;		/* with a position, in title and text */
	npo_script script;	/* of most words */
} npo_analysis;

/** Gather the terms without prefix of all documents from now on, for who keeps
 * them; NULL: no more. */
void npo_analyzer_gather(npo_analyzer *analyzer, npo_strset *terms);

/**
 * Add a document's words to doc: each as a term with its position, those of
 * title and sections also with their field's prefix, the author's only so.
 * Words of a title that is no span of the text come first, then, behind
 * NPO_POSITION_GAP positions, those of the text.
 *
 * Statuses: those of npo_doc_add_posting().
 */
NPO_CHECKED npo_status npo_analyzer_index(npo_analyzer *analyzer,
	const npo_document *document, npo_doc *doc, npo_analysis *analysis,
	npo_error *err);

NPO_END

#endif
