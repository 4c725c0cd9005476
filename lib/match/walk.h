/* SPDX-License-Identifier: GPL-2.0-or-later */
/* walk.h - down the sorted terms by letters, past those that cannot be meant */
#ifndef NPO_MATCH_WALK_H
#define NPO_MATCH_WALK_H

#include "npo/match.h"
#include "tables.h"

#define WALK_BYTES 320	/* of a prefix, with room for a letter behind it */

/**
 * A cursor of the vocabulary, and the way down to it. At a prefix a walker
 * asks for one letter after the other that may stand behind it, and goes down
 * each.
 */
typedef struct walk {
	const npo_letters *letters;	/* of the script */
	const npo_vocabulary *vocabulary;
	bool marks;		/* a SYM_IGNORE is entered where one is met */
	size_t left;		/* moves; without any the terms are at an end */
	npo_str term;		/* where the cursor stands; empty: at the end */
	char prefix[WALK_BYTES];
} walk;

/** Whether the cursor's term begins with len bytes of the prefix. */
static inline bool
walk_below(const walk *w, size_t len)
{
	return w->term.len &&
		npo_str_starts(w->term, (npo_str){ w->prefix, len });
}

/** Move to the first term from len bytes of the prefix on. */
void walk_seek(walk *w, size_t len);
/** The same, with a letter put behind them. */
void walk_seek_letter(walk *w, size_t len, const struct letter *letter);
/** Move to the next term. */
void walk_next(walk *w);

/**
 * Put the next letter that a term has there behind len bytes of the prefix,
 * and move to the first such term. Where the vocabulary's next letter is none
 * of the set, that is a seek.
 *
 * taken	the letter before, which is done with; NULL: none yet
 *
 * NULL: none of the terms that are left below the prefix has such a letter.
 */
const struct letter *walk_letter(walk *w, size_t len,
	const struct letter *taken, const struct letter_set *set);

#endif
