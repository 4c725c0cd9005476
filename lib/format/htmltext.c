/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmltext.c - the text of an HTML document: words, gaps, lines, headings */
#include "htmltext.h"

#include "format.h"

/* Of a heading, in bytes: what somebody forgot to close is none. */
#define HEADING_MAX 1000

void
npo_html_widen(npo_html_writer *w, npo_html_gap gap)
{
	if (w->gap < gap)
		w->gap = gap;
}

static void
end_paragraph(npo_html_writer *w)
{
	if (w->gap == NPO_HTML_GAP_PARAGRAPH && !w->fresh) {
		npo_buf_addc(&w->out->text, NPO_HEADING_END);
		w->fresh = true;
	}
	w->gap = NPO_HTML_GAP_NONE;
}

static void
new_line(npo_html_writer *w)
{
	end_paragraph(w);
	npo_buf_addc(&w->out->text, '\n');
	w->lines++;
}

void
npo_html_go_to_line(npo_html_writer *w, uint64_t line)
{
	while (w->lines + 1 < line)
		new_line(w);
}

static void
write_word(npo_html_writer *w, const char *word, size_t len)
{
	npo_buf *text = &w->out->text;
	bool blank = w->gap == NPO_HTML_GAP_BLANK;

	end_paragraph(w);
	if (blank && text->len && !npo_is_blank(text->p[text->len - 1]))
		npo_buf_addc(text, ' ');
	if (w->heading && !w->begun) {
		w->begun = true;
		w->span.start = text->len;
	}
	npo_buf_add(text, word, len);
	w->fresh = false;
}

void
npo_html_write(
	npo_html_writer *w, const char *at, const char *end, uint64_t last)
{
	while (at < end) {
		const char *word = at;

		while (at < end && !npo_is_blank(*at))
			at++;
		if (at > word)
			write_word(w, word, (size_t)(at - word));
		for (; at < end && npo_is_blank(*at); at++) {
			if (*at == '\n' && w->lines + 1 < last)
				new_line(w);
			else
				npo_html_widen(w, NPO_HTML_GAP_BLANK);
		}
	}
}

/* ---------------------------------------------------------- headings */

void
npo_html_end_heading(npo_html_writer *w)
{
	npo_html_text *out = w->out;
	npo_str text;

	if (!w->heading)
		return;
	w->heading = false;
	npo_html_widen(w, NPO_HTML_GAP_PARAGRAPH);
	if (!w->begun)
		return;
	text.p = out->text.p + w->span.start;
	text.len = out->text.len - w->span.start;
	if (text.len > HEADING_MAX)
		text.len = npo_utf8_cut(text.p, HEADING_MAX);
	text = npo_str_trim(text);
	w->span.end = w->span.start + text.len;
	if (w->top && !out->headed) {
		out->headed = true;
		out->h1 = out->span_count;
	}
	out->titled = out->titled || w->span.kind == NPO_SPAN_TITLE;
	NPO_GROW(out->span, out->span_count, out->span_cap);
	out->span[out->span_count++] = w->span;
}

void
npo_html_begin_heading(npo_html_writer *w, npo_span_kind kind, bool top)
{
	npo_html_end_heading(w);
	npo_html_widen(w, NPO_HTML_GAP_PARAGRAPH);
	w->heading = true;
	w->begun = false;
	w->top = top;
	w->span.kind = kind;
}
