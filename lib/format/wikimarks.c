/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikimarks.c - which bracket of a wiki page closes which */
#include "wiki.h"

#include <string.h>
#include <strings.h>

/* Tags that hide markup, in the order they are remembered as unclosed. */
static const char *const raw_tags[] = { "nowiki", "pre", "math", "chem", "ce",
	"score", "timeline", "graph", "mapframe", "maplink", "source",
	"syntaxhighlight", "templatedata", "hiero" };

static const char *const schemes[] = { "http://", "https://", "ftp://", "//",
	"mailto:", "news:", "irc://" };

struct finder {
	npo_str text;
	npo_wiki_marks *marks;
	size_t stack[NPO_WIKI_DEPTH]; /* numbers of open marks */
	size_t depth;
	size_t open[NPO_WIKI_KINDS];	    /* of each kind on the stack */
	size_t beyond[NPO_WIKI_KINDS];	    /* opened when it was full */
	bool unclosed[NPO_COUNT(raw_tags)]; /* no closing tag is ahead */
	bool no_comment_end;
	bool fresh; /* only blanks on this line so far */
};

static bool
looking_at(const struct finder *f, size_t at, const char *what)
{
	return npo_str_starts((npo_str){ f->text.p + at, f->text.len - at },
		npo_str_of(what));
}

static npo_wiki_mark *
top(const struct finder *f)
{
	return f->depth ? &f->marks->mark[f->stack[f->depth - 1]] : NULL;
}

static npo_wiki_mark *
add(struct finder *f, npo_wiki_kind kind, size_t at)
{
	npo_wiki_marks *m = f->marks;

	NPO_GROW(m->mark, m->count, m->cap);
	m->mark[m->count] =
		(npo_wiki_mark){ .kind = kind, .open = (uint32_t)at };
	return &m->mark[m->count++];
}

static void
push(struct finder *f, npo_wiki_kind kind, size_t at)
{
	if (f->depth == NPO_WIKI_DEPTH) {
		f->beyond[kind]++;
		return;
	}
	add(f, kind, at);
	f->stack[f->depth++] = f->marks->count - 1;
	f->open[kind]++;
}

/* Take the top from the stack: without an end it is no mark. */
static npo_wiki_mark *
pop(struct finder *f)
{
	npo_wiki_mark *mark = top(f);

	f->depth--;
	f->open[mark->kind]--;
	return mark;
}

/* What was opened inside and not closed is text. */
static bool
close_kind(struct finder *f, npo_wiki_kind kind, size_t at, size_t len)
{
	npo_wiki_mark *mark;

	if (f->beyond[kind]) {
		f->beyond[kind]--;
		return true;
	}
	if (!f->open[kind])
		return false;
	do
		mark = pop(f);
	while (mark->kind != kind);
	mark->close = (uint32_t)at;
	mark->end = (uint32_t)(at + len);
	return true;
}

/* [http://] ends with its line, [[ ]] with its paragraph. */
static void
end_line(struct finder *f, size_t at)
{
	bool blank =
		looking_at(f, at + 1, "\n") || looking_at(f, at + 1, "\r\n");

	while (f->depth && (top(f)->kind == NPO_WIKI_EXTERNAL ||
				   (blank && top(f)->kind == NPO_WIKI_LINK)))
		pop(f);
	f->beyond[NPO_WIKI_EXTERNAL] = 0;
	if (blank)
		f->beyond[NPO_WIKI_LINK] = 0;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
raw_tag(npo_str name)
{
	for (size_t i = 0; i < NPO_COUNT(raw_tags); i++) {
		if (strlen(raw_tags[i]) == name.len &&
			!strncasecmp(raw_tags[i], name.p, name.len))
			return (int)i;
	}
	return -1;
}

/* The "</name" from at on, or the text's length. */
static size_t
closing_tag(npo_str text, size_t at, const char *name)
{
	size_t len = strlen(name);

	while (at + len + 2 < text.len) {
		const char *p = memchr(text.p + at, '<', text.len - at);

		if (!p)
			break;
		at = (size_t)(p - text.p);
		if (at + len + 2 < text.len && p[1] == '/' &&
			!strncasecmp(p + 2, name, len) && !is_name(p[2 + len]))
			return at;
		at++;
	}
	return text.len;
}

static size_t
find_raw(struct finder *f, size_t at, int row, const char *gt)
{
	npo_str text = f->text;
	size_t inside = (size_t)(gt + 1 - text.p), close;
	const char *end;
	npo_wiki_mark *mark;

	close = closing_tag(text, inside, raw_tags[row]);
	end = close < text.len ? memchr(text.p + close, '>', text.len - close)
			       : NULL;
	if (!end) {
		f->unclosed[row] = true;
		return 1;
	}
	mark = add(f, NPO_WIKI_DROP, at);
	if (npo_wiki_tag_of(npo_str_of(raw_tags[row])) == NPO_WIKI_TEXT)
		mark->kind = NPO_WIKI_KEEP;
	mark->first = (uint32_t)inside;
	mark->last = mark->close = (uint32_t)close;
	mark->end = (uint32_t)(end + 1 - text.p);
	return mark->end - at;
}

/* Returns how far to go on. */
static size_t
find_tag(struct finder *f, size_t at)
{
	npo_str text = f->text;
	size_t name_end = at + 1, end;
	int row;

	while (name_end < text.len && name_end < at + 20 &&
		is_name(text.p[name_end]))
		name_end++;
	row = raw_tag((npo_str){ text.p + at + 1, name_end - at - 1 });
	if (row < 0 || f->unclosed[row])
		return 1;
	for (end = name_end; end < text.len; end++) {
		if (text.p[end] == '>' || text.p[end] == '<')
			break;
	}
	if (end == text.len || text.p[end] == '<' || text.p[end - 1] == '/')
		return end - at;
	return find_raw(f, at, row, text.p + end);
}

static size_t
find_comment(struct finder *f, size_t at)
{
	npo_str text = f->text;
	const char *end = NULL;
	npo_wiki_mark *mark;

	if (!f->no_comment_end)
		end = memmem(text.p + at + 4, text.len - at - 4, "-->", 3);
	if (!end) {
		f->no_comment_end = true;
		return 4;
	}
	mark = add(f, NPO_WIKI_DROP, at);
	mark->close = (uint32_t)(end - text.p);
	mark->end = mark->close + 3;
	return mark->end - at;
}

static size_t
find_open(struct finder *f, size_t at)
{
	char c = f->text.p[at];

	if (looking_at(f, at + 1, c == '{' ? "{" : "[")) {
		push(f, c == '{' ? NPO_WIKI_TEMPLATE : NPO_WIKI_LINK, at);
		return 2;
	}
	if (c == '{') {
		if (!f->fresh || !looking_at(f, at + 1, "|"))
			return 1;
		push(f, NPO_WIKI_TABLE, at);
		return 2;
	}
	for (size_t i = 0; i < NPO_COUNT(schemes); i++) {
		if (!looking_at(f, at + 1, schemes[i]))
			continue;
		push(f, NPO_WIKI_EXTERNAL, at);
		break;
	}
	return 1;
}

static size_t
find_close(struct finder *f, size_t at)
{
	const npo_wiki_mark *mark = top(f);

	if (f->text.p[at] == '}') {
		if (!looking_at(f, at + 1, "}"))
			return 1;
		close_kind(f, NPO_WIKI_TEMPLATE, at, 2);
		return 2;
	}
	if (mark && mark->kind == NPO_WIKI_EXTERNAL) {
		close_kind(f, NPO_WIKI_EXTERNAL, at, 1);
		return 1;
	}
	if (looking_at(f, at + 1, "]") && close_kind(f, NPO_WIKI_LINK, at, 2))
		return 2;
	return 1;
}

/* "|}" on top of a line ends a table, "|}}" there a template as a rule. */
static size_t
find_pipe(struct finder *f, size_t at)
{
	npo_wiki_mark *mark = top(f);
	bool table = mark && mark->kind == NPO_WIKI_TABLE;

	if (f->fresh && looking_at(f, at + 1, "}") &&
		(table || !looking_at(f, at + 2, "}")) &&
		close_kind(f, NPO_WIKI_TABLE, at, 2))
		return 2;
	if (!mark || table)
		return 1;
	mark->last = (uint32_t)at;
	if (!mark->first)
		mark->first = (uint32_t)at;
	return 1;
}

static size_t
find_at(struct finder *f, size_t at)
{
	switch (f->text.p[at]) {
	case '\n':
		end_line(f, at);
		return 1;
	case '{':
	case '[':
		return find_open(f, at);
	case '}':
	case ']':
		return find_close(f, at);
	case '|':
		return find_pipe(f, at);
	case '<':
		return looking_at(f, at, "<!--") ? find_comment(f, at)
						 : find_tag(f, at);
	default:
		return 1;
	}
}

void
npo_wiki_find(npo_str text, npo_wiki_marks *marks)
{
	struct finder f = { .text = text, .marks = marks, .fresh = true };

	marks->count = 0;
	for (size_t at = 0; at < text.len;) {
		char c = text.p[at];

		at += find_at(&f, at);
		f.fresh = c == '\n' ||
			  (f.fresh && (c == ' ' || c == '\t' || c == ':'));
	}
	/* a table may go on to the end of the page */
	for (size_t i = 0; i < f.depth; i++) {
		npo_wiki_mark *mark = &marks->mark[f.stack[i]];

		if (mark->kind != NPO_WIKI_TABLE)
			continue;
		mark->close = mark->end = (uint32_t)text.len;
	}
}
