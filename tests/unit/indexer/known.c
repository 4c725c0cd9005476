/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what is known of files: its encoding, and finding it by path */
#include "../test.h"

#include <unistd.h>

#include "indexer/known.h"
#include "npo/database.h"
#include "npo/schema.h"

/* of most samples */
#define PATH npo_str_of("/a/b")

static ix_known
sample(const char *path)
{
	return (ix_known){.path = npo_str_of(path),
		.state = KNOWN_PARTIAL,
		.mtime = -1500000000,
		.size = 1ULL << 40,
		.inode = UINT64_MAX,
		.documents = 3,
		.problems = 2,
		.reason = npo_str_of("line 7: no"),
		.how = npo_str_of("//ru"),
		.tried = npo_str_of("")};
}

static void
decoding_gives_back_what_was_encoded(void **state)
{
	ix_known in = sample("/a/b"), out;
	npo_buf value = NPO_BUF_INIT;

	(void)state;
	known_encode(&in, &value);
	assert_ok(known_decode(PATH, npo_buf_str(&value), &out, err));
	assert_true(npo_str_equal(in.path, out.path));
	assert_true(npo_str_equal(in.reason, out.reason));
	assert_true(npo_str_equal(in.how, out.how));
	assert_int_equal(out.tried.len, 0);
	assert_int_equal(out.state, KNOWN_PARTIAL);
	assert_int_equal(out.mtime, -1500000000);
	assert_int_equal(out.size, 1ULL << 40);
	assert_true(out.inode == UINT64_MAX);
	assert_int_equal(out.documents, 3);
	assert_int_equal(out.problems, 2);
	npo_buf_release(&value);
}

/* only what its key cuts is in the value as well */
static void
path_is_told_by_key_or_value(void **state)
{
	char path[2 * NPO_TERM_MAX];
	size_t without = 0;

	(void)state;
	memset(path, 'p', sizeof(path));
	for (size_t len = 1; len < sizeof(path); len++) {
		npo_buf key = NPO_BUF_INIT, value = NPO_BUF_INIT;
		ix_known in = sample(""), out;
		npo_str has;

		in.path = (npo_str){path, len};
		npo_term_make(&key, NPO_META_FILE, in.path);
		has = (npo_str){key.p + strlen(NPO_META_FILE),
			key.len - strlen(NPO_META_FILE)};
		known_encode(&in, &value);
		assert_true(key.len <= NPO_TERM_MAX);
		if (len == 1)
			without = value.len;
		assert_int_equal(value.len > without,
			has.len != len);
		assert_ok(known_decode(has, npo_buf_str(&value), &out, err));
		assert_true(npo_str_equal(out.path, in.path));
		npo_buf_release(&key);
		npo_buf_release(&value);
	}
}

static void
value_that_is_cut_short_is_corrupt(void **state)
{
	ix_known in = sample("/a/b"), out;
	npo_buf value = NPO_BUF_INIT;

	(void)state;
	known_encode(&in, &value);
	for (size_t len = 0; len < value.len; len++)
		assert_int_equal(
			known_decode(
				PATH, (npo_str){value.p, len}, &out, NULL),
			NPO_ECORRUPT);
	value.p[0] = '9';
	assert_int_equal(
		known_decode(PATH, npo_buf_str(&value), &out, NULL),
		NPO_ECORRUPT);
	npo_buf_release(&value);
}

static void
path_is_below_a_folder_but_not_below_a_longer_name(void **state)
{
	(void)state;
	assert_true(path_is_below("/a/b", "/a"));
	assert_true(path_is_below("/a", "/a"));
	assert_true(path_is_below("/a", "/"));
	assert_true(path_is_below("/a", ""));
	assert_false(path_is_below("/ab", "/a"));
	assert_false(path_is_below("/a", "/a/b"));
}

static void
seeing_below_a_folder_leaves_its_neighbours(void **state)
{
	static const char *const paths[] = {
		"/a", "/a-b", "/a/x", "/a/y/z", "/a0"};
	static const bool below[] = {true, false, true, true, false};
	ix_known_list list = {.count = 0};
	npo_buf value = NPO_BUF_INIT;
	ix_known file = sample("/a/x");

	(void)state;
	known_encode(&file, &value);
	/* they need not come in order */
	for (size_t i = NPO_COUNT(paths); i--;)
		known_list_add(&list, npo_str_of(paths[i]),
			npo_buf_str(&value));
	known_list_sort(&list);
	assert_false(known_see(&list, "/a/xx", &file));
	assert_true(known_see(&list, "/a0", &file));
	assert_true(npo_str_equal(file.path, npo_str_of("/a0")));
	assert_int_equal(file.size, 1ULL << 40);
	known_see_below(&list, "/a");
	assert_int_equal(list.count, NPO_COUNT(paths));
	for (size_t i = 0; i < list.count; i++) {
		known_at(&list, i, &file);
		assert_true(npo_str_equal(file.path, npo_str_of(paths[i])));
		assert_int_equal(
			known_is_seen(&list, i), below[i] || i == 4);
	}
	known_list_release(&list);
	npo_buf_release(&value);
}

/* A key over 245 bytes is cut with a hash, so the list is by the value. */
static void
long_paths_are_loaded_below_their_folder_only(void **state)
{
	char folder[] = "/tmp/npo-test-XXXXXX", path[4][600];
	char command[64];
	npo_db *db = NULL;
	ix_known_list list = {.count = 0};
	ix_known_counts counts;
	ix_known file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_ok(npo_db_create(folder, false, &db, err));
	for (int i = 0; i < 4; i++) {
		memset(path[i], 'x', 500);
		path[i][0] = '/';
		path[i][450] = i < 2 ? '/' : 'y';
		path[i][499] = (char)('a' + i);
		path[i][500] = '\0';
		file = sample(path[i]);
		assert_ok(known_store(db, &file, err));
	}
	assert_ok(known_forget(db, path[3], err));
	assert_ok(known_load(db, "", &list, err));
	assert_int_equal(list.count, 3);
	assert_ok(known_count(db, &counts, err));
	assert_int_equal(counts.indexed + counts.skipped, 0);
	assert_true(counts.bytes > 3 * (245 + 500));
	assert_true(counts.bytes < 4 * (245 + 500));
	assert_ok(known_load(db, path[2], &list, err));
	assert_int_equal(list.count, 1);
	path[0][450] = '\0';
	assert_ok(known_load(db, path[0], &list, err));
	assert_int_equal(list.count, 2);
	known_list_release(&list);
	npo_db_free(db);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decoding_gives_back_what_was_encoded),
		cmocka_unit_test(path_is_told_by_key_or_value),
		cmocka_unit_test(value_that_is_cut_short_is_corrupt),
		cmocka_unit_test(
			path_is_below_a_folder_but_not_below_a_longer_name),
		cmocka_unit_test(seeing_below_a_folder_leaves_its_neighbours),
		cmocka_unit_test(long_paths_are_loaded_below_their_folder_only),
	};

	return RUN_TESTS();
}
