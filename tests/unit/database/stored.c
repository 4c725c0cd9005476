/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stored fields: to bytes and back, and back from any bytes */
#include "../test.h"

#include <pthread.h>

#include "npo/database.h"

static uint32_t seed = 1;

static uint32_t
any_number(void)
{
	seed = seed * 1103515245 + 12345;
	return seed >> 8;
}

/* text that zstd makes smaller, but not to nothing */
static void
make_text(npo_buf *text, size_t words)
{
	npo_buf_reset(text);
	for (size_t i = 0; i < words; i++)
		npo_buf_addf(text, "\xD0\xBB%u ", any_number() % 500);
}

static npo_stored
make_stored(const npo_buf *text)
{
	return (npo_stored){
		.id = npo_str_of("id-1"),
		.path = npo_str_of("/a/path"),
		.member = npo_str_of("member"),
		.title = npo_str_of("title"),
		.type = npo_str_of("plain"),
		.lang = npo_str_of("ru"),
		.date = npo_str_of("20201231"),
		.charset = npo_str_of("koi8-r"),
		.url = npo_str_of("http://example.org/"),
		.author = npo_str_of("author"),
		.text = npo_buf_str(text),
		.size = UINT64_MAX,
		.line = 77,
	};
}

static void
check_equal(const npo_stored *a, const npo_stored *b)
{
	assert_true(npo_str_equal(a->id, b->id));
	assert_true(npo_str_equal(a->path, b->path));
	assert_true(npo_str_equal(a->member, b->member));
	assert_true(npo_str_equal(a->title, b->title));
	assert_true(npo_str_equal(a->type, b->type));
	assert_true(npo_str_equal(a->lang, b->lang));
	assert_true(npo_str_equal(a->date, b->date));
	assert_true(npo_str_equal(a->charset, b->charset));
	assert_true(npo_str_equal(a->url, b->url));
	assert_true(npo_str_equal(a->author, b->author));
	assert_true(npo_str_equal(a->text, b->text));
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->line, b->line);
}

static void
encoded_fields_decode(void **state)
{
	static const size_t lengths[] = {0, 1, 30, 1000, 200000};
	npo_buf text = NPO_BUF_INIT, data = NPO_BUF_INIT, room = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(lengths); i++) {
		npo_stored in, out;

		make_text(&text, lengths[i]);
		in = make_stored(&text);
		npo_stored_encode(&in, NULL, &data);
		assert_ok(npo_stored_decode(
			npo_buf_str(&data), NULL, &out, &room, err));
		check_equal(&in, &out);
		assert_true(lengths[i] < 1000 || data.len < text.len * 3 / 4);
	}
	npo_buf_release(&text);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

static void
text_that_will_not_shrink_stays_as_it_is(void **state)
{
	char noise[5000];
	npo_buf data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	npo_stored in = {.text = {noise, sizeof(noise)}, .line = 1}, out;

	(void)state;
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)any_number();
	npo_stored_encode(&in, NULL, &data);
	assert_true(data.len < sizeof(noise) + 8);
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, err));
	check_equal(&in, &out);
	/* a hundred to one is more than the first guess of the decoder */
	memset(noise, ' ', sizeof(noise));
	npo_stored_encode(&in, NULL, &data);
	assert_true(data.len < 40);
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, err));
	check_equal(&in, &out);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

/* and with it a title that was compressed with it */
static void
text_is_left_out_on_request(void **state)
{
	npo_buf text = NPO_BUF_INIT, data = NPO_BUF_INIT;
	npo_stored in, out;

	(void)state;
	make_text(&text, 3);
	in = make_stored(&text);
	npo_stored_encode(&in, NULL, &data);
	in.text.len = 0;
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &out, NULL, err));
	check_equal(&in, &out);
	make_text(&text, 100);
	in.text = npo_buf_str(&text);
	npo_stored_encode(&in, NULL, &data);
	in.text.len = in.title.len = 0;
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &out, NULL, err));
	check_equal(&in, &out);
	npo_buf_release(&text);
	npo_buf_release(&data);
}

/* what the text begins with takes next to nothing as its title */
static void
title_is_compressed_with_the_text(void **state)
{
	npo_buf text = NPO_BUF_INIT, data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	size_t without;
	npo_stored in, out;

	(void)state;
	make_text(&text, 300);
	in = make_stored(&text);
	in.title.len = 0;
	npo_stored_encode(&in, NULL, &data);
	without = data.len;
	in.title = (npo_str){text.p, 100};
	npo_stored_encode(&in, NULL, &data);
	assert_true(data.len < without + 20);
	assert_ok(npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, err));
	check_equal(&in, &out);
	npo_buf_release(&text);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

static void
unknown_fields_are_skipped(void **state)
{
	static const char data[] = "\1\x64\3new\2\1p\xFF\x7F\2xx";
	npo_stored out;

	(void)state;
	assert_ok(npo_stored_decode(
		(npo_str){data, sizeof(data) - 1}, NULL, &out, NULL,
		err));
	assert_true(npo_str_equal(out.path, npo_str_of("p")));
	assert_int_equal(out.id.len, 0);
}

static void
other_bytes_are_refused(void **state)
{
	static const struct {
		const char *data;
		size_t len;
		npo_status status;
	} rows[] = {
		{"", 0, NPO_ECORRUPT},
		{"\1", 1, NPO_OK},
		{"\2", 1, NPO_ESCHEMA},
		{"\0", 1, NPO_ECORRUPT},
		{"url=/a", 6, NPO_ECORRUPT},
		{"\xFF", 1, NPO_ECORRUPT},
		{"\1\2", 2, NPO_ECORRUPT},
		{"\1\2\2p", 4, NPO_ECORRUPT},
		/* a length of almost 2^64 */
		{"\1\2\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1p", 13,
			NPO_ECORRUPT},
		/* a size of no bytes, or of one too many */
		{"\1\x0B\0", 3, NPO_ECORRUPT},
		{"\1\x0B\2\5\5", 5, NPO_ECORRUPT},
		/* a frame that is none, and one that claims a terabyte */
		{"\1\x0E\3abc", 6, NPO_ECORRUPT},
		{"\1\x0E\x10\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\1\0\0\1\0\0", 19,
			NPO_ECORRUPT},
	};
	npo_buf room = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		npo_stored out;
		npo_status st =
			npo_stored_decode((npo_str){rows[i].data, rows[i].len}, NULL,
				&out, &room, NULL);

		if (st != rows[i].status)
			fail_msg("row %zu: status %d", i, st);
	}
	npo_buf_release(&room);
}

static void
frame_must_be_whole_and_alone(void **state)
{
	char text[1000];
	npo_buf data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	npo_stored in = {.text = {text, sizeof(text)}}, out;

	(void)state;
	memset(text, 'a', sizeof(text));
	npo_stored_encode(&in, NULL, &data);
	/* version, field, length, frame */
	assert_int_equal(data.p[2], data.len - 3);
	npo_buf_addc(&data, '\0');
	data.p[2]++;
	assert_int_equal(
		npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, NULL),
		NPO_ECORRUPT);
	data.len -= 2;
	data.p[2] -= 2;
	assert_int_equal(
		npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, NULL),
		NPO_ECORRUPT);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

static bool
lies_in(npo_str part, const char *p, size_t len)
{
	return !part.len || (part.p >= p && part.p + part.len <= p + len);
}

/* decode a copy that ends with its last byte, so a tool sees each overrun */
static npo_status
decode_copy(const char *data, size_t len, npo_buf *room)
{
	char *copy = npo_alloc(len);
	npo_stored out;
	npo_status st;

	memcpy(copy, data, len);
	st = npo_stored_decode((npo_str){copy, len}, NULL, &out, room, NULL);
	if (!st) {
		assert_true(lies_in(out.id, copy, len));
		assert_true(lies_in(out.author, copy, len));
		assert_true(lies_in(out.text, copy, len) ||
			    lies_in(out.text, room->p, room->len));
	}
	free(copy);
	return st;
}

static void
damaged_bytes_are_safe_to_decode(void **state)
{
	npo_buf text = NPO_BUF_INIT, data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	size_t refused = 0;
	npo_stored in;

	(void)state;
	make_text(&text, 300);
	in = make_stored(&text);
	npo_stored_encode(&in, NULL, &data);
	/* the text is last: cut anywhere in it, and it is missed */
	for (size_t len = 1; len < data.len; len++) {
		npo_status st = decode_copy(data.p, len, &room);

		assert_true(st == NPO_OK || st == NPO_ECORRUPT);
		assert_true(st == NPO_ECORRUPT || len < 120);
	}
	for (int i = 0; i < 3000; i++) {
		size_t at = 1 + any_number() % (data.len - 1);
		char was = data.p[at];

		data.p[at] = (char)any_number();
		refused += decode_copy(data.p, data.len, &room) != NPO_OK;
		data.p[at] = was;
	}
	assert_true(refused > 100);
	assert_int_equal(decode_copy(data.p, data.len, &room), NPO_OK);
	npo_buf_release(&text);
	npo_buf_release(&data);
	npo_buf_release(&room);
}

static void
random_bytes_are_safe_to_decode(void **state)
{
	char bytes[200];
	npo_buf room = NPO_BUF_INIT;
	size_t refused = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t len = 1 + any_number() % sizeof(bytes);

		bytes[0] = 1;
		for (size_t k = 1; k < len; k++)
			bytes[k] = (char)(any_number() % 32);
		refused += decode_copy(bytes, len, &room) != NPO_OK;
	}
	assert_true(refused > 1000);
	npo_buf_release(&room);
}

static void
text_is_told_from_the_other_fields(void **state)
{
	npo_buf text = NPO_BUF_INIT, data = NPO_BUF_INIT;
	npo_stored in;
	size_t size = 1, without;

	(void)state;
	in = make_stored(&text);
	in.title.len = 0;
	npo_stored_encode(&in, NULL, &data);
	without = data.len;
	assert_ok(npo_stored_text_size(npo_buf_str(&data), &size, err));
	assert_int_equal(size, 0);
	make_text(&text, 2000);
	in.text = npo_buf_str(&text);
	npo_stored_encode(&in, NULL, &data);
	assert_ok(npo_stored_text_size(npo_buf_str(&data), &size, err));
	assert_true(size && size < text.len);
	/* a number below 128 and a length above */
	assert_int_equal(data.len - without - size, 3);
	data.len--;
	assert_int_equal(
		npo_stored_text_size(npo_buf_str(&data), &size, NULL),
		NPO_ECORRUPT);
	data.p[0] = 2;
	assert_int_equal(
		npo_stored_text_size(npo_buf_str(&data), &size, NULL),
		NPO_ESCHEMA);
	npo_buf_release(&text);
	npo_buf_release(&data);
}

/* returns its argument if all went well */
static void *
encode_and_decode(void *well)
{
	npo_buf data = NPO_BUF_INIT, room = NPO_BUF_INIT;
	char text[4000];
	npo_stored in = {.text = {text, sizeof(text)}}, out;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 7 * (i % 11));
	for (int i = 0; i < 50; i++) {
		npo_stored_encode(&in, NULL, &data);
		if (npo_stored_decode(npo_buf_str(&data), NULL, &out, &room, NULL) ||
			!npo_str_equal(in.text, out.text))
			well = NULL;
	}
	npo_buf_release(&data);
	npo_buf_release(&room);
	return well;
}

static void
threads_do_not_disturb_each_other(void **state)
{
	pthread_t thread[4];
	void *well;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(thread); i++)
		assert_int_equal(pthread_create(&thread[i], NULL,
					 encode_and_decode, thread),
			0);
	for (size_t i = 0; i < NPO_COUNT(thread); i++) {
		assert_int_equal(pthread_join(thread[i], &well), 0);
		assert_ptr_equal(well, thread);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encoded_fields_decode),
		cmocka_unit_test(text_that_will_not_shrink_stays_as_it_is),
		cmocka_unit_test(text_is_left_out_on_request),
		cmocka_unit_test(title_is_compressed_with_the_text),
		cmocka_unit_test(text_is_told_from_the_other_fields),
		cmocka_unit_test(unknown_fields_are_skipped),
		cmocka_unit_test(other_bytes_are_refused),
		cmocka_unit_test(frame_must_be_whole_and_alone),
		cmocka_unit_test(damaged_bytes_are_safe_to_decode),
		cmocka_unit_test(random_bytes_are_safe_to_decode),
		cmocka_unit_test(threads_do_not_disturb_each_other),
	};

	return RUN_TESTS();
}
