/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lists.h - lists of words of forms.h, and what reading each document gives */
#ifndef NPO_TEST_STORE_LISTS_H
#define NPO_TEST_STORE_LISTS_H

#include "answers.h"

#define WORDS_MAX 5
#define PAIRS_MAX 6

/** What npo_query_list() is asked for. */
typedef struct list {
	forms word[WORDS_MAX];
	bool needed[WORDS_MAX];
	size_t count;
	double all;
	bool only_all;
	struct {
		size_t first;
		uint32_t window;
		double weight;
	} pair[PAIRS_MAX];
	size_t pairs;
} list;

/* all counts only where a word is needed: else it has a test of its own */
static inline list
make_list(void)
{
	list l = { .count = 2 + below(WORDS_MAX - 1), .all = 0 };
	bool any = false;

	for (size_t i = 0; i < l.count; i++) {
		l.word[i] = below(3) ? make_plain_forms() : make_forms();
		l.needed[i] = below(3) != 0;
		any = any || l.needed[i];
	}
	if (any && below(3))
		l.all = below(2) ? 1000 : random_weight();
	l.only_all = any && below(3) == 0;
	l.pairs = below(3) ? below(PAIRS_MAX + 1) : 0;
	for (size_t i = 0; i < l.pairs; i++) {
		l.pair[i].first = below((uint32_t)l.count - 1);
		l.pair[i].window = 1 + below(below(2) ? 4 : 70);
		l.pair[i].weight = below(8) ? random_weight() : 0;
	}
	return l;
}

/* ---------------------------------------------------------- by reading */

static inline uint64_t
positions(const forms *f, const had *d)
{
	uint64_t at = 0;

	for (size_t i = 0; i < f->count; i++)
		at |= d->at[f->term[i]];
	return at;
}

/* in any order, at two positions */
static inline bool
are_near(uint64_t one, uint64_t other, uint32_t window)
{
	for (uint32_t apart = 1; apart < window && apart < 64; apart++) {
		if (one & other << apart || other & one << apart)
			return true;
	}
	return false;
}

static inline double
list_weight(const list *l, const had *d)
{
	double weight = 0;
	bool any = false, all = true;

	for (size_t i = 0; i < l->count; i++) {
		bool here = has_form(&l->word[i], d);

		any = any || here;
		all = all && (here || !l->needed[i]);
		if (here)
			weight += forms_weight(&l->word[i], d);
	}
	for (size_t i = 0; i < l->pairs; i++) {
		const forms *word = &l->word[l->pair[i].first];

		if (has_form(word, d) && has_form(word + 1, d) &&
			are_near(positions(word, d), positions(word + 1, d),
				l->pair[i].window))
			weight += l->pair[i].weight;
	}
	if (!any || (l->only_all && !all))
		return NOT_FOUND;
	return weight + (all ? l->all : 0);
}

/* ---------------------------------------------------------- as a query */

/* where a word stands: itself, or OR of terms */
static inline npo_query *
places_of(npo_db *db, const forms *f)
{
	npo_query *query = NULL;

	if (below(2) || !f->count)
		return query_of(db, f);
	for (size_t i = 0; i < f->count; i++) {
		npo_query *one = NULL;

		assert_ok(npo_query_term(
			term_of(f->term[i]), 1, &one, err));
		query = query ? both(NPO_OP_OR, query, one) : one;
	}
	return query;
}

static inline npo_query *
query_of_list(npo_db *db, const list *l)
{
	npo_query *query = NULL, *own[WORDS_MAX];
	npo_listed words[WORDS_MAX];
	npo_pair pairs[PAIRS_MAX];

	for (size_t i = 0; i < l->count; i++) {
		own[i] = query_of(db, &l->word[i]);
		words[i] = (npo_listed){ own[i], l->needed[i] };
	}
	for (size_t i = 0; i < l->pairs; i++) {
		size_t first = l->pair[i].first;

		pairs[i] = (npo_pair){ first,
			{ places_of(db, &l->word[first]),
				places_of(db, &l->word[first + 1]) },
			l->pair[i].window, l->pair[i].weight };
	}
	assert_ok(npo_query_list(db, words, l->count, l->all, l->only_all,
		pairs, l->pairs, &query, err));
	for (size_t i = 0; i < l->count; i++)
		npo_query_free(own[i]);
	for (size_t i = 0; i < l->pairs; i++) {
		npo_query_free(pairs[i].places[0]);
		npo_query_free(pairs[i].places[1]);
	}
	return query;
}

static inline asked *
ask_this_list(npo_db *db, const list *l)
{
	asked *a = npo_calloc(1, sizeof(*a));

	a->query = query_of_list(db, l);
	for (uint32_t i = 1; i <= DOCS; i++)
		a->weight[i] = list_weight(l, &docs[i]);
	return a;
}

static inline asked *
ask_list(npo_db *db)
{
	list l = make_list();

	return ask_this_list(db, &l);
}

#endif
