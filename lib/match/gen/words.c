/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words.c - sets of words, as hashes; English letters by threes */
#include "mktables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A word: the 32-bit FNV-1a hash of it. */
typedef struct counted {
	uint32_t hash;
	double count;		/* in running text */
} counted;

typedef struct hashes {
	counted *word;
	size_t count, cap;
	double total, least;	/* of the counts */
} hashes;

/** Words that are written in lower case, and names. */
typedef struct lexicon {
	hashes common, names;
} lexicon;

#define COMMON_SHARE 0.8	/* of a word's occurrences, in lower case */

static void
hashes_add(hashes *h, const char *word, double count)
{
	uint32_t hash = 2166136261u;

	for (; *word; word++)
		hash = (hash ^ (uint8_t)*word) * 16777619u;
	NPO_GROW(h->word, h->count, h->cap);
	h->word[h->count++] = (counted){ hash, count };
	h->total += count;
	h->least = h->count > 1 ? fmin(h->least, count) : count;
}

static void
english_row(char **cell, size_t cells, void *payload)
{
	lexicon *lex = payload;
	double count = atof(cell[1]), lower = atof(cell[2]);

	(void)cells;
	hashes_add(lower >= COMMON_SHARE * count ? &lex->common : &lex->names,
		cell[0], count);
}

static void
russian_row(char **cell, size_t cells, void *payload)
{
	(void)cells;
	hashes_add(payload, cell[0], atof(cell[1]));
}

static int
by_hash(const void *a, const void *b)
{
	const counted *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void
hashes_write(const char *name, hashes *h)
{
	qsort(h->word, h->count, sizeof(*h->word), by_hash);
	printf("static const uint32_t words_%s[] = {", name);
	for (size_t i = 0; i < h->count; i++)
		printf("%s0x%08x,", i % 8 ? " " : "\n\t", h->word[i].hash);
	puts("\n};");
}

/* a part of all words, as eighths of a nat below one */
static unsigned
rarity(double count, double total)
{
	return (unsigned)lround(fmin(255, 8 * log(total / count)));
}

/* how rare each is, in the order of the hashes */
static void
rarities_write(const char *name, const hashes *h, double total)
{
	printf("static const uint8_t rarity_%s[] = {", name);
	for (size_t i = 0; i < h->count; i++)
		printf("%s%u,", i % 16 ? " " : "\n\t",
			rarity(h->word[i].count, total));
	puts("\n};");
}

static void
unseen_write(const char *name, double least, double total)
{
	printf("enum { unseen_%s = %u };\n", name, rarity(least / 2, total));
}

/* the words of a row stand side by side, a blank between them */
static void
function_row(char **cell, size_t cells, void *payload)
{
	hashes *h = payload;

	(void)cells;
	for (char *rest = cell[1], *word; (word = strsep(&rest, " "));) {
		if (*word)
			hashes_add(h, word, 1);
	}
}

/* ^a-z$ as 0 to 27 */
static size_t
letter_number(char letter)
{
	if (letter == '^')
		return 0;
	return letter == '$' ? 27 : (size_t)(letter - 'a') + 1;
}

static void
odds_row(char **cell, size_t cells, void *payload)
{
	int8_t(*odds)[28][28] = payload;
	size_t a = letter_number(cell[0][0]), b = letter_number(cell[0][1]);

	if (cells != 28 || a > 27 || b > 27)
		die("unusable row '%s' of letters", cell[0]);
	for (size_t i = 1; i < cells; i++)
		odds[a][b][i] = (int8_t)atoi(cell[i]);
}

void
function_words_write(const char *path)
{
	hashes h = { 0 };

	read_table(path, 2, function_row, &h);
	hashes_write("function", &h);
	free(h.word);
}

void
russian_write(const char *path)
{
	hashes h = { 0 };

	read_table(path, 2, russian_row, &h);
	hashes_write("russian", &h);
	rarities_write("russian", &h, h.total);
	free(h.word);
}

void
english_write(const char *words, const char *letters)
{
	static int8_t odds[28][28][28];
	lexicon lex = { 0 };
	double total;

	read_table(words, 3, english_row, &lex);
	total = lex.common.total + lex.names.total;
	hashes_write("common", &lex.common);
	hashes_write("names", &lex.names);
	rarities_write("common", &lex.common, total);
	rarities_write("names", &lex.names, total);
	unseen_write("english", fmin(lex.common.least, lex.names.least), total);
	free(lex.common.word);
	free(lex.names.word);
	read_table(letters, 28, odds_row, odds);
	puts("static const int8_t english_odds[28][28][28] = {");
	for (size_t a = 0; a < 28; a++) {
		puts("\t{");
		for (size_t b = 0; b < 28; b++) {
			fputs("\t\t{", stdout);
			for (size_t c = 0; c < 28; c++)
				printf(" %d,", odds[a][b][c]);
			puts(" },");
		}
		puts("\t},");
	}
	puts("};");
}
