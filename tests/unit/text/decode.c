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

static bool
is_text(npo_str bytes)
{
	npo_buf utf8 = NPO_BUF_INIT;
	const char *used;
	npo_error err;
	npo_status st = npo_text_decode(bytes, "UTF-8", &utf8, &used, &err);

	npo_buf_release(&utf8);
	assert_true(!st || st == NPO_EFORMAT);
	return !st;
}

/* more than a tenth of control characters, or more than half malformed; at
 * any place, as the text is looked through by blocks */
static void
what_is_no_text_is_told_anywhere(void **state)
{
	static const struct {
		const char *piece;
		int most;	/* that a text of 200 characters may have */
	} odd[] = { { "\x01", 20 }, { "\x08", 20 }, { "\x0E", 20 },
		{ "\x1F", 20 }, { "\x7F", 20 }, { "\xC2\x80", 20 },
		{ "\xC2\x9F", 20 }, { "\xEF\xBF\xBD", 100 }, { "\xFF", 100 },
		{ "\t", 200 }, { "\r", 200 }, { "\x1B", 200 },
		{ "\xC2\xA0", 200 }, { "\xEF\xBF\xBC", 200 }, { "я", 200 } };
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(odd); i++) {
		for (int before = 0; before < 200; before++) {
			for (int more = 0; more < 2; more++) {
				int count = odd[i].most + more;

				if (before + count > 200)
					continue;
				npo_buf_reset(&text);
				for (int at = 0; at < 200; at++)
					npo_buf_adds(&text, at < before ||
						at >= before + count
						? "a" : odd[i].piece);
				if (is_text(npo_buf_str(&text)) == more)
					fail_msg("%d of kind %zu behind %d",
						count, i, before);
			}
		}
	}
	npo_buf_release(&text);
}

static void
a_nul_is_told_with_its_place(void **state)
{
	npo_buf utf8 = NPO_BUF_INIT;
	char text[200], want[64];
	const char *used;
	npo_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		text[i] = '\0';
		snprintf(want, sizeof(want), "(a NUL at byte %zu)", i);
		assert_int_equal(npo_text_decode((npo_str){ text, sizeof(text) },
			"UTF-8", &utf8, &used, &err), NPO_EFORMAT);
		assert_non_null(strstr(err.text, want));
	}
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
		cmocka_unit_test(what_is_no_text_is_told_anywhere),
		cmocka_unit_test(a_nul_is_told_with_its_place),
	};

	return RUN_TESTS();
}
