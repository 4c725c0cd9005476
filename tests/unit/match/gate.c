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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_tell_english_from_romanized_russian),
		cmocka_unit_test(common_words_need_more_evidence_than_names),
	};

	return RUN_TESTS();
}
