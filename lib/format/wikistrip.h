/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikistrip.h - a wiki page while its markup is taken out */
#ifndef LIB_FORMAT_WIKISTRIP_H
#define LIB_FORMAT_WIKISTRIP_H

#include "format.h"
#include "wiki.h"

/** A mark that the place of reading is inside of. */
struct npo_wiki_level {
	const npo_wiki_mark *mark;
	bool apart; /* its end is one of a word too */
};

/** The page, the place in it, and what that place is inside of. */
struct npo_wiki_strip {
	npo_str in;
	size_t at; /* the place of reading */
	npo_wiki_text *out;
	npo_wiki_marks marks;
	size_t mark; /* the next one's number */
	struct npo_wiki_level level[NPO_WIKI_DEPTH];
	size_t depth;
	bool fresh;	      /* at the start of a line */
	size_t apart_end;     /* of the text, when a blank was set last */
	bool header;	      /* in a table's line of headers */
	size_t heading_end;   /* of the heading read now, or 0 */
	size_t heading_close; /* behind its last '=' */
	npo_span heading;     /* start and kind of it */
	bool sections;	      /* the lead is over */
	size_t quotes_end;    /* of the line whose quotes are known */
	bool lone_quote;      /* it has one run of quotes only */
	bool bold;
	size_t bold_start;
};

/* --------------------------------------------------------- wikichars.c */

/** The byte so far ahead, or 0. */
char npo_wiki_peek(const struct npo_wiki_strip *s, size_t ahead);
/** Where the newline is that ends the line of a place, or the page's end. */
size_t npo_wiki_line_end(const struct npo_wiki_strip *s, size_t at);
/** A view of the page. */
npo_str npo_wiki_part(const struct npo_wiki_strip *s, size_t from, size_t to);
/** Go on to a place without the text before it, but with its newlines. */
void npo_wiki_drop_to(struct npo_wiki_strip *s, size_t to);
/** Over spaces and tabs. */
void npo_wiki_drop_blanks(struct npo_wiki_strip *s);
/** What follows is another word than what was written last. */
void npo_wiki_set_apart(struct npo_wiki_strip *s);
/** A blank follows: the one of npo_wiki_set_apart() is not needed. */
void npo_wiki_join(struct npo_wiki_strip *s);
/** A newline into the text. */
void npo_wiki_new_line(struct npo_wiki_strip *s);
/** Text without markup: only its entities are taken in. */
void npo_wiki_copy_to(struct npo_wiki_strip *s, size_t to);
/** A letter of Latin script, or a byte of one beyond ASCII. */
bool npo_wiki_letter(char c);
/** At '&': a character in place of its name. */
void npo_wiki_add_entity(struct npo_wiki_strip *s);
/**
 * Runs of apostrophes: 2 italic, 3 bold, 5 both; of 4 and of more than 5 the
 * rest is text (MediaWiki, Parser::doQuotes). A pair within a word, alone on
 * its line, is a romanized hard sign: ob''edinenie.
 */
void npo_wiki_quotes(struct npo_wiki_strip *s);
/** __NOTOC__: capitals, Latin or any beyond ASCII, between underscores. */
void npo_wiki_switch(struct npo_wiki_strip *s);
/** At '<': a tag that MediaWiki knows is left out. */
void npo_wiki_html(struct npo_wiki_strip *s);

/* -------------------------------------------------------- wikiblocks.c */

/** The innermost mark around, if it is of this kind, or NULL. */
const npo_wiki_mark *npo_wiki_inside(
	const struct npo_wiki_strip *s, npo_wiki_kind kind);
/** At the '|' before a template's parameter. A named one tells of something
 * else than the text around; a first one without name may end a word. */
void npo_wiki_parameter(struct npo_wiki_strip *s, bool first);
/** "||", and "!!" in a line of headers. */
bool npo_wiki_next_cell(struct npo_wiki_strip *s);
/** A line of a table; false: it goes on with the text of a cell. */
bool npo_wiki_table_line(struct npo_wiki_strip *s);
/**
 * Go into a mark, on to a place in it.
 *
 * apart	neither end of it is within a word
 */
void npo_wiki_enter(struct npo_wiki_strip *s, const npo_wiki_mark *mark,
	size_t at, bool apart);
/** At "{{", "[[", "[": to the text inside, or behind it. */
void npo_wiki_open_template(
	struct npo_wiki_strip *s, const npo_wiki_mark *mark);
void npo_wiki_open_link(struct npo_wiki_strip *s, const npo_wiki_mark *mark);
void npo_wiki_open_external(
	struct npo_wiki_strip *s, const npo_wiki_mark *mark);

#endif
