/* SPDX-License-Identifier: GPL-2.0-or-later */
/* names and lines, as the readers see them */
#include "../test.h"

#include "lib/format/format.h"

static void
extension_is_that_of_the_file(void **state)
{
	static const char *const yes[] = { "a.txt", "d.x/a.TXT", "a.b.text",
		"/.txt" };
	static const char *const no[] = { "a", "txt", "a.txt/b", "a.tx",
		"a.txts", "a.", "", "a. ", "a.text .txt/" };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(yes); i++)
		assert_true(npo_path_ends(yes[i], ".txt .text"));
	for (size_t i = 0; i < NPO_COUNT(no); i++)
		assert_false(npo_path_ends(no[i], ".txt .text"));
	assert_false(npo_path_ends("a.txt", ""));
}

static void
name_of_a_file_is_text(void **state)
{
	static const struct {
		const char *path, *whole, *bare;
	} names[] = {
		{ "d.e/НПО.wiki", "НПО.wiki", "НПО" },
		{ "a.b.c", "a.b.c", "a.b" },
		{ "README", "README", "README" },
		{ ".wiki", ".wiki", ".wiki" },
		{ "\xCD\xCF.txt", "\uFFFD\uFFFD.txt", "\uFFFD\uFFFD" },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(names); i++) {
		npo_buf whole = NPO_BUF_INIT, bare = NPO_BUF_INIT;

		npo_path_name(names[i].path, false, &whole);
		npo_path_name(names[i].path, true, &bare);
		assert_string_equal(whole.p, names[i].whole);
		assert_string_equal(bare.p, names[i].bare);
		npo_buf_release(&whole);
		npo_buf_release(&bare);
	}
}

static void
first_line_has_no_blanks_around(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{ "a\nb", "a" },
		{ "\n \t\r\n  a b \r\nc", "a b" },
		{ "a\rb", "a" },
		{ " \n ", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++)
		assert_true(
			npo_str_equal(npo_first_line(npo_str_of(rows[i].text)),
				npo_str_of(rows[i].line)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extension_is_that_of_the_file),
		cmocka_unit_test(name_of_a_file_is_text),
		cmocka_unit_test(first_line_has_no_blanks_around),
	};

	return RUN_TESTS();
}
