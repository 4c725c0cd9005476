/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikiblocks.c - the templates, tables and links of a wiki page */
#include "wikistrip.h"

#include <string.h>

/* A longer name of a template is rather text behind stray braces. */
#define TEMPLATE_NAME_MAX 512
#define PARAMETER_NAME_MAX 60
#define CODE_MAX 16 /* of a language: be-x-old */

/* ---------------------------------------------- templates, tables */

const npo_wiki_mark *
npo_wiki_inside(const struct npo_wiki_strip *s, npo_wiki_kind kind)
{
	const npo_wiki_mark *mark =
		s->depth ? s->level[s->depth - 1].mark : NULL;

	return mark && mark->kind == kind ? mark : NULL;
}

/* The length of "name =" with its blanks, or 0: a value without a name. */
static size_t
parameter_name(const struct npo_wiki_strip *s)
{
	size_t len = 0, start;

	while (npo_is_blank(npo_wiki_peek(s, len)))
		len++;
	for (start = len; len - start < PARAMETER_NAME_MAX; len++) {
		char c = npo_wiki_peek(s, len);

		if (c == '=')
			return len > start ? len + 1 : 0;
		if (!c || strchr("|{}[]<>\n:/?&\"", c))
			return 0;
	}
	return 0;
}

void
npo_wiki_parameter(struct npo_wiki_strip *s, bool first)
{
	size_t len;

	s->at++;
	len = parameter_name(s);
	if (len || !first)
		npo_wiki_set_apart(s);
	npo_wiki_drop_to(s, s->at + len);
	if (len)
		npo_wiki_drop_blanks(s);
}

/* From the '|' before a language's code to the one behind it. */
static void
drop_code(struct npo_wiki_strip *s)
{
	size_t len = 1;

	while (len < CODE_MAX && (npo_wiki_letter(npo_wiki_peek(s, len)) ||
					 npo_wiki_peek(s, len) == '-' ||
					 npo_wiki_peek(s, len) == ' '))
		len++;
	if (npo_wiki_peek(s, len) == '|')
		s->at += len;
}

void
npo_wiki_enter(struct npo_wiki_strip *s, const npo_wiki_mark *mark, size_t at,
	bool apart)
{
	if (apart)
		npo_wiki_set_apart(s);
	npo_wiki_drop_to(s, at);
	s->level[s->depth++] = (struct npo_wiki_level){ mark, apart };
	s->fresh = false;
}

void
npo_wiki_open_template(struct npo_wiki_strip *s, const npo_wiki_mark *mark)
{
	size_t name_end = mark->first ? mark->first : mark->close;
	npo_str name = npo_wiki_part(s, mark->open + 2, name_end);

	if (name.len > TEMPLATE_NAME_MAX) {
		npo_wiki_enter(s, mark, mark->open + 2, false);
		return;
	}
	if (!mark->first) {
		const char *sign = npo_wiki_sign(name);

		npo_buf_adds(&s->out->text, sign ? sign : "");
		npo_wiki_drop_to(s, mark->end);
		return;
	}
	npo_wiki_enter(s, mark, mark->first, false);
	if (npo_wiki_coded(name))
		drop_code(s);
	npo_wiki_parameter(s, true);
}

/* At a cell's text: leave out what stands before a single '|' and has '='. */
static void
cell(struct npo_wiki_strip *s)
{
	bool equals = false;

	for (size_t at = s->at; at < s->in.len; at++) {
		char c = s->in.p[at];
		char next = at + 1 < s->in.len ? s->in.p[at + 1] : '\0';

		equals |= c == '=';
		if (c == '|') {
			if (equals && next != '|' && next != '}')
				npo_wiki_drop_to(s, at + 1);
			break;
		}
		if (c == '\n' || (c == next && strchr("[{!", c)))
			break;
	}
	npo_wiki_drop_blanks(s);
}

bool
npo_wiki_table_line(struct npo_wiki_strip *s)
{
	size_t skip = 0;

	while (npo_wiki_peek(s, skip) == ' ' || npo_wiki_peek(s, skip) == '\t')
		skip++;
	if (npo_wiki_peek(s, skip) != '|' && npo_wiki_peek(s, skip) != '!')
		return false;
	s->at += skip;
	if (npo_wiki_peek(s, 0) == '|' && npo_wiki_peek(s, 1) == '}')
		return skip > 0;
	s->header = npo_wiki_peek(s, 0) == '!';
	if (npo_wiki_peek(s, 0) == '|' && npo_wiki_peek(s, 1) == '-') {
		npo_wiki_drop_to(s, npo_wiki_line_end(s, s->at));
		return true;
	}
	s->at += 1 + (npo_wiki_peek(s, 1) == '+' ||
			     npo_wiki_peek(s, 1) == npo_wiki_peek(s, 0));
	cell(s);
	return true;
}

bool
npo_wiki_next_cell(struct npo_wiki_strip *s)
{
	char c = npo_wiki_peek(s, 0);

	if (!npo_wiki_inside(s, NPO_WIKI_TABLE) || npo_wiki_peek(s, 1) != c ||
		(c == '!' && !s->header))
		return false;
	s->at += 2;
	npo_wiki_set_apart(s);
	cell(s);
	return true;
}

/* ------------------------------------------------------------- links */

void
npo_wiki_open_external(struct npo_wiki_strip *s, const npo_wiki_mark *mark)
{
	size_t at = mark->open + 1;

	while (at < mark->close && s->in.p[at] != ' ')
		at++;
	npo_wiki_enter(
		s, mark, at < mark->close ? at + 1 : mark->open + 1, false);
}

static void
open_file(struct npo_wiki_strip *s, const npo_wiki_mark *mark)
{
	if (mark->last && !npo_wiki_file_option(npo_wiki_part(
				  s, mark->last + 1, mark->close)))
		npo_wiki_enter(s, mark, mark->last + 1, true);
	else
		npo_wiki_drop_to(s, mark->end);
}

void
npo_wiki_open_link(struct npo_wiki_strip *s, const npo_wiki_mark *mark)
{
	size_t start = mark->open + 2;
	size_t end = mark->first ? mark->first : mark->close;
	npo_str target = npo_wiki_part(s, start, end);
	const char *colon = memchr(target.p, ':', target.len);
	npo_wiki_space space = NPO_WIKI_ARTICLE;

	if (colon)
		space = npo_wiki_space_of(
			npo_wiki_part(s, start, (size_t)(colon - s->in.p)));
	if (space == NPO_WIKI_FILE) {
		open_file(s, mark);
	} else if (space == NPO_WIKI_LANGUAGE) {
		npo_wiki_drop_to(s, mark->end);
	} else if (space == NPO_WIKI_CATEGORY) {
		npo_wiki_set_apart(s);
		npo_wiki_drop_to(s, (size_t)(colon + 1 - s->in.p));
		npo_wiki_drop_blanks(s);
		npo_wiki_copy_to(s, end);
		npo_wiki_drop_to(s, mark->end);
	} else if (mark->first && mark->first + 1 == mark->close) {
		npo_wiki_drop_to(s, start);
		npo_wiki_copy_to(s, end);
		npo_wiki_drop_to(s, mark->end);
	} else if (mark->first) {
		npo_wiki_enter(s, mark, mark->first + 1, false);
	} else {
		npo_wiki_enter(s, mark, start + (colon == target.p), false);
	}
}
