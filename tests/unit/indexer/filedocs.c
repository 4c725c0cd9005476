/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the documents of a file, of which a term has but a hash */
#include "../one.h"

#include "indexer/known.h"
#include "npo/schema.h"

/* one of the file called hashed, with that value */
static void
add_document(const char *hashed, npo_str value)
{
	npo_doc *doc = npo_doc_new();
	npo_buf term = NPO_BUF_INIT;

	npo_path_term(&term, npo_str_of(hashed));
	assert_ok(npo_doc_add_posting(doc, npo_buf_str(&term), 0, 0, err));
	assert_ok(npo_doc_set_value(doc, NPO_SLOT_PATH, value, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_buf_release(&term);
	npo_doc_free(doc);
}

/* the documents of a file, as "1 2 " */
static const char *
found(const char *path)
{
	static char out[64];
	ix_docids docs = {NULL, 0, 0};

	assert_ok(filedocs_find(db, path, &docs, err));
	out[0] = '\0';
	for (size_t i = 0; i < docs.count; i++)
		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%u ",
			docs.docid[i]);
	free(docs.docid);
	return out;
}

static void
file_of_the_same_hash_is_left_alone(void **state)
{
	(void)state;
	add_document("/a", npo_str_of("/a"));
	add_document("/a", npo_str_of("/b"));
	add_document("/a", (npo_str){"/a\0\1\2", 5});
	add_document("/a", npo_str_of("/ab"));
	add_document("/a", (npo_str){"/\0\1\2", 4});
	assert_string_equal(found("/a"), "1 3 ");
	assert_string_equal(found("/b"), "");
	assert_ok(filedocs_delete(db, "/a", 1, err));
	assert_string_equal(found("/a"), "3 ");
	assert_ok(filedocs_delete(db, "/a", SIZE_MAX, err));
	assert_string_equal(found("/a"), "");
}

/* of 224 bytes it is whole, of more it may be cut; here docids begin at 6 */
static void
path_that_is_cut_is_found(void **state)
{
	char path[301];

	(void)state;
	memset(path, 'p', sizeof(path));
	path[0] = '/';
	path[300] = '\0';
	add_document(path, (npo_str){path, 230});
	add_document(path, (npo_str){path, 300});
	add_document(path, (npo_str){path, 200});
	assert_string_equal(found(path), "6 7 ");
	path[224] = '\0';
	add_document(path, (npo_str){path, 223});
	add_document(path, (npo_str){path, 224});
	assert_string_equal(found(path), "10 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_of_the_same_hash_is_left_alone),
		cmocka_unit_test(path_that_is_cut_is_found),
	};

	return cmocka_run_group_tests(tests, make_database, remove_database);
}
