/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus.c - text files to measure speed with, always the same */
/*
 * corpus ru|en|mixed COUNT FOLDER RUSSIAN ENGLISH
 * corpus tsv FOLDER
 *
 * The first makes COUNT files below FOLDER, a thousand a folder. Their words
 * are drawn from the tables RUSSIAN and ENGLISH (lib/match/russian.tsv and
 * english.tsv: word, count) as often as they stand in the samples that were
 * counted, so few are frequent and most are rare, as in any text. Files of ru
 * and en have 2 to 20 KB; those of mixed 0.2 to 2, and are Russian, English,
 * or both by turns of sentences.
 *
 * The second prints "number TAB text" for each file below FOLDER, white space
 * a blank: for indexers that read a stream.
 */
#include <errno.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define WORDS_MAX 200000
#define FILES_A_FOLDER 1000
#define LINE 72 /* bytes, about: then a new line */

typedef struct words {
	char *word[WORDS_MAX];
	uint64_t upto[WORDS_MAX]; /* the counts so far */
	size_t count;
} words;

static uint64_t state = 88172645463325252u;

/* Marsaglia's xorshift64 (Journal of Statistical Software 8, 14) */
static uint64_t
draw(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static void
die(const char *what)
{
	fprintf(stderr, "corpus: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
read_words(const char *name, words *w)
{
	FILE *file = fopen(name, "r");
	char line[512];
	uint64_t sum = 0;

	if (!file)
		die(name);
	while (fgets(line, sizeof(line), file)) {
		char *tab = strchr(line, '\t');

		/* comments, and the names of the columns */
		if (*line == '#' || !tab || !strncmp(line, "word\t", 5))
			continue;
		if (w->count == WORDS_MAX)
			break;
		*tab = '\0';
		sum += strtoull(tab + 1, NULL, 10);
		w->word[w->count] = strdup(line);
		w->upto[w->count++] = sum;
	}
	fclose(file);
	if (!sum)
		die(name);
}

static const char *
draw_word(const words *w)
{
	uint64_t at = draw(w->upto[w->count - 1]);
	size_t low = 0, high = w->count - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (w->upto[mid] > at)
			high = mid;
		else
			low = mid + 1;
	}
	return w->word[low];
}

/* The first letter, if it is one of a-z or а-я, as a capital. */
static void
put_capital(FILE *file, const char *word)
{
	unsigned char a = (unsigned char)word[0], b = (unsigned char)word[1];

	if (a >= 'a' && a <= 'z')
		fprintf(file, "%c%s", a - 32, word + 1);
	else if (a == 0xd0 && b >= 0xb0)
		fprintf(file, "%c%c%s", a, b - 32, word + 2);
	else if (a == 0xd1 && b >= 0x80 && b < 0x90)
		fprintf(file, "%c%c%s", 0xd0, b + 32, word + 2);
	else
		fputs(word, file);
}

/* A sentence of 4 to 19 words; how many bytes it has. */
static size_t
put_sentence(FILE *file, const words *w)
{
	size_t count = 4 + draw(16), line = 0, size = 0;

	for (size_t i = 0; i < count; i++) {
		const char *word = draw_word(w);
		size_t len = strlen(word) + 1;

		if (i)
			fputc(line > LINE ? '\n' : ' ', file);
		line = line > LINE ? 0 : line + len;
		if (i)
			fputs(word, file);
		else
			put_capital(file, word);
		size += len;
	}
	fputs(draw(5) ? ".\n" : ".\n\n", file);
	return size + 2;
}

static void
make(const char *kind, size_t count, const char *folder, const words *w)
{
	char name[4096];

	for (size_t i = 0; i < count; i++) {
		/* Russian twice, English, both; or always the same */
		size_t turn = draw(4);
		size_t size =
			*kind == 'm' ? 200 + draw(1800) : 2000 + draw(18000);
		FILE *file;

		snprintf(name, sizeof(name), "%s/%04zu", folder,
			i / FILES_A_FOLDER);
		if (i % FILES_A_FOLDER == 0 && mkdir(name, 0777) &&
			errno != EEXIST)
			die(name);
		snprintf(name, sizeof(name), "%s/%04zu/%06zu.txt", folder,
			i / FILES_A_FOLDER, i);
		file = fopen(name, "w");
		if (!file)
			die(name);
		for (size_t has = 0; has < size;) {
			size_t one = *kind == 'r'   ? 0
				     : *kind == 'e' ? 1
				     : turn == 3    ? draw(2)
				     : turn == 2    ? 1
						    : 0;

			has += put_sentence(file, &w[one]);
		}
		if (fclose(file))
			die(name);
	}
}

static int
print_one(const char *name, const struct stat *st, int type)
{
	static unsigned long number;
	FILE *file;
	int c;

	(void)st;
	if (type != FTW_F)
		return 0;
	file = fopen(name, "r");
	if (!file)
		die(name);
	printf("%lu\t", ++number);
	while (c = getc_unlocked(file), c != EOF)
		putchar_unlocked(c <= ' ' ? ' ' : c);
	putchar_unlocked('\n');
	fclose(file);
	return 0;
}

int
main(int argc, char **argv)
{
	static words w[2];

	if (argc == 3 && !strcmp(argv[1], "tsv")) {
		if (ftw(argv[2], print_one, 64))
			die(argv[2]);
		return fflush(stdout) ? 2 : 0;
	}
	if (argc != 6) {
		fputs("Usage: corpus ru|en|mixed COUNT FOLDER RUSSIAN "
		      "ENGLISH\n       corpus tsv FOLDER\n",
			stderr);
		return 2;
	}
	read_words(argv[4], &w[0]);
	read_words(argv[5], &w[1]);
	make(argv[1], strtoull(argv[2], NULL, 10), argv[3], w);
	return 0;
}
