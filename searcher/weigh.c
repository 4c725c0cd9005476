/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh.c - a query's tree to a weighted query */
#include "weigh.h"
#include "rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static npo_status node_query(weigher *w, const query_node *node, npo_query **q);

/* ------------------------------------------------ neighbours */

static npo_status
pair_query(const weigher *w, const query_node *a, size_t first_a,
	const query_node *b, size_t first_b, npo_query **q)
{
	parts places = { NULL, 0, 0 };
	npo_query *near = NULL;
	npo_status st = weigh_add_places(w, a, first_a, &places);

	if (!st)
		st = weigh_add_places(w, b, first_b, &places);
	if (!st)
		st = npo_query_combine(NPO_OP_AND, places.q, places.count,
			&near, w->err);
	if (st) {
		parts_release(&places);
		return st;
	}
	st = weigh_placed(w, near, NPO_NEAR, &places,
		weigh_pair_window(places.count), &near);
	return st ? st
		  : weigh_constant(
			    w, weigh_pair(w, first_a, first_b), near, q);
}

/* the pairs of neighbouring words of a list, as far as they are worth it */
static npo_status
add_pairs(const weigher *w, const query_node *node, const size_t *first,
	parts *list)
{
	npo_status st = NPO_OK;

	/* where it would be for having them both */
	if (npo_db_is_remote(w->s->db))
		return NPO_OK;
	for (size_t i = 1; i < node->child_count && !st &&
		list->count < RANK_NEAR_PAIRS; i++) {
		npo_query *one = NULL;

		if (!weigh_is_pair(w, node, first, i))
			continue;
		st = pair_query(w, node->child[i - 1], first[i - 1],
			node->child[i], first[i], &one);
		if (!st)
			parts_add(list, one);
	}
	return st;
}

/* ------------------------------------------------ lists */

/** The children of a list by what they ask for. */
typedef struct sorted_list {
	parts must, may, not;
	parts flat;		/* each that may and is missed, no weights */
	bool *missed;		/* of each that may */
	size_t misses;
	bool narrow;		/* only what has all that are missed is asked
				   for, if they are several */
	parts all;		/* then they are here, not in may */
	const query_filter **filter;
	size_t filters;
	size_t *first;		/* word of each child */
	parts pairs;
} sorted_list;

/* whether a document has a word: without weights, for whose sake many a form
 * is held more than once */
static npo_status
presence_of(const weigher *w, const query_node *node, size_t first,
	npo_query *ranked, npo_query **q)
{
	if (node->kind == QUERY_WORDS && node->token_count == 1)
		return weigh_presence(w, first, node->field, q);
	return npo_query_scale(ranked, 0, q, w->err);
}

static npo_status
add_optional(const weigher *w, const query_node *node, size_t first,
	npo_query *ranked, sorted_list *list)
{
	npo_query *flat = NULL;
	npo_status st;

	bool missed = weigh_is_missed(w, node, first);

	list->missed[list->may.count] = missed;
	list->misses += missed;
	parts_add(&list->may, ranked);
	if (!missed || list->narrow)
		return NPO_OK;
	st = presence_of(w, node, first, ranked, &flat);
	if (!st)
		parts_add(&list->flat, flat);
	return st;
}

static npo_status
sort_child(weigher *w, const query_node *child, sorted_list *list)
{
	const query_node *inner = child;
	parts *to = NULL;
	size_t first = w->next;
	npo_query *one = NULL;
	npo_status st;

	if (child->kind == QUERY_FILTER) {
		list->filter[list->filters++] = &child->filter;
		return NPO_OK;
	}
	if (child->kind == QUERY_MUST) {
		to = &list->must;
		inner = child->child[0];
	} else if (child->kind == QUERY_EXCLUDE) {
		to = &list->not;
		inner = child->child[0];
	} else if (w->s->options->combine == SEARCH_ALL) {
		to = &list->must;
	}
	st = node_query(w, inner, &one);
	if (st)
		return st;
	if (!to)
		return add_optional(w, inner, first, one, list);
	parts_add(to, one);
	return NPO_OK;
}

/* only those with all of the words, which come first, weighed as below */
static npo_status
all_only(weigher *w, sorted_list *list, npo_query **q)
{
	npo_query *every = NULL, *bonus = NULL, *any = NULL;
	npo_status st =
		parts_combine(&list->all, NPO_OP_AND, &every, w->err);

	if (st)
		return st;
	st = npo_query_constant(weigh_above_all(w->x), &bonus, w->err);
	if (st) {
		npo_query_free(every);
		return st;
	}
	st = query_combine_two(NPO_OP_AND, bonus, every, &every, w->err);
	if (st || !list->may.count) {
		*q = every;
		return st;
	}
	st = parts_combine(&list->may, NPO_OP_OR, &any, w->err);
	if (st) {
		npo_query_free(every);
		return st;
	}
	return weigh_maybe(w, every, any, q);
}

static void
part_missed(sorted_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->may.count; i++) {
		if (list->missed[i])
			parts_add(&list->all, list->may.q[i]);
		else
			list->may.q[kept++] = list->may.q[i];
	}
	list->may.count = kept;
}

/* documents with any of the words; those with all of them come first */
static npo_status
all_first(weigher *w, sorted_list *list, npo_query **q)
{
	parts all = { NULL, 0, 0 };
	npo_query *any = NULL, *every = NULL, *bonus = NULL;
	npo_status st;

	if (list->narrow && list->misses > 1) {
		part_missed(list);
		w->narrowed = true;
		w->least = weigh_above_all(w->x);
		return all_only(w, list, q);
	}
	if (list->flat.count < 2 || w->s->options->combine == SEARCH_ANY)
		return parts_combine(&list->may, NPO_OP_OR, q, w->err);
	st = parts_combine(&list->flat, NPO_OP_AND, &every, w->err);
	if (st)
		return st;
	st = weigh_constant(w, weigh_above_all(w->x), every, &bonus);
	if (st)
		return st;
	st = parts_combine(&list->may, NPO_OP_OR, &any, w->err);
	parts_add(&all, bonus);
	if (st) {
		parts_release(&all);
		return st;
	}
	parts_add(&all, any);
	return parts_combine(&all, NPO_OP_OR, q, w->err);
}

static npo_status
ranked_list(weigher *w, sorted_list *list, npo_query **q)
{
	npo_query *must = NULL, *may = NULL;
	npo_status st;

	if (!list->must.count && !list->may.count) {
		*q = list->not.count || list->filters ? npo_query_all()
						      : npo_query_none();
		return NPO_OK;
	}
	if (!list->must.count)
		return all_first(w, list, q);
	st = parts_combine(&list->must, NPO_OP_AND, &must, w->err);
	if (st)
		return st;
	if (!list->may.count) {
		*q = must;
		return NPO_OK;
	}
	st = all_first(w, list, &may);
	if (st) {
		npo_query_free(must);
		return st;
	}
	return weigh_maybe(w, must, may, q);
}

/* must: not all that has a pair is among the ranked; else OR is as good as
 * weigh_maybe() */
static npo_status
prefer_pairs(weigher *w, parts *pairs, bool must, npo_query **ranked)
{
	npo_query *any = NULL;
	npo_status st = parts_combine(pairs, NPO_OP_OR, &any, w->err);

	if (st) {
		npo_query_free(*ranked);
		*ranked = NULL;
		return st;
	}
	return must ? weigh_maybe(w, *ranked, any, ranked)
		    : query_combine_two(
			      NPO_OP_OR, *ranked, any, ranked, w->err);
}

static npo_status
restrict_list(weigher *w, sorted_list *list, npo_query *ranked, npo_query **q)
{
	npo_query *other = NULL;
	npo_status st = weigh_filtered(
		w, list->filter, list->filters, ranked, &ranked);

	if (st)
		return st;
	if (!list->not.count) {
		*q = ranked;
		return NPO_OK;
	}
	st = parts_combine(&list->not, NPO_OP_OR, &other, w->err);
	if (st) {
		npo_query_free(ranked);
		return st;
	}
	return query_combine_two(NPO_OP_AND_NOT, ranked, other, q, w->err);
}

/* whether a word that documents have to have, to come first, is in fewer than
 * are wanted */
static bool
is_too_rare(const weigher *w, size_t i)
{
	const expansion_word *word = &w->x->word[i];
	const npo_forms *forms = expansion_forms(w->x, i);
	uint64_t documents = 0;

	if (word->part || word->excluded || !word->occurs ||
		(word->function && w->x->content))
		return false;
	for (size_t k = 0; k < forms->count; k++)
		documents += forms->form[k].documents;
	return documents < w->wanted;
}

/* the root, if it is a list of words of which some come first */
static bool
may_narrow(const weigher *w, const query_node *node)
{
	for (size_t i = 0; i < w->x->count; i++) {
		if (is_too_rare(w, i))
			return false;
	}
	if (!w->first || node != w->root || node->kind != QUERY_LIST ||
		w->s->options->combine != SEARCH_RANKED ||
		weigh_is_plain(w, node))
		return false;
	for (size_t i = 0; i < node->child_count; i++) {
		if (node->child[i]->kind != QUERY_WORDS &&
			node->child[i]->kind != QUERY_PHRASE &&
			node->child[i]->kind != QUERY_FILTER)
			return false;
	}
	return true;
}

static npo_status
list_query(weigher *w, const query_node *node, npo_query **q)
{
	sorted_list list = { 0 };
	npo_query *ranked = NULL;
	npo_status st = NPO_OK;
	bool must;

	if (weigh_is_plain(w, node))
		return weigh_plain(w, node, q);
	list.narrow = w->first && node == w->root;
	list.filter = npo_calloc(node->child_count, sizeof(*list.filter));
	list.first = npo_calloc(node->child_count, sizeof(*list.first));
	list.missed = npo_calloc(node->child_count, sizeof(*list.missed));
	for (size_t i = 0; i < node->child_count && !st; i++) {
		list.first[i] = w->next;
		st = sort_child(w, node->child[i], &list);
	}
	must = list.must.count;
	if (!st)
		st = add_pairs(w, node, list.first, &list.pairs);
	if (!st)
		st = ranked_list(w, &list, &ranked);
	if (!st && list.pairs.count)
		st = prefer_pairs(w, &list.pairs, must, &ranked);
	if (!st)
		st = restrict_list(w, &list, ranked, q);
	parts_release(&list.must);
	parts_release(&list.may);
	parts_release(&list.flat);
	parts_release(&list.all);
	parts_release(&list.not);
	parts_release(&list.pairs);
	free(list.first);
	free(list.missed);
	free(list.filter);
	return st;
}

static npo_status
children_query(weigher *w, const query_node *node, npo_op op, npo_query **q)
{
	parts list = { NULL, 0, 0 };
	npo_status st = NPO_OK;

	for (size_t i = 0; i < node->child_count && !st; i++) {
		npo_query *one = NULL;

		st = node_query(w, node->child[i], &one);
		if (!st)
			parts_add(&list, one);
	}
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, op, q, w->err);
}

static npo_status
node_query(weigher *w, const query_node *node, npo_query **q)
{
	const query_filter *filter = &node->filter;

	switch (node->kind) {
	case QUERY_WORDS:
		return weigh_words(w, node, q);
	case QUERY_PHRASE:
		return weigh_phrase(w, node, q);
	case QUERY_NEAR:
		return weigh_near(w, node, q);
	case QUERY_AND:
		return children_query(w, node, NPO_OP_AND, q);
	case QUERY_OR:
		return children_query(w, node, NPO_OP_OR, q);
	case QUERY_NOT:
		return children_query(w, node, NPO_OP_AND_NOT, q);
	case QUERY_FILTER:
		return search_filters(w->s, &filter, 1, q, w->err);
	case QUERY_MUST:
	case QUERY_EXCLUDE:
	case QUERY_LIST:
		break;
	}
	return list_query(w, node, q);
}

npo_status
search_query(search *s, const query_node *tree, search_expansion *x,
	npo_query **q, npo_error *err)
{
	weigher w = { .s = s, .x = x, .root = tree, .worth = 1,
		.err = err };

	return node_query(&w, tree, q);
}

npo_status
search_query_first(search *s, const query_node *tree, search_expansion *x,
	uint64_t wanted, npo_query **q, double *least, npo_error *err)
{
	weigher w = { .s = s, .x = x, .root = tree, .first = true,
		.wanted = wanted, .worth = 1, .err = err };
	npo_status st;

	w.first = may_narrow(&w, tree);
	if (!w.first)
		return NPO_OK;
	st = node_query(&w, tree, q);
	*least = w.narrowed ? w.least : -1;
	return st;
}
