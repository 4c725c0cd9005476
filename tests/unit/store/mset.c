/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matching: weights, order, pages, and what is asked of a hit */
#include "fixture.h"

static npo_db *db;

/* 1 to 3 have one form of the word each, 4 to 9 none */
static int
make_collection(void **state)
{
	static const char *const texts[] = {"forma a b c", "formy a b c",
		"form a b d", "a b c d", "a b c e", "a b c f", "a b c g",
		"a b c h", "a b i j"};
	static const char *const dates[] = {
		"5", "3", "4", "1", "2", "2", "2", "2", ""};
	char name[] = "?";

	if (make_scratch(state))
		return 1;
	db = create_db("collection");
	for (size_t i = 0; i < NPO_COUNT(texts); i++) {
		npo_doc *doc = make_doc(texts[i]);

		assert_ok(npo_doc_set_value(doc, 0, npo_str_of(dates[i]), err));
		name[0] = (char)('z' - i);
		assert_ok(npo_doc_set_value(doc, 1, npo_str_of(name), err));
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		npo_doc_free(doc);
	}
	assert_ok(npo_db_commit(db, err));
	return 0;
}

static int
remove_collection(void **state)
{
	npo_db_free(db);
	return remove_scratch(state);
}

/* the weight of the best hit; takes the query over */
static double
best_weight(npo_query *query)
{
	npo_mset *mset = match(db, query);
	double weight = -1;
	uint32_t docid;

	assert_true(npo_mset_count(mset) > 0);
	npo_mset_hit(mset, 0, &docid, &weight);
	npo_mset_free(mset);
	npo_query_free(query);
	return weight;
}

static npo_query *
any_form(npo_op op)
{
	npo_query *parts[] = {word("forma"), word("formy"), word("form")};
	npo_query *query = NULL;

	assert_ok(npo_query_combine(op, parts, 3, &query, err));
	for (size_t i = 0; i < NPO_COUNT(parts); i++)
		npo_query_free(parts[i]);
	return query;
}

static void
synonym_weighs_as_one_term(void **state)
{
	(void)state;
	/* three documents of nine are less telling than one */
	assert_true(best_weight(any_form(NPO_OP_SYNONYM)) <
		    best_weight(word("forma")) * 0.9);
	assert_true(best_weight(any_form(NPO_OP_OR)) >
		    best_weight(word("forma")) * 0.99);
}

static void
scale_and_constant_make_the_weight(void **state)
{
	npo_query *part = word("forma"), *query = NULL;
	double plain = best_weight(word("forma"));

	(void)state;
	assert_ok(npo_query_scale(part, 0.5, &query, err));
	npo_query_free(part);
	assert_true(plain > 0);
	assert_true(best_weight(query) < plain * 0.51);
	query = NULL;
	assert_ok(npo_query_constant(2.5, &query, err));
	assert_true(best_weight(both(NPO_OP_FILTER, query, word("forma"))) ==
		    2.5);
	assert_true(best_weight(npo_query_all()) == 0);
}

static void
wqf_counts_by_k3(void **state)
{
	npo_query *query = NULL;

	(void)state;
	assert_ok(npo_query_term(npo_str_of("forma"), 3, &query, err));
	assert_true(best_weight(query) > best_weight(word("forma")) * 1.4);
}

static void
filter_adds_no_weight(void **state)
{
	double alone = best_weight(word("forma"));

	(void)state;
	assert_true(best_weight(both(NPO_OP_FILTER, word("forma"),
			    word("c"))) == alone);
	assert_true(best_weight(both(NPO_OP_AND, word("forma"), word("c"))) >
		    alone);
}

static void
mset_is_a_page_of_the_hits(void **state)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	npo_query *query = word("a");
	npo_mset *mset = NULL;
	uint32_t docid;
	double weight;

	(void)state;
	assert_ok(npo_db_match(db, query, &ranking, 2, 3, 100, &mset, err));
	assert_int_equal(npo_mset_count(mset), 3);
	assert_int_equal(npo_mset_estimate(mset), 9);
	npo_mset_hit(mset, 0, &docid, &weight);
	assert_int_equal(docid, 3);
	npo_mset_free(mset);
	assert_ok(npo_db_match(
		db, query, &ranking, 20, UINT32_MAX, 0, &mset, err));
	assert_int_equal(npo_mset_count(mset), 0);
	npo_mset_free(mset);
	npo_mset_free(NULL);
	npo_query_free(query);
}

/* the first three docids, as digits of a number */
static uint32_t
first_three(const npo_ranking *ranking)
{
	npo_query *query = both(NPO_OP_OR, word("c"), word("d"));
	npo_mset *mset = NULL;
	uint32_t docid, digits = 0;
	double weight;

	assert_ok(npo_db_match(db, query, ranking, 0, 3, 0, &mset, err));
	for (uint32_t i = 0; i < 3; i++) {
		npo_mset_hit(mset, i, &docid, &weight);
		digits = digits * 10 + docid;
	}
	npo_mset_free(mset);
	npo_query_free(query);
	return digits;
}

static void
hits_sort_by_value_then_weight(void **state)
{
	npo_ranking ranking = NPO_RANKING_INIT;

	(void)state;
	assert_int_equal(first_three(&ranking) / 100, 4);
	ranking.sort_slot = 0;
	assert_int_equal(first_three(&ranking), 456);
	ranking.reverse = true;
	assert_int_equal(first_three(&ranking), 132);
}

static void
hits_of_equal_weight_sort_by_value(void **state)
{
	npo_ranking ranking = NPO_RANKING_INIT;

	(void)state;
	assert_int_equal(first_three(&ranking), 431);
	ranking.tie_slot = 0;
	assert_int_equal(first_three(&ranking), 435);
}

/* pages of the sorted hits: docids, as digits of a number */
static uint32_t
page(const npo_ranking *ranking, uint32_t first, uint32_t max)
{
	npo_query *query = npo_query_all();
	npo_mset *mset = NULL;
	uint32_t docid, digits = 0;
	double weight;

	assert_ok(npo_db_match(db, query, ranking, first, max, 0, &mset, err));
	for (uint32_t i = 0; i < npo_mset_count(mset); i++) {
		npo_mset_hit(mset, i, &docid, &weight);
		digits = digits * 10 + docid;
	}
	npo_mset_free(mset);
	npo_query_free(query);
	return digits;
}

static void
hits_of_equal_value_and_weight_sort_by_another(void **state)
{
	npo_ranking ranking = NPO_RANKING_INIT;

	(void)state;
	ranking.sort_slot = 0;
	assert_int_equal(page(&ranking, 0, UINT32_MAX), 945678231);
	ranking.tie_slot = 1;
	assert_int_equal(page(&ranking, 0, UINT32_MAX), 948765231);
	/* also where a page ends or begins among them */
	assert_int_equal(page(&ranking, 0, 3), 948);
	assert_int_equal(page(&ranking, 1, 2), 48);
	assert_int_equal(page(&ranking, 4, 3), 652);
	assert_int_equal(page(&ranking, 8, 3), 1);
	assert_int_equal(page(&ranking, 9, 3), 0);
	ranking.reverse = true;
	assert_int_equal(page(&ranking, 0, 5), 13287);
}

static void
hit_has_data_and_matched_terms(void **state)
{
	npo_mset *mset;
	npo_query *query;
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	query = both(NPO_OP_OR, any_form(NPO_OP_SYNONYM), word("c"));
	mset = match(db, query);
	npo_query_free(query);
	assert_ok(npo_mset_data(mset, 0, &out, err));
	assert_string_equal(out.p, "forma a b c");
	npo_buf_reset(&out);
	assert_ok(npo_mset_matched(mset, 0, &out, err));
	assert_int_equal(out.len, 8);
	assert_non_null(memmem(out.p, out.len, "forma", 6));
	assert_non_null(memmem(out.p, out.len, "c", 2));
	npo_buf_release(&out);
	npo_mset_free(mset);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(synonym_weighs_as_one_term),
		cmocka_unit_test(scale_and_constant_make_the_weight),
		cmocka_unit_test(wqf_counts_by_k3),
		cmocka_unit_test(filter_adds_no_weight),
		cmocka_unit_test(mset_is_a_page_of_the_hits),
		cmocka_unit_test(hits_sort_by_value_then_weight),
		cmocka_unit_test(hits_of_equal_weight_sort_by_value),
		cmocka_unit_test(
			hits_of_equal_value_and_weight_sort_by_another),
		cmocka_unit_test(hit_has_data_and_matched_terms),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
