/* SPDX-License-Identifier: GPL-2.0-or-later */
/* several databases: searched as one, merged into one */
#include "fixture.h"

static void
several_databases_are_searched_as_one(void **state)
{
	uint32_t documents = 0;
	npo_error why;
	npo_db *db;

	(void)state;
	db = create_db("part1");
	add_words(db, "both first");
	add_words(db, "first");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = create_db("part2");
	add_words(db, "both second");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = open_db("part1");
	assert_ok(npo_db_add(db, in_scratch("part2"), err));
	assert_int_equal(count_docs(db), 3);
	assert_ok(npo_db_termfreq(db, npo_str_of("both"), &documents, err));
	assert_int_equal(documents, 2);
	assert_string_equal(found(db, word("second")), "2");
	assert_string_equal(found(db, word("both")), "1 2");
	assert_int_equal(
		npo_db_add(db, in_scratch("none"), &why), NPO_ENOTFOUND);
	npo_db_free(db);
}

/* rewrite every document; twice, and blocks a reader needs are used again */
static npo_db *
create_shard(const char *name)
{
	npo_db *db = NULL;

	assert_ok(npo_db_create_shard(in_scratch(name), &db, err));
	return db;
}

static void
merged_databases_are_one_in_order(void **state)
{
	char *path[3], *made;
	npo_buf value = NPO_BUF_INIT;
	npo_db *db;

	(void)state;
	db = create_db("merge-0");
	add_words(db, "gone");
	add_words(db, "one both");
	assert_ok(npo_db_delete_doc(db, 1, err));
	assert_ok(npo_db_set_meta(
		db, npo_str_of("a"), npo_str_of("1"), err));
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	npo_db_free(create_shard("merge-1"));
	db = create_shard("merge-2");
	add_words(db, "two both");
	assert_ok(npo_db_commit(db, err));
	add_words(db, "three");
	assert_ok(npo_db_set_meta(
		db, npo_str_of("b"), npo_str_of("2"), err));
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	path[0] = npo_strdup(in_scratch("merge-0"));
	path[1] = npo_strdup(in_scratch("merge-1"));
	path[2] = npo_strdup(in_scratch("merge-2"));
	made = npo_strdup(in_scratch("merged"));
	assert_ok(npo_db_merge((const char *const *)path, 3, made, err));
	db = create_db("merged");
	assert_int_equal(count_docs(db), 3);
	assert_string_equal(found(db, word("one")), "1");
	assert_string_equal(found(db, word("both")), "1 2");
	assert_string_equal(found(db, word("three")), "3");
	assert_ok(npo_db_meta(db, npo_str_of("a"), &value, err));
	assert_ok(npo_db_meta(db, npo_str_of("b"), &value, err));
	assert_string_equal(value.p, "12");
	add_words(db, "four");
	assert_ok(npo_db_delete_doc(db, 2, err));
	assert_ok(npo_db_commit(db, err));
	assert_string_equal(found(db, word("both")), "1");
	assert_string_equal(found(db, word("four")), "4");
	npo_db_free(db);
	for (size_t i = 0; i < NPO_COUNT(path); i++)
		free(path[i]);
	free(made);
	npo_buf_release(&value);
}

static void
merge_of_a_missing_database_is_ecorrupt(void **state)
{
	const char *none = "/nonexistent/shard";
	npo_error err;

	(void)state;
	assert_int_equal(
		npo_db_merge(&none, 1, in_scratch("of-none"), &err),
		NPO_ECORRUPT);
	assert_non_null(strstr(err.text, "of-none"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_databases_are_searched_as_one),
		cmocka_unit_test(merged_databases_are_one_in_order),
		cmocka_unit_test(merge_of_a_missing_database_is_ecorrupt),
	};

	return RUN_TESTS_IN_SCRATCH();
}
