/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what a word stands for: order, weights, what is left out */
#include "../test.h"
#include "array.h"

#include "lib/match/forms.h"

static const char *const terms[] = { "lavochkin", "лавочкин", "лавочкина",
	"лавошкин" };

static void
gather(npo_forms *forms, const char *word)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);

	forms_add(forms, npo_str_of(word), 0, 0, NPO_HOW_EXACT, false);
	forms_add(forms, npo_str_of("лавошкин"), 0, 2.5f, NPO_HOW_SCRIPT, false);
	forms_add(forms, npo_str_of("лавочкина"), 0, 0, NPO_HOW_SCRIPT, true);
	forms_add(forms, npo_str_of("лавочкин"), 0, 0.2f, NPO_HOW_SCRIPT, true);
	forms_add(forms, npo_str_of("лавочкин"), 0, 0.3f, NPO_HOW_SCRIPT, false);
	forms_add(forms, npo_str_of("нигде"), 0, 0, NPO_HOW_SCRIPT, false);
	forms_rank(forms, &v, false);
}

static void
forms_are_ranked_and_what_is_nowhere_left_out(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	gather(&forms, "lavochkin");
	assert_int_equal(forms.count, 4);
	assert_string_equal(forms.form[0].term, "lavochkin");
	assert_string_equal(forms.form[1].term, "лавочкин");
	assert_string_equal(forms.form[2].term, "лавочкина");
	assert_string_equal(forms.form[3].term, "лавошкин");
	for (size_t i = 1; i < forms.count; i++)
		assert_true(forms.form[i].weight < forms.form[i - 1].weight);
	npo_forms_release(&forms);
	assert_null(forms.form);
}

static void
the_same_ending_wins_over_a_likelier_spelling_of_another(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	gather(&forms, "lavochkin");
	assert_false(forms.form[1].inflected);
	assert_true(forms.form[2].inflected);
	npo_forms_release(&forms);
}

static void
a_word_that_is_nowhere_stays_first(void **state)
{
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	gather(&forms, "lavochkyn");
	assert_string_equal(forms.form[0].term, "lavochkyn");
	assert_int_equal(forms.form[0].documents, 0);
	assert_string_equal(forms.form[1].term, "лавочкин");
	assert_true(forms.form[1].weight >= forms.form[0].weight);
	npo_forms_release(&forms);
}

static void
what_is_nearly_the_word_comes_before_the_other_script(void **state)
{
	static const char *const vocabulary[] = { "martin", "obedineniye",
		"мартино", "объединение" };
	array a = { vocabulary, NPO_COUNT(vocabulary), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	forms_add(&forms, npo_str_of("ob\"edinenie"), 0, 0, NPO_HOW_EXACT, false);
	forms_add(&forms, npo_str_of("объединение"), 0, 0, NPO_HOW_SCRIPT, false);
	forms_add(&forms, npo_str_of("obedineniye"), 0, 0.6f, NPO_HOW_SPELLED, false);
	forms_rank(&forms, &v, false);
	assert_string_equal(forms.form[1].term, "obedineniye");
	assert_true(forms.form[1].weight > forms.form[2].weight);
	npo_forms_release(&forms);
	/* one of seven letters is not nearly it */
	forms_add(&forms, npo_str_of("martino"), 0, 0, NPO_HOW_EXACT, false);
	forms_add(&forms, npo_str_of("мартино"), 0, 0, NPO_HOW_SCRIPT, false);
	forms_add(&forms, npo_str_of("martin"), 0, 0.76f, NPO_HOW_SPELLED, false);
	forms_rank(&forms, &v, false);
	assert_string_equal(forms.form[1].term, "мартино");
	npo_forms_release(&forms);
}

static void
of_a_romanized_word_the_other_script_is_worth_as_much(void **state)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	for (int romanized = 0; romanized < 2; romanized++) {
		forms_add(&forms, npo_str_of("lavochkin"), 0, 0, NPO_HOW_EXACT,
			false);
		forms_add(&forms, npo_str_of("лавочкин"), 0, 0, NPO_HOW_SCRIPT,
			false);
		forms_rank(&forms, &v, romanized);
		assert_int_equal(forms.form[1].weight >= forms.form[0].weight,
			romanized);
		npo_forms_release(&forms);
	}
}

static void
a_typo_is_worth_less_than_any_sure_form(void **state)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	npo_forms forms = { NULL, 0, 0 };

	(void)state;
	forms_add(&forms, npo_str_of("lavochkin"), 0, 0, NPO_HOW_EXACT, false);
	forms_add(&forms, npo_str_of("лавошкин"), 0, 4, NPO_HOW_TYPO, false);
	forms_add(&forms, npo_str_of("лавочкин"), 0, 0.3f, NPO_HOW_SCRIPT, false);
	forms_add(&forms, npo_str_of("лавочкина"), 0, 2, NPO_HOW_TYPO, true);
	/* it stands for the word anyway */
	forms_add(&forms, npo_str_of("лавочкин"), 0, 0.1f, NPO_HOW_TYPO, false);
	forms_rank(&forms, &v, false);
	assert_int_equal(forms.count, 4);
	assert_int_equal(forms.form[1].how, NPO_HOW_SCRIPT);
	assert_string_equal(forms.form[2].term, "лавочкина");
	assert_string_equal(forms.form[3].term, "лавошкин");
	for (size_t i = 1; i < forms.count; i++)
		assert_true(forms.form[i].weight < forms.form[i - 1].weight);
	npo_forms_release(&forms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_are_ranked_and_what_is_nowhere_left_out),
		cmocka_unit_test(
			the_same_ending_wins_over_a_likelier_spelling_of_another),
		cmocka_unit_test(a_word_that_is_nowhere_stays_first),
		cmocka_unit_test(
			what_is_nearly_the_word_comes_before_the_other_script),
		cmocka_unit_test(
			of_a_romanized_word_the_other_script_is_worth_as_much),
		cmocka_unit_test(a_typo_is_worth_less_than_any_sure_form),
	};

	return RUN_TESTS();
}
