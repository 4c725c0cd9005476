/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh_word.c - one word's forms to nested levels of worth */
#include "weigh.h"
#include "rank.h"
#include "npo/schema.h"

#include <math.h>
#include <stdlib.h>

/* scale a query, which ends here */
static npo_status
scaled(npo_query *part, double factor, npo_query **q, npo_error *err)
{
	npo_status st = npo_query_scale(part, factor, q, err);

	npo_query_free(part);
	return st;
}

/*
 * The inverse document frequency of BM25 as Xapian 1.4 counts it
 * (BM25Weight::init), for n of all documents.
 */
static double
xapian_idf(double n, double all)
{
	double odds = (all - n + 0.5) / (n + 0.5);

	return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

/** The forms of a word that a field has, best first. */
typedef struct held {
	const npo_form **form;
	uint32_t *documents;	/* that have each in the field */
	size_t count;
} held;

static void
held_release(held *h)
{
	free(h->form);
	free(h->documents);
}

static npo_status
field_documents(const weigher *w, const npo_form *form, query_field field,
	uint32_t *documents)
{
	npo_buf term = NPO_BUF_INIT;
	npo_status st;

	*documents = form->documents;
	if (field == QUERY_ANYWHERE)
		return NPO_OK;
	npo_word_term(&term, expansion_field_prefix(field),
		(npo_str){ form->term, form->len });
	st = npo_db_termfreq(w->s->db, npo_buf_str(&term), documents, w->err);
	npo_buf_release(&term);
	return st;
}

static npo_status
find_held(const weigher *w, const npo_forms *forms, query_field field,
	held *h)
{
	*h = (held){ NULL, NULL, 0 };
	if (!w->x->has_field[field])
		return NPO_OK;
	h->form = npo_calloc(forms->count + 1, sizeof(*h->form));
	h->documents = npo_calloc(forms->count + 1, sizeof(*h->documents));
	for (size_t i = 0; i < forms->count; i++) {
		uint32_t n;
		npo_status st = field_documents(
			w, &forms->form[i], field, &n);

		if (st) {
			held_release(h);
			return st;
		}
		if (!n)
			continue;
		h->documents[h->count] = n;
		h->form[h->count++] = &forms->form[i];
	}
	return NPO_OK;
}

/* documents that have any of forms [first, end), if forms are independent: as
 * Xapian counts a synonym's */
static double
documents_of(const weigher *w, const held *h, size_t first, size_t end)
{
	double none = 1, all = w->x->documents;

	for (size_t i = first; i < end; i++)
		none *= 1 - h->documents[i] / all;
	return all * (1 - none);
}

/** Forms of a word that are of one worth. */
typedef struct level {
	size_t first, end;	/* it and the better ones, from first on */
	double weight;
	double part;		/* of it, beyond the next level's */
} level;

/* whether the forms of a level are so few beside those better than it that
 * these need not be read for its sake once more */
static bool
is_beside(const weigher *w, const held *h, const level *better,
	const level *worse)
{
	return documents_of(w, h, better->end, worse->end) * RANK_BESIDE <
		documents_of(w, h, better->first, better->end);
}

/*
 * Forms in descending weight become nested levels: each holds all forms of
 * its weight and above, so a better form always has all that a worse one has
 * and more, whatever their frequencies. Where there are few below, nesting
 * begins anew; what has a form of either side then has the weights of both.
 */
static size_t
find_levels(const weigher *w, const held *h, level *out)
{
	size_t levels = 0, nests = 1;

	for (size_t i = 0; i < h->count; i++) {
		double weight = (double)h->form[i]->weight;

		if (!levels || (levels < RANK_LEVELS &&
			weight < out[levels - 1].weight * RANK_STEP))
			out[levels++] = (level){ .weight = weight };
		out[levels - 1].end = i + 1;
	}
	for (size_t i = 0; i < levels; i++) {
		const level *next = i + 1 < levels ? &out[i + 1] : NULL;
		bool beside = next && nests < RANK_NESTS &&
			is_beside(w, h, &out[i], next);

		nests += beside;
		out[i].part = out[i].weight -
			(next && !beside ? next->weight : 0);
		if (next)
			out[i + 1].first = beside ? out[i].end : out[i].first;
	}
	return levels;
}

static npo_status
form_query(const npo_form *form, query_field field, npo_query **q,
	npo_error *err)
{
	npo_buf term = NPO_BUF_INIT;
	npo_status st;

	npo_word_term(&term, expansion_field_prefix(field),
		(npo_str){ form->term, form->len });
	st = npo_query_term(npo_buf_str(&term), 1, q, err);
	npo_buf_release(&term);
	return st;
}

/* forms [first, end), combined */
static npo_status
forms_query(const held *h, size_t first, size_t end, query_field field,
	npo_op op, npo_query **q, npo_error *err)
{
	parts list = { NULL, 0, 0 };
	npo_status st = NPO_OK;

	for (size_t i = first; i < end && !st; i++) {
		npo_query *one = NULL;

		st = form_query(h->form[i], field, &one, err);
		if (!st)
			parts_add(&list, one);
	}
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, op, q, err);
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

/* forms [first, end) as one, their own rarity taken out and the word's put in */
static npo_status
level_query(const weigher *w, const held *h, size_t first, size_t end,
	query_field field, double weight, npo_query **q)
{
	double idf = xapian_idf(
		documents_of(w, h, first, end), w->x->documents);
	npo_query *synonyms = NULL;
	npo_status st = forms_query(
		h, first, end, field, NPO_OP_SYNONYM, &synonyms, w->err);

	return st ? st : scaled(synonyms, weight / idf, q, w->err);
}

/* a weight for being of a level at all, more than words in it can give */
static npo_status
presence_query(const weigher *w, const held *h, size_t count, double weight,
	npo_query **q)
{
	npo_query *any = NULL;
	npo_status st = forms_query(
		h, 0, count, QUERY_ANYWHERE, NPO_OP_OR, &any, w->err);

	return st ? st : weigh_constant(w, weight, any, q);
}

/* each level, a part of the word's weight */
static npo_status
add_levels(const weigher *w, const held *h, const level *levels,
	size_t count, query_field field, double idf, parts *list)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; i < count && !st; i++) {
		npo_query *one = NULL;

		st = level_query(w, h, levels[i].first, levels[i].end, field,
			idf * levels[i].part, &one);
		if (!st)
			parts_add(list, one);
	}
	return st;
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
static npo_status
add_apart(weigher *w, const held *h, const level *levels, size_t count,
	double idf, parts *list)
{
	npo_query *one = NULL;
	npo_status st;

	if (!count)
		return NPO_OK;
	st = level_query(w, h, 0, h->count, QUERY_ANYWHERE,
		idf * levels[0].weight, &one);
	if (!st)
		parts_add(list, one);
	if (!st && w->first && count > 1 && w->x->count == 1 &&
		!w->x->word[0].name &&
		documents_up_to(h, levels[0].end) >= w->wanted) {
		w->narrowed = true;
		return presence_query(w, h, levels[0].end,
			idf * RANK_MOST * (double)(count - 1), &w->best);
	}
	for (size_t i = 0; i + 1 < count && !st; i++) {
		st = presence_query(
			w, h, levels[i].end, idf * RANK_MOST, &one);
		if (!st)
			parts_add(list, one);
	}
	return st;
}

static npo_status
graded_query(weigher *w, size_t i, query_field field, double worth,
	npo_query **q)
{
	double idf = weigh_rarity(w, i) * worth;
	level levels[RANK_LEVELS];
	parts list = { NULL, 0, 0 };
	size_t count;
	held h;
	npo_status st = find_held(w, expansion_forms(w->x, i), field, &h);

	if (st)
		return st;
	count = find_levels(w, &h, levels);
	st = w->x->alone == i && field == QUERY_ANYWHERE
		? add_apart(w, &h, levels, count, idf, &list)
		: add_levels(w, &h, levels, count, field, idf, &list);
	held_release(&h);
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, NPO_OP_OR, q, w->err);
}

/* add a word's worth in one more field */
static npo_status
prefer_field(weigher *w, size_t i, query_field field, double worth,
	npo_query **q)
{
	npo_query *one = NULL;
	npo_status st;

	if (!w->x->has_field[field])
		return NPO_OK;
	st = graded_query(w, i, field, worth, &one);
	if (st) {
		npo_query_free(*q);
		*q = NULL;
		return st;
	}
	/* what has it there has it anywhere: OR is as good as weigh_maybe() */
	return query_combine_two(NPO_OP_OR, *q, one, q, w->err);
}

/* the sure forms of word i, where they are written with a capital */
static npo_status
capitals_query(const weigher *w, size_t i, npo_query **q)
{
	const npo_forms *forms = expansion_forms(w->x, i);
	npo_buf term = NPO_BUF_INIT;
	parts list = { NULL, 0, 0 };
	npo_status st = NPO_OK;

	for (size_t k = 0; k < forms->count && !st; k++) {
		const npo_form *f = &forms->form[k];
		npo_query *one = NULL;

		if (f->tier > RANK_SURE || !f->documents)
			continue;
		npo_word_term(&term, NPO_PREFIX_CAPITAL,
			(npo_str){ f->term, f->len });
		st = npo_query_term(npo_buf_str(&term), 1, &one, w->err);
		if (!st)
			parts_add(&list, one);
	}
	npo_buf_release(&term);
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, NPO_OP_OR, q, w->err);
}

/*
 * Who types a capital may mean a name, and a name is written so: it comes
 * first if it is what was asked for alone, even in another form or script.
 * In a longer query it weighs a little more.
 */
static npo_status
prefer_name(const weigher *w, size_t i, npo_query **q)
{
	double worth = w->x->alone == i ? RANK_LEVELS * RANK_MOST : RANK_NAME;
	npo_query *capitals = NULL, *bonus = NULL;
	npo_status st = capitals_query(w, i, &capitals);

	if (!st)
		st = weigh_constant(
			w, weigh_rarity(w, i) * worth, capitals, &bonus);
	if (st) {
		npo_query_free(*q);
		*q = NULL;
		return st;
	}
	return query_combine_two(NPO_OP_OR, *q, bonus, q, w->err);
}

npo_status
weigh_word(weigher *w, size_t i, query_field field, npo_query **q)
{
	npo_status st = graded_query(w, i, field, 1, q);

	if (!st && field == QUERY_ANYWHERE)
		st = prefer_field(w, i, QUERY_TITLE, RANK_TITLE, q);
	if (!st && field == QUERY_ANYWHERE)
		st = prefer_field(w, i, QUERY_SECTION, RANK_SECTION, q);
	if (!st && field == QUERY_ANYWHERE && w->x->word[i].name)
		st = prefer_name(w, i, q);
	if (!st && w->best) {
		npo_query *best = w->best;

		w->best = NULL;
		st = query_combine_two(NPO_OP_AND, best, *q, q, w->err);
	}
	return st;
}

/* any of the forms that weigh so much at least, without weights */
static npo_status
flat_query(const weigher *w, size_t i, query_field field, double least,
	npo_query **q)
{
	const npo_forms *forms = expansion_forms(w->x, i);
	size_t count = 0;
	held h;
	npo_status st = find_held(w, forms, field, &h);

	if (st)
		return st;
	while (count < h.count && (double)h.form[count]->weight >= least)
		count++;
	st = forms_query(&h, 0, count, field, NPO_OP_OR, q, w->err);
	held_release(&h);
	return st;
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
