/* SPDX-License-Identifier: GPL-2.0-or-later */
/* filters: what they read, and the queries that they make */
#include "../one.h"

#include "npo/database.h"
#include "npo/schema.h"
#include "searcher/searcher.h"

static search s;

/* one document in each of these folders */
static int
add_dirs(void **state)
{
	static const char *const dirs[] = { "/a/Заметки", "/a/Заметки/b",
		"/a/Заметки-2", "/c/заметки" };
	npo_doc *doc = npo_doc_new();
	npo_buf term = NPO_BUF_INIT;
	npo_status st = NPO_OK;

	if (make_database(state))
		return -1;
	for (size_t i = 0; i < NPO_COUNT(dirs) && !st; i++) {
		npo_doc_reset(doc);
		npo_term_make(&term, NPO_PREFIX_DIR, npo_str_of(dirs[i]));
		st = npo_doc_add_posting(doc, npo_buf_str(&term), 0, 0, NULL);
		if (!st)
			st = npo_db_add_doc(db, doc, NULL, NULL);
	}
	if (!st)
		st = npo_db_commit(db, NULL);
	s.db = db;
	npo_doc_free(doc);
	npo_buf_release(&term);
	return st;
}

static int
forget(void **state)
{
	dirs_forget(&s);
	return remove_database(state);
}

/* the query of some filters, described */
static void
describe(const char *const *typed, size_t count, npo_buf *out)
{
	query_filter filters[4];
	const query_filter *all[4];
	npo_query *q = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *colon = strchr(typed[i], ':');
		npo_str name = { typed[i], (size_t)(colon - typed[i]) };
		query_filter_kind kind;

		assert_true(query_filter_named(name, &kind));
		assert_true(query_filter_read(
			kind, npo_str_of(colon + 1), &filters[i]));
		all[i] = &filters[i];
	}
	assert_ok(search_filters(&s, all, count, &q, err));
	npo_buf_reset(out);
	assert_ok(npo_query_describe(q, out, err));
	npo_query_free(q);
	for (size_t i = 0; i < count; i++)
		query_filter_release(&filters[i]);
}

static void
filters_of_one_kind_are_alternatives(void **state)
{
	const char *const typed[] = { "lang:ru", "type:html", "lang:EN" };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	describe(typed, 3, &out);
	assert_non_null(strstr(out.p, "(Lru OR Len)"));
	assert_non_null(strstr(out.p, "AND Thtml"));
	npo_buf_release(&out);
}

static void
each_date_restricts(void **state)
{
	const char *const typed[] = { "date:2020..", "date:..2021-05" };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	describe(typed, 2, &out);
	assert_non_null(strstr(out.p, "VALUE_GE 0 2020 AND"));
	assert_non_null(strstr(out.p, "VALUE_LE 0 20210599"));
	npo_buf_release(&out);
}

static void
filters_have_no_weight(void **state)
{
	const char *const typed[] = { "id:a", "lang:ru" };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	describe(typed, 2, &out);
	assert_int_equal(strncmp(out.p, "Query(0 * ", 10), 0);
	npo_buf_release(&out);
}

static void
folder_is_a_name_or_with_a_slash_a_path(void **state)
{
	const char *typed[1];
	char *here = realpath(".", NULL);
	npo_buf out = NPO_BUF_INIT, expected = NPO_BUF_INIT;

	(void)state;
	typed[0] = "dir:Notes/";
	describe(typed, 1, &out);
	assert_non_null(strstr(out.p, "XDIR:notes"));
	typed[0] = "dir:./";
	describe(typed, 1, &out);
	npo_buf_addf(&expected, "XDIR:%s", here);
	assert_non_null(strstr(out.p, expected.p));
	typed[0] = "dir:/Nowhere/at all/";
	describe(typed, 1, &out);
	assert_non_null(strstr(out.p, "XDIR:/Nowhere/at all"));
	assert_null(strstr(out.p, "all/"));
	free(here);
	npo_buf_release(&out);
	npo_buf_release(&expected);
}

static void
folder_stands_for_those_below_it(void **state)
{
	const char *typed[1];
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	typed[0] = "dir:/a/Заметки";
	describe(typed, 1, &out);
	assert_non_null(strstr(out.p, "(XDIR:/a/Заметки OR "
				      "XDIR:/a/Заметки/b)"));
	typed[0] = "dir:/";
	describe(typed, 1, &out);
	assert_non_null(strstr(out.p, "XDIR:/a/Заметки-2 OR"));
	assert_non_null(strstr(out.p, "XDIR:/c/заметки"));
	npo_buf_release(&out);
}

static void
name_stands_for_all_folders_called_so(void **state)
{
	const char *const typed[] = { "dir:заметки" };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	describe(typed, 1, &out);
	assert_non_null(strstr(out.p, "XDIR:/a/Заметки OR XDIR:/a/Заметки/b "
				      "OR XDIR:/c/заметки OR XDIR:заметки)"));
	npo_buf_release(&out);
}

static void
what_is_no_date_is_refused(void **state)
{
	static const char *const bad[] = { "", "..", "202", "20200", "2020-",
		"2020-1", "2020-00", "2020-13", "2020-01-32", "2020-01-1",
		"2020-01-011", "2020/01", "x..2020", "2020..x", "2020...2021",
		"today" };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(bad); i++) {
		query_filter filter;

		assert_false(query_filter_read(
			QUERY_BY_DATE, npo_str_of(bad[i]), &filter));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_of_one_kind_are_alternatives),
		cmocka_unit_test(each_date_restricts),
		cmocka_unit_test(filters_have_no_weight),
		cmocka_unit_test(folder_is_a_name_or_with_a_slash_a_path),
		cmocka_unit_test(folder_stands_for_those_below_it),
		cmocka_unit_test(name_stands_for_all_folders_called_so),
		cmocka_unit_test(what_is_no_date_is_refused),
	};

	return cmocka_run_group_tests(tests, add_dirs, forget);
}
