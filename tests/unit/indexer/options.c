/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the command line: what it sets, and what is refused */
#include "../test.h"

#include "indexer/indexer.h"

#define PARSE(options, ...)                                                    \
	parse(options, (const char *[]){"npo-index", __VA_ARGS__, NULL})

static npo_error failure;

static npo_status
parse(ix_options *options, const char **words)
{
	static char copy[16][64];
	static char *argv[17];
	int argc = 0;

	for (; words[argc]; argc++) {
		assert_true(argc < 16);
		snprintf(copy[argc], sizeof(copy[argc]), "%s", words[argc]);
		argv[argc] = copy[argc];
	}
	argv[argc] = NULL;
	return options_parse(options, argc, argv, &failure);
}

static void
flags_and_values_are_set(void **state)
{
	ix_options options;

	(void)state;
	assert_int_equal(
		PARSE(&options, "-qv0", "--db=x", "--lang", "ru", "a", "--full",
			"--max-size=3K", "--exclude=*.o", "--", "--b"),
		NPO_OK);
	assert_true(options.quiet && options.verbose && options.nul);
	assert_true(options.full && !options.hidden);
	assert_string_equal(options.db, "x");
	assert_string_equal(options.lang, "ru");
	assert_int_equal(options.max_size, 3072);
	assert_int_equal(options.exclude.count, 1);
	assert_int_equal(options.path_count, 2);
	assert_string_equal(options.path[0], "a");
	assert_string_equal(options.path[1], "--b");
	options_release(&options);
}

static void
actions_need_no_path(void **state)
{
	ix_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "--list"), NPO_OK);
	assert_int_equal(options.action, ACTION_LIST);
	assert_false(options.skipped);
	assert_int_equal(PARSE(&options, "--list=skipped"), NPO_OK);
	assert_true(options.skipped);
	assert_int_equal(PARSE(&options, "--stats", "--format=json"), NPO_OK);
	assert_int_equal(options.action, ACTION_STATS);
	assert_true(options.json);
	assert_int_equal(PARSE(&options, "--help"), NPO_OK);
	assert_int_equal(options.action, ACTION_HELP);
}

static void
refuses(const char *word, const char *text)
{
	ix_options options;

	assert_int_equal(PARSE(&options, "x", word), NPO_EINVAL);
	if (!strstr(failure.text, text))
		print_error("%s: %s\n", word, failure.text);
	assert_non_null(strstr(failure.text, text));
	options_release(&options);
}

static void
what_is_wrong_is_named(void **state)
{
	(void)state;
	refuses("--nonsense", "unknown option '--nonsense'");
	refuses("-Z", "unknown option '-Z'");
	refuses("--full=yes", "no value fits '--full=yes'");
	refuses("--db", "no value for '--db'");
	refuses("--max-size=big", "--max-size cannot be 'big'");
	refuses("--progress=often", "--progress cannot be 'often'");
	refuses("--format=xml", "--format cannot be 'xml'");
	refuses("--list=all", "--list cannot be 'all'");
	refuses("--type=nonsense", "unknown type 'nonsense'");
	refuses("--encoding=nonsense", "unknown charset 'nonsense'");
}

static void
without_path_there_is_nothing_to_do(void **state)
{
	ix_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "-v"), NPO_EINVAL);
	assert_int_equal(PARSE(&options, "--files-from=x"), NPO_OK);
}

static void
sizes_have_units(void **state)
{
	static const struct {
		const char *text;
		uint64_t size;
	} good[] = {{"0", 0}, {"17", 17}, {"2k", 2048}, {"512M", 512ULL << 20},
		{"3G", 3ULL << 30}, {"1T", 1ULL << 40}};
	static const char *const bad[] = {
		"", "M", "-1", "1X", "1MB", " 1", "99999999999T"};
	uint64_t size = 0;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(good); i++) {
		assert_true(options_size(good[i].text, &size));
		assert_int_equal(size, good[i].size);
	}
	for (size_t i = 0; i < NPO_COUNT(bad); i++)
		assert_false(options_size(bad[i], &size));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_and_values_are_set),
		cmocka_unit_test(actions_need_no_path),
		cmocka_unit_test(what_is_wrong_is_named),
		cmocka_unit_test(without_path_there_is_nothing_to_do),
		cmocka_unit_test(sizes_have_units),
	};

	return RUN_TESTS();
}
