/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikitext.c - a file of MediaWiki markup: its title, headings and text */
#include "format.h"
#include "wiki.h"

#include <stdlib.h>
#include <string.h>

static bool
has(npo_str text, const char *mark)
{
	return memmem(text.p, text.len, mark, strlen(mark)) != NULL;
}

static bool
has_mark(npo_str text)
{
	return (has(text, "[[") && has(text, "]]")) ||
	       (has(text, "{{") && has(text, "}}")) || has(text, "'''");
}

static bool
is_item(npo_str line)
{
	return npo_str_starts(line, npo_str_of("- ")) ||
	       npo_str_starts(line, npo_str_of("* "));
}

/*
 * Headings make a wiki page together with something else of it: a link, a
 * template, bold text, a list, a title or a second heading. A line of '=' as
 * in other markup is no heading: it has nothing inside.
 */
static bool
like_wikitext(npo_str head)
{
	int sections = 0, others = 0;
	bool top = true;

	for (size_t at = 0; at < head.len;) {
		const char *p = head.p + at;
		const char *newline = memchr(p, '\n', head.len - at);
		npo_str line = { p,
			newline ? (size_t)(newline - p) : head.len - at };
		npo_str content;
		int level = npo_wiki_heading(line, &content);

		at += line.len + 1;
		if (level && (*content.p == '=' || line.p[0] != '='))
			continue;
		sections += level > 1;
		others += (level == 1 && top) || is_item(line);
		top = top && !npo_str_trim(line).len;
	}
	return sections > 1 || (sections && (others || has_mark(head)));
}

int
npo_wikitext_sniff(npo_str head, const char *path)
{
	const npo_format *row = npo_format_named("wikitext");
	npo_buf text = NPO_BUF_INIT;
	const char *used;
	bool named = npo_path_ends(path, row->extensions), like;

	/* UTF-16: the markup shows only when decoded */
	if (head.len && memchr(head.p, 0, head.len)) {
		if (npo_text_decode(head, NULL, &text, &used, NULL))
			npo_buf_reset(&text);
		head = npo_buf_str(&text);
	}
	if (npo_str_starts(head, npo_str_of("\xEF\xBB\xBF"))) {
		head.p += 3;
		head.len -= 3;
	}
	like = like_wikitext(head);
	npo_buf_release(&text);
	return like ? 2 + named : named;
}

static void
insert_first(npo_wiki_text *page, npo_span span)
{
	NPO_GROW(page->span, page->span_count, page->span_cap);
	memmove(page->span + 1, page->span,
		page->span_count * sizeof(*page->span));
	page->span[0] = span;
	page->span_count++;
}

/* Whether the first span is the title afterwards. */
static bool
find_title(npo_wiki_text *page)
{
	npo_str text = npo_buf_str(&page->text), line;
	npo_span span = page->bold;

	if (page->span_count && page->span[0].kind == NPO_SPAN_TITLE)
		return true;
	if (!span.end) {
		line = npo_first_line(text);
		span.start = (size_t)(line.p - text.p);
		span.end = span.start + line.len;
	}
	if (span.start == span.end)
		return false;
	if (page->span_count && page->span[0].start < span.end)
		page->span[0].kind = NPO_SPAN_TITLE;
	else
		insert_first(page, span);
	return true;
}

npo_status
npo_wikitext_read(const npo_input *in, const npo_sink *sink, npo_error *err)
{
	npo_document doc = { .type = "wikitext", .line = 1 };
	npo_buf source = NPO_BUF_INIT, name = NPO_BUF_INIT;
	npo_wiki_text page = { 0 };
	npo_status st = npo_input_text(in, &source, &doc.charset, err);

	if (st)
		goto out;
	if (source.len >= UINT32_MAX) {
		st = npo_fail(
			err, NPO_EINVAL, "larger than 4 GiB '%s'", in->path);
		goto out;
	}
	npo_wiki_strip(npo_buf_str(&source), &page);
	doc.text = npo_buf_str(&page.text);
	if (find_title(&page)) {
		doc.title.p = doc.text.p + page.span[0].start;
		doc.title.len = page.span[0].end - page.span[0].start;
	} else {
		npo_path_name(in->path, true, &name);
		doc.title = npo_buf_str(&name);
	}
	doc.spans = page.span;
	doc.span_count = page.span_count;
	st = npo_input_hand(in, sink, &doc, err);
out:
	npo_wiki_release(&page);
	npo_buf_release(&name);
	npo_buf_release(&source);
	return st;
}
