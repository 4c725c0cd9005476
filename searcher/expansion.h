/* SPDX-License-Identifier: GPL-2.0-or-later */
/* expansion.h - a query's words with their forms, as weigh.c reads them */
#ifndef SEARCHER_EXPANSION_H
#define SEARCHER_EXPANSION_H

#include "searcher.h"

/** One token of the tree; the tree lends it. */
typedef struct expansion_word {
	const npo_token *token;
	npo_match match;
	bool prefix;
	bool typo;		/* misspelt ones, too */
	bool excluded;		/* what has it is not wanted */
	bool part;		/* of a word of several tokens: N.V. */
	bool romanized;		/* Latin, in a query that is Cyrillic */
	bool name;		/* typed with a capital that means something */
	bool function;		/* says little of what a text is about */
	bool occurs;		/* a form of it does */
	npo_forms forms;
	const npo_forms *same;	/* of an equal word before, or NULL */
} expansion_word;

struct search_expansion {
	expansion_word *word;	/* in the order of the tree */
	size_t count;
	size_t wanted;		/* words that are not excluded */
	size_t content;		/* different ones that occur and are no
				   function words */
	size_t alone;		/* the only one of these; count: none is */
	uint32_t documents;	/* of the collection */
	const bool *has_field;	/* whether any document has words in each */
};

/* vocabulary.c */

/**
 * The words of the databases, for the matcher; they stay open from query to
 * query. Failures are told at the end.
 */
NPO_CHECKED npo_status vocabulary_begin(
	search *s, npo_vocabulary *vocabulary, npo_error *err);
/** The first failure since the beginning, in its err. */
NPO_CHECKED npo_status vocabulary_end(search *s);
/** Whether there are words in a field, by query_field: most collections have
 * them in few, and the others need no look. Valid until vocabulary_forget(). */
NPO_CHECKED npo_status vocabulary_fields(
	search *s, const bool **has_field, npo_error *err);
/** The databases are to be opened anew, or closed. */
void vocabulary_forget(search *s);
/** Whether a term, of a word, is also one of a field. */
typedef enum vocabulary_answer {
	VOCABULARY_NO,
	VOCABULARY_LIKELY,	/* unless its documents have been deleted */
	VOCABULARY_UNKNOWN	/* there is nothing that tells */
} vocabulary_answer;

NPO_CHECKED npo_status vocabulary_holds(const search *s, npo_str term,
	query_field field, vocabulary_answer *answer, npo_error *err);

/* texts.c */

/** The dictionary of a document's text, or NULL. It stays until
 * texts_forget(). */
NPO_CHECKED npo_status texts_dict(
	search *s, uint32_t docid, const npo_dict **dict, npo_error *err);
/** The databases are to be opened anew, or closed. */
void texts_forget(search *s);

/* expand.c */

/** The term prefix of a field; "" for words anywhere. */
const char *expansion_field_prefix(query_field field);
const npo_forms *expansion_forms(const search_expansion *x, size_t i);

#endif
