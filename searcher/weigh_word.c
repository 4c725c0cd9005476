/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh_word.c - one word's forms to nested levels of worth */
#include "weigh.h"
#include "rank.h"
#include "npo/schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/** What npo_query_synonyms() is asked for. */
typedef struct asked {
	npo_buf text;		/* the terms, one behind the other */
	npo_synonym *term;
	size_t count, cap;
	npo_synonyms *group;
	size_t groups, group_cap;
} asked;

static void
add_term(asked *a, const char *prefix, const npo_form *form, uint32_t documents)
{
	npo_buf term = NPO_BUF_INIT;

	npo_word_term(&term, prefix, (npo_str){ form->term, form->len });
	npo_buf_addstr(&a->text, npo_buf_str(&term));
	NPO_GROW(a->term, a->count, a->cap);
	/* where its bytes are is known when there are all */
	a->term[a->count++] =
		(npo_synonym){ { NULL, term.len }, documents };
	npo_buf_release(&term);
}

/* terms from first on, as many as there are */
static void
add_group(asked *a, size_t first, size_t end, double weight, bool flat)
{
	NPO_GROW(a->group, a->groups, a->group_cap);
	a->group[a->groups++] =
		(npo_synonyms){ first, end, weight, flat, false };
}

static void
asked_release(asked *a)
{
	npo_buf_release(&a->text);
	free(a->term);
	free(a->group);
}

/* the query, if there was no failure before; what was asked for ends here */
static npo_status
ask(const weigher *w, npo_status st, asked *a, npo_query **q)
{
	npo_ranking ranking = search_ranking(w->s->options);
	const char *at = a->text.p;

	for (size_t i = 0; i < a->count; i++) {
		a->term[i].term.p = at;
		at += a->term[i].term.len;
	}
	if (!st)
		st = npo_query_synonyms(w->s->db, a->term, a->count, a->group,
			a->groups, &ranking, q, w->err);
	asked_release(a);
	return st;
}

/** The forms of a word that a field has, best first. */
typedef struct held {
	const npo_form **form;
	uint32_t *documents;	/* that have each in the field; 0: some of those
				   that have it anywhere */
	size_t count;
} held;

static void
held_release(held *h)
{
	free(h->form);
	free(h->documents);
}

/* The dictionary may know of a form that the field had once, so one that is
 * asked for in the field alone is counted. Beside the same word anywhere it is
 * not: its list tells when it is opened. */
static npo_status
look_up(const weigher *w, const npo_form *form, query_field field, bool beside,
	bool *there, uint32_t *documents)
{
	npo_str word = { form->term, form->len };
	npo_buf term = NPO_BUF_INIT;
	vocabulary_answer answer;
	npo_status st;

	*documents = form->documents;
	*there = form->documents != 0;
	if (field == QUERY_ANYWHERE)
		return NPO_OK;
	npo_word_term(&term, "", word);
	st = vocabulary_holds(
		w->s, npo_buf_str(&term), field, &answer, w->err);
	*documents = 0;
	*there = answer != VOCABULARY_NO;
	if (!st && *there && !(beside && answer == VOCABULARY_LIKELY)) {
		npo_word_term(&term, expansion_field_prefix(field), word);
		st = npo_db_termfreq(
			w->s->db, npo_buf_str(&term), documents, w->err);
		*there = *documents != 0;
	}
	npo_buf_release(&term);
	return st;
}

static int
by_term(const void *a, const void *b)
{
	return strcmp((*(const npo_form *const *)a)->term,
		(*(const npo_form *const *)b)->term);
}

/* in the order of terms, as near ones stand in one block of the database */
static npo_status
look_all_up(const weigher *w, const npo_forms *forms, query_field field,
	bool beside, bool *there, uint32_t *documents)
{
	const npo_form **order =
		npo_calloc(forms->count + 1, sizeof(*order));
	npo_status st = NPO_OK;

	for (size_t i = 0; i < forms->count; i++)
		order[i] = &forms->form[i];
	qsort(order, forms->count, sizeof(*order), by_term);
	for (size_t i = 0; !st && i < forms->count; i++) {
		ptrdiff_t at = order[i] - forms->form;

		st = look_up(w, order[i], field, beside, &there[at],
			&documents[at]);
	}
	free(order);
	return st;
}

/* beside: the same word anywhere is asked for, too */
static npo_status
find_held(const weigher *w, const npo_forms *forms, query_field field,
	bool beside, held *h)
{
	bool *there;
	npo_status st;

	*h = (held){ NULL, NULL, 0 };
	if (!w->x->has_field[field])
		return NPO_OK;
	there = npo_calloc(forms->count + 1, sizeof(*there));
	h->form = npo_calloc(forms->count + 1, sizeof(*h->form));
	h->documents = npo_calloc(forms->count + 1, sizeof(*h->documents));
	st = look_all_up(w, forms, field, beside, there, h->documents);
	for (size_t i = 0; i < forms->count && !st; i++) {
		if (!there[i])
			continue;
		h->documents[h->count] = h->documents[i];
		h->form[h->count++] = &forms->form[i];
	}
	free(there);
	if (st)
		held_release(h);
	return st;
}

/** Forms of a word that are of one worth. */
typedef struct level {
	size_t end;		/* it and the better ones, before it */
	double weight;
	double part;		/* of it, beyond the next level's */
} level;

/*
 * Forms in descending weight become nested levels: each holds all forms of
 * its weight and above, so a better form always has all that a worse one has
 * and more, whatever their frequencies.
 */
static size_t
find_levels(const held *h, level *out)
{
	size_t levels = 0;

	for (size_t i = 0; i < h->count; i++) {
		double weight = (double)h->form[i]->weight;

		if (!levels || (levels < RANK_LEVELS &&
			weight < out[levels - 1].weight * RANK_STEP))
			out[levels++] = (level){ .weight = weight };
		out[levels - 1].end = i + 1;
	}
	for (size_t i = 0; i < levels; i++)
		out[i].part = out[i].weight -
			(i + 1 < levels ? out[i + 1].weight : 0);
	return levels;
}

double
weigh_rarity(const weigher *w, size_t i)
{
	const npo_forms *forms = expansion_forms(w->x, i);
	double none = 1, all = w->x->documents, n;

	for (size_t k = 0; k < forms->count; k++) {
		if (forms->form[k].tier <= RANK_SURE)
			none *= 1 - forms->form[k].documents / all;
	}
	n = all * (1 - none);
	n = log(1 + (all - n + 0.5) / (n + 0.5));
	return w->x->word[i].function && w->x->content ? n * RANK_FUNCTION : n;
}

/* in how many documents the first count forms are at most */
static uint64_t
documents_up_to(const held *h, size_t count)
{
	uint64_t documents = 0;

	for (size_t i = 0; i < count; i++)
		documents += h->documents[i];
	return documents;
}

/* whoever asks for one word wants it as he wrote it, then what is nearest:
 * the levels are kept apart, and within one the forms are one word */
static void
add_apart(weigher *w, const held *h, const level *levels, size_t count,
	double idf, size_t first, asked *a)
{
	add_group(a, first, first + h->count, idf * levels[0].weight, false);
	if (w->first && count > 1 && w->x->count == 1 && !w->x->word[0].name &&
		documents_up_to(h, levels[0].end) >= w->wanted) {
		/* only the best forms, with what the levels below give them */
		add_group(a, first, first + levels[0].end,
			idf * RANK_MOST * (double)(count - 1), true);
		a->group[a->groups - 1].needed = true;
		w->narrowed = true;
		return;
	}
	for (size_t i = 0; i + 1 < count; i++)
		add_group(a, first, first + levels[i].end, idf * RANK_MOST,
			true);
}

/* the forms of word i that a field has, by what they are worth; behind those
 * that stand anywhere, if there are any */
static npo_status
add_graded(
	weigher *w, size_t i, query_field field, double worth, asked *a)
{
	double idf = weigh_rarity(w, i) * w->worth * worth;
	level levels[RANK_LEVELS];
	size_t count, first = a->count;
	held h;
	npo_status st = find_held(w, expansion_forms(w->x, i), field,
		a->count != 0, &h);

	if (st)
		return st;
	for (size_t k = 0; k < h.count; k++)
		add_term(a, expansion_field_prefix(field), h.form[k],
			h.documents[k]);
	count = find_levels(&h, levels);
	if (count && w->x->alone == i && field == QUERY_ANYWHERE) {
		add_apart(w, &h, levels, count, idf, first, a);
	} else {
		for (size_t k = 0; k < count; k++)
			add_group(a, first, first + levels[k].end,
				idf * levels[k].part, false);
	}
	held_release(&h);
	return st;
}

/*
 * The sure forms of word i, where they are written with a capital. Who types
 * one may mean a name, and a name is written so: it comes first if it is what
 * was asked for alone, even in another form or script. In a longer query it
 * weighs a little more.
 */
static void
add_name(const weigher *w, size_t i, asked *a)
{
	double worth = w->x->alone == i ? RANK_LEVELS * RANK_MOST : RANK_NAME;
	const npo_forms *forms = expansion_forms(w->x, i);
	size_t first = a->count;

	for (size_t k = 0; k < forms->count; k++) {
		const npo_form *f = &forms->form[k];

		if (f->tier <= RANK_SURE && f->documents)
			add_term(a, NPO_PREFIX_CAPITAL, f, f->documents);
	}
	add_group(a, first, a->count, weigh_rarity(w, i) * worth, true);
}

npo_status
weigh_word(weigher *w, size_t i, query_field field, npo_query **q)
{
	asked a = { .count = 0 };
	npo_status st = add_graded(w, i, field, 1, &a);

	if (!st && field == QUERY_ANYWHERE)
		st = add_graded(w, i, QUERY_TITLE, RANK_TITLE, &a);
	if (!st && field == QUERY_ANYWHERE)
		st = add_graded(w, i, QUERY_SECTION, RANK_SECTION, &a);
	if (!st && field == QUERY_ANYWHERE && w->x->word[i].name)
		add_name(w, i, &a);
	return ask(w, st, &a, q);
}

/* any of the forms that weigh so much at least, without weights */
static npo_status
flat_query(const weigher *w, size_t i, query_field field, double least,
	npo_query **q)
{
	asked a = { .count = 0 };
	held h;
	npo_status st = find_held(
		w, expansion_forms(w->x, i), field, false, &h);

	if (st)
		return st;
	for (size_t k = 0; k < h.count && (double)h.form[k]->weight >= least;
		k++)
		add_term(&a, expansion_field_prefix(field), h.form[k],
			h.documents[k]);
	held_release(&h);
	return ask(w, NPO_OK, &a, q);
}

npo_status
weigh_places(const weigher *w, size_t i, query_field field, npo_query **q)
{
	/* whoever asks for misspelt words wants them in phrases, too */
	double least = w->x->word[i].typo ? 0 : RANK_LIKELY;

	return flat_query(w, i, field, least, q);
}

npo_status
weigh_presence(const weigher *w, size_t i, query_field field, npo_query **q)
{
	return flat_query(w, i, field, 0, q);
}
