/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what tables take on the disk, of a folder and of what is none */
#include "../test.h"

#include <unistd.h>

#include "npo/database.h"

static void
add(npo_db *db)
{
	npo_doc *doc = npo_doc_new();

	assert_ok(npo_doc_add_posting(doc, npo_str_of("word"), 1, 1, err));
	assert_ok(npo_doc_set_data(doc, npo_str_of("data"), err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_commit(db, err));
	npo_doc_free(doc);
}

static uint64_t
sum_of(const uint64_t bytes[NPO_TABLES])
{
	uint64_t sum = 0;

	for (size_t i = 0; i < NPO_TABLES; i++)
		sum += bytes[i];
	return sum;
}

static void
tables_are_most_of_a_folder(void **state)
{
	char folder[] = "/tmp/npo-test-XXXXXX";
	uint64_t bytes[NPO_TABLES];
	npo_db *db = NULL;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_ok(npo_database_create(folder, false, &db, err));
	add(db);
	npo_db_free(db);
	npo_database_tables(folder, bytes);
	assert_true(bytes[NPO_TABLE_POSTLIST] &&
		    bytes[NPO_TABLE_TERMLIST]);
	/* what is stored and where words stand are among the postings */
	assert_int_equal(bytes[NPO_TABLE_POSITION], 0);
	assert_int_equal(bytes[NPO_TABLE_DOCDATA], 0);
	assert_int_equal(bytes[NPO_TABLE_SPELLING], 0);
	assert_int_equal(bytes[NPO_TABLE_SYNONYM], 0);
	assert_true(sum_of(bytes) < npo_folder_size(folder));
	assert_true(sum_of(bytes) + 1000 > npo_folder_size(folder));
	assert_ok(npo_folder_remove(folder, err));
}

static void
database_of_xapian_has_tables_too(void **state)
{
	char folder[] = "/tmp/npo-test-XXXXXX";
	uint64_t bytes[NPO_TABLES];
	npo_db *db = NULL;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_ok(npo_db_create(folder, false, &db, err));
	add(db);
	npo_db_free(db);
	npo_database_tables(folder, bytes);
	assert_true(bytes[NPO_TABLE_POSTLIST] != 0);
	assert_ok(npo_folder_remove(folder, err));
	npo_database_tables(folder, bytes);
	assert_int_equal(sum_of(bytes), 0);
	npo_database_tables("tcp:localhost:1", bytes);
	assert_int_equal(sum_of(bytes), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_most_of_a_folder),
		cmocka_unit_test(database_of_xapian_has_tables_too),
	};

	return RUN_TESTS();
}
