/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scan.c - depth first over the sorted terms, with all the states of a word */
#include "scan.h"
#include "walk.h"

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
	state state[ARCS_PLACES];
	partial *partial;	/* behind those of the shorter prefix: few pages
				   of memory are ever touched */
	unsigned states, partials;
	size_t prefix_len;	/* bytes */
	uint8_t last;		/* symbol */
} node;

_Static_assert(3 * (SCAN_DEPTH + 1) <= WALK_BYTES, "room for the letters");

struct scan {
	word_arcs word;
	const float *ending;
	float bound, window;
	walk walk;
	node node[SCAN_DEPTH + 3];	/* the way down */
	partial partial[(SCAN_DEPTH + 3) * PARTIAL_MAX];	/* of all */
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
	arcs_release(&s->word);
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

/* ------------------------------------------------ one letter further */

static bool
within(const scan *s, float cost, size_t place)
{
	return cost + s->word.rest[place] <= s->bound;
}

/* arcs over no letter: what stands in the query only */
static void
skip_query(const scan *s, float *cost)
{
	for (size_t place = 0; place < s->word.len; place++) {
		if (cost[place] >= ARCS_NONE)
			continue;
		for (unsigned i = s->word.first_arc[place];
			i < s->word.first_symbol[place]; i++) {
			const word_arc *a = &s->word.arc[i];

			cost[a->to] = arcs_least(
				cost[a->to], cost[place] + a->cost);
		}
	}
}

/* begin the arcs of a state that begin with a symbol */
static void
enter(const scan *s, const state *at, const word_exit *x, uint8_t context,
	node *to, float *cost)
{
	for (unsigned k = x->first; k < x->end; k++) {
		const word_arc *a = &s->word.arc[k];
		float c = at->cost + a->cost;

		if (!(a->context & context) || !within(s, c, a->to))
			continue;
		if (a->len == 1)
			cost[a->to] = arcs_least(cost[a->to], c);
		else if (to->partials < PARTIAL_MAX)
			to->partial[to->partials++] = (partial){ c,
				(uint16_t)k, 1 };
	}
}

static void
step(const scan *s, const node *from, uint8_t symbol, node *to)
{
	uint8_t context = npo_symbol_class(from->last);
	float cost[ARCS_PLACES];

	for (size_t i = 0; i <= s->word.len; i++)
		cost[i] = ARCS_NONE;
	to->states = to->partials = 0;
	to->partial = from->partial + from->partials;
	to->last = symbol;
	for (unsigned i = 0; i < from->states; i++) {
		const state *at = &from->state[i];
		const word_exit *x = arcs_exit(&s->word, at->place, symbol);

		if (x && at->cost + x->least <= s->bound)
			enter(s, at, x, context, to, cost);
	}
	for (unsigned i = 0; i < from->partials; i++) {
		const partial *p = &from->partial[i];
		const word_arc *a = &s->word.arc[p->arc];

		if (a->symbol[p->taken] != symbol ||
			!within(s, p->cost, a->to))
			continue;
		if (p->taken + 1 == a->len)
			cost[a->to] = arcs_least(cost[a->to], p->cost);
		else if (to->partials < PARTIAL_MAX)
			to->partial[to->partials++] = (partial){ p->cost,
				p->arc, (uint8_t)(p->taken + 1) };
	}
	skip_query(s, cost);
	for (size_t i = 0; i <= s->word.len; i++) {
		if (within(s, cost[i], i))
			to->state[to->states++] =
				(state){ cost[i], (uint8_t)i };
	}
}

/* ------------------------------------------------ results */

static void
keep_found(scan *s, float cost)
{
	const npo_vocabulary *v = s->walk.vocabulary;
	uint32_t documents = v->freq(v->self, s->walk.term);
	scan_found *f;

	/* a word that was there once is no evidence */
	if (!documents)
		return;
	NPO_GROW(s->found, s->founds, s->found_cap);
	f = &s->found[s->founds++];
	f->at = s->text.len;
	f->len = s->walk.term.len;
	f->documents = documents;
	f->cost = cost;
	npo_buf_addstr(&s->text, s->walk.term);
	s->bound = arcs_least(s->bound, cost + s->window);
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

		if (!at->place || at->place >= s->word.len ||
			s->ending[at->place - 1] >= ARCS_NONE)
			continue;
		kept |= keep_stem(s, n, at);
	}
	if (kept)
		npo_buf_add(&s->text, s->walk.prefix, n->prefix_len);
}

static void
note_term(scan *s, const node *n, node *scratch)
{
	step(s, n, SYM_END, scratch);
	for (unsigned i = 0; i < scratch->states; i++) {
		if (scratch->state[i].place == s->word.len)
			keep_found(s, scratch->state[i].cost);
	}
}

/* ------------------------------------------------ the way down */

/** What some state can take next. */
typedef struct next_set {
	uint64_t symbol[256 / 64];
	struct letter_set letters;
} next_set;

static void
allow(const scan *s, uint8_t symbol, next_set *next)
{
	uint64_t bit = 1ull << symbol % 64, *word = &next->symbol[symbol / 64];

	if (*word & bit || symbol <= SYM_IGNORE)
		return;
	*word |= bit;
	npo_letters_allow(s->walk.letters, symbol, &next->letters);
}

static void
find_next(const scan *s, const node *n, next_set *next)
{
	const word_arcs *w = &s->word;
	uint8_t context = npo_symbol_class(n->last);

	memset(next, 0, sizeof(*next));
	for (unsigned i = 0; i < n->states; i++) {
		const state *at = &n->state[i];

		for (unsigned k = w->first_exit[at->place];
			k < w->first_exit[at->place + 1]; k++) {
			const word_exit *x = &w->exit[k];

			if (x->context & context &&
				at->cost + x->least <= s->bound)
				allow(s, x->symbol, next);
		}
	}
	for (unsigned i = 0; i < n->partials; i++) {
		const partial *p = &n->partial[i];

		allow(s, w->arc[p->arc].symbol[p->taken], next);
	}
}

static void descend(scan *s, size_t depth);

/* go down the letter that the walk has behind the prefix of depth */
static void
take_letter(scan *s, size_t depth, const struct letter *letter)
{
	node *n = &s->node[depth], *child = n + 1;

	if (letter->symbol == SYM_IGNORE) {
		unsigned states = n->states, partials = n->partials;

		child->partial = n->partial + n->partials;
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
	const struct letter *letter;
	next_set next;

	if (s->walk.term.len && s->walk.term.len == n->prefix_len) {
		note_term(s, n, n + 1);
		walk_next(&s->walk);
	}
	if (depth >= SCAN_DEPTH)
		return;
	find_next(s, n, &next);
	letter = walk_letter(&s->walk, n->prefix_len, NULL, &next.letters);
	while (letter) {
		take_letter(s, depth, letter);
		letter = walk_letter(
			&s->walk, n->prefix_len, letter, &next.letters);
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
	next_set next;

	s->ending = ending;
	s->walk.letters = kind[direction].letters;
	s->walk.vocabulary = vocabulary;
	s->walk.marks = true;
	s->walk.left = SIZE_MAX;
	s->bound = bound;
	s->window = window;
	s->founds = s->stems = 0;
	npo_buf_reset(&s->text);
	arcs_find(&s->word, kind[direction].arcs, symbol, len,
		kind[direction].context_of_query, ending, bound);
	root->state[0] = (state){ 0, 0 };
	root->states = 1;
	root->partials = 0;
	root->partial = s->partial;
	root->last = SYM_BEGIN;
	step(s, root, SYM_BEGIN, root + 1);
	root[1].prefix_len = 0;
	find_next(s, root + 1, &next);
	letter = npo_letters_above(s->walk.letters, 0, &next.letters);
	if (!letter)
		return;
	walk_seek_letter(&s->walk, 0, letter);
	descend(s, 1);
	drop_beyond(s);
}
