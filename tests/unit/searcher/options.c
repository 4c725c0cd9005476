/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the command line */
#include "../test.h"

#include "npo/format.h"
#include "searcher/searcher.h"

#define ARGS_MAX 12

static npo_status
read_line(const char *line, search_options *options, npo_error *err)
{
	char copy[256], *rest = copy, *argv[ARGS_MAX + 1] = { NULL };
	int argc = 0;

	snprintf(copy, sizeof(copy), "npo-search %s", line);
	while (rest && argc < ARGS_MAX)
		argv[argc++] = strsep(&rest, " ");
	return search_options_read(argc, argv, options, err);
}

static void
options_may_stand_anywhere(void **state)
{
	search_options o;
	npo_error err;

	(void)state;
	assert_int_equal(read_line("завод -n 0 --format=json -c цех", &o, &err),
		NPO_OK);
	assert_string_equal(o.query.p, "завод цех");
	assert_int_equal(o.limit, UINT32_MAX);
	assert_int_equal(o.format, SEARCH_JSON);
	assert_int_equal(o.mode, SEARCH_COUNT);
	search_options_release(&o);
}

static void
minus_behind_a_word_excludes_unless_it_is_an_option(void **state)
{
	static const struct {
		const char *line, *query;
		uint32_t limit;
		search_mode mode;
		search_format format;
	} rows[] = {
		{ "a -bar", "a -bar", 10, SEARCH_HITS, SEARCH_TEXT },
		{ "a -car -n 3 -lot", "a -car -lot", 3, SEARCH_HITS,
			SEARCH_TEXT },
		{ "a -notme -n5 -nasa", "a -notme -nasa", 5, SEARCH_HITS,
			SEARCH_TEXT },
		{ "a -\320\220 -lc b", "a -\320\220 b", 10, SEARCH_COUNT,
			SEARCH_PATHS },
		{ "a -ln7 --limit -bad", "", 0, SEARCH_HITS, SEARCH_TEXT },
		{ "a - -(b -\"c -- -c -x --lang=ru", "a - -(b -\"c -c -x "
			"--lang=ru", 10, SEARCH_HITS, SEARCH_TEXT },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		search_options o;
		npo_error err;
		npo_status st = read_line(rows[i].line, &o, &err);

		if (!*rows[i].query) {
			assert_int_equal(st, NPO_EINVAL);
			continue;
		}
		assert_int_equal(st, NPO_OK);
		assert_string_equal(o.query.p, rows[i].query);
		assert_int_equal(o.limit, rows[i].limit);
		assert_int_equal(o.mode, rows[i].mode);
		assert_int_equal(o.format, rows[i].format);
		search_options_release(&o);
	}
}

static void
what_is_not_given_has_its_default(void **state)
{
	search_options o;
	npo_error err;

	(void)state;
	assert_int_equal(read_line("-- -x --lang=ru", &o, &err), NPO_OK);
	assert_string_equal(o.query.p, "-x --lang=ru");
	assert_int_equal(o.limit, 10);
	assert_int_equal(o.offset, 0);
	assert_int_equal(o.snippets, 3);
	assert_int_equal(o.format, SEARCH_TEXT);
	assert_int_equal(o.match, NPO_MATCH_ANY);
	assert_int_equal(o.sort, SEARCH_BY_RELEVANCE);
	assert_int_equal(o.filter_count, 0);
	assert_int_equal(o.db_count, 0);
	search_options_release(&o);
}

static void
filters_and_databases_gather(void **state)
{
	search_options o;
	npo_error err;

	(void)state;
	assert_int_equal(read_line("--db=a --db b --lang=RU --after=2020 "
		"--before 2021-05 --color=always x", &o, &err), NPO_OK);
	assert_int_equal(o.db_count, 2);
	assert_string_equal(o.db[1], "b");
	assert_int_equal(o.filter_count, 3);
	assert_string_equal(o.filter[0].value.p, "ru");
	assert_string_equal(o.filter[1].value.p, "2020");
	assert_int_equal(o.filter[1].until.len, 0);
	assert_int_equal(o.filter[2].value.len, 0);
	assert_string_equal(o.filter[2].until.p, "20210599");
	assert_true(o.color);
	search_options_release(&o);
}

static void
help_wins_over_a_missing_query(void **state)
{
	search_options o;
	npo_error err;

	(void)state;
	assert_int_equal(read_line("--help", &o, &err), NPO_OK);
	assert_int_equal(o.mode, SEARCH_HELP);
	search_options_release(&o);
	assert_int_equal(read_line("--version", &o, &err), NPO_OK);
	assert_int_equal(o.mode, SEARCH_VERSION);
	search_options_release(&o);
	assert_int_equal(read_line("--romanize=list", &o, &err), NPO_OK);
	assert_int_equal(o.mode, SEARCH_SYSTEMS);
	search_options_release(&o);
}

static void
a_system_goes_by_its_names(void **state)
{
	search_options o;
	npo_error err;

	(void)state;
	assert_int_equal(read_line("x", &o, &err), NPO_OK);
	assert_null(o.romanize);
	search_options_release(&o);
	assert_int_equal(read_line("--romanize BGN/PCGN x", &o, &err), NPO_OK);
	assert_string_equal(o.romanize->name, "bgn");
	search_options_release(&o);
}

static void
wrong_options_are_named(void **state)
{
	static const struct {
		const char *line, *text;
	} rows[] = {
		{ "--nothing x", "unusable option '--nothing'" },
		{ "-x y", "unknown option '-x' (see --help); a query "
			"with '-' stands behind '--'" },
		{ "-\320\220 y", "a query with '-' stands behind '--'" },
		{ "x -n", "a value is missing to '-n'" },
		{ "-n -1 x", "--limit needs a number from 0 to 4294967294, "
			"not '-1'" },
		{ "--limit=10x x", "--limit needs a number from 0 to "
			"4294967294, not '10x'" },
		{ "--snippet=11 x", "--snippet needs a number from 0 to 10, "
			"not '11'" },
		{ "--format=xml x", "unknown value of --format 'xml'" },
		{ "--script=greek x", "unknown value of --script 'greek'" },
		{ "--after=now x", "--after needs a date, not 'now'" },
		{ "--before=2019..2020 x",
			"--before needs a date, not '2019..2020'" },
		{ "--romanize=x x", "unknown romanization system 'x' "
			"(--romanize=list lists them)" },
		{ "--lang= x", "unusable value of --lang ''" },
		{ "--batch=f x", "both --batch and a query 'x'" },
		{ "--limit=3", "no query; usage: npo-search [OPTION]... "
			"QUERY... (see --help)" },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		search_options o;
		npo_error err;

		assert_int_equal(
			read_line(rows[i].line, &o, &err), NPO_EINVAL);
		assert_string_equal(err.text, rows[i].text);
	}
}

static void
help_lines_fit_a_terminal(void **state)
{
	const char *line = search_help;

	(void)state;
	while (*line) {
		const char *end = strchr(line, '\n');

		assert_non_null(end);
		assert_true(end - line < 80);
		line = end + 1;
	}
}

static void
help_offers_only_what_works(void **state)
{
	const char *types = strstr(search_help, "of a type: "), *name;

	(void)state;
	assert_null(strstr(search_help, "markdown"));
	assert_non_null(types);
	for (size_t i = 0; npo_format_at(i); i++) {
		name = strstr(types, npo_format_at(i)->name);
		assert_non_null(name);
		assert_true(name < strchr(types, '\n'));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_may_stand_anywhere),
		cmocka_unit_test(
			minus_behind_a_word_excludes_unless_it_is_an_option),
		cmocka_unit_test(what_is_not_given_has_its_default),
		cmocka_unit_test(filters_and_databases_gather),
		cmocka_unit_test(help_wins_over_a_missing_query),
		cmocka_unit_test(a_system_goes_by_its_names),
		cmocka_unit_test(wrong_options_are_named),
		cmocka_unit_test(help_lines_fit_a_terminal),
		cmocka_unit_test(help_offers_only_what_works),
	};

	return RUN_TESTS();
}
