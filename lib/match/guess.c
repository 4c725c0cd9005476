/* SPDX-License-Identifier: GPL-2.0-or-later */
/* guess.c - the cheapest ways of a word through the arcs, place by place */
#include "guess.h"
#include "arcs.h"

#include <string.h>

#define KEPT 8		/* beginnings kept at each place of the word */

/* what a letter's rarity counts beside the cost of an arc: it breaks ties, of
 * which there are many, for every system's spelling of a letter is as good as
 * another's */
#define TIE 0.02f

/** The beginnings that lead to a place, cheapest first. */
typedef struct beginnings {
	guess one[KEPT];
	unsigned count;
} beginnings;

static void
keep(beginnings *to, const guess *new)
{
	unsigned i;

	for (i = 0; i < to->count; i++) {
		const guess *g = &to->one[i];

		if (g->len != new->len ||
			memcmp(g->symbol, new->symbol, new->len))
			continue;
		if (g->cost <= new->cost)
			return;
		memmove(&to->one[i], &to->one[i + 1],
			(--to->count - i) * sizeof(*g));
		break;
	}
	if (to->count == KEPT && new->cost >= to->one[KEPT - 1].cost)
		return;
	if (to->count < KEPT)
		to->count++;
	for (i = to->count - 1; i && to->one[i - 1].cost > new->cost; i--)
		to->one[i] = to->one[i - 1];
	to->one[i] = *new;
}

/* go on from each beginning by one arc */
static void
extend(const beginnings *from, const word_arc *a, beginnings *to)
{
	for (unsigned i = 0; i < from->count; i++) {
		const guess *g = &from->one[i];
		uint8_t last = g->len ? g->symbol[g->len - 1] : SYM_BEGIN;
		guess new = *g;

		if (!(a->context & npo_symbol_class(last)) ||
			g->len + a->len > sizeof(g->symbol))
			continue;
		memcpy(new.symbol + g->len, a->symbol, a->len);
		new.len = (uint8_t)(g->len + a->len);
		new.cost += a->cost;
		for (unsigned k = 0; k < a->len; k++)
			new.cost += TIE * npo_letter_rarity(a->symbol[k]);
		keep(to, &new);
	}
}

/* take the ends of the word off; false: there are no letters */
static bool
cut_ends(guess *g)
{
	uint8_t len = 0;

	for (uint8_t i = 0; i < g->len; i++) {
		if (g->symbol[i] != SYM_BEGIN && g->symbol[i] != SYM_END)
			g->symbol[len++] = g->symbol[i];
	}
	g->len = len;
	return len && len <= SCAN_LETTERS;
}

size_t
guess_word(scan_direction to, const uint8_t *symbol, size_t len, guess *out)
{
	word_arcs w = { .len = 0 };
	beginnings at[ARCS_PLACES];
	size_t count = 0;

	arcs_find(&w, to == SCAN_TO_CYRILLIC ? &npo_arcs_to_cyrillic
		: &npo_arcs_to_latin, symbol, len, to == SCAN_TO_LATIN, NULL,
		ARCS_NONE);
	for (size_t i = 0; i <= w.len; i++)
		at[i].count = 0;
	at[0].one[0] = (guess){ .cost = 0 };
	at[0].count = 1;
	for (size_t place = 0; place < w.len; place++) {
		for (unsigned i = w.first_arc[place];
			i < w.first_arc[place + 1]; i++) {
			const word_arc *a = &w.arc[i];

			if (a->to > place)
				extend(&at[place], a, &at[a->to]);
		}
	}
	arcs_release(&w);
	for (unsigned i = 0; i < at[len + 2].count && count < GUESSES; i++) {
		out[count] = at[len + 2].one[i];
		count += cut_ends(&out[count]);
	}
	return count;
}
