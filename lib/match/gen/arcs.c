/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arcs.c - arc tables: read, turned round, composed, written as arrays */
#include "mktables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
arcs_add(arcs *list, arc one)
{
	NPO_GROW(list->arc, list->count, list->cap);
	list->arc[list->count++] = one;
}

static uint8_t
context_of(const char *text)
{
	uint8_t context = 0;

	if (!strcmp(text, "any"))
		return CTX_ANY;
	for (; *text; text++)
		context |= *text == '^' ? CTX_START
			: *text == 'V'	? CTX_VOWEL
			: *text == 'S'	? CTX_SIGN
			: *text == 'C'	? CTX_CONSONANT
					: 0;
	if (!context)
		die("an arc without context");
	return context;
}

static void
arc_row(char **cell, size_t cells, void *payload)
{
	arc one = { .vocabulary = chunk_of(cell[0]),
		.query = chunk_of(cell[1]) };

	(void)cells;
	one.context = context_of(cell[2]);
	one.cost = strtof(cell[3], NULL);
	arcs_add(payload, one);
}

void
arcs_read(const char *path, arcs *list)
{
	read_table(path, 5, arc_row, list);
}

void
arcs_take_typed(arcs *from, arcs *to)
{
	size_t kept = 0;

	for (size_t i = 0; i < from->count; i++) {
		if (chunk_has_digit(&from->arc[i].query))
			arcs_add(to, from->arc[i]);
		else
			from->arc[kept++] = from->arc[i];
	}
	from->count = kept;
}

void
arcs_swap(const arcs *from, arcs *to)
{
	for (size_t i = 0; i < from->count; i++) {
		arc one = from->arc[i];

		one.vocabulary = from->arc[i].query;
		one.query = from->arc[i].vocabulary;
		arcs_add(to, one);
	}
}

/* ------------------------------------------------ marked letters */

#define BARE_COST 0.5f	/* nats: a mark that says nothing */

/* the arc of a bare letter for the same with a mark, unless it has it */
static void
add_marked(arcs *list, size_t count, uint8_t marked, uint8_t bare)
{
	for (size_t i = 0; i < count; i++) {
		arc one = list->arc[i];
		bool there = false;

		if (one.query.len != 1 || one.query.sym[0] != bare)
			continue;
		one.query.sym[0] = marked;
		one.cost += BARE_COST;
		for (size_t k = 0; k < count && !there; k++)
			there = chunk_equal(&list->arc[k].query, &one.query) &&
				chunk_equal(&list->arc[k].vocabulary,
					&one.vocabulary) &&
				list->arc[k].context & one.context;
		if (!there)
			arcs_add(list, one);
	}
}

void
arcs_add_marked(arcs *list)
{
	size_t count = list->count;

	for (unsigned symbol = SYM_FIRST; symbol < 256; symbol++) {
		uint8_t bare = symbol_base((uint8_t)symbol);

		if (bare && bare != symbol)
			add_marked(list, count, (uint8_t)symbol, bare);
	}
}

/* ------------------------------------------------ Latin to Latin */

/*
 * A Latin chunk stands for another if both stand for one Cyrillic chunk. The
 * cost: how far the Cyrillic chunk is from the likeliest reading of the one,
 * and from the likeliest spelling for the other.
 */
#define COMPOSED_BASE 0.3f	/* any change of spelling */
#define COMPOSED_QUERY 2.5f	/* the least likely reading */
#define COMPOSED_SPELL 3.0f	/* the least likely spelling */
#define COMPOSED_MAX 4.0f
#define SIGN_COST 0.7f		/* a sign more or less */
#define MARK_COST 1.0f		/* a letter with or without its mark */
#define DOUBLE_COST 1.5f	/* a consonant twice or once */

static bool
has(const chunk *c, uint8_t sym)
{
	return memchr(c->sym, sym, c->len) != NULL;
}

static void
keep_best(arcs *list, const chunk *vocabulary, const chunk *query, float cost)
{
	for (size_t i = 0; i < list->count; i++) {
		arc *a = &list->arc[i];

		if (!chunk_equal(&a->vocabulary, vocabulary) ||
			!chunk_equal(&a->query, query))
			continue;
		a->cost = fminf(a->cost, cost);
		return;
	}
	arcs_add(list, (arc){ *vocabulary, *query, CTX_ANY, cost });
}

static void
compose_two(const arc *q, float best_reading, const arc *v,
	float best_spelling, arcs *to)
{
	float reading = q->cost - best_reading;
	float spelling = v->cost - best_spelling, cost;

	if (!q->query.len || !v->query.len || reading > COMPOSED_QUERY ||
		spelling > COMPOSED_SPELL)
		return;
	if (has(&q->query, SYM_END) != has(&v->query, SYM_END) ||
		has(&q->query, SYM_BEGIN) != has(&v->query, SYM_BEGIN))
		return;
	cost = chunk_equal(&q->query, &v->query)
		? 0 : COMPOSED_BASE + reading + spelling;
	if (cost <= COMPOSED_MAX)
		keep_best(to, &v->query, &q->query, cost);
}

static void
compose_letters(arcs *to)
{
	static const struct {
		const char *marked, *bare;
	} pairs[] = { { "čćçċ", "c" }, { "žżźz", "z" }, { "šŝśș", "s" },
		{ "ëèėéěêę", "e" }, { "ïĭíîìı", "i" }, { "ûüŭúůū", "u" },
		{ "âäáàą", "a" }, { "ñń", "n" }, { "ł", "l" }, { "đ", "d" },
		{ "öóòô", "o" }, { "ýȳ", "y" }, { "ğġ", "g" }, { "ř", "r" } };

	for (size_t i = 0; i < NPO_COUNT(pairs); i++) {
		const char *at = pairs[i].marked, *end = at + strlen(at);
		chunk bare = chunk_of(pairs[i].bare);

		while (at < end) {
			uint8_t sym = symbol_of(npo_utf8_next(&at, end));
			chunk marked = { { sym }, 1 };

			if (!sym || chunk_equal(&marked, &bare))
				continue;
			keep_best(to, &marked, &bare, MARK_COST);
			keep_best(to, &bare, &marked, MARK_COST);
		}
	}
	for (const char *c = "bdfgklmnprstz"; *c; c++) {
		chunk one = { { symbol_of((uint8_t)*c) }, 1 };
		chunk two = { { one.sym[0], one.sym[0] }, 2 };

		keep_best(to, &one, &two, DOUBLE_COST);
		keep_best(to, &two, &one, DOUBLE_COST);
	}
}

static void
compose_signs(arcs *to)
{
	const chunk none = { { 0 }, 0 };
	const chunk one = chunk_of("'"), two = chunk_of("\"");

	keep_best(to, &none, &one, SIGN_COST);
	keep_best(to, &one, &none, SIGN_COST);
	keep_best(to, &none, &two, SIGN_COST);
	keep_best(to, &two, &none, SIGN_COST);
	keep_best(to, &one, &two, SIGN_COST);
	keep_best(to, &two, &one, SIGN_COST);
}

static int
by_cyrillic(const void *a, const void *b)
{
	const arc *x = a, *y = b;
	int order = memcmp(x->vocabulary.sym, y->vocabulary.sym, CHUNK_MAX);

	return order ? order : (int)x->vocabulary.len - y->vocabulary.len;
}

/* one arc for each pair of chunks: the cheapest of its contexts */
static void
drop_contexts(const arcs *from, arcs *to)
{
	for (size_t i = 0; i < from->count; i++)
		keep_best(to, &from->arc[i].vocabulary, &from->arc[i].query,
			from->arc[i].cost);
	qsort(to->arc, to->count, sizeof(*to->arc), by_cyrillic);
}

static float
best_reading_of(const arcs *list, const chunk *query)
{
	float best = INFINITY;

	for (size_t i = 0; i < list->count; i++) {
		if (chunk_equal(&list->arc[i].query, query))
			best = fminf(best, list->arc[i].cost);
	}
	return best;
}

void
arcs_compose(const arcs *from, arcs *to)
{
	arcs flat = { 0 };

	drop_contexts(from, &flat);
	for (size_t i = 0, end; i < flat.count; i = end) {
		float best = INFINITY;

		for (end = i; end < flat.count &&
			!by_cyrillic(&flat.arc[i], &flat.arc[end]); end++)
			best = fminf(best, flat.arc[end].cost);
		for (size_t q = i; q < end; q++) {
			float reading = best_reading_of(
				&flat, &flat.arc[q].query);

			for (size_t v = i; v < end; v++)
				compose_two(&flat.arc[q], reading,
					&flat.arc[v], best, to);
		}
	}
	/* every letter that an arc may write stands for itself */
	for (size_t i = 0; i < flat.count; i++) {
		for (size_t k = 0; k < flat.arc[i].query.len; k++) {
			chunk self = { { flat.arc[i].query.sym[k] }, 1 };

			keep_best(to, &self, &self, 0);
		}
	}
	compose_letters(to);
	compose_signs(to);
	free(flat.arc);
}

/* ------------------------------------------------ as C arrays */

static int
by_query(const void *a, const void *b)
{
	const arc *x = a, *y = b;
	int order = memcmp(x->query.sym, y->query.sym, CHUNK_MAX);

	if (order)
		return order;
	if (x->query.len != y->query.len)
		return (int)x->query.len - y->query.len;
	return by_cyrillic(a, b);
}

unsigned
hundredths(float cost)
{
	return short_of((size_t)lroundf(cost * 100));
}

static void
write_chunk_key(const chunk *c)
{
	uint64_t key = 0;

	for (size_t i = 0; i < CHUNK_MAX; i++)
		key = key << 8 | c->sym[i];
	printf("0x%016llXu", (unsigned long long)key);
}

void
arcs_write(const char *name, arcs *list)
{
	size_t chunks = 0, most = 0;

	qsort(list->arc, list->count, sizeof(*list->arc), by_query);
	printf("static const struct arc arcs_%s[] = {\n", name);
	for (size_t i = 0; i < list->count; i++) {
		const arc *a = &list->arc[i];

		printf("\t{ %u, %u, %u, {", hundredths(a->cost), a->context,
			a->vocabulary.len);
		for (size_t k = 0; k < a->vocabulary.len; k++)
			printf(" %u,", a->vocabulary.sym[k]);
		printf("%s } },\n", a->vocabulary.len ? "" : " 0");
	}
	printf("};\nstatic const struct chunk chunks_%s[] = {\n", name);
	for (size_t i = 0, end; i < list->count; i = end) {
		const chunk *c = &list->arc[i].query;

		for (end = i; end < list->count &&
			chunk_equal(&list->arc[end].query, c); end++)
			;
		fputs("\t{ ", stdout);
		write_chunk_key(c);
		printf(", %zu, %zu },\n", i, end - i);
		chunks++;
		if (c->len > most)
			most = c->len;
	}
	printf("};\nenum { chunks_of_%s = %zu, longest_of_%s = %zu };\n", name,
		chunks, name, most);
}
