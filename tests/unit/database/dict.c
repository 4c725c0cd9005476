/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the dictionary of texts: made of some, needed for what it compressed */
#include "../test.h"

#include <stdlib.h>
#include <unistd.h>

#include "npo/database.h"
#include "npo/schema.h"

#define TEXTS 3000

/* where the number of a dictionary is, behind its hash */
#define NUMBER 12

/* sentences of the same few words, each text another one */
static void
make_text(npo_buf *text, unsigned number)
{
	static const char *const words[] = {"завод", "объединение", "научно",
		"the", "association", "of", "производственное", "works"};

	for (unsigned i = 0; i < 40; i++) {
		number = number * 1103515245 + 12345;
		npo_buf_addf(text, "%s %u ",
			words[number >> 16 & (NPO_COUNT(words) - 1)],
			number >> 20 & 15);
	}
}

static void
train(size_t count, npo_buf *bytes)
{
	npo_buf texts = NPO_BUF_INIT;
	size_t len[TEXTS];

	for (size_t i = 0; i < count; i++) {
		size_t before = texts.len;

		make_text(&texts, (unsigned)i);
		len[i] = texts.len - before;
	}
	npo_dict_train(&texts, len, count, bytes);
	npo_buf_release(&texts);
}

static npo_dict *
make(const npo_buf *bytes, bool write)
{
	npo_dict *dict = NULL;

	assert_ok(npo_dict_new(npo_buf_str(bytes), write, &dict, err));
	return dict;
}

static void
short_texts_take_less_and_come_back(void **state)
{
	npo_buf bytes = NPO_BUF_INIT, text = NPO_BUF_INIT, room = NPO_BUF_INIT;
	npo_buf without = NPO_BUF_INIT, with = NPO_BUF_INIT;
	npo_dict *write, *read;
	npo_stored in = {.title = npo_str_of("завод"), .line = 1}, out;

	(void)state;
	train(TEXTS, &bytes);
	assert_in_range(bytes.len, 1000, NPO_DICT_BYTES);
	write = make(&bytes, true);
	read = make(&bytes, false);
	make_text(&text, TEXTS + 1);
	in.text = npo_buf_str(&text);
	npo_stored_encode(&in, NULL, &without);
	npo_stored_encode(&in, write, &with);
	assert_true(with.len < without.len * 4 / 5);
	assert_ok(npo_stored_decode(
		npo_buf_str(&with), read, &out, &room, err));
	assert_true(npo_str_equal(out.text, in.text));
	assert_true(npo_str_equal(out.title, in.title));
	/* what was stored before there was one stays readable, with it too */
	assert_ok(npo_stored_decode(
		npo_buf_str(&without), read, &out, &room, err));
	assert_true(npo_str_equal(out.text, in.text));
	assert_ok(npo_stored_decode(
		npo_buf_str(&without), NULL, &out, &room, err));
	assert_true(npo_str_equal(out.text, in.text));
	npo_dict_free(write);
	npo_dict_free(read);
	npo_buf_release(&bytes);
	npo_buf_release(&text);
	npo_buf_release(&room);
	npo_buf_release(&without);
	npo_buf_release(&with);
}

static void
another_dictionary_or_none_reads_no_text(void **state)
{
	npo_buf one = NPO_BUF_INIT, other = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_buf data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	npo_dict *write, *read;
	npo_stored in = {.type = npo_str_of("plain")}, out;

	(void)state;
	train(TEXTS, &one);
	train(TEXTS / 2, &other);
	assert_memory_not_equal(one.p + NUMBER, other.p + NUMBER, 2);
	write = make(&one, true);
	read = make(&other, false);
	make_text(&text, 1);
	in.text = npo_buf_str(&text);
	npo_stored_encode(&in, write, &data);
	assert_ok(npo_stored_decode(
		npo_buf_str(&data), read, &out, &room, err));
	assert_true(out.unread && !out.text.len);
	assert_true(npo_str_equal(out.type, in.type));
	assert_ok(npo_stored_decode(
		npo_buf_str(&data), NULL, &out, &room, err));
	assert_true(out.unread && !out.text.len);
	/* where the text is not asked for, nothing is missing */
	assert_ok(npo_stored_decode(
		npo_buf_str(&data), NULL, &out, NULL, err));
	assert_true(!out.unread && npo_str_equal(out.type, in.type));
	npo_dict_free(write);
	npo_dict_free(read);
	npo_buf_release(&one);
	npo_buf_release(&other);
	npo_buf_release(&text);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

static void
few_texts_make_none_and_other_bytes_are_none(void **state)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_dict *dict = NULL;

	(void)state;
	train(10, &bytes);
	assert_int_equal(bytes.len, 0);
	npo_dict_train(&bytes, NULL, 0, &bytes);
	assert_int_equal(bytes.len, 0);
	for (int write = 0; write < 2; write++) {
		assert_int_equal(npo_dict_new(npo_str_of("no dictionary"),
					 write, &dict, NULL), NPO_ECORRUPT);
		/* its beginning, and nothing behind it */
		assert_int_equal(npo_dict_new((npo_str){"\x37\xA4\x30\xEC"
							"\x01\0\0\0x", 9},
					 write, &dict, NULL), NPO_ECORRUPT);
	}
	npo_buf_release(&bytes);
}

/* zstd would read other texts by it */
static void
changed_one_is_none(void **state)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_dict *dict = NULL;

	(void)state;
	train(TEXTS, &bytes);
	for (size_t i = 0; i < bytes.len; i += 1 + i / 10) {
		bytes.p[i] ^= 0x20;
		assert_int_equal(npo_dict_new(npo_buf_str(&bytes), i % 2, &dict,
					 NULL), NPO_ECORRUPT);
		bytes.p[i] ^= 0x20;
	}
	bytes.len--;
	assert_int_equal(npo_dict_new(npo_buf_str(&bytes), true, &dict, NULL),
		NPO_ECORRUPT);
	bytes.len++;
	npo_dict_free(make(&bytes, true));
	npo_buf_release(&bytes);
}

/* one that a dictionary makes more of than there is without */
static void
other_texts_do_without(void **state)
{
	npo_buf bytes = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_buf without = NPO_BUF_INIT, with = NPO_BUF_INIT;
	npo_stored in = {.type = npo_str_of("plain")};
	npo_dict *write;

	(void)state;
	train(TEXTS, &bytes);
	write = make(&bytes, true);
	for (unsigned n = 1; n < 200; n++) {
		npo_buf_reset(&text);
		for (unsigned i = 0; i < 100; i++)
			npo_buf_addf(&text, "%c%c%c ", 'A' + n * i % 53,
				'0' + (n + i) * 7 % 61, '!' + i * i % 83);
		in.text = npo_buf_str(&text);
		npo_stored_encode(&in, NULL, &without);
		npo_stored_encode(&in, write, &with);
		assert_true(with.len <= without.len);
	}
	npo_dict_free(write);
	npo_buf_release(&bytes);
	npo_buf_release(&text);
	npo_buf_release(&without);
	npo_buf_release(&with);
}

static npo_db *
make_database(const char *path, const npo_buf *bytes)
{
	npo_db *db = NULL;

	assert_ok(npo_db_create(path, false, &db, err));
	if (bytes)
		assert_ok(npo_db_set_meta(db, npo_str_of(NPO_META_DICT),
			npo_buf_str(bytes), err));
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = NULL;
	assert_ok(npo_db_open(path, &db, err));
	return db;
}

static void
each_of_several_databases_has_its_own(void **state)
{
	char folder[] = "/tmp/npo-dict-XXXXXX", path[64], command[64];
	npo_buf bytes = NPO_BUF_INIT;
	npo_dict *dict = NULL;
	npo_db *db;

	(void)state;
	assert_non_null(mkdtemp(folder));
	train(TEXTS, &bytes);
	snprintf(path, sizeof(path), "%s/with", folder);
	npo_db_free(make_database(path, &bytes));
	snprintf(path, sizeof(path), "%s/without", folder);
	db = make_database(path, NULL);
	assert_int_equal(npo_db_parts(db), 1);
	assert_ok(npo_dict_open(db, 0, false, &dict, err));
	assert_null(dict);
	snprintf(path, sizeof(path), "%s/with", folder);
	assert_ok(npo_db_add(db, path, err));
	assert_int_equal(npo_db_parts(db), 2);
	assert_ok(npo_dict_open(db, 0, false, &dict, err));
	assert_null(dict);
	assert_ok(npo_dict_open(db, 1, false, &dict, err));
	assert_non_null(dict);
	npo_dict_free(dict);
	npo_db_free(db);
	npo_buf_release(&bytes);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_texts_take_less_and_come_back),
		cmocka_unit_test(another_dictionary_or_none_reads_no_text),
		cmocka_unit_test(few_texts_make_none_and_other_bytes_are_none),
		cmocka_unit_test(changed_one_is_none),
		cmocka_unit_test(other_texts_do_without),
		cmocka_unit_test(each_of_several_databases_has_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
