/* SPDX-License-Identifier: GPL-2.0-or-later */
/* buffers, views and numbers */
#include "../test.h"

static void
buffer_grows_and_stays_terminated(void **state)
{
	npo_buf buf = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		npo_buf_addf(&buf, "%d,", i);
	assert_int_equal(buf.len, strlen(buf.p));
	assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4);
	npo_buf_reset(&buf);
	assert_string_equal(buf.p, "");
	npo_buf_release(&buf);
	assert_null(buf.p);
}

static void
views_compare_as_bytes(void **state)
{
	(void)state;
	assert_true(npo_str_compare(npo_str_of("ab"), npo_str_of("b")) < 0);
	assert_true(npo_str_compare(npo_str_of("a"), npo_str_of("ab")) < 0);
	assert_true(npo_str_compare(npo_str_of("я"), npo_str_of("z")) > 0);
	assert_true(npo_str_equal(npo_str_of(NULL), npo_str_of("")));
	assert_true(npo_str_starts(npo_str_of("научно"), npo_str_of("на")));
	assert_false(npo_str_starts(npo_str_of("на"), npo_str_of("научно")));
}

static void
numbers_survive_encoding(void **state)
{
	const uint64_t numbers[] = { 0, 1, 127, 128, 300, UINT32_MAX,
		UINT64_MAX };
	npo_buf buf = NPO_BUF_INIT;
	npo_str in;
	uint64_t number;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(numbers); i++)
		npo_varint_put(&buf, numbers[i]);
	in = npo_buf_str(&buf);
	for (size_t i = 0; i < NPO_COUNT(numbers); i++) {
		assert_true(npo_varint_get(&in, &number));
		assert_true(number == numbers[i]);
	}
	assert_false(npo_varint_get(&in, &number));
	in = (npo_str){ "\x80\x80", 2 };
	assert_false(npo_varint_get(&in, &number));
	npo_buf_release(&buf);
}

/* and one that is cut short anywhere is none */
static void
counted_strings_survive_encoding(void **state)
{
	npo_buf buf = NPO_BUF_INIT;
	npo_str in, string;

	(void)state;
	npo_counted_put(&buf, npo_str_of(""));
	npo_counted_put(&buf, npo_str_of("завод"));
	in = npo_buf_str(&buf);
	assert_true(npo_counted_get(&in, &string));
	assert_int_equal(string.len, 0);
	assert_true(npo_counted_get(&in, &string));
	assert_true(npo_str_equal(string, npo_str_of("завод")));
	assert_int_equal(in.len, 0);
	assert_false(npo_counted_get(&in, &string));
	for (size_t len = 1; len + 1 < buf.len; len++) {
		in = (npo_str){ buf.p + 1, len };
		assert_false(npo_counted_get(&in, &string));
	}
	npo_buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buffer_grows_and_stays_terminated),
		cmocka_unit_test(views_compare_as_bytes),
		cmocka_unit_test(numbers_survive_encoding),
		cmocka_unit_test(counted_strings_survive_encoding),
	};

	return RUN_TESTS();
}
