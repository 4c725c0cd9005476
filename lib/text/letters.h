/* SPDX-License-Identifier: GPL-2.0-or-later */
/* letters.h - inside lib/text: what a code point is, a word as glyphs */
#ifndef NPO_LIB_TEXT_LETTERS_H
#define NPO_LIB_TEXT_LETTERS_H

#include "npo/text.h"

/** What a code point does in a word. */
typedef enum npo_class {
	NPO_CLASS_OTHER,	/* stands between words */
	NPO_CLASS_LETTER,
	NPO_CLASS_DIGIT,
	NPO_CLASS_SUPER,	/* a raised digit: exponent or footnote mark */
	NPO_CLASS_IDEOGRAPH,	/* a word of its own */
	NPO_CLASS_MARK,		/* belongs to the letter before */
	NPO_CLASS_DROP,		/* left out of a word */
	NPO_CLASS_SINGLE,	/* an apostrophe, a prime, a quote */
	NPO_CLASS_DOUBLE,	/* such a sign, doubled */
	NPO_CLASS_HYPHEN
} npo_class;

enum npo_letter_flag {
	NPO_UPPER = 1,
	NPO_LOWER = 2,
	NPO_FIRM = 4,		/* a sign that is no quote; a hyphen that
				   is one between letters only */
	NPO_BY_ICU = 8		/* its folded form is not in our tables */
};

typedef struct npo_letter {
	uint32_t fold;		/* without NPO_BY_ICU: the folded form */
	uint8_t cls;		/* npo_class */
	uint8_t script;		/* npo_script */
	uint8_t flags;
} npo_letter;

#define NPO_CYRILLIC_FIRST 0x400u
#define NPO_CYRILLIC_COUNT 0x130u

extern const npo_letter npo_ascii[0x80];
extern const npo_letter npo_cyrillic[NPO_CYRILLIC_COUNT];

/** As npo_letter_of(), for what is in neither table. */
npo_letter npo_letter_rare(uint32_t code);

static inline npo_letter
npo_letter_of(uint32_t code)
{
	if (code < 0x80)
		return npo_ascii[code];
	if (code - NPO_CYRILLIC_FIRST < NPO_CYRILLIC_COUNT)
		return npo_cyrillic[code - NPO_CYRILLIC_FIRST];
	return npo_letter_rare(code);
}

/**
 * The letter of script to (Latin or Cyrillic) that looks like code, in the
 * same case; 0: there is none.
 */
uint32_t npo_letter_twin(uint32_t code, npo_script to);

/**
 * What a combining mark becomes over a Cyrillic letter (folded): itself,
 * another mark, or 0: it only tells the stress and is dropped.
 */
uint32_t npo_mark_over_cyrillic(uint32_t mark, uint32_t letter);

/** One letter, digit, mark or sign of a word, folded. */
typedef struct npo_glyph {
	uint32_t code;		/* folded */
	uint32_t orig;		/* as it was written */
	size_t at, end;		/* the bytes of the text that it stands for */
	uint8_t cls, script;	/* a mark has its letter's script and flags */
	uint8_t flags;
} npo_glyph;

/** A word while it is read. Zeroed to begin with. */
typedef struct npo_glyphs {
	npo_glyph *glyph;
	size_t count, cap;
	size_t base;		/* the letter that marks now belong to */
	bool pending;		/* it is yet to be normalized with them */
} npo_glyphs;

void npo_glyphs_reset(npo_glyphs *glyphs);
void npo_glyphs_release(npo_glyphs *glyphs);
/**
 * Add the code point at bytes at to end; letter is npo_letter_of(code), and
 * of a class that can stand in a word.
 */
void npo_glyphs_add(npo_glyphs *glyphs, uint32_t code, npo_letter letter,
	size_t at, size_t end);
/** No mark follows: normalize the last letter. */
void npo_glyphs_close(npo_glyphs *glyphs);
/**
 * Make the glyphs from from to to a word of one script, if those of one
 * script all look like letters of the other. False: it stays mixed.
 */
bool npo_glyphs_whole(npo_glyphs *glyphs, size_t from, size_t to);
/** Drop signs behind a last letter that is Cyrillic. */
void npo_glyphs_trim(npo_glyphs *glyphs);
/** Append the codes of a range, up to max bytes of them. */
void npo_glyphs_put(const npo_glyphs *glyphs, size_t from, size_t to,
	size_t max, npo_buf *out);

#endif
