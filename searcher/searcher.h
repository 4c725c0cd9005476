/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searcher.h - npo-search: query tree, expansion, hits, output */
#ifndef SEARCHER_H
#define SEARCHER_H

#include "npo/analysis.h"
#include "npo/database.h"
#include "npo/match.h"
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

/**
 * Read a day or a range: 2020, 2020-05, 2020-05-17, with ".." between or
 * beside them. The filter's strings are the caller's to free. False: the
 * text is no date.
 */
bool query_date(npo_str text, query_filter *filter);

/* ------------------------------------------------- options: options.c */

typedef enum search_format {
	SEARCH_TEXT,
	SEARCH_JSON,
	SEARCH_TSV,
	SEARCH_CSV,
	SEARCH_PATHS,
	SEARCH_TREC
} search_format;

typedef enum search_combine {
	SEARCH_RANKED,	/* any word, all first */
	SEARCH_ALL,
	SEARCH_ANY
} search_combine;

typedef enum search_sort {
	SEARCH_BY_RELEVANCE,
	SEARCH_BY_DATE,
	SEARCH_BY_PATH,
	SEARCH_BY_TITLE
} search_sort;

typedef enum search_mode {
	SEARCH_HITS,
	SEARCH_COUNT,
	SEARCH_EXPAND,
	SEARCH_HELP,
	SEARCH_VERSION
} search_mode;

typedef struct search_options {
	search_mode mode;
	const char **db;	/* as given; none: the default one */
	size_t db_count, db_cap;
	uint32_t limit;		/* UINT32_MAX: all */
	uint32_t offset;
	search_format format;
	npo_match match;
	search_combine combine;
	search_sort sort;
	bool reverse;
	bool literal;
	bool explain;
	bool nul;		/* -0 */
	bool color;		/* decided: escapes go to stdout */
	unsigned snippets;	/* windows of a snippet; 0: none */
	query_filter *filter;
	size_t filter_count, filter_cap;
	const char *batch;	/* file of queries, "-", or NULL */
	npo_buf query;		/* of the command line */
} search_options;

/**
 * Read the command line. On success the caller releases the options.
 *
 * NPO_EINVAL: an option or argument is wrong.
 */
NPO_CHECKED npo_status search_options_read(
	int argc, char **argv, search_options *options, npo_error *err);
void search_options_release(search_options *options);

/** The text of --help. */
extern const char search_help[];

/* ------------------------------------------------- search: search.c */

/** What one process needs to answer queries, one after another. */
typedef struct search {
	const search_options *options;
	npo_db *db;
	npo_matcher *matcher;
	npo_analyzer *analyzer;
	npo_buf data;		/* of the hit at hand, encoded */
	npo_buf text;		/* of the hit at hand */
	npo_buf terms;		/* that the hit at hand matched */
} search;

/* ------------------------------------------- expansion: expand.c */

/** Every word of a query with the forms that stand for it. */
typedef struct search_expansion search_expansion;

/**
 * Find the forms of each word of a tree, extras too, in query order.
 *
 * NPO_EMODIFIED. NPO_ECORRUPT.
 */
NPO_CHECKED npo_status search_expand(search *s, const query_node *tree,
	search_expansion **x, npo_error *err);

/**
 * Make the query that a tree means, its FILTER nodes included, the filters
 * of s->options not: those are search_run()'s.
 *
 * NPO_EMODIFIED. NPO_ECORRUPT.
 */
NPO_CHECKED npo_status search_query(search *s, const query_node *tree,
	search_expansion *x, npo_query **q, npo_error *err);

void search_expansion_free(search_expansion *x);
/** How many words there are. */
size_t search_expansion_words(const search_expansion *x);
/** Word i, folded, and its forms; both lent. */
npo_str search_expansion_word(
	const search_expansion *x, size_t i, const npo_forms **forms);

/* ------------------------------------------- filters: filter.c */

/**
 * The query of some filters, without weight of its own: filters of one kind
 * are alternatives, those of different kinds all have to hold; so does each
 * date.
 *
 * filters	count of them, at least one
 */
NPO_CHECKED npo_status search_filters(const query_filter *const *filters,
	size_t count, npo_query **q, npo_error *err);

#endif
