/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the hash table of a query's forms */
#include "../test.h"

#include "searcher/searcher.h"

static void
every_form_is_found_and_nothing_else(void **state)
{
	enum { COUNT = 300 };
	npo_form *form = npo_calloc(COUNT, sizeof(*form));
	npo_forms forms = { form, COUNT, COUNT };
	search_terms *terms = search_terms_new(COUNT);
	npo_buf name = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		npo_buf_reset(&name);
		npo_buf_addf(&name, "t%d", i);
		form[i].len = name.len;
		form[i].term = npo_memdup(name.p, name.len);
		form[i].weight = 1;
	}
	search_terms_add(terms, npo_str_of("t"), &forms, 10);
	for (int i = 0; i < COUNT; i++) {
		const search_term *found = search_terms_find(terms,
			(npo_str){ form[i].term, form[i].len });

		assert_ptr_equal(found->form, &form[i]);
	}
	assert_null(search_terms_find(terms, npo_str_of("t300")));
	assert_null(search_terms_find(terms, npo_str_of("")));
	search_terms_free(terms);
	for (int i = 0; i < COUNT; i++)
		free(form[i].term);
	free(form);
	npo_buf_release(&name);
}

static void
shared_form_belongs_to_the_word_it_is_worth_most_to(void **state)
{
	npo_form a = { .term = (char[]){ "x" }, .len = 1, .weight = 0.5f };
	npo_form b = { .term = (char[]){ "x" }, .len = 1, .weight = 0.9f };
	npo_forms of_a = { &a, 1, 1 }, of_b = { &b, 1, 1 };
	search_terms *terms = search_terms_new(3);

	(void)state;
	search_terms_add(terms, npo_str_of("a"), &of_a, 10);
	search_terms_add(terms, npo_str_of("b"), &of_b, 10);
	search_terms_add(terms, npo_str_of("c"), &of_a, 10);
	assert_int_equal(search_terms_words(terms), 3);
	assert_int_equal(
		search_terms_find(terms, npo_str_of("x"))->word, 1);
	search_terms_free(terms);
}

static void
rare_words_weigh_more(void **state)
{
	npo_form rare = { .term = (char[]){ "r" }, .len = 1, .weight = 1,
		.documents = 1 };
	npo_form often = { .term = (char[]){ "o" }, .len = 1, .weight = 1,
		.documents = 900 };
	npo_forms of_rare = { &rare, 1, 1 }, of_often = { &often, 1, 1 };
	search_terms *terms = search_terms_new(2);

	(void)state;
	search_terms_add(terms, npo_str_of("r"), &of_rare, 1000);
	search_terms_add(terms, npo_str_of("o"), &of_often, 1000);
	assert_true(search_terms_find(terms, npo_str_of("r"))->weight >
		2 * search_terms_find(terms, npo_str_of("o"))->weight);
	search_terms_free(terms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_found_and_nothing_else),
		cmocka_unit_test(
			shared_form_belongs_to_the_word_it_is_worth_most_to),
		cmocka_unit_test(rare_words_weigh_more),
	};

	return RUN_TESTS();
}
