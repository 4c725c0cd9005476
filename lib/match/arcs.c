/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arcs.c - the arcs of one query word, sorted for the scan */
#include "arcs.h"

#include <stdlib.h>
#include <string.h>

/* the first of some chunks whose key is at least that */
static const struct chunk *
first_from(const struct chunk *low, const struct chunk *high, uint64_t key)
{
	while (low < high) {
		const struct chunk *middle = low + (high - low) / 2;

		if (middle->key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/** A chunk of the word: its arcs in the table, sorted by their symbols. */
typedef struct run {
	const struct arc *at, *end;
	uint8_t to;
} run;

/* pass the arcs that are too dear; most are */
static void
skip_dear(const word_arcs *w, run *r)
{
	while (r->at < r->end && npo_nats(r->at->cost) > w->bound)
		r->at++;
}

static void
add_run(const word_arcs *w, const struct arc_table *table,
	const struct chunk *c, size_t to, run *runs, size_t *count)
{
	run *r = &runs[*count];

	*r = (run){ table->arc + c->first, table->arc + c->first + c->count,
		(uint8_t)to };
	skip_dear(w, r);
	*count += r->at < r->end;
}

static size_t
find_runs(const word_arcs *w, const struct arc_table *table, size_t place,
	run *runs)
{
	/* chunks that begin as the word does at this place */
	const struct chunk *low = table->chunk, *high = low + table->chunks;
	uint64_t key = 0;
	size_t count = 0;

	if (low < high && !low->key)
		add_run(w, table, low, place, runs, &count);
	for (size_t len = 1; place + len <= w->len; len++) {
		unsigned shift = (unsigned)(64 - 8 * len);

		if (len > table->longest)
			break;
		key |= (uint64_t)w->query[place + len - 1] << shift;
		low = first_from(low, high, key);
		high = first_from(low, high, key + (1ull << shift));
		if (low == high)
			break;
		if (low->key == key)
			add_run(w, table, low, place + len, runs, &count);
	}
	return count;
}

static void
add_arc(word_arcs *w, const struct arc *a, uint8_t place, uint8_t to,
	bool context_of_query)
{
	uint8_t before =
		place ? npo_symbol_class(w->query[place - 1]) : CTX_START;
	word_arc *l;

	if ((context_of_query && !(a->context & before)) ||
		(!a->len && to == place))
		return;
	NPO_GROW(w->arc, w->arcs, w->arc_cap);
	l = &w->arc[w->arcs++];
	l->cost = npo_nats(a->cost);
	l->to = to;
	l->context = context_of_query ? 255 : a->context;
	l->len = a->len;
	memcpy(l->symbol, a->vocabulary, sizeof(l->symbol));
}

/* the arcs of a place in order of their first symbols; 0: none */
static void
merge_runs(word_arcs *w, run *runs, size_t count, uint8_t place,
	bool context_of_query)
{
	for (;;) {
		run *least = NULL;

		for (size_t i = 0; i < count; i++) {
			if (runs[i].at < runs[i].end && (!least ||
				runs[i].at->vocabulary[0] <
					least->at->vocabulary[0]))
				least = &runs[i];
		}
		if (!least)
			return;
		add_arc(w, least->at++, place, least->to, context_of_query);
		skip_dear(w, least);
	}
}

static void
find_rests(word_arcs *w, const float *ending)
{
	w->rest[w->len] = 0;
	w->first_arc[w->len + 1] = (uint16_t)w->arcs;
	for (size_t place = w->len; place-- > 0;) {
		float least = ARCS_NONE;

		for (unsigned i = w->first_arc[place];
			i < w->first_arc[place + 1]; i++) {
			const word_arc *a = &w->arc[i];

			if (a->to > place)
				least = arcs_least(least,
					a->cost + w->rest[a->to]);
		}
		/* an ending may stand for the rest, at no cost of letters */
		if (ending && place && ending[place - 1] < ARCS_NONE)
			least = arcs_least(least, ending[place - 1]);
		w->rest[place] = least;
	}
}

/* group the arcs of a place by their first symbols */
static void
find_exits(word_arcs *w, size_t place)
{
	size_t at = w->first_arc[place], end = w->first_arc[place + 1];
	uint8_t n = 0;

	w->first_exit[place] = (uint16_t)w->exits;
	memset(w->exit_of[place], 0, sizeof(w->exit_of[place]));
	while (at < end && !w->arc[at].symbol[0])
		at++;
	w->first_symbol[place] = (uint16_t)at;
	while (at < end) {
		word_exit *x;

		NPO_GROW(w->exit, w->exits, w->exit_cap);
		x = &w->exit[w->exits++];
		*x = (word_exit){ (uint16_t)at, (uint16_t)at, ARCS_NONE,
			w->arc[at].symbol[0], 0 };
		for (; at < end && w->arc[at].symbol[0] == x->symbol; at++) {
			const word_arc *a = &w->arc[at];

			x->least = arcs_least(x->least,
				a->cost + w->rest[a->to]);
			x->context |= a->context;
		}
		x->end = (uint16_t)at;
		w->exit_of[place][x->symbol] = ++n;
	}
}

void
arcs_find(word_arcs *w, const struct arc_table *table, const uint8_t *symbol,
	size_t len, bool context_of_query, const float *ending, float bound)
{
	w->bound = bound;
	w->query[0] = SYM_BEGIN;
	memcpy(w->query + 1, symbol, len);
	w->query[len + 1] = SYM_END;
	w->len = len + 2;
	w->arcs = w->exits = 0;
	for (size_t place = 0; place <= w->len; place++) {
		run runs[sizeof(uint64_t) + 1];	/* chunks: see their key */
		size_t count = find_runs(w, table, place, runs);

		w->first_arc[place] = (uint16_t)w->arcs;
		merge_runs(w, runs, count, (uint8_t)place, context_of_query);
	}
	find_rests(w, ending);
	for (size_t place = 0; place <= w->len; place++)
		find_exits(w, place);
	w->first_exit[w->len + 1] = (uint16_t)w->exits;
}

void
arcs_release(word_arcs *w)
{
	free(w->arc);
	free(w->exit);
}
