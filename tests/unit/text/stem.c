/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stems, and the stamps of what terms depend on */
#include "../test.h"

#include "npo/text.h"

static void
assert_stem(const char *lang, const char *word, const char *want)
{
	npo_stemmer *stemmer = npo_stemmer_new(lang);
	npo_str stem;

	assert_non_null(stemmer);
	stem = npo_stem(stemmer, npo_str_of(word));
	assert_int_equal(stem.len, strlen(want));
	assert_memory_equal(stem.p, want, stem.len);
	npo_stemmer_free(stemmer);
}

static void
words_of_three_languages_are_stemmed(void **state)
{
	(void)state;
	assert_stem("ru", "объединением", "объединен");
	assert_stem("en", "associations", "associ");
	assert_stem("sr", "knjigama", "knjig");
}

static void
a_language_without_stemmer_gives_null(void **state)
{
	(void)state;
	assert_null(npo_stemmer_new("uk"));
	assert_null(npo_stemmer_new(""));
	assert_null(npo_stemmer_new(NULL));
	npo_stemmer_free(NULL);
}

static void
versions_are_told(void **state)
{
	(void)state;
	assert_int_equal(strlen(npo_stem_version()), strlen("snowball-") + 16);
	assert_memory_equal(npo_stem_version(), "snowball-", 9);
	assert_ptr_equal(npo_stem_version(), npo_stem_version());
	assert_true(atof(npo_text_unicode_version()) >= 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_three_languages_are_stemmed),
		cmocka_unit_test(a_language_without_stemmer_gives_null),
		cmocka_unit_test(versions_are_told),
	};

	return RUN_TESTS();
}
