/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gather.c - a document's terms, each once, with what they occur as */
#include "gather.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_LEAST 1024
#define SLOTS_KEPT 16384

/* the slot of a term, or the free one where it belongs */
static size_t
find_slot(const npo_gather *g, npo_str term, uint64_t hash)
{
	size_t i = hash & (g->slots - 1);

	for (; g->slot[i]; i = (i + 1) & (g->slots - 1)) {
		const npo_gathered *t = &g->term[g->slot[i] - 1];

		if (t->hash == hash &&
			npo_str_equal(term, npo_gather_term(
				g, g->slot[i] - 1)))
			break;
	}
	return i;
}

/* at most half of the slots are ever taken */
static void
grow(npo_gather *g)
{
	size_t slots = g->slots ? 2 * g->slots : SLOTS_LEAST;

	free(g->slot);
	g->slot = npo_calloc(slots, sizeof(*g->slot));
	g->slots = slots;
	for (size_t i = 0; i < g->count; i++) {
		size_t at = find_slot(
			g, npo_gather_term(g, i), g->term[i].hash);

		g->slot[at] = (uint32_t)i + 1;
	}
}

static uint32_t
number_of(npo_gather *g, npo_str term)
{
	uint64_t hash = npo_places_hash(term);
	size_t at;

	if (2 * g->count >= g->slots)
		grow(g);
	at = find_slot(g, term, hash);
	if (g->slot[at])
		return g->slot[at] - 1;
	NPO_GROW(g->term, g->count, g->cap);
	g->term[g->count] = (npo_gathered){
		.hash = hash, .at = g->text.len, .len = term.len };
	npo_buf_addstr(&g->text, term);
	g->slot[at] = (uint32_t)++g->count;
	return g->slot[at] - 1;
}

void
npo_gather_add(npo_gather *g, npo_str term, uint32_t position, uint32_t wdf)
{
	uint32_t number = number_of(g, term);

	g->term[number].wdf += wdf;
	if (!position)
		return;
	NPO_GROW(g->occurrence, g->occurrences, g->occurrence_cap);
	g->occurrence[g->occurrences++] =
		(npo_occurrence){ number, position };
}

npo_str
npo_gather_term(const npo_gather *g, size_t i)
{
	return (npo_str){ g->text.p + g->term[i].at, g->term[i].len };
}

/* sorted, each once; most are so already */
static void
tidy(const npo_gather *g, npo_gathered *term)
{
	npo_positions list = { g->position + term->first, term->count,
		term->count };

	for (size_t i = 1; i < list.count; i++) {
		if (list.p[i - 1] >= list.p[i]) {
			npo_positions_sort(&list);
			break;
		}
	}
	term->count = list.count;
}

void
npo_gather_arrange(npo_gather *g)
{
	size_t first = 0;

	if (g->position_cap < g->occurrences) {
		g->position_cap = 2 * g->occurrences;
		free(g->position);
		g->position =
			npo_alloc(g->position_cap * sizeof(*g->position));
	}
	for (size_t i = 0; i < g->count; i++)
		g->term[i].count = 0;
	for (size_t i = 0; i < g->occurrences; i++)
		g->term[g->occurrence[i].term].count++;
	for (size_t i = 0; i < g->count; i++) {
		g->term[i].first = first;
		first += g->term[i].count;
		g->term[i].count = 0;
	}
	for (size_t i = 0; i < g->occurrences; i++) {
		npo_gathered *term = &g->term[g->occurrence[i].term];

		g->position[term->first + term->count++] =
			g->occurrence[i].position;
	}
	for (size_t i = 0; i < g->count; i++) {
		if (g->term[i].count > 1)
			tidy(g, &g->term[i]);
	}
}

void
npo_gather_encode(const npo_gather *g, npo_buf *out)
{
	npo_placed *terms;
	size_t placed = 0;

	if (!g->occurrences)
		return;
	terms = npo_alloc(g->count * sizeof(*terms));
	for (size_t i = 0; i < g->count; i++) {
		const npo_gathered *term = &g->term[i];

		terms[i] = (npo_placed){ term->hash, term->first, term->count };
		placed += term->count != 0;
	}
	npo_places_encode(terms, g->count, placed, g->position, out);
	free(terms);
}

void
npo_gather_reset(npo_gather *g)
{
	/* after a large document there would be much to clear each time */
	if (g->slots > SLOTS_KEPT) {
		npo_gather_release(g);
		return;
	}
	if (g->slots)
		memset(g->slot, 0, g->slots * sizeof(*g->slot));
	npo_buf_reset(&g->text);
	g->count = 0;
	g->occurrences = 0;
}

void
npo_gather_release(npo_gather *g)
{
	npo_buf_release(&g->text);
	free(g->term);
	free(g->occurrence);
	free(g->position);
	free(g->slot);
	*g = (npo_gather){ .count = 0 };
}
