/* SPDX-License-Identifier: GPL-2.0-or-later */
/* messages: names that cannot break a line */
#include "../test.h"

#include "indexer/indexer.h"

static void
assert_escaped(const char *text, const char *wanted)
{
	npo_buf out = NPO_BUF_INIT;

	report_escape(&out, npo_str_of(text));
	assert_string_equal(out.p, wanted);
	npo_buf_release(&out);
}

static void
what_breaks_a_line_is_escaped(void **state)
{
	(void)state;
	assert_escaped("Папка/ß.txt", "Папка/ß.txt");
	assert_escaped("a\nb\tc\\", "a\\nb\\tc\\\\");
	assert_escaped("\033[2J\r\177", "\\033[2J\\015\\177");
	assert_escaped("\xCC\xE8\xF0", "\\314\\350\\360");
	assert_escaped("\xC2\x9B", "\\302\\233");
	assert_escaped("\xE2\x80\xAE", "\\342\\200\\256");
	assert_escaped("\xE2\x80\xA8", "\\342\\200\\250");
}

static void
names_below_the_current_folder_are_short(void **state)
{
	static char cwd[] = "/home/x";
	ix_report report = {.cwd = cwd};
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	report_name(&report, &out, "/home/x/a/b");
	npo_buf_addc(&out, ' ');
	report_name(&report, &out, "/home/xy");
	npo_buf_addc(&out, ' ');
	report_name(&report, &out, "/home/x");
	assert_string_equal(out.p, "a/b /home/xy /home/x");
	npo_buf_release(&out);
}

static void
reason_does_not_repeat_the_name(void **state)
{
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	report_reason(&out, "/a\nb", "cannot read '/a\nb': broken");
	assert_string_equal(out.p, "cannot read: broken");
	npo_buf_reset(&out);
	report_reason(&out, "/a", "binary data '/a'");
	assert_string_equal(out.p, "binary data");
	npo_buf_reset(&out);
	report_reason(&out, "/a", "binary data");
	assert_string_equal(out.p, "binary data");
	npo_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_breaks_a_line_is_escaped),
		cmocka_unit_test(names_below_the_current_folder_are_short),
		cmocka_unit_test(reason_does_not_repeat_the_name),
	};

	return RUN_TESTS();
}
