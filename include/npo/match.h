/* SPDX-License-Identifier: GPL-2.0-or-later */
/* match.h - a query word and sorted terms in, weighted forms out; systems */
#ifndef NPO_MATCH_H
#define NPO_MATCH_H

#include "npo/base.h"

NPO_BEGIN

/**
 * How the matcher sees a vocabulary: terms in byte order. It may have some that
 * are in no document. A source that fails ends (found->len 0) and keeps its
 * error for its owner to fetch.
 */
typedef struct npo_vocabulary {
	/** To the first term >= target, forward or back. */
	void (*seek)(void *self, npo_str target, npo_str *found);
	/** To the next term. */
	void (*next)(void *self, npo_str *found);
	/** In how many documents a term is; 0: it is not there. */
	uint32_t (*freq)(void *self, npo_str term);
	void *self;
	uint32_t documents;	/* of the collection */
} npo_vocabulary;

/** How a form comes to stand for a word. */
typedef enum npo_how {
	NPO_HOW_EXACT,		/* the folded word itself */
	NPO_HOW_INFLECTED,	/* same script, same stem */
	NPO_HOW_SPELLED,	/* same script, other romanization */
	NPO_HOW_SCRIPT,		/* the other script */
	NPO_HOW_TWIN,		/* the same name in another language */
	NPO_HOW_PREFIX,		/* begins with it (word*) */
	NPO_HOW_RELATED,	/* begins with its stem */
	NPO_HOW_TYPO		/* an edit or two from it (~word) */
} npo_how;

/** "exact", "inflected" … as --expand prints them. */
const char *npo_how_name(npo_how how);

/** A term of the vocabulary that stands for the word. */
typedef struct npo_form {
	char *term;		/* folded, NUL-terminated; the list's */
	size_t len;
	uint32_t documents;
	float cost;		/* in nats: about -log of its likelihood,
				   0 for the word itself */
	float weight;		/* 0 to 1: what a hit by it is worth */
	npo_how how;
	uint8_t tier;		/* 0: the word itself; 1: surely the same
				   word; 2: likely; 3: possible */
	bool inflected;		/* the ending differs too */
} npo_form;

/** Forms, best first. Zeroed to begin with. */
typedef struct npo_forms {
	npo_form *form;
	size_t count, cap;
} npo_forms;

void npo_forms_release(npo_forms *forms);

/** --match: what may stand for a word. */
typedef enum npo_match {
	NPO_MATCH_ANY,
	NPO_MATCH_SCRIPT,	/* inflected forms only */
	NPO_MATCH_EXACT
} npo_match;

/** Tables and scratch space. For one thread at a time. */
typedef struct npo_matcher npo_matcher;

npo_matcher *npo_matcher_new(void);
void npo_matcher_free(npo_matcher *matcher);

/**
 * Expand one folded word against a vocabulary.
 *
 * word		folded (npo_fold()), one word
 * match	what is let in
 * forms	released and written over; the word itself comes first even if
 *		it does not occur (documents 0). At most NPO_FORMS_MAX
 *
 * A word of several scripts or over 60 letters stands for itself, and so does
 * one with digits, but for those of chat spelling (4elovek).
 */
#define NPO_FORMS_MAX 256
void npo_matcher_expand(npo_matcher *matcher, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms);

/**
 * As npo_matcher_expand(), with the terms besides that are an edit or two from
 * the word, or from what it may be in the other script, and with their forms.
 * An edit is a letter left out, put in, put for another, or two neighbours
 * changed; words of four to seven letters may have one, longer ones two.
 * NPO_MATCH_SCRIPT: of the word's own script only. NPO_MATCH_EXACT: none.
 */
void npo_matcher_typos(npo_matcher *matcher, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms);

/**
 * Whether the words that only begin with a long stem (производство, of
 * производили) are forms as well, from now on; at first they are not.
 */
void npo_matcher_set_related(npo_matcher *matcher, bool related);

/**
 * Whether a Latin word is known to be a spelling of a Cyrillic one, as the words
 * around it are, from now on; at first it is not. Then what it stands for is
 * worth as much as the word itself, and it is not kept English.
 */
void npo_matcher_set_romanized(npo_matcher *matcher, bool romanized);

/**
 * Whether a folded word says little of what a text is about: a preposition, a
 * pronoun, a question's first word, in one of the languages of
 * lib/match/function_words.tsv.
 */
bool npo_function_word(npo_str word);

/** The terms that begin with the word, in any script, at most NPO_FORMS_MAX
 * of the most frequent. As npo_matcher_expand(). */
void npo_matcher_prefix(npo_matcher *matcher, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms);

/* ------------------------------------------------- romanization systems */

/** A published way to write Cyrillic in Latin letters. */
typedef struct npo_system {
	const char *name;	/* "bgn" */
	const char *aliases;	/* further names, a blank between */
	const char *title;
	const char *languages;	/* it has tables for: ISO 639, a blank
				   between; "mul": one table for any */
} npo_system;

/** All systems, in the order of systems.tsv; static. */
const npo_system *npo_systems(size_t *count);
/**
 * The system of a name or alias, without regard to case and punctuation:
 * "bgn", "BGN/PCGN", "ISO 9:1995"; NULL: there is none.
 */
const npo_system *npo_system_find(const char *name);

/**
 * Write a text's Cyrillic words in Latin letters, case kept: "Shchuka",
 * "SHCHUKA". All else stays as it is.
 *
 * lang		of the text, ISO 639-1. If the system has no table for it, or it
 *		is empty, the letters tell which table is taken
 * text		UTF-8; bytes that are none are copied
 * out		the result is added
 * map		text.len + 1 offsets, or NULL: where each byte of the text
 *		begins in what was added; within letters that are written as
 *		one, where these begin
 *
 * A letter that the table does not have is as in another table of the system,
 * then as in ISO 9:1995. Tables: lib/match/systems.tsv, with their sources.
 */
void npo_romanize(const npo_system *system, npo_str lang, npo_str text,
	npo_buf *out, size_t *map);

/**
 * The language of the table that npo_romanize() takes for a text, which is
 * lang if the system has one for it; "mul" of a table for any. Named with each
 * part of the text, it has them all written alike. Static.
 */
npo_str npo_romanize_lang(
	const npo_system *system, npo_str lang, npo_str text);

/**
 * Name the systems that make one word of another, both folded (npo_fold()),
 * one in Cyrillic, one in Latin letters, in either order.
 *
 * lang		that the words are in. Empty, or of no table: of the first
 *		language, in the order of systems.tsv, in which a system fits
 * names	appended, a blank between
 *
 * An e may be an io (folding makes them one), at most one in a word. Signs
 * at the end do not count, as they are no part of a word there.
 */
void npo_systems_fitting(
	npo_str lang, npo_str one, npo_str other, npo_buf *names);

NPO_END

#endif
