/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikichars.c - moving through a wiki page, and its smallest marks */
#include "wikistrip.h"

#include <string.h>

/* ------------------------------------------------------------ moving */

char
npo_wiki_peek(const struct npo_wiki_strip *s, size_t ahead)
{
	return s->at + ahead < s->in.len ? s->in.p[s->at + ahead] : '\0';
}

size_t
npo_wiki_line_end(const struct npo_wiki_strip *s, size_t at)
{
	const char *p = memchr(s->in.p + at, '\n', s->in.len - at);

	return p ? (size_t)(p - s->in.p) : s->in.len;
}

npo_str
npo_wiki_part(const struct npo_wiki_strip *s, size_t from, size_t to)
{
	return (npo_str){ s->in.p + from, to - from };
}

void
npo_wiki_new_line(struct npo_wiki_strip *s)
{
	npo_wiki_join(s);
	npo_buf_addc(&s->out->text, '\n');
	s->fresh = true;
	s->bold = false;
}

void
npo_wiki_drop_to(struct npo_wiki_strip *s, size_t to)
{
	while (s->at < to) {
		const char *p = memchr(s->in.p + s->at, '\n', to - s->at);

		if (!p)
			break;
		npo_wiki_new_line(s);
		s->at = (size_t)(p + 1 - s->in.p);
	}
	s->at = to;
}

void
npo_wiki_drop_blanks(struct npo_wiki_strip *s)
{
	while (npo_wiki_peek(s, 0) == ' ' || npo_wiki_peek(s, 0) == '\t')
		s->at++;
}

void
npo_wiki_set_apart(struct npo_wiki_strip *s)
{
	npo_buf *text = &s->out->text;

	if (!text->len || npo_is_blank(text->p[text->len - 1]))
		return;
	npo_buf_addc(text, ' ');
	s->apart_end = text->len;
}

void
npo_wiki_join(struct npo_wiki_strip *s)
{
	npo_buf *text = &s->out->text;

	if (s->apart_end && text->len == s->apart_end)
		text->p[--text->len] = '\0';
	s->apart_end = 0;
}

/* -------------------------------------------------- characters */

void
npo_wiki_add_entity(struct npo_wiki_strip *s)
{
	size_t len = 1;
	uint32_t code = 0;

	while (len < 16 && npo_wiki_peek(s, len) &&
		!strchr("; \n&<", npo_wiki_peek(s, len)))
		len++;
	if (npo_wiki_peek(s, len) == ';')
		code = npo_wiki_entity(
			npo_wiki_part(s, s->at + 1, s->at + len));
	if (!code) {
		npo_buf_addc(&s->out->text, '&');
		s->at++;
		return;
	}
	npo_utf8_put(&s->out->text, code);
	s->at += len + 1;
}

void
npo_wiki_copy_to(struct npo_wiki_strip *s, size_t to)
{
	while (s->at < to) {
		char c = s->in.p[s->at];

		if (c == '&') {
			npo_wiki_add_entity(s);
		} else if (c == '\n') {
			npo_wiki_new_line(s);
			s->at++;
		} else {
			npo_buf_addc(&s->out->text, c);
			s->at++;
		}
	}
}

bool
npo_wiki_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (uint8_t)c >= 0x80;
}

/* Whether the line has a single mark of italics, so that it opens nothing. */
static bool
lone_quote(struct npo_wiki_strip *s)
{
	const char *newline;
	size_t marks = 0, run = 0, at = 0;

	if (s->at < s->quotes_end)
		return s->lone_quote;
	newline = memrchr(s->in.p, '\n', s->at);
	s->quotes_end = npo_wiki_line_end(s, s->at);
	if (newline)
		at = (size_t)(newline + 1 - s->in.p);
	for (; at < s->quotes_end; at++) {
		run = s->in.p[at] == '\'' ? run + 1 : 0;
		marks += run == 2 || run == 5;
		marks -= run == 3;
	}
	s->lone_quote = marks == 1;
	return s->lone_quote;
}

static void
toggle_bold(struct npo_wiki_strip *s)
{
	npo_buf *text = &s->out->text;
	npo_str bold;

	if (s->depth || s->sections || s->heading_end || s->out->bold.end)
		return;
	s->bold = !s->bold;
	if (s->bold) {
		s->bold_start = text->len;
		return;
	}
	bold = npo_str_trim((npo_str){
		text->p + s->bold_start, text->len - s->bold_start });
	if (!bold.len || bold.len > NPO_TITLE_MAX)
		return;
	s->out->bold.start = (size_t)(bold.p - text->p);
	s->out->bold.end = s->out->bold.start + bold.len;
}

void
npo_wiki_quotes(struct npo_wiki_strip *s)
{
	npo_buf *text = &s->out->text;
	size_t run = 1, marks;

	while (npo_wiki_peek(s, run) == '\'')
		run++;
	marks = run == 4 ? 3 : run > 5 ? 5 : run == 1 ? 0 : run;
	if (run == 2 && text->len && npo_wiki_letter(text->p[text->len - 1]) &&
		npo_wiki_letter(npo_wiki_peek(s, 2)) && lone_quote(s))
		marks = 0;
	for (size_t i = marks; i < run; i++)
		npo_buf_addc(text, '\'');
	if (marks == 3 || marks == 5)
		toggle_bold(s);
	s->at += run;
}

void
npo_wiki_switch(struct npo_wiki_strip *s)
{
	size_t len = 2;
	char c = npo_wiki_peek(s, 2);

	while (npo_wiki_peek(s, 1) == '_' && len < 40 &&
		((c >= 'A' && c <= 'Z') || (uint8_t)c >= 0x80))
		c = npo_wiki_peek(s, ++len);
	if (len > 2 && c == '_' && npo_wiki_peek(s, len + 1) == '_') {
		s->at += len + 2;
		return;
	}
	npo_buf_addc(&s->out->text, '_');
	s->at++;
}

void
npo_wiki_html(struct npo_wiki_strip *s)
{
	size_t start = 1 + (npo_wiki_peek(s, 1) == '/'), len = start, end;
	npo_wiki_tag tag;

	while (len < 20 && npo_wiki_peek(s, len) &&
		!strchr(" /<>\n\t", npo_wiki_peek(s, len)))
		len++;
	tag = npo_wiki_tag_of(npo_wiki_part(s, s->at + start, s->at + len));
	for (end = s->at + len; tag && end < s->in.len; end++) {
		if (s->in.p[end] == '>' || s->in.p[end] == '<')
			break;
	}
	if (!tag || end == s->in.len || s->in.p[end] != '>') {
		npo_buf_addc(&s->out->text, '<');
		s->at++;
		return;
	}
	npo_wiki_drop_to(s, end + 1);
	if (tag == NPO_WIKI_APART)
		npo_wiki_set_apart(s);
}
