/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh_typed.c - words, phrases and neighbours as they were typed */
#include "weigh.h"
#include "rank.h"

/*
 * Add what stands at each position of a WORDS or PHRASE node, whose words
 * begin at number first. Another reading has no position, so none is added.
 */
npo_status
weigh_add_places(const weigher *w, const query_node *node, size_t first,
	parts *list)
{
	for (size_t i = 0; i < node->token_count; i++) {
		const npo_token *t = &node->token[i];
		npo_query *one = NULL;
		npo_status st;

		if (t->kind != NPO_TOKEN_WORD)
			continue;
		st = weigh_places(w, first + i, node->field, &one);
		if (st)
			return st;
		parts_add(list, one);
	}
	return NPO_OK;
}

static size_t
word_tokens(const query_node *node)
{
	size_t count = 0;

	for (size_t i = 0; i < node->token_count; i++)
		count += node->token[i].kind == NPO_TOKEN_WORD;
	return count;
}

/* an extra covers all words of its node: the joined form of R-12 */
static bool
has_joined(const query_node *node)
{
	size_t words = word_tokens(node);

	for (size_t i = 0; i < node->token_count; i++) {
		const npo_token *t = &node->token[i];

		if (t->kind == NPO_TOKEN_EXTRA && words > 1 && t->span == words)
			return true;
	}
	return false;
}

/* each word of a node, ranked */
static npo_status
add_words(weigher *w, const query_node *node, size_t first,
	npo_token_kind kind, parts *list)
{
	for (size_t i = 0; i < node->token_count; i++) {
		npo_query *one = NULL;
		npo_status st;

		if (node->token[i].kind != kind)
			continue;
		st = weigh_word(w, first + i, node->field, &one);
		if (st)
			return st;
		parts_add(list, one);
	}
	return NPO_OK;
}

/* every one of them, or any */
static npo_status
ranked_words(weigher *w, const query_node *node, size_t first,
	npo_token_kind kind, bool every, npo_query **q)
{
	parts list = { NULL, 0, 0 };
	npo_status st = add_words(w, node, first, kind, &list);

	if (!st)
		return every ? weigh_every(w, &list, q)
			     : parts_combine(&list, NPO_OP_OR, q, w->err);
	parts_release(&list);
	return st;
}

/* ranked, but only where the words of a WORDS or PHRASE node are next to each
 * other in order; ranked ends here */
static npo_status
only_adjacent(const weigher *w, const query_node *node, size_t first,
	npo_query *ranked, npo_query **q)
{
	parts words = { NULL, 0, 0 };
	npo_status st = weigh_add_places(w, node, first, &words);

	for (size_t i = 0; i < node->child_count && !st; i++) {
		st = weigh_add_places(w, node->child[i],
			first + node->token_count, &words);
		first += node->child[i]->token_count;
	}
	if (!st)
		return weigh_placed(w, ranked, NPO_PHRASE, &words,
			(uint32_t)words.count, q);
	npo_query_free(ranked);
	parts_release(&words);
	return st;
}

/*
 * One word as typed. R-12 and its like: the parts side by side, or joined.
 * A hyphenated compound: any of its parts, better side by side; the caller
 * wants all of them if he says so. An extra reading of one word: that or the
 * word.
 */
npo_status
weigh_words(weigher *w, const query_node *node, npo_query **q)
{
	size_t first = w->next, words = word_tokens(node);
	bool joined = has_joined(node);
	npo_query *ranked = NULL, *extra = NULL;
	npo_status st;

	w->next += node->token_count;
	w->worth = words < node->token_count ? RANK_PART : 1;
	st = ranked_words(w, node, first, NPO_TOKEN_WORD,
		joined || w->s->options->combine == SEARCH_ALL, &ranked);
	w->worth = 1;
	if (st)
		return st;
	if (joined) {
		st = only_adjacent(w, node, first, ranked, &ranked);
		if (st)
			return st;
	}
	if (words == node->token_count) {
		*q = ranked;
		return NPO_OK;
	}
	st = ranked_words(w, node, first, NPO_TOKEN_EXTRA, false, &extra);
	if (st) {
		npo_query_free(ranked);
		return st;
	}
	/* not MAX: below AND, beside a phrase, it crashes in Xapian 1.4.22 */
	return query_combine_two(NPO_OP_OR, ranked, extra, q, w->err);
}

npo_status
weigh_phrase(weigher *w, const query_node *node, npo_query **q)
{
	size_t first = w->next;
	parts list = { NULL, 0, 0 };
	npo_query *ranked = NULL;
	npo_status st = NPO_OK;

	for (size_t i = 0; i < node->child_count && !st; i++) {
		const query_node *child = node->child[i];

		st = add_words(w, child, w->next, NPO_TOKEN_WORD, &list);
		w->next += child->token_count;
	}
	if (st) {
		parts_release(&list);
		return st;
	}
	st = weigh_every(w, &list, &ranked);
	if (st)
		return st;
	return only_adjacent(w, node, first, ranked, q);
}

/* every word of the operands, within the distance; a compound or a phrase
 * among them takes its own width besides */
npo_status
weigh_near(weigher *w, const query_node *node, npo_query **q)
{
	parts ranked = { NULL, 0, 0 }, places = { NULL, 0, 0 };
	npo_query *words = NULL;
	npo_status st = NPO_OK;

	for (size_t i = 0; i < node->child_count && !st; i++) {
		const query_node *child = node->child[i];
		size_t first = w->next;
		npo_query *one = NULL;

		st = child->kind == QUERY_PHRASE ? weigh_phrase(w, child, &one)
						 : weigh_words(w, child, &one);
		if (st)
			break;
		parts_add(&ranked, one);
		st = weigh_add_places(w, child, first, &places);
		for (size_t k = 0; k < child->child_count && !st; k++) {
			st = weigh_add_places(
				w, child->child[k], first, &places);
			first += child->child[k]->token_count;
		}
	}
	if (st)
		goto out;
	st = parts_combine(&ranked, NPO_OP_AND, &words, w->err);
	if (st)
		goto out;
	if (places.count < 2) {
		*q = words;
		words = NULL;
		goto out;
	}
	st = weigh_placed(w, words, NPO_NEAR, &places,
		(uint32_t)(places.count + node->distance - 1), q);
	words = NULL;
out:
	npo_query_free(words);
	parts_release(&ranked);
	parts_release(&places);
	return st;
}
