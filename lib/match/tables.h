/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tables.h - the compiled tables: letters, arcs, endings; see gen/ */
#ifndef NPO_MATCH_TABLES_H
#define NPO_MATCH_TABLES_H

#include "npo/base.h"

#define SYM_BEGIN 1	/* start of the word */
#define SYM_END 2	/* end of the word */
#define SYM_IGNORE 3	/* a mark that no romanization gives a meaning */
#define CTX_START 1	/* what SYM_BEGIN is to the letter behind it */

/** A letter of a term. Letters are sorted as the terms are. */
struct letter {
	uint32_t code;
	uint8_t symbol;
	uint8_t len;
	char utf8[3];
};

#define ENDINGS_MAX 512		/* of Russian */
#define LETTER_WORDS 12
#define LETTER_CODES 0x600	/* code points looked up at once */

/** A set of letters of one script, by their index. */
struct letter_set {
	uint64_t bits[LETTER_WORDS];
};

/*
 * The tables are looked into all over by a search that has just started, which
 * waits for each part of the program that it touches: so they are small.
 */

/** A cost in nats, as it stands in a table: in hundredths. */
static inline float
npo_nats(uint16_t hundredths)
{
	return (float)hundredths / 100;
}

/** What a query chunk may be in the vocabulary, at what cost. */
struct arc {
	uint16_t cost;
	uint8_t context;	/* classes of the Cyrillic symbol before it */
	uint8_t len;
	uint8_t vocabulary[8];
};

/** A query chunk: symbols from the highest byte down, zeros behind. */
struct chunk {
	uint64_t key;
	uint16_t first, count;	/* arcs */
};

struct arc_table {
	const struct arc *arc;
	const struct chunk *chunk;	/* sorted by key */
	size_t chunks;
	size_t longest;			/* query chunk */
};

struct trie_node {
	uint16_t first;		/* child; they stand side by side, sorted */
	uint16_t reading;
	uint8_t symbol, children, readings;
};

/** An ending that a spelling stands for. */
struct reading {
	uint16_t cost;
	uint16_t ending;	/* number, see npo_ending_text() */
};

struct endings {
	const struct trie_node *node;	/* [0] is the root */
	const struct reading *reading;
};

/** Query Latin, vocabulary Cyrillic; the other way; Latin to Latin. */
extern const struct arc_table npo_arcs_to_cyrillic, npo_arcs_to_latin,
	npo_arcs_latin;
/** Endings of Russian in Cyrillic and in Latin letters, of English. */
extern const struct endings npo_endings_ru, npo_endings_romanized,
	npo_endings_en;

/** Ending number i of Russian, UTF-8. */
const char *npo_ending_text(unsigned i);
/**
 * How likely two Russian words with one stem are forms of one word, 0 to 1, by
 * the endings that Snowball takes off them, folded. One verb, its reflexive
 * and their participles have a middle value among each other, as the table
 * says. The order does not matter; equal endings are 1.
 */
float npo_ending_pair(npo_str a, npo_str b);
/** The symbol of a letter, 0 for one that no table knows. */
uint8_t npo_symbol(uint32_t code);
/** CTX_START, 2 vowel, 4 sign, 8 consonant. */
uint8_t npo_symbol_class(uint8_t symbol);
/** -log of the part that a letter has of running text, in nats; 0 for the ends
 * of a word, above all others for what the text has not. */
float npo_letter_rarity(uint8_t symbol);

/** The letters of one script, sorted, and those of each symbol. */
typedef struct npo_letters {
	const struct letter *letter;
	size_t count;
	const struct letter_set *set;
	const uint16_t *start;	/* letters before a code point */
} npo_letters;

extern const npo_letters npo_letters_latin, npo_letters_cyrillic;
/** Cyrillic, each letter with the symbol of what it compares as in names. */
extern const npo_letters npo_letters_names;

/** The letter of a code point; NULL: it is none of this script's. */
const struct letter *npo_letter(const npo_letters *letters, uint32_t code);
/** Add all letters of a symbol. */
void npo_letters_allow(const npo_letters *letters, uint8_t symbol,
	struct letter_set *set);
static inline bool
npo_letters_has(const npo_letters *letters, const struct letter *letter,
	const struct letter_set *set)
{
	size_t i = (size_t)(letter - letters->letter);

	return set->bits[i / 64] >> i % 64 & 1;
}
/** The first letter of the set whose code point is above code, or NULL. */
const struct letter *npo_letters_above(const npo_letters *letters,
	uint32_t code, const struct letter_set *set);

/** A letter, and the one that it compares as in names (name_letters.tsv). */
struct name_letter {
	uint32_t code, as;
};
uint32_t npo_name_letter(uint32_t code);

/** A name, folded. */
struct twin {
	char word[40];
	char compared[40];	/* by npo_name_letter() */
	unsigned group;		/* twice its row of twins.tsv; + 1: adjective */
};
/** All of them in byte order; a name may be of several groups. */
extern const struct twin *const npo_twins;
/** The same in byte order of what they compare as. */
extern const struct twin *const *const npo_twins_compared;
extern const size_t npo_twin_count;

/** What a word is in English: the table knows 32-bit hashes of words. */
enum npo_english {
	NPO_ENGLISH_UNKNOWN,
	NPO_ENGLISH_NAME,	/* seldom in lower case */
	NPO_ENGLISH_COMMON
};
enum npo_english npo_english_word(npo_str word);
/** -log of the part that a word has of running text, in nats; all words that
 * the table does not have are as rare. */
float npo_english_rarity(npo_str word);
/** The same of a folded Russian form; INFINITY: the table does not have it. */
float npo_russian_rarity(npo_str word);
/**
 * In eighths of a nat: how much likelier letter c is in English than in
 * romanized Russian, behind a and b. Letters are 1 to 26; a, b: 0 before the
 * word; c: 27 its end.
 */
int npo_english_odds(unsigned a, unsigned b, unsigned c);

/** A word as symbols; at most max. 0: a letter is in no table. */
size_t npo_symbols(npo_str word, uint8_t *symbol, size_t max);

#endif
