/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.h - what was typed: tree, filters, lexemes, characters */
#ifndef SEARCHER_QUERY_H
#define SEARCHER_QUERY_H

#include "npo/analysis.h"
#include "npo/store.h"

/* ------------------------------------------------- query: parse.c */

#define QUERY_DEPTH_MAX 50
#define QUERY_WORDS_MAX 500

typedef enum query_kind {
	QUERY_LIST,	/* children side by side: rank by any, all first */
	QUERY_WORDS,	/* one typed word: its tokens */
	QUERY_PHRASE,	/* WORDS children next to each other, in order */
	QUERY_NEAR,	/* children within distance words of each other, in
			   any order; each is WORDS or PHRASE */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT,	/* the first child without the second */
	QUERY_MUST,	/* its child has to match (+) */
	QUERY_EXCLUDE,	/* its child must not match (-); in a LIST only */
	QUERY_FILTER	/* restricts, without weight */
} query_kind;

/** Where a word has to stand. */
typedef enum query_field {
	QUERY_ANYWHERE,
	QUERY_TITLE,
	QUERY_SECTION,
	QUERY_AUTHOR
} query_field;

typedef enum query_filter_kind {
	QUERY_BY_LANG,
	QUERY_BY_TYPE,
	QUERY_BY_DIR,
	QUERY_BY_SCRIPT,
	QUERY_BY_ID,
	QUERY_BY_DATE
} query_filter_kind;

typedef struct query_filter {
	query_filter_kind kind;
	npo_str value;	/* as typed. BY_DATE: first day, as the digits that
			   were said of YYYYMMDD, or empty: without bound */
	npo_str until;	/* BY_DATE: last day, filled up with 9, or empty */
} query_filter;

typedef struct query_node query_node;

/** A node and all below it; owned by its query. */
struct query_node {
	query_kind kind;
	query_node **child;
	size_t child_count, child_cap;
	uint32_t distance;	/* NEAR: words between first and last, at
				   most distance - 1 */
	query_filter filter;	/* FILTER */

	/*
	 * WORDS: at least one token of kind NPO_TOKEN_WORD; an extra comes
	 * behind the words it covers, with their first position and a span.
	 * Positions ascend from 1; in a PHRASE they run on from child to
	 * child, so that they are the phrase's own. Terms are the node's.
	 */
	npo_token *token;
	size_t token_count, token_cap;
	query_field field;	/* also of a PHRASE, as of its children */
	bool exact;		/* =word: no other form */
	bool prefix;		/* word*: of the last word token */
	bool typo;		/* ~word: misspelt ones too */
};

/** A parsed query. */
typedef struct query {
	query_node *root;	/* a LIST, perhaps without children */
	npo_buf note;		/* what was not taken as typed, or empty */
} query;

/**
 * Parse what somebody typed; nothing is an error.
 *
 * text		UTF-8, though any bytes will do
 * literal	no operators: all is words
 */
query *query_parse(npo_analyzer *analyzer, npo_str text, bool literal);
void query_free(query *q);

/** The tree in one line, appended: LIST(a "b c" NOT(d e)); for tests. */
void query_describe(const query_node *node, npo_buf *out);

/** Append a child to a node. */
void query_append(query_node *node, query_node *child);
query_node *query_node_new(query_kind kind);
/** A FILTER node with a copy of a filter. */
query_node *query_filter_node(const query_filter *filter);
/** Free a node, which may be NULL, and all below it. */
void query_node_free(query_node *node);

/* ------------------------------------------- filters: filter.c */

/**
 * Make a filter of a kind and what was typed behind it.
 *
 * value	BY_DATE: 2020, 2020-05, 2020-05-17, or two of them, of which
 *		one may be missing, with ".." between
 * filter	its strings are the caller's: query_filter_release()
 *
 * False: the value is empty, or no date.
 */
bool query_filter_read(
	query_filter_kind kind, npo_str value, query_filter *filter);
void query_filter_release(query_filter *filter);
/** The kind that is called name, as in lang:ru; false: none. */
bool query_filter_named(npo_str name, query_filter_kind *kind);
const char *query_filter_name(query_filter_kind kind);

/* ------------------------------------------------- lexemes: lex.c */

typedef enum lexeme_kind {
	LEX_NOTHING,	/* taken back: an unbalanced parenthesis */
	LEX_WORD,
	LEX_PHRASE,
	LEX_FILTER,
	LEX_OPEN,
	LEX_CLOSE,
	LEX_PLUS,
	LEX_MINUS,
	LEX_AND,
	LEX_OR,
	LEX_NOT,
	LEX_NEAR
} lexeme_kind;

/** What stands in front of a word, a phrase or a parenthesis. */
typedef struct query_flags {
	query_field field;
	bool exact;
	bool typo;
} query_flags;

typedef struct lexeme {
	lexeme_kind kind;
	npo_str text;		/* of the query: without quotes and flags */
	query_flags flags;
	uint32_t distance;	/* NEAR */
	query_filter filter;	/* FILTER */
} lexeme;

typedef struct lexemes {
	lexeme *item;
	size_t count, cap;
} lexemes;

/**
 * Cut a query into words and operators: parentheses are balanced, at most
 * QUERY_DEPTH_MAX deep, and every operator has what it needs on its sides.
 *
 * note		what was taken as text is said here
 */
void query_lex(npo_str text, lexemes *list, npo_buf *note);
void query_lexemes_release(lexemes *list);
/** Add a sentence to a note, once. */
void query_note(npo_buf *note, const char *sentence);

/* ------------------------------------------------- characters: chars.c */

/** The character at a place, 0 at the end; *len its bytes. */
uint32_t query_code_at(npo_str text, size_t at, size_t *len);
/** White space and control characters of ASCII; Unicode 15, White_Space. */
bool query_is_blank(uint32_t code);
/**
 * What may change how the text around it is shown: control characters, line
 * and paragraph separators, and marks of direction that stay in force.
 * Unicode 15, section 23.1; UAX 9, table 4 (embeddings, overrides, isolates).
 */
bool query_is_control(uint32_t code);
/** A letter, a mark or a digit, as far as operators care. */
bool query_is_word(uint32_t code);
/**
 * The piece of text up to the next blank, behind blanks; false: no more.
 * *at moves behind it.
 */
bool query_piece(npo_str text, size_t *at, npo_str *piece);
/** Cut the star off word*, if at least two letters are in front of it. */
bool query_cut_star(npo_str *word);

#endif
