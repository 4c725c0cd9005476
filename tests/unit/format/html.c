/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files of HTML: charset, title, language, author, date, lines */
#include "sink.h"

static struct got got;

static void
read_html(npo_str bytes, const char *charset)
{
	npo_input like = {.max_size = 1 << 24, .charset = charset};

	assert_ok(
		read_bytes(bytes, "d/Some page.html", NULL, &like, &got, err));
	assert_int_equal(got.documents, 1);
}

static void
assert_log(const char *source, const char *log)
{
	read_html(npo_str_of(source), NULL);
	if (strcmp(got.log.p, log))
		print_error("of '%s'\n", source);
	assert_string_equal(got.log.p, log);
}

static void
title_comes_from_the_first_that_is_there(void **state)
{
	static const struct {
		const char *source, *title;
		size_t title_span, spans;
	} pages[] = {
		{"<h1>A</h1><title>\n The  <i>title</i>\n of it</title>b",
			"The title of it", 1, 2},
		{"<title> </title><h2>A</h2><h1>B</h1><h1>C</h1>", "B", 1, 3},
		{"<p>***<p>A <b>line</b><br>more<h2>B</h2>", "A line more", 0,
			2},
		{"<h3>A heading</h3><p>line", "A heading", 0, 1},
		{"<h3>***</h3><p>line", "line", 1, 2},
		{"<p><img src=x>", "Some page.html", 0, 0},
		{"", "Some page.html", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(pages); i++) {
		npo_buf log = NPO_BUF_INIT;

		npo_buf_addf(&log, "1 html UTF-8 title=%s\n", pages[i].title);
		assert_log(pages[i].source, log.p);
		assert_int_equal(got.span_count, pages[i].spans);
		if (got.span_count)
			assert_int_equal(got.spans[pages[i].title_span].kind,
				NPO_SPAN_TITLE);
		npo_buf_release(&log);
	}
}

static void
facts_come_from_the_head(void **state)
{
	(void)state;
	assert_log("<html lang=ru-RU><title>a</title>",
		"1 html UTF-8 title=a lang=ru\n");
	assert_log("<HTML XML:LANG='SR-Cyrl'><title>a</title>",
		"1 html UTF-8 title=a lang=sr\n");
	assert_log("<html lang=x-klingon><title>a</title>"
		   "<meta http-equiv=Content-Language content='de, en'>",
		"1 html UTF-8 title=a lang=de\n");
	assert_log("<html lang=''><title>a</title>", "1 html UTF-8 title=a\n");
	assert_log(
		"<title>a</title><meta name=Author content=' И. Петров '>"
		"<meta name=author content=b><meta name=description content=c>",
		"1 html UTF-8 title=a author=И. Петров\n");
	assert_log("<title>a</title><meta name=date content='3 May 2020'>"
		   "<meta property='article:published_time'"
		   " content='2020-05-17T10:00:00+03:00'>",
		"1 html UTF-8 title=a date=2020-05-17T10:00:00+03:00\n");
	assert_log("<title>a</title><meta name=DC.date content=1998>",
		"1 html UTF-8 title=a date=1998\n");
	assert_log("<title>a</title><meta name=date content=2020-5>",
		"1 html UTF-8 title=a\n");
}

static void
language_asked_for_holds_where_none_is_named(void **state)
{
	npo_input like = {.max_size = 99, .lang = "bg"};

	(void)state;
	assert_ok(read_bytes(npo_str_of("<title>a</title>"), "a.html", NULL,
		&like, &got, err));
	assert_string_equal(got.log.p, "1 html UTF-8 title=a lang=bg\n");
	assert_ok(read_bytes(npo_str_of("<html lang=uk><title>a</title>"),
		"a.html", NULL, &like, &got, err));
	assert_string_equal(got.log.p, "1 html UTF-8 title=a lang=uk\n");
}

#define NPO_1251 "\xCD\xCF\xCE \xDD\xED\xE5\xF0\xE3\xEE\xEC\xE0\xF8"

static void
charset_is_what_the_bytes_are(void **state)
{
	static const struct {
		const char *source, *asked, *charset, *title;
	} pages[] = {
		{"<meta charset=windows-1251><title>" NPO_1251, NULL,
			"windows-1251", "НПО Энергомаш"},
		{"<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; "
		 "charset = cp1251\"><title>" NPO_1251,
			NULL, "windows-1251", "НПО Энергомаш"},
		{"<?xml version='1.0' encoding='koi8-r'?><html><title>"
		 "\xEE\xF0\xEF",
			NULL, "KOI8-R", "НПО"},
		{"<!-- a --><meta charset='latin1'><title>caf\xE9 \x93"
		 "a\x94",
			NULL, "windows-1252", "café “a”"},
		{"<meta charset=iso-8859-1><title>" NPO_1251, NULL,
			"windows-1251", "НПО Энергомаш"},
		{"<meta charset=windows-1251><title>НПО", NULL, "UTF-8", "НПО"},
		{"<meta charset=utf-16><title>НПО", NULL, "UTF-8", "НПО"},
		{"<meta charset=utf-8><title>" NPO_1251, NULL, "windows-1251",
			"НПО Энергомаш"},
		{"<meta charset=nosuch><title>" NPO_1251, NULL, "windows-1251",
			"НПО Энергомаш"},
		{"<meta charset=koi8-r><title>" NPO_1251, "windows-1251",
			"windows-1251", "НПО Энергомаш"},
		{"\xEF\xBB\xBF<meta charset=koi8-r><title>НПО", NULL, "UTF-8",
			"НПО"},
		{"<title>" NPO_1251, NULL, "windows-1251", "НПО Энергомаш"},
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(pages); i++) {
		npo_buf log = NPO_BUF_INIT;

		npo_buf_addf(&log, "1 html %s title=%s\n", pages[i].charset,
			pages[i].title);
		read_html(npo_str_of(pages[i].source), pages[i].asked);
		if (strcmp(got.log.p, log.p))
			print_error("of '%s'\n", pages[i].source);
		assert_string_equal(got.log.p, log.p);
		npo_buf_release(&log);
	}
}

static void
utf16_is_told_by_mark_or_by_content(void **state)
{
	static const char source[] = "<!doctype html>\n<title>a</title>b";
	npo_buf bytes = NPO_BUF_INIT;
	const char *used[] = {"UTF-16LE", "UTF-16BE", "UTF-16LE"};

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		npo_buf log = NPO_BUF_INIT;

		npo_buf_reset(&bytes);
		if (kind < 2)
			npo_buf_add(&bytes, kind ? "\xFE\xFF" : "\xFF\xFE", 2);
		for (const char *p = source; *p; p++) {
			char pair[2] = {*p, 0};

			if (kind == 1)
				memcpy(pair, (char[2]){0, *p}, 2);
			npo_buf_add(&bytes, pair, 2);
		}
		assert_ok(read_bytes(
			npo_buf_str(&bytes), "a", NULL, NULL, &got, err));
		npo_buf_addf(&log, "1 html %s title=a\n", used[kind]);
		assert_string_equal(got.log.p, log.p);
		assert_string_equal(got.text.p, "\na\vb");
		npo_buf_release(&log);
	}
	npo_buf_release(&bytes);
}

static void
nul_is_no_text(void **state)
{
	npo_error err;

	(void)state;
	assert_int_equal(read_bytes((npo_str){"<html><p>a\0b</p>\n", 17},
				 "a.html", "html", NULL, &got, &err),
		NPO_EFORMAT);
	assert_non_null(strstr(err.text, " 'a.html'"));
	assert_int_equal(
		read_bytes(npo_str_of("<p>"), "a.html", "html",
			&(npo_input){.max_size = 9, .charset = "nosuch"}, &got,
			&err),
		NPO_EINVAL);
	assert_string_equal(err.text, "unknown charset 'nosuch'");
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
lines_are_those_of_the_source(void **state)
{
	static const char source[] =
		"<!DOCTYPE html>\n<html\n lang=ru>\n<head>\n<title>\nНПО\n"
		"</title>\n<style>\na {\n}\n</style>\n</head>\n<body>\n<!-- "
		"one\n"
		"two --> here\n<table\n>\n<tr><td>ячейка\n</td></tr></table>\n"
		"<script>\nx()\n</script>\n<p>вторая&#10;строка\r\n<b\n\n>last"
		"</b>\n</body>\n</html>\n";
	static const char *const words[] = {
		"НПО", "here", "ячейка", "вторая", "строка", "last"};

	(void)state;
	read_html(npo_str_of(source), NULL);
	for (size_t i = 0; i < NPO_COUNT(words); i++)
		assert_int_equal(line_of(got.text.p, words[i]),
			line_of(source, words[i]));
	assert_null(strstr(got.text.p, "two"));
}

static void
long_text_keeps_its_lines(void **state)
{
	npo_buf source = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 4000; i++)
		npo_buf_addf(&source, "%d%s\n", i, i % 7 ? "" : "\n\n");
	for (size_t shift = 0; shift < 12; shift++) {
		npo_buf_addc(&source, 'x');
		read_html(npo_buf_str(&source), NULL);
		assert_string_equal(got.text.p, source.p);
		memmove(source.p + 1, source.p, source.len - 1);
		source.p[0] = 'y';
	}
	npo_buf_release(&source);
	got_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(title_comes_from_the_first_that_is_there),
		cmocka_unit_test(facts_come_from_the_head),
		cmocka_unit_test(language_asked_for_holds_where_none_is_named),
		cmocka_unit_test(charset_is_what_the_bytes_are),
		cmocka_unit_test(utf16_is_told_by_mark_or_by_content),
		cmocka_unit_test(nul_is_no_text),
		cmocka_unit_test(lines_are_those_of_the_source),
		cmocka_unit_test(long_text_keeps_its_lines),
	};

	return RUN_TESTS();
}
