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

/* The first of the pieces below, which are well-formed. */
#define GOOD 8

/* wherever in a text the others stand */
static void
what_is_well_formed_ends_before_them(void **state)
{
	static const char *const piece[] = { "a", "word ", "я", "слово ", "é",
		"\xDF\xBF", "€", "𐍈", "\xE2\x82", "\xD0", "\x80",
		"\xC1\xBF", "\xED\xA0\x80" };
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	srand(1);
	for (int round = 0; round < 50000; round++) {
		const char *at, *end, *good;

		npo_buf_reset(&text);
		for (int i = rand() % 16; i >= 0; i--)
			npo_buf_adds(&text, piece[(size_t)rand() %
				(i ? GOOD : NPO_COUNT(piece))]);
		for (int i = rand() % 8; i; i--)
			npo_buf_adds(&text, piece[(size_t)rand() % GOOD]);
		at = good = text.p;
		end = text.p + text.len;
		while (at < end && npo_utf8_next(&at, end) != NPO_BAD_CODE)
			good = at;
		if (npo_utf8_good(npo_buf_str(&text)) !=
			(size_t)(good - text.p))
			fail_msg("in '%s'", text.p);
		assert_int_equal(npo_utf8_valid(npo_buf_str(&text)),
			good == end);
	}
	npo_buf_release(&text);
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
		cmocka_unit_test(what_is_well_formed_ends_before_them),
		cmocka_unit_test(a_cut_never_splits_a_letter),
	};

	return RUN_TESTS();
}
