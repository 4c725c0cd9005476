/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out.h - hits, and how they are written */
#ifndef SEARCHER_OUT_H
#define SEARCHER_OUT_H

#include "searcher.h"

/** What is shown of a document. */
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

/**
 * Read number i of an mset, as far as the options' writer needs it, into the
 * search's hit, of which rank and query_id are the caller's. NPO_EMODIFIED,
 * NPO_ECORRUPT.
 *
 * terms	of the query
 */
NPO_CHECKED npo_status search_hit_fill(search *s, npo_mset *mset,
	const search_terms *terms, uint32_t i, npo_error *err);

/* ------------------------------------------- --romanize: romanize.c */

/**
 * Write a hit's title and snippet in Latin letters, their highlights and
 * windows with them. If the system does not know the document's language, the
 * letters of its stored title and text tell.
 *
 * marked	the highlights of the title were looked for
 * snippet	there is one
 */
void search_romanize(
	const npo_system *system, search_hit *hit, bool marked, bool snippet);
/** Append a line for each system: name TAB languages TAB title. */
void search_list_systems(npo_buf *out);

/* ------------------------------------------- --explain: systems.c */

#define SYSTEMS_BYTES_MAX (1u << 20)	/* about what is kept */

/** The systems that forms fit, as far as asked. A value: zeroed to begin
 * with. */
typedef struct search_systems {
	struct systems_entry *slot;	/* a hash table */
	size_t count;
	npo_buf text;		/* of its entries */
} search_systems;

/**
 * What npo_systems_fitting() names for a form and its word in a document,
 * found once for all documents of a language.
 *
 * The names are lent, until the next call.
 */
npo_str search_systems_fitting(
	search_systems *systems, npo_str lang, const search_term *match);
void search_systems_release(search_systems *systems);

/* ------------------------------------------------- answers: out*.c */

/** Where answers gather until they are written. */
typedef struct search_out {
	const search_options *options;
	npo_buf buf;		/* for stdout */
	npo_buf notes;		/* for stderr, a line each */
	npo_buf folder;		/* the current one, with a slash behind it */
	npo_buf scratch;
	char **path;		/* printed for this query: a hash table */
	size_t path_count, path_cap;
	search_systems systems;
} search_out;

void search_out_init(search_out *out, const search_options *options);
void search_out_release(search_out *out);
/** Forget what was printed for the query before. */
void search_out_begin(search_out *out);
/** Write everything out. NPO_EIO: stdout does not take it. */
NPO_CHECKED npo_status search_out_flush(search_out *out, npo_error *err);
/** A note that so many texts cannot be read, if any. */
void search_out_unread(search_out *out, uint32_t count);
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
	bool snippet;		/* wants one, and the title */
	bool matched;		/* wants the forms, also unexplained */
	bool path;		/* wants only that */
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
