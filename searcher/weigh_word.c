/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh_word.c - one word's forms to nested levels of worth */
#include "weigh.h"
#include "npo/schema.h"
#include "rank.h"

#include <math.h>

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

static const char *
field_prefix(query_field field)
{
	static const char *const prefix[] = { "", NPO_PREFIX_TITLE,
		NPO_PREFIX_SECTION, NPO_PREFIX_AUTHOR };

	return prefix[field];
}

/** Forms of a word that are of one worth. */
typedef struct level {
	size_t end;		/* forms [0, end) are of this worth or more */
	double weight;
} level;

/*
 * Forms in descending weight become nested levels: each holds all forms of
 * its weight and above, so a better form always has all that a worse one has
 * and more, whatever their frequencies.
 */
static size_t
find_levels(const npo_forms *forms, level *out)
{
	size_t levels = 0;

	for (size_t i = 0; i < forms->count; i++) {
		double weight = (double)forms->form[i].weight;

		if (!levels || (levels < RANK_LEVELS &&
			weight < out[levels - 1].weight * RANK_STEP))
			out[levels++].weight = weight;
		out[levels - 1].end = i + 1;
	}
	return levels;
}

static npo_status
form_query(const npo_form *form, query_field field, npo_query **q,
	npo_error *err)
{
	npo_buf term = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&term, field_prefix(field),
		(npo_str){ form->term, form->len });
	st = npo_query_term(npo_buf_str(&term), 1, q, err);
	npo_buf_release(&term);
	return st;
}

/* the first count forms, combined */
static npo_status
forms_query(const npo_forms *forms, size_t count, query_field field, npo_op op,
	npo_query **q, npo_error *err)
{
	parts list = { NULL, 0, 0 };
	npo_status st = NPO_OK;

	for (size_t i = 0; i < count && !st; i++) {
		npo_query *one = NULL;

		st = form_query(&forms->form[i], field, &one, err);
		if (!st)
			parts_add(&list, one);
	}
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, op, 0, q, err);
}

/* how many documents have one of the first count forms, if forms are
 * independent: what Xapian, too, takes for a synonym */
static npo_status
forms_documents(const weigher *w, const npo_forms *forms, size_t count,
	query_field field, double *documents)
{
	double none = 1, all = w->x->documents;

	for (size_t i = 0; i < count; i++) {
		uint32_t n = forms->form[i].documents;

		if (field != QUERY_ANYWHERE) {
			npo_buf term = NPO_BUF_INIT;
			npo_status st;

			npo_term_make(&term, field_prefix(field),
				(npo_str){ forms->form[i].term,
					forms->form[i].len });
			st = npo_db_termfreq(
				w->s->db, npo_buf_str(&term), &n, w->err);
			npo_buf_release(&term);
			if (st)
				return st;
		}
		none *= 1 - n / all;
	}
	*documents = all * (1 - none);
	return NPO_OK;
}

/* a function word, or a sure spelling of one: v, of в */
static bool
is_function(const weigher *w, const npo_forms *forms)
{
	if (w->x->count < RANK_RELATED_WORDS)
		return false;
	for (size_t i = 0; i < forms->count && i < RANK_LEVELS; i++) {
		const npo_form *f = &forms->form[i];

		if (f->tier <= RANK_SURE && !f->inflected &&
			npo_function_word((npo_str){ f->term, f->len }))
			return true;
	}
	return false;
}

double
weigh_rarity(const weigher *w, const npo_forms *forms)
{
	double none = 1, all = w->x->documents, n;

	for (size_t i = 0; i < forms->count; i++) {
		if (forms->form[i].tier <= RANK_SURE)
			none *= 1 - forms->form[i].documents / all;
	}
	n = all * (1 - none);
	n = log(1 + (all - n + 0.5) / (n + 0.5));
	return is_function(w, forms) ? n * RANK_FUNCTION : n;
}

/* one level, its own rarity taken out and the word's put in */
static npo_status
level_query(const weigher *w, const npo_forms *forms, size_t count,
	query_field field, double weight, npo_query **q)
{
	npo_query *synonyms = NULL;
	double n, idf;
	npo_status st = forms_documents(w, forms, count, field, &n);

	if (st)
		return st;
	st = forms_query(
		forms, count, field, NPO_OP_SYNONYM, &synonyms, w->err);
	if (st)
		return st;
	idf = xapian_idf(n, w->x->documents);
	return scaled(synonyms, n > 0 ? weight / idf : 0, q, w->err);
}

/* a weight for being of a level at all, more than words in it can give */
static npo_status
presence_query(const weigher *w, const npo_forms *forms, size_t count,
	double weight, npo_query **q)
{
	npo_query *constant = NULL, *any = NULL;
	npo_status st = npo_query_constant(weight, &constant, w->err);

	if (st)
		return st;
	st = forms_query(
		forms, count, QUERY_ANYWHERE, NPO_OP_OR, &any, w->err);
	if (st) {
		npo_query_free(constant);
		return st;
	}
	return query_combine_two(NPO_OP_FILTER, constant, any, q, w->err);
}

/* whoever asks for one word wants it as he wrote it, then what is nearest:
 * the levels are kept apart */
static npo_status
add_presence(const weigher *w, const npo_forms *forms, const level *levels,
	size_t count, double idf, parts *list)
{
	npo_status st = NPO_OK;

	if (w->x->count != 1)
		return NPO_OK;
	for (size_t i = 0; i + 1 < count && !st; i++) {
		npo_query *one = NULL;

		st = presence_query(w, forms, levels[i].end,
			idf * RANK_MOST, &one);
		if (!st)
			parts_add(list, one);
	}
	return st;
}

static npo_status
graded_query(const weigher *w, const npo_forms *forms, query_field field,
	double worth, npo_query **q)
{
	level levels[RANK_LEVELS];
	size_t count = find_levels(forms, levels);
	double idf = weigh_rarity(w, forms) * worth;
	parts list = { NULL, 0, 0 };
	npo_status st = NPO_OK;

	for (size_t i = 0; i < count && !st; i++) {
		double next = i + 1 < count ? levels[i + 1].weight : 0;
		npo_query *one = NULL;

		st = level_query(w, forms, levels[i].end, field,
			idf * (levels[i].weight - next), &one);
		if (!st)
			parts_add(&list, one);
	}
	if (!st && field == QUERY_ANYWHERE)
		st = add_presence(w, forms, levels, count, idf, &list);
	if (st) {
		parts_release(&list);
		return st;
	}
	return parts_combine(&list, NPO_OP_OR, 0, q, w->err);
}

npo_status
weigh_word(const weigher *w, size_t i, query_field field, npo_query **q)
{
	const npo_forms *forms = expansion_forms(w->x, i);
	npo_query *body = NULL, *title = NULL, *section = NULL;
	npo_status st = graded_query(w, forms, field, 1, &body);

	if (st)
		return st;
	if (field != QUERY_ANYWHERE) {
		*q = body;
		return NPO_OK;
	}
	st = graded_query(w, forms, QUERY_TITLE, RANK_TITLE, &title);
	if (st)
		goto out;
	st = graded_query(w, forms, QUERY_SECTION, RANK_SECTION, &section);
	if (st)
		goto out;
	st = query_combine_two(NPO_OP_OR, title, section, &title, w->err);
	section = NULL;
	if (st) {
		title = NULL;
		goto out;
	}
	st = query_combine_two(NPO_OP_AND_MAYBE, body, title, q, w->err);
	body = title = NULL;
out:
	npo_query_free(body);
	npo_query_free(title);
	npo_query_free(section);
	return st;
}

npo_status
weigh_places(const weigher *w, size_t i, query_field field, npo_query **q)
{
	const npo_forms *forms = expansion_forms(w->x, i);
	size_t count = 0;

	while (count < forms->count &&
		(double)forms->form[count].weight >= RANK_LIKELY)
		count++;
	return forms_query(forms, count, field, NPO_OP_OR, q, w->err);
}
