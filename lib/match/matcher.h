/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matcher.h - the matcher's state and numbers, for its parts */
#ifndef NPO_MATCH_MATCHER_H
#define NPO_MATCH_MATCHER_H

#include "npo/match.h"
#include "npo/text.h"
#include "inflect.h"
#include "scan.h"

/* How far the letters of a spelling may be from the table's best: nats, and
 * nats a letter. Measured: a wider bound finds no more right forms. */
#define BOUND 4.0f
#define BOUND_LETTER 1.0f
#define BOUND_SEEN 0.38f	/* in Cyrillic, of one that occurs as typed */
#define BOUND_ENGLISH 0.1f	/* of one that is English, too */
#define BOUND_LIKELY 0.30f	/* of one that is as likely Russian */
#define BOUND_LATIN 2.0f	/* Latin to Latin: beyond, none weighs much */
#define NEAR 2.5f	/* the first scan */
#define NEAR_SURE 0.5f	/* what it has to find to be the last */
#define WINDOW 3.0f	/* behind the best spelling */
#define UNSEEN 1.5f	/* the very form asked for does not occur */
#define PARADIGMS 24	/* stems of the other script that are looked at */
#define LETTER 2	/* bytes of one in Cyrillic */
#define STEM_LETTERS 2	/* a shorter stem is no evidence */
#define FIXED_STEM 2	/* letters of the stem of a word without cases */
#define SPELLED_STEM_LETTERS 3	/* the same of one in Latin letters */
#define SURNAME 4	/* letters of a word that may be a stem as it is */
#define SURNAME_COST 1.5f	/* nats: not the surname, but its root */
#define PAIR_SURE 0.6f	/* two endings so likely of one word cost nothing */
#define PAIR_LIKELY 0.2f	/* a verb and its participle, a reflexive one */
#define PAIR_LIKELY_COST 0.7f	/* nats; what is less likely is another word */
#define PAIR_SPELLED_COST 2.5f	/* nats; the same in Latin letters, whose ending
				   is read, not known */
#define SEEN_STEM 7	/* the same for a word that occurs as typed */
#define SEEN_INFLECTED 4	/* letters it needs to be inflected there */
#define SEEN_ODDS 1.0f	/* and how English its letters may be */
#define SPELLED_STEM 4	/* the same where no stem is known in Cyrillic */
#define COMMON_ENGLISH 2.5f	/* a Latin form is a common English word */
#define PREFIXED 200	/* terms kept that begin with a prefix */
#define PREFIX_WALK 5000	/* terms of it that are looked at */
#define PREFIX_LETTERS 3	/* of a prefix that is spelled otherwise */
#define PREFIX_CROSS 0.5f	/* nats for the step to another spelling */
#define PREFIX_BOUND 1.5f	/* nats of its spelling */
#define PREFIX_WINDOW 0.5f
#define RELATED_STEM 5	/* letters that related words begin with */
#define RELATED 100	/* of them, at most */
#define RELATED_CROSS 0.2f	/* nats for the step to the other script */
#define RELATED_COST 1.5f	/* nats of the stem that they begin with */
#define DIGIT_LETTERS 3	/* beside a digit that is one, too */
#define DIGIT_ODDS -2.5f	/* of letters behind a digit that are English */
#define NEAREST 2	/* terms that a misspelt word is taken for */
#define NEAREST_TIER 2	/* of what stands for these: likely */
#define TWIN_BOUND 1.0f	/* nats of a name's spelling */
#define TWIN_COST 0.5f	/* nats for the step to another language */

/* a stem that takes any ending, where only the ending is in question */
#define NEUTRAL_STEM "ребор"

/** A stem in the other script, and what it costs to read the word as it. */
typedef struct paradigm {
	char stem[128];
	size_t len;
	char ending[32];	/* of the form that was read */
	size_t ending_len;
	float cost;
} paradigm;

/** What the letters of a spelled stem may stand for. */
typedef enum spelled_base {
	SPELLED_AS_STEM,	/* the stem of a Cyrillic word */
	SPELLED_AS_WHOLE,	/* all of it */
	SPELLED_AS_NEUTRAL,	/* NEUTRAL_STEM, for it is not known which */
	SPELLED_BASES
} spelled_base;

struct npo_matcher {
	npo_stemmer *ru, *en;
	scan *scan;
	npo_buf word, form;	/* scratch: forms put together */
	npo_buf stem;		/* scratch: the stem looked for */
	npo_str whole;		/* the Cyrillic word it is of, or empty */
	npo_str twin;		/* what another name compares as */
	spelled_base spelled;	/* what the letters stand for */
	/* what an ending costs behind a base, SCAN_NONE where it gives another
	   stem; < 0: it has not been looked at */
	float behind[SPELLED_BASES][ENDINGS_MAX];
	npo_str inflection;	/* of the form whose others are looked for;
				   p NULL: any */
	/* the query word */
	uint8_t symbol[SCAN_LETTERS];
	size_t len;
	float ending[SCAN_LETTERS + 1];
	const struct trie_node *ending_node[SCAN_LETTERS + 1];
	paradigm paradigm[PARADIGMS];
	size_t paradigms;
	float cheapest;		/* of them */
	/* the call */
	const npo_vocabulary *vocabulary;
	npo_forms *forms;
	unsigned group[4];	/* of twins that the word is of */
	size_t groups;
	bool bare;		/* the word may be such a name, not a form */
	npo_stemmer *stemmer;
	npo_how how;
	float cost;
	bool related;		/* words of the same root, too */
	bool romanized;		/* a Latin word is no English one */
	bool digits;		/* a digit of the word is a letter */
	bool seen;		/* the word occurs as typed */
	uint32_t typed;		/* documents that it occurs in so */
	float least;		/* documents of a Cyrillic form of it */
};

/* matcher.c */

/**
 * A word as symbols, at most SCAN_LETTERS; 0: it is no word of letters. A digit
 * that some people type for a letter (4elovek) is one in front of a letter, in
 * a word of DIGIT_LETTERS others; R-12, mp4, 4G and 4you are names.
 *
 * digits	set: there is such a digit
 */
size_t matcher_symbols(npo_str word, uint8_t *symbol, bool *digits);

/* lemma.c: the forms of one word in its own script */

/** What it costs that two endings are those of one word; SCAN_NONE: they are
 * not. */
float lemma_pair_cost(npo_str one, npo_str other);
/** Add the terms with this stem by the stemmer's own account, whatever their
 * endings. */
void lemma_add(npo_matcher *m, npo_stemmer *stemmer,
	const struct endings *endings, const npo_letters *letters,
	npo_str stem, npo_how how, float cost);
/** The same of a form with that stem and ending: the others of its word. */
void lemma_add_russian(npo_matcher *m, npo_str stem, npo_str ending,
	npo_how how, float cost);
/** Whether a word has no other forms: a function word whose stem, in bytes, is
 * no longer than those of prepositions. */
bool lemma_is_fixed(npo_str word, size_t stem);
/** What a word has behind a stem that Snowball's Russian made of it. */
npo_str lemma_ending(npo_str word, npo_str stem);
/** Add what else begins with a stem, if it is long enough to mean something. */
void lemma_add_related(npo_matcher *m, npo_str stem, float cost);
/** Whether the vocabulary inflects a word that Snowball shortens; stem: to so
 * many bytes. */
bool lemma_is_surname(npo_matcher *m, npo_str term, size_t stem);

/* cross.c: other spellings; m->symbol has the word */

/** The cost of the dearest spelling that is looked for, in nats. */
float matcher_bound(const npo_matcher *m);
/** No ending has been looked at behind a base: it is another word's, or a new
 * matcher's. */
void cross_forget_endings(npo_matcher *m, spelled_base base);
/** Find which ends of the word may be romanized endings. */
void cross_find_endings(npo_matcher *m);
void cross_to_cyrillic(npo_matcher *m, npo_str word);
void cross_to_latin(npo_matcher *m, npo_str word);
void cross_latin(npo_matcher *m, enum npo_english kind);

/* misspelt.c: last of all, too */

/** Add the terms a few edits from the word, or from what it may be in the
 * other script, and their inflected forms. */
void misspelt_add(npo_matcher *m, npo_str word, npo_match match);

/* twins.c: names in other languages */

/** Find the groups of twins of the word. */
void twins_of_cyrillic(npo_matcher *m, npo_str word);
void twins_of_latin(npo_matcher *m);
/** Add their forms; last of all, for m->symbol is written over. */
void twins_add(npo_matcher *m);

#endif
