/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charsets are recognized, what is no text is refused */
#include "../test.h"

#include "npo/text.h"

#include <unicode/ucnv.h>

static size_t failures;

static void
encode(const char *text, const char *charset, npo_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = ucnv_convert(charset, "UTF-8", NULL, 0, text,
		(int32_t)strlen(text), &status);

	status = U_ZERO_ERROR;
	npo_buf_reserve(out, (size_t)len);
	ucnv_convert(charset, "UTF-8", out->p, len + 1, text,
		(int32_t)strlen(text), &status);
	assert_true(U_SUCCESS(status));
	out->len = (size_t)len;
}

static void
charset_row(char **cell, size_t cells, size_t line)
{
	npo_buf bytes = NPO_BUF_INIT, utf8 = NPO_BUF_INIT;
	const char *used = NULL, *want = cell[0];

	assert_int_equal(cells, 3);
	if (!strncmp(want, "\xEF\xBB\xBF", 3))
		want += 3;
	encode(cell[0], cell[1], &bytes);
	assert_ok(npo_text_decode(
		npo_buf_str(&bytes), NULL, &utf8, &used, err));
	if (strcmp(used, cell[2]) || strcmp(utf8.p, want)) {
		print_error("line %zu: %s, not %s: '%s'\n", line, used,
			cell[2], utf8.p);
		failures++;
	}
	npo_buf_release(&bytes);
	npo_buf_release(&utf8);
}

static void
rows_of_charset_tsv_hold(void **state)
{
	(void)state;
	failures = 0;
	test_rows("charset.tsv", 24, charset_row);
	assert_int_equal(failures, 0);
}

static void
assert_refused(const char *bytes, size_t len, const char *why)
{
	npo_buf utf8 = NPO_BUF_INIT;
	const char *used = "unchanged";
	npo_error err = { 0 };

	npo_buf_adds(&utf8, "before");
	assert_int_equal(npo_text_decode((npo_str){ bytes, len }, NULL, &utf8,
				 &used, &err), NPO_EFORMAT);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
	assert_string_equal(used, "unchanged");
	assert_int_equal(utf8.len, 6);
	npo_buf_release(&utf8);
}

static void
binary_data_is_refused(void **state)
{
	static const char elf[] = "\x7F""ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3E";
	static const char zeros[64];
	char noise[512];

	(void)state;
	assert_refused(zeros, 1, "binary data");
	assert_refused(zeros, 63, "binary data");
	assert_refused(zeros, 64, "binary data");
	assert_refused(elf, sizeof(elf), "binary data");
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(1 + i * 151 % 255);
	assert_refused(noise, sizeof(noise), "control characters");
}

static void
half_a_character_at_the_end_is_refused(void **state)
{
	(void)state;
	assert_refused("\xFF\xFE""A", 3, "ends inside a character");
	assert_refused("\xFF\xFE\0\0A\0", 6, "ends inside a character");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_charset_tsv_hold),
		cmocka_unit_test(binary_data_is_refused),
		cmocka_unit_test(half_a_character_at_the_end_is_refused),
	};

	return RUN_TESTS();
}
