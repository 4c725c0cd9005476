/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words in the other script, with no vocabulary to choose between them */
#include "../test.h"

#include "lib/match/guess.h"

/* guesses of a word, or 0 */
static size_t
guesses(scan_direction to, const char *word, guess *out)
{
	uint8_t symbol[SCAN_LETTERS];
	size_t len = npo_symbols(npo_str_of(word), symbol, SCAN_LETTERS);

	return len ? guess_word(to, symbol, len, out) : 0;
}

static bool
guessed(scan_direction to, const char *word, const char *other)
{
	guess g[GUESSES];
	size_t count = guesses(to, word, g);
	uint8_t symbol[SCAN_LETTERS];
	size_t len = npo_symbols(npo_str_of(other), symbol, SCAN_LETTERS);

	for (size_t i = 0; i < count; i++) {
		if (g[i].len == len && !memcmp(g[i].symbol, symbol, len))
			return true;
	}
	return false;
}

static void
a_word_is_written_in_the_other_script(void **state)
{
	(void)state;
	assert_true(guessed(
		SCAN_TO_CYRILLIC, "mashinastroenie", "машинастроение"));
	assert_true(guessed(SCAN_TO_CYRILLIC, "nauchno", "научно"));
	assert_true(guessed(SCAN_TO_CYRILLIC, "zavot", "завот"));
	assert_true(guessed(SCAN_TO_LATIN, "завот", "zavot"));
	assert_true(guessed(SCAN_TO_LATIN, "научна", "nauchna"));
	assert_false(guessed(SCAN_TO_LATIN, "научна", "nautschna"));
}

static void
guesses_differ_and_the_cheapest_comes_first(void **state)
{
	guess g[GUESSES];
	size_t count = guesses(SCAN_TO_CYRILLIC, "mashinastroenie", g);

	(void)state;
	assert_int_equal(count, GUESSES);
	for (size_t i = 1; i < count; i++) {
		assert_true(g[i - 1].cost <= g[i].cost);
		for (size_t k = 0; k < i; k++)
			assert_false(g[i].len == g[k].len && !memcmp(
				g[i].symbol, g[k].symbol, g[i].len));
	}
}

static void
words_of_any_length_are_written(void **state)
{
	char word[SCAN_LETTERS + 1] = "";
	guess g[GUESSES];

	(void)state;
	for (size_t i = 0; i < SCAN_LETTERS; i++) {
		size_t count;

		word[i] = "xsch"[i % 4];
		count = guesses(SCAN_TO_CYRILLIC, word, g);
		for (size_t k = 0; k < count; k++)
			assert_in_range(g[k].len, 1, SCAN_LETTERS);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_written_in_the_other_script),
		cmocka_unit_test(guesses_differ_and_the_cheapest_comes_first),
		cmocka_unit_test(words_of_any_length_are_written),
	};

	return RUN_TESTS();
}
