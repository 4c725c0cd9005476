/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ignore files: which patterns take which paths */
#include "../test.h"

#include "indexer/indexer.h"

static void
check_row(char **cell, size_t cells, size_t line)
{
	static const char *const names[] = {"none", "ignored", "taken"};
	ix_rules rules = {NULL, 0, 0};
	ix_verdict said;

	assert_int_equal(cells, 4);
	rules_add_lines(&rules, npo_str_of(cell[0]));
	said = rules_judge(&rules, cell[1], strcmp(cell[2], "folder") == 0);
	if (strcmp(names[said], cell[3]))
		print_error("ignore.tsv:%zu: %s\n", line, names[said]);
	assert_string_equal(names[said], cell[3]);
	rules_release(&rules);
}

static void
each_pattern_says_what_its_row_says(void **state)
{
	(void)state;
	test_rows("ignore.tsv", 50, check_row);
}

static void
byte_order_mark_is_no_part_of_the_first_pattern(void **state)
{
	ix_rules rules = {NULL, 0, 0};

	(void)state;
	rules_add_lines(&rules, npo_str_of("\xEF\xBB\xBF*.log\n"));
	assert_int_equal(rules_judge(&rules, "a.log", false), VERDICT_IGNORED);
	rules_release(&rules);
}

static void
name_that_is_no_utf8_matches_by_its_bytes(void **state)
{
	(void)state;
	assert_true(glob_matches("a\xFF*", "a\xFFx"));
	assert_false(glob_matches("a\xFE*", "a\xFFx"));
	assert_true(glob_matches("a?x", "a\xFFx"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_pattern_says_what_its_row_says),
		cmocka_unit_test(
			byte_order_mark_is_no_part_of_the_first_pattern),
		cmocka_unit_test(name_that_is_no_utf8_matches_by_its_bytes),
	};

	return RUN_TESTS();
}
