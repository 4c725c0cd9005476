/* SPDX-License-Identifier: GPL-2.0-or-later */
/* decoding by a charset's name, and of UTF-8 that is not quite well-formed */
#include "../test.h"

#include "npo/text.h"

static void
assert_decodes(npo_str bytes, const char *charset, const char *want,
	const char *name)
{
	npo_buf utf8 = NPO_BUF_INIT;
	const char *used = NULL;

	assert_ok(npo_text_decode(bytes, charset, &utf8, &used, err));
	assert_string_equal(utf8.p, want);
	assert_string_equal(used, name);
	npo_buf_release(&utf8);
}

static void
a_named_charset_is_used(void **state)
{
	npo_str word = npo_str_of("\xC0\xEB\xEC\xE0\xE7");

	(void)state;
	assert_decodes(word, "windows-1251", "Алмаз", "windows-1251");
	assert_decodes(word, "CP1251", "Алмаз", "windows-1251");
	assert_decodes(word, "latin1", "Àëìàç", "ISO-8859-1");
	assert_decodes(npo_str_of("\xEF\xBB\xBFя"), "utf8", "я", "UTF-8");
	assert_decodes(npo_str_of("\xFF\xFE" "A\x04"), "UTF-16", "с",
		"UTF-16");
}

static void
an_unknown_charset_is_einval(void **state)
{
	npo_buf utf8 = NPO_BUF_INIT;
	const char *used;
	npo_error err;

	(void)state;
	assert_int_equal(npo_text_decode(npo_str_of("a"), "klingon", &utf8,
				 &used, &err), NPO_EINVAL);
	assert_non_null(strstr(err.text, "'klingon'"));
	assert_int_equal(npo_text_decode(npo_str_of("a"), "", &utf8, &used,
				 &err), NPO_EINVAL);
	npo_buf_release(&utf8);
}

static void
slightly_broken_utf8_stays_utf8(void **state)
{
	(void)state;
	assert_decodes(npo_str_of("Альтаи\xD1"), NULL,
		"Альтаи\xEF\xBF\xBD", "UTF-8");
	assert_decodes(npo_str_of("цена 5 \x80 за ракету и завод"), NULL,
		"цена 5 \xEF\xBF\xBD за ракету и завод", "UTF-8");
	assert_decodes(npo_str_of("caf\xE9"), NULL, "café", "windows-1252");
}

static void
malformed_bytes_of_a_named_charset_are_replaced(void **state)
{
	(void)state;
	assert_decodes(npo_str_of("a\xFF" "b"), "UTF-8", "a\xEF\xBF\xBD" "b",
		"UTF-8");
	assert_decodes((npo_str){ "a\0\0\xD8" "b\0", 6 }, "UTF-16LE",
		"a\xEF\xBF\xBD" "b", "UTF-16LE");
}

static void
a_long_text_is_decoded_whole(void **state)
{
	npo_buf bytes = NPO_BUF_INIT, utf8 = NPO_BUF_INIT;
	const char *used;

	(void)state;
	for (int i = 0; i < 20000; i++)
		npo_buf_adds(&bytes, "\xE7\xE0\xE2\xEE\xE4 ");
	assert_ok(npo_text_decode(
		npo_buf_str(&bytes), NULL, &utf8, &used, err));
	assert_string_equal(used, "windows-1251");
	assert_int_equal(utf8.len, 20000 * 11);
	assert_memory_equal(utf8.p + utf8.len - 11, "завод ", 11);
	npo_buf_release(&bytes);
	npo_buf_release(&utf8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_named_charset_is_used),
		cmocka_unit_test(an_unknown_charset_is_einval),
		cmocka_unit_test(slightly_broken_utf8_stays_utf8),
		cmocka_unit_test(malformed_bytes_of_a_named_charset_are_replaced),
		cmocka_unit_test(a_long_text_is_decoded_whole),
	};

	return RUN_TESTS();
}
