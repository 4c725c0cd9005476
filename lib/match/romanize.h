/* SPDX-License-Identifier: GPL-2.0-or-later */
/* romanize.h - the compiled tables of the romanization systems; see gen/ */
#ifndef NPO_MATCH_ROMANIZE_H
#define NPO_MATCH_ROMANIZE_H

#include "npo/match.h"

#define ROMANIZE_LETTERS 3	/* of a chunk */
#define CTX_END 16		/* behind the classes of tables.h */

/** What may stand on one side of a chunk; nothing said: anything. */
struct romanize_context {
	uint16_t letters;	/* in the text: those that may */
	uint8_t classes;	/* npo_symbol_class(), CTX_END */
};

/** A Cyrillic chunk, in small letters, and what a table writes for it. */
struct romanize_rule {
	uint16_t chunk[ROMANIZE_LETTERS];
	uint8_t len;
	struct romanize_context after, before;
	uint16_t lower, title, upper;	/* in the text */
};

/** The rules of a system for a language, by first letter, longest first. */
struct romanize_table {
	uint16_t first, count;
	char lang[4];
};

/** The tables of a system. */
struct romanize_range {
	uint16_t first, end;
};

/** A small letter that may be written as a letter and a mark. */
struct romanize_composed {
	uint16_t base, mark, letter;
};

/** Whether a system has a table for a language, with all letters of a word. */
bool npo_romanize_knows(const npo_system *system, npo_str lang, npo_str word);

#endif
