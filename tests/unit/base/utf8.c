/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 in and out */
#include "../test.h"

static void
every_code_point_survives(void **state)
{
	npo_buf buf = NPO_BUF_INIT;

	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		const char *at;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		npo_buf_reset(&buf);
		npo_utf8_put(&buf, code);
		at = buf.p;
		if (npo_utf8_next(&at, buf.p + buf.len) != code ||
			at != buf.p + buf.len)
			fail_msg("U+%04X does not survive", code);
	}
	npo_buf_release(&buf);
}

static void
malformed_bytes_are_stepped_over_singly(void **state)
{
	const char *bad[] = { "\x80", "\xC0\x80", "\xE0\x80\x80",
		"\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8", "\xD0", "\xE2\x82" };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(bad); i++) {
		const char *at = bad[i];

		assert_true(npo_utf8_next(&at, bad[i] + strlen(bad[i])) ==
			NPO_BAD_CODE);
		assert_ptr_equal(at, bad[i] + 1);
		assert_false(npo_utf8_valid(npo_str_of(bad[i])));
	}
}

static void
a_cut_never_splits_a_letter(void **state)
{
	const char *text = "aя€𐍈";

	(void)state;
	assert_int_equal(npo_utf8_cut(text, 0), 0);
	assert_int_equal(npo_utf8_cut(text, 1), 1);
	assert_int_equal(npo_utf8_cut(text, 2), 1);
	assert_int_equal(npo_utf8_cut(text, 3), 3);
	assert_int_equal(npo_utf8_cut(text, 5), 3);
	assert_int_equal(npo_utf8_cut(text, 9), 6);
	assert_int_equal(npo_utf8_cut(text, 10), 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(malformed_bytes_are_stepped_over_singly),
		cmocka_unit_test(a_cut_never_splits_a_letter),
	};

	return RUN_TESTS();
}
