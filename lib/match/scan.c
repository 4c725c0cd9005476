/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scan.c - depth first over the sorted terms, with all the states of a word */
#include "scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * The query word is a chain of places; an arc leads from one place to another
 * over a chunk of vocabulary letters. For a prefix of terms there is a set of
 * places that its letters can lead to, each with a cost, and of arcs that
 * they have entered but not left. The scan carries these sets from prefix
 * to longer prefix, and where the vocabulary's next letter is one that no
 * state can take, it seeks to the next that one can.
 */
#define PARTIAL_MAX 512

/** An arc of this query. */
typedef struct live {
	float cost;
	uint8_t to, context, len;
	uint8_t symbol[8];
} live;

typedef struct state {
	float cost;
	uint8_t place;
} state;

typedef struct partial {
	float cost;
	uint16_t arc;
	uint8_t taken;		/* symbols of it */
} partial;

/** The states behind one prefix. */
typedef struct node {
	state state[SCAN_PLACES];
	partial partial[PARTIAL_MAX];
	unsigned states, partials;
	size_t prefix_len;	/* bytes */
	uint8_t last;		/* symbol */
} node;

struct scan {
	/* the query */
	uint8_t query[SCAN_PLACES];
	size_t len;			/* of query, both ends included */
	const float *ending;
	live *arc;
	size_t arcs, arc_cap;
	uint16_t first[SCAN_PLACES][257];	/* arc by place and symbol */
	float rest[SCAN_PLACES];	/* least cost from a place to the end */
	/* the vocabulary */
	const npo_letters *letters;
	const npo_vocabulary *vocabulary;
	npo_str term;			/* where its cursor stands */
	float bound, window;
	/* the way down */
	node node[SCAN_DEPTH + 3];
	char prefix[SCAN_DEPTH * 3 + 8];
	/* results */
	npo_buf text;
	scan_found *found;
	size_t founds, found_cap;
	scan_stem stem[SCAN_STEMS];
	size_t stems;
};

scan *
scan_new(void)
{
	return npo_calloc(1, sizeof(scan));
}

void
scan_free(scan *s)
{
	if (!s)
		return;
	npo_buf_release(&s->text);
	free(s->arc);
	free(s->found);
	free(s);
}

const scan_found *
scan_terms(const scan *s, size_t *count)
{
	*count = s->founds;
	return s->found;
}

const scan_stem *
scan_stems(const scan *s, size_t *count)
{
	*count = s->stems;
	return s->stem;
}

npo_str
scan_text(const scan *s, size_t at, size_t len)
{
	return (npo_str){ s->text.p + at, len };
}

/* ------------------------------------------------ the query's arcs */

static const struct chunk *
find_chunk(const struct arc_table *table, uint64_t key)
{
	size_t low = 0, high = table->chunks;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (table->chunk[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < table->chunks && table->chunk[low].key == key)
		return &table->chunk[low];
	return NULL;
}

static void
add_arcs(scan *s, const struct arc_table *table, const struct chunk *c,
	size_t place, size_t len, bool context_of_query)
{
	uint8_t before =
		place ? npo_symbol_class(s->query[place - 1]) : CTX_START;

	for (unsigned i = 0; i < c->count; i++) {
		const struct arc *a = &table->arc[c->first + i];
		live *l;

		if (context_of_query && !(a->context & before))
			continue;
		if (!a->len && !len)
			continue;
		NPO_GROW(s->arc, s->arcs, s->arc_cap);
		l = &s->arc[s->arcs++];
		l->cost = a->cost;
		l->to = (uint8_t)(place + len);
		l->context = context_of_query ? 255 : a->context;
		l->len = a->len;
		memcpy(l->symbol, a->vocabulary, sizeof(l->symbol));
	}
}

static int
by_symbol(const void *a, const void *b)
{
	const live *x = a, *y = b;

	return (int)x->symbol[0] - y->symbol[0];
}

/* arcs from one place, sorted by first symbol (0: none), with an index */
static void
index_place(scan *s, size_t place, size_t from)
{
	size_t at = from;

	if (s->arcs > from)
		qsort(s->arc + from, s->arcs - from, sizeof(*s->arc),
			by_symbol);
	for (unsigned symbol = 0; symbol <= 256; symbol++) {
		s->first[place][symbol] = (uint16_t)at;
		while (at < s->arcs && s->arc[at].symbol[0] == symbol)
			at++;
	}
}

static void
find_arcs(scan *s, const struct arc_table *table, bool context_of_query)
{
	s->arcs = 0;
	for (size_t place = 0; place <= s->len; place++) {
		size_t from = s->arcs;
		uint64_t key = 0;

		for (size_t len = 0; len <= table->longest; len++) {
			const struct chunk *c;

			if (len) {
				if (place + len > s->len)
					break;
				key |= (uint64_t)s->query[place + len - 1]
					<< (64 - 8 * len);
			}
			c = find_chunk(table, key);
			if (c)
				add_arcs(s, table, c, place, len,
					context_of_query);
		}
		index_place(s, place, from);
	}
}

static void
find_rests(scan *s)
{
	s->rest[s->len] = 0;
	for (size_t place = s->len; place-- > 0;) {
		float least = SCAN_NONE;

		for (unsigned i = s->first[place][0];
			i < s->first[place][256]; i++) {
			const live *a = &s->arc[i];

			if (a->to > place)
				least = fminf(least,
					a->cost + s->rest[a->to]);
		}
		/* an ending may stand for the rest, at no cost of letters */
		if (s->ending && place && place < s->len &&
			s->ending[place - 1] < SCAN_NONE)
			least = fminf(least, s->ending[place - 1]);
		s->rest[place] = least;
	}
}

/* ------------------------------------------------ one letter further */

static bool
within(const scan *s, float cost, size_t place)
{
	return cost + s->rest[place] <= s->bound;
}

/* arcs over no letter: what stands in the query only */
static void
skip_query(const scan *s, float *cost)
{
	for (size_t place = 0; place < s->len; place++) {
		if (cost[place] >= SCAN_NONE)
			continue;
		for (unsigned i = s->first[place][0];
			i < s->first[place][1]; i++) {
			const live *a = &s->arc[i];

			cost[a->to] = fminf(
				cost[a->to], cost[place] + a->cost);
		}
	}
}

static void
enter(const scan *s, const node *from, uint8_t symbol, node *to, float *cost)
{
	uint8_t context = npo_symbol_class(from->last);

	for (unsigned i = 0; i < from->states; i++) {
		const state *at = &from->state[i];
		const uint16_t *first = s->first[at->place];

		for (unsigned k = first[symbol]; k < first[symbol + 1]; k++) {
			const live *a = &s->arc[k];
			float c = at->cost + a->cost;

			if (!(a->context & context) || !within(s, c, a->to))
				continue;
			if (a->len == 1)
				cost[a->to] = fminf(cost[a->to], c);
			else if (to->partials < PARTIAL_MAX)
				to->partial[to->partials++] = (partial){ c,
					(uint16_t)k, 1 };
		}
	}
}

static void
step(const scan *s, const node *from, uint8_t symbol, node *to)
{
	float cost[SCAN_PLACES];

	for (size_t i = 0; i <= s->len; i++)
		cost[i] = SCAN_NONE;
	to->states = to->partials = 0;
	to->last = symbol;
	enter(s, from, symbol, to, cost);
	for (unsigned i = 0; i < from->partials; i++) {
		const partial *p = &from->partial[i];
		const live *a = &s->arc[p->arc];

		if (a->symbol[p->taken] != symbol ||
			!within(s, p->cost, a->to))
			continue;
		if (p->taken + 1 == a->len)
			cost[a->to] = fminf(cost[a->to], p->cost);
		else if (to->partials < PARTIAL_MAX)
			to->partial[to->partials++] = (partial){ p->cost,
				p->arc, (uint8_t)(p->taken + 1) };
	}
	skip_query(s, cost);
	for (size_t i = 0; i <= s->len; i++) {
		if (within(s, cost[i], i))
			to->state[to->states++] =
				(state){ cost[i], (uint8_t)i };
	}
}

/* ------------------------------------------------ results */

static void
keep_found(scan *s, float cost)
{
	scan_found *f;

	NPO_GROW(s->found, s->founds, s->found_cap);
	f = &s->found[s->founds++];
	f->at = s->text.len;
	f->len = s->term.len;
	f->cost = cost;
	npo_buf_addstr(&s->text, s->term);
	s->bound = fminf(s->bound, cost + s->window);
}

static bool
keep_stem(scan *s, const node *n, const state *at)
{
	float total = at->cost + s->ending[at->place - 1];
	size_t i = s->stems;

	if (total > s->bound ||
		(i == SCAN_STEMS && total >= s->stem[i - 1].total))
		return false;
	if (i < SCAN_STEMS)
		s->stems++;
	else
		i--;
	for (; i && s->stem[i - 1].total > total; i--)
		s->stem[i] = s->stem[i - 1];
	s->stem[i] = (scan_stem){ s->text.len, n->prefix_len,
		(uint8_t)(at->place - 1), at->cost, total };
	return true;
}

/* the prefix of node n may be a stem in front of the word's ending */
static void
note_stems(scan *s, const node *n)
{
	bool kept = false;

	if (!s->ending)
		return;
	for (unsigned i = 0; i < n->states; i++) {
		const state *at = &n->state[i];

		if (!at->place || at->place >= s->len ||
			s->ending[at->place - 1] >= SCAN_NONE)
			continue;
		kept |= keep_stem(s, n, at);
	}
	if (kept)
		npo_buf_add(&s->text, s->prefix, n->prefix_len);
}

static void
note_term(scan *s, const node *n, node *scratch)
{
	step(s, n, SYM_END, scratch);
	for (unsigned i = 0; i < scratch->states; i++) {
		if (scratch->state[i].place == s->len)
			keep_found(s, scratch->state[i].cost);
	}
}

/* ------------------------------------------------ the way down */

/* the letters that some state can take next */
static void
allowed(const scan *s, const node *n, struct letter_set *set)
{
	uint8_t context = npo_symbol_class(n->last);
	bool seen[256] = { false };

	*set = (struct letter_set){ { 0 } };
	for (unsigned i = 0; i < n->states; i++) {
		const state *at = &n->state[i];
		const uint16_t *first = s->first[at->place];

		for (unsigned k = first[1]; k < first[256]; k++) {
			const live *a = &s->arc[k];

			if (!seen[a->symbol[0]] && (a->context & context) &&
				within(s, at->cost + a->cost, a->to))
				seen[a->symbol[0]] = true;
		}
	}
	for (unsigned i = 0; i < n->partials; i++) {
		const partial *p = &n->partial[i];

		seen[s->arc[p->arc].symbol[p->taken]] = true;
	}
	for (unsigned symbol = SYM_IGNORE + 1; symbol < 256; symbol++) {
		if (seen[symbol])
			npo_letters_allow(s->letters, (uint8_t)symbol, set);
	}
}

static void
seek(scan *s, size_t prefix_len, const struct letter *letter)
{
	size_t len = prefix_len + letter->len;

	memcpy(s->prefix + prefix_len, letter->utf8, letter->len);
	s->vocabulary->seek(s->vocabulary->self,
		(npo_str){ s->prefix, len }, &s->term);
}

static bool
below(const scan *s, const node *n)
{
	return s->term.len && npo_str_starts(s->term,
		(npo_str){ s->prefix, n->prefix_len });
}

static void descend(scan *s, size_t depth);

/* enter the letter that the cursor's term has behind the prefix of depth */
static void
take_letter(scan *s, size_t depth, const struct letter *letter)
{
	node *n = &s->node[depth], *child = n + 1;

	memcpy(s->prefix + n->prefix_len, letter->utf8, letter->len);
	if (letter->symbol == SYM_IGNORE) {
		unsigned states = n->states, partials = n->partials;

		memcpy(child->state, n->state, states * sizeof(state));
		memcpy(child->partial, n->partial, partials * sizeof(partial));
		child->states = states;
		child->partials = partials;
		child->last = n->last;
	} else {
		step(s, n, letter->symbol, child);
	}
	child->prefix_len = n->prefix_len + letter->len;
	if (letter->symbol != SYM_IGNORE)
		note_stems(s, child);
	if (child->states || child->partials)
		descend(s, depth + 1);
}

/* all terms below the node of depth; the cursor stands on the first */
static void
descend(scan *s, size_t depth)
{
	node *n = &s->node[depth];
	struct letter_set set;

	if (s->term.len && s->term.len == n->prefix_len) {
		note_term(s, n, n + 1);
			s->vocabulary->next(s->vocabulary->self, &s->term);
	}
	if (depth >= SCAN_DEPTH)
		return;
	allowed(s, n, &set);
	while (below(s, n)) {
		const char *at = s->term.p + n->prefix_len;
		uint32_t code = npo_utf8_next(&at, s->term.p + s->term.len);
		const struct letter *letter = npo_letter(s->letters, code);

		if (letter && (letter->symbol == SYM_IGNORE ||
			npo_letters_has(s->letters, letter, &set))) {
			take_letter(s, depth, letter);
			if (!below(s, n))
				return;
			at = s->term.p + n->prefix_len;
			/* past its terms? then see which letter comes next */
			if (npo_utf8_next(&at, s->term.p + s->term.len) != code)
				continue;
		}
		letter = npo_letters_above(s->letters, code, &set);
		if (!letter)
			return;
		seek(s, n->prefix_len, letter);
	}
}

/* what was found before the best, and is too far behind it */
static void
drop_beyond(scan *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->founds; i++) {
		if (s->found[i].cost <= s->bound)
			s->found[kept++] = s->found[i];
	}
	s->founds = kept;
	while (s->stems && s->stem[s->stems - 1].total > s->bound)
		s->stems--;
}

void
scan_run(scan *s, scan_direction direction, const uint8_t *symbol, size_t len,
	const float *ending, const npo_vocabulary *vocabulary, float bound,
	float window)
{
	static const struct {
		const struct arc_table *arcs;
		const npo_letters *letters;
		bool context_of_query;
	} kind[] = {
		{ &npo_arcs_to_cyrillic, &npo_letters_cyrillic, false },
		{ &npo_arcs_to_latin, &npo_letters_latin, true },
		{ &npo_arcs_latin, &npo_letters_latin, true },
	};
	node *root = &s->node[0];
	const struct letter *letter;
	struct letter_set set;

	s->query[0] = SYM_BEGIN;
	memcpy(s->query + 1, symbol, len);
	s->query[len + 1] = SYM_END;
	s->len = len + 2;
	s->ending = ending;
	s->letters = kind[direction].letters;
	s->vocabulary = vocabulary;
	s->bound = bound;
	s->window = window;
	s->founds = s->stems = 0;
	npo_buf_reset(&s->text);
	find_arcs(s, kind[direction].arcs, kind[direction].context_of_query);
	find_rests(s);
	*root = (node){ .state = { { 0, 0 } }, .states = 1,
		.last = SYM_BEGIN };
	step(s, root, SYM_BEGIN, root + 1);
	root[1].prefix_len = 0;
	allowed(s, root + 1, &set);
	letter = npo_letters_above(s->letters, 0, &set);
	if (!letter)
		return;
	seek(s, 0, letter);
	descend(s, 1);
	drop_beyond(s);
}
