/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searcher.h - npo-search: options, search, expansion, terms, snippets */
#ifndef SEARCHER_H
#define SEARCHER_H

#include "query.h"

#include "npo/analysis.h"
#include "npo/database.h"
#include "npo/match.h"
#include "npo/store.h"

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
	SEARCH_VERSION,
	SEARCH_SYSTEMS	/* --romanize=list */
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
	bool terminal;		/* stdout is one */
	bool color;		/* decided: escapes go to stdout */
	unsigned snippets;	/* windows of a snippet; 0: none */
	const npo_system *romanize;	/* what is shown; NULL: as it is */
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

/** Whether a mode needs neither query nor database. */
bool search_mode_tells(search_mode mode);

/** The text of --help. */
extern const char search_help[];

/* ------------------------------------------------- search: search.c */

struct search_hit;	/* out.h */
struct search_out;

/** What one process needs to answer queries, one after another. */
typedef struct search_vocabulary search_vocabulary;

typedef struct search {
	const search_options *options;
	npo_db *db;
	search_vocabulary *vocabulary;	/* or NULL */
	struct search_texts *texts;	/* or NULL */
	struct search_dirs *dirs;	/* or NULL */
	npo_matcher *matcher;
	npo_analyzer *analyzer;
	struct search_hit *hit;	/* the one at hand */
	npo_buf data;		/* of it, encoded */
	npo_buf path;
	npo_buf text;		/* of it */
	npo_buf matched;	/* the query's terms that it has */
	npo_buf form;		/* scratch: one of them as a word */
} search;

/**
 * Open the databases that the options name.
 *
 * NPO_ENOTFOUND, NPO_ESCHEMA, NPO_ECORRUPT: as npo_database_open().
 */
NPO_CHECKED npo_status search_open(
	const search_options *options, search **s, npo_error *err);
void search_close(search *s);

/**
 * Answer one query; a database that changes meanwhile is opened anew.
 *
 * id		of the query in a batch, or empty
 * text		as typed
 * out		the answer is added
 * found	set if there is something; else as it was
 */
NPO_CHECKED npo_status search_answer(search *s, npo_str id, npo_str text,
	struct search_out *out, bool *found, npo_error *err);

/** Answer the query of the command line, or each of the batch. */
NPO_CHECKED npo_status search_answer_all(
	search *s, struct search_out *out, bool *found, npo_error *err);

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

/** How the options want hits ranked. */
npo_ranking search_ranking(const search_options *o);

/* ------------------------------------------- filters: filter.c, dirs.c */

/**
 * The query of some filters, without weight of its own: filters of one kind
 * are alternatives, those of different kinds all have to hold; so does each
 * date.
 *
 * filters	count of them, at least one
 */
NPO_CHECKED npo_status search_filters(search *s,
	const query_filter *const *filters, size_t count, npo_query **q,
	npo_error *err);

/** The query of a folder, as it is typed: by its path if it has a slash, else
 * by its own name wherever it stands. */
NPO_CHECKED npo_status dirs_query(
	search *s, npo_str value, npo_query **q, npo_error *err);
/** The databases are to be opened anew, or closed. */
void dirs_forget(search *s);

/* ------------------------------------------- weights: weigh.c */

/**
 * Make the query that a tree means, its FILTER nodes included; the filters
 * of the options are among them, as children of the root.
 *
 * NPO_EMODIFIED. NPO_ECORRUPT.
 */
NPO_CHECKED npo_status search_query(search *s, const query_node *tree,
	search_expansion *x, npo_query **q, npo_error *err);

/**
 * The same of the documents alone that come first by it, with the weights that
 * they have there: all words of several, the best form of one. None is made,
 * and *q stays, where it is known before that nothing comes first, or not as
 * many documents as are wanted. As search_query().
 *
 * least	what weighs less is none of them; negative: nothing comes first,
 *		the query is search_query()'s
 */
NPO_CHECKED npo_status search_query_first(search *s, const query_node *tree,
	search_expansion *x, uint64_t wanted, npo_query **q, double *least,
	npo_error *err);

void search_expansion_free(search_expansion *x);
/** How many words there are. */
size_t search_expansion_words(const search_expansion *x);
/** Word i, folded, and its forms; both lent. */
npo_str search_expansion_word(
	const search_expansion *x, size_t i, const npo_forms **forms);

/* ------------------------------------------------- terms: terms.c */

/** What a term of the vocabulary has to do with the query. */
typedef struct search_term {
	npo_str term;
	size_t word;		/* of the expansion; equal ones are one */
	npo_str typed;		/* that word, folded */
	const npo_form *form;
	float weight;		/* of the form, times its word's rarity */
} search_term;

/** The forms of a query's words by their terms. */
typedef struct search_terms search_terms;

/** forms: how many there will be at most */
search_terms *search_terms_new(size_t forms);
/**
 * Add the next word and its forms, which are borrowed. A term of several
 * words belongs to the one that it is worth most to.
 *
 * documents	how many the collection has
 */
void search_terms_add(search_terms *terms, npo_str typed,
	const npo_forms *forms, uint32_t documents);
/** The terms of a whole expansion, which has to outlive them. */
search_terms *search_terms_of(const search_expansion *x, uint32_t documents);
void search_terms_free(search_terms *terms);
/** NULL: the term is none of the query's. */
const search_term *search_terms_find(
	const search_terms *terms, npo_str term);
/** One more than the largest word number. */
size_t search_terms_words(const search_terms *terms);

/* ------------------------------------------------- snippets: snippet.c */

#define SNIPPET_LETTERS 160
#define SNIPPETS_MAX 10

#define SNIPPET_ELLIPSIS "\u2026"

/** Bytes of a snippet's text. */
typedef struct search_range {
	size_t start, end;
} search_range;

/** A part of a text, by the bytes of the snippet, without ellipses. */
typedef struct search_window {
	size_t start, end;
	bool cut_before, cut_after;	/* there is more that is not shown */
} search_window;

/** A text's best parts. A value: zeroed to begin with, used again. */
typedef struct search_snippet {
	npo_buf text;		/* one line, without control characters; a
				   middle dot behind a heading */
	search_window window[SNIPPETS_MAX];
	size_t window_count;
	search_range *highlight;	/* in order, not overlapping */
	size_t highlight_count, highlight_cap;
	uint64_t line;		/* of text, of the first highlight; from 1 */
	struct snippet_place *place;	/* words found: scratch */
	size_t place_count, place_cap;
} search_snippet;

/**
 * Make the snippet of a text: up to windows parts of about SNIPPET_LETTERS
 * letters with words of the query, or the text's beginning.
 *
 * expected	how many of the query's words are in the document; with
 *		these found near each other the search ends soon
 */
void search_snippet_make(search_snippet *snippet, npo_analyzer *analyzer,
	const search_terms *terms, npo_str text, unsigned windows,
	size_t expected);
/** Only find the highlights of a short text: bytes of the text itself. */
void search_snippet_mark(search_snippet *snippet, npo_analyzer *analyzer,
	const search_terms *terms, npo_str text);
void search_snippet_release(search_snippet *snippet);

#endif
