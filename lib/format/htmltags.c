/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmltags.c - tags without what nobody reads, in front of a slow parser */
#include "html.h"

#include <string.h>
#include <strings.h>

#include <libxml/parserInternals.h>

/* More attributes than anybody writes by hand or by program. */
#define ATTRIBUTES_MAX 256
/* Longer names are several to the parser. */
#define NAME_MAX_BYTES 100

/*
 * What is a tag, a name, a value here is so for htmlParseStartTag() and
 * htmlParseEndTag() of libxml2 2.9, which differ from the standard. A NUL
 * stands at the end of the source.
 */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
begins_name(char c)
{
	return is_letter(c) || c == '_' || c == ':' || c == '.';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
ends_tag(const char *at)
{
	return !*at || *at == '>' || (*at == '/' && at[1] == '>');
}

static char *
skip_spaces(char *at)
{
	while (is_space(*at))
		at++;
	return at;
}

static char *
skip_name(char *at)
{
	for (int len = 0;
		len < NAME_MAX_BYTES &&
		(begins_name(*at) || (*at >= '0' && *at <= '9') || *at == '-');
		len++)
		at++;
	return at;
}

static char *
skip_value(char *at)
{
	char quote = *at;

	if (quote == '"' || quote == '\'') {
		at = strchrnul(at + 1, quote);
		return at + (*at == quote);
	}
	while (*at && !is_space(*at) && *at != '>')
		at++;
	return at;
}

static char *
skip_attribute(char *at)
{
	char *next;

	if (!begins_name(*at)) {
		while (!ends_tag(at) && !is_space(*at))
			at++;
		return at;
	}
	at = skip_name(at);
	next = skip_spaces(at);
	return *next == '=' ? skip_value(skip_spaces(next + 1)) : at;
}

/* The lines stay as they are. */
static void
make_blank(char *at, const char *end)
{
	while (at < end) {
		char *line = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((line ? line : end) - at);

		memset(at, ' ', len);
		at += len + 1;
	}
}

/* Whether any attribute of an element is read. */
static bool
has_facts(const char *name, size_t len)
{
	static const char *const names[] = {"area", "html", "img", "meta"};

	for (size_t i = 0; i < NPO_COUNT(names); i++) {
		if (strlen(names[i]) == len &&
			!strncasecmp(names[i], name, len))
			return true;
	}
	return false;
}

/* To the end of a start tag, whose attributes behind the first so many become
 * blanks. */
static char *
trim_tag(char *at, size_t most)
{
	size_t count = 0;

	for (at = skip_spaces(at); !ends_tag(at); at = skip_spaces(at)) {
		char *start = at;

		at = skip_attribute(at);
		if (++count > most)
			make_blank(start, at);
	}
	return at;
}

/* Of those that are left out where they are misplaced nothing is told. */
static bool
may_be_left_out(const char *name, size_t len)
{
	return (len == 4 && (!strncasecmp(name, "html", 4) ||
				    !strncasecmp(name, "head", 4) ||
				    !strncasecmp(name, "body", 4)));
}

/* Whether the parser tells when it is behind this: a comment, a document type,
 * a processing instruction. */
static bool
is_told(const char *at, const char *end)
{
	const char *name = at + 2;
	uint32_t code;

	if (at[1] == '!')
		return !strncmp(name, "--", 2) ||
		       !strncasecmp(name, "DOCTYPE", 7);
	if (at[1] != '?' || name >= end)
		return false;
	/* a macro takes it several times */
	code = npo_utf8_next(&name, end);
	return code == '_' || code == ':' || IS_LETTER(code);
}

char *
npo_html_trim_tags(char *at, char *end)
{
	for (;;) {
		char *name, *behind;
		size_t len;

		at = memchr(at, '<', (size_t)(end - at));
		if (!at)
			return end;
		if (is_told(at, end))
			return at;
		name = ++at;
		if (is_letter(*name)) {
			behind = skip_name(name);
			len = (size_t)(behind - name);
			at = trim_tag(behind,
				has_facts(name, len) ? ATTRIBUTES_MAX : 0);
			if (!may_be_left_out(name, len))
				return at;
		} else if (*name == '/' && begins_name(name[1])) {
			at = memchr(at, '>', (size_t)(end - at));
			if (!at)
				return end;
		}
	}
}
