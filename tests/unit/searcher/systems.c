/* SPDX-License-Identifier: GPL-2.0-or-later */
/* which systems a form fits, once for all documents of a language */
#include "../test.h"

#include "searcher/out.h"

static search_systems systems;

static int
forget_all(void **state)
{
	(void)state;
	search_systems_release(&systems);
	memset(&systems, 0, sizeof(systems));
	return 0;
}

static npo_str
fitting(const char *lang, const char *typed, const char *form)
{
	search_term match = { .typed = npo_str_of(typed),
		.term = npo_str_of(form) };

	return search_systems_fitting(&systems, npo_str_of(lang), &match);
}

static void
assert_fitting(const char *lang, const char *typed, const char *form)
{
	npo_buf names = NPO_BUF_INIT;

	npo_systems_fitting(npo_str_of(lang), npo_str_of(typed),
		npo_str_of(form), &names);
	assert_true(npo_str_equal(
		fitting(lang, typed, form), npo_buf_str(&names)));
	npo_buf_release(&names);
}

static void
names_are_those_of_the_matcher(void **state)
{
	static const char *const langs[] = { "", "ru", "uk", "bg", "tlh" };

	(void)state;
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < NPO_COUNT(langs); i++) {
			assert_fitting(langs[i], "щукин", "shchukin");
			assert_fitting(langs[i], "shchukin", "щукин");
			assert_fitting(langs[i], "щит", "shchyt");
			assert_fitting(langs[i], "щит", "щит");
			assert_fitting(langs[i], "", "щит");
		}
	}
	assert_true(fitting("ru", "щукин", "shchukin").len > 0);
	assert_int_equal(fitting("ru", "щукин", "щукину").len, 0);
}

static void
form_is_asked_for_once(void **state)
{
	size_t len;

	(void)state;
	assert_true(fitting("ru", "щукин", "shchukin").len > 0);
	len = systems.text.len;
	assert_true(fitting("ru", "щукин", "shchukin").len > 0);
	assert_int_equal(systems.count, 1);
	assert_int_equal(systems.text.len, len);
	fitting("uk", "щукин", "shchukin");
	assert_int_equal(systems.count, 2);
}

/* of documents that say they are in a language each, long names too */
static void
memory_has_a_bound(void **state)
{
	char lang[2000];
	size_t most = 0;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		snprintf(lang, sizeof(lang), "%0*u", i % 2 ? 4 : 1900, i);
		assert_true(fitting(lang, "щит", "щит").len == 0);
		if (systems.text.len > most)
			most = systems.text.len;
	}
	assert_in_range(most, SYSTEMS_BYTES_MAX,
		SYSTEMS_BYTES_MAX + sizeof(lang) + 20);
	for (unsigned i = 0; i < 50000; i++) {
		snprintf(lang, sizeof(lang), "%u", i);
		fitting(lang, "", "");
	}
	assert_true(systems.text.len < SYSTEMS_BYTES_MAX);
	assert_fitting("ru", "щукин", "shchukin");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			names_are_those_of_the_matcher, forget_all),
		cmocka_unit_test_teardown(form_is_asked_for_once, forget_all),
		cmocka_unit_test_teardown(memory_has_a_bound, forget_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
