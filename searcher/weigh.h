/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh.h - what the parts of weighing share */
#ifndef SEARCHER_WEIGH_H
#define SEARCHER_WEIGH_H

#include "expansion.h"

/** Queries that will be parts of another one. */
typedef struct parts {
	npo_query **q;
	size_t count, cap;
} parts;

/** One query on its way from tree to weights. */
typedef struct weigher {
	search *s;
	const search_expansion *x;
	const query_node *root;
	bool first;		/* only the documents that come first, */
	uint64_t wanted;	/* of which there are so many, or it is vain */
	bool narrowed;		/* and they are not all */
	double least;		/* what such a document weighs at least */
	size_t next;		/* word, as the tree is walked */
	double worth;		/* of what is typed there, 1 as a rule */
	npo_error *err;
} weigher;

/* parts.c */

/** Add a query, which is the list's from now on. */
void parts_add(parts *list, npo_query *q);
void parts_release(parts *list);
/** Combine the parts, which end here; none is a query without documents. */
NPO_CHECKED npo_status parts_combine(
	parts *list, npo_op op, npo_query **q, npo_error *err);
/** Combine two, which end here whatever happens. */
NPO_CHECKED npo_status query_combine_two(npo_op op, npo_query *a, npo_query *b,
	npo_query **q, npo_error *err);

/** A constant weight for the documents of a query, which ends here. */
NPO_CHECKED npo_status weigh_constant(
	const weigher *w, double weight, npo_query *where, npo_query **q);

/** A query's documents where the words, from one on, stand so; both end
 * here. */
NPO_CHECKED npo_status weigh_placed(const weigher *w, npo_query *where,
	npo_place place, parts *words, uint32_t window, npo_query **q);

/**
 * The documents of one query, with the weights of another where they have it,
 * too; both end here. Not OP_AND_MAYBE: in Xapian 1.4.22 that misses some of
 * the best documents, if its first part is an OR that changes its form as the
 * least weight of a hit rises.
 */
NPO_CHECKED npo_status weigh_maybe(
	const weigher *w, npo_query *where, npo_query *more, npo_query **q);

/* weigh_list.c */

/** What two words that stand as near each other as in the query weigh. */
double weigh_pair(const weigher *w, size_t a, size_t b);
/** Within how many words they then stand, for so many words altogether. */
uint32_t weigh_pair_window(size_t places);
/** Whether children i - 1 and i of a list are a pair; first: the word of each
 * child. */
bool weigh_is_pair(const weigher *w, const query_node *node,
	const size_t *first, size_t i);
/** Whether a child that a document lacks is missed: no function word beside
 * others, no word that is nowhere. */
bool weigh_is_missed(const weigher *w, const query_node *node, size_t first);
/** A weight above any that the words of the expansion can give together. */
double weigh_above_all(const search_expansion *x);
/** Those documents of a query, which ends here, that pass the filters. */
NPO_CHECKED npo_status weigh_filtered(const weigher *w,
	const query_filter *const *filter, size_t count, npo_query *ranked,
	npo_query **q);
/** Whether a list is two words or more, each one token, and filters. */
bool weigh_is_plain(const weigher *w, const query_node *node);
/** Such a list. */
NPO_CHECKED npo_status weigh_plain(
	weigher *w, const query_node *node, npo_query **q);

/** Documents that have every one of some words; these end here. */
NPO_CHECKED npo_status weigh_every(
	const weigher *w, parts *list, npo_query **q);

/* weigh_word.c */

/** Word i of the expansion, ranked: worth more in a title or a heading. */
NPO_CHECKED npo_status weigh_word(
	weigher *w, size_t i, query_field field, npo_query **q);
/** Where in a document any likely form of word i stands, for positions. */
NPO_CHECKED npo_status weigh_places(
	const weigher *w, size_t i, query_field field, npo_query **q);
/** Whether a document has any form of word i at all, without weight. */
NPO_CHECKED npo_status weigh_presence(
	const weigher *w, size_t i, query_field field, npo_query **q);
/** The weight of word i, in nats: how rare its surest forms are together. */
double weigh_rarity(const weigher *w, size_t i);

/* weigh_typed.c; each moves w->next behind the words of its node */

/** One word as typed, which may be several tokens. */
NPO_CHECKED npo_status weigh_words(
	weigher *w, const query_node *node, npo_query **q);
NPO_CHECKED npo_status weigh_phrase(
	weigher *w, const query_node *node, npo_query **q);
NPO_CHECKED npo_status weigh_near(
	weigher *w, const query_node *node, npo_query **q);
/** Add what stands at each position of a WORDS node, whose words begin at
 * number first of the expansion. */
NPO_CHECKED npo_status weigh_add_places(const weigher *w,
	const query_node *node, size_t first, parts *list);

#endif
