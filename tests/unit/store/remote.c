/* SPDX-License-Identifier: GPL-2.0-or-later */
/* phrases in remote databases, whose servers do not know of them */
/* each is asked for over a pipe */
#define DOCS 60
#include <sys/stat.h>

#include "letters.h"

static void
skip_without_remote(void)
{
	if (far)
		return;
	print_message("# no xapian-progsrv\n");
	skip();
}

static void
remote_database_finds_the_same(void **state)
{
	(void)state;
	skip_without_remote();
	for (size_t n = 0; n < 30; n++) {
		asked a = ask_placed(far);

		if (n % 3 == 1)
			a = combine(NPO_OP_AND, ask_placed(far), a);
		else if (n % 3 == 2)
			a = combine(NPO_OP_AND_NOT, a, ask_letter());
		check_all(far, &a);
		weigh_nothing(&a);
		check_page(far, &a, below(20), 1 + n % 10);
		check_page(far, &a, 0, UINT32_MAX);
		check_page(far, &a, 0, 0);
		npo_query_free(a.query);
	}
}

static void
pages_of_a_remote_database_are_the_same(void **state)
{
	npo_ranking by_slot = NPO_RANKING_INIT, by_weight = NPO_RANKING_INIT;

	(void)state;
	skip_without_remote();
	by_weight.tie_slot = TIE_SLOT;
	by_slot.sort_slot = TIE_SLOT;
	by_slot.tie_slot = BACK_SLOT;
	for (size_t n = 0; n < 30; n++) {
		words w = make_words();
		asked a = ask_words(far, &w), b = ask_words(whole, &w);

		check_part(far, &a, &b, &by_weight);
		check_part(far, &a, &b, &by_slot);
		check_estimate(far, &a);
		npo_query_free(a.query);
		npo_query_free(b.query);
	}
}

/* of 4 the third and the fourth are equal, and the fourth has the lower tie:
 * an answer that is fetched in parts may not be cut between them */
static void
first_part_does_not_end_within_ties(void **state)
{
	static const char *const row[][3] = { { "a x b", "0", "0" },
		{ "a x b", "1", "0" }, { "a b x", "2", "1" },
		{ "a b x", "2", "0" } };
	npo_ranking ranking = NPO_RANKING_INIT;
	npo_db *db = NULL;
	char name[64];

	(void)state;
	skip_without_remote();
	db = create_db("ties");
	for (size_t i = 0; i < NPO_COUNT(row); i++) {
		npo_doc *doc = make_doc(row[i][0]);

		for (uint32_t slot = 0; slot < 2; slot++)
			assert_ok(npo_doc_set_value(doc, slot,
				npo_str_of(row[i][1 + slot]), err));
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		npo_doc_free(doc);
	}
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	snprintf(name, sizeof(name), "prog:xapian-progsrv %s",
		in_scratch("ties"));
	assert_ok(npo_db_open(name, &db, err));
	ranking.sort_slot = 0;
	ranking.tie_slot = 1;
	for (uint32_t max = 1; max <= 4; max++) {
		npo_query *query = placed(
			db, NPO_PHRASE, word("a"), word("b"), 2);
		npo_mset *mset = NULL;
		uint32_t docid;
		double weight;

		assert_ok(npo_db_match(
			db, query, &ranking, 0, max, 0, &mset, err));
		assert_int_equal(npo_mset_count(mset), max < 2 ? 1 : 2);
		npo_mset_hit(mset, 0, &docid, &weight);
		assert_int_equal(docid, 4);
		npo_mset_free(mset);
		npo_query_free(query);
	}
	npo_db_free(db);
}

static void
remote_database_beside_another_finds_the_same(void **state)
{
	npo_db *db = NULL;
	char name[64];

	(void)state;
	skip_without_remote();
	snprintf(name, sizeof(name), "prog:xapian-progsrv %s",
		in_scratch("even"));
	db = open_db("odd");
	assert_ok(npo_db_add(db, name, err));
	for (size_t n = 0; n < 30; n++) {
		asked a = ask_placed(db);

		check_all(db, &a);
		weigh_nothing(&a);
		check_page(db, &a, below(20), 1 + n % 10);
		npo_query_free(a.query);
	}
	npo_db_free(db);
}

/* it is found wherever its words stand; now a part of several alternatives */
static asked
loosened(asked a)
{
	memcpy(a.finds, a.loose, sizeof(a.finds));
	return a;
}

static void
alternatives_in_a_remote_database_stand_anywhere(void **state)
{
	(void)state;
	skip_without_remote();
	for (size_t n = 0; n < 20; n++) {
		asked a = ask_letter();

		a = combine(n % 2 ? NPO_OP_OR : NPO_OP_MAX, a,
			loosened(ask_placed(far)));
		check_all(far, &a);
		/* but what is asked of all of them is looked at */
		a = combine(NPO_OP_AND, a, ask_placed(far));
		check_all(far, &a);
		a = combine(NPO_OP_AND_MAYBE, a, ask_placed(far));
		check_all(far, &a);
		npo_query_free(a.query);
	}
}

static void
check_not_taken_away(asked from, asked a)
{
	npo_query *parts[] = { from.query, a.query }, *query = NULL;
	npo_error why = { 0 };

	assert_int_equal(npo_query_combine(
		NPO_OP_AND_NOT, parts, 2, &query, &why), NPO_EINVAL);
	assert_non_null(strstr(why.text, "remote"));
	assert_null(query);
	npo_query_free(from.query);
	npo_query_free(a.query);
}

/* documents would be taken away in which its words stand elsewhere */
static void
taking_away_in_a_remote_database_is_einval(void **state)
{
	(void)state;
	skip_without_remote();
	check_not_taken_away(ask_letter(), ask_placed(far));
	check_not_taken_away(ask_placed(far), ask_placed(far));
	check_not_taken_away(ask_letter(),
		combine(NPO_OP_AND, ask_letter(), ask_placed(far)));
}

static void
taking_away_alternatives_in_a_remote_database_is_einval(void **state)
{
	(void)state;
	skip_without_remote();
	check_not_taken_away(ask_letter(),
		combine(NPO_OP_OR, ask_letter(), ask_placed(far)));
}

/* a query that was made for another database */
static void
query_for_a_local_database_is_einval_for_a_remote_one(void **state)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	asked a = combine(NPO_OP_OR, ask_letter(), ask_placed(whole));
	npo_mset *mset = NULL;
	npo_error why = { 0 };

	(void)state;
	skip_without_remote();
	assert_int_equal(npo_db_match(
		far, a.query, &ranking, 0, 10, 0, &mset, &why), NPO_EINVAL);
	assert_non_null(strstr(why.text, "remote"));
	assert_null(mset);
	/* and it goes on answering */
	assert_int_equal(count_docs(far), DOCS - DOCS / HOLES);
	npo_query_free(a.query);
}

static bool
is_remote(const char *name)
{
	npo_db *db = open_db(name);
	bool remote = npo_db_is_remote(db);

	assert_int_equal(count_docs(db), DOCS - DOCS / HOLES);
	npo_db_free(db);
	return remote;
}

static void
write_stub(const char *name, const char *kind, const char *what)
{
	FILE *file = fopen(in_scratch(name), "w");

	assert_non_null(file);
	fprintf(file, "%s %s\n", kind, in_scratch(what));
	assert_int_equal(fclose(file), 0);
}

/* a file, a folder, one that names another; what is in a text is no stub */
static void
stubs_are_remote_if_what_they_name_is(void **state)
{
	(void)state;
	skip_without_remote();
	write_stub("far", "remote :xapian-progsrv", "whole");
	write_stub("further", "auto", "far");
	write_stub("near", "auto", "whole");
	assert_int_equal(mkdir(in_scratch("folder"), 0777), 0);
	write_stub("folder/XAPIANDB", "remote :xapian-progsrv", "whole");
	assert_true(is_remote("far"));
	assert_true(is_remote("further"));
	assert_true(is_remote("folder"));
	assert_false(is_remote("near"));
	assert_false(is_remote("whole"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remote_database_finds_the_same),
		cmocka_unit_test(pages_of_a_remote_database_are_the_same),
		cmocka_unit_test(first_part_does_not_end_within_ties),
		cmocka_unit_test(
			remote_database_beside_another_finds_the_same),
		cmocka_unit_test(
			alternatives_in_a_remote_database_stand_anywhere),
		cmocka_unit_test(taking_away_in_a_remote_database_is_einval),
		cmocka_unit_test(
		taking_away_alternatives_in_a_remote_database_is_einval),
		cmocka_unit_test(
			query_for_a_local_database_is_einval_for_a_remote_one),
		cmocka_unit_test(stubs_are_remote_if_what_they_name_is),
	};

	return cmocka_run_group_tests(
		tests, make_collection, remove_collection);
}
