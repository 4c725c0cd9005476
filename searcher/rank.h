/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rank.h - the numbers of ranking, in one place */
#ifndef SEARCHER_RANK_H
#define SEARCHER_RANK_H

/* BM25 (Robertson and others, TREC-3; Xapian::BM25Weight) */
#define RANK_K1 1.2
#define RANK_B 0.75

/* a word in the title or a heading, as a part of one in the body */
#define RANK_TITLE 0.4
#define RANK_SECTION 0.1

/* neighbours of the query that are neighbours in a document, too */
#define RANK_NEAR 0.3		/* of the rarity of the more frequent one */
#define RANK_NEAR_GAP 1		/* words that may stand between */
#define RANK_NEAR_IDF 1.5	/* rarity that both need */
#define RANK_NEAR_PAIRS 12	/* counted, of a list */

/* in a query of so many words, those of the same root help to tell which
 * documents are about it, and function words hardly do */
#define RANK_RELATED_WORDS 3
#define RANK_FUNCTION 0.2	/* what is left of a function word's weight */

/* more than one word can weigh, as a multiple of its rarity */
#define RANK_MOST ((RANK_K1 + 1) * (1 + RANK_TITLE + RANK_SECTION))

/* what a form is worth beside the exact one, see npo_form.weight */
#define RANK_LIKELY 0.4		/* may stand in a phrase */
#define RANK_SURE 1		/* tiers that count for how rare a word is */
#define RANK_LEVELS 6		/* steps of worth that are told apart */
#define RANK_STEP 0.97		/* a step down, as a factor */

#endif
