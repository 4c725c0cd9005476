/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML markup taken out: rows, headings, and documents made to hurt */
#include "../test.h"

#include "lib/format/html.h"

static void
strip(npo_str source, npo_html_text *page)
{
	npo_buf bytes = NPO_BUF_INIT;

	npo_html_release(page);
	npo_buf_addstr(&bytes, source);
	assert_ok(npo_html_strip(&bytes, page, err));
	npo_buf_release(&bytes);
}

static void
strip_row(char **cell, size_t cells, size_t line)
{
	npo_html_text page = {0};

	assert_true(cells >= 3);
	strip(npo_str_of(cell[0]), &page);
	if (strcmp(page.text.p, cell[1]))
		print_error("line %zu: %s\n", line, cell[2]);
	assert_string_equal(page.text.p, cell[1]);
	npo_html_release(&page);
}

static void
markup_leaves_the_text_of_its_row(void **state)
{
	(void)state;
	test_rows("html.tsv", 60, strip_row);
}

static void
headings_are_spans_of_the_text(void **state)
{
	static const char source[] =
		"<title>\n The\n title </title><h1>One</h1>\n<h2> </h2>"
		"<svg><title>no</title></svg><h2>Два <i>&amp;</i> 2\n</h2>"
		"<h3>a<h4>b</h4><p>text<h5>last";
	static const char *const names[] = {
		"The\ntitle", "One", "Два & 2", "a", "b", "last"};
	npo_html_text page = {0};

	(void)state;
	strip(npo_str_of(source), &page);
	assert_int_equal(page.span_count, NPO_COUNT(names));
	for (size_t i = 0; i < page.span_count; i++) {
		npo_span span = page.span[i];
		npo_str name = {
			page.text.p + span.start, span.end - span.start};

		assert_true(npo_str_equal(name, npo_str_of(names[i])));
		assert_int_equal(
			span.kind, i ? NPO_SPAN_SECTION : NPO_SPAN_TITLE);
	}
	assert_true(page.titled && page.headed);
	assert_int_equal(page.h1, 1);
	npo_html_release(&page);
}

static void
heading_without_end_is_limited(void **state)
{
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&source, "<h2>");
	while (source.len < 5000)
		npo_buf_adds(&source, "слово ");
	strip(npo_buf_str(&source), &page);
	assert_int_equal(page.span_count, 1);
	assert_in_range(page.span[0].end - page.span[0].start, 900, 1000);
	npo_html_release(&page);
	npo_buf_release(&source);
}

static size_t
newlines(npo_str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.p[i] == '\n';
	return count;
}

/* What holds of every document, however broken. */
static void
check_page(npo_str source, npo_html_text *page)
{
	npo_str text;
	size_t last = 0;

	strip(source, page);
	text = npo_buf_str(&page->text);
	assert_true(npo_utf8_valid(text));
	assert_int_equal(newlines(text), newlines(source));
	for (size_t i = 0; i < page->span_count; i++) {
		assert_true(page->span[i].start >= last);
		assert_true(page->span[i].end > page->span[i].start);
		last = page->span[i].end;
	}
	assert_true(last <= text.len);
}

static void
much_of_one_mark_is_read_at_once(void **state)
{
	static const char *const marks[] = {"<", "</", "<b", "<b>", "</b>",
		"<b></i>", "<p>", "<div>", "<div></b>", "<table>", "<td>",
		"<li>", "<h1>", "<title>", "<a b=\"", "<a b=c>", "<!--",
		"<!---->", "<!", "<![a]>", "<?", "<?a", "<?a>", "<script>",
		"<script></script>", "<svg>", "<svg><b>", "<svg></svg>",
		"<template></b>", "&", "&amp", "&amp;", "&#1;", "&#x", "&a",
		"&a;", "<img alt=a>", "<img alt='", "<br>", "\n", "<b\n>",
		"<html>", "<body>", "<head>", "<!DOCTYPE html>", "<x><y></x>",
		"a", "ж", "<b>ж</b>", "</p>", "<form>", "<a><a>", "<font>",
		"<select>", "<option>", "<dl><dd>", "<i><p>", "<i><p></i>"};
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(marks); i++) {
		npo_buf_reset(&source);
		while (source.len < 1 << 18)
			npo_buf_adds(&source, marks[i]);
		check_page(npo_buf_str(&source), &page);
	}
	npo_buf_release(&source);
	npo_html_release(&page);
}

static void
tag_of_many_attributes_is_read_at_once(void **state)
{
	static const char *const ends[] = {">", "/>", " alt=b>", ""};
	static const char *const tags[] = {"<b", "<p", "<html", "<!-- <b",
		"</b><b", "<?a <b", "<? <b", "\1<b", "<body><body"};
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(ends) * NPO_COUNT(tags); i++) {
		npo_buf_reset(&source);
		npo_buf_adds(&source, "<p>word</p>");
		npo_buf_adds(&source, tags[i % NPO_COUNT(tags)]);
		for (int k = 0; k < 100000; k++)
			npo_buf_addf(&source, " a%d='>'\n", k);
		npo_buf_adds(&source, ends[i / NPO_COUNT(tags)]);
		npo_buf_adds(&source, "<p>end</p>");
		check_page(npo_buf_str(&source), &page);
		assert_non_null(strstr(page.text.p, "word"));
	}
	npo_buf_release(&source);
	npo_html_release(&page);
}

static void
deep_nesting_keeps_the_text(void **state)
{
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		npo_buf_addf(&source, "%s<b>", i % 100 ? "" : "\n<div>");
	npo_buf_adds(&source, "the bo<i>tt</i>om");
	for (int i = 0; i < 100000; i++)
		npo_buf_adds(&source, "</b>");
	npo_buf_adds(&source, "\n<h2>After</h2>\n<p>b<svg>");
	for (int i = 0; i < 100000; i++)
		npo_buf_adds(&source, "<g>no<b>");
	npo_buf_adds(&source, "</svg>c");
	check_page(npo_buf_str(&source), &page);
	assert_non_null(strstr(page.text.p, "\nthe bottom\n"));
	assert_non_null(strstr(page.text.p, "\v\nb c"));
	assert_null(strstr(page.text.p, "no"));
	assert_int_equal(page.span_count, 1);
	npo_buf_release(&source);
	npo_html_release(&page);
}

/* Inline elements: whether they are open does not change a word. */
static void
word_goes_on_where_a_parser_begins_again(void **state)
{
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT, wanted = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&source, "<p>");
	for (int i = 0; i < 3000; i++) {
		npo_buf_addf(&source, "<i>%d", i);
		npo_buf_addf(&wanted, "%d", i);
	}
	strip(npo_buf_str(&source), &page);
	assert_string_equal(page.text.p, wanted.p);
	npo_buf_release(&source);
	npo_buf_release(&wanted);
	npo_html_release(&page);
}

/* xorshift32 (Marsaglia 2003): the same documents on every machine. */
static uint32_t
random_below(uint32_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % (uint32_t)limit;
}

static void
mutated_documents_keep_lines_and_letters(void **state)
{
	static const char *const pieces[] = {"<p>", "</p>", "<b>", "</b>",
		"<h1>", "</h1>", "<h2", ">", "<", "</", "/>", "\n", "\n\n", " ",
		"<title>", "</title>", "<script>", "</script>", "<style>",
		"</style>", "<svg>", "</svg>", "<template>", "</template>",
		"<td>", "</td>", "<tr>", "<table>", "</table>", "<li>", "<ul>",
		"<br>", "<img alt='", "'", "\"", "=", "<!--", "-->", "<!", "<?",
		"<![CDATA[", "]]>", "&amp;", "&#10;", "&#", "&", ";", "<html",
		" lang=ru", "<body>", "</body>", "</html>", "НПО", "объё",
		"Энергомаш ", "a", "\r\n", "\u0301", "\xC2\x85", "\f", "\1",
		"<meta name=author content=", "<a href=\""};
	npo_html_text page = {0};
	npo_buf source = NPO_BUF_INIT;
	uint32_t seed = 20680924;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		size_t count = 1 + random_below(&seed, round % 30 ? 80 : 3000);

		npo_buf_reset(&source);
		while (count--)
			npo_buf_adds(&source,
				pieces[random_below(&seed, NPO_COUNT(pieces))]);
		check_page(npo_buf_str(&source), &page);
	}
	npo_buf_release(&source);
	npo_html_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_leaves_the_text_of_its_row),
		cmocka_unit_test(headings_are_spans_of_the_text),
		cmocka_unit_test(heading_without_end_is_limited),
		cmocka_unit_test(much_of_one_mark_is_read_at_once),
		cmocka_unit_test(tag_of_many_attributes_is_read_at_once),
		cmocka_unit_test(deep_nesting_keeps_the_text),
		cmocka_unit_test(word_goes_on_where_a_parser_begins_again),
		cmocka_unit_test(mutated_documents_keep_lines_and_letters),
	};

	return RUN_TESTS();
}
