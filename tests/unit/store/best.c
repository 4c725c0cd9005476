/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the best few documents of a list, found at once, are the first of all */
#include "fixture.h"
#include "random.h"

/* more than the candidates that are kept */
#define MANY 9000

static npo_db *db;

/* "a" and "b" up to so often, side by side in one document of so many */
static void
add_pair(uint32_t often, uint32_t side_by_side)
{
	npo_doc *doc = npo_doc_new();
	uint32_t between = below(side_by_side) ? 2 : 1;

	for (uint32_t i = below(often); i < often; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("a"), 10 + i, 1, err));
	for (uint32_t i = below(often); i < often; i++)
		assert_ok(npo_doc_add_posting(doc, npo_str_of("b"),
			10 + often - 1 + between + i, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_doc_free(doc);
}

static npo_query *
word_of(const char *term)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_synonyms group = { 0, 1, 1 + below(9) / 8.0, false, false };
	npo_synonym one = { npo_str_of(term), 0 };
	npo_query *query = NULL;

	assert_ok(npo_db_termfreq(db, one.term, &one.documents, err));
	assert_ok(npo_query_synonyms(
		db, &one, 1, &group, 1, &usual, &query, err));
	return query;
}

/* of "a" and "b", which side by side weigh so much more */
static npo_query *
pair_of(double weight)
{
	npo_query *a = word_of("a"), *b = word_of("b"), *query = NULL;
	npo_listed words[] = { { a, true }, { b, below(2) } };
	npo_pair pair = { 0, { a, b }, 2, weight };

	assert_ok(npo_query_list(db, words, 2, 10, false, &pair,
		weight > 0, &query, err));
	npo_query_free(a);
	npo_query_free(b);
	return query;
}

static npo_mset *
best_of(const npo_query *query, uint32_t first, uint32_t max)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_mset *mset = NULL;

	assert_ok(npo_db_match(db, query, &usual, first, max, 0, &mset, err));
	return mset;
}

/* takes the query over */
static void
check_best(npo_query *query)
{
	npo_mset *all = best_of(query, 0, UINT32_MAX);

	assert_in_range(npo_mset_count(all), MANY / 2, MANY);
	for (uint32_t max = 1; max < 300; max += 1 + max) {
		uint32_t first = below(20);
		npo_mset *few = best_of(query, first, max);

		assert_int_equal(npo_mset_count(few), max);
		for (uint32_t i = 0; i < max; i++) {
			uint32_t docid[2];
			double weight[2];

			npo_mset_hit(few, i, &docid[0], &weight[0]);
			npo_mset_hit(all, first + i, &docid[1], &weight[1]);
			assert_int_equal(docid[0], docid[1]);
			assert_true(weight[0] == weight[1]);
		}
		npo_mset_free(few);
	}
	npo_mset_free(all);
	npo_query_free(query);
}

static void
fill(const char *name, uint32_t often, uint32_t side_by_side)
{
	db = create_db(name);
	for (int i = 0; i < MANY; i++)
		add_pair(often, side_by_side);
	assert_ok(npo_db_commit(db, err));
}

static void
best_few_are_the_first_of_all(void **state)
{
	static const double weights[] = { 0, 0.01, 0.5, 3 };

	(void)state;
	fill("few", 5, 3);
	for (size_t i = 0; i < NPO_COUNT(weights); i++)
		check_best(pair_of(weights[i]));
	check_best(word_of("a"));
	npo_db_free(db);
}

/* any may be one of the best until pairs are looked up, and most are ties */
static void
so_are_they_where_all_weigh_the_same(void **state)
{
	(void)state;
	fill("same", 1, 700);
	check_best(pair_of(0));
	check_best(pair_of(2));
	check_best(word_of("b"));
	npo_db_free(db);
}

/* no less than there are */
static void
more_than_there_are_are_all(void **state)
{
	npo_query *query;
	npo_mset *mset;

	(void)state;
	db = create_db("less");
	for (int i = 0; i < 30; i++)
		add_pair(3, 2);
	query = pair_of(1);
	mset = best_of(query, 0, 100);
	assert_int_equal(npo_mset_count(mset), 30);
	npo_mset_free(mset);
	mset = best_of(query, 28, 100);
	assert_int_equal(npo_mset_count(mset), 2);
	npo_mset_free(mset);
	mset = best_of(query, 10, 0);
	assert_int_equal(npo_mset_count(mset), 0);
	npo_mset_free(mset);
	npo_query_free(query);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(best_few_are_the_first_of_all),
		cmocka_unit_test(so_are_they_where_all_weigh_the_same),
		cmocka_unit_test(more_than_there_are_are_all),
	};

	return RUN_TESTS_IN_SCRATCH();
}
