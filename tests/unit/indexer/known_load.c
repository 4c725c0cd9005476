/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what is known of files, as documents tell it and as keys do */
#include "../one.h"

#include "indexer/known.h"
#include "npo/database.h"
#include "npo/schema.h"

static ix_known
known(const char *path, uint64_t size)
{
	return (ix_known){.path = npo_str_of(path),
		.state = KNOWN_INDEXED,
		.mtime = 1,
		.size = size,
		.documents = 1};
}

/* a document that tells of its file, or has no say */
static void
add_document(const char *path, uint64_t size, bool tells)
{
	ix_source source = {path, NULL, size, 1};
	npo_document document = {.text = npo_str_of("text"),
		.type = "plain", .charset = "UTF-8", .line = 1};
	ix_known file = known(path, size);
	ix_maker *maker = maker_new();
	const npo_doc *doc = NULL;
	npo_buf value = NPO_BUF_INIT;

	maker_start(maker, &source);
	assert_ok(maker_make(maker, &document, &doc, err));
	known_encode(&file, &value);
	assert_true(known_fits(&file, npo_buf_str(&value)));
	if (tells)
		assert_ok(maker_tell(maker, npo_buf_str(&value), err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_buf_release(&value);
	maker_free(maker);
}

static void
add_key(const char *path, uint64_t size)
{
	ix_known file = known(path, size);

	assert_ok(known_store(db, &file, err));
}

static int
add_files(void **state)
{
	if (make_database(state))
		return 1;
	add_document("/top/b/2", 2, true);
	add_key("/top/b/1", 1);
	add_document("/top/c", 3, true);
	add_document("/top/several", 9, false);
	add_document("/top/several", 9, false);
	add_key("/top/several", 9);
	add_document("/top-less", 4, true);
	add_key("/top0", 5);
	add_document("/top/b/0", 6, true);
	add_document("-", 7, true);
	return npo_db_commit(db, NULL);
}

/* paths with their sizes, in order */
static void
assert_known(const char *path, const char *expected)
{
	ix_known_list list = {.count = 0};
	npo_buf out = NPO_BUF_INIT;

	assert_ok(known_load(db, path, &list, err));
	for (size_t i = 0; i < list.count; i++) {
		ix_known file;

		known_at(&list, i, &file);
		npo_buf_addf(&out, "%.*s=%d ", (int)file.path.len, file.path.p,
			(int)file.size);
	}
	assert_string_equal(out.len ? out.p : "", expected);
	known_list_release(&list);
	npo_buf_release(&out);
}

static void
folder_has_both_kinds_in_order(void **state)
{
	(void)state;
	assert_known("/top", "/top/b/0=6 /top/b/1=1 /top/b/2=2 /top/c=3 "
			     "/top/several=9 ");
	assert_known("/top/b", "/top/b/0=6 /top/b/1=1 /top/b/2=2 ");
	assert_known("/to", "");
}

static void
file_is_known_by_its_path(void **state)
{
	(void)state;
	assert_known("/top/b/1", "/top/b/1=1 ");
	assert_known("/top/c", "/top/c=3 ");
	assert_known("/top/several", "/top/several=9 ");
	assert_known("-", "-=7 ");
}

static void
nothing_named_is_everything(void **state)
{
	ix_known_counts counts;

	(void)state;
	assert_known("", "-=7 /top-less=4 /top/b/0=6 /top/b/1=1 /top/b/2=2 "
			 "/top/c=3 /top/several=9 /top0=5 ");
	assert_ok(known_count(db, &counts, err));
	assert_int_equal(counts.indexed, 8);
	assert_int_equal(counts.skipped, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folder_has_both_kinds_in_order),
		cmocka_unit_test(file_is_known_by_its_path),
		cmocka_unit_test(nothing_named_is_everything),
	};

	return cmocka_run_group_tests(tests, add_files, remove_database);
}
