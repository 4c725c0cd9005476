/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lists that are opened when a term's frequency is asked for */
#include "fixture.h"

#define TERMS 130	/* more than are kept; each is in as many documents as
			   its number says and one more, some in so many that
			   their lists are not read at once */

static const char *
name_of(uint32_t term)
{
	static char name[16];

	snprintf(name, sizeof(name), "t%03u", term);
	return name;
}

static void
fill(npo_db *db)
{
	for (uint32_t d = 0; d < TERMS; d++) {
		npo_doc *doc = npo_doc_new();

		for (uint32_t t = d; t < TERMS; t++)
			assert_ok(npo_doc_add_posting(doc,
				npo_str_of(name_of(t)), 0, 1 + t % 3, err));
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		npo_doc_free(doc);
	}
	/* one whose list is long */
	for (uint32_t d = 0; d < 300; d++)
		add_words(db, d % 2 ? "long" : "long twice long");
	assert_ok(npo_db_commit(db, err));
}

static uint32_t
termfreq(npo_db *db, const char *term)
{
	uint32_t documents;

	assert_ok(npo_db_termfreq(db, npo_str_of(term), &documents, err));
	return documents;
}

/* a word whose only form is the term */
static npo_query *
form(npo_db *db, const char *term)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_synonyms group = { 0, 1, 1, false, false };
	npo_synonym one = { npo_str_of(term), 1 };
	npo_query *query = NULL;

	assert_ok(npo_query_synonyms(
		db, &one, 1, &group, 1, &usual, &query, err));
	return query;
}

static void
assert_query_counts(npo_db *db, const npo_query *query, uint32_t documents)
{
	/* the second time its list is opened anew */
	npo_mset *kept = match(db, query), *anew = match(db, query);

	assert_int_equal(npo_mset_count(kept), documents);
	assert_int_equal(npo_mset_count(anew), documents);
	for (uint32_t i = 0; i < documents; i++) {
		uint32_t docid, again;
		double weight, same;

		npo_mset_hit(kept, i, &docid, &weight);
		npo_mset_hit(anew, i, &again, &same);
		assert_int_equal(docid, again);
		assert_true(weight > 0 && weight == same);
	}
	npo_mset_free(kept);
	npo_mset_free(anew);
}

static void
assert_counts(npo_db *db, const char *term, uint32_t documents)
{
	npo_query *query = form(db, term);

	assert_query_counts(db, query, documents);
	npo_query_free(query);
}

static void
each_list_is_read_from_its_beginning(void **state)
{
	npo_db *db = create_db("each");

	(void)state;
	fill(db);
	npo_db_free(db);
	db = open_db("each");
	for (uint32_t t = 0; t < TERMS; t++)
		assert_int_equal(termfreq(db, name_of(t)), t + 1);
	for (uint32_t t = 0; t < TERMS; t++)
		assert_counts(db, name_of(t), t + 1);
	for (uint32_t t = TERMS; t--;) {
		assert_int_equal(termfreq(db, name_of(t)), t + 1);
		assert_int_equal(termfreq(db, name_of(t)), t + 1);
		assert_counts(db, name_of(t), t + 1);
	}
	assert_int_equal(termfreq(db, "long"), 300);
	assert_counts(db, "long", 300);
	assert_int_equal(termfreq(db, "nowhere"), 0);
	assert_counts(db, "nowhere", 0);
	npo_db_free(db);
}

/* a list that was opened before is of what was there then */
static void
a_change_is_seen(void **state)
{
	npo_db *db = create_db("change"), *reader;
	npo_doc *doc = make_doc("long long long");

	(void)state;
	fill(db);
	assert_int_equal(termfreq(db, "long"), 300);
	assert_int_equal(termfreq(db, "twice"), 150);
	assert_ok(npo_db_replace_doc(db, TERMS + 1, doc, err));
	assert_int_equal(termfreq(db, "twice"), 149);
	assert_ok(npo_db_commit(db, err));
	assert_counts(db, "twice", 149);
	assert_counts(db, "long", 300);

	reader = open_db("change");
	assert_int_equal(termfreq(reader, "t000"), 1);
	assert_ok(npo_db_replace_doc(db, 1, doc, err));
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_reopen(reader, err));
	assert_counts(reader, "t000", 0);
	assert_counts(reader, "long", 301);
	npo_doc_free(doc);
	npo_db_free(reader);
	npo_db_free(db);
}

/* the one takes the list that was opened ahead, the other opens it anew */
static void
a_term_may_be_in_two_words(void **state)
{
	npo_db *db = create_db("twice");
	npo_query *query = NULL;
	npo_listed words[2];

	(void)state;
	fill(db);
	assert_int_equal(termfreq(db, "long"), 300);
	for (size_t i = 0; i < NPO_COUNT(words); i++)
		words[i] = (npo_listed){ form(db, "long"), true };
	assert_ok(npo_query_list(
		db, words, 2, 10, false, NULL, 0, &query, err));
	assert_query_counts(db, query, 300);
	for (size_t i = 0; i < NPO_COUNT(words); i++)
		npo_query_free((npo_query *)(uintptr_t)words[i].word);
	npo_query_free(query);
	npo_db_free(db);
}

/* a database whose docids leave so much room that no lengths are noted */
static npo_db *
create_sparse(const char *name, const char *words, uint32_t documents)
{
	npo_db *db = create_db(name);
	npo_doc *doc = make_doc(words);

	for (uint32_t i = 0; i < documents; i++)
		assert_ok(npo_db_replace_doc(db, 5000 - i, doc, err));
	npo_doc_free(doc);
	assert_ok(npo_db_commit(db, err));
	return db;
}

static void
a_query_sees_what_is_there_after_a_reopen(void **state)
{
	npo_db *db = create_sparse("reopen", "long twice", 3);
	npo_db *reader = open_db("reopen");
	npo_doc *other = make_doc("long");
	npo_query *query;

	(void)state;
	assert_int_equal(termfreq(reader, "twice"), 3);
	query = form(reader, "twice");
	assert_ok(npo_db_replace_doc(db, 5000, other, err));
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_reopen(reader, err));
	assert_query_counts(reader, query, 2);
	npo_query_free(query);
	npo_doc_free(other);
	npo_db_free(reader);
	npo_db_free(db);
}

static void
no_list_is_of_another_database(void **state)
{
	npo_db *a = create_sparse("a", "long", 2);
	npo_db *b = create_sparse("b", "long twice", 3);
	npo_ranking usual = NPO_RANKING_INIT;
	npo_mset *mset = NULL;
	npo_query *query;
	npo_error why;

	(void)state;
	assert_int_equal(termfreq(a, "long"), 2);
	query = form(a, "long");
	assert_query_counts(a, query, 2);
	assert_int_equal(npo_db_match(b, query, &usual, 0, 10, 0, &mset, &why),
		NPO_EINVAL);
	assert_non_null(strstr(why.text, "another database"));
	npo_query_free(query);
	npo_db_free(a);
	npo_db_free(b);
}

static void
what_is_cancelled_is_not_found(void **state)
{
	npo_db *db = create_sparse("cancel", "long", 2);

	(void)state;
	assert_int_equal(termfreq(db, "long"), 2);
	add_words(db, "long");
	assert_int_equal(termfreq(db, "long"), 3);
	assert_ok(npo_db_cancel(db, err));
	assert_counts(db, "long", 2);
	assert_int_equal(termfreq(db, "long"), 2);
	assert_counts(db, "long", 2);
	npo_db_free(db);
}

static void
a_query_does_not_keep_the_database_open(void **state)
{
	npo_db *db = create_sparse("locked", "long", 200);
	npo_query *query;

	(void)state;
	assert_int_equal(termfreq(db, "long"), 200);
	query = form(db, "long");
	npo_db_free(db);
	/* nobody has its lock */
	db = create_db("locked");
	npo_query_free(query);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_list_is_read_from_its_beginning),
		cmocka_unit_test(a_change_is_seen),
		cmocka_unit_test(a_term_may_be_in_two_words),
		cmocka_unit_test(a_query_sees_what_is_there_after_a_reopen),
		cmocka_unit_test(no_list_is_of_another_database),
		cmocka_unit_test(what_is_cancelled_is_not_found),
		cmocka_unit_test(a_query_does_not_keep_the_database_open),
	};

	return RUN_TESTS_IN_SCRATCH();
}
