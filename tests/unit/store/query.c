/* SPDX-License-Identifier: GPL-2.0-or-later */
/* queries: what each operator finds */
#include "fixture.h"

static npo_db *db;

static int
make_collection(void **state)
{
	static const char *const texts[] = {
		"red fox runs",		 /* 1 */
		"red dog",		 /* 2 */
		"fox the red",		 /* 3 */
		"blue foxes run",	 /* 4 */
		"red and big fox sleeps" /* 5 */
	};
	static const char *const dates[] = {"2019", "2020", "", "2021", "2022"};

	if (make_scratch(state))
		return 1;
	db = create_db("collection");
	for (size_t i = 0; i < NPO_COUNT(texts); i++) {
		npo_doc *doc = make_doc(texts[i]);

		assert_ok(npo_doc_set_value(doc, 0, npo_str_of(dates[i]), err));
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

/* what is found, in order of docid */
static void
check_set(npo_query *query, const char *expected)
{
	npo_query *parts[] = {query, npo_query_all()}, *plain = NULL;
	npo_query *weightless = NULL;

	assert_ok(npo_query_scale(query, 0, &weightless, err));
	parts[0] = weightless;
	assert_ok(npo_query_combine(NPO_OP_FILTER, parts, 2, &plain, err));
	assert_string_equal(found(db, plain), expected);
	npo_query_free(parts[1]);
	npo_query_free(weightless);
	npo_query_free(query);
}

static void
term_of_wrong_length_is_einval(void **state)
{
	char text[246];
	npo_query *query = NULL;
	npo_error why;

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(npo_query_term((npo_str){text, 0}, 1, &query, &why),
		NPO_EINVAL);
	assert_int_equal(npo_query_term((npo_str){text, 246}, 1, &query, &why),
		NPO_EINVAL);
	assert_null(query);
	assert_ok(npo_query_term((npo_str){text, 245}, 1, &query, err));
	check_set(query, "");
}

static void
operators_combine_sets(void **state)
{
	(void)state;
	check_set(npo_query_all(), "1 2 3 4 5");
	check_set(npo_query_none(), "");
	check_set(both(NPO_OP_AND, word("red"), word("fox")), "1 3 5");
	check_set(both(NPO_OP_OR, word("dog"), word("blue")), "2 4");
	check_set(both(NPO_OP_AND_NOT, word("red"), word("fox")), "2");
	check_set(both(NPO_OP_AND_MAYBE, word("fox"), word("dog")), "1 3 5");
	check_set(both(NPO_OP_FILTER, word("red"), word("dog")), "2");
	check_set(both(NPO_OP_SYNONYM, word("dog"), word("blue")), "2 4");
	check_set(both(NPO_OP_MAX, word("dog"), word("blue")), "2 4");
}

/* a query of these terms and so many that are nowhere */
static npo_query *
any(const char *const *words, size_t count, size_t nowhere)
{
	npo_str term[64];
	char text[64][8];
	npo_query *query = NULL;
	size_t i;

	for (i = 0; i < count; i++)
		term[i] = npo_str_of(words[i]);
	for (; i < count + nowhere; i++) {
		snprintf(text[i], sizeof(text[i]), "no%zu", i);
		term[i] = npo_str_of(text[i]);
	}
	assert_ok(npo_query_any(db, term, i, &query, err));
	return query;
}

static void
any_of_few_or_many_terms_is_their_union(void **state)
{
	static const char *const words[] = {"dog", "fox", "red", "runs"};
	static const size_t nowhere[] = {0, 5, 40};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(nowhere); i++) {
		npo_query *parts[2], *both = NULL;

		check_set(any(words, 4, nowhere[i]), "1 2 3 5");
		check_set(any(words, 1, nowhere[i]), "2");
		check_set(any(words, 0, nowhere[i]), "");
		parts[0] = npo_query_all();
		parts[1] = any(words, 2, nowhere[i]);
		assert_ok(npo_query_combine(
			NPO_OP_AND_NOT, parts, 2, &both, err));
		check_set(both, "4");
		npo_query_free(parts[0]);
		npo_query_free(parts[1]);
	}
}

/* what a query finds that is to be run again */
static const char *
found_again(const npo_query *query)
{
	npo_query *copy = NULL;

	assert_ok(npo_query_scale(query, 1, &copy, err));
	return found(db, copy);
}

static void
union_sees_a_new_revision(void **state)
{
	static const char *const words[] = {"late"};
	npo_query *query = any(words, 1, 30);
	npo_doc *doc = make_doc("late");

	(void)state;
	assert_string_equal(found_again(query), "");
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_commit(db, err));
	assert_string_equal(found_again(query), "6");
	assert_ok(npo_db_delete_doc(db, 6, err));
	assert_ok(npo_db_commit(db, err));
	npo_doc_free(doc);
	npo_query_free(query);
}

static void
and_not_takes_several_away(void **state)
{
	npo_query *parts[] = {npo_query_all(), word("dog"), word("blue")};
	npo_query *query = NULL;

	(void)state;
	assert_ok(npo_query_combine(NPO_OP_AND_NOT, parts, 3, &query, err));
	check_set(query, "1 3 5");
	for (size_t i = 0; i < NPO_COUNT(parts); i++)
		npo_query_free(parts[i]);
}

static void
combination_of_nothing_finds_nothing(void **state)
{
	npo_query *query = NULL;

	(void)state;
	for (int op = NPO_OP_AND; op <= NPO_OP_MAX; op++) {
		assert_ok(
			npo_query_combine((npo_op)op, NULL, 0, &query, err));
		check_set(query, "");
	}
}

static void
check_placed(npo_place place, uint32_t window, const char *expected)
{
	check_set(placed(db, place, word("red"), word("fox"), window),
		expected);
}

static void
phrase_and_near_mind_positions(void **state)
{
	(void)state;
	check_placed(NPO_PHRASE, 2, "1");
	check_placed(NPO_PHRASE, 4, "1 5");
	check_placed(NPO_NEAR, 2, "1");
	check_placed(NPO_NEAR, 3, "1 3");
	check_placed(NPO_NEAR, 4, "1 3 5");
}

static void
phrase_over_or_takes_any_form(void **state)
{
	(void)state;
	check_set(placed(db, NPO_PHRASE,
			  both(NPO_OP_OR, word("fox"), word("foxes")),
			  both(NPO_OP_OR, word("runs"), word("run")), 2),
		"1 4");
	check_set(placed(db, NPO_PHRASE, word("red"),
			  both(NPO_OP_OR, word("dog"), word("none")), 2),
		"2");
}

static void
phrase_over_synonym_is_einval(void **state)
{
	npo_query *parts[] = {
		word("red"), both(NPO_OP_SYNONYM, word("fox"), word("dog"))};
	npo_query *all = npo_query_all(), *query = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(npo_query_place(db, all, NPO_PHRASE, parts, 2, 2,
				 &query, &why),
		NPO_EINVAL);
	assert_null(query);
	npo_query_free(all);
	npo_query_free(parts[0]);
	npo_query_free(parts[1]);
}

static void
no_words_to_be_placed_are_einval(void **state)
{
	npo_query *all = npo_query_all(), *query = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(npo_query_place(db, all, NPO_NEAR, NULL, 0, 2, &query,
				 &why),
		NPO_EINVAL);
	assert_null(query);
	npo_query_free(all);
}

static void
value_range_is_closed_and_needs_a_value(void **state)
{
	static const struct {
		const char *low, *high, *expected;
	} rows[] = {
		{"2020", "2021", "2 4"},
		{"2021", "", "4 5"},
		{"", "2020", "1 2"},
		{"", "", "1 2 3 4 5"},
		{"2022", "2020", ""},
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		npo_query *query = NULL;

		assert_ok(npo_query_value_range(0, npo_str_of(rows[i].low),
			npo_str_of(rows[i].high), &query, err));
		check_set(query, rows[i].expected);
	}
}

static void
negative_weights_are_einval(void **state)
{
	npo_query *part = word("red"), *query = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(npo_query_scale(part, -1, &query, &why), NPO_EINVAL);
	assert_int_equal(npo_query_constant(-1, &query, &why), NPO_EINVAL);
	assert_null(query);
	npo_query_free(part);
}

static void
description_names_the_terms(void **state)
{
	npo_query *query = both(NPO_OP_SYNONYM, word("a"), word("b"));
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&out, "it is ");
	assert_ok(npo_query_describe(query, &out, err));
	assert_string_equal(out.p, "it is Query((a SYNONYM b))");
	npo_buf_release(&out);
	npo_query_free(query);
	npo_query_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(term_of_wrong_length_is_einval),
		cmocka_unit_test(operators_combine_sets),
		cmocka_unit_test(any_of_few_or_many_terms_is_their_union),
		cmocka_unit_test(union_sees_a_new_revision),
		cmocka_unit_test(and_not_takes_several_away),
		cmocka_unit_test(combination_of_nothing_finds_nothing),
		cmocka_unit_test(phrase_and_near_mind_positions),
		cmocka_unit_test(phrase_over_or_takes_any_form),
		cmocka_unit_test(phrase_over_synonym_is_einval),
		cmocka_unit_test(no_words_to_be_placed_are_einval),
		cmocka_unit_test(value_range_is_closed_and_needs_a_value),
		cmocka_unit_test(negative_weights_are_einval),
		cmocka_unit_test(description_names_the_terms),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
