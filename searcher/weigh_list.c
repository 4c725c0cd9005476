/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh_list.c - a list of single words, which is what most queries are */
#include "weigh.h"
#include "rank.h"

#include <math.h>
#include <stdlib.h>

/* ------------------------------------------------ neighbours */

/* whether it pays to look where the words of a pair stand: they are no words
 * that are everywhere */
static bool
worth_placing(const weigher *w, size_t i)
{
	return weigh_rarity(w, i) >= RANK_NEAR_IDF;
}

double
weigh_pair(const weigher *w, size_t a, size_t b)
{
	return fmin(weigh_rarity(w, a), weigh_rarity(w, b)) * RANK_NEAR;
}

uint32_t
weigh_pair_window(size_t places)
{
	return (uint32_t)(places + RANK_NEAR_GAP);
}

bool
weigh_is_pair(const weigher *w, const query_node *node, const size_t *first,
	size_t i)
{
	const query_node *a = node->child[i - 1], *b = node->child[i];

	return a->kind == QUERY_WORDS && b->kind == QUERY_WORDS &&
		a->field == b->field && worth_placing(w, first[i]) &&
		worth_placing(w, first[i - 1]);
}

/* ------------------------------------------------ all words */

bool
weigh_is_missed(const weigher *w, const query_node *node, size_t first)
{
	const expansion_word *word = &w->x->word[first];

	if (node->kind != QUERY_WORDS || node->token_count > 1)
		return true;
	return word->occurs && !(word->function && w->x->content);
}

double
weigh_above_all(const search_expansion *x)
{
	double most = log(2 + (double)x->documents);

	return most * RANK_MOST * (double)x->count;
}

/* ------------------------------------------------ the list */

npo_status
weigh_filtered(const weigher *w, const query_filter *const *filter,
	size_t count, npo_query *ranked, npo_query **q)
{
	npo_query *other = NULL;
	npo_status st;

	if (!count) {
		*q = ranked;
		return NPO_OK;
	}
	st = search_filters(w->s, filter, count, &other, w->err);
	if (!st)
		return query_combine_two(
			NPO_OP_FILTER, ranked, other, q, w->err);
	npo_query_free(ranked);
	return st;
}

bool
weigh_is_plain(const weigher *w, const query_node *node)
{
	size_t words = 0;

	if (w->s->options->combine == SEARCH_ALL || npo_db_is_remote(w->s->db))
		return false;
	for (size_t i = 0; i < node->child_count; i++) {
		const query_node *child = node->child[i];

		if (child->kind == QUERY_FILTER)
			continue;
		if (child->kind != QUERY_WORDS || child->token_count != 1)
			return false;
		words++;
	}
	return words > 1;
}

static npo_status
add_plain_pair(const weigher *w, const query_node *node, const size_t *first,
	size_t i, npo_pair *pair)
{
	npo_status st = weigh_places(
		w, first[i - 1], node->child[i - 1]->field, &pair->places[0]);

	if (!st)
		st = weigh_places(
			w, first[i], node->child[i]->field, &pair->places[1]);
	pair->window = weigh_pair_window(NPO_COUNT(pair->places));
	pair->weight = weigh_pair(w, first[i - 1], first[i]);
	return st;
}

/* Words of a plain list on their way into its query. */
typedef struct plain_list {
	npo_listed *word;
	size_t count, needed;
	npo_pair *pair;
	size_t pairs;
} plain_list;

static void
plain_release(plain_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		npo_query_free((npo_query *)(uintptr_t)list->word[i].word);
	for (size_t i = 0; i < list->pairs; i++) {
		npo_query_free(list->pair[i].places[0]);
		npo_query_free(list->pair[i].places[1]);
	}
	free(list->word);
	free(list->pair);
}

/* child i, whose word is the next one; with its neighbour before it, maybe a
 * pair */
static npo_status
add_plain(weigher *w, const query_node *node, const size_t *first, size_t i,
	plain_list *list)
{
	bool needed = weigh_is_missed(w, node->child[i], first[i]);
	npo_query *one = NULL;
	npo_status st = weigh_words(w, node->child[i], &one);

	if (st)
		return st;
	list->word[list->count++] = (npo_listed){ one, needed };
	list->needed += needed;
	if (!i || list->pairs == RANK_NEAR_PAIRS ||
		!weigh_is_pair(w, node, first, i))
		return NPO_OK;
	list->pair[list->pairs].first = list->count - 2;
	return add_plain_pair(w, node, first, i, &list->pair[list->pairs++]);
}

npo_status
weigh_plain(weigher *w, const query_node *node, npo_query **q)
{
	size_t *first = npo_calloc(node->child_count, sizeof(*first));
	const query_filter **filter =
		npo_calloc(node->child_count, sizeof(*filter));
	plain_list list = { 0 };
	npo_query *ranked = NULL;
	npo_status st = NPO_OK;
	size_t filters = 0;
	double all;

	list.word = npo_calloc(node->child_count, sizeof(*list.word));
	list.pair = npo_calloc(node->child_count, sizeof(*list.pair));
	for (size_t i = 0; i < node->child_count && !st; i++) {
		const query_node *child = node->child[i];

		first[i] = w->next;
		if (child->kind == QUERY_FILTER)
			filter[filters++] = &child->filter;
		else
			st = add_plain(w, node, first, i, &list);
	}
	all = list.needed > 1 && w->s->options->combine != SEARCH_ANY
		? weigh_above_all(w->x)
		: 0;
	if (!st)
		st = npo_query_list(w->s->db, list.word, list.count, all,
			false, list.pair, list.pairs, &ranked, w->err);
	if (!st)
		st = weigh_filtered(w, filter, filters, ranked, q);
	plain_release(&list);
	free(filter);
	free(first);
	return st;
}

npo_status
weigh_every(const weigher *w, parts *list, npo_query **q)
{
	npo_listed *word = npo_calloc(list->count + 1, sizeof(*word));
	npo_status st;

	for (size_t i = 0; i < list->count; i++)
		word[i] = (npo_listed){ list->q[i], true };
	if (list->count > 1 && !npo_db_is_remote(w->s->db)) {
		st = npo_query_list(w->s->db, word, list->count, 0, true, NULL,
			0, q, w->err);
		parts_release(list);
	} else {
		st = parts_combine(list, NPO_OP_AND, q, w->err);
	}
	free(word);
	return st;
}
