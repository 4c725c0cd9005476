/* SPDX-License-Identifier: GPL-2.0-or-later */
/* guess.h - a word in the other script, whether it occurs or not */
#ifndef NPO_MATCH_GUESS_H
#define NPO_MATCH_GUESS_H

#include "scan.h"

#define GUESSES 3

/** A word in the other script, as symbols. */
typedef struct guess {
	float cost;		/* of its arcs and letters, in nats */
	uint8_t len;
	uint8_t symbol[SCAN_LETTERS + 2];
} guess;

/**
 * Write a word in the other script by the cheapest ways through the arcs, with
 * no vocabulary to choose between them, but for how frequent letters are.
 * Signs, which Latin spellings leave out at no cost, are not put in.
 *
 * to		SCAN_TO_CYRILLIC or SCAN_TO_LATIN
 * symbol, len	the word, 1 to SCAN_LETTERS letters
 * out		room for GUESSES, which come cheapest first
 *
 * Returns how many there are; 0 if the arcs do not know a letter.
 */
size_t guess_word(scan_direction to, const uint8_t *symbol, size_t len,
	guess *out);

#endif
