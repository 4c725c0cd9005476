/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what tells an English word from a romanized one */
#include "../test.h"

#include "lib/match/gate.h"

static float
odds(const char *word)
{
	return gate_odds(npo_str_of(word));
}

static float
ratio(const char *word)
{
	return gate_ratio(npo_str_of(word));
}

static void
letters_tell_english_from_romanized_russian(void **state)
{
	static const char *const english[] = { "house", "student", "wright",
		"although" };
	static const char *const romanized[] = { "nauchno", "kuznetsov",
		"molniya", "obyedineniye", "mashinostroyeniya" };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(english); i++)
		assert_true(odds(english[i]) > 0);
	for (size_t i = 0; i < NPO_COUNT(romanized); i++)
		assert_true(odds(romanized[i]) < 0);
	assert_true(odds("naučno") < odds("nauno"));
	assert_true(odds("") < 40);
}

static void
common_words_need_more_evidence_than_names(void **state)
{
	(void)state;
	assert_true(ratio("test") > ratio("london"));
	assert_true(ratio("london") > 0);
	assert_true(ratio("energomash") == 0);
	assert_true(ratio("lavochkin") == 0);
	/* nine letters alike in both scripts are no chance */
	assert_true(ratio("professor") < 1);
}

static bool
likely(const char *word, const char *reading, float cost)
{
	return gate_likely(npo_str_of(word), npo_str_of(reading), cost);
}

/* both are in the tables' samples of running text */
static void
a_reading_opens_the_gate_if_text_has_it_as_often(void **state)
{
	(void)state;
	assert_true(likely("van", "ван", 0));
	assert_true(likely("dome", "доме", 0));
	assert_false(likely("test", "тест", 0));
	assert_false(likely("most", "мост", 0));
	/* a spelling that is less sure is less evidence */
	assert_false(likely("van", "ван", 1));
	/* nor is a word that no sample has */
	assert_false(likely("qwxyz", "йцукенг", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_tell_english_from_romanized_russian),
		cmocka_unit_test(common_words_need_more_evidence_than_names),
		cmocka_unit_test(
			a_reading_opens_the_gate_if_text_has_it_as_often),
	};

	return RUN_TESTS();
}
