/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wiki.h - MediaWiki markup taken apart: marks, facts, plain text */
#ifndef LIB_FORMAT_WIKI_H
#define LIB_FORMAT_WIKI_H

#include "npo/text.h"

/* -------------------------------------------------------------- marks */

/* Deeper nesting is left as it stands. */
#define NPO_WIKI_DEPTH 256

typedef enum npo_wiki_kind {
	NPO_WIKI_LINK,	   /* [[ ]] */
	NPO_WIKI_EXTERNAL, /* [http:// ] */
	NPO_WIKI_TEMPLATE, /* {{ }} */
	NPO_WIKI_TABLE,	   /* {| |} at the start of lines */
	NPO_WIKI_KEEP,	   /* <nowiki>, <pre>: what is inside is text */
	NPO_WIKI_DROP,	   /* comments, <math> */
	NPO_WIKI_KINDS
} npo_wiki_kind;

/** An opening mark and the closing one that belongs to it. Offsets. */
typedef struct npo_wiki_mark {
	npo_wiki_kind kind;
	uint32_t open;	      /* of the opening mark */
	uint32_t first, last; /* its first and last own '|'; 0: none. KEEP:
				 start and end of what is inside */
	uint32_t close;	      /* of the closing mark */
	uint32_t end;	      /* behind it; 0: it has none */
} npo_wiki_mark;

/** Marks in the order of open; those with an end nest. */
typedef struct npo_wiki_marks {
	npo_wiki_mark *mark;
	size_t count, cap;
} npo_wiki_marks;

/** Find the marks of a text below 4 GiB; in time linear in its length. */
void npo_wiki_find(npo_str text, npo_wiki_marks *marks);

/* -------------------------------------------------------------- facts */

typedef enum npo_wiki_space {
	NPO_WIKI_ARTICLE,
	NPO_WIKI_FILE,
	NPO_WIKI_CATEGORY,
	NPO_WIKI_LANGUAGE /* the same article in another language */
} npo_wiki_space;

/** What stands before the colon of a link's target. */
npo_wiki_space npo_wiki_space_of(npo_str prefix);
/** Whether a part of a file link says how to show it, and is no caption. */
bool npo_wiki_file_option(npo_str part);
/** Whether the word behind '#' makes a redirect. */
bool npo_wiki_redirect(npo_str word);

typedef enum npo_wiki_tag {
	NPO_WIKI_NO_TAG,
	NPO_WIKI_INLINE, /* within a word: <b>, <sub> */
	NPO_WIKI_APART,	 /* between words: <br>, <ref> */
	NPO_WIKI_TEXT,	 /* what is inside is text without markup */
	NPO_WIKI_HIDDEN	 /* what is inside is no text */
} npo_wiki_tag;

npo_wiki_tag npo_wiki_tag_of(npo_str name);
/** The character that &name; stands for, or 0. Without & and ;. */
uint32_t npo_wiki_entity(npo_str name);
/** What a template without parameters stands for, or NULL. */
const char *npo_wiki_sign(npo_str name);
/** Whether a template's first parameter is the code of a language. */
bool npo_wiki_coded(npo_str name);

/* ------------------------------------------------------------- stripping */

/** The text of a page without its markup. Zeroed to begin with. */
typedef struct npo_wiki_text {
	npo_buf text;	/* as many newlines as the source */
	npo_span *span; /* headings: = X = on top the title */
	size_t span_count, span_cap;
	npo_span bold; /* the first bold text of the lead, or empty */
} npo_wiki_text;

/** Written over out. The source is below 4 GiB. Linear in time. */
void npo_wiki_strip(npo_str source, npo_wiki_text *out);
void npo_wiki_release(npo_wiki_text *out);

/**
 * The level of a heading, "== X ==" is 2; 0: the line is none.
 *
 * content	a view of X, trimmed
 */
int npo_wiki_heading(npo_str line, npo_str *content);

#endif
