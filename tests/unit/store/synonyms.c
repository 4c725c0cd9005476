/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the forms of a word, against reading every document */
#include "answers.h"

/* a term, or the forms of another word */
static asked *
ask_other(void)
{
	return below(2) ? ask_forms(parted) : ask_term();
}

/* which is the first */
static asked *
combine_any(npo_op op, asked *a, asked *b)
{
	return below(2) ? combine(op, a, b) : combine(op, b, a);
}

static void
they_find_and_weigh_what_reading_does(void **state)
{
	size_t some = 0;

	(void)state;
	for (size_t n = 0; n < 150; n++) {
		asked *a;

		choose_ranking();
		/* one for both remembers no lengths */
		a = ask_forms(n % 2 ? whole : parted);
		some += count_hits(whole, a) != 0;
		check_all(whole, a);
		if (n % 2 == 0)
			check_all(parted, a);
		asked_free(a);
	}
	assert_in_range(some, 100, 149);
}

static void
each_part_of_their_hits_is_in_order(void **state)
{
	(void)state;
	for (size_t n = 0; n < 120; n++) {
		asked *a;

		choose_ranking();
		a = ask_forms(parted);
		check_pages(whole, a);
		check_pages(parted, a);
		asked_free(a);
	}
}

static void
other_words_filter_and_rank_what_they_find(void **state)
{
	static const npo_op ops[] = { NPO_OP_AND, NPO_OP_FILTER,
		NPO_OP_AND_NOT };

	(void)state;
	for (size_t n = 0; n < 60; n++) {
		asked *a;

		choose_ranking();
		a = combine_any(ops[n % NPO_COUNT(ops)], ask_forms(parted),
			ask_other());
		if (n % 4 == 0)
			a = combine_any(ops[below(NPO_COUNT(ops))], a,
				ask_other());
		check_all(whole, a);
		check_all(parted, a);
		check_pages(whole, a);
		check_pages(parted, a);
		asked_free(a);
	}
}

static void
alternatives_to_them_find_what_reading_finds(void **state)
{
	(void)state;
	for (size_t n = 0; n < 60; n++) {
		asked *a;

		choose_ranking();
		a = combine(n % 3 ? NPO_OP_OR : NPO_OP_AND_MAYBE,
			ask_forms(parted), ask_other());
		if (n % 3)
			check_some_pages(whole, a, false);
		else
			a = combine_any(NPO_OP_OR, a, ask_other());
		if (n % 4 == 0)
			a = combine(NPO_OP_FILTER, a, ask_other());
		check_all(whole, a);
		check_all(parted, a);
		check_pages_of_all(whole, a);
		check_pages_of_all(parted, a);
		asked_free(a);
	}
}

static void
without_weights_they_find_the_same(void **state)
{
	static const double factors[] = { 0, 1 };

	(void)state;
	for (size_t n = 0; n < 60; n++) {
		double factor = factors[n % NPO_COUNT(factors)];
		asked *a;

		choose_ranking();
		a = scaled(ask_forms(parted), factor);
		if (n % 3 == 0)
			a = combine_any(NPO_OP_AND, a, ask_other());
		check_all(whole, a);
		check_all(parted, a);
		check_pages(whole, a);
		asked_free(a);
	}
}

static void
ties_with_another_weight_are_sorted(void **state)
{
	forms f = { .term = { 2, 3 }, .count = 2, .groups = 1 };

	(void)state;
	choose_usual_ranking();
	for (int i = 1; i < 10; i++) {
		f.group[0] = (npo_synonyms){ 0, 2, i / 10.0, true, false };
		check_ties(whole, with_constant(
			ask_these(parted, &f), 1.1));
		check_ties(parted, with_constant(
			ask_these(parted, &f), 1.1));
	}
}

static void
it_is_estimated_how_many_documents_have_any(void **state)
{
	forms f = { .term = { 2, 3, 4 }, .count = 3, .groups = 1 };
	asked *a;

	(void)state;
	choose_usual_ranking();
	f.group[0] = (npo_synonyms){ 0, 3, 1, false, false };
	a = ask_these(parted, &f);
	check_estimate(whole, a, 3);
	check_estimate(parted, a, 3);
	asked_free(a);
}

/* ---------------------------------------------------------- by hand */

static npo_query *
forms_of(const npo_db *db, const npo_synonym *terms, size_t count,
	const npo_synonyms *groups, size_t group_count)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_query *query = NULL;

	assert_ok(npo_query_synonyms(db, terms, count, groups, group_count,
		&usual, &query, err));
	return query;
}

/* lengths are 4, 8 and 6; k1 is 1.2, b 0.75 */
static void
forms_of_a_group_weigh_as_one_term(void **state)
{
	static const double expected[] = {
		/* 2.2 * 3 / (1.2 * (0.25 + 0.75 * 4 / 6) + 3) + 0.5 */
		2.2 * 3 / 3.9 + 0.5,
		/* 2.2 * 1 / (1.2 * (0.25 + 0.75 * 8 / 6) + 1) */
		2.2 * 1 / 2.5 };
	npo_synonym terms[] = { { npo_str_of("fox"), 1 },
		{ npo_str_of("foxes"), 2 } };
	npo_synonyms groups[] = { { 0, 2, 1, false, false },
		{ 0, 1, 0.5, true, false } };
	npo_db *db = create_db("small");
	npo_query *query;
	npo_mset *mset;

	(void)state;
	add_words(db, "fox foxes fox a");
	add_words(db, "a b foxes c d e f g");
	add_words(db, "a b c d e f");
	query = forms_of(db, terms, 2, groups, 2);
	mset = match(db, query);
	assert_int_equal(npo_mset_count(mset), 2);
	for (uint32_t i = 0; i < 2; i++) {
		uint32_t docid;
		double weight;

		npo_mset_hit(mset, i, &docid, &weight);
		assert_int_equal(docid, i + 1);
		assert_true(is_near(weight, expected[i], 1e-9));
	}
	npo_mset_free(mset);
	npo_query_free(query);
	npo_db_free(db);
}

/* 4 words, so it is not there 6 times */
static void
form_asked_for_twice_is_no_more_than_all_words(void **state)
{
	npo_synonym fox = { npo_str_of("fox"), 1 }, terms[] = { fox, fox };
	npo_synonyms group = { 0, 2, 1, false, false };
	npo_db *db = create_db("twice");
	npo_query *query;
	npo_mset *mset;
	uint32_t docid;
	double weight;

	(void)state;
	add_words(db, "fox fox fox a");
	query = forms_of(db, terms, 2, &group, 1);
	mset = match(db, query);
	assert_int_equal(npo_mset_count(mset), 1);
	npo_mset_hit(mset, 0, &docid, &weight);
	assert_true(is_near(weight, 2.2 * 4 / 5.2, 1e-9));
	npo_mset_free(mset);
	npo_query_free(query);
	npo_db_free(db);
}

static void
their_places_are_those_of_any_of_them(void **state)
{
	npo_synonym terms[] = { { npo_str_of("fox"), 2 },
		{ npo_str_of("foxes"), 2 }, { npo_str_of("vixen"), 0 } };
	npo_synonyms group = { 0, 3, 1, false, false };
	npo_db *db = create_db("placed");

	(void)state;
	add_words(db, "foxes a red b");
	add_words(db, "red foxes");
	add_words(db, "a fox red");
	add_words(db, "a red fox");
	assert_string_equal(found(db, placed(db, NPO_PHRASE, word("red"),
		forms_of(db, terms, 3, &group, 1), 2)), "2 4");
	assert_string_equal(found(db, placed(db, NPO_NEAR,
		forms_of(db, terms, 3, &group, 1), word("red"), 2)), "2 3 4");
	npo_db_free(db);
}

/* ---------------------------------------------------------- without wdf */

/* a flag of 0.4 of the documents, and a word */
#define FLAG 18
#define WORD 3

static void
term_without_wdf_weighs_nothing_if_not_flat(void **state)
{
	forms f = { .term = { WORD, FLAG }, .count = 2, .groups = 2 };
	asked *a;

	(void)state;
	choose_usual_ranking();
	f.group[0] = (npo_synonyms){ 0, 2, 1, false, false };
	f.group[1] = (npo_synonyms){ 1, 2, 0.25, true, false };
	a = ask_these(parted, &f);
	check_all(whole, a);
	asked_free(a);
}

/* whatever it weighs */
static void
best_hits_may_have_a_term_without_wdf(void **state)
{
	forms f = { .term = { WORD, FLAG }, .count = 2, .groups = 2 };
	asked *a;

	(void)state;
	choose_usual_ranking();
	f.group[0] = (npo_synonyms){ 0, 1, 0.5, false, false };
	f.group[1] = (npo_synonyms){ 1, 2, 3, false, false };
	a = ask_these(parted, &f);
	for (size_t n = 0; n < 10; n++)
		check_pages(whole, a);
	asked_free(a);
}

/* ---------------------------------------------------------- remote */

static void
remote_database_finds_the_same_and_weighs_alike(void **state)
{
	(void)state;
	skip_without_remote();
	for (size_t n = 0; n < 60; n++) {
		forms f;
		asked *a;

		choose_ranking();
		f = make_forms();
		/* each term is in a group */
		if (f.groups && f.count) {
			f.group[0].first = 0;
			f.group[0].end = f.count;
			make_flat(&f, f.group);
		}
		a = ask_these(far, &f);
		if (n % 3 == 0)
			a = combine_any(below(2) ? NPO_OP_AND : NPO_OP_FILTER,
				a, ask_term());
		check_near(far, a, 0.01);
		asked_free(a);
	}
}

static void
remote_database_finds_terms_of_no_group(void **state)
{
	forms f = { .term = { WORD, 4, 5 }, .count = 3, .groups = 1 };
	asked *a;

	(void)state;
	skip_without_remote();
	choose_usual_ranking();
	f.group[0] = (npo_synonyms){ 0, 1, 1, false, false };
	a = ask_these(far, &f);
	check_near(far, a, 0.01);
	asked_free(a);
}

/* ---------------------------------------------------------- its terms */

static npo_query *
letters_of(const npo_db *db, const char *letters)
{
	npo_synonyms groups[] = { { 1, 2, 1, false, false },
		{ 0, 1, 1, true, false } };
	npo_synonym terms[4];
	size_t count = strlen(letters);

	for (size_t i = 0; i < count; i++)
		terms[i] = (npo_synonym){ { letters + i, 1 }, 1 };
	return forms_of(db, terms, count, groups, 2);
}

/* takes the query over */
static void
check_matched(npo_db *db, npo_query *query, const char *expected)
{
	npo_mset *mset = match(db, query);
	npo_buf out = NPO_BUF_INIT;

	assert_int_equal(npo_mset_count(mset), 1);
	assert_ok(npo_mset_matched(mset, 0, &out, err));
	for (size_t i = 1; i < out.len; i += 2)
		out.p[i] = ' ';
	npo_buf_addc(&out, '\0');
	assert_string_equal(out.p, expected);
	npo_buf_release(&out);
	npo_mset_free(mset);
	npo_query_free(query);
}

static npo_db *
alphabet(const char *name)
{
	npo_db *db = create_db(name);

	add_words(db, "a b c d e f g");
	add_words(db, "x");
	return db;
}

static void
those_that_a_hit_has_are_given_in_the_order_asked_for(void **state)
{
	npo_db *db = alphabet("terms");

	(void)state;
	check_matched(db, letters_of(db, "eybc"), "e b c ");
	check_matched(db, both(NPO_OP_OR, letters_of(db, "gyf"),
		letters_of(db, "agd")), "g f a d ");
	npo_db_free(db);
}

static void
those_of_a_hit_are_given_in_order_among_other_terms(void **state)
{
	npo_db *db = alphabet("mixed");

	(void)state;
	check_matched(db, both(NPO_OP_AND, both(NPO_OP_AND,
		letters_of(db, "eb"), word("d")), letters_of(db, "ga")),
		"d e b g a ");
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_find_and_weigh_what_reading_does),
		cmocka_unit_test(each_part_of_their_hits_is_in_order),
		cmocka_unit_test(other_words_filter_and_rank_what_they_find),
		cmocka_unit_test(alternatives_to_them_find_what_reading_finds),
		cmocka_unit_test(
			without_weights_they_find_the_same),
		cmocka_unit_test(ties_with_another_weight_are_sorted),
		cmocka_unit_test(it_is_estimated_how_many_documents_have_any),
		cmocka_unit_test(forms_of_a_group_weigh_as_one_term),
		cmocka_unit_test(
			form_asked_for_twice_is_no_more_than_all_words),
		cmocka_unit_test(their_places_are_those_of_any_of_them),
		cmocka_unit_test(term_without_wdf_weighs_nothing_if_not_flat),
		cmocka_unit_test(best_hits_may_have_a_term_without_wdf),
		cmocka_unit_test(
			remote_database_finds_the_same_and_weighs_alike),
		cmocka_unit_test(remote_database_finds_terms_of_no_group),
		cmocka_unit_test(
		those_that_a_hit_has_are_given_in_the_order_asked_for),
		cmocka_unit_test(
			those_of_a_hit_are_given_in_order_among_other_terms),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
