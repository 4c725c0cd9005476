/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the terms of folders: by path, and by a name anywhere in it */
#include "../one.h"

#include "npo/database.h"
#include "npo/schema.h"

static const char *const dirs[] = { "/", "/a", "/a-b/x", "/a/b", "/a/b/c",
	"/a/bb/c", "/ab", "/Б/а", "/Б/а/x", "/б/x/y", "/x", "/x/a", "/x/b/a/b" };

static void
add_dir(const char *dir)
{
	npo_doc *doc = npo_doc_new();
	npo_buf term = NPO_BUF_INIT;

	npo_term_make(&term, NPO_PREFIX_DIR, npo_str_of(dir));
	assert_ok(npo_doc_add_posting(doc, npo_buf_str(&term), 0, 0, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_buf_release(&term);
	npo_doc_free(doc);
}

static int
add_dirs(void **state)
{
	if (make_database(state))
		return 1;
	for (size_t i = 0; i < NPO_COUNT(dirs); i++)
		add_dir(dirs[i]);
	return npo_db_commit(db, NULL);
}

/* the folders that are found, each behind a blank; without the term that is
 * made of what is asked for */
static void
assert_found(const char *asked, const char *expected)
{
	npo_strset terms = {.count = 0};
	npo_buf out = NPO_BUF_INIT, own = NPO_BUF_INIT;
	const npo_str *term;
	size_t count, prefix = strlen(NPO_PREFIX_DIR);

	npo_term_make(&own, NPO_PREFIX_DIR, npo_str_of(asked));
	assert_ok(npo_dir_terms(db, npo_str_of(asked), &terms, err));
	term = npo_strset_sorted(&terms, &count);
	for (size_t i = 0; i < count; i++) {
		uint32_t documents;

		assert_ok(npo_db_termfreq(db, term[i], &documents, err));
		if (!documents && npo_str_equal(term[i], npo_buf_str(&own)))
			continue;
		npo_buf_addc(&out, ' ');
		npo_buf_add(&out, term[i].p + prefix, term[i].len - prefix);
	}
	assert_string_equal(out.len ? out.p : "", expected);
	npo_strset_release(&terms);
	npo_buf_release(&out);
	npo_buf_release(&own);
}

static void
path_finds_what_is_below_it(void **state)
{
	(void)state;
	assert_found("/a", " /a /a/b /a/b/c /a/bb/c");
	assert_found("/a/b", " /a/b /a/b/c");
	assert_found("/Б", " /Б/а /Б/а/x");
	assert_found("/nowhere", "");
	assert_found("/", " / /a /a-b/x /a/b /a/b/c /a/bb/c /ab /x /x/a "
			  "/x/b/a/b /Б/а /Б/а/x /б/x/y");
}

static void
name_is_found_wherever_it_is_whole(void **state)
{
	(void)state;
	assert_found("a", " /a /a/b /a/b/c /a/bb/c /x/a /x/b/a/b");
	assert_found("b", " /a/b /a/b/c /x/b/a/b");
	assert_found("c", " /a/b/c /a/bb/c");
	assert_found("x", " /a-b/x /x /x/a /x/b/a/b /Б/а/x /б/x/y");
	assert_found("а", " /Б/а /Б/а/x");
	assert_found("bc", "");
}

static void
name_is_folded(void **state)
{
	(void)state;
	assert_found("б", " /Б/а /Б/а/x /б/x/y");
	assert_found("Б", "");
}

/* of a path that is cut, documents have each folder and each name */
static void
path_too_long_for_a_term_is_asked_for_whole(void **state)
{
	char path[400];
	npo_strset terms = {.count = 0};
	npo_buf own = NPO_BUF_INIT;
	const npo_str *term;
	size_t count;

	(void)state;
	memset(path, 'p', sizeof(path));
	path[0] = '/';
	path[399] = '\0';
	npo_term_make(&own, NPO_PREFIX_DIR, npo_str_of(path));
	assert_ok(npo_dir_terms(db, npo_str_of(path), &terms, err));
	term = npo_strset_sorted(&terms, &count);
	assert_int_equal(count, 1);
	assert_true(npo_str_equal(*term, npo_buf_str(&own)));
	npo_strset_release(&terms);
	npo_buf_release(&own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(path_finds_what_is_below_it),
		cmocka_unit_test(name_is_found_wherever_it_is_whole),
		cmocka_unit_test(name_is_folded),
		cmocka_unit_test(path_too_long_for_a_term_is_asked_for_whole),
	};

	return cmocka_run_group_tests(tests, add_dirs, remove_database);
}
