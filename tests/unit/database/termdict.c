/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the term dictionary: made, read, added to, damaged */
#include "../test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "npo/database.h"
#include "npo/schema.h"

#define WORDS 3000

static char folder[] = "/tmp/npo-test-XXXXXX";
static npo_db *db;

static int
make_database(void **state)
{
	npo_buf path = NPO_BUF_INIT;

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	npo_buf_addf(&path, "%s/db", folder);
	assert_ok(npo_db_create(path.p, false, &db, err));
	npo_buf_release(&path);
	return 0;
}

static int
remove_database(void **state)
{
	(void)state;
	npo_db_free(db);
	return npo_folder_remove(folder, NULL) != NPO_OK;
}

/* one of the words that the tests are about; long ones share much */
static void
put_word(npo_buf *word, int number)
{
	npo_buf_reset(word);
	if (number % 10 == 3)
		for (int i = 0; i < number % 37; i++)
			npo_buf_adds(word, "long");
	npo_buf_addf(word, "%c%d", 'a' + number % 7, number * 7919 % 100003);
}

static void
add_term(npo_doc *doc, npo_strset *set, const char *prefix, const npo_buf *word)
{
	npo_buf term = NPO_BUF_INIT;

	npo_buf_adds(&term, prefix);
	npo_buf_addstr(&term, npo_buf_str(word));
	assert_ok(npo_doc_add_posting(doc, npo_buf_str(&term), 0, 1, err));
	npo_strset_add(set, npo_buf_str(&term));
	npo_buf_release(&term);
}

/* its terms, and no others, are in the set; some are those of fields */
static void
add_document(int from, int to, npo_strset *set)
{
	npo_doc *doc = npo_doc_new();
	npo_buf word = NPO_BUF_INIT;

	npo_strset_reset(set);
	for (int i = from; i < to; i++) {
		put_word(&word, i);
		add_term(doc, set, "", &word);
		if (i % 3 == 0)
			add_term(doc, set, NPO_PREFIX_TITLE, &word);
		if (i % 5 == 0)
			add_term(doc, set, NPO_PREFIX_SECTION, &word);
		if (i % 7 == 0)
			add_term(doc, set, NPO_PREFIX_AUTHOR, &word);
	}
	/* no words */
	assert_ok(npo_doc_add_posting(doc, npo_str_of("Szavod"), 0, 1, err));
	assert_ok(npo_doc_add_posting(doc, npo_str_of("XC:a"), 0, 0, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_buf_release(&word);
	npo_doc_free(doc);
}

/* in as many documents as the database says, asked once or twice */
static void
assert_freq(npo_termdict *dict, npo_str term)
{
	uint32_t right, found;

	assert_ok(npo_db_termfreq(db, term, &right, err));
	for (int i = 0; i < 2; i++) {
		assert_ok(npo_termdict_freq(dict, term, &found, err));
		assert_int_equal(found, right);
	}
}

static bool
is_in(const char *prefix, npo_str term)
{
	npo_buf whole = NPO_BUF_INIT;
	uint32_t documents;

	npo_buf_adds(&whole, prefix);
	npo_buf_addstr(&whole, term);
	assert_ok(npo_db_termfreq(
		db, npo_buf_str(&whole), &documents, err));
	npo_buf_release(&whole);
	return documents != 0;
}

static void
assert_fields(npo_termdict *dict, npo_str term)
{
	unsigned fields;

	assert_ok(npo_termdict_fields(dict, term, &fields, err));
	assert_int_equal((fields & NPO_IN_TITLE) != 0,
		is_in(NPO_PREFIX_TITLE, term));
	assert_int_equal((fields & NPO_IN_SECTION) != 0,
		is_in(NPO_PREFIX_SECTION, term));
}

/* each term without prefix is in the dictionary, in order, and no other */
static void
assert_all_terms(npo_termdict *dict)
{
	npo_terms *terms = NULL;
	npo_str term, found;

	assert_ok(npo_terms_open(db, (npo_str){ "", 0 }, &terms, err));
	assert_ok(npo_termdict_seek(dict, (npo_str){ "", 0 }, &found, err));
	for (;;) {
		assert_ok(npo_terms_next(terms, &term, err));
		if (term.len && *term.p >= 'A' && *term.p <= 'Z')
			continue;
		assert_true(npo_str_equal(term, found));
		if (!term.len)
			break;
		assert_freq(dict, term);
		assert_fields(dict, term);
		assert_ok(npo_termdict_next(dict, &found, err));
	}
	npo_terms_free(terms);
}

/* both cursors are at the first term from a target on */
static void
assert_seeks(npo_termdict *dict)
{
	npo_terms *terms = NULL;
	npo_buf target = NPO_BUF_INIT;

	assert_ok(npo_terms_open(db, npo_str_of(""), &terms, err));
	srand(1);
	for (int i = 0; i < 5000; i++) {
		npo_str one, other;

		put_word(&target, rand() % (2 * WORDS));
		target.len -= (size_t)rand() % 3;
		if (rand() % 2)
			npo_buf_addc(&target, 'x');
		assert_ok(npo_terms_seek(
			terms, npo_buf_str(&target), &one, err));
		assert_ok(npo_termdict_seek(
			dict, npo_buf_str(&target), &other, err));
		assert_true(npo_str_equal(one, other));
		assert_freq(dict, npo_buf_str(&target));
	}
	npo_terms_free(terms);
	npo_buf_release(&target);
}

static void
assert_dictionary(void)
{
	npo_termdict *dict = NULL;

	assert_ok(npo_termdict_open(db, &dict, err));
	assert_all_terms(dict);
	assert_seeks(dict);
	npo_termdict_free(dict);
	/* and in any order from the beginning */
	assert_ok(npo_termdict_open(db, &dict, err));
	assert_seeks(dict);
	npo_termdict_free(dict);
}

static void
a_database_has_none_at_first(void **state)
{
	npo_termdict *dict = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(npo_termdict_open(db, &dict, &why), NPO_ENOTFOUND);
	assert_null(dict);
	npo_termdict_free(dict);
}

static void
a_database_without_words_has_an_empty_one(void **state)
{
	npo_termdict *dict = NULL;
	npo_str term;

	(void)state;
	assert_ok(npo_termdict_build(db, err));
	assert_ok(npo_termdict_open(db, &dict, err));
	assert_ok(npo_termdict_seek(dict, npo_str_of("a"), &term, err));
	assert_int_equal(term.len, 0);
	assert_ok(npo_termdict_next(dict, &term, err));
	assert_int_equal(term.len, 0);
	npo_termdict_free(dict);
}

static void
it_has_all_words_that_there_are(void **state)
{
	npo_strset set = { .count = 0 };

	(void)state;
	add_document(0, WORDS, &set);
	npo_strset_release(&set);
	assert_ok(npo_termdict_build(db, err));
	assert_ok(npo_db_commit(db, err));
	assert_dictionary();
}

/* words one by one, and many at once into one place, which is split */
static void
words_are_added(void **state)
{
	npo_strset set = { .count = 0 };
	const npo_str *sorted;
	size_t count;

	(void)state;
	for (int from = WORDS, to = from + 1; from < WORDS + 1200;
		from = to, to += 1 + (to - WORDS) / 3) {
		add_document(from, to, &set);
		sorted = npo_strset_sorted(&set, &count);
		assert_ok(npo_termdict_add(db, sorted, count, err));
		assert_ok(npo_db_commit(db, err));
	}
	assert_dictionary();
	npo_strset_release(&set);
}

static void
known_words_get_into_fields(void **state)
{
	npo_doc *doc = npo_doc_new();
	npo_strset set = { .count = 0 };
	npo_buf word = NPO_BUF_INIT;
	const npo_str *sorted;
	size_t count;

	(void)state;
	for (int i = 1; i < 500; i += 20) {
		put_word(&word, i);
		add_term(doc, &set, "", &word);
		add_term(doc, &set, NPO_PREFIX_TITLE, &word);
	}
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	sorted = npo_strset_sorted(&set, &count);
	assert_ok(npo_termdict_add(db, sorted, count, err));
	assert_ok(npo_db_commit(db, err));
	assert_dictionary();
	npo_strset_release(&set);
	npo_buf_release(&word);
	npo_doc_free(doc);
}

static void
the_first_words_make_it(void **state)
{
	npo_str word = npo_str_of("a0");

	(void)state;
	assert_ok(npo_db_set_meta(db, npo_str_of(NPO_META_TERMS),
		npo_str_of(""), err));
	assert_ok(npo_termdict_add(db, &word, 1, err));
	assert_ok(npo_db_commit(db, err));
	assert_dictionary();
}

/* any bytes: they are refused or read, and no byte beyond them is */
static void
damage_is_told(void **state)
{
	npo_buf whole = NPO_BUF_INIT;
	int refused = 0;

	(void)state;
	assert_ok(npo_db_meta(
		db, npo_str_of(NPO_META_TERMS), &whole, err));
	srand(3);
	for (int i = 0; i < 300; i++) {
		npo_termdict *dict = NULL;
		char *bytes = npo_memdup(whole.p, whole.len);
		size_t len = 1 + (size_t)rand() % whole.len;
		npo_error why = { NPO_OK, "" };
		npo_status st;

		for (int k = rand() % 4; k--;)
			bytes[(size_t)rand() % len] = (char)rand();
		assert_ok(npo_db_set_meta(db, npo_str_of(NPO_META_TERMS),
			(npo_str){ bytes, len }, err));
		st = npo_termdict_open(db, &dict, &why);
		assert_true(!st || st == NPO_ECORRUPT || st == NPO_ENOTFOUND);
		refused += st == NPO_ECORRUPT;
		npo_termdict_free(dict);
		free(bytes);
	}
	assert_true(refused > 50);
	assert_ok(npo_db_cancel(db, err));
	npo_buf_release(&whole);
}

static void
several_databases_have_none(void **state)
{
	npo_termdict *dict = NULL;
	npo_buf path = NPO_BUF_INIT;
	npo_db *both = NULL;
	npo_error why;

	(void)state;
	npo_buf_addf(&path, "%s/db", folder);
	assert_ok(npo_db_open(path.p, &both, err));
	assert_true(npo_db_is_one(both));
	assert_ok(npo_termdict_open(both, &dict, err));
	npo_termdict_free(dict);
	dict = NULL;
	assert_ok(npo_db_add(both, path.p, err));
	assert_false(npo_db_is_one(both));
	assert_int_equal(npo_termdict_open(both, &dict, &why), NPO_ENOTFOUND);
	npo_db_free(both);
	npo_buf_release(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_database_has_none_at_first),
		cmocka_unit_test(a_database_without_words_has_an_empty_one),
		cmocka_unit_test(it_has_all_words_that_there_are),
		cmocka_unit_test(words_are_added),
		cmocka_unit_test(known_words_get_into_fields),
		cmocka_unit_test(the_first_words_make_it),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(several_databases_have_none),
	};

	return cmocka_run_group_tests(tests, make_database, remove_database);
}
