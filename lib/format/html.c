/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html.c - an HTML file: what it is, its charset, its title */
#include "html.h"

#include "format.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ sniffing */

static void
skip(npo_str *text, size_t len)
{
	text->p += len;
	text->len -= len;
}

static bool
starts(npo_str text, const char *what)
{
	size_t len = strlen(what);

	return text.len >= len && !strncasecmp(text.p, what, len);
}

static void
skip_blanks(npo_str *text)
{
	while (text->len && npo_is_blank(*text->p))
		skip(text, 1);
}

/* Up to behind a mark; to the end, if it has none. */
static void
skip_to(npo_str *text, const char *mark)
{
	size_t len = strlen(mark);
	const char *at = memmem(text->p, text->len, mark, len);

	skip(text, at ? (size_t)(at - text->p) + len : text->len);
}

/* Over comments and declarations of XML. */
static void
skip_prolog(npo_str *text)
{
	for (;;) {
		skip_blanks(text);
		if (starts(*text, "<!--"))
			skip_to(text, "-->");
		else if (starts(*text, "<?xml"))
			skip_to(text, "?>");
		else
			return;
	}
}

/* Whether a text begins with one of the tags that only HTML begins with; at
 * their end, a quoted '>' is none. */
static bool
skip_tag(npo_str *text)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head", "<body"};
	size_t len = 0;
	char quote = 0;

	for (size_t i = 0; i < NPO_COUNT(tags) && !len; i++) {
		if (starts(*text, tags[i]))
			len = strlen(tags[i]);
	}
	if (!len || len == text->len ||
		(text->p[len] != '>' && !npo_is_blank(text->p[len])))
		return false;
	for (skip(text, len); text->len; skip(text, 1)) {
		char c = *text->p;

		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && c == '>')
			break;
	}
	return true;
}

/* A document: more markup follows. A text about a tag goes on in words. */
static bool
like_html(npo_str head)
{
	if (npo_str_starts(head, npo_str_of("\xEF\xBB\xBF")))
		skip(&head, 3);
	skip_prolog(&head);
	if (!skip_tag(&head))
		return false;
	if (head.len)
		skip(&head, 1);
	skip_prolog(&head);
	return !head.len || *head.p == '<';
}

/* Begins as UTF-16 or UTF-32 of ASCII do: with a mark or with half a NUL. */
static bool
is_wide(npo_str head)
{
	return head.len > 3 && (!head.p[0] || !head.p[1] || !head.p[3] ||
				       !memcmp(head.p, "\xFF\xFE", 2) ||
				       !memcmp(head.p, "\xFE\xFF", 2));
}

int
npo_html_sniff(npo_str head, const char *path)
{
	const npo_format *row = npo_format_named("html");
	bool named = npo_path_ends(path, row->extensions), like, tag;
	npo_buf text = NPO_BUF_INIT;
	const char *used;

	if (is_wide(head)) {
		if (npo_text_decode(head, NULL, &text, &used, NULL))
			npo_buf_reset(&text);
		head = npo_buf_str(&text);
	}
	like = like_html(head);
	skip_blanks(&head);
	tag = head.len && *head.p == '<';
	npo_buf_release(&text);
	if (like)
		return 3;
	return named ? 1 + tag : 0;
}

/* -------------------------------------------------------------- charset */

/* Whether a text was decoded from what its document says: without a malformed
 * letter, and a default that somebody's editor wrote is none. */
static bool
really_is(npo_str bytes, npo_str text, const char *used)
{
	if (memmem(text.p, text.len, "\xEF\xBF\xBD", 3))
		return false;
	return strcmp(used, "windows-1252") || npo_html_western(bytes);
}

/*
 * What was asked for; a byte order mark, NULs, UTF-8; what the document says;
 * what it looks like. UTF-8 that is well-formed is no other charset, whatever
 * the document says: it was saved anew.
 */
static npo_status
decode(const npo_input *in, npo_str bytes, npo_buf *text, const char **used,
	npo_error *err)
{
	npo_buf name = NPO_BUF_INIT;
	bool done = false;

	if (!in->charset && bytes.len && !is_wide(bytes) &&
		!npo_utf8_valid(bytes)) {
		npo_html_declared(bytes, &name);
		done = name.len &&
		       !npo_text_decode(bytes, name.p, text, used, NULL) &&
		       really_is(bytes, npo_buf_str(text), *used);
	}
	npo_buf_release(&name);
	if (done)
		return NPO_OK;
	npo_buf_reset(text);
	return npo_input_decode(in, bytes, text, used, err);
}

/* ---------------------------------------------------------------- title */

/* No heading is the title: the first line is, or the heading that it is. */
static const npo_span *
title_from_text(npo_html_text *page)
{
	npo_str text = npo_buf_str(&page->text), line = npo_title_line(text);
	npo_span span = {0, 0, NPO_SPAN_TITLE};
	size_t at = 0;

	if (!line.len)
		return NULL;
	span.start = (size_t)(line.p - text.p);
	span.end = span.start + line.len;
	while (at < page->span_count && page->span[at].end <= span.start)
		at++;
	if (at < page->span_count && page->span[at].start < span.end) {
		page->span[at].kind = NPO_SPAN_TITLE;
		return &page->span[at];
	}
	NPO_GROW(page->span, page->span_count, page->span_cap);
	memmove(page->span + at + 1, page->span + at,
		(page->span_count - at) * sizeof(span));
	page->span[at] = span;
	page->span_count++;
	return &page->span[at];
}

static const npo_span *
find_title(npo_html_text *page)
{
	if (!page->titled && !page->headed)
		return title_from_text(page);
	if (!page->titled)
		page->span[page->h1].kind = NPO_SPAN_TITLE;
	for (size_t i = 0; i < page->span_count; i++) {
		if (page->span[i].kind == NPO_SPAN_TITLE)
			return &page->span[i];
	}
	return NULL;
}

/* The title in one line: it may have several in the source. */
static void
write_title(npo_html_text *page, const char *path, npo_buf *title)
{
	const npo_span *span = find_title(page);

	if (!span) {
		npo_path_name(path, false, title);
		return;
	}
	for (size_t i = span->start; i < span->end; i++) {
		char c = page->text.p[i];

		if (!npo_is_blank(c))
			npo_buf_addc(title, c);
		else if (title->len && title->p[title->len - 1] != ' ')
			npo_buf_addc(title, ' ');
	}
}

npo_status
npo_html_read(const npo_input *in, const npo_sink *sink, npo_error *err)
{
	npo_document doc = {.type = "html", .line = 1};
	npo_buf bytes = NPO_BUF_INIT, source = NPO_BUF_INIT;
	npo_buf title = NPO_BUF_INIT;
	npo_html_text page = {0};
	npo_status st = npo_input_all(in, &bytes, err);

	if (!st)
		st = decode(
			in, npo_buf_str(&bytes), &source, &doc.charset, err);
	npo_buf_release(&bytes);
	if (!st && source.len > INT_MAX)
		st = npo_fail(
			err, NPO_EINVAL, "larger than 2 GiB '%s'", in->path);
	if (!st)
		st = npo_html_strip(&source, &page, err);
	if (st)
		goto out;
	write_title(&page, in->path, &title);
	doc.title = npo_buf_str(&title);
	doc.text = npo_buf_str(&page.text);
	doc.lang = npo_buf_str(&page.lang);
	doc.author = npo_buf_str(&page.author);
	doc.date = npo_buf_str(&page.date);
	doc.spans = page.span;
	doc.span_count = page.span_count;
	st = npo_input_hand(in, sink, &doc, err);
out:
	npo_html_release(&page);
	npo_buf_release(&title);
	npo_buf_release(&source);
	return st;
}
