/* SPDX-License-Identifier: GPL-2.0-or-later */
/* htmltext.h - the text of an HTML document while it is written */
#ifndef LIB_FORMAT_HTMLTEXT_H
#define LIB_FORMAT_HTMLTEXT_H

#include "html.h"

/** What stands between the character written last and the next. */
typedef enum npo_html_gap {
	NPO_HTML_GAP_NONE,
	NPO_HTML_GAP_BLANK,
	NPO_HTML_GAP_PARAGRAPH
} npo_html_gap;

/** Zeroed to begin with, but for out and fresh. */
typedef struct npo_html_writer {
	npo_html_text *out;
	npo_html_gap gap;
	bool fresh;	/* nothing since a paragraph's end: true at first */
	uint64_t lines; /* newlines in the text */
	bool heading;	/* within a heading or title */
	bool begun;	/* and behind its first character */
	bool top;	/* it is an h1 */
	npo_span span;	/* start and kind of it */
} npo_html_writer;

/** What follows is at least so far apart from what was written last. */
void npo_html_widen(npo_html_writer *w, npo_html_gap gap);
/** Newlines up to a line of the source, counted from 1. */
void npo_html_go_to_line(npo_html_writer *w, uint64_t line);
/** Text without markup; its newlines are taken as far as the source has them,
 * up to line last. */
void npo_html_write(
	npo_html_writer *w, const char *at, const char *end, uint64_t last);
/** One that is open ends. */
void npo_html_begin_heading(npo_html_writer *w, npo_span_kind kind, bool top);
/** Does nothing if none is open. */
void npo_html_end_heading(npo_html_writer *w);

#endif
