/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plain text: title and headings */
#include "sink.h"

static struct got got;

static void
read_text(const char *text)
{
	assert_ok(read_bytes(
		npo_str_of(text), "d/a.txt", "plain", NULL, &got, err));
	assert_int_equal(got.documents, 1);
	assert_string_equal(got.text.p, text);
}

static void
first_line_is_the_title(void **state)
{
	(void)state;
	read_text("\n \r\n\t Энергомаш \r\nbody\n");
	assert_string_equal(got.log.p, "1 plain UTF-8 title=Энергомаш\n");
	assert_int_equal(got.span_count, 1);
	assert_span(&got, 0, NPO_SPAN_TITLE, "Энергомаш");
}

static void
signs_of_a_heading_are_no_title(void **state)
{
	(void)state;
	read_text("## Корпус \n\nBody.\n");
	assert_string_equal(got.log.p, "1 plain UTF-8 title=Корпус\n");
	assert_span(&got, 0, NPO_SPAN_TITLE, "Корпус");
	read_text("#include <stdio.h>\n");
	assert_span(&got, 0, NPO_SPAN_TITLE, "#include <stdio.h>");
	read_text("# \n");
	assert_span(&got, 0, NPO_SPAN_TITLE, "#");
}

static void
long_title_is_cut_at_a_letter(void **state)
{
	char text[601] = "a";

	(void)state;
	for (size_t i = 1; i < 599; i += 2)
		memcpy(text + i, "ж", 2);
	read_text(text);
	assert_int_equal(got.spans[0].end, 199);
}

static void
title_ends_at_a_carriage_return(void **state)
{
	(void)state;
	read_text("Title\rbody\r");
	assert_span(&got, 0, NPO_SPAN_TITLE, "Title");
}

static void
lines_that_stand_alone_are_headings(void **state)
{
	(void)state;
	read_text("Title\nSubtitle\n\nBody it is.\n\nList of NPOs\n\n\n"
		  "  1. ^ a b Guroff.\n\nКто есть кто \r\n\r\nТекст.\n\n"
		  "Last line\n");
	assert_int_equal(got.span_count, 3);
	assert_span(&got, 1, NPO_SPAN_SECTION, "List of NPOs");
	assert_span(&got, 2, NPO_SPAN_SECTION, "Кто есть кто");
}

/* Line by line something that is no heading. */
static void
doubtful_lines_are_no_headings(void **state)
{
	static const char *const lines[] = { "A sentence.", "Is it?",
		"Wait:", "small letters", "- an item", "* * *", "1980",
		"  Indented", "строчная буква", "\"Quoted\"", "«Цитата»",
		"Noted[1]", "|",
		"A line that is far too long to be taken for the heading of it",
		"Two lines\nof prose", "=====" };
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(lines); i++) {
		npo_buf_reset(&text);
		npo_buf_addf(&text, "Title\n\n%s\n\nBody it is.\n", lines[i]);
		read_text(text.p);
		if (got.span_count != 1)
			print_error("a heading: %s\n", lines[i]);
		assert_int_equal(got.span_count, 1);
	}
	npo_buf_release(&text);
}

static void
lines_of_a_poem_are_no_headings(void **state)
{
	(void)state;
	read_text("Title\n\nOne line\n\nAnother line\n\nA third\n\nThe end\n");
	assert_int_equal(got.span_count, 1);
}

static void
lines_without_a_letter_are_no_title(void **state)
{
	static const char *const heads[] = { "/*\n", "*******\n\n", "--\n1\n",
		"\u2554\u2550\u2550\u2557\n", "\xC2\xA9\r\n" };
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(heads); i++) {
		npo_buf_reset(&text);
		npo_buf_addf(&text, "%s The title\nBody it is.\n", heads[i]);
		read_text(text.p);
		assert_string_equal(
			got.log.p, "1 plain UTF-8 title=The title\n");
		assert_span(&got, 0, NPO_SPAN_TITLE, "The title");
	}
	read_text("1980\n\n1981\n");
	assert_string_equal(got.log.p, "1 plain UTF-8 title=1980\n");
	npo_buf_release(&text);
}

static void
text_of_blanks_is_named_after_its_file(void **state)
{
	(void)state;
	read_text(" \n\n");
	assert_string_equal(got.log.p, "1 plain UTF-8 title=a.txt\n");
	assert_int_equal(got.span_count, 0);
}

static void
corpus_has_its_headings(void **state)
{
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	assert_ok(npo_file_read(
		NPO_TESTS "/../corpus/npo-plain.txt", 1 << 20, &text, err));
	read_text(text.p);
	assert_int_equal(got.span_count, 2);
	assert_span(
		&got, 0, NPO_SPAN_TITLE, "Scientific Production Association");
	assert_span(&got, 1, NPO_SPAN_SECTION, "List of NPOs");
	npo_buf_reset(&text);
	assert_ok(npo_file_read(
		NPO_TESTS "/../corpus/npo-russian.txt", 1 << 20, &text, err));
	read_text(text.p);
	assert_int_equal(got.span_count, 4);
	assert_span(&got, 3, NPO_SPAN_SECTION, "Что осталось");
	npo_buf_release(&text);
	got_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_line_is_the_title),
		cmocka_unit_test(signs_of_a_heading_are_no_title),
		cmocka_unit_test(long_title_is_cut_at_a_letter),
		cmocka_unit_test(title_ends_at_a_carriage_return),
		cmocka_unit_test(lines_that_stand_alone_are_headings),
		cmocka_unit_test(doubtful_lines_are_no_headings),
		cmocka_unit_test(lines_of_a_poem_are_no_headings),
		cmocka_unit_test(lines_without_a_letter_are_no_title),
		cmocka_unit_test(text_of_blanks_is_named_after_its_file),
		cmocka_unit_test(corpus_has_its_headings),
	};

	return RUN_TESTS();
}
