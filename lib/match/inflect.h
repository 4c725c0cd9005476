/* SPDX-License-Identifier: GPL-2.0-or-later */
/* inflect.h - the terms that are one stem with any ending */
#ifndef NPO_MATCH_INFLECT_H
#define NPO_MATCH_INFLECT_H

#include "npo/match.h"
#include "tables.h"

/** A term: stem and ending; node is the ending's, with its readings. */
typedef void (*inflect_fn)(
	void *payload, npo_str term, const struct trie_node *node);

/**
 * Call found for each term of the vocabulary that is stem and an ending, in
 * order, at most INFLECT_MAX.
 */
#define INFLECT_MAX 400
void npo_inflect(const struct endings *endings, const npo_letters *letters,
	npo_str stem, const npo_vocabulary *vocabulary, inflect_fn found,
	void *payload);

/** The node of an ending given as symbols, NULL if it is none. */
const struct trie_node *npo_ending_find(
	const struct endings *endings, const uint8_t *symbol, size_t len);

#endif
