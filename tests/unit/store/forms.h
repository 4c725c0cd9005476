/* SPDX-License-Identifier: GPL-2.0-or-later */
/* forms.h - words of several forms, and what reading each document gives */
#ifndef NPO_TEST_STORE_FORMS_H
#define NPO_TEST_STORE_FORMS_H

#include <math.h>

#include "fixture.h"
#include "random.h"

#define DOCS 3000
#define PARTS 3
#define ABSENT 2	/* terms that no document has */
#define SHARED_SLOT 0	/* few values, which many documents share */
#define OTHER_SLOT 1
#define FORMS_MAX 7
#define GROUPS_MAX 5
#define NOT_FOUND (-1.0)

/* In how many of 1000 documents of a range a term is. */
static const struct spread {
	uint32_t of_1000, first, last;
	bool without_wdf;	/* there it has neither wdf nor position */
} spreads[] = {
	{ 960, 1, DOCS, false }, { 700, 1, DOCS, false },
	{ 500, 1, DOCS, false }, { 300, 1, DOCS, false },
	{ 200, 1, DOCS, false }, { 120, 1, DOCS, false },
	{ 80, 1, DOCS, false }, { 50, 1, DOCS, false },
	{ 30, 1, DOCS, false }, { 15, 1, DOCS, false },
	{ 8, 1, DOCS, false }, { 4, 1, DOCS, false },
	{ 2, 1, DOCS, false }, { 1000, 2345, 2345, false },
	{ 1000, 1, 1, false }, { 500, 2100, 2200, false },
	{ 800, 1, 70, false }, { 300, 2900, DOCS, false },
	{ 400, 1, DOCS, true }, { 10, 1, DOCS, true },
};
#define KNOWN NPO_COUNT(spreads)
#define TERMS (KNOWN + ABSENT)

/* What a document has of each term. */
typedef struct had {
	bool has[TERMS];
	uint32_t wdf[TERMS];
	uint64_t at[TERMS];	/* a bit for each position */
	uint32_t rest;		/* wdf of what is not asked for */
	uint32_t length;
	char shared, other;	/* its values */
	bool there;		/* or its docid is free */
} had;

static had docs[DOCS + 1];	/* from 1 */
static uint32_t frequency[TERMS];
static double documents, average;
static npo_ranking ranking = NPO_RANKING_INIT;
/* far: NULL without xapian-progsrv */
static npo_db *whole, *parted, *far;

/* ---------------------------------------------------------- documents */

static inline npo_str
term_of(size_t number)
{
	static char name[TERMS][8];

	snprintf(name[number], sizeof(name[number]), "w%02zu", number);
	return npo_str_of(name[number]);
}

static inline void
write_term(had *d, size_t number, uint32_t span)
{
	uint32_t count = 1 + below(1 + below(4));

	d->has[number] = true;
	if (spreads[number].without_wdf)
		return;
	d->wdf[number] = count;
	/* one in eight has no positions */
	for (uint32_t i = 0; below(8) && i < count && span; i++)
		d->at[number] |= UINT64_C(1) << below(span);
}

/* some are short, some long; one in ten has no positions at all */
static inline void
write_doc(uint32_t docid)
{
	static const uint32_t spans[] = { 3, 10, 64 };
	static const uint32_t rests[] = { 0, 5, 60, 3000 };
	had *d = &docs[docid];
	uint32_t span = below(10) ? spans[below(NPO_COUNT(spans))] : 0;

	d->rest = below(1 + rests[below(NPO_COUNT(rests))]) + 1;
	d->shared = (char)('0' + below(5));
	d->other = (char)('a' + below(20));
	for (size_t i = 0; i < KNOWN; i++) {
		const struct spread *s = &spreads[i];

		if (docid >= s->first && docid <= s->last &&
			below(1000) < s->of_1000)
			write_term(d, i, span);
	}
	d->length = d->rest;
	for (size_t i = 0; i < KNOWN; i++)
		d->length += d->wdf[i];
}

static inline npo_doc *
make_had(const had *d)
{
	npo_doc *doc = npo_doc_new();

	assert_ok(npo_doc_add_posting(
		doc, npo_str_of("rest"), 0, d->rest, err));
	for (size_t i = 0; i < KNOWN; i++) {
		if (d->has[i])
			assert_ok(npo_doc_add_posting(
				doc, term_of(i), 0, d->wdf[i], err));
		for (uint32_t k = 0; k < 64; k++) {
			if (d->at[i] >> k & 1)
				assert_ok(npo_doc_add_posting(
					doc, term_of(i), k + 1, 0, err));
		}
	}
	assert_ok(npo_doc_set_value(
		doc, SHARED_SLOT, (npo_str){ &d->shared, 1 }, err));
	assert_ok(npo_doc_set_value(
		doc, OTHER_SLOT, (npo_str){ &d->other, 1 }, err));
	return doc;
}

/* one in eleven, and a row of them */
static inline bool
is_hole(uint32_t docid)
{
	return docid % 11 == 0 || (docid > 1200 && docid <= 1300);
}

static inline void
count_doc(const had *d)
{
	documents++;
	average += d->length;
	for (size_t i = 0; i < TERMS; i++)
		frequency[i] += d->has[i];
}

static inline void
fill(npo_db *const *part)
{
	for (uint32_t i = 1; i <= DOCS; i++) {
		npo_doc *doc;

		write_doc(i);
		doc = make_had(&docs[i]);
		assert_ok(npo_db_add_doc(whole, doc, NULL, err));
		assert_ok(npo_db_add_doc(
			part[(i - 1) % PARTS], doc, NULL, err));
		npo_doc_free(doc);
	}
	for (uint32_t i = 1; i <= DOCS; i++) {
		docs[i].there = !is_hole(i);
		if (docs[i].there) {
			count_doc(&docs[i]);
			continue;
		}
		assert_ok(npo_db_delete_doc(whole, i, err));
		assert_ok(npo_db_delete_doc(
			part[(i - 1) % PARTS], (i - 1) / PARTS + 1, err));
	}
	average /= documents;
}

/* docids of several databases interleave, so they are the same in all */
static inline int
make_collection(void **state)
{
	static const char *const names[PARTS] = { "one", "two", "three" };
	npo_db *part[PARTS];
	char name[64];

	if (make_scratch(state))
		return 1;
	whole = create_db("whole");
	for (size_t i = 0; i < PARTS; i++)
		part[i] = create_db(names[i]);
	fill(part);
	assert_ok(npo_db_commit(whole, err));
	npo_db_free(whole);
	whole = open_db("whole");
	for (size_t i = 0; i < PARTS; i++) {
		assert_ok(npo_db_commit(part[i], err));
		npo_db_free(part[i]);
	}
	parted = open_db(names[0]);
	for (size_t i = 1; i < PARTS; i++)
		assert_ok(npo_db_add(parted, in_scratch(names[i]), err));
	if (!system("command -v xapian-progsrv >/dev/null")) {
		snprintf(name, sizeof(name), "prog:xapian-progsrv %s",
			in_scratch("whole"));
		assert_ok(npo_db_open(name, &far, err));
	}
	return 0;
}

static inline int
remove_collection(void **state)
{
	npo_db_free(whole);
	npo_db_free(parted);
	npo_db_free(far);
	return remove_scratch(state);
}

static inline void
skip_without_remote(void)
{
	if (far)
		return;
	print_message("# no xapian-progsrv\n");
	skip();
}

/* ---------------------------------------------------------- queries */

/** A word: what npo_query_synonyms() is asked for. */
typedef struct forms {
	size_t term[FORMS_MAX], count;
	npo_synonyms group[GROUPS_MAX];
	size_t groups;
} forms;

/** A query, and what each document weighs or NOT_FOUND. */
typedef struct asked {
	npo_query *query;
	double weight[DOCS + 1];
} asked;

static inline double
random_weight(void)
{
	return (1 + below(1000000)) / 250000.0;
}

static inline void
choose_usual_ranking(void)
{
	ranking = (npo_ranking)NPO_RANKING_INIT;
}

static inline void
choose_ranking(void)
{
	static const double k1[] = { 1.2, 1.2, 0.3, 3 };
	static const double b[] = { 0.75, 0.75, 0, 1 };
	static const double least[] = { 0.5, 0.5, 0, 1.5 };

	ranking.k1 = k1[below(NPO_COUNT(k1))];
	ranking.b = b[below(NPO_COUNT(b))];
	ranking.min_normlen = least[below(NPO_COUNT(least))];
}

/* any terms, each once, in any order */
static inline void
choose_terms(forms *f, size_t count)
{
	for (f->count = 0; f->count < count; f->count++) {
		size_t term = below(TERMS);

		for (size_t i = 0; i < f->count; i++) {
			if (f->term[i] == term) {
				term = below(TERMS);
				i = SIZE_MAX; /* from the first one again */
			}
		}
		f->term[f->count] = term;
	}
}

static inline bool
has_wdf(size_t number)
{
	return number >= KNOWN || !spreads[number].without_wdf;
}

/* what terms without wdf weigh in another one has a test of its own */
static inline void
make_flat(const forms *f, npo_synonyms *group)
{
	for (size_t i = group->first; i < group->end; i++)
		group->flat = group->flat || !has_wdf(f->term[i]);
}

/* groups may be nested, overlap, be the same, empty, or leave terms out */
static inline forms
make_forms(void)
{
	forms f = { .count = 0 };

	choose_terms(&f, below(12) ? 1 + below(FORMS_MAX) : 0);
	f.groups = below(GROUPS_MAX + 1);
	for (size_t i = 0; i < f.groups; i++) {
		uint32_t first = below((uint32_t)f.count + 1);
		uint32_t end = first +
			below((uint32_t)f.count - first + 1);

		if (below(3) == 0)
			first = 0;
		f.group[i] = (npo_synonyms){ first, end,
			below(8) ? random_weight() : 0, below(3) == 0, false };
		make_flat(&f, &f.group[i]);
	}
	/* one of the first terms may be needed */
	if (f.groups && !f.group[0].first)
		f.group[0].needed = below(3) == 0;
	return f;
}

/* in one group all, as most words are */
static inline forms
make_plain_forms(void)
{
	forms f = { .groups = 1 };

	choose_terms(&f, 1 + below(4));
	f.group[0] =
		(npo_synonyms){ 0, f.count, random_weight(), false, false };
	make_flat(&f, f.group);
	return f;
}

static inline bool
has_form(const forms *f, const had *d)
{
	size_t count = f->groups && f->group[0].needed
		? f->group[0].end : f->count;
	bool any = false;

	for (size_t i = 0; i < count; i++)
		any = any || d->has[f->term[i]];
	return any && d->there;
}

static inline double
part_of(double wdf, double length)
{
	double norm = fmax(length / average, ranking.min_normlen);
	double own = ranking.k1 * ((1 - ranking.b) + ranking.b * norm);

	return (ranking.k1 + 1) * wdf / (own + wdf);
}

static inline double
forms_weight(const forms *f, const had *d)
{
	double weight = 0;

	for (size_t i = 0; i < f->groups; i++) {
		const npo_synonyms *g = &f->group[i];
		double wdf = 0;
		bool any = false;

		for (size_t k = g->first; k < g->end; k++) {
			any = any || d->has[f->term[k]];
			wdf += d->wdf[f->term[k]];
		}
		if (any && g->flat)
			weight += g->weight;
		else if (any)
			weight += g->weight *
				part_of(fmin(wdf, d->length), d->length);
	}
	return weight;
}

static inline npo_query *
query_of(npo_db *db, const forms *f)
{
	npo_synonym terms[FORMS_MAX];
	npo_query *query = NULL;

	for (size_t i = 0; i < f->count; i++)
		terms[i] = (npo_synonym){ term_of(f->term[i]),
			frequency[f->term[i]] };
	assert_ok(npo_query_synonyms(db, terms, f->count, f->group, f->groups,
		&ranking, &query, err));
	return query;
}

static inline asked *
ask_these(npo_db *db, const forms *f)
{
	asked *a = npo_calloc(1, sizeof(*a));

	a->query = query_of(db, f);
	for (uint32_t i = 1; i <= DOCS; i++)
		a->weight[i] = has_form(f, &docs[i])
			? forms_weight(f, &docs[i])
			: NOT_FOUND;
	return a;
}

static inline asked *
ask_forms(npo_db *db)
{
	forms f = make_forms();

	return ask_these(db, &f);
}

/* as Xapian::BM25Weight has it */
static inline asked *
ask_term_of(size_t number)
{
	double n = frequency[number];
	double odds = (documents - n + 0.5) / (n + 0.5);
	double idf = log(odds < 2 ? odds * 0.5 + 1 : odds);
	asked *a = npo_calloc(1, sizeof(*a));

	assert_ok(npo_query_term(term_of(number), 1, &a->query, err));
	for (uint32_t i = 1; i <= DOCS; i++) {
		const had *d = &docs[i];

		a->weight[i] = d->there && d->has[number]
			? idf * part_of(d->wdf[number], d->length)
			: NOT_FOUND;
	}
	return a;
}

static inline asked *
ask_term(void)
{
	return ask_term_of(below(TERMS));
}

static inline void
asked_free(asked *a)
{
	npo_query_free(a->query);
	free(a);
}

static inline double
combined(npo_op op, double left, double right)
{
	bool has_left = left >= 0, has_right = right >= 0;

	switch (op) {
	case NPO_OP_AND:
		return has_left && has_right ? left + right : NOT_FOUND;
	case NPO_OP_FILTER:
		return has_right ? left : NOT_FOUND;
	case NPO_OP_AND_NOT:
		return has_right ? NOT_FOUND : left;
	case NPO_OP_AND_MAYBE:
		return has_left && has_right ? left + right : left;
	case NPO_OP_MAX:
		return fmax(left, right);
	default:
		return has_left && has_right ? left + right
					     : fmax(left, right);
	}
}

/* takes both over */
static inline asked *
combine(npo_op op, asked *a, asked *b)
{
	a->query = both(op, a->query, b->query);
	b->query = NULL;
	for (size_t i = 1; i <= DOCS; i++)
		a->weight[i] = combined(op, a->weight[i], b->weight[i]);
	asked_free(b);
	return a;
}

/* takes it over */
static inline asked *
scaled(asked *a, double factor)
{
	npo_query *query = NULL;

	assert_ok(npo_query_scale(a->query, factor, &query, err));
	npo_query_free(a->query);
	a->query = query;
	for (size_t i = 1; i <= DOCS; i++)
		a->weight[i] *= a->weight[i] > 0 ? factor : 1;
	return a;
}

#endif
