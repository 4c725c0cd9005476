/* SPDX-License-Identifier: GPL-2.0-or-later */
/* phrases and words near each other, against reading every document */
#include "letters.h"

static void
alone_they_find_what_reading_finds(void **state)
{
	size_t found_some = 0;

	(void)state;
	for (size_t n = 0; n < 300; n++) {
		asked a = ask_placed(whole);
		uint32_t expected[DOCS];

		found_some += in_order(&a, expected) != 0;
		check_and_free(a);
	}
	assert_in_range(found_some, 100, 299);
}

static void
below_or_they_find_what_reading_finds(void **state)
{
	(void)state;
	for (size_t n = 0; n < 100; n++) {
		asked a = ask_placed(whole), b = ask_letter();

		check_and_free(n % 2 ? combine(NPO_OP_OR, a, b)
				     : combine(NPO_OP_MAX, b, a));
		a = ask_placed(whole);
		check_and_free(combine(NPO_OP_OR, a, ask_placed(whole)));
	}
}

static void
what_they_find_is_taken_away(void **state)
{
	(void)state;
	for (size_t n = 0; n < 100; n++) {
		asked a = ask_letter();

		check_and_free(combine(NPO_OP_AND_NOT, a, ask_placed(whole)));
		a = ask_placed(whole);
		check_and_free(combine(NPO_OP_AND_NOT, a, ask_placed(whole)));
	}
}

static void
other_words_filter_and_rank_what_they_find(void **state)
{
	static const npo_op ops[] = { NPO_OP_FILTER, NPO_OP_AND_MAYBE,
		NPO_OP_AND, NPO_OP_AND_NOT };

	(void)state;
	for (size_t n = 0; n < 200; n++) {
		asked a = ask_placed(whole);

		check_and_free(
			combine(ops[n % NPO_COUNT(ops)], a, ask_letter()));
		a = ask_letter();
		check_and_free(
			combine(NPO_OP_AND_MAYBE, a, ask_placed(whole)));
	}
}

static void
any_combination_finds_what_reading_finds(void **state)
{
	(void)state;
	for (size_t n = 0; n < 300; n++)
		check_and_free(ask_any(whole, 2 + n % 2));
}

/* weights of 0 let Xapian stop early, pages make it look no further */
static void
pages_of_ties_hold_those_that_belong_there(void **state)
{
	(void)state;
	for (size_t n = 0; n < 200; n++) {
		asked a = n % 2 ? ask_placed(whole) : ask_any(whole, 2);
		uint32_t first = below(3) ? below(40) : 0;
		uint32_t max = 1 + below(20);

		weigh_nothing(&a);
		check_page(whole, &a, first, max);
		check_page(parted, &a, first, max);
		check_page(whole, &a, 0, UINT32_MAX);
		check_page(whole, &a, 0, 0);
		npo_query_free(a.query);
	}
}

static void
pages_by_weight_are_parts_of_the_whole_answer(void **state)
{
	npo_ranking by_slot = NPO_RANKING_INIT, by_weight = NPO_RANKING_INIT;

	(void)state;
	by_weight.tie_slot = TIE_SLOT;
	by_slot.sort_slot = TIE_SLOT;
	by_slot.tie_slot = BACK_SLOT;
	for (size_t n = 0; n < 200; n++) {
		asked a = ask_placed(whole);

		if (n % 3 == 0)
			a = combine(NPO_OP_OR, a, ask_letter());
		check_part(whole, &a, &a, &by_weight);
		check_part(whole, &a, &a, &by_slot);
		npo_query_free(a.query);
	}
}

static void
estimate_is_exact_if_all_are_looked_at(void **state)
{
	(void)state;
	for (size_t n = 0; n < 60; n++) {
		asked a = ask_placed(whole);

		check_estimate(whole, &a);
		check_estimate(parted, &a);
		npo_query_free(a.query);
	}
}

/* two forms of a word at one position: "red fox or vixen fox" */
static void
forms_at_one_position_leave_the_next_one_free(void **state)
{
	static const char *const terms[] = { "fox", "vixen", "fox" };
	static const uint32_t at[] = { 2, 2, 3 };
	npo_db *db = create_db("forms");
	npo_doc *doc = npo_doc_new();

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(terms); i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of(terms[i]), at[i], 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_string_equal(found(db, placed(db, NPO_NEAR, word("fox"),
		word("fox"), 2)), "1");
	assert_string_equal(found(db, placed(db, NPO_NEAR,
		both(NPO_OP_OR, word("fox"), word("vixen")),
		both(NPO_OP_OR, word("fox"), word("vixen")), 2)), "1");
	assert_string_equal(found(db, placed(db, NPO_PHRASE,
		both(NPO_OP_OR, word("fox"), word("vixen")),
		both(NPO_OP_OR, word("fox"), word("vixen")), 2)), "1");
	npo_doc_free(doc);
	npo_db_free(db);
}

/* a list of one term takes each other one for it */
static void
form_that_a_document_does_not_have_is_none_of_it(void **state)
{
	npo_db *db = create_db("absent");

	(void)state;
	add_words(db, "fox fox");
	add_words(db, "fox");
	add_words(db, "vixen");
	assert_string_equal(found(db, placed(db, NPO_NEAR,
		both(NPO_OP_OR, word("fox"), word("vixen")),
		both(NPO_OP_OR, word("fox"), word("hen")), 2)), "1");
	assert_string_equal(found(db, placed(db, NPO_PHRASE,
		both(NPO_OP_OR, word("vixen"), word("fox")), word("fox"), 2)),
		"1");
	npo_db_free(db);
}

/* ------------------------------------------------ of many documents */

#define MANY 3000

/* "a" and "b" so often, once side by side in one document of so many */
static void
add_pair(npo_db *db, uint32_t side_by_side)
{
	npo_doc *doc = npo_doc_new();
	uint32_t a = 1 + below(9), b = 1 + below(9);
	uint32_t between = below(side_by_side) ? 2 : 1;

	for (uint32_t i = 0; i < a; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("a"), 10 - i, 1, err));
	for (uint32_t i = 0; i < b; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("b"), 10 + between + i, 1, err));
	assert_ok(npo_doc_set_value(
		doc, TIE_SLOT, npo_str_of(below(2) ? "x" : "y"), err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_doc_free(doc);
}

static npo_mset *
best_of(npo_db *db, const npo_query *query, uint32_t max, uint32_t check)
{
	npo_ranking order = NPO_RANKING_INIT;
	npo_mset *mset = NULL;

	order.tie_slot = TIE_SLOT;
	assert_ok(npo_db_match(db, query, &order, 0, max, check, &mset, err));
	return mset;
}

/* of pages that are large enough to tell, also where they end with the last
 * document that was looked up */
static void
assert_estimates(npo_db *db, const npo_query *query, uint32_t count)
{
	for (uint32_t max = 150; max < 400; max += 17) {
		npo_mset *mset = best_of(db, query, max, 0);
		uint32_t estimate = npo_mset_estimate(mset);

		if (npo_mset_count(mset) < max)
			assert_int_equal(estimate, count);
		assert_in_range(estimate, count * 2 / 3, count * 3 / 2);
		npo_mset_free(mset);
	}
}

/* the best few, the best of which are looked up first, are those of all, which
 * are looked up in turn */
static void
best_few_are_those_of_all(void **state)
{
	static const uint32_t side_by_side[] = { 1, 2, 3, 15, 70, 1000 };
	char name[16];

	(void)state;
	for (size_t n = 0; n < NPO_COUNT(side_by_side); n++) {
		snprintf(name, sizeof(name), "many%zu", n);
		npo_db *db = create_db(name);
		for (int i = 0; i < MANY; i++)
			add_pair(db, side_by_side[n]);
		npo_query *query = placed(
			db, NPO_PHRASE, word("a"), word("b"), 2);
		npo_mset *all = best_of(db, query, UINT32_MAX, UINT32_MAX);
		for (uint32_t max = 1; max < 40; max += 1 + max / 2) {
			npo_mset *few = best_of(db, query, max, 0);
			uint32_t count = npo_mset_count(all);
			assert_int_equal(npo_mset_count(few),
				count < max ? count : max);
			for (uint32_t i = 0; i < npo_mset_count(few); i++) {
				uint32_t docid[2];
				double weight[2];
				npo_mset_hit(few, i, &docid[0], &weight[0]);
				npo_mset_hit(all, i, &docid[1], &weight[1]);
				assert_int_equal(docid[0], docid[1]);
				assert_true(weight[0] == weight[1]);
			}
			npo_mset_free(few);
		}
		assert_estimates(db, query, npo_mset_count(all));
		npo_mset_free(all);
		npo_query_free(query);
		npo_db_free(db);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alone_they_find_what_reading_finds),
		cmocka_unit_test(below_or_they_find_what_reading_finds),
		cmocka_unit_test(what_they_find_is_taken_away),
		cmocka_unit_test(other_words_filter_and_rank_what_they_find),
		cmocka_unit_test(any_combination_finds_what_reading_finds),
		cmocka_unit_test(pages_of_ties_hold_those_that_belong_there),
		cmocka_unit_test(
			pages_by_weight_are_parts_of_the_whole_answer),
		cmocka_unit_test(estimate_is_exact_if_all_are_looked_at),
		cmocka_unit_test(forms_at_one_position_leave_the_next_one_free),
		cmocka_unit_test(
			form_that_a_document_does_not_have_is_none_of_it),
		cmocka_unit_test(best_few_are_those_of_all),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
