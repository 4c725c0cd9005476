/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lists of words by hand: pairs, lengths that are remembered, misuse */
#include <math.h>

#include "fixture.h"

static void
assert_near(double weight, double expected)
{
	if (fabs(weight - expected) > 1e-9 * expected)
		print_error("%.17g, not %.17g\n", weight, expected);
	assert_true(fabs(weight - expected) <= 1e-9 * expected);
}

/* a word of one form, of weight 1 */
static npo_query *
word_of(npo_db *db, const char *term)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_synonyms group = { 0, 1, 1, false, false };
	npo_synonym one = { npo_str_of(term), 0 };
	npo_query *query = NULL;

	assert_ok(npo_db_termfreq(db, one.term, &one.documents, err));
	assert_ok(npo_query_synonyms(
		db, &one, 1, &group, 1, &usual, &query, err));
	return query;
}

/* of two words; both add 10, side by side 4 */
static npo_status
try_pair(npo_db *db, npo_query *a, npo_query *b, size_t first,
	npo_query **query, npo_error *err)
{
	npo_listed words[] = { { a, true }, { b, true } };
	npo_pair pair = { first, { a, b }, 2, 4 };

	return npo_query_list(db, words, 2, 10, false, &pair, 1, query, err);
}

static npo_query *
pair_of(npo_db *db, const char *first, const char *second)
{
	npo_query *a = word_of(db, first), *b = word_of(db, second);
	npo_query *query = NULL;

	assert_ok(try_pair(db, a, b, 0, &query, err));
	npo_query_free(a);
	npo_query_free(b);
	return query;
}

/* what a document weighs for "a b", or -1 */
static double
pair_weight(npo_db *db, uint32_t wanted)
{
	npo_query *query = pair_of(db, "a", "b");
	npo_mset *mset = match(db, query);
	double weight = -1;

	for (uint32_t i = 0; i < npo_mset_count(mset); i++) {
		uint32_t docid;
		double own;

		npo_mset_hit(mset, i, &docid, &own);
		weight = docid == wanted ? own : weight;
	}
	npo_mset_free(mset);
	npo_query_free(query);
	return weight;
}

/* all have three words, so one that occurs once weighs 2.2 / 2.2 */
static void
pairs_and_all_words_add_their_weights(void **state)
{
	npo_db *db = create_db("pairs");

	(void)state;
	add_words(db, "c b a");
	add_words(db, "a c b");
	add_words(db, "c c b");
	add_words(db, "c c c");
	assert_near(pair_weight(db, 1), 16);
	assert_near(pair_weight(db, 2), 12);
	assert_near(pair_weight(db, 3), 1);
	assert_true(pair_weight(db, 4) < 0);
	npo_db_free(db);
}

/* without positions, among those that have a list of them */
static void
document_without_positions_has_no_pairs(void **state)
{
	npo_db *db = create_db("unplaced");
	npo_doc *doc = npo_doc_new();

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_ok(npo_doc_add_posting(doc,
			(npo_str){ &"abc"[i], 1 }, 0, 1, err));
	for (size_t i = 0; i < 3; i++) {
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		add_words(db, "c b a");
	}
	for (uint32_t i = 1; i <= 6; i++)
		assert_near(pair_weight(db, i), i % 2 ? 12 : 16);
	npo_doc_free(doc);
	npo_db_free(db);
}

/* positions are Xapian's own where a list of them would be too long */
static void
pair_in_a_huge_document_is_found(void **state)
{
	npo_db *db = create_db("huge");
	npo_doc *doc = npo_doc_new();

	(void)state;
	for (uint32_t i = 1; i < 500000; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("c"), i, 0, err));
	for (uint32_t i = 0; i < 2; i++)
		assert_ok(npo_doc_add_posting(doc,
			(npo_str){ &"ab"[i], 1 }, 500001 - i, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_near(pair_weight(db, 1), 16);
	npo_doc_free(doc);
	npo_db_free(db);
}

/* ---------------------------------------------------------- lengths */

/* of the first of two documents, of so many words; the other one has 6 */
static void
check_length(npo_db *db, double length)
{
	double norm = fmax(length / ((length + 6) / 2), 0.5);
	double own = 1.2 * (0.25 + 0.75 * norm);

	assert_near(pair_weight(db, 1), 10 + 4 + 2 * 2.2 / (own + 1));
}

static void
replace_first(npo_db *db, const char *text)
{
	npo_doc *doc = make_doc(text);

	assert_ok(npo_db_replace_doc(db, 1, doc, err));
	npo_doc_free(doc);
}

static void
lengths_are_looked_up_anew_after_reopening(void **state)
{
	npo_db *writer = create_db("reopened"), *db;

	(void)state;
	add_words(writer, "a b c");
	add_words(writer, "c d e f g h");
	assert_ok(npo_db_commit(writer, err));
	db = open_db("reopened");
	check_length(db, 3);
	replace_first(writer, "a b c d e f g h i j k l m n o p q r s t");
	assert_ok(npo_db_commit(writer, err));
	check_length(db, 3);
	assert_ok(npo_db_reopen(db, err));
	check_length(db, 20);
	replace_first(writer, "a b");
	assert_ok(npo_db_commit(writer, err));
	assert_ok(npo_db_reopen(db, err));
	check_length(db, 2);
	npo_db_free(db);
	npo_db_free(writer);
}

static void
lengths_are_looked_up_anew_after_a_change(void **state)
{
	npo_db *db = create_db("changed");

	(void)state;
	add_words(db, "a b c");
	add_words(db, "c d e f g h");
	check_length(db, 3);
	replace_first(db, "a b c d e f g h i j k l m n o p q r s t");
	check_length(db, 20);
	npo_db_free(db);
}

static void
lengths_are_looked_up_anew_after_cancelling(void **state)
{
	npo_db *db = create_db("cancelled");

	(void)state;
	add_words(db, "a b c");
	add_words(db, "c d e f g h");
	assert_ok(npo_db_commit(db, err));
	check_length(db, 3);
	replace_first(db, "a b c d e f g h i j k l m n o p q r s t");
	check_length(db, 20);
	assert_ok(npo_db_cancel(db, err));
	check_length(db, 3);
	npo_db_free(db);
}

/* a query has the lengths of its database */
static void
check_refused(npo_db *db, const npo_query *query)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_mset *mset = NULL;
	npo_error why = { 0 };

	assert_int_equal(npo_db_match(
		db, query, &usual, 0, 10, 0, &mset, &why), NPO_EINVAL);
	assert_non_null(strstr(why.text, "another database"));
	assert_null(mset);
}

static void
query_for_another_database_is_einval(void **state)
{
	npo_db *db = create_db("asked"), *other = create_db("not_asked");
	npo_query *query;

	(void)state;
	add_words(db, "a b c");
	add_words(other, "a b c");
	assert_ok(npo_db_commit(db, err));
	assert_near(pair_weight(db, 1), 16);
	query = pair_of(db, "a", "b");
	check_refused(other, query);
	/* nor is it for the same one when that has changed */
	npo_mset_free(match(db, query));
	add_words(db, "a b c");
	check_refused(db, query);
	npo_query_free(query);
	npo_db_free(db);
	npo_db_free(other);
}

static void
query_from_before_reopening_is_einval(void **state)
{
	npo_db *db = create_db("before");
	npo_query *query;

	(void)state;
	add_words(db, "a b c");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = open_db("before");
	assert_near(pair_weight(db, 1), 16);
	query = pair_of(db, "a", "b");
	npo_mset_free(match(db, query));
	assert_ok(npo_db_reopen(db, err));
	check_refused(db, query);
	npo_query_free(query);
	npo_db_free(db);
}

static void
lengths_are_looked_up_anew_with_one_database_more(void **state)
{
	npo_db *db = create_db("first"), *more = create_db("more");

	(void)state;
	add_words(db, "a b c");
	add_words(more, "a b c c c c c c c c c c");
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_commit(more, err));
	npo_db_free(db);
	npo_db_free(more);
	db = open_db("first");
	(void)pair_weight(db, 1);
	(void)pair_weight(db, 1);
	assert_ok(npo_db_add(db, in_scratch("more"), err));
	assert_true(pair_weight(db, 2) < pair_weight(db, 1));
	npo_db_free(db);
}

/* and there is no table of all docids up to it */
static void
highest_docid_is_found(void **state)
{
	npo_db *db = create_db("highest");
	npo_doc *doc = make_doc("a b");

	(void)state;
	assert_ok(npo_db_replace_doc(db, 1, doc, err));
	assert_ok(npo_db_replace_doc(db, UINT32_MAX, doc, err));
	for (size_t i = 0; i < 3; i++) {
		assert_true(pair_weight(db, 1) > 0);
		assert_near(pair_weight(db, UINT32_MAX), pair_weight(db, 1));
	}
	assert_string_equal(found(db, word_of(db, "a")), "1 4294967295");
	assert_string_equal(
		found(db, both(NPO_OP_OR, word("b"),
				  placed(db, NPO_NEAR, word_of(db, "a"),
					  word_of(db, "b"), 2))),
		"1 4294967295");
	npo_doc_free(doc);
	npo_db_free(db);
}

/* ---------------------------------------------------------- misuse */

static npo_db *
make_misused(const char *name)
{
	npo_db *db = create_db(name);

	add_words(db, "a b c");
	assert_ok(npo_db_commit(db, err));
	return db;
}

static void
list_in_a_remote_database_is_einval(void **state)
{
	npo_db *db = make_misused("remote");
	npo_query *a, *query = NULL;
	npo_error why = { 0 };
	char name[64];

	(void)state;
	npo_db_free(db);
	if (system("command -v xapian-progsrv >/dev/null")) {
		print_message("# no xapian-progsrv\n");
		skip();
	}
	snprintf(name, sizeof(name), "prog:xapian-progsrv %s",
		in_scratch("remote"));
	assert_ok(npo_db_open(name, &db, err));
	a = word_of(db, "a");
	assert_int_equal(try_pair(db, a, a, 0, &query, &why), NPO_EINVAL);
	assert_non_null(strstr(why.text, "remote"));
	assert_null(query);
	npo_query_free(a);
	npo_db_free(db);
}

static void
list_of_what_is_no_word_is_einval(void **state)
{
	npo_db *db = make_misused("misused");
	npo_query *a = word_of(db, "a"), *term = word("b"), *query = NULL;
	npo_query *two = both(
		NPO_OP_OR, word_of(db, "a"), word_of(db, "b"));
	npo_error why;

	(void)state;
	assert_int_equal(try_pair(db, a, term, 0, &query, &why), NPO_EINVAL);
	assert_int_equal(try_pair(db, two, a, 0, &query, &why), NPO_EINVAL);
	assert_null(query);
	npo_query_free(a);
	npo_query_free(term);
	npo_query_free(two);
	npo_db_free(db);
}

static void
all_of_no_words_is_einval(void **state)
{
	npo_db *db = make_misused("none");
	npo_query *a = word_of(db, "a"), *query = NULL;
	npo_listed words[] = { { a, false }, { a, false } };
	npo_error why;

	(void)state;
	assert_int_equal(npo_query_list(db, words, 2, 1, true, NULL, 0,
		&query, &why), NPO_EINVAL);
	assert_null(query);
	npo_query_free(a);
	npo_db_free(db);
}

static void
pair_of_the_last_word_is_einval(void **state)
{
	npo_db *db = make_misused("last");
	npo_query *a = word_of(db, "a"), *query = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(try_pair(db, a, a, 1, &query, &why), NPO_EINVAL);
	assert_null(query);
	npo_query_free(a);
	npo_db_free(db);
}

/* it has no weight any more */
static void
list_of_a_scaled_word_is_einval(void **state)
{
	npo_db *db = make_misused("scaled");
	npo_query *a = word_of(db, "a"), *b = NULL, *query = NULL;
	npo_status st;
	npo_error why;

	(void)state;
	assert_ok(npo_query_scale(a, 0, &b, err));
	st = try_pair(db, a, b, 0, &query, &why);
	npo_query_free(query);
	npo_query_free(a);
	npo_query_free(b);
	npo_db_free(db);
	assert_int_equal(st, NPO_EINVAL);
}

/* one group of each of so many terms */
static npo_status
try_groups(npo_db *db, size_t count)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	npo_synonym term[65];
	npo_synonyms group[65];
	npo_query *query = NULL;
	npo_status st;

	for (size_t i = 0; i < count; i++) {
		term[i] = (npo_synonym){ npo_str_of("a"), 1 };
		group[i] = (npo_synonyms){ i, i + 1, 1, true, false };
	}
	st = npo_query_synonyms(
		db, term, count, group, count, &ranking, &query, NULL);
	npo_query_free(query);
	return st;
}

static void
groups_with_more_than_64_bounds_are_einval(void **state)
{
	npo_db *db = make_misused("groups");

	(void)state;
	assert_int_equal(try_groups(db, 64), NPO_OK);
	assert_int_equal(try_groups(db, 65), NPO_EINVAL);
	npo_db_free(db);
}

/* ---------------------------------------------------------- its terms */

static void
terms_that_a_hit_has_are_given_in_the_order_of_the_words(void **state)
{
	npo_db *db = create_db("terms");
	npo_buf out = NPO_BUF_INIT;
	npo_query *query;
	npo_mset *mset;

	(void)state;
	add_words(db, "a b c d e f g");
	query = both(NPO_OP_OR, pair_of(db, "e", "b"), pair_of(db, "x", "a"));
	mset = match(db, query);
	assert_int_equal(npo_mset_count(mset), 1);
	assert_ok(npo_mset_matched(mset, 0, &out, err));
	assert_int_equal(out.len, 6);
	assert_memory_equal(out.p, "e\0b\0a", 6);
	npo_buf_release(&out);
	npo_mset_free(mset);
	npo_query_free(query);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_and_all_words_add_their_weights),
		cmocka_unit_test(document_without_positions_has_no_pairs),
		cmocka_unit_test(pair_in_a_huge_document_is_found),
		cmocka_unit_test(lengths_are_looked_up_anew_after_reopening),
		cmocka_unit_test(lengths_are_looked_up_anew_after_a_change),
		cmocka_unit_test(lengths_are_looked_up_anew_after_cancelling),
		cmocka_unit_test(
			lengths_are_looked_up_anew_with_one_database_more),
		cmocka_unit_test(highest_docid_is_found),
		cmocka_unit_test(query_for_another_database_is_einval),
		cmocka_unit_test(query_from_before_reopening_is_einval),
		cmocka_unit_test(list_in_a_remote_database_is_einval),
		cmocka_unit_test(list_of_what_is_no_word_is_einval),
		cmocka_unit_test(all_of_no_words_is_einval),
		cmocka_unit_test(pair_of_the_last_word_is_einval),
		cmocka_unit_test(list_of_a_scaled_word_is_einval),
		cmocka_unit_test(groups_with_more_than_64_bounds_are_einval),
		cmocka_unit_test(
		terms_that_a_hit_has_are_given_in_the_order_of_the_words),
	};

	return RUN_TESTS_IN_SCRATCH();
}
