/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the words of a list, ranked together, against reading every document */
#include "lists.h"

/* the same in one database, where lengths are remembered, and in several */
typedef struct two {
	asked *whole, *parted;
} two;

static two
ask_two(void)
{
	list l = make_list();

	return (two){ ask_this_list(whole, &l), ask_this_list(parted, &l) };
}

static void
two_free(two t)
{
	asked_free(t.whole);
	asked_free(t.parted);
}

static void
they_find_and_weigh_what_reading_does(void **state)
{
	size_t some = 0;

	(void)state;
	for (size_t n = 0; n < 50; n++) {
		two t;

		choose_ranking();
		t = ask_two();
		some += count_hits(whole, t.whole) > 100;
		check_all(whole, t.whole);
		check_all(parted, t.parted);
		two_free(t);
	}
	assert_in_range(some, 25, 50);
}

static void
each_part_of_their_hits_is_in_order(void **state)
{
	(void)state;
	for (size_t n = 0; n < 50; n++) {
		two t;

		choose_ranking();
		t = ask_two();
		check_pages(whole, t.whole);
		check_pages(parted, t.parted);
		two_free(t);
	}
}

/* by the rarest, by one of one document, by one of nearly all, by any */
static void
terms_filter_what_they_find(void **state)
{
	static const size_t filters[] = { 12, 13, 0, 4, 15, TERMS - 1 };

	(void)state;
	for (size_t n = 0; n < 36; n++) {
		asked *a, *filter;

		choose_ranking();
		a = ask_list(parted);
		filter = n % 7 ? ask_term_of(filters[n % NPO_COUNT(filters)])
			       : ask_forms(parted);
		a = n % 5 ? combine(NPO_OP_FILTER, a, filter)
			  : combine(NPO_OP_FILTER, filter, a);
		check_all(whole, a);
		check_some_pages(whole, a, n % 5 != 0);
		asked_free(a);
	}
}

static void
other_words_rank_what_they_find(void **state)
{
	(void)state;
	for (size_t n = 0; n < 30; n++) {
		npo_op op = n % 2 ? NPO_OP_AND : NPO_OP_OR;
		asked *a, *b;

		choose_ranking();
		a = ask_list(parted);
		b = n % 3 ? ask_term() : ask_list(parted);
		a = n % 5 ? combine(op, a, b) : combine(op, b, a);
		check_all(whole, a);
		check_some_pages(whole, a, false);
		a = combine(NPO_OP_AND_MAYBE, a, ask_term());
		check_all(whole, a);
		check_pages_of_all(whole, a);
		asked_free(a);
	}
}

static void
what_they_find_and_what_others_find_is_taken_away(void **state)
{
	(void)state;
	for (size_t n = 0; n < 30; n++) {
		asked *a, *b;

		choose_ranking();
		a = ask_list(parted);
		b = n % 3 ? ask_term() : ask_list(parted);
		a = n % 2 ? combine(NPO_OP_AND_NOT, a, b)
			  : combine(NPO_OP_AND_NOT, b, a);
		check_all(whole, a);
		check_some_pages(whole, a, n % 2 != 0);
		asked_free(a);
	}
}

/* ---------------------------------------------------------- scaled */

static void
check_scaled(double factor, bool ties)
{
	choose_ranking();
	for (size_t n = 0; n < 8; n++) {
		asked *a = scaled(ask_list(parted), factor);

		check_all(whole, a);
		check_some_pages(whole, a, ties);
		asked_free(a);
	}
}

static void
without_weights_they_find_the_same(void **state)
{
	(void)state;
	check_scaled(0, true);
	check_scaled(1, true);
}

/* what a hit must weigh is told to them as it is */
static void
scaled_they_are_einval(void **state)
{
	asked *a = ask_list(parted);
	npo_query *query = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(
		npo_query_scale(a->query, 1.5, &query, &why), NPO_EINVAL);
	assert_null(query);
	asked_free(a);
}

/* ---------------------------------------------------------- all words */

/* words of one term, from w02 on, which is in half of the documents */
static list
plain_list(const double *weight, size_t count, bool flat)
{
	list l = { .count = count };

	for (size_t i = 0; i < count; i++) {
		l.word[i] = (forms){ .term = { 2 + i }, .count = 1,
			.groups = 1 };
		l.word[i].group[0] =
			(npo_synonyms){ 0, 1, weight[i], flat, false };
		l.needed[i] = true;
	}
	return l;
}

static void
hits_with_all_words_come_first(void **state)
{
	static const double weights[] = { 1, 2, 3, 1 };

	(void)state;
	choose_usual_ranking();
	for (size_t count = 2; count <= 4; count++) {
		list l = plain_list(weights, count, false);

		asked *a;

		l.all = 100;
		l.needed[0] = count < 4;
		a = ask_this_list(parted, &l);
		check_all(whole, a);
		for (size_t i = 0; i < 5; i++)
			check_pages(whole, a);
		asked_free(a);
	}
}

/* more hits are asked for than there are with that word */
static void
one_word_that_is_needed_may_be_the_lightest(void **state)
{
	static const double weights[] = { 3, 0.1 };
	list l = plain_list(weights, 2, false);
	page p;
	answer all;
	asked *a;

	(void)state;
	choose_usual_ranking();
	l.word[1].term[0] = 8;
	l.needed[0] = false;
	l.all = 100;
	a = ask_this_list(parted, &l);
	p = all_hits();
	all = answer_of(whole, a, &p);
	for (p.max = frequency[8] / 2; p.max < 4 * frequency[8]; p.max += 7)
		check_page(whole, a, &all, &p);
	free(all.hit);
	asked_free(a);
}

static void
it_is_estimated_how_many_documents_have_any(void **state)
{
	static const double weights[] = { 3, 2, 1 };
	list l = plain_list(weights, 3, false);
	asked *a;

	(void)state;
	choose_usual_ranking();
	a = ask_this_list(parted, &l);
	check_estimate(whole, a, 3);
	asked_free(a);
	a = ask_this_list(parted, &l);
	check_estimate(parted, a, 3);
	asked_free(a);
}

/* whether then all of them have all, or none */
static void
list_that_needs_no_word_has_all_of_its_hits(void **state)
{
	static const double weights[] = { 1, 2 };
	list l = plain_list(weights, 2, false);
	asked *a;

	(void)state;
	choose_usual_ranking();
	l.needed[0] = l.needed[1] = false;
	l.all = 100;
	a = ask_this_list(parted, &l);
	for (size_t n = 0; n < 10; n++)
		check_pages(whole, a);
	asked_free(a);
}

/* ---------------------------------------------------------- ties */

/* 0.6 + 0.4 + 0.3 is more than 0.3 + 0.4 + 0.6 */
static void
ties_of_the_highest_weight_are_sorted(void **state)
{
	static const double weights[] = { 0.6, 0.4, 0.3 };
	list l = plain_list(weights, 3, true);

	(void)state;
	choose_usual_ranking();
	/* which many documents have all */
	for (size_t i = 0; i < 3; i++)
		l.word[i].term[0] = i;
	check_ties(whole, ask_this_list(parted, &l));
	check_ties(parted, ask_this_list(parted, &l));
	l.all = 1.7;
	check_ties(whole, ask_this_list(parted, &l));
	/* 0.1 + (0.2 + 0.3) is less than (0.1 + 0.2) + 0.3 */
	l = plain_list((const double[]){ 0.2, 0 }, 2, true);
	l.all = 0.1;
	l.pairs = 1;
	l.pair[0].window = 64;
	l.pair[0].weight = 0.3;
	check_ties(whole, ask_this_list(parted, &l));
}

static void
ties_with_another_weight_are_sorted(void **state)
{
	static const double weights[] = { 1, 1 };
	list l = plain_list(weights, 2, true);

	(void)state;
	choose_usual_ranking();
	l.word[1] = (forms){ .count = 0 };
	for (int i = 1; i < 10; i++) {
		l.word[0].group[0].weight = i / 10.0;
		check_ties(whole, with_constant(
			ask_this_list(parted, &l), 1.1));
		check_ties(parted, with_constant(
			ask_this_list(parted, &l), 1.1));
	}
}

/* they are hits where few have all: what a word weighs counts */
static void
ties_that_are_not_of_all_words_are_sorted(void **state)
{
	static const double weights[] = { 3, 0.1 };
	list l = plain_list(weights, 2, true);

	(void)state;
	choose_usual_ranking();
	l.word[1].term[0] = 12;
	l.needed[0] = false;
	l.all = 0.05;
	check_ties(whole, ask_this_list(parted, &l));
}

/* ---------------------------------------------------------- edges */

static void
word_of_no_terms_is_in_no_document(void **state)
{
	static const double weights[] = { 1, 2, 3 };
	list l = plain_list(weights, 3, false);
	asked *a;

	(void)state;
	choose_usual_ranking();
	l.word[1] = (forms){ .count = 0 };
	l.all = 50;
	a = ask_this_list(parted, &l);
	check_all(whole, a);
	check_pages(whole, a);
	asked_free(a);
	l.count = 0;
	a = ask_this_list(parted, &l);
	assert_int_equal(count_hits(whole, a), 0);
	asked_free(a);
}

static void
word_that_is_nowhere_is_no_hindrance_without_k1(void **state)
{
	static const double weights[] = { 1, 2 };
	list l = plain_list(weights, 2, false);
	asked *a;

	(void)state;
	choose_usual_ranking();
	ranking.k1 = 0;
	l.word[0].term[0] = TERMS - 1;
	a = ask_this_list(parted, &l);
	check_all(whole, a);
	check_pages(whole, a);
	asked_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_find_and_weigh_what_reading_does),
		cmocka_unit_test(each_part_of_their_hits_is_in_order),
		cmocka_unit_test(terms_filter_what_they_find),
		cmocka_unit_test(other_words_rank_what_they_find),
		cmocka_unit_test(
			what_they_find_and_what_others_find_is_taken_away),
		cmocka_unit_test(without_weights_they_find_the_same),
		cmocka_unit_test(scaled_they_are_einval),
		cmocka_unit_test(hits_with_all_words_come_first),
		cmocka_unit_test(one_word_that_is_needed_may_be_the_lightest),
		cmocka_unit_test(it_is_estimated_how_many_documents_have_any),
		cmocka_unit_test(list_that_needs_no_word_has_all_of_its_hits),
		cmocka_unit_test(ties_of_the_highest_weight_are_sorted),
		cmocka_unit_test(ties_with_another_weight_are_sorted),
		cmocka_unit_test(ties_that_are_not_of_all_words_are_sorted),
		cmocka_unit_test(word_of_no_terms_is_in_no_document),
		cmocka_unit_test(
			word_that_is_nowhere_is_no_hindrance_without_k1),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
