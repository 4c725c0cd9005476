/* SPDX-License-Identifier: GPL-2.0-or-later */
/* endings.c - tries of inflectional endings, Cyrillic and romanized */
#include "mktables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDING_MAX 24		/* symbols of a romanized ending */
#define ROMANIZED_MAX 2.5f	/* nats of a romanized ending */
#define ROMANIZED_LETTER 0.25f	/* and for each of its letters */
#define SPELLINGS_MAX 12	/* of one ending */
#define READINGS_MAX 6		/* of one romanized ending */

typedef struct ending {
	char lang[4];
	char text[64];		/* UTF-8 */
	unsigned number;	/* among those of its language */
} ending;

/** A spelling of an ending, and the ending that it is read as. */
typedef struct spelled {
	uint8_t sym[ENDING_MAX];
	uint8_t len;
	float cost;
	unsigned number;
} spelled;

typedef struct spellings {
	spelled *one;
	size_t count, cap;
} spellings;

static ending *endings;
static size_t ending_count, ending_cap;

static unsigned
numbered(const char *lang)
{
	unsigned n = 0;

	for (size_t i = 0; i < ending_count; i++)
		n += !strcmp(endings[i].lang, lang);
	return n;
}

static void
ending_row(char **cell, size_t cells, void *payload)
{
	ending *e;

	(void)cells;
	(void)payload;
	NPO_GROW(endings, ending_count, ending_cap);
	e = &endings[ending_count];
	snprintf(e->lang, sizeof(e->lang), "%s", cell[0]);
	snprintf(e->text, sizeof(e->text), "%s", cell[1]);
	e->number = numbered(cell[0]);
	ending_count++;
}

void
endings_read(const char *path)
{
	read_table(path, 3, ending_row, NULL);
}

static size_t
symbols_of(const char *text, uint8_t *sym)
{
	const char *end = text + strlen(text);
	size_t len = 0;

	while (text < end && len < ENDING_MAX)
		sym[len++] = symbol_make(npo_utf8_next(&text, end));
	return len;
}

/* ------------------------------------------------ romanized */

static void
keep_spelling(spellings *list, const spelled *one)
{
	for (size_t i = 0; i < list->count; i++) {
		spelled *s = &list->one[i];

		if (s->number != one->number || s->len != one->len ||
			memcmp(s->sym, one->sym, one->len))
			continue;
		s->cost = fminf(s->cost, one->cost);
		return;
	}
	NPO_GROW(list->one, list->count, list->cap);
	list->one[list->count++] = *one;
}

static int
by_cost(const void *a, const void *b)
{
	const spelled *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->len != y->len)
		return (int)x->len - y->len;
	return memcmp(x->sym, y->sym, x->len);
}

static bool
append(const spelled *so_far, const arc *a, float limit, spelled *next)
{
	*next = *so_far;
	next->cost += a->cost;
	if (next->cost > limit || next->len + a->query.len > ENDING_MAX)
		return false;
	memcpy(next->sym + next->len, a->query.sym, a->query.len);
	next->len = (uint8_t)(next->len + a->query.len);
	return true;
}

/* carry the spellings of sym[0, at) over every arc that fits at at */
static void
spell_on(const arcs *list, const uint8_t *sym, size_t end, size_t at,
	spellings *upto, float limit)
{
	uint8_t before = at ? class_of(sym[at - 1]) : CTX_CONSONANT;

	for (size_t i = 0; i < list->count; i++) {
		const arc *a = &list->arc[i];
		const chunk *v = &a->vocabulary;
		spelled next;

		if (!v->len || at + v->len > end ||
			memcmp(v->sym, sym + at, v->len) ||
			!(a->context & before))
			continue;
		for (size_t k = 0; k < upto[at].count; k++) {
			if (append(&upto[at].one[k], a, limit, &next))
				keep_spelling(&upto[at + v->len], &next);
		}
	}
}

/* the likeliest spellings of one ending, whose end mark is sym[len] */
static void
spell(const arcs *list, const uint8_t *sym, size_t len, unsigned number,
	spellings *out)
{
	float limit = ROMANIZED_MAX + ROMANIZED_LETTER * (float)len;
	spellings upto[ENDING_MAX + 2] = { { 0 } };
	spelled empty = { { 0 }, 0, 0, number };

	keep_spelling(&upto[0], &empty);
	for (size_t at = 0; at <= len; at++) {
		qsort(upto[at].one, upto[at].count, sizeof(*upto[at].one),
			by_cost);
		if (upto[at].count > SPELLINGS_MAX)
			upto[at].count = SPELLINGS_MAX;
		spell_on(list, sym, len + 1, at, upto, limit);
	}
	for (size_t k = 0; k < upto[len + 1].count; k++) {
		spelled done = upto[len + 1].one[k];

		done.len--; /* without the end mark */
		NPO_GROW(out->one, out->count, out->cap);
		out->one[out->count++] = done;
	}
	for (size_t at = 0; at <= len + 1; at++)
		free(upto[at].one);
}

/* ------------------------------------------------ trie */

static int
by_spelling(const void *a, const void *b)
{
	const spelled *x = a, *y = b;
	size_t len = x->len < y->len ? x->len : y->len;
	int order = memcmp(x->sym, y->sym, len);

	if (order)
		return order;
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return x->cost < y->cost ? -1 : x->cost > y->cost;
}

typedef struct node {
	uint8_t sym;
	unsigned first, children;	/* nodes, side by side */
	unsigned reading, readings;
	size_t from, to, depth;		/* spellings at it and below, which
					   agree on so many symbols */
} node;

typedef struct trie {
	node *node;
	size_t count, cap;
	unsigned readings;	/* of the nodes that have grown */
} trie;

/* what a node has of the list, and behind all nodes its children */
static void
grow(trie *t, size_t at, const spelled *list)
{
	node n = t->node[at];
	size_t i = n.from, end;

	while (i < n.to && list[i].len == n.depth)
		i++;
	n.reading = t->readings;
	n.readings = (unsigned)(i - n.from);
	t->readings += n.readings;
	n.first = (unsigned)t->count;
	for (; i < n.to; i = end) {
		uint8_t sym = list[i].sym[n.depth];

		for (end = i; end < n.to && list[end].sym[n.depth] == sym;)
			end++;
		NPO_GROW(t->node, t->count, t->cap);
		t->node[t->count++] = (node){ .sym = sym, .from = i,
			.to = end, .depth = n.depth + 1 };
	}
	n.children = (unsigned)(t->count - n.first);
	t->node[at] = n;
}

/* at most READINGS_MAX for a spelling; they are sorted by cost */
static void
limit_readings(spellings *list)
{
	size_t kept = 0, run = 0;

	for (size_t i = 0; i < list->count; i++) {
		const spelled *s = &list->one[i];

		run = i && s->len == s[-1].len &&
				!memcmp(s->sym, s[-1].sym, s->len)
			? run + 1 : 0;
		if (run < READINGS_MAX)
			list->one[kept++] = *s;
	}
	list->count = kept;
}

/* readings stand as their nodes do */
static void
write_readings(const char *name, const trie *t, const spelled *list)
{
	printf("static const struct reading readings_%s[] = {\n", name);
	for (size_t i = 0; i < t->count; i++) {
		const node *n = &t->node[i];

		for (size_t k = 0; k < n->readings; k++)
			printf("\t{ %u, %u },\n",
				hundredths(list[n->from + k].cost),
				list[n->from + k].number);
	}
	puts("};");
}

/* level by level: what begins many endings is looked at most, and so touches
 * few pages of the program */
static void
write_trie(const char *name, spellings *list)
{
	trie t = { 0 };

	qsort(list->one, list->count, sizeof(*list->one), by_spelling);
	limit_readings(list);
	NPO_GROW(t.node, t.count, t.cap);
	t.node[t.count++] = (node){ .to = list->count };
	for (size_t i = 0; i < t.count; i++)
		grow(&t, i, list->one);
	write_readings(name, &t, list->one);
	printf("static const struct trie_node trie_%s[] = {\n", name);
	for (size_t i = 0; i < t.count; i++)
		printf("\t{ %u, %u, %u, %u, %u },\n",
			short_of(t.node[i].first),
			short_of(t.node[i].reading), t.node[i].sym,
			t.node[i].children, t.node[i].readings);
	puts("};");
	free(t.node);
	free(list->one);
}

static void
write_plain(const char *lang)
{
	spellings list = { 0 };

	printf("static const char *const ending_text_%s[] = {\n", lang);
	for (size_t i = 0; i < ending_count; i++) {
		spelled one = { { 0 }, 0, 0, endings[i].number };

		if (strcmp(endings[i].lang, lang))
			continue;
		printf("\t\"%s\",\n", endings[i].text);
		one.len = (uint8_t)symbols_of(endings[i].text, one.sym);
		keep_spelling(&list, &one);
	}
	puts("};");
	write_trie(lang, &list);
}

void
endings_write(const arcs *list)
{
	spellings romanized = { 0 };

	write_plain("ru");
	write_plain("en");
	for (size_t i = 0; i < ending_count; i++) {
		uint8_t sym[ENDING_MAX + 1];
		size_t len;

		if (strcmp(endings[i].lang, "ru"))
			continue;
		len = symbols_of(endings[i].text, sym);
		sym[len] = SYM_END;
		spell(list, sym, len, endings[i].number, &romanized);
	}
	write_trie("romanized", &romanized);
	free(endings);
}
