/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plain.c - plain text: its title and what look like headings */
#include "format.h"

#include <stdlib.h>
#include <string.h>

/* A longer line is prose. In letters. */
#define HEADING_MAX 60

int
npo_plain_sniff(npo_str head, const char *path)
{
	npo_buf text = NPO_BUF_INIT;
	npo_str whole = head;
	const char *used;
	int fit;

	(void)path;
	/* the head of a longer file may end inside a letter */
	if (head.len == NPO_HEAD_MAX) {
		whole.len = npo_utf8_cut(head.p, head.len);
		if (!memchr(head.p, 0, head.len) && npo_utf8_valid(whole))
			head = whole;
	}
	fit = !head.len || !npo_text_decode(head, NULL, &text, &used, NULL);
	npo_buf_release(&text);
	return fit;
}

/* One line of the text, without its newline; at moves behind that. */
static npo_str
take_line(npo_str text, size_t *at)
{
	const char *p = text.p + *at;
	const char *newline = memchr(p, '\n', text.len - *at);
	size_t len = newline ? (size_t)(newline - p) : text.len - *at;

	*at += len + (newline != NULL);
	if (len && p[len - 1] == '\r')
		len--;
	return (npo_str){ p, len };
}

/* Headings begin with a capital or a digit: not with a small letter of the
 * Latin or Cyrillic block (Unicode 15), a bullet or a quotation mark. */
static bool
begins_heading(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'A' && code <= 'Z') ||
		       (code >= '0' && code <= '9');
	if (code >= 0xC0 && code <= 0xDE)
		return code != 0xD7;
	if ((code >= 0x100 && code <= 0x17F) || (code >= 0x460))
		return code < 0x530;
	return code >= 0x400 && code <= 0x42F;
}

/* General punctuation that closes a sentence or promises more. */
static bool
ends_prose(uint32_t code)
{
	static const uint32_t marks[] = { '.', ',', ';', ':', '!', '?', '-',
		']', '"', '\'', '|', '=', '_', '*', 0xBB, 0x2013, 0x2014,
		0x201C, 0x201D, 0x2026 };

	for (size_t i = 0; i < NPO_COUNT(marks); i++) {
		if (marks[i] == code)
			return true;
	}
	return false;
}

/* Without the blocks of punctuation, signs and lines, U+2000 to U+2BFF. */
static bool
is_letter(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
	       (code >= 0xC0 && code < 0x2000) ||
	       (code >= 0x2C00 && code != NPO_BAD_CODE);
}

static bool
like_heading(npo_str line)
{
	const char *at = line.p, *end;
	uint32_t first = 0, last = 0;
	size_t length = 0, letters = 0;

	line = npo_str_trim(line);
	if (!line.len || line.p != at)
		return false;
	for (end = at + line.len; at < end && length <= HEADING_MAX; length++) {
		last = npo_utf8_next(&at, end);
		first = length ? first : last;
		letters += is_letter(last);
	}
	return length <= HEADING_MAX && letters > 1 && begins_heading(first) &&
	       !ends_prose(last);
}

/*
 * A heading stands alone between blank lines and has something below it that
 * does not look like a heading too: the lines of a poem or of a list with
 * blank lines between them are none. From: the line behind the title.
 */
static void
find_headings(
	npo_str text, size_t from, npo_span **spans, size_t *count, size_t *cap)
{
	npo_str held = { NULL, 0 };
	bool blank = false;

	while (from < text.len) {
		npo_str line = take_line(text, &from);
		bool alone;

		if (!npo_str_trim(line).len) {
			blank = true;
			continue;
		}
		alone = blank && like_heading(line);
		if (held.len && blank && !alone) {
			size_t start = (size_t)(held.p - text.p);

			NPO_GROW(*spans, *count, *cap);
			(*spans)[(*count)++] = (npo_span){ start,
				start + npo_str_trim(held).len,
				NPO_SPAN_SECTION };
		}
		held = alone ? line : (npo_str){ NULL, 0 };
		blank = false;
	}
}

/* The first line of a README without the signs of its heading: CommonMark
 * 0.31, section 4.2. */
static npo_str
without_signs(npo_str title)
{
	size_t signs = 0;

	while (signs < title.len && title.p[signs] == '#')
		signs++;
	if (!signs || signs > 6 || signs == title.len || title.p[signs] != ' ')
		return title;
	return npo_str_trim(
		(npo_str){ title.p + signs, title.len - signs });
}

static bool
has_letter(npo_str line)
{
	const char *at = line.p, *end = line.p + line.len;
	bool found = false;

	while (at < end && !found)
		found = is_letter(npo_utf8_next(&at, end));
	return found;
}

npo_str
npo_title_line(npo_str text)
{
	size_t start = 0;

	for (size_t at = 0; at <= text.len; at++) {
		npo_str line = { text.p + start, at - start };

		if (at < text.len && text.p[at] != '\n' && text.p[at] != '\v')
			continue;
		if (has_letter(line))
			return npo_first_line(line);
		start = at + 1;
	}
	return npo_first_line(text);
}

npo_status
npo_plain_read(const npo_input *in, const npo_sink *sink, npo_error *err)
{
	npo_document doc = { .type = "plain", .line = 1 };
	npo_buf text = NPO_BUF_INIT, name = NPO_BUF_INIT;
	npo_span *spans = NULL;
	size_t cap = 0, start, below;
	npo_status st = npo_input_text(in, &text, &doc.charset, err);

	if (st)
		goto out;
	doc.text = npo_buf_str(&text);
	doc.title = without_signs(npo_title_line(doc.text));
	if (doc.title.len) {
		start = (size_t)(doc.title.p - doc.text.p);
		NPO_GROW(spans, doc.span_count, cap);
		spans[doc.span_count++] = (npo_span){ start,
			start + doc.title.len, NPO_SPAN_TITLE };
		below = start + doc.title.len;
		take_line(doc.text, &below);
		find_headings(doc.text, below, &spans, &doc.span_count, &cap);
		doc.spans = spans;
	} else {
		npo_path_name(in->path, false, &name);
		doc.title = npo_buf_str(&name);
	}
	st = npo_input_hand(in, sink, &doc, err);
out:
	free(spans);
	npo_buf_release(&name);
	npo_buf_release(&text);
	return st;
}
