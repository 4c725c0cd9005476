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

/**
 * The query of some filters, without weight of its own: filters of one kind
 * are alternatives, those of different kinds all have to hold; so does each
 * date.
 *
 * filters	count of them, at least one
 */
NPO_CHECKED npo_status search_filters(const query_filter *const *filters,
	size_t count, npo_query **q, npo_error *err);

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

struct search_hit;
struct search_out;

/** What one process needs to answer queries, one after another. */
typedef struct search {
	const search_options *options;
	npo_db *db;
	npo_matcher *matcher;
	npo_analyzer *analyzer;
	struct search_hit *hit;	/* the one at hand */
	npo_buf data;		/* of it, encoded */
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

/**
 * Make the query that a tree means, its FILTER nodes included; the filters
 * of the options are among them, as children of the root.
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

/* ------------------------------------------------- output: out*.c */

typedef struct search_hit {
	npo_str query_id;	/* of a batch, or empty */
	uint32_t rank;		/* from 1 */
	uint32_t docid;
	double score;
	npo_stored stored;
	uint64_t line;		/* of the file; 0: none to tell */
	search_snippet snippet;
	search_snippet title;	/* highlights of stored.title, for colour */
	npo_buf latin;		/* the title, romanized; else unused */
	const search_term **matched;	/* forms that the document has */
	size_t matched_count, matched_cap;
} search_hit;

/* --romanize: romanize.c */

/**
 * Write a hit's title and snippet in Latin letters, their highlights and
 * windows with them.
 *
 * marked	the highlights of the title were looked for
 * snippet	there is one
 */
void search_romanize(
	const npo_system *system, search_hit *hit, bool marked, bool snippet);
/** Append a line for each system: name TAB languages TAB title. */
void search_list_systems(npo_buf *out);

/** Where answers gather until they are written. */
typedef struct search_out {
	const search_options *options;
	npo_buf buf;		/* for stdout */
	npo_buf notes;		/* for stderr, a line each */
	npo_buf folder;		/* the current one, with a slash behind it */
	npo_buf scratch;
	char **path;		/* printed for this query: a hash table */
	size_t path_count, path_cap;
} search_out;

void search_out_init(search_out *out, const search_options *options);
void search_out_release(search_out *out);
/** Forget what was printed for the query before. */
void search_out_begin(search_out *out);
/** Write everything out. NPO_EIO: stdout does not take it. */
NPO_CHECKED npo_status search_out_flush(search_out *out, npo_error *err);
/** Whether a path comes for the first time since search_out_begin(). */
bool search_out_first(search_out *out, npo_str path);

/** A path from the current folder if it is below it; lent. */
npo_str search_out_path(const search_out *out, npo_str path);
/** Append text in one line: each control character is a blank, a byte that
 * is no UTF-8 is U+FFFD. */
void search_clean(npo_str text, npo_buf *out);
/** The path and, behind '#', which document of its file; cleaned. */
void search_out_name(
	search_out *out, const npo_stored *stored, npo_buf *buf);

/** A format: a row of the table. */
typedef struct search_writer {
	/** Before a query's hits; NULL: nothing. */
	void (*begin)(search_out *out, npo_str id, npo_str text);
	void (*hit)(search_out *out, const search_hit *hit);
	bool snippet;		/* wants one */
	bool matched;		/* wants the forms, also unexplained */
} search_writer;

/** The writer of a format. */
const search_writer *search_writer_of(search_format format);

void out_text_begin(search_out *out, npo_str id, npo_str text);
void out_text_hit(search_out *out, const search_hit *hit);
void out_json_hit(search_out *out, const search_hit *hit);
void out_tsv_hit(search_out *out, const search_hit *hit);
void out_csv_hit(search_out *out, const search_hit *hit);
void out_paths_hit(search_out *out, const search_hit *hit);
void out_trec_hit(search_out *out, const search_hit *hit);
/** --expand: a line for each form; whether any occurs is returned. */
bool out_expansion(
	search_out *out, npo_str id, const search_expansion *x);

#endif
