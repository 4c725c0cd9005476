/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words to forms, as rows of tests/data/match.tsv */
#include "../test.h"
#include "array.h"
#include "npo/text.h"

static const char *const terms[] = {
	"1968", "4elovek", "happiness", "house", "houses", "kharkiv",
	"kurchatov", "kurchatova", "lavochkin", "lavotschkin",
	"mashinostroenija", "mashinostroyeniya", "nauchno", "olena", "zebra",
	"берасьце", "данія", "елена", "києві", "київський", "кузнецов",
	"лавочкина", "луч", "лучше", "львові", "машиностроение",
	"машиностроения", "мпч", "мінську", "наука", "научно", "объединение",
	"одеському", "петровакс", "полет", "полета", "растоў", "россии",
	"хочу", "чан", "чг", "человек", "человека", "чью", "школа", "шпак",
	"южное",
};

static npo_matcher *matcher;

static void
expand(const char *word, npo_match match, npo_forms *forms)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);

	npo_matcher_expand(matcher, npo_str_of(word), match, &v, forms);
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

/* the first form of term's script that is not the word itself */
static const npo_form *
best(const npo_forms *forms, const char *term)
{
	npo_script script = npo_script_of(npo_str_of(term));

	for (size_t i = 1; i < forms->count; i++) {
		npo_str other = npo_str_of(forms->form[i].term);

		if (npo_script_of(other) == script)
			return &forms->form[i];
	}
	return NULL;
}

static void
check_row(char **cell, size_t cells, size_t line)
{
	npo_forms forms = { NULL, 0, 0 };
	const npo_form *form;

	assert_int_equal(cells, 4);
	expand(cell[0], NPO_MATCH_ANY, &forms);
	form = find(&forms, cell[1]);
	if (!strcmp(cell[2], "none")) {
		if (form)
			fail_msg("line %zu: %s finds %s", line, cell[0],
				cell[1]);
	} else if (!form) {
		fail_msg("line %zu: %s does not find %s", line, cell[0],
			cell[1]);
	} else if (!strcmp(cell[2], "best")) {
		if (form != best(&forms, cell[1]))
			fail_msg("line %zu: %s finds %s before %s", line,
				cell[0], best(&forms, cell[1])->term, cell[1]);
	} else {
		assert_string_equal(npo_how_name(form->how), cell[2]);
	}
	npo_forms_release(&forms);
}

static void
spellings_and_inflections_are_found(void **state)
{
	(void)state;
	test_rows("match.tsv", 40, check_row);
}

static void
the_word_itself_comes_first(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	expand("полета", NPO_MATCH_ANY, &forms);
	assert_true(forms.count >= 2);
	assert_string_equal(forms.form[0].term, "полета");
	assert_int_equal(forms.form[0].how, NPO_HOW_EXACT);
	assert_true(forms.form[1].weight < forms.form[0].weight);
	expand("absent", NPO_MATCH_ANY, &forms);
	assert_int_equal(forms.count, 1);
	assert_int_equal(forms.form[0].documents, 0);
	npo_forms_release(&forms);
}

static void
exact_is_the_word_alone(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	expand("полета", NPO_MATCH_EXACT, &forms);
	assert_int_equal(forms.count, 1);
	expand("полета", NPO_MATCH_SCRIPT, &forms);
	assert_int_equal(forms.count, 2);
	expand("lavochkin", NPO_MATCH_SCRIPT, &forms);
	assert_int_equal(forms.count, 1);
	npo_forms_release(&forms);
}

static void
a_prefix_is_every_term_behind_it(void **state)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	npo_matcher_prefix(matcher, npo_str_of("машин"), NPO_MATCH_ANY, &v,
		&forms);
	assert_non_null(find(&forms, "машиностроение"));
	assert_non_null(find(&forms, "машиностроения"));
	assert_non_null(find(&forms, "mashinostroyeniya"));
	assert_null(find(&forms, "луч"));
	npo_matcher_prefix(matcher, npo_str_of("mashin"), NPO_MATCH_ANY, &v,
		&forms);
	assert_non_null(find(&forms, "машиностроение"));
	npo_matcher_prefix(matcher, npo_str_of("mashin"), NPO_MATCH_SCRIPT,
		&v, &forms);
	assert_null(find(&forms, "машиностроение"));
	npo_forms_release(&forms);
}

/* no input may hang, crash or give more than the limit */
static void
any_string_is_expanded(void **state)
{
	static const char *const piece[] = { "a", "ch", "'", "\"", "ш", "щ",
		"ъ", "е", "ï", "1", "x", "sch", "iy", "ō", "ё", "漢" };
	npo_forms forms = { NULL, 0, 0 };
	npo_buf word = NPO_BUF_INIT;
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t pieces = (size_t)(i % 100) + 1;

		npo_buf_reset(&word);
		for (size_t k = 0; k < pieces; k++) {
			seed = seed * 1664525 + 1013904223;
			npo_buf_adds(&word,
				piece[(seed >> 16) % NPO_COUNT(piece)]);
		}
		expand(word.p, NPO_MATCH_ANY, &forms);
		assert_true(forms.count >= 1);
		assert_true(forms.count <= NPO_FORMS_MAX);
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
		cmocka_unit_test(spellings_and_inflections_are_found),
		cmocka_unit_test(the_word_itself_comes_first),
		cmocka_unit_test(exact_is_the_word_alone),
		cmocka_unit_test(a_prefix_is_every_term_behind_it),
		cmocka_unit_test(any_string_is_expanded),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
