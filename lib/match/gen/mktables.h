/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mktables.h - what the parts of the table compiler share */
#ifndef NPO_MKTABLES_H
#define NPO_MKTABLES_H

#include "npo/base.h"

#define CHUNK_MAX 8	/* symbols on one side of an arc */
#define SYM_BEGIN 1	/* ^ */
#define SYM_END 2	/* $ */
#define SYM_IGNORE 3	/* a mark that no romanization gives a meaning */
#define SYM_FIRST 4
#define LETTER_WORDS 12	/* of 64 letters: those of one script */
#define LETTER_CODES 0x600	/* code points looked up at once */

enum { CTX_START = 1, CTX_VOWEL = 2, CTX_SIGN = 4, CTX_CONSONANT = 8,
	CTX_ANY = 15 };

/** One chunk of either script, as symbols. */
typedef struct chunk {
	uint8_t sym[CHUNK_MAX];
	uint8_t len;
} chunk;

/** vocabulary side, query side */
typedef struct arc {
	chunk vocabulary, query;
	uint8_t context;
	float cost;
} arc;

typedef struct arcs {
	arc *arc;
	size_t count, cap;
} arcs;

/** A row of a table; cells point into the line. */
typedef void (*row_fn)(char **cell, size_t cells, void *payload);

/* tsv.c */
void read_table(const char *path, size_t cells, row_fn row, void *payload);
void die(const char *format, ...) NPO_PRINTF(1, 2)
	__attribute__((noreturn));
/** A number that a table has 16 bits for; it dies if it is greater. */
unsigned short_of(size_t number);

/* symbols.c */
/** The symbol of a letter of an arc, made if it is new. */
uint8_t symbol_make(uint32_t code);
uint8_t symbol_of(uint32_t code);
chunk chunk_of(const char *text);
bool chunk_equal(const chunk *a, const chunk *b);
bool chunk_has_digit(const chunk *c);
void classes_read(const char *path);
/** The symbol of a Latin letter without its mark; 0: it has none. */
uint8_t symbol_base(uint8_t symbol);
/** The context that a symbol makes for the one behind it. */
uint8_t class_of(uint8_t symbol);
/** Letters of names, and what they compare as. */
void name_letters_read(const char *path);
uint32_t name_letter(uint32_t code);
void symbols_write(void);
void rarities_of_letters_write(const char *path);

/* arcs.c */
/** A cost in nats as it is written: in hundredths. */
unsigned hundredths(float cost);
void arcs_add(arcs *list, arc one);
void arcs_read(const char *path, arcs *list);
/** Move the spellings that people type with digits (4 for ч): these are not
 * looked for in terms, where a digit is one. */
void arcs_take_typed(arcs *from, arcs *to);
/** The same arcs with the sides changed. */
void arcs_swap(const arcs *from, arcs *to);
/** Marked Latin letters may be read as the bare ones, at a cost. */
void arcs_add_marked(arcs *list);
/** Latin to Latin: two arcs over one Cyrillic chunk. */
void arcs_compose(const arcs *from, arcs *to);
void arcs_write(const char *name, arcs *list);

/* endings.c */
void endings_read(const char *path);
/** The tries of endings: as they stand, and romanized by the arcs. */
void endings_write(const arcs *list);

/* pairs.c */
/** How likely two endings are those of one word, by classes of endings. */
void ending_pairs_write(const char *path);

/* systems.c */
void systems_write(const char *systems, const char *letters);

/* twins.c */
void twins_write(const char *path);

/* words.c */
void function_words_write(const char *path);
void russian_write(const char *path);
void english_write(const char *words, const char *letters);

#endif
