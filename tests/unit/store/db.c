/* SPDX-License-Identifier: GPL-2.0-or-later */
/* databases: opened, changed, locked, damaged, changed by another */
#include "fixture.h"

#include <sys/stat.h>

static npo_status
try_open(const char *path, npo_error *err)
{
	npo_db *db = NULL;
	npo_status st = npo_db_open(path, &db, err);

	npo_db_free(db);
	return st;
}

static npo_status
try_create(const char *path, npo_error *err)
{
	npo_db *db = NULL;
	npo_status st = npo_db_create(path, false, &db, err);

	npo_db_free(db);
	return st;
}

static void
write_garbage(const char *path)
{
	char bytes[5000];
	npo_error why;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7919 >> 3);
	assert_int_equal(
		npo_file_replace(path, (npo_str){bytes, sizeof(bytes)}, &why),
		NPO_OK);
}

static void
open_of_no_database_is_enotfound(void **state)
{
	npo_error why;

	(void)state;
	assert_int_equal(try_open(in_scratch("none"), &why), NPO_ENOTFOUND);
	assert_int_equal(why.status, NPO_ENOTFOUND);
	assert_non_null(strstr(why.text, in_scratch("none")));
	assert_int_equal(try_open(scratch, NULL), NPO_ENOTFOUND);
}

static void
open_of_garbage_is_ecorrupt(void **state)
{
	npo_error why;

	(void)state;
	assert_int_equal(mkdir(in_scratch("garbage"), 0700), 0);
	write_garbage(in_scratch("garbage/iamglass"));
	assert_int_equal(try_open(in_scratch("garbage"), &why), NPO_ECORRUPT);
	assert_non_null(strstr(why.text, "garbage'"));
	assert_null(strchr(why.text, '\n'));
	write_garbage(in_scratch("file"));
	assert_int_equal(try_open(in_scratch("file"), &why), NPO_ECORRUPT);
}

static void
damaged_database_is_not_made_anew(void **state)
{
	npo_error why;
	npo_db *db;

	(void)state;
	db = create_db("damaged");
	add_words(db, "one");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	assert_int_equal(rename(in_scratch("damaged/postlist.glass"),
				 in_scratch("damaged/kept")),
		0);
	assert_int_equal(try_create(in_scratch("damaged"), &why), NPO_EIO);
	assert_int_equal(rename(in_scratch("damaged/kept"),
				 in_scratch("damaged/postlist.glass")),
		0);
	db = open_db("damaged");
	assert_int_equal(count_docs(db), 1);
	npo_db_free(db);
	write_garbage(in_scratch("damaged/iamglass"));
	assert_int_equal(try_create(in_scratch("damaged"), &why), NPO_ECORRUPT);
	assert_int_equal(unlink(in_scratch("damaged/iamglass")), 0);
	assert_int_equal(try_create(in_scratch("damaged"), &why), NPO_ECORRUPT);
}

static void
damaged_table_is_ecorrupt_when_read(void **state)
{
	npo_error why;
	uint32_t documents;
	npo_status st;
	npo_db *db;

	(void)state;
	db = create_db("table");
	for (int i = 0; i < 500; i++) {
		char text[32];

		snprintf(text, sizeof(text), "a%d b%d", i, i);
		add_words(db, text);
	}
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	write_garbage(in_scratch("table/postlist.glass"));
	st = npo_db_open(in_scratch("table"), &db, &why);
	if (!st) {
		st = npo_db_termfreq(db, npo_str_of("a77"), &documents, &why);
		npo_db_free(db);
	}
	assert_int_equal(st, NPO_ECORRUPT);
}

static void
remote_names_are_checked_and_dialled(void **state)
{
	npo_error why;

	(void)state;
	assert_int_equal(try_open("tcp:", &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:localhost", &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:localhost:", &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:localhost:99999", &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:localhost:1x", &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:[127.0.0.1]:1", &why), NPO_EIO);
	assert_non_null(strstr(why.text, "tcp:[127.0.0.1]:1"));
	assert_int_equal(try_open("prog:/none/of/this", &why), NPO_EIO);
	assert_int_equal(try_open("prog:false with words", &why), NPO_EIO);
}

static void
second_writer_is_elocked(void **state)
{
	int ready[2], done[2], status;
	npo_error why;
	char byte = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready) | pipe(done), 0);
	child = fork();
	if (child == 0) {
		npo_db *db = NULL;
		npo_status st =
			npo_db_create(in_scratch("locked"), false, &db, NULL);

		close(done[1]);
		status = write(ready[1], &byte, 1) != 1;
		status |= read(done[0], &byte, 1) != 0;
		npo_db_free(db);
		_exit(st || status);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(try_create(in_scratch("locked"), &why), NPO_ELOCKED);
	close(done[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(try_create(in_scratch("locked"), &why), NPO_OK);
	close(ready[0]);
	close(ready[1]);
	close(done[0]);
}

static void
lock_that_may_not_be_opened_is_eio(void **state)
{
	int status;
	pid_t child;

	(void)state;
	npo_db_free(create_db("private"));
	assert_int_equal(chmod(scratch, 0755), 0);
	assert_int_equal(chmod(in_scratch("private/flintlock"), 0400), 0);
	child = fork();
	if (child == 0) {
		/* root may open everything: become nobody */
		if (geteuid() == 0 && setuid(65534))
			_exit(99);
		_exit((int)try_create(in_scratch("private"), NULL));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), NPO_EIO);
}

static void
changes_show_after_commit(void **state)
{
	npo_db *writer, *reader;

	(void)state;
	writer = create_db("commit");
	assert_ok(npo_db_commit(writer, err)); /* of nothing */
	assert_int_equal(add_words(writer, "one"), 1);
	reader = open_db("commit");
	assert_int_equal(count_docs(writer), 1);
	assert_int_equal(count_docs(reader), 0);
	assert_ok(npo_db_commit(writer, err));
	assert_int_equal(count_docs(reader), 0);
	assert_ok(npo_db_reopen(reader, err));
	assert_int_equal(count_docs(reader), 1);
	npo_db_free(reader);
	npo_db_free(writer);
}

static void
free_without_commit_loses_changes(void **state)
{
	npo_db *db;

	(void)state;
	db = create_db("lost");
	add_words(db, "one");
	npo_db_free(db);
	db = open_db("lost");
	assert_int_equal(count_docs(db), 0);
	npo_db_free(db);
}

static void
cancel_forgets_back_to_the_last_commit(void **state)
{
	npo_buf value = NPO_BUF_INIT;
	npo_str key = npo_str_of("key");
	npo_db *db;

	(void)state;
	db = create_db("cancel");
	assert_ok(npo_db_cancel(db, err)); /* of nothing */
	add_words(db, "one");
	assert_ok(npo_db_set_meta(db, key, npo_str_of("kept"), err));
	assert_ok(npo_db_commit(db, err));
	assert_int_equal(add_words(db, "two"), 2);
	assert_ok(npo_db_delete_doc(db, 1, err));
	assert_ok(npo_db_set_meta(db, key, npo_str_of("gone"), err));
	assert_ok(npo_db_cancel(db, err));
	assert_int_equal(count_docs(db), 1);
	assert_int_equal(add_words(db, "three"), 2);
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_cancel(db, err));
	npo_db_free(db);
	db = open_db("cancel");
	assert_int_equal(count_docs(db), 2);
	assert_ok(npo_db_meta(db, key, &value, err));
	assert_string_equal(value.p, "kept");
	npo_buf_release(&value);
	npo_db_free(db);
}

static void
documents_are_replaced_and_deleted(void **state)
{
	uint32_t documents = 9;
	npo_error why;
	npo_doc *doc;
	npo_db *db;

	(void)state;
	db = create_db("replace");
	add_words(db, "one all");
	add_words(db, "two all");
	add_words(db, "three");
	doc = make_doc("four all");
	assert_ok(npo_db_replace_doc(db, 2, doc, err));
	npo_doc_free(doc);
	assert_string_equal(found(db, word("two")), "");
	assert_string_equal(found(db, word("four")), "2");
	assert_int_equal(npo_db_delete_doc(db, 77, &why), NPO_ENOTFOUND);
	/* and that took nothing else with it */
	assert_int_equal(count_docs(db), 3);
	assert_ok(npo_db_delete_doc(db, 1, err));
	assert_ok(npo_db_delete_doc(db, 2, err));
	assert_ok(npo_db_commit(db, err));
	assert_int_equal(count_docs(db), 1);
	assert_ok(npo_db_termfreq(db, npo_str_of("all"), &documents, err));
	assert_int_equal(documents, 0);
	npo_db_free(db);
}

static void
search_handle_refuses_changes(void **state)
{
	npo_error why;
	npo_doc *doc;
	npo_db *db;

	(void)state;
	npo_db_free(create_db("readonly"));
	db = open_db("readonly");
	doc = make_doc("one");
	assert_int_equal(npo_db_add_doc(db, doc, NULL, &why), NPO_EINVAL);
	assert_int_equal(
		npo_db_set_meta(db, npo_str_of("k"), npo_str_of("v"), &why),
		NPO_EINVAL);
	npo_doc_free(doc);
	npo_db_free(db);
}

static void
metadata_is_set_read_and_removed(void **state)
{
	char longest[246];
	npo_str key = {longest, 245};
	npo_buf value = NPO_BUF_INIT;
	npo_error why;
	npo_db *db;

	(void)state;
	memset(longest, 'k', sizeof(longest));
	db = create_db("meta");
	assert_ok(npo_db_meta(db, key, &value, err));
	assert_int_equal(value.len, 0);
	assert_ok(npo_db_set_meta(db, key, (npo_str){"a\0b", 3}, err));
	assert_ok(npo_db_commit(db, err));
	npo_buf_adds(&value, "before:");
	assert_ok(npo_db_meta(db, key, &value, err));
	assert_int_equal(value.len, 10);
	assert_memory_equal(value.p, "before:a\0b", 10);
	assert_ok(npo_db_set_meta(db, key, npo_str_of(""), err));
	npo_buf_reset(&value);
	assert_ok(npo_db_meta(db, key, &value, err));
	assert_int_equal(value.len, 0);
	key.len = 246;
	assert_int_equal(npo_db_set_meta(db, key, key, &why), NPO_EINVAL);
	key.len = 0;
	assert_int_equal(npo_db_set_meta(db, key, key, &why), NPO_EINVAL);
	npo_buf_release(&value);
	npo_db_free(db);
}

static void
statistics_count_words_and_documents(void **state)
{
	uint64_t length = 0, occurrences = 0;
	uint32_t documents = 0, words = 0;
	npo_error why;
	npo_db *db;

	(void)state;
	db = create_db("statistics");
	add_words(db, "a b a");
	add_words(db, "a c");
	assert_ok(npo_db_total_length(db, &length, err));
	assert_int_equal(length, 5);
	assert_ok(npo_db_termfreq(db, npo_str_of("a"), &documents, err));
	assert_int_equal(documents, 2);
	assert_ok(npo_db_collfreq(db, npo_str_of("a"), &occurrences, err));
	assert_int_equal(occurrences, 3);
	assert_ok(npo_db_doc_length(db, 1, &words, err));
	assert_int_equal(words, 3);
	assert_int_equal(npo_db_doc_length(db, 9, &words, &why), NPO_ENOTFOUND);
	npo_db_free(db);
}

static void
rewrite_all(npo_db *writer, const char *word_of_all)
{
	char text[64];

	for (uint32_t i = 1; i <= 400; i++) {
		npo_doc *doc;

		snprintf(text, sizeof(text), "%s t%u u%u v%u", word_of_all, i,
			i * 7, i * 31);
		doc = make_doc(text);
		assert_ok(npo_db_replace_doc(writer, i, doc, err));
		npo_doc_free(doc);
	}
	assert_ok(npo_db_commit(writer, err));
}

static npo_status
read_all_terms(npo_db *db, npo_error *err)
{
	npo_terms *terms = NULL;
	npo_str term = {NULL, 0};
	npo_status st;

	st = npo_terms_open(db, term, &terms, err);
	if (!st)
		st = npo_terms_next(terms, &term, err);
	while (!st && term.len)
		st = npo_terms_next(terms, &term, err);
	npo_terms_free(terms);
	return st;
}

static void
reopen_cures_emodified(void **state)
{
	npo_db *writer, *reader;
	npo_error why;

	(void)state;
	writer = create_db("modified");
	rewrite_all(writer, "old");
	reader = open_db("modified");
	rewrite_all(writer, "new");
	rewrite_all(writer, "newer");
	assert_int_equal(read_all_terms(reader, &why), NPO_EMODIFIED);
	assert_ok(npo_db_reopen(reader, err));
	assert_ok(read_all_terms(reader, err));
	assert_string_equal(found(reader, word("old")), "");
	npo_db_free(reader);
	npo_db_free(writer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_of_no_database_is_enotfound),
		cmocka_unit_test(open_of_garbage_is_ecorrupt),
		cmocka_unit_test(damaged_database_is_not_made_anew),
		cmocka_unit_test(damaged_table_is_ecorrupt_when_read),
		cmocka_unit_test(remote_names_are_checked_and_dialled),
		cmocka_unit_test(second_writer_is_elocked),
		cmocka_unit_test(lock_that_may_not_be_opened_is_eio),
		cmocka_unit_test(changes_show_after_commit),
		cmocka_unit_test(free_without_commit_loses_changes),
		cmocka_unit_test(cancel_forgets_back_to_the_last_commit),
		cmocka_unit_test(documents_are_replaced_and_deleted),
		cmocka_unit_test(search_handle_refuses_changes),
		cmocka_unit_test(metadata_is_set_read_and_removed),
		cmocka_unit_test(statistics_count_words_and_documents),
		cmocka_unit_test(reopen_cures_emodified),
	};

	return RUN_TESTS_IN_SCRATCH();
}
