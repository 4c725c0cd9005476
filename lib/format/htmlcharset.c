/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmlcharset.c - the charset that an HTML document says it is in */
#include "html.h"

#include "format.h"

#include <string.h>
#include <strings.h>

/* Longer than any name of a charset. */
#define LABEL_MAX 40
/* Fewer letters beyond ASCII tell nothing. */
#define LETTERS_MIN 4

/*
 * Labels that mean another charset than ICU's of that name, or that ICU does
 * not know: Encoding Standard (2023), 4.2 and HTML Living Standard 13.2.3.2.
 * UTF-16 cannot be declared in ASCII, so it is none.
 */
static const struct {
	const char *label, *charset;
} labels[] = {
	{"ansi_x3.4-1968", "windows-1252"},
	{"ascii", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"iso88591", "windows-1252"},
	{"iso_8859-1", "windows-1252"},
	{"iso_8859-1:1987", "windows-1252"},
	{"l1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"us-ascii", "windows-1252"},
	{"iso-8859-9", "windows-1254"},
	{"latin5", "windows-1254"},
	{"iso-8859-11", "windows-874"},
	{"tis-620", "windows-874"},
	{"gb2312", "GBK"},
	{"866", "IBM866"},
	{"cp866", "IBM866"},
	{"cp1251", "windows-1251"},
	{"win-1251", "windows-1251"},
	{"windows1251", "windows-1251"},
	{"x-cp1251", "windows-1251"},
	{"koi", "KOI8-R"},
	{"koi8", "KOI8-R"},
	{"koi8_r", "KOI8-R"},
	{"koi8-ru", "KOI8-U"},
	{"utf-16", "UTF-8"},
	{"utf-16le", "UTF-8"},
	{"utf-16be", "UTF-8"},
	{"unicode", "UTF-8"},
};

/* Where the first of some letters (small ones) stands in any case, or NULL. */
static const char *
find(npo_str text, const char *what)
{
	size_t len = strlen(what);

	for (size_t i = 0; i + len <= text.len; i++) {
		if (!strncasecmp(text.p + i, what, len))
			return text.p + i;
	}
	return NULL;
}

static npo_str
behind(npo_str text, const char *at)
{
	text.len -= (size_t)(at - text.p);
	text.p = at;
	return text;
}

/* What stands behind a name and '='; empty: nothing. */
static npo_str
value_of(npo_str tag, const char *name)
{
	npo_str none = {NULL, 0};
	const char *at = find(tag, name);
	size_t len = 0;

	if (!at)
		return none;
	tag = npo_str_trim(behind(tag, at + strlen(name)));
	if (!tag.len || *tag.p != '=')
		return none;
	tag = npo_str_trim(behind(tag, tag.p + 1));
	if (tag.len && (*tag.p == '"' || *tag.p == '\''))
		tag = npo_str_trim(behind(tag, tag.p + 1));
	while (len < tag.len && !npo_is_blank(tag.p[len]) &&
		!strchr("\"';,>/", tag.p[len]))
		len++;
	tag.len = len;
	return len && len < LABEL_MAX ? tag : none;
}

static npo_str
label_in(npo_str head)
{
	npo_str label = {NULL, 0};
	bool xml = npo_str_starts(head, npo_str_of("<?xml"));
	const char *name = xml ? "encoding" : "charset";
	const char *at = xml ? head.p : find(head, "<meta");

	while (at && !label.len) {
		npo_str tag = behind(head, at);
		const char *end = memchr(tag.p, '>', tag.len);

		if (end)
			tag.len = (size_t)(end - tag.p);
		label = value_of(tag, name);
		head = behind(head, tag.p + tag.len);
		at = find(head, "<meta");
		name = "charset";
	}
	return label;
}

void
npo_html_declared(npo_str head, npo_buf *name)
{
	npo_str label;

	if (head.len > NPO_HEAD_MAX)
		head.len = NPO_HEAD_MAX;
	label = label_in(head);
	npo_buf_reset(name);
	npo_buf_addstr(name, label);
	for (size_t i = 0; i < NPO_COUNT(labels) && label.len; i++) {
		if (strcasecmp(labels[i].label, name->p))
			continue;
		npo_buf_reset(name);
		npo_buf_adds(name, labels[i].charset);
		return;
	}
}

bool
npo_html_western(npo_str bytes)
{
	size_t letters = 0, pairs = 0;
	bool before = false;

	for (size_t i = 0; i < bytes.len; i++) {
		bool letter = (uint8_t)bytes.p[i] >= 0xC0;

		letters += letter;
		pairs += letter && before;
		before = letter;
	}
	return letters < LETTERS_MIN || pairs * 2 < letters;
}
