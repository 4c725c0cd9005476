/* SPDX-License-Identifier: GPL-2.0-or-later */
/* twins.c - names that are one name in several languages, sorted */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWIN_BYTES 32	/* of a name, with its NUL: as in tables.h */

typedef struct twin {
	char word[TWIN_BYTES];
	unsigned group;
} twin;

typedef struct twins {
	twin *one;
	size_t count, cap;
	unsigned groups;
} twins;

static void
twin_row(char **cell, size_t cells, void *payload)
{
	twins *t = payload;

	(void)cells;
	for (char *rest = cell[0], *word; (word = strsep(&rest, " "));) {
		twin one = { .group = t->groups };

		if (strlen(word) < 4 || strlen(word) >= sizeof(one.word))
			die("name too short or too long '%s'", word);
		strcpy(one.word, word);
		NPO_GROW(t->one, t->count, t->cap);
		t->one[t->count++] = one;
	}
	t->groups++;
}

static int
by_word(const void *a, const void *b)
{
	const twin *x = a, *y = b;
	int order = strcmp(x->word, y->word);

	return order ? order : (int)x->group - (int)y->group;
}

void
twins_write(const char *path)
{
	twins t = { NULL, 0, 0, 0 };

	read_table(path, 2, twin_row, &t);
	qsort(t.one, t.count, sizeof(*t.one), by_word);
	puts("static const struct twin twin_names[] = {");
	for (size_t i = 0; i < t.count; i++)
		printf("\t{ \"%s\", %u },\n", t.one[i].word, t.one[i].group);
	puts("};");
	free(t.one);
}
