/* SPDX-License-Identifier: GPL-2.0-or-later */
/* twins.c - names that are one name in several languages, sorted */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWIN_BYTES 40	/* of a name, with its NUL: as in tables.h */

typedef struct twin {
	char word[TWIN_BYTES];
	char compared[TWIN_BYTES];
	unsigned group;
	size_t number;		/* in the order of words */
} twin;

typedef struct twins {
	twin *one;
	size_t count, cap;
	unsigned groups;
} twins;

static void
add_names(twins *t, char *names)
{
	for (char *word; (word = strsep(&names, " "));) {
		twin one = { .group = t->groups };

		if (!*word)
			continue;
		if (strlen(word) < 4 || strlen(word) >= sizeof(one.word))
			die("name too short or too long '%s'", word);
		strcpy(one.word, word);
		NPO_GROW(t->one, t->count, t->cap);
		t->one[t->count++] = one;
	}
}

/* a group of names, and one of the adjectives made of them */
static void
twin_row(char **cell, size_t cells, void *payload)
{
	twins *t = payload;

	(void)cells;
	add_names(t, cell[0]);
	add_names(t, cell[2]);
	t->groups++;
	add_names(t, cell[3]);
	t->groups++;
}

/* by letters that compare across languages; as long in UTF-8 */
static void
compare(twin *one)
{
	const char *at = one->word, *end = at + strlen(at);
	npo_buf folded = NPO_BUF_INIT;

	while (at < end)
		npo_utf8_put(&folded, name_letter(npo_utf8_next(&at, end)));
	if (folded.len != strlen(one->word))
		die("a letter of '%s' compares as a longer one", one->word);
	strcpy(one->compared, folded.p);
	npo_buf_release(&folded);
}

static int
by_word(const void *a, const void *b)
{
	const twin *x = a, *y = b;
	int order = strcmp(x->word, y->word);

	return order ? order : (int)x->group - (int)y->group;
}

static int
by_compared(const void *a, const void *b)
{
	const twin *x = a, *y = b;
	int order = strcmp(x->compared, y->compared);

	return order	      ? order
		: x->number < y->number ? -1
					: x->number > y->number;
}

void
twins_write(const char *path)
{
	twins t = { NULL, 0, 0, 0 };

	read_table(path, 5, twin_row, &t);
	qsort(t.one, t.count, sizeof(*t.one), by_word);
	puts("static const struct twin twin_names[] = {");
	for (size_t i = 0; i < t.count; i++) {
		compare(&t.one[i]);
		t.one[i].number = i;
		printf("\t{ \"%s\", \"%s\", %u },\n", t.one[i].word,
			t.one[i].compared, t.one[i].group);
	}
	qsort(t.one, t.count, sizeof(*t.one), by_compared);
	puts("};\nstatic const struct twin *const twins_compared[] = {");
	for (size_t i = 0; i < t.count; i++)
		printf("\t&twin_names[%zu],\n", t.one[i].number);
	puts("};");
	free(t.one);
}
