/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmlfacts.c - names in HTML and what they mean for its text */
#include "html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * HTML Living Standard (2023), sections 4, 15.3 (which are blocks) and 16.2
 * (obsolete ones). Sorted by strcmp(). What is not here is inline.
 *
 * noscript is hidden, as in a browser: it asks for scripts, or has once more
 * what they bring. math is, as in wiki pages. rt and rp belong to ruby.
 */
static const npo_html_element elements[] = {
	{"address", NPO_HTML_PARAGRAPH},
	{"area", NPO_HTML_IMAGE},
	{"article", NPO_HTML_PARAGRAPH},
	{"aside", NPO_HTML_PARAGRAPH},
	{"audio", NPO_HTML_APART},
	{"blockquote", NPO_HTML_PARAGRAPH},
	{"br", NPO_HTML_APART},
	{"button", NPO_HTML_APART},
	{"canvas", NPO_HTML_APART},
	{"caption", NPO_HTML_PARAGRAPH},
	{"center", NPO_HTML_PARAGRAPH},
	{"datalist", NPO_HTML_HIDDEN},
	{"dd", NPO_HTML_PARAGRAPH},
	{"details", NPO_HTML_PARAGRAPH},
	{"dialog", NPO_HTML_PARAGRAPH},
	{"dir", NPO_HTML_PARAGRAPH},
	{"div", NPO_HTML_PARAGRAPH},
	{"dl", NPO_HTML_PARAGRAPH},
	{"dt", NPO_HTML_PARAGRAPH},
	{"embed", NPO_HTML_APART},
	{"fieldset", NPO_HTML_PARAGRAPH},
	{"figcaption", NPO_HTML_PARAGRAPH},
	{"figure", NPO_HTML_PARAGRAPH},
	{"footer", NPO_HTML_PARAGRAPH},
	{"form", NPO_HTML_PARAGRAPH},
	{"h1", NPO_HTML_HEADING},
	{"h2", NPO_HTML_HEADING},
	{"h3", NPO_HTML_HEADING},
	{"h4", NPO_HTML_HEADING},
	{"h5", NPO_HTML_HEADING},
	{"h6", NPO_HTML_HEADING},
	{"header", NPO_HTML_PARAGRAPH},
	{"hgroup", NPO_HTML_PARAGRAPH},
	{"hr", NPO_HTML_PARAGRAPH},
	{"html", NPO_HTML_ROOT},
	{"iframe", NPO_HTML_HIDDEN},
	{"img", NPO_HTML_IMAGE},
	{"input", NPO_HTML_APART},
	{"legend", NPO_HTML_PARAGRAPH},
	{"li", NPO_HTML_PARAGRAPH},
	{"listing", NPO_HTML_PARAGRAPH},
	{"main", NPO_HTML_PARAGRAPH},
	{"math", NPO_HTML_HIDDEN},
	{"menu", NPO_HTML_PARAGRAPH},
	{"meta", NPO_HTML_META},
	{"meter", NPO_HTML_APART},
	{"nav", NPO_HTML_PARAGRAPH},
	{"noembed", NPO_HTML_HIDDEN},
	{"noscript", NPO_HTML_HIDDEN},
	{"object", NPO_HTML_APART},
	{"ol", NPO_HTML_PARAGRAPH},
	{"optgroup", NPO_HTML_APART},
	{"option", NPO_HTML_APART},
	{"p", NPO_HTML_PARAGRAPH},
	{"plaintext", NPO_HTML_PARAGRAPH},
	{"pre", NPO_HTML_PARAGRAPH},
	{"progress", NPO_HTML_APART},
	{"rp", NPO_HTML_APART},
	{"rt", NPO_HTML_APART},
	{"script", NPO_HTML_RAW},
	{"search", NPO_HTML_PARAGRAPH},
	{"section", NPO_HTML_PARAGRAPH},
	{"select", NPO_HTML_APART},
	{"style", NPO_HTML_RAW},
	{"summary", NPO_HTML_PARAGRAPH},
	{"svg", NPO_HTML_HIDDEN},
	{"table", NPO_HTML_PARAGRAPH},
	{"tbody", NPO_HTML_PARAGRAPH},
	{"td", NPO_HTML_APART},
	{"template", NPO_HTML_HIDDEN},
	{"textarea", NPO_HTML_APART},
	{"tfoot", NPO_HTML_PARAGRAPH},
	{"th", NPO_HTML_APART},
	{"thead", NPO_HTML_PARAGRAPH},
	{"title", NPO_HTML_TITLE},
	{"tr", NPO_HTML_PARAGRAPH},
	{"ul", NPO_HTML_PARAGRAPH},
	{"video", NPO_HTML_APART},
	{"xmp", NPO_HTML_PARAGRAPH},
};

static const npo_html_element unknown = {"", NPO_HTML_INLINE};

static int
compare(const void *name, const void *row)
{
	return strcmp(name, ((const npo_html_element *)row)->name);
}

const npo_html_element *
npo_html_element_of(const char *name)
{
	const npo_html_element *row = bsearch(name, elements,
		NPO_COUNT(elements), sizeof(*elements), compare);

	return row ? row : &unknown;
}

/* libxml2 opens those that the text needs and does not have */
static bool
may_be_implied(const char *name)
{
	static const char *const names[] = {"p", "html", "head", "body"};

	for (size_t i = 0; i < NPO_COUNT(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

const npo_html_tag *
npo_html_tag_of(npo_html_tag *tag, const char *name)
{
	uint64_t address = (uintptr_t)name;

	/* names stand side by side, of any length */
	tag += (address ^ address >> 6) % NPO_HTML_TAGS;
	if (tag->name != name)
		*tag = (npo_html_tag){name, npo_html_element_of(name),
			may_be_implied(name)};
	return tag;
}

/* HTML Living Standard 4.2.5.1; DCMI Metadata Terms, and DC-HTML as of 1999;
 * the Open Graph protocol, "article". The first that a document has wins. */
static const struct {
	const char *name;
	npo_html_fact fact;
} facts[] = {
	{"author", NPO_HTML_AUTHOR},
	{"dc.creator", NPO_HTML_AUTHOR},
	{"dcterms.creator", NPO_HTML_AUTHOR},
	{"date", NPO_HTML_DATE},
	{"dc.date", NPO_HTML_DATE},
	{"dcterms.date", NPO_HTML_DATE},
	{"dcterms.created", NPO_HTML_DATE},
	{"dcterms.issued", NPO_HTML_DATE},
	{"article:published_time", NPO_HTML_DATE},
};

npo_html_fact
npo_html_fact_of(const char *name)
{
	for (size_t i = 0; i < NPO_COUNT(facts); i++) {
		if (!strcasecmp(facts[i].name, name))
			return facts[i].fact;
	}
	return NPO_HTML_NOTHING;
}

bool
npo_html_is_date(npo_str text)
{
	static const char form[] = "dddd-dd-dd";
	size_t len = 0;

	while (len < text.len && form[len]) {
		char c = text.p[len];

		if (form[len] == '-' ? c != '-' : c < '0' || c > '9')
			break;
		len++;
	}
	if (len == text.len)
		return len == 4 || len == 7 || len == 10;
	return len == 10 && (text.p[10] == 'T' || text.p[10] == ' ');
}

/* HTML Living Standard 13.2.5.80: numbers that are taken for bytes of
 * windows-1252, from 0x80 on; 0 stays as it is. */
static const uint16_t windows[] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026,
	0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
	0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

uint32_t
npo_html_character(uint32_t code)
{
	if (code < 0x80 || code - 0x80 >= NPO_COUNT(windows) ||
		!windows[code - 0x80])
		return code;
	return windows[code - 0x80];
}
