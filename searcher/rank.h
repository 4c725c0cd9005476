/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rank.h - the numbers of ranking, in one place */
#ifndef SEARCHER_RANK_H
#define SEARCHER_RANK_H

#include "npo/base.h"

/* what `make tune` (.ci/tune.py) tries others for is NPO_TUNED */

/* BM25 (Robertson and others, TREC-3; Xapian::BM25Weight) */
#define RANK_K1 NPO_TUNED(rank_k1, 0.95)
#define RANK_B NPO_TUNED(rank_b, 0.8)

/* a word in the title or a heading, as a part of one in the body */
#define RANK_TITLE NPO_TUNED(rank_title, 0.65)
#define RANK_SECTION NPO_TUNED(rank_section, 0.1)

/* neighbours of the query that are neighbours in a document, too: a part of
 * the rarity of the more frequent one */
#define RANK_NEAR NPO_TUNED(rank_near, 0.2)
#define RANK_NEAR_GAP 1		/* words that may stand between */
#define RANK_NEAR_IDF NPO_TUNED(rank_near_idf, 1.6) /* rarity both need */
#define RANK_NEAR_PAIRS 12	/* counted, of a list */

/* in a query of so many words, those of the same root help to tell which
 * documents are about it; and the first one's capital does not say that it is
 * a name */
#define RANK_RELATED_WORDS 3

/* what is left of a function word's weight beside other words */
#define RANK_FUNCTION NPO_TUNED(rank_function, 0.2)

/* of two readings of what was typed (Engel's: engel, engel's) the one that
 * leaves nothing out comes first, if all else is equal: the other's weight, as
 * a part */
#define RANK_PART 0.9999

/* a word typed with a capital that stands so in a document, too: a part of
 * its rarity */
#define RANK_NAME NPO_TUNED(rank_name, 0.35)

/* more than one word can weigh, as a multiple of its rarity */
#define RANK_MOST                                                            \
	((RANK_K1 + 1) * (1 + RANK_TITLE + RANK_SECTION) + RANK_NAME)

/* what a form is worth beside the exact one, see npo_form.weight */
#define RANK_LIKELY 0.4		/* may stand in a phrase */
#define RANK_SURE 1		/* tiers that count for how rare a word is */
#define RANK_LEVELS 6		/* steps of worth that are told apart */
#define RANK_STEP 0.97		/* a step down, as a factor */

#endif
