/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files of wiki markup: title, spans, lines */
#include "sink.h"

static struct got got;

static void
read_wiki(const char *text)
{
	assert_ok(read_bytes(npo_str_of(text), "d/Some page.wiki", "wikitext",
		NULL, &got, err));
	assert_int_equal(got.documents, 1);
}

static size_t
line_of(const char *text, const char *what)
{
	const char *found = strstr(text, what);
	size_t line = 1;

	assert_non_null(found);
	for (; text < found; text++)
		line += *text == '\n';
	return line;
}

static void
title_comes_from_the_first_that_is_there(void **state)
{
	static const struct {
		const char *source, *title;
		size_t spans;
	} pages[] = {
		{ "\n= A title =\nAn '''NPO'''\n", "A title", 1 },
		{ "{{a}}\nAn '''NPO''' is\n== S ==\n", "NPO", 2 },
		{ "{{a}}\nA line\nmore\n== S ==\n", "A line", 2 },
		{ "== S ==\nAn '''NPO'''\n", "S", 1 },
		{ "<!-- none -->\n", "Some page", 0 },
		{ "", "Some page", 0 },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(pages); i++) {
		npo_buf log = NPO_BUF_INIT;

		read_wiki(pages[i].source);
		npo_buf_addf(
			&log, "1 wikitext UTF-8 title=%s\n", pages[i].title);
		assert_string_equal(got.log.p, log.p);
		assert_int_equal(got.span_count, pages[i].spans);
		if (got.span_count)
			assert_span(&got, 0, NPO_SPAN_TITLE, pages[i].title);
		npo_buf_release(&log);
	}
}

static void
lines_are_those_of_the_source(void **state)
{
	static const char source[] =
		"{{Infobox\n| name = НПО\n| city = Самара\n}}\n\n"
		"'''НПО''' <!-- one\ntwo --> here\n\n== Раздел ==\n"
		"{| class=\"a\"\n|-\n| ячейка\n|}\n[[File:a.jpg|thumb|\n"
		"подпись]]\n<ref\nname=\"x\">note</ref>\nend\n";
	static const char *const words[] = { "Самара", "here", "Раздел",
		"ячейка", "подпись", "note", "end" };

	(void)state;
	read_wiki(source);
	for (size_t i = 0; i < NPO_COUNT(words); i++)
		assert_int_equal(line_of(got.text.p, words[i]),
			line_of(source, words[i]));
	assert_null(strstr(got.text.p, "Infobox"));
	assert_null(strstr(got.text.p, "two"));
	assert_null(strstr(got.text.p, "class"));
}

static void
corpus_page_keeps_lists_and_sections(void **state)
{
	static const char *const names[] = {
		"Scientific production association", "History", "List of NPOs",
		"List of NVPs", "See also"
	};
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	assert_ok(npo_file_read(NPO_TESTS "/../corpus/npo-wikitext.txt",
		1 << 20, &source, err));
	assert_ok(read_bytes(npo_buf_str(&source), "npo-wikitext.txt", NULL,
		NULL, &got, err));
	assert_int_equal(got.span_count, NPO_COUNT(names));
	for (size_t i = 0; i < NPO_COUNT(names); i++)
		assert_span(&got, i, i ? NPO_SPAN_SECTION : NPO_SPAN_TITLE,
			names[i]);
	assert_int_equal(line_of(got.text.p, "NPO Trud/Kusnetsov (Samara)"),
		line_of(source.p, "NPO Trud/Kusnetsov (Samara)"));
	assert_non_null(strstr(got.text.p, "(научно-производственное "
					   "объединение, nauchno-"));
	assert_non_null(strstr(got.text.p, "the R-12 Dvina rocket"));
	npo_buf_release(&source);
	got_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(title_comes_from_the_first_that_is_there),
		cmocka_unit_test(lines_are_those_of_the_source),
		cmocka_unit_test(corpus_page_keeps_lists_and_sections),
	};

	return RUN_TESTS();
}
