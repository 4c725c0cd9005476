/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html.h - HTML taken apart: charset, facts, plain text */
#ifndef LIB_FORMAT_HTML_H
#define LIB_FORMAT_HTML_H

#include "npo/text.h"

/* -------------------------------------------------------------- facts */

typedef enum npo_html_kind {
	NPO_HTML_INLINE,    /* within a word: <b>, and any that is unknown */
	NPO_HTML_APART,	    /* between words: <br>, <td> */
	NPO_HTML_PARAGRAPH, /* between paragraphs: <p>, <li> */
	NPO_HTML_HEADING,
	NPO_HTML_TITLE,
	NPO_HTML_ROOT,
	NPO_HTML_META,
	NPO_HTML_IMAGE, /* its alt is text */
	NPO_HTML_RAW,	/* what is inside is neither text nor markup */
	NPO_HTML_HIDDEN /* what is inside is no text, and ends a word */
} npo_html_kind;

/** An element, its name in small letters. */
typedef struct npo_html_element {
	const char *name;
	npo_html_kind kind;
} npo_html_element;

/** The row of an element, static; one without a name for all unknown. */
const npo_html_element *npo_html_element_of(const char *name);

/** What is known of an element by the address of its name: a parser has each
 * name once. */
typedef struct npo_html_tag {
	const char *name; /* NULL: of none yet */
	const npo_html_element *element;
	bool implied; /* the parser also tells of it where it is missing */
} npo_html_tag;

#define NPO_HTML_TAGS 64

/** The tag of a name, looked up if another one has its place among tag, of
 * NPO_HTML_TAGS, zeroed for each parser. Until the next call. */
const npo_html_tag *npo_html_tag_of(npo_html_tag *tag, const char *name);

typedef enum npo_html_fact {
	NPO_HTML_NOTHING,
	NPO_HTML_AUTHOR,
	NPO_HTML_DATE
} npo_html_fact;

/** What <meta name=NAME> or <meta property=NAME> tells. In any case. */
npo_html_fact npo_html_fact_of(const char *name);

/** Whether text begins with a date of ISO 8601: 2020, 2020-05, 2020-05-17,
 * the last also with a time behind it. */
bool npo_html_is_date(npo_str text);

/** The character that &#code; stands for: 128 to 159 are windows-1252. */
uint32_t npo_html_character(uint32_t code);

/* ------------------------------------------------------------- charset */

/**
 * The charset that a document declares of itself, as ICU knows it, written
 * over name; empty: none. Bytes are not looked at otherwise.
 */
void npo_html_declared(npo_str head, npo_buf *name);

/** Whether the bytes of a text that calls itself windows-1252 may be that:
 * letters beyond ASCII seldom stand side by side in it. */
bool npo_html_western(npo_str bytes);

/* ---------------------------------------------------------------- tags */

/**
 * The parser takes most of its time for attributes, and compares each of a tag
 * with all before it. So those that nobody reads, and any behind the 256th,
 * become blanks, in the next tags of a place in the text, up to the first that
 * the parser will tell of.
 *
 * at	outside of tags; a NUL stands at end
 *
 * Returns how far it has looked: a place from which on to call it again.
 */
char *npo_html_trim_tags(char *at, char *end);

/* ------------------------------------------------------------- stripping */

/** The text of a document without its markup. Zeroed to begin with. */
typedef struct npo_html_text {
	npo_buf text;	/* as many newlines as the source */
	npo_span *span; /* headings, and <title> as the title */
	size_t span_count, span_cap;
	bool titled;	      /* one of them is the title */
	bool headed;	      /* one is the first h1 */
	size_t h1;	      /* which */
	npo_buf lang;	      /* primary subtag, or empty */
	npo_buf author, date; /* or empty */
} npo_html_text;

/**
 * Written over out, but for its facts. In time linear in the length of the
 * source.
 *
 * source	UTF-8 without NUL, below 2 GiB; it is written to
 *
 * NPO_EIO: no memory is left.
 */
NPO_CHECKED npo_status npo_html_strip(
	npo_buf *source, npo_html_text *out, npo_error *err);
void npo_html_release(npo_html_text *out);

#endif
