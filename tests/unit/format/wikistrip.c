/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wiki markup taken out: rows, headings, and pages made to hurt */
#include "../test.h"

#include "lib/format/wiki.h"

static void
strip_row(char **cell, size_t cells, size_t line)
{
	npo_wiki_text page = { 0 };

	assert_true(cells >= 3);
	npo_wiki_strip(npo_str_of(cell[0]), &page);
	if (strcmp(page.text.p, cell[1]))
		print_error("line %zu: %s\n", line, cell[2]);
	assert_string_equal(page.text.p, cell[1]);
	npo_wiki_release(&page);
}

static void
markup_leaves_the_text_of_its_row(void **state)
{
	(void)state;
	test_rows("wikitext.tsv", 100, strip_row);
}

static void
headings_are_spans_of_the_text(void **state)
{
	static const char source[] = "= The '''title''' =\n'''Not''' it\n"
				     "{{a|\n== no ==\n}}\n== [[x|One]] ==\n"
				     "====  Два &amp; 2 ====\r\n= Last =";
	static const char *const names[] = { "The title", "One", "Два & 2",
		"Last" };
	npo_wiki_text page = { 0 };

	(void)state;
	npo_wiki_strip(npo_str_of(source), &page);
	assert_int_equal(page.span_count, NPO_COUNT(names));
	for (size_t i = 0; i < page.span_count; i++) {
		npo_span span = page.span[i];
		npo_str name = { page.text.p + span.start,
			span.end - span.start };

		assert_true(npo_str_equal(name, npo_str_of(names[i])));
		assert_int_equal(
			span.kind, i ? NPO_SPAN_SECTION : NPO_SPAN_TITLE);
	}
	npo_wiki_release(&page);
}

static void
bold_text_of_the_lead_is_found(void **state)
{
	static const char *const pages[] = {
		"{{a|'''no'''}} An '''NPO''' '''x'''", "'''no\n'''NPO''' is",
		"==x==\n'''no'''", "no"
	};
	static const char *const bold[] = { "NPO", "NPO", "", "" };
	npo_wiki_text page = { 0 };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(pages); i++) {
		npo_str text;

		npo_wiki_strip(npo_str_of(pages[i]), &page);
		text.p = page.text.p + page.bold.start;
		text.len = page.bold.end - page.bold.start;
		assert_true(npo_str_equal(text, npo_str_of(bold[i])));
	}
	npo_wiki_release(&page);
}

static size_t
newlines(npo_str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.p[i] == '\n';
	return count;
}

/* What holds of every page, however broken. */
static void
check_page(npo_str source, npo_wiki_text *page)
{
	npo_str text;
	size_t last = 0;

	npo_wiki_strip(source, page);
	text = npo_buf_str(&page->text);
	assert_true(npo_utf8_valid(text));
	assert_int_equal(newlines(text), newlines(source));
	for (size_t i = 0; i < page->span_count; i++) {
		assert_true(page->span[i].start >= last);
		assert_true(page->span[i].end > page->span[i].start);
		last = page->span[i].end;
	}
	assert_true(last <= text.len);
	assert_true(page->bold.end <= text.len);
}

static void
a_megabyte_of_one_mark_is_read_at_once(void **state)
{
	static const char *const marks[] = { "{{", "[[", "<ref>", "{{a|",
		"[[a|", "[[File:a|", "<!--", "<pre>", "<nowiki", "<ref ", "''",
		"'''''", "a''b", "{|\n", "{|\n|", "[http://a ", "}}", "]]",
		"|}", "|", "==", "= a =", "\n== a ==", "&", "&amp", "__A", "-{",
		"{{{", "<!---->", "{{a}}", "[[ ", ":", "<math>x</math>",
		"<pre>\n</nowiki>", "[[Category:", "||", "!!",
		"{{a|b=", "[[a\n\n", "{{lang|", "{{#if:", "<b", "</",
		"{{a|[[b|" };
	npo_wiki_text page = { 0 };
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(marks); i++) {
		npo_buf_reset(&source);
		while (source.len < 1 << 20)
			npo_buf_adds(&source, marks[i]);
		check_page(npo_buf_str(&source), &page);
	}
	npo_buf_release(&source);
	npo_wiki_release(&page);
}

static void
deep_nesting_keeps_the_text(void **state)
{
	npo_wiki_text page = { 0 };
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		npo_buf_adds(&source, "{{a|");
	npo_buf_adds(&source, "the bottom");
	for (int i = 0; i < 100000; i++)
		npo_buf_adds(&source, "}}");
	npo_buf_adds(&source, "\n== After ==\n{{a|b}}");
	check_page(npo_buf_str(&source), &page);
	assert_non_null(strstr(page.text.p, "the bottom"));
	assert_non_null(strstr(page.text.p, "\nAfter\v\nb"));
	assert_int_equal(page.span_count, 1);
	npo_buf_release(&source);
	npo_wiki_release(&page);
}

/* xorshift32 (Marsaglia 2003): the same pages on every machine. */
static uint32_t
random_below(uint32_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % (uint32_t)limit;
}

static void
mutated_pages_keep_lines_and_letters(void **state)
{
	static const char *const pieces[] = { "{{", "}}", "[[", "]]", "|", "=",
		"==", "\n", "\n\n", "\n== Раздел ==\n", "'''", "''", "<ref>",
		"</ref>", "<ref name=a/>", "<!--", "-->", "<nowiki>",
		"</nowiki>", "<pre>", "</pre>", "<math>", "</math>", "\n{|",
		"\n|-", "\n|}", "\n|", "\n!", "||", "!!", "* ", "#", ":", ";",
		"[http://a.org ", "]", "&amp;", "&#10;", "&", "__TOC__", "-{",
		"}-", "File:", "Категория:", "ru:", "lang|ru|", "НПО", "объё",
		"Энергомаш ", "a", " ", "<br>", "<", ">", "\r\n", "\u0301" };
	npo_wiki_text page = { 0 };
	npo_buf source = NPO_BUF_INIT;
	uint32_t seed = 20680924;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t count = 1 + random_below(&seed, 80);

		npo_buf_reset(&source);
		while (count--)
			npo_buf_adds(&source,
				pieces[random_below(&seed, NPO_COUNT(pieces))]);
		check_page(npo_buf_str(&source), &page);
	}
	npo_buf_release(&source);
	npo_wiki_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_leaves_the_text_of_its_row),
		cmocka_unit_test(headings_are_spans_of_the_text),
		cmocka_unit_test(bold_text_of_the_lead_is_found),
		cmocka_unit_test(a_megabyte_of_one_mark_is_read_at_once),
		cmocka_unit_test(deep_nesting_keeps_the_text),
		cmocka_unit_test(mutated_pages_keep_lines_and_letters),
	};

	return RUN_TESTS();
}
