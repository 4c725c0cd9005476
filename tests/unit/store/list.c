/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cursors: terms forward, sought and back; a term's documents */
#include "fixture.h"

/* "a b c" of what is left, and closes the cursor */
static const char *
rest(npo_terms *terms)
{
	static char text[256];
	npo_str term = {NULL, 0};
	size_t len = 0;

	text[0] = '\0';
	assert_ok(npo_terms_next(terms, &term, err));
	while (term.len) {
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			"%s%.*s", len ? " " : "", (int)term.len, term.p);
		assert_ok(npo_terms_next(terms, &term, err));
	}
	/* behind the last it stays there */
	assert_ok(npo_terms_next(terms, &term, err));
	assert_int_equal(term.len, 0);
	npo_terms_free(terms);
	return text;
}

static npo_terms *
terms_of(npo_db *db, const char *prefix)
{
	npo_terms *terms = NULL;

	assert_ok(npo_terms_open(db, npo_str_of(prefix), &terms, err));
	return terms;
}

static void
check_seek(npo_terms *terms, const char *target, const char *expected)
{
	npo_str term = {NULL, 0};

	assert_ok(npo_terms_seek(terms, npo_str_of(target), &term, err));
	if (!npo_str_equal(term, npo_str_of(expected)))
		fail_msg("sought '%s', not '%s' but '%.*s'", target, expected,
			(int)term.len, term.p);
}

static void
terms_come_in_byte_order(void **state)
{
	npo_db *db = create_db("order");

	(void)state;
	assert_string_equal(rest(terms_of(db, "")), "");
	add_words(db, "b \xD1\x8F a");
	add_words(db, "b \xD0\xB0 Z");
	assert_ok(npo_db_commit(db, err));
	assert_string_equal(rest(terms_of(db, "")), "Z a b \xD0\xB0 \xD1\x8F");
	npo_db_free(db);
}

static void
prefix_bounds_the_cursor(void **state)
{
	npo_db *db = create_db("prefix");
	npo_terms *terms;

	(void)state;
	add_words(db, "a xa xb xc y");
	assert_ok(npo_db_commit(db, err));
	assert_string_equal(rest(terms_of(db, "x")), "xa xb xc");
	assert_string_equal(rest(terms_of(db, "none")), "");
	terms = terms_of(db, "x");
	check_seek(terms, "xb", "xb");
	check_seek(terms, "a", "xa");
	check_seek(terms, "", "xa");
	check_seek(terms, "xd", "");
	check_seek(terms, "y", "");
	check_seek(terms, "xc", "xc");
	npo_terms_free(terms);
	npo_db_free(db);
}

static void
seek_goes_forward_and_back(void **state)
{
	npo_db *db = create_db("seek");
	npo_str term = {NULL, 0};
	npo_terms *terms;

	(void)state;
	add_words(db, "b d f h");
	assert_ok(npo_db_commit(db, err));
	terms = terms_of(db, "");
	check_seek(terms, "", "b");
	check_seek(terms, "b", "b");
	check_seek(terms, "c", "d");
	check_seek(terms, "dd", "f");
	check_seek(terms, "a", "b");
	check_seek(terms, "z", "");
	check_seek(terms, "zz", "");
	check_seek(terms, "h", "h");
	check_seek(terms, "d", "d");
	assert_ok(npo_terms_next(terms, &term, err));
	assert_true(npo_str_equal(term, npo_str_of("f")));
	check_seek(terms, "b\x01", "d");
	assert_string_equal(rest(terms), "f h");
	npo_db_free(db);
}

/* many more than fit in a block, in any order, against a sorted list */
static void
seek_agrees_with_a_sorted_list(void **state)
{
	npo_db *db = create_db("many");
	npo_terms *terms;
	uint32_t at = 1;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		char text[16];

		snprintf(text, sizeof(text), "w%04u", i * 2);
		add_words(db, text);
	}
	assert_ok(npo_db_commit(db, err));
	terms = terms_of(db, "");
	for (unsigned i = 0; i < 3000; i++) {
		char target[16], expected[16];
		unsigned n;

		at = at * 1103515245 + 12345;
		n = at / 65536 % 5999;
		snprintf(target, sizeof(target), "w%04u", n);
		snprintf(expected, sizeof(expected), "w%04u", n + n % 2);
		check_seek(terms, target, expected);
	}
	npo_terms_free(terms);
	npo_db_free(db);
}

static void
several_databases_give_each_term_once(void **state)
{
	uint32_t documents = 0;
	npo_terms *terms;
	npo_db *db;

	(void)state;
	db = create_db("one");
	add_words(db, "a b d");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = create_db("two");
	add_words(db, "b c");
	add_words(db, "b");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = open_db("one");
	assert_ok(npo_db_add(db, in_scratch("two"), err));
	assert_string_equal(rest(terms_of(db, "")), "a b c d");
	terms = terms_of(db, "");
	check_seek(terms, "c", "c");
	check_seek(terms, "b", "b");
	assert_ok(npo_terms_freq(terms, &documents, err));
	assert_int_equal(documents, 3);
	npo_terms_free(terms);
	npo_db_free(db);
}

static void
terms_of_a_document_have_wdf(void **state)
{
	npo_db *db = create_db("of-doc");
	npo_terms *terms = NULL;
	uint32_t number = 0;
	npo_error why;

	(void)state;
	add_words(db, "b a b");
	add_words(db, "c");
	assert_ok(npo_terms_of_doc(db, 1, &terms, err));
	assert_string_equal(rest(terms), "a b");
	assert_ok(npo_terms_of_doc(db, 1, &terms, err));
	assert_int_equal(npo_terms_wdf(terms, &number, &why), NPO_EINVAL);
	check_seek(terms, "aa", "b");
	assert_ok(npo_terms_wdf(terms, &number, err));
	assert_int_equal(number, 2);
	assert_ok(npo_terms_freq(terms, &number, err));
	assert_int_equal(number, 1);
	check_seek(terms, "a", "a");
	check_seek(terms, "c", "");
	assert_int_equal(npo_terms_freq(terms, &number, &why), NPO_EINVAL);
	npo_terms_free(terms);
	assert_int_equal(npo_terms_of_doc(db, 9, &terms, &why), NPO_ENOTFOUND);
	terms = terms_of(db, "");
	check_seek(terms, "a", "a");
	assert_int_equal(npo_terms_wdf(terms, &number, &why), NPO_EINVAL);
	npo_terms_free(terms);
	npo_db_free(db);
}

static void
metadata_keys_are_listed(void **state)
{
	npo_db *db = create_db("of-meta");
	npo_terms *terms = NULL;
	npo_str value = npo_str_of("v");
	uint32_t number;
	npo_error why;

	(void)state;
	add_words(db, "file:word");
	assert_ok(npo_db_set_meta(db, npo_str_of("file:b"), value, err));
	assert_ok(npo_db_set_meta(db, npo_str_of("file:a"), value, err));
	assert_ok(npo_db_set_meta(db, npo_str_of("other"), value, err));
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_terms_of_meta(db, npo_str_of("file:"), &terms, err));
	check_seek(terms, "file:aa", "file:b");
	check_seek(terms, "file:a", "file:a");
	check_seek(terms, "a", "file:a");
	assert_int_equal(npo_terms_freq(terms, &number, &why), NPO_EINVAL);
	assert_string_equal(rest(terms), "file:b");
	npo_db_free(db);
}

static void
postings_of_a_term_and_of_all(void **state)
{
	npo_db *db = create_db("postings");
	npo_postings *postings = NULL;
	uint32_t docid = 9, wdf;
	npo_buf out = NPO_BUF_INIT;
	npo_error why;

	(void)state;
	add_words(db, "a");
	add_words(db, "b");
	add_words(db, "a a");
	assert_ok(npo_postings_open(db, npo_str_of("a"), &postings, err));
	assert_int_equal(npo_postings_wdf(postings, &wdf, &why), NPO_EINVAL);
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 1);
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 3);
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 0);
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 0);
	assert_int_equal(
		npo_postings_positions(postings, &out, &why), NPO_EINVAL);
	npo_postings_free(postings);
	assert_ok(npo_postings_open(db, npo_str_of(""), &postings, err));
	for (uint32_t i = 1; i <= 3; i++) {
		assert_ok(npo_postings_next(postings, &docid, err));
		assert_int_equal(docid, i);
	}
	npo_postings_free(postings);
	assert_ok(npo_postings_open(db, npo_str_of("none"), &postings, err));
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 0);
	npo_postings_free(postings);
	npo_db_free(db);
}

static void
values_of_a_slot_come_with_their_docids(void **state)
{
	npo_db *db = create_db("values");
	npo_values *values = NULL;
	uint32_t docid = 7;
	npo_str value = {NULL, 0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		npo_doc *doc = make_doc("a");

		if (i != 1)
			assert_ok(npo_doc_set_value(doc, 3,
				npo_str_of(i ? "last" : "first"), err));
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		npo_doc_free(doc);
	}
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_values_open(db, 3, &values, err));
	assert_ok(npo_values_next(values, &docid, &value, err));
	assert_int_equal(docid, 1);
	assert_true(npo_str_equal(value, npo_str_of("first")));
	assert_ok(npo_values_next(values, &docid, &value, err));
	assert_int_equal(docid, 3);
	assert_true(npo_str_equal(value, npo_str_of("last")));
	for (int i = 0; i < 2; i++) {
		assert_ok(npo_values_next(values, &docid, &value, err));
		assert_int_equal(docid, 0);
	}
	npo_values_free(values);
	assert_ok(npo_values_open(db, 3, &values, err));
	assert_ok(npo_values_seek(values, 1, &docid, &value, err));
	assert_int_equal(docid, 1);
	assert_ok(npo_values_seek(values, 2, &docid, &value, err));
	assert_int_equal(docid, 3);
	assert_true(npo_str_equal(value, npo_str_of("last")));
	assert_ok(npo_values_seek(values, 4, &docid, &value, err));
	assert_int_equal(docid, 0);
	npo_values_free(values);
	assert_ok(npo_values_open(db, 40, &values, err));
	assert_ok(npo_values_next(values, &docid, &value, err));
	assert_int_equal(docid, 0);
	npo_values_free(values);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_come_in_byte_order),
		cmocka_unit_test(prefix_bounds_the_cursor),
		cmocka_unit_test(seek_goes_forward_and_back),
		cmocka_unit_test(seek_agrees_with_a_sorted_list),
		cmocka_unit_test(several_databases_give_each_term_once),
		cmocka_unit_test(terms_of_a_document_have_wdf),
		cmocka_unit_test(metadata_keys_are_listed),
		cmocka_unit_test(postings_of_a_term_and_of_all),
		cmocka_unit_test(values_of_a_slot_come_with_their_docids),
	};

	return RUN_TESTS_IN_SCRATCH();
}
