/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what is an edit or two from a word, as rows of tests/data/typos.tsv */
#include "../test.h"
#include "array.h"

static const char *const terms[] = { "12346", "deceive", "house", "houses",
	"mashinostroeine", "mashinostroenie", "mouse", "obyedineniye",
	"receive", "received", "машинностроение", "машиностроение",
	"машиностроения", "машиностроительный", "объединение",
	"объединением" };

static npo_matcher *matcher;

static void
find_typos(const char *word, npo_match match, npo_forms *forms)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);

	npo_matcher_typos(matcher, npo_str_of(word), match, &v, forms);
}

static const npo_form *
find(const npo_forms *forms, const char *term)
{
	for (size_t i = 0; i < forms->count; i++) {
		if (!strcmp(forms->form[i].term, term))
			return &forms->form[i];
	}
	return NULL;
}

static void
check_row(char **cell, size_t cells, size_t line)
{
	npo_forms forms = { NULL, 0, 0 };
	const npo_form *form;
	const char *how;

	assert_int_equal(cells, 5);
	find_typos(cell[0], !strcmp(cell[1], "script") ? NPO_MATCH_SCRIPT
		: NPO_MATCH_ANY, &forms);
	form = find(&forms, cell[2]);
	how = form ? npo_how_name(form->how) : "none";
	if (strcmp(how, cell[3]))
		fail_msg("line %zu: %s finds %s: %s", line, cell[0], cell[2],
			how);
	npo_forms_release(&forms);
}

static void
misspelt_words_are_found(void **state)
{
	(void)state;
	test_rows("typos.tsv", 25, check_row);
}

static void
exact_has_no_typos(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	find_typos("recieve", NPO_MATCH_EXACT, &forms);
	assert_int_equal(forms.count, 1);
	npo_forms_release(&forms);
}

static void
what_stands_for_the_word_anyway_comes_before_typos(void **state)
{
	npo_forms plain = { NULL, 0, 0 }, forms = { NULL, 0, 0 };
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);

	(void)state;
	npo_matcher_expand(matcher, npo_str_of("машиностроение"),
		NPO_MATCH_ANY, &v, &plain);
	find_typos("машиностроение", NPO_MATCH_ANY, &forms);
	assert_true(plain.count >= 3);
	assert_true(forms.count >= plain.count + 2);
	for (size_t i = 0; i < forms.count; i++) {
		const npo_form *f = &forms.form[i];

		assert_int_equal(f->how == NPO_HOW_TYPO, i >= plain.count);
		if (i < plain.count)
			assert_string_equal(f->term, plain.form[i].term);
		else
			assert_true(f->weight <= 0.3f);
	}
	npo_forms_release(&plain);
	npo_forms_release(&forms);
}

static void
a_word_that_nothing_stands_for_is_its_nearest(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	find_typos("recieve", NPO_MATCH_ANY, &forms);
	assert_true(forms.count >= 3);
	assert_string_equal(forms.form[1].term, "receive");
	assert_true(forms.form[1].weight >= 1);
	assert_int_equal(forms.form[1].tier, 1);
	npo_forms_release(&forms);
}

/* no input may hang, crash or give more than the limit */
static void
any_string_has_its_typos(void **state)
{
	static const char *const piece[] = { "a", "ch", "'", "\"", "ш", "щ",
		"ъ", "е", "ï", "1", "x", "sch", "iy", "ō", "ё", "漢" };
	npo_forms forms = { NULL, 0, 0 };
	npo_buf word = NPO_BUF_INIT;
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		size_t pieces = (size_t)(i % 100) + 1;
		/* of one script, every other time */
		unsigned kinds = i % 2 ? NPO_COUNT(piece) : 4;

		npo_buf_reset(&word);
		for (size_t k = 0; k < pieces; k++) {
			seed = seed * 1664525 + 1013904223;
			npo_buf_adds(&word, piece[(seed >> 16) % kinds]);
		}
		find_typos(word.p, NPO_MATCH_ANY, &forms);
		assert_in_range(forms.count, 1, NPO_FORMS_MAX);
	}
	npo_buf_release(&word);
	npo_forms_release(&forms);
}

static int
set_up(void **state)
{
	(void)state;
	matcher = npo_matcher_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	npo_matcher_free(matcher);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(misspelt_words_are_found),
		cmocka_unit_test(exact_has_no_typos),
		cmocka_unit_test(
			what_stands_for_the_word_anyway_comes_before_typos),
		cmocka_unit_test(a_word_that_nothing_stands_for_is_its_nearest),
		cmocka_unit_test(any_string_has_its_typos),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
