/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tables.c - the arrays that gen/mktables makes of arcs.tsv and the rest */
#include "npo/match.h"
#include "tables.h"

#include <math.h>

/** An ending, and its row and column in ending_pairs[]. */
struct ending_class {
	const char *text;
	uint8_t len, number;
};

#include "match_tables.inc"

#define TABLE(name)                                                         \
	{                                                                   \
		arcs_##name, chunks_##name, chunks_of_##name,               \
			longest_of_##name                                   \
	}
#define ENDINGS(name)                                                       \
	{                                                                   \
		trie_##name, readings_##name                                \
	}

const struct arc_table npo_arcs_to_cyrillic = TABLE(to_cyrillic);
const struct arc_table npo_arcs_to_latin = TABLE(to_latin);
const struct arc_table npo_arcs_latin = TABLE(latin);
const struct endings npo_endings_ru = ENDINGS(ru);
const struct endings npo_endings_en = ENDINGS(en);
const struct endings npo_endings_romanized = ENDINGS(romanized);
const npo_letters npo_letters_latin = { letters_latin,
	NPO_COUNT(letters_latin), sets_latin, starts_latin };
const npo_letters npo_letters_cyrillic = { letters_cyrillic,
	NPO_COUNT(letters_cyrillic), sets_cyrillic, starts_cyrillic };

const npo_letters npo_letters_names = { letters_names,
	NPO_COUNT(letters_names), sets_names, starts_names };

const struct twin *const npo_twins = twin_names;
const struct twin *const *const npo_twins_compared = twins_compared;
const size_t npo_twin_count = NPO_COUNT(twin_names);

_Static_assert(NPO_COUNT(ending_text_ru) <= ENDINGS_MAX, "room for endings");

const char *
npo_ending_text(unsigned i)
{
	return ending_text_ru[i];
}

static const struct ending_class *
find_ending(npo_str ending)
{
	size_t low = 0, high = NPO_COUNT(ending_classes);

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct ending_class *e = &ending_classes[middle];
		int order = npo_str_compare(
			(npo_str){ e->text, e->len }, ending);

		if (!order)
			return e;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

float
npo_ending_pair(npo_str a, npo_str b)
{
	const struct ending_class *x, *y;

	if (npo_str_equal(a, b))
		return 1;
	x = find_ending(a);
	y = find_ending(b);
	return (x && y ? ending_pairs[x->number][y->number]
		       : ending_pairs_other) / 100.0f;
}

/* the index of the first letter whose code point is at least code */
static size_t
letter_index(const npo_letters *letters, uint32_t code)
{
	size_t low = 0, high = letters->count;

	if (code < LETTER_CODES)
		return letters->start[code];
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (letters->letter[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct letter *
npo_letter(const npo_letters *letters, uint32_t code)
{
	size_t i = letter_index(letters, code);

	if (i < letters->count && letters->letter[i].code == code)
		return &letters->letter[i];
	return NULL;
}

void
npo_letters_allow(
	const npo_letters *letters, uint8_t symbol, struct letter_set *set)
{
	for (size_t i = 0; i < LETTER_WORDS; i++)
		set->bits[i] |= letters->set[symbol].bits[i];
}

const struct letter *
npo_letters_above(
	const npo_letters *letters, uint32_t code, const struct letter_set *set)
{
	size_t i, word;
	uint64_t bits;

	if (code == NPO_BAD_CODE)
		return NULL;
	i = letter_index(letters, code + 1);
	word = i / 64;
	if (i >= letters->count)
		return NULL;
	bits = set->bits[word] & (~0ull << i % 64);
	while (!bits && ++word < LETTER_WORDS)
		bits = set->bits[word];
	if (!bits)
		return NULL;
	return &letters->letter[word * 64 + (size_t)__builtin_ctzll(bits)];
}

uint32_t
npo_name_letter(uint32_t code)
{
	for (size_t i = 0; i < NPO_COUNT(name_letters); i++) {
		if (name_letters[i].code == code)
			return name_letters[i].as;
	}
	return code;
}

uint8_t
npo_symbol(uint32_t code)
{
	bool cyrillic = code >= 0x400 && code < 0x530;
	const struct letter *letter = npo_letter(
		cyrillic ? &npo_letters_cyrillic : &npo_letters_latin, code);

	return letter ? letter->symbol : 0;
}

uint8_t
npo_symbol_class(uint8_t symbol)
{
	return symbol_class[symbol];
}

float
npo_letter_rarity(uint8_t symbol)
{
	return letter_rarity[symbol];
}

/* where a hash stands, or count */
static size_t
find_hash(const uint32_t *hashes, size_t count, uint32_t hash)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && hashes[low] == hash ? low : count;
}

static uint32_t
hash_of(npo_str word)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (uint8_t)word.p[i]) * 16777619u;
	return hash;
}

bool
npo_function_word(npo_str word)
{
	size_t count = NPO_COUNT(words_function);

	return find_hash(words_function, count, hash_of(word)) < count;
}

/* where a word stands in the list of its kind */
static enum npo_english
find_english(npo_str word, size_t *at)
{
	uint32_t hash = hash_of(word);

	*at = find_hash(words_common, NPO_COUNT(words_common), hash);
	if (*at < NPO_COUNT(words_common))
		return NPO_ENGLISH_COMMON;
	*at = find_hash(words_names, NPO_COUNT(words_names), hash);
	return *at < NPO_COUNT(words_names) ? NPO_ENGLISH_NAME
					    : NPO_ENGLISH_UNKNOWN;
}

enum npo_english
npo_english_word(npo_str word)
{
	size_t at;

	return find_english(word, &at);
}

float
npo_english_rarity(npo_str word)
{
	size_t at;
	enum npo_english kind = find_english(word, &at);

	if (kind == NPO_ENGLISH_UNKNOWN)
		return unseen_english / 8.0f;
	return (kind == NPO_ENGLISH_COMMON ? rarity_common[at]
					   : rarity_names[at]) / 8.0f;
}

float
npo_russian_rarity(npo_str word)
{
	size_t count = NPO_COUNT(words_russian);
	size_t at = find_hash(words_russian, count, hash_of(word));

	return at < count ? rarity_russian[at] / 8.0f : INFINITY;
}

int
npo_english_odds(unsigned a, unsigned b, unsigned c)
{
	return english_odds[a][b][c];
}

size_t
npo_symbols(npo_str word, uint8_t *symbol, size_t max)
{
	const char *at = word.p, *end = word.p + word.len;
	size_t len = 0;

	while (at < end) {
		uint8_t sym = npo_symbol(npo_utf8_next(&at, end));

		if (!sym || len == max)
			return 0;
		if (sym != SYM_IGNORE)
			symbol[len++] = sym;
	}
	return len;
}
