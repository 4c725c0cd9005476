/* SPDX-License-Identifier: GPL-2.0-or-later */
/* expand.c - each word of a query to the forms that stand for it */
#include "searcher.h"
#include "expansion.h"
#include "rank.h"
#include "npo/analysis.h"
#include "npo/schema.h"

#include <stdlib.h>

/* a word of the query that asks for the same forms */
static const expansion_word *
same_word(const search_expansion *x, const expansion_word *word)
{
	for (size_t i = 0; i < x->count; i++) {
		const expansion_word *w = &x->word[i];

		if (w->same == NULL && w->prefix == word->prefix &&
			w->typo == word->typo && w->match == word->match &&
			npo_str_equal(w->token->term, word->token->term))
			return w;
	}
	return NULL;
}

/* find the forms of a word */
static void
expand(search *s, const npo_vocabulary *v, expansion_word *word)
{
	npo_str term = word->token->term;

	if (word->prefix)
		npo_matcher_prefix(
			s->matcher, term, word->match, v, &word->forms);
	else if (word->typo)
		npo_matcher_typos(
			s->matcher, term, word->match, v, &word->forms);
	else
		npo_matcher_expand(
			s->matcher, term, word->match, v, &word->forms);
}

static void
expand_word(search *s, const query_node *node, const npo_token *token,
	bool last, bool excluded, const npo_vocabulary *v, search_expansion *x)
{
	expansion_word word = { .token = token, .match = s->options->match };
	const expansion_word *same;

	if (node->exact)
		word.match = NPO_MATCH_EXACT;
	word.prefix = node->prefix && last;
	word.part = node->token_count > 1;
	word.excluded = excluded;
	word.typo = node->typo && !word.prefix &&
		word.match != NPO_MATCH_EXACT;
	same = same_word(x, &word);
	if (same)
		word.same = &same->forms;
	else
		expand(s, v, &word);
	x->word[x->count++] = word;
}

static size_t
count_words(const query_node *node)
{
	size_t count = node->token_count;

	for (size_t i = 0; i < node->child_count; i++)
		count += count_words(node->child[i]);
	return count;
}

/*
 * A function word, or a sure spelling of one: v, of в. Not a Latin word that
 * occurs as typed and has a capital (US, IT, Sam), nor one that only may be a
 * spelling (ego, его), if the query is not romanized; nor an initial (N.V.).
 */
static bool
is_function(const expansion_word *word, const npo_forms *forms)
{
	bool latin = word->token->script == NPO_SCRIPT_LATIN;
	bool typed = latin && forms->form[0].documents && !word->romanized;

	if (word->part || (typed && word->name))
		return false;
	for (size_t i = 0; i < forms->count && i < RANK_LEVELS; i++) {
		const npo_form *f = &forms->form[i];

		if (typed && i)
			break;
		if (f->tier <= RANK_SURE && !f->inflected &&
			npo_function_word((npo_str){ f->term, f->len }))
			return true;
	}
	return false;
}

static bool
any_occurs(const npo_forms *forms)
{
	for (size_t i = 0; i < forms->count; i++) {
		if (forms->form[i].documents)
			return true;
	}
	return false;
}

/* the best form in the other script, if it is a sure one */
static bool
is_spelling(const npo_forms *forms)
{
	for (size_t i = 0; i < forms->count; i++) {
		if (forms->form[i].how == NPO_HOW_SCRIPT)
			return forms->form[i].tier <= RANK_SURE;
	}
	return false;
}

/*
 * Of the Latin words of a query, more occur in Cyrillic alone than occur as
 * typed: then it is romanized, and a word of it that English has as well (guru,
 * radio) is no more likely to be the English one.
 */
static void
judge_script(search *s, const npo_vocabulary *v, search_expansion *x)
{
	size_t spellings = 0, typed = 0;

	for (size_t i = 0; i < x->count; i++) {
		const npo_forms *forms = expansion_forms(x, i);

		if (x->word[i].same || x->word[i].excluded ||
			x->word[i].token->script != NPO_SCRIPT_LATIN)
			continue;
		if (forms->form[0].documents)
			typed++;
		else
			spellings += is_spelling(forms);
	}
	if (spellings <= typed)
		return;
	npo_matcher_set_romanized(s->matcher, true);
	for (size_t i = 0; i < x->count; i++) {
		expansion_word *word = &x->word[i];

		word->romanized = word->token->script == NPO_SCRIPT_LATIN;
		if (word->romanized && !word->same && !word->excluded &&
			word->match == NPO_MATCH_ANY &&
			word->forms.form[0].documents)
			expand(s, v, word);
	}
	npo_matcher_set_romanized(s->matcher, false);
}

/* an initial is no name */
static bool
is_letter(npo_str word)
{
	const char *at = word.p, *end = word.p + word.len;

	(void)npo_utf8_next(&at, end);
	return at >= end;
}

/* what each word is to the query, when all are known */
static void
judge_words(search_expansion *x)
{
	x->alone = x->count;
	for (size_t i = 0; i < x->count; i++)
		x->wanted += !x->word[i].excluded;
	for (size_t i = 0; i < x->count; i++) {
		expansion_word *word = &x->word[i];
		const npo_forms *forms = expansion_forms(x, i);

		word->name = word->token->capital &&
			!is_letter(word->token->term) &&
			(i > 0 || x->wanted < RANK_RELATED_WORDS);
		word->function = is_function(word, forms);
		word->occurs = any_occurs(forms);
		if (x->wanted == 1 && !word->excluded)
			x->alone = i;
		if (word->function || !word->occurs || word->same ||
			word->excluded)
			continue;
		x->alone = x->content++ ? x->count : i;
	}
}

static void
expand_node(search *s, const query_node *node, bool excluded,
	const npo_vocabulary *v, search_expansion *x)
{
	const npo_token *last = NULL;

	for (size_t i = 0; i < node->token_count; i++) {
		if (node->token[i].kind == NPO_TOKEN_WORD)
			last = &node->token[i];
	}
	for (size_t i = 0; i < node->token_count; i++)
		expand_word(s, node, &node->token[i],
			&node->token[i] == last, excluded, v, x);
	for (size_t i = 0; i < node->child_count; i++)
		expand_node(s, node->child[i], excluded ||
			node->kind == QUERY_EXCLUDE ||
			(node->kind == QUERY_NOT && i), v, x);
}

const char *
expansion_field_prefix(query_field field)
{
	static const char *const prefix[] = { "", NPO_PREFIX_TITLE,
		NPO_PREFIX_SECTION, NPO_PREFIX_AUTHOR };

	return prefix[field];
}

npo_status
search_expand(search *s, const query_node *tree, search_expansion **x,
	npo_error *err)
{
	npo_vocabulary v;
	search_expansion *made;
	npo_status st = vocabulary_begin(s, &v, err);

	if (st)
		return st;
	made = npo_calloc(1, sizeof(*made));
	/* words point to each other's forms: the array never moves */
	made->word = npo_calloc(count_words(tree), sizeof(*made->word));
	made->documents = v.documents;
	npo_matcher_set_related(
		s->matcher, count_words(tree) >= RANK_RELATED_WORDS);
	expand_node(s, tree, false, &v, made);
	judge_script(s, &v, made);
	judge_words(made);
	st = vocabulary_end(s);
	if (!st)
		st = vocabulary_fields(s, &made->has_field, err);
	if (st) {
		search_expansion_free(made);
		return st;
	}
	*x = made;
	return NPO_OK;
}

void
search_expansion_free(search_expansion *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->count; i++)
		npo_forms_release(&x->word[i].forms);
	free(x->word);
	free(x);
}

size_t
search_expansion_words(const search_expansion *x)
{
	return x->count;
}

const npo_forms *
expansion_forms(const search_expansion *x, size_t i)
{
	const expansion_word *w = &x->word[i];

	return w->same ? w->same : &w->forms;
}

npo_str
search_expansion_word(
	const search_expansion *x, size_t i, const npo_forms **forms)
{
	*forms = expansion_forms(x, i);
	return x->word[i].token->term;
}
