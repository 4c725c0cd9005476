/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unit.h - inside lib/text: a run of word characters, before it is split */
#ifndef NPO_LIB_TEXT_UNIT_H
#define NPO_LIB_TEXT_UNIT_H

#include "letters.h"

/* How often one word may be broken at a line's end. */
#define NPO_BREAKS_MAX 4
/* Letters of a word that count; the rest is stepped over. */
#define NPO_GLYPHS_MAX 4096

/** What stands between a unit and the next one. */
typedef enum npo_glue {
	NPO_GLUE_NONE,
	NPO_GLUE_HYPHEN,
	NPO_GLUE_OTHER		/* a point in a number, nothing at all */
} npo_glue;

typedef struct npo_unit {
	npo_glyphs glyphs;
	size_t start, end;	/* bytes of the text */
	size_t cut;		/* glyphs without an English 's */
	bool raised;		/* an exponent has begun */
	bool mixed;		/* it has letters of both scripts */
	bool possessive;	/* there is such an 's, behind a Latin word */
	size_t letters, digits;	/* of the glyphs before cut */
	size_t changes;		/* from letters to digits or back */
	size_t breaks[NPO_BREAKS_MAX];	/* glyphs that begin a line */
	size_t break_count;
	npo_glue glue;		/* to the next unit */
} npo_unit;

/** Where the reading of a text stands. */
typedef struct npo_scan {
	const char *text, *at, *end;
	bool quote;		/* a single one is open in this line */
} npo_scan;

/** The code point at at, which moves behind it; NPO_BAD_CODE. */
static inline uint32_t
npo_scan_code(const char **at, const char *end)
{
	const uint8_t *p = (const uint8_t *)*at;

	if (*p < 0x80) {
		(*at)++;
		return *p;
	}
	/* the lead bytes of Cyrillic, read here for speed */
	if ((*p & 0xFC) == 0xD0 && end - *at > 1 && (p[1] & 0xC0) == 0x80) {
		*at += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	return npo_utf8_next(at, end);
}

/** Move to where the next word begins; false: there is none. */
bool npo_scan_skip(npo_scan *scan);
/** Read the next unit, written over; false at the end. */
bool npo_unit_next(npo_scan *scan, npo_unit *unit);
/** Whether a single letter, a point and another letter stand here. */
bool npo_unit_abbreviates(const npo_scan *scan, const npo_unit *unit);

/**
 * Read the word that begins here, if it is a plain one (fast.c): its term is
 * appended, of the token start, end and script are set; glue: to the next one.
 * False: it is not, and nothing has changed.
 */
bool npo_fast_word(npo_scan *scan, npo_buf *term, npo_token *token,
	npo_glue *glue);

/** Read all words by the rules, none by npo_fast_word(): to compare them. */
void npo_words_slow(npo_words *words);

#endif
