/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words.c - sets of words, as hashes; English letters by threes */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The 32-bit FNV-1a hashes of words, and how many there are. */
typedef struct hashes {
	uint32_t *hash;
	size_t count, cap;
} hashes;

/** Words that are written in lower case, and names. */
typedef struct lexicon {
	hashes common, names;
} lexicon;

#define COMMON_SHARE 0.8	/* of a word's occurrences, in lower case */

static void
hashes_add(hashes *h, const char *word)
{
	uint32_t hash = 2166136261u;

	for (; *word; word++)
		hash = (hash ^ (uint8_t)*word) * 16777619u;
	NPO_GROW(h->hash, h->count, h->cap);
	h->hash[h->count++] = hash;
}

static void
word_row(char **cell, size_t cells, void *payload)
{
	lexicon *lex = payload;
	double count = atof(cell[1]), lower = atof(cell[2]);
	hashes *h = lower >= COMMON_SHARE * count ? &lex->common : &lex->names;

	(void)cells;
	hashes_add(h, cell[0]);
}

static int
by_value(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
hashes_write(const char *name, hashes *h)
{
	qsort(h->hash, h->count, sizeof(*h->hash), by_value);
	printf("static const uint32_t words_%s[] = {", name);
	for (size_t i = 0; i < h->count; i++)
		printf("%s0x%08x,", i % 8 ? " " : "\n\t", h->hash[i]);
	puts("\n};");
	free(h->hash);
}

/* the words of a row stand side by side, a blank between them */
static void
function_row(char **cell, size_t cells, void *payload)
{
	hashes *h = payload;

	(void)cells;
	for (char *rest = cell[1], *word; (word = strsep(&rest, " "));) {
		if (*word)
			hashes_add(h, word);
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
	hashes h = { NULL, 0, 0 };

	read_table(path, 2, function_row, &h);
	hashes_write("function", &h);
}

void
english_write(const char *words, const char *letters)
{
	static int8_t odds[28][28][28];
	lexicon lex = { { NULL, 0, 0 }, { NULL, 0, 0 } };

	read_table(words, 3, word_row, &lex);
	hashes_write("common", &lex.common);
	hashes_write("names", &lex.names);
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
