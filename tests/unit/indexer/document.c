/* SPDX-License-Identifier: GPL-2.0-or-later */
/* documents: what is stored of one beside its words */
#include "../one.h"

#include "indexer/indexer.h"
#include "npo/analysis.h"
#include "npo/database.h"
#include "npo/schema.h"

/* 2021-03-04 05:06:07 UTC */
#define MTIME (1614834367LL * 1000000000)

static void
day_is_that_of_the_document_or_of_its_file(void **state)
{
	static const struct {
		const char *date, *day;
	} rows[] = {{"2020-05-06", "20200506"}, {"2020-05", "20200501"},
		{"1917", "19170101"}, {"2020-05-06T07:08:09Z", "20200506"},
		{"20200506", "20200506"}, {"", "20210304"},
		{"yesterday", "20210304"}, {"17", "20210304"}};
	char day[9];

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		maker_date(npo_str_of(rows[i].date), MTIME, day);
		assert_string_equal(day, rows[i].day);
	}
	maker_date(npo_str_of(""), -1, day);
	assert_string_equal(day, "19691231");
}

static int
add_document(void **state)
{
	ix_source source = {"/top/Папка/a.txt", NULL, 77, MTIME};
	npo_field field = {npo_str_of("Shelf"), npo_str_of("A7")};
	npo_document document = {.id = npo_str_of("id-1"),
		.title = npo_str_of("«Первая» Глава"),
		.text = npo_str_of("Слова и слова"),
		.lang = npo_str_of("ru-RU"),
		.type = "text",
		.charset = "UTF-8",
		.line = 1,
		.fields = &field,
		.field_count = 1};
	ix_maker *maker = maker_new();
	const npo_doc *doc = NULL;
	int failed;

	maker_start(maker, &source);
	failed = make_database(state) ||
		 maker_make(maker, &document, &doc, NULL) ||
		 npo_db_add_doc(db, doc, NULL, NULL) || npo_db_commit(db, NULL);
	maker_free(maker);
	return failed;
}

static void
document_has_the_terms_to_filter_by(void **state)
{
	static const char *const terms[] = {NPO_PREFIX_DIR "/top/Папка",
		NPO_PREFIX_TYPE "text", NPO_PREFIX_LANG "ru",
		NPO_PREFIX_SCRIPT "cyrillic", NPO_PREFIX_ID "id-1",
		NPO_PREFIX_FIELD "shelf:a7"};
	npo_buf path = NPO_BUF_INIT;
	uint32_t count;

	(void)state;
	npo_path_term(&path, npo_str_of("/top/Папка/a.txt"));
	assert_ok(npo_db_termfreq(db, npo_buf_str(&path), &count, err));
	assert_int_equal(count, 1);
	npo_buf_release(&path);
	for (size_t i = 0; i < NPO_COUNT(terms); i++) {
		assert_ok(
			npo_db_termfreq(db, npo_str_of(terms[i]), &count, err));
		if (!count)
			print_error("no term %s\n", terms[i]);
		assert_int_equal(count, 1);
	}
	assert_ok(npo_db_termfreq(db,
		npo_str_of(NPO_PREFIX_DIR "/top/Папка/a.txt"), &count, err));
	assert_int_equal(count, 0);
}

static void
assert_value(uint32_t slot, const char *wanted)
{
	npo_buf value = NPO_BUF_INIT;

	assert_ok(npo_db_doc_value(db, 1, slot, &value, err));
	assert_string_equal(value.p, wanted);
	npo_buf_release(&value);
}

static void
document_has_the_values_to_sort_by(void **state)
{
	npo_buf title = NPO_BUF_INIT;

	(void)state;
	assert_value(NPO_SLOT_DATE, "20210304");
	assert_value(NPO_SLOT_SIZE, "\1\x18");
	assert_value(NPO_SLOT_PATH, "/top/Папка/a.txt");
	npo_word_term(&title, "", npo_str_of("первая глава"));
	assert_value(NPO_SLOT_TITLE, title.p);
	npo_buf_release(&title);
}

static void
stored_fields_come_back(void **state)
{
	npo_buf data = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_stored stored;

	(void)state;
	assert_ok(npo_db_doc_data(db, 1, &data, err));
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &stored, &text, err));
	assert_true(npo_str_equal(stored.id, npo_str_of("id-1")));
	assert_true(npo_str_equal(stored.date, npo_str_of("2021-03-04")));
	assert_true(npo_str_equal(stored.text, npo_str_of("Слова и слова")));
	assert_int_equal(stored.size, 77);
	assert_int_equal(stored.line, 1);
	npo_buf_release(&data);
	npo_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(day_is_that_of_the_document_or_of_its_file),
		cmocka_unit_test(document_has_the_terms_to_filter_by),
		cmocka_unit_test(document_has_the_values_to_sort_by),
		cmocka_unit_test(stored_fields_come_back),
	};

	return cmocka_run_group_tests(tests, add_document, remove_database);
}
