/* SPDX-License-Identifier: GPL-2.0-or-later */
/* romanization systems: their names, words, offsets; which ones fit */
#include "../test.h"

#include "npo/match.h"

static const npo_system *
system_of(const char *name)
{
	const npo_system *system = npo_system_find(name);

	if (!system)
		fail_msg("no system '%s'", name);
	return system;
}

static void
word_row(char **cell, size_t cells, size_t line)
{
	npo_buf latin = NPO_BUF_INIT;

	assert_int_equal(cells, 5);
	npo_romanize(system_of(cell[0]), npo_str_of(cell[1]),
		npo_str_of(cell[2]), &latin, NULL);
	if (strcmp(latin.p, cell[3]))
		fail_msg("line %zu, %s: '%s' is '%s', not '%s'", line,
			cell[0], cell[2], latin.p, cell[3]);
	npo_buf_release(&latin);
}

static void
rows_of_romanize_tsv_hold(void **state)
{
	(void)state;
	test_rows("romanize.tsv", 100, word_row);
}

static void
names_go_without_case_and_punctuation(void **state)
{
	(void)state;
	assert_ptr_equal(system_of("ISO 9:1995"), system_of("iso9"));
	assert_ptr_equal(system_of("GOST 7.79 A"), system_of("iso9"));
	assert_ptr_equal(system_of("ALA-LC"), system_of("ala-lc"));
	assert_ptr_equal(
		system_of("GOST R 52535.1-2006"), system_of("gost52535"));
	assert_null(npo_system_find("klingon"));
	assert_null(npo_system_find("bg"));
	assert_null(npo_system_find(""));
	assert_null(npo_system_find("list"));
}

/* no name or alias is of two systems */
static void
assert_found_by_aliases(const npo_system *system)
{
	char *copy = npo_strdup(system->aliases);

	for (char *rest = copy, *name; (name = strsep(&rest, " "));) {
		if (*name && npo_system_find(name) != system)
			fail_msg("'%s' is not %s", name, system->name);
	}
	free(copy);
}

static void
every_system_has_names_and_languages(void **state)
{
	size_t count;
	const npo_system *systems = npo_systems(&count);

	(void)state;
	assert_true(count >= 60);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(npo_system_find(systems[i].name),
			&systems[i]);
		assert_found_by_aliases(&systems[i]);
		assert_true(*systems[i].title);
		assert_true(strlen(systems[i].languages) >= 2);
	}
}

static void
each_byte_has_its_place_in_the_romanized_text(void **state)
{
	const char *text = "а Щи, ый";
	npo_str view = npo_str_of(text);
	size_t map[32];
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&out, "before ");
	npo_romanize(system_of("bs-2979"), npo_str_of("ru"), view, &out, map);
	assert_string_equal(out.p, "before a Shchi, y");
	assert_int_equal(map[0], 0);
	assert_int_equal(map[2], 1);	/* the blank */
	assert_int_equal(map[3], 2);	/* of Shch */
	assert_int_equal(map[4], 2);
	assert_int_equal(map[5], 6);
	assert_int_equal(map[9], 9);	/* two letters that are one */
	assert_int_equal(map[11], 9);
	assert_int_equal(map[view.len], 10);
	npo_buf_release(&out);
}

static void
an_empty_text_stays_empty(void **state)
{
	size_t map[1] = { 7 };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_romanize(system_of("bgn"), (npo_str){ NULL, 0 },
		(npo_str){ NULL, 0 }, &out, map);
	assert_string_equal(out.p, "");
	assert_int_equal(map[0], 0);
	npo_buf_release(&out);
}

/* bytes of all kinds, many of them no UTF-8 */
static void
any_bytes_come_out_in_order(void **state)
{
	static const char pieces[][4] = { "\xD0", "\xD1\x88", "\xD0\x99", "'",
		"\xCC\x86", "\xFF", "\xD0\xB8", "\xE2\x80", "z", " ",
		"\xD3\x80", "\xD1\x8C" };
	size_t count, seed = 1;
	const npo_system *systems = npo_systems(&count);

	(void)state;
	for (size_t i = 0; i < 50 * count; i++) {
		npo_buf text = NPO_BUF_INIT, out = NPO_BUF_INIT;
		size_t map[128];

		npo_buf_adds(&text, "");
		for (size_t k = 0; k < 30; k++) {
			seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF;
			npo_buf_adds(&text,
				pieces[(seed >> 8) % NPO_COUNT(pieces)]);
		}
		npo_romanize(&systems[i % count], npo_str_of(""),
			npo_buf_str(&text), &out, map);
		for (size_t k = 0; k < text.len; k++)
			assert_true(map[k] <= map[k + 1]);
		assert_int_equal(map[text.len], out.len);
		npo_buf_release(&text);
		npo_buf_release(&out);
	}
}

static void
assert_lang(const char *system, const char *lang, const char *text,
	const char *expected)
{
	npo_str found = npo_romanize_lang(
		system_of(system), npo_str_of(lang), npo_str_of(text));

	if (!npo_str_equal(found, npo_str_of(expected)))
		fail_msg("%s, %s, %s: %s", system, lang, text, found.p);
	/* once told, it stays */
	assert_true(npo_str_equal(npo_romanize_lang(system_of(system), found,
		npo_str_of("щит")), found));
}

static void
letters_tell_a_language_that_the_system_lacks(void **state)
{
	(void)state;
	assert_lang("national", "", "щит", "ru");
	assert_lang("national", "", "гриб і мій", "uk");
	assert_lang("national", "ru", "гриб і мій", "ru");
	assert_lang("national", "en", "гриб і мій", "uk");
	assert_lang("german", "ru", "", "ru");
	assert_lang("iso9", "", "гриб і мій", "mul");
	assert_lang("iso9", "ru", "щит", "mul");
}

static void
assert_fitting(const char *lang, const char *one, const char *other,
	const char *in, const char *out)
{
	npo_buf names = NPO_BUF_INIT, padded = NPO_BUF_INIT;

	npo_systems_fitting(npo_str_of(lang), npo_str_of(one),
		npo_str_of(other), &names);
	npo_buf_addf(&padded, " %s ", names.len ? names.p : "");
	if (*in && !strstr(padded.p, in))
		fail_msg("%s, %s: no%s in%s", one, other, in, padded.p);
	if (*out && strstr(padded.p, out))
		fail_msg("%s, %s:%s in%s", one, other, out, padded.p);
	npo_buf_release(&names);
	npo_buf_release(&padded);
}

static void
a_system_fits_what_it_would_write(void **state)
{
	(void)state;
	assert_fitting("", "научно", "nautschno", " german ", " bgn ");
	assert_fitting("", "naučno", "научно", " iso9 ", " bgn ");
	assert_fitting("ru", "щетка", "shchyotka", "", " icao ");
	assert_fitting("ru", "щетка", "shchotka", "", " bgn ");
	/* the io without its dots */
	assert_fitting("ru", "щетка", "ŝëtka", " iso9 ", " ala-lc ");
	assert_fitting("ru", "щетка", "shchetka", " icao ", " iso9 ");
	/* a sign at the end is not part of a word */
	assert_fitting("ru", "соль", "sol", " bgn ", "");
	assert_fitting("ru", "соль", "sol'", " bgn ", "");
	assert_fitting("ru", "чашка", "4a6ka", " chat ", " bgn ");
}

static void
only_the_systems_of_a_language_fit_it(void **state)
{
	(void)state;
	assert_fitting("uk", "київ", "kyiv", " ua-2010 ", " bg-2009 ");
	assert_fitting("", "київ", "kyiv", " ua-2010 ", " bg-2009 ");
	assert_fitting("bg", "търново", "tarnovo", " bg-2009 ", "");
	assert_fitting("ru", "търново", "tarnovo", "", " bg-2009 ");
	assert_fitting("xx", "търново", "tarnovo", " bg-2009 ", "");
}

static void
nothing_fits_words_of_one_script(void **state)
{
	npo_buf names = NPO_BUF_INIT;

	(void)state;
	npo_systems_fitting(npo_str_of("ru"), npo_str_of("мир"),
		npo_str_of("мира"), &names);
	npo_systems_fitting(npo_str_of(""), npo_str_of("mir"),
		npo_str_of("mira"), &names);
	npo_systems_fitting(npo_str_of(""), npo_str_of("мир"),
		npo_str_of("war"), &names);
	assert_int_equal(names.len, 0);
	npo_buf_release(&names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_romanize_tsv_hold),
		cmocka_unit_test(names_go_without_case_and_punctuation),
		cmocka_unit_test(every_system_has_names_and_languages),
		cmocka_unit_test(each_byte_has_its_place_in_the_romanized_text),
		cmocka_unit_test(
			letters_tell_a_language_that_the_system_lacks),
		cmocka_unit_test(an_empty_text_stays_empty),
		cmocka_unit_test(any_bytes_come_out_in_order),
		cmocka_unit_test(a_system_fits_what_it_would_write),
		cmocka_unit_test(only_the_systems_of_a_language_fit_it),
		cmocka_unit_test(nothing_fits_words_of_one_script),
	};

	return RUN_TESTS();
}
