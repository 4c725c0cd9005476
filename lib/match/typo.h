/* SPDX-License-Identifier: GPL-2.0-or-later */
/* typo.h - the sorted terms that are a few edits from a word */
#ifndef NPO_MATCH_TYPO_H
#define NPO_MATCH_TYPO_H

#include "scan.h"

/*
 * An edit is a letter left out, put in, put for another, or two neighbours
 * changed (Damerau and Levenshtein); no place is edited twice, which is called
 * optimal string alignment. One that comes before any letter has agreed is
 * dearer: people seldom mistake a word's first letter.
 */
#define TYPO_EDIT 2
#define TYPO_FIRST 3

/** A word that may be misspelt, and how far from it is looked. */
typedef struct typo_word {
	uint8_t symbol[SCAN_LETTERS];
	size_t len;		/* letters, 1 to SCAN_LETTERS */
	unsigned most;		/* price of the dearest term that is wanted */
	size_t stem;		/* letters that are its stem; 0: not wanted */
	unsigned stem_most;	/* the same for a stem, no more than most */
	bool signs;		/* a term may have soft and hard signs more:
				   the word is read from a script without */
	const npo_letters *letters;
} typo_word;

/**
 * The price of the edits that a word of so many letters may need: none below
 * four letters, one edit up to seven, two from eight on. OpenSearch's fuzziness
 * AUTO (its documentation, query DSL) has these steps one and two letters
 * earlier; here a word stands for its inflected forms as well,
 * and the forms of a word of three letters are an edit apart.
 */
unsigned typo_most(size_t letters);

/**
 * A term, or a prefix of terms that may be the word's stem.
 *
 * text		UTF-8, valid during the call, in which the vocabulary is not
 *		to be touched
 * price	of its edits; 0: it is the word or stem itself
 */
typedef void (*typo_fn)(
	void *payload, npo_str text, unsigned price, bool stem);

/**
 * Call found for each term within reach of the word, and for each stem, in
 * order of the terms; a stem that is a term, too, comes twice.
 *
 * seeks	how often the cursor may be moved, at most
 *
 * Returns how often it was. The way: a depth-first walk with a row of the
 * matrix of distances for each letter, which skips what no edit is left for.
 */
size_t typo_scan(const typo_word *word, const npo_vocabulary *vocabulary,
	size_t seeks, typo_fn found, void *payload);

#endif
