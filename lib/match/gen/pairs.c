/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pairs.c - how likely two endings are those of one word, as a matrix */
#include "mktables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES_MAX 256

typedef struct ending {
	char text[32];		/* UTF-8 */
	unsigned class;
} ending;

typedef struct pairs {
	ending *one;
	size_t count, cap;
	unsigned classes;
	unsigned other;		/* percent, of all pairs without a row */
	uint8_t percent[CLASSES_MAX][CLASSES_MAX];
} pairs;

static const ending *
find(const pairs *p, const char *text)
{
	for (size_t i = 0; i < p->count; i++) {
		if (!strcmp(p->one[i].text, text))
			return &p->one[i];
	}
	return NULL;
}

static void
add(pairs *p, const char *text, unsigned class)
{
	if (find(p, text) || strlen(text) >= sizeof(p->one->text))
		die("ending '%s' is there twice, or too long", text);
	NPO_GROW(p->one, p->count, p->cap);
	strcpy(p->one[p->count].text, text);
	p->one[p->count++].class = class;
}

/* a class that has the likelihood of no row yet is new */
static unsigned
class_with(pairs *p, const char *text)
{
	const ending *e = find(p, text);

	if (e)
		return e->class;
	if (p->classes == CLASSES_MAX)
		die("more classes of endings than %d", CLASSES_MAX);
	memset(p->percent[p->classes], (int)p->other, CLASSES_MAX);
	for (unsigned i = 0; i < p->classes; i++)
		p->percent[i][p->classes] = (uint8_t)p->other;
	add(p, text, p->classes);
	return p->classes++;
}

static void
pair_row(char **cell, size_t cells, void *payload)
{
	pairs *p = payload;
	unsigned percent, a, b;

	(void)cells;
	if (!strcmp(cell[2], "=")) {
		add(p, cell[0], class_with(p, cell[1]));
		return;
	}
	percent = (unsigned)lround(100 * atof(cell[2]));
	if (percent > 100)
		die("a likelihood above 1 '%s'", cell[2]);
	if (!strcmp(cell[0], "*")) {
		p->other = percent;
		return;
	}
	a = class_with(p, cell[0]);
	b = class_with(p, cell[1]);
	p->percent[a][b] = p->percent[b][a] = (uint8_t)percent;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const ending *)a)->text, ((const ending *)b)->text);
}

void
ending_pairs_write(const char *path)
{
	static pairs p;

	read_table(path, 3, pair_row, &p);
	qsort(p.one, p.count, sizeof(*p.one), by_text);
	puts("static const struct ending_class ending_classes[] = {");
	for (size_t i = 0; i < p.count; i++)
		printf("\t{ \"%s\", %zu, %u },\n", p.one[i].text,
			strlen(p.one[i].text), p.one[i].class);
	printf("};\nenum { ending_pairs_other = %u };\n", p.other);
	printf("static const uint8_t ending_pairs[][%u] = {\n", p.classes);
	for (unsigned a = 0; a < p.classes; a++) {
		fputs("\t{", stdout);
		for (unsigned b = 0; b < p.classes; b++)
			printf("%s%u,", b % 16 ? " " : "\n\t\t",
				p.percent[a][b]);
		puts("\n\t},");
	}
	puts("};");
	free(p.one);
}
