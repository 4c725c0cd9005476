/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmlparse.c - an HTML document read by libxml2, event by event */
#include "htmltext.h"

#include "format.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

/* Elements that are open at once: the parser looks through all of them for
 * each end tag. Browsers have 512 (Blink, WebKit). */
#define DEPTH_MAX 256
/* Of an author or a date, in bytes. */
#define FACT_MAX 200

/* A document while it is read. */
struct page {
	htmlParserCtxtPtr parser;
	npo_html_writer writer;
	uint64_t before;   /* lines before those that the parser counts */
	size_t hidden;	   /* elements open from the one left out on */
	const char *hider; /* its name, static */
	bool raw;	   /* in a script */
	bool bogus;	   /* within <! that begins no comment */
	char *source, *end;
	char *trimmed; /* up to where the tags of the source are short */
	char *again;   /* where a new parser goes on, or NULL */
	npo_html_tag tag[NPO_HTML_TAGS];
};

/* -------------------------------------------------------- characters */

/* The line where the parser is. */
static uint64_t
line_now(const struct page *page)
{
	return page->before + (uint64_t)page->parser->input->line;
}

/* The parser's place, in a source that is not const. */
static char *
place(const struct page *page)
{
	const char *at = (const char *)page->parser->input->cur;

	return page->source + (at - page->source);
}

/* In front of the parser, unless it has given up; in a script are no tags. */
static void
trim_tags(struct page *page)
{
	if (!page->raw && !page->parser->disableSAX &&
		place(page) >= page->trimmed)
		page->trimmed = npo_html_trim_tags(place(page), page->end);
}

/* Of <! and what follows to the next '>', which the parser takes for text. */
static bool
skip_bogus(struct page *page, const char **at, const char *end)
{
	const xmlChar *next = page->parser->input->cur;
	const char *close;

	if (!page->bogus) {
		page->bogus = end - *at == 1 && **at == '<' && next[0] == '<' &&
			      next[1] == '!';
		return page->bogus;
	}
	close = memchr(*at, '>', (size_t)(end - *at));
	page->bogus = !close;
	*at = close ? close + 1 : end;
	return page->bogus;
}

static void
on_characters(void *payload, const xmlChar *text, int len)
{
	struct page *page = payload;
	const char *at = (const char *)text, *end = at + len;
	uint64_t newlines = 0, last;
	npo_buf one = NPO_BUF_INIT;

	if (page->again)
		return;
	trim_tags(page);
	if (page->hidden || skip_bogus(page, &at, end))
		return;
	last = line_now(page);
	for (const char *p = at; p < end; p++)
		newlines += *p == '\n';
	/* a long text comes in pieces, while the parser is at their last byte
	 */
	if (len > 1 && end[-1] == '\n' && *page->parser->input->cur == '\n')
		last++;
	if (last > newlines)
		npo_html_go_to_line(&page->writer, last - newlines);
	/* a reference comes alone */
	if (len == 2 && text[0] == 0xC2 && text[1] < 0xA0) {
		npo_utf8_put(&one, npo_html_character(text[1]));
		at = one.p;
		end = at + one.len;
	}
	npo_html_write(&page->writer, at, end, last);
	npo_buf_release(&one);
}

/* -------------------------------------------------------- attributes */

/* The value of an attribute, or "". */
static const char *
value_of(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2) {
		if (!strcmp((const char *)attributes[0], name))
			return attributes[1] ? (const char *)attributes[1] : "";
	}
	return "";
}

/* A part of a document that says in one line what it is; the first stays. */
static void
keep_fact(npo_buf *fact, npo_str text)
{
	if (fact->len)
		return;
	text = npo_first_line(text);
	if (text.len > FACT_MAX)
		text.len = npo_utf8_cut(text.p, FACT_MAX);
	npo_buf_addstr(fact, text);
}

/* RFC 5646: the primary subtag, which is ISO 639 if it has 2 or 3 letters. */
static void
keep_language(npo_buf *lang, const char *tag)
{
	npo_str text = npo_str_trim(npo_str_of(tag));
	size_t len = 0;

	while (len < text.len &&
		((text.p[len] | 0x20) >= 'a' && (text.p[len] | 0x20) <= 'z'))
		len++;
	if (len < 2 || len > 3 || lang->len ||
		(len < text.len && !strchr("-_, ", text.p[len])))
		return;
	for (size_t i = 0; i < len; i++)
		npo_buf_addc(lang, (char)(text.p[i] | 0x20));
}

static void
read_meta(npo_html_text *out, const xmlChar **attributes)
{
	const char *name = value_of(attributes, "name");
	npo_str content =
		npo_str_trim(npo_str_of(value_of(attributes, "content")));

	if (!*name)
		name = value_of(attributes, "property");
	if (!strcasecmp(value_of(attributes, "http-equiv"), "content-language"))
		keep_language(&out->lang, content.p);
	switch (npo_html_fact_of(name)) {
	case NPO_HTML_AUTHOR:
		keep_fact(&out->author, content);
		break;
	case NPO_HTML_DATE:
		if (npo_html_is_date(content))
			keep_fact(&out->date, content);
		break;
	default:
		break;
	}
}

static void
write_alt(struct page *page, const xmlChar **attributes)
{
	npo_str alt = npo_str_of(value_of(attributes, "alt"));

	npo_html_widen(&page->writer, NPO_HTML_GAP_BLANK);
	if (alt.len) {
		npo_html_go_to_line(&page->writer, line_now(page));
		npo_html_write(&page->writer, alt.p, alt.p + alt.len, 0);
		npo_html_widen(&page->writer, NPO_HTML_GAP_BLANK);
	}
}

/* ---------------------------------------------------------- elements */

static void
hide(struct page *page, const npo_html_element *element)
{
	page->hidden = 1;
	page->hider = element->name;
	if (element->kind != NPO_HTML_RAW)
		npo_html_widen(&page->writer, NPO_HTML_GAP_BLANK);
}

static void
open_element(struct page *page, const npo_html_element *element,
	const xmlChar **attributes)
{
	npo_html_text *out = page->writer.out;

	switch (element->kind) {
	case NPO_HTML_INLINE:
		break;
	case NPO_HTML_APART:
		npo_html_widen(&page->writer, NPO_HTML_GAP_BLANK);
		break;
	case NPO_HTML_PARAGRAPH:
		npo_html_widen(&page->writer, NPO_HTML_GAP_PARAGRAPH);
		break;
	case NPO_HTML_HEADING:
		npo_html_begin_heading(&page->writer, NPO_SPAN_SECTION,
			element->name[1] == '1');
		break;
	case NPO_HTML_TITLE:
		if (out->titled)
			hide(page, element);
		else
			npo_html_begin_heading(
				&page->writer, NPO_SPAN_TITLE, false);
		break;
	case NPO_HTML_ROOT:
		keep_language(&out->lang, value_of(attributes, "lang"));
		keep_language(&out->lang, value_of(attributes, "xml:lang"));
		break;
	case NPO_HTML_META:
		read_meta(out, attributes);
		break;
	case NPO_HTML_IMAGE:
		write_alt(page, attributes);
		break;
	case NPO_HTML_RAW:
	case NPO_HTML_HIDDEN:
		hide(page, element);
		break;
	}
}

/* Too many elements are open. A new parser goes on behind this tag, with
 * none: what they were is of no matter to the text. */
static void
begin_again(struct page *page)
{
	char *at = place(page);

	page->before = line_now(page) - 1;
	npo_html_end_heading(&page->writer);
	at += at[0] == '/' && at[1] == '>';
	at += at[0] == '>';
	page->again = at;
	xmlStopParser(page->parser);
}

static void
on_start(void *payload, const xmlChar *name, const xmlChar **attributes)
{
	struct page *page = payload;
	const npo_html_tag *tag;
	const npo_html_element *element;
	bool written;

	if (page->again)
		return;
	tag = npo_html_tag_of(page->tag, (const char *)name);
	element = tag->element;
	/* the parser is elsewhere when it tells of one that is missing */
	written = !tag->implied;
	page->raw = element->kind == NPO_HTML_RAW;
	trim_tags(page);
	page->bogus = page->bogus && !written;
	if (page->hidden)
		page->hidden++;
	else
		open_element(page, element, attributes);
	if (page->parser->nameNr >= DEPTH_MAX && page->hidden != 1 &&
		!page->raw && written)
		begin_again(page);
}

static void
on_end(void *payload, const xmlChar *name)
{
	struct page *page = payload;

	if (page->again)
		return;
	page->raw = false;
	trim_tags(page);
	page->bogus = false;
	if (page->hidden) {
		page->hidden--;
		return;
	}
	switch (npo_html_tag_of(page->tag, (const char *)name)->element->kind) {
	case NPO_HTML_APART:
		npo_html_widen(&page->writer, NPO_HTML_GAP_BLANK);
		break;
	case NPO_HTML_PARAGRAPH:
		npo_html_widen(&page->writer, NPO_HTML_GAP_PARAGRAPH);
		break;
	case NPO_HTML_HEADING:
	case NPO_HTML_TITLE:
		npo_html_end_heading(&page->writer);
		break;
	default:
		break;
	}
}

/* What else may stand between two tags. */

static void
on_comment(void *payload, const xmlChar *text)
{
	(void)text;
	if (!((struct page *)payload)->again)
		trim_tags(payload);
}

static void
on_instruction(void *payload, const xmlChar *target, const xmlChar *data)
{
	(void)data;
	on_comment(payload, target);
}

static void
on_doctype(void *payload, const xmlChar *name, const xmlChar *external,
	const xmlChar *system)
{
	(void)external;
	(void)system;
	on_comment(payload, name);
}

/* ------------------------------------------------------ all together */

static void
ignore_error(void *payload, xmlErrorPtr error)
{
	(void)payload;
	(void)error;
}

static htmlParserCtxtPtr
new_parser(struct page *page, const char *at, size_t len)
{
	htmlParserCtxtPtr parser = htmlNewParserCtxt();
	xmlParserInputPtr input = parser ? xmlNewInputStream(parser) : NULL;

	if (!input) {
		htmlFreeParserCtxt(parser);
		return NULL;
	}
	memset(parser->sax, 0, sizeof(*parser->sax));
	parser->sax->initialized = XML_SAX2_MAGIC;
	parser->sax->startElement = on_start;
	parser->sax->endElement = on_end;
	parser->sax->characters = on_characters;
	parser->sax->ignorableWhitespace = on_characters;
	parser->sax->comment = on_comment;
	parser->sax->processingInstruction = on_instruction;
	parser->sax->internalSubset = on_doctype;
	parser->sax->serror = ignore_error;
	parser->userData = page;
	htmlCtxtUseOptions(parser,
		HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
			HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
	/* in place, no copy of it */
	input->base = input->cur = (const xmlChar *)at;
	input->end = input->base + len;
	input->length = (int)len;
	inputPush(parser, input);
	/* no conversion: it is what the parser works with */
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	return parser;
}

/* Open over the text before a place, which is read already, the elements that
 * matter, for the parser to begin there. */
static char *
open_anew(struct page *page, char *at)
{
	npo_buf tags = NPO_BUF_INIT;

	npo_buf_adds(&tags, "<body>");
	if (page->hidden)
		npo_buf_addf(&tags, "<%s>", page->hider);
	at -= tags.len;
	/* there were as many tags as may be open */
	assert(at >= page->source);
	memcpy(at, tags.p, tags.len);
	page->hidden = 0;
	page->bogus = false;
	npo_buf_release(&tags);
	return at;
}

static npo_status
parse(struct page *page, npo_error *err)
{
	char *at = page->source;
	npo_status st = NPO_OK;

	page->trimmed = npo_html_trim_tags(at, page->end);
	do {
		page->again = NULL;
		memset(page->tag, 0, sizeof(page->tag));
		page->parser = new_parser(page, at, (size_t)(page->end - at));
		if (page->parser)
			htmlParseDocument(page->parser);
		if (!page->parser || page->parser->errNo == XML_ERR_NO_MEMORY)
			st = npo_fail(err, NPO_EIO, "no memory for a parser");
		htmlFreeParserCtxt(page->parser);
		if (page->again)
			at = open_anew(page, page->again);
	} while (page->again && !st);
	return st;
}

/* Blanks that are none in XML, so that the parser would leave them out. */
static void
make_blanks(npo_buf *source)
{
	static const char blanks[] = {'\f', '\v', '\0'};
	char *end = source->p + source->len;

	for (size_t i = 0; i < NPO_COUNT(blanks); i++) {
		char *at = source->p;

		while ((at = memchr(at, blanks[i], (size_t)(end - at))))
			*at++ = ' ';
	}
}

static uint64_t
count_lines(const npo_buf *source)
{
	const char *at = source->p, *end = source->p + source->len;
	uint64_t lines = 1;

	for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		lines++;
	return lines;
}

npo_status
npo_html_strip(npo_buf *source, npo_html_text *out, npo_error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct page page = {.writer = {.out = out, .fresh = true},
		.source = source->p,
		.end = source->p + source->len};
	uint64_t lines;
	npo_status st;

	/* before other threads do it too */
	pthread_once(&once, xmlInitParser);
	npo_buf_reset(&out->text);
	npo_buf_adds(&out->text, "");
	make_blanks(source);
	lines = count_lines(source);
	st = parse(&page, err);
	npo_html_end_heading(&page.writer);
	npo_html_go_to_line(&page.writer, lines);
	return st;
}

void
npo_html_release(npo_html_text *out)
{
	npo_buf_release(&out->text);
	npo_buf_release(&out->lang);
	npo_buf_release(&out->author);
	npo_buf_release(&out->date);
	free(out->span);
	*out = (npo_html_text){0};
}
