/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikistrip.c - a wiki page without its markup, line by line the same */
#include "wikistrip.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------- line by line */

int
npo_wiki_heading(npo_str line, npo_str *content)
{
	size_t lead = 0, trail = 0, level;

	line = npo_str_trim(line);
	while (lead < line.len && line.p[lead] == '=')
		lead++;
	while (trail < line.len - lead && line.p[line.len - 1 - trail] == '=')
		trail++;
	level = lead < trail ? lead : trail;
	level = level < 6 ? level : 6;
	if (!level)
		return 0;
	*content =
		npo_str_trim((npo_str){ line.p + level, line.len - 2 * level });
	return content->len ? (int)level : 0;
}

static bool
heading(struct npo_wiki_strip *s)
{
	npo_str line = npo_wiki_part(s, s->at, npo_wiki_line_end(s, s->at)),
		content;
	const char *comment;
	int level = 0;

	if (npo_wiki_peek(s, 0) != '=')
		return false;
	level = npo_wiki_heading(line, &content);
	comment = level ? NULL : memmem(line.p, line.len, "<!--", 4);
	if (comment) {
		line.len = (size_t)(comment - line.p);
		level = npo_wiki_heading(line, &content);
	}
	if (!level)
		return false;
	s->heading_end = (size_t)(content.p + content.len - s->in.p);
	s->heading_close = s->at + line.len;
	s->heading.start = s->out->text.len;
	s->heading.kind = NPO_SPAN_SECTION;
	if (level == 1 && !npo_str_trim(npo_buf_str(&s->out->text)).len)
		s->heading.kind = NPO_SPAN_TITLE;
	else
		s->sections = true;
	s->at = (size_t)(content.p - s->in.p);
	return true;
}

static void
end_heading(struct npo_wiki_strip *s)
{
	npo_wiki_text *out = s->out;
	size_t start = s->heading.start;
	npo_str text = { out->text.p + start, out->text.len - start };

	text = npo_first_line(text);
	if (text.len) {
		s->heading.start = (size_t)(text.p - out->text.p);
		s->heading.end = s->heading.start + text.len;
		NPO_GROW(out->span, out->span_count, out->span_cap);
		out->span[out->span_count++] = s->heading;
		npo_wiki_join(s);
		npo_buf_addc(&out->text, NPO_HEADING_END);
	}
	s->heading_end = 0;
	if (s->at < s->heading_close)
		npo_wiki_drop_to(s, s->heading_close);
}

/* "#REDIRECT" on top of the page. */
static bool
redirect(struct npo_wiki_strip *s)
{
	size_t len = 1;

	if (s->out->text.len)
		return false;
	while (len < 60 && npo_wiki_peek(s, len) &&
		!strchr(" :[\n", npo_wiki_peek(s, len)))
		len++;
	if (!npo_wiki_redirect(npo_wiki_part(s, s->at + 1, s->at + len)))
		return false;
	s->at += len + (npo_wiki_peek(s, len) == ':');
	npo_wiki_drop_blanks(s);
	return true;
}

/* What a line begins with; false: with nothing but its text. */
static bool
line_start(struct npo_wiki_strip *s)
{
	size_t start = s->at;

	s->fresh = false;
	s->header = false;
	if ((!s->depth || npo_wiki_inside(s, NPO_WIKI_TABLE)) && heading(s))
		return true;
	if (npo_wiki_inside(s, NPO_WIKI_TABLE) && npo_wiki_table_line(s))
		return true;
	if (npo_wiki_peek(s, 0) == '#' && redirect(s))
		return true;
	if (npo_str_starts(
		    npo_wiki_part(s, s->at, s->in.len), npo_str_of("----"))) {
		while (npo_wiki_peek(s, 0) == '-')
			s->at++;
		return true;
	}
	while (npo_wiki_peek(s, 0) && strchr("*#:;", npo_wiki_peek(s, 0)))
		s->at++;
	if (s->at > start)
		npo_wiki_drop_blanks(s);
	return s->at > start;
}

/* ------------------------------------------------------ all together */

static bool
open_mark(struct npo_wiki_strip *s)
{
	const npo_wiki_marks *m = &s->marks;
	const npo_wiki_mark *mark;

	while (s->mark < m->count &&
		(m->mark[s->mark].open < s->at || !m->mark[s->mark].end))
		s->mark++;
	if (s->mark == m->count || m->mark[s->mark].open != s->at)
		return false;
	mark = &m->mark[s->mark++];
	switch (mark->kind) {
	case NPO_WIKI_LINK:
		npo_wiki_open_link(s, mark);
		break;
	case NPO_WIKI_EXTERNAL:
		npo_wiki_open_external(s, mark);
		break;
	case NPO_WIKI_TEMPLATE:
		npo_wiki_open_template(s, mark);
		break;
	case NPO_WIKI_TABLE:
		npo_wiki_enter(s, mark, npo_wiki_line_end(s, s->at), false);
		break;
	case NPO_WIKI_KEEP:
		s->fresh = false;
		npo_wiki_drop_to(s, mark->first);
		npo_wiki_copy_to(s, mark->last);
		npo_wiki_drop_to(s, mark->end);
		break;
	default:
		npo_wiki_drop_to(s, mark->end);
	}
	return true;
}

static bool
close_mark(struct npo_wiki_strip *s)
{
	struct npo_wiki_level level;

	/* what was left out may have held the end of a mark */
	while (s->depth && s->level[s->depth - 1].mark->close < s->at)
		s->depth--;
	if (!s->depth || s->level[s->depth - 1].mark->close != s->at)
		return false;
	level = s->level[--s->depth];
	s->at = level.mark->end;
	if (level.apart)
		npo_wiki_set_apart(s);
	return true;
}

/* Serbian and Chinese pages mark what is not to be converted: -{NPO}- */
static bool
conversion_mark(struct npo_wiki_strip *s)
{
	bool opens = npo_wiki_peek(s, 0) == '-' && npo_wiki_peek(s, 1) == '{' &&
		     npo_wiki_peek(s, 2) != '{';

	if (!opens &&
		(npo_wiki_peek(s, 0) != '}' || npo_wiki_peek(s, 1) != '-'))
		return false;
	s->at += 2;
	return true;
}

static void
plain_run(struct npo_wiki_strip *s)
{
	size_t end = s->at + 1;

	if (npo_is_blank(npo_wiki_peek(s, 0)))
		npo_wiki_join(s);
	while (end < s->in.len && end != s->heading_end && s->in.p[end] &&
		!strchr("\n'|!<&_-}{[]", s->in.p[end]))
		end++;
	npo_buf_addstr(&s->out->text, npo_wiki_part(s, s->at, end));
	s->at = end;
}

static void
character(struct npo_wiki_strip *s)
{
	switch (npo_wiki_peek(s, 0)) {
	case '\n':
		npo_wiki_new_line(s);
		s->at++;
		return;
	case '\'':
		npo_wiki_quotes(s);
		return;
	case '<':
		npo_wiki_html(s);
		return;
	case '&':
		npo_wiki_add_entity(s);
		return;
	case '_':
		npo_wiki_switch(s);
		return;
	case '|':
		if (npo_wiki_inside(s, NPO_WIKI_TEMPLATE)) {
			npo_wiki_parameter(s, false);
			return;
		}
		/* fall through */
	case '!':
		if (npo_wiki_next_cell(s))
			return;
		break;
	case '-':
	case '}':
		if (conversion_mark(s))
			return;
		break;
	}
	plain_run(s);
}

void
npo_wiki_strip(npo_str source, npo_wiki_text *out)
{
	struct npo_wiki_strip s = { .in = source, .out = out, .fresh = true };

	npo_buf_reset(&out->text);
	npo_buf_reserve(&out->text, source.len);
	out->text.p[0] = '\0';
	out->span_count = 0;
	out->bold = (npo_span){ 0, 0, NPO_SPAN_TITLE };
	npo_wiki_find(source, &s.marks);
	while (s.at < source.len || s.heading_end) {
		if (s.heading_end && s.at >= s.heading_end)
			end_heading(&s);
		else if (!open_mark(&s) && !close_mark(&s) &&
			 !(s.fresh && line_start(&s)))
			character(&s);
	}
	npo_wiki_join(&s);
	free(s.marks.mark);
}

void
npo_wiki_release(npo_wiki_text *out)
{
	npo_buf_release(&out->text);
	free(out->span);
	*out = (npo_wiki_text){ 0 };
}
