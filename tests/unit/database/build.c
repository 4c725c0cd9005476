/* SPDX-License-Identifier: GPL-2.0-or-later */
/* a build beside a database: nothing is seen of it until the switch */
#include "../test.h"

#include <sys/resource.h>
#include <unistd.h>

#include "npo/database.h"

static char folder[] = "/tmp/npo-test-XXXXXX";

static const char *
in_folder(const char *name)
{
	static npo_buf path;

	npo_buf_reset(&path);
	npo_buf_addf(&path, "%s/%s", folder, name);
	return path.p;
}

static int
make_folder(void **state)
{
	(void)state;
	return !mkdtemp(folder);
}

static int
remove_folder(void **state)
{
	(void)state;
	return npo_folder_remove(folder, NULL) != NPO_OK;
}

static void
add(npo_db *db, const char *text)
{
	npo_doc *doc = npo_doc_new();

	assert_ok(npo_doc_add_posting(doc, npo_str_of(text), 1, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_commit(db, err));
	npo_doc_free(doc);
}

static void
add_shard(npo_build *build, size_t number, size_t part, const char *text)
{
	npo_db *db = NULL;

	assert_ok(npo_build_shard(build, number, part, &db, err));
	add(db, text);
	npo_db_free(db);
}

/* the docid of the one document with a word, 0 without one */
static uint32_t
docid_of(npo_db *db, const char *word)
{
	npo_postings *postings = NULL;
	uint32_t docid = 0;

	assert_ok(npo_postings_open(db, npo_str_of(word), &postings, err));
	assert_ok(npo_postings_next(postings, &docid, err));
	npo_postings_free(postings);
	return docid;
}

static uint32_t
count_now(void)
{
	const char *name = in_folder("db");
	uint32_t count = 0;
	npo_db *db = NULL;

	assert_ok(npo_database_open(&name, 1, &db, err));
	assert_ok(npo_db_count(db, &count, err));
	npo_db_free(db);
	return count;
}

/* a database of "old" with a metadata key */
static npo_db *
create(void)
{
	npo_db *db = NULL;

	assert_ok(npo_folder_remove(in_folder("db"), err));
	assert_ok(npo_database_create(in_folder("db"), false, &db, err));
	assert_ok(npo_db_set_meta(
		db, npo_str_of("key"), npo_str_of("kept"), err));
	add(db, "old");
	return db;
}

static void
shards_come_behind_the_old_in_order(void **state)
{
	npo_db *old = create(), *db = NULL;
	npo_build *build = NULL;

	(void)state;
	assert_ok(npo_build_new(in_folder("db"), &build, err));
	add_shard(build, 10, 0, "d");
	add_shard(build, 2, 1, "c");
	add_shard(build, 2, 0, "b");
	assert_ok(npo_build_merge(build, true, &db, err));
	assert_int_equal(docid_of(db, "old"), 1);
	assert_int_equal(docid_of(db, "b"), 2);
	assert_int_equal(docid_of(db, "c"), 3);
	assert_int_equal(docid_of(db, "d"), 4);
	assert_int_equal(count_now(), 1);
	assert_ok(npo_build_switch(build, err));
	assert_int_equal(count_now(), 4);
	/* who has the old one open reads on */
	assert_int_equal(docid_of(old, "old"), 1);
	npo_db_free(old);
	npo_db_free(db);
	npo_build_free(build);
	assert_int_equal(access(in_folder("db/main"), F_OK), -1);
	assert_int_equal(access(in_folder("db/build"), F_OK), -1);
	assert_int_equal(access(in_folder("db/main2"), F_OK), 0);
}

static void
build_without_the_old_keeps_its_metadata(void **state)
{
	npo_db *old = create(), *db = NULL;
	npo_build *build = NULL;
	npo_buf value = NPO_BUF_INIT;

	(void)state;
	assert_ok(npo_build_new(in_folder("db"), &build, err));
	add_shard(build, 0, 0, "new");
	assert_ok(npo_build_merge(build, false, &db, err));
	assert_int_equal(docid_of(db, "new"), 1);
	assert_int_equal(docid_of(db, "old"), 0);
	assert_ok(npo_db_meta(db, npo_str_of("key"), &value, err));
	assert_string_equal(value.p, "kept");
	npo_buf_release(&value);
	npo_db_free(old);
	npo_db_free(db);
	npo_build_free(build);
	/* it was not put in place */
	assert_int_equal(access(in_folder("db/main2"), F_OK), -1);
	assert_int_equal(count_now(), 1);
}

/* files of one process; the old limit */
static rlim_t
limit_files(rlim_t files)
{
	struct rlimit limit;
	rlim_t old;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	old = limit.rlim_cur;
	limit.rlim_cur = files;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return old;
}

/* it is told by the limit of open files, which a merge of all would exceed */
static void
more_shards_than_one_merge_takes_are_merged_in_levels(void **state)
{
	npo_db *old = create(), *db = NULL;
	npo_build *build = NULL;
	rlim_t files = limit_files(250);
	char word[16];

	(void)state;
	assert_ok(npo_build_new(in_folder("db"), &build, err));
	for (uint32_t i = 0; i < 205; i++) {
		snprintf(word, sizeof(word), "w%u", i);
		add_shard(build, i, 0, word);
	}
	assert_ok(npo_build_merge(build, true, &db, err));
	for (uint32_t i = 0; i < 205; i++) {
		snprintf(word, sizeof(word), "w%u", i);
		assert_int_equal(docid_of(db, word), 2 + i);
	}
	npo_db_free(old);
	npo_db_free(db);
	npo_build_free(build);
	limit_files(files);
}

static void
what_a_killed_build_left_is_removed(void **state)
{
	npo_db *db = create();

	(void)state;
	npo_db_free(db);
	db = NULL;
	assert_ok(npo_folder_make(in_folder("db/build/00000000-00000000"),
		err));
	assert_ok(npo_folder_make(in_folder("db/main2"), err));
	assert_ok(npo_database_create(in_folder("db"), false, &db, err));
	assert_int_equal(access(in_folder("db/build"), F_OK), -1);
	assert_int_equal(access(in_folder("db/main2"), F_OK), -1);
	assert_int_equal(docid_of(db, "old"), 1);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shards_come_behind_the_old_in_order),
		cmocka_unit_test(build_without_the_old_keeps_its_metadata),
		cmocka_unit_test(
			more_shards_than_one_merge_takes_are_merged_in_levels),
		cmocka_unit_test(what_a_killed_build_left_is_removed),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
