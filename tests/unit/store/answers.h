/* SPDX-License-Identifier: GPL-2.0-or-later */
/* answers.h - hits of a query of forms.h, and whether they are right */
#ifndef NPO_TEST_STORE_ANSWERS_H
#define NPO_TEST_STORE_ANSWERS_H

#include "forms.h"

typedef struct hit {
	uint32_t docid;
	double weight;
} hit;

/** Hits of a query, and how it was asked. */
typedef struct answer {
	hit *hit;
	size_t count;
	uint32_t estimate;
} answer;

/** A part of all hits, in an order. */
typedef struct page {
	npo_ranking order;
	uint32_t first, max, check_at_least;
} page;

static inline bool
is_near(double a, double b, double tolerance)
{
	return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

static inline answer
answer_of(npo_db *db, const asked *a, const page *p)
{
	npo_mset *mset = NULL;
	answer out;

	assert_ok(npo_db_match(db, a->query, &p->order, p->first, p->max,
		p->check_at_least, &mset, err));
	out.count = npo_mset_count(mset);
	out.estimate = npo_mset_estimate(mset);
	out.hit = npo_calloc(out.count + 1, sizeof(*out.hit));
	for (uint32_t i = 0; i < out.count; i++)
		npo_mset_hit(
			mset, i, &out.hit[i].docid, &out.hit[i].weight);
	npo_mset_free(mset);
	return out;
}

static inline page
all_hits(void)
{
	return (page){ ranking, 0, UINT32_MAX, 0 };
}

static inline size_t
count_hits(npo_db *db, const asked *a)
{
	page p = all_hits();
	answer all = answer_of(db, a, &p);

	free(all.hit);
	return all.count;
}

/* by how many documents have each of so many terms, from w02 on */
static inline void
check_estimate(npo_db *db, const asked *a, size_t terms)
{
	page p = all_hits();
	double none = 1;
	answer best;

	p.max = 1;
	best = answer_of(db, a, &p);
	for (size_t i = 2; i < 2 + terms; i++)
		none *= 1 - frequency[i] / documents;
	/* Xapian rounds what it does not know */
	assert_true(is_near(best.estimate, documents * (1 - none), 0.15));
	free(best.hit);
}

static inline void
show(const asked *a)
{
	npo_buf out = NPO_BUF_INIT;

	assert_ok(npo_query_describe(a->query, &out, err));
	print_error("of %s; k1 %g b %g min_normlen %g\n", out.p, ranking.k1,
		ranking.b, ranking.min_normlen);
	npo_buf_release(&out);
}

/* exactly the documents that it is to find, each once, with their weights */
static inline void
check_near(npo_db *db, const asked *a, double tolerance)
{
	page p = all_hits();
	answer all = answer_of(db, a, &p);
	double *got = npo_calloc(DOCS + 1, sizeof(*got));
	size_t wrong = 0;

	for (size_t i = 1; i <= DOCS; i++)
		got[i] = NOT_FOUND;
	for (size_t i = 0; i < all.count; i++) {
		const hit *h = &all.hit[i];

		assert_in_range(h->docid, 1, DOCS);
		assert_true(got[h->docid] < 0);
		assert_true(!i || h->weight <= h[-1].weight);
		got[h->docid] = h->weight;
	}
	for (uint32_t i = 1; i <= DOCS; i++) {
		if (is_near(got[i], a->weight[i], tolerance))
			continue;
		if (wrong++ < 3)
			print_error("document %u: %.17g, not %.17g\n", i,
				got[i], a->weight[i]);
	}
	if (wrong)
		show(a);
	assert_int_equal(wrong, 0);
	free(got);
	free(all.hit);
}

static inline void
check_all(npo_db *db, const asked *a)
{
	check_near(db, a, 1e-9);
}

/* ---------------------------------------------------------- pages */

static npo_ranking wanted_order; /* of sorted hits: qsort() has no room */

static inline int
compare_values(int slot, uint32_t a, uint32_t b)
{
	if (slot < 0)
		return 0;
	return slot == SHARED_SLOT ? docs[a].shared - docs[b].shared
				   : docs[a].other - docs[b].other;
}

static inline int
compare_hits(const void *left, const void *right)
{
	const hit *a = left, *b = right;
	int order = compare_values(
		wanted_order.sort_slot, a->docid, b->docid);

	if (order)
		return wanted_order.reverse ? -order : order;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	order = compare_values(wanted_order.tie_slot, a->docid, b->docid);
	if (order)
		return order;
	return a->docid < b->docid ? -1 : a->docid > b->docid;
}

/* a part of all hits, which are known, in their order */
static inline void
check_page(npo_db *db, const asked *a, const answer *all, const page *p)
{
	answer got = answer_of(db, a, p);
	size_t left = all->count > p->first ? all->count - p->first : 0;
	size_t count = left < p->max ? left : p->max, wrong = 0;

	wanted_order = p->order;
	qsort(all->hit, all->count, sizeof(*all->hit), compare_hits);
	for (size_t i = 0; i < count && i < got.count; i++) {
		const hit *is = &got.hit[i], *want = &all->hit[p->first + i];

		if (is->docid == want->docid &&
			is_near(is->weight, want->weight, 1e-12))
			continue;
		if (wrong++ < 3)
			print_error("hit %zu: %u of %.17g, not %u of %.17g\n",
				i, is->docid, is->weight, want->docid,
				want->weight);
	}
	if (wrong || got.count != count) {
		print_error("%zu hits, not %zu, of %u from %u, at least %u, "
			    "sorted by %d, then %d\n", got.count, count,
			p->max, p->first, p->check_at_least,
			p->order.sort_slot, p->order.tie_slot);
		show(a);
	}
	assert_int_equal(wrong, 0);
	assert_int_equal(got.count, count);
	if (p->check_at_least >= DOCS)
		assert_int_equal(got.estimate, all->count);
	free(got.hit);
}

/* ties: also where it matters which hits are equal */
static inline page
make_page(bool ties)
{
	static const uint32_t most[] = { 1, 2, 10, 100 };
	page p = all_hits();

	p.first = below(3) ? 0 : below(60);
	p.max = most[below(NPO_COUNT(most))];
	if (below(4) == 0)
		p.check_at_least = below(2) ? DOCS : below(DOCS);
	if (ties && below(2))
		p.order.tie_slot = below(2) ? SHARED_SLOT : OTHER_SLOT;
	if (below(4) == 0) {
		p.order.sort_slot = below(2) ? SHARED_SLOT : OTHER_SLOT;
		p.order.reverse = below(2);
	}
	return p;
}

/* some parts of all hits */
static inline void
check_some_pages(npo_db *db, const asked *a, bool ties)
{
	page p = all_hits();
	answer all = answer_of(db, a, &p);

	p.max = 10;
	check_page(db, a, &all, &p);
	for (size_t i = 0; i < 3; i++) {
		p = make_page(ties);
		check_page(db, a, &all, &p);
	}
	free(all.hit);
}

static inline void
check_pages(npo_db *db, const asked *a)
{
	check_some_pages(db, a, true);
}

/* where Xapian 1.4.22 is known to lose some hits unless it looks at all
 * documents: below an OR that is not alone, and AND_MAYBE; see doc/DESIGN.md */
static inline void
check_pages_of_all(npo_db *db, const asked *a)
{
	page p = all_hits();
	answer all = answer_of(db, a, &p);

	for (size_t i = 0; i < 2; i++) {
		p = make_page(true);
		p.check_at_least = DOCS;
		check_page(db, a, &all, &p);
	}
	free(all.hit);
}

/* so many ties that they are not sorted afterwards; takes it over */
static inline void
check_ties(npo_db *db, asked *a)
{
	page p = all_hits();
	answer all = answer_of(db, a, &p);

	assert_true(all.count > 300);
	p.order.tie_slot = OTHER_SLOT;
	for (p.max = 1; p.max < 40; p.max += 6)
		check_page(db, a, &all, &p);
	free(all.hit);
	asked_free(a);
}

/* takes it over; rounded, what is left of the sum may be more than it was */
static inline asked *
with_constant(asked *a, double weight)
{
	asked *b = npo_calloc(1, sizeof(*b));

	assert_ok(npo_query_constant(weight, &b->query, err));
	for (uint32_t i = 1; i <= DOCS; i++)
		b->weight[i] = docs[i].there ? weight : NOT_FOUND;
	return combine(NPO_OP_AND, a, b);
}

#endif
