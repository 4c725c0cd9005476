/* SPDX-License-Identifier: GPL-2.0-or-later */
/* store.h - Xapian in C */
#ifndef NPO_STORE_H
#define NPO_STORE_H

#include "npo/base.h"

NPO_BEGIN

/*
 * Every handle is for one thread at a time. What a function takes over is
 * said; all else is borrowed. No exception leaves: Xapian's errors become a
 * status and a text. A function that reads may give NPO_EMODIFIED
 * (DatabaseModifiedError): the caller then calls npo_db_reopen() and starts
 * its whole query again.
 */
typedef struct npo_db npo_db;
typedef struct npo_doc npo_doc;
typedef struct npo_terms npo_terms;
typedef struct npo_postings npo_postings;
typedef struct npo_values npo_values;
typedef struct npo_query npo_query;
typedef struct npo_mset npo_mset;

/* ---------------------------------------------------------- database */

/**
 * Open a database to search it.
 *
 * path	directory or stub file, as bytes; "tcp:HOST:PORT" or "prog:COMMAND"
 *	for a remote one
 * db	the new handle; the caller frees it with npo_db_free()
 *
 * NPO_ENOTFOUND: no database is there. NPO_ECORRUPT: it cannot be read.
 * Xapian: Database(path), Remote::open().
 */
NPO_CHECKED npo_status npo_db_open(
	const char *path, npo_db **db, npo_error *err);

/**
 * Search more as part of db; docids interleave, and metadata is still that
 * of the first. As npo_db_open(). Xapian: Database::add_database().
 */
NPO_CHECKED npo_status npo_db_add(npo_db *db, const char *path, npo_error *err);

/**
 * Open a database to change it, made if it is missing.
 *
 * wait	whether to wait for another writer; no signal ends the wait but one
 *	that ends the process
 *
 * NPO_ELOCKED: another handle has it open to write. NPO_ECORRUPT. NPO_EIO.
 * Xapian: WritableDatabase(path, DB_OPEN | DB_RETRY_LOCK), and with
 * DB_CREATE_OR_OPEN where there is none: that alone would empty a database
 * that has lost a file.
 */
NPO_CHECKED npo_status npo_db_create(
	const char *path, bool wait, npo_db **db, npo_error *err);

/**
 * Make a database that is only to be merged into another one. Nothing waits
 * for the disk, no change can be cancelled, and a crash leaves it unusable.
 *
 * Blocks of 4 KB: with commits of a hundred documents they take less work
 * than the usual 8, as a smaller block is moved for each posting.
 *
 * NPO_EIO. Xapian: DB_CREATE | DB_NO_SYNC | DB_DANGEROUS.
 */
NPO_CHECKED npo_status npo_db_create_shard(
	const char *path, npo_db **db, npo_error *err);

/**
 * Merge databases into a new one, written in order and without room to
 * spare. All changes to the sources are committed. Documents stay in order,
 * and those of a source behind those of the source before it; a source's
 * docids are all raised, or lowered by those free below its first document.
 * No metadata key is in two sources.
 *
 * path	a folder that is made
 *
 * NPO_ECORRUPT: a source cannot be read. NPO_EIO.
 * Xapian: Database::compact(). Its FULLER makes what 1.4 cannot update.
 */
NPO_CHECKED npo_status npo_db_merge(const char *const *sources, size_t count,
	const char *path, npo_error *err);

/** Whether it is one database of this machine, so that its metadata are all
 * that there are. */
bool npo_db_is_one(const npo_db *db);
/** Whether any of it is a remote one. */
bool npo_db_is_remote(const npo_db *db);

/** Changes that were not committed are lost: commit first. Lists and MSets
 * keep a database, and its lock, open: free them too. */
void npo_db_free(npo_db *db);

/** See the newest revision. Xapian: Database::reopen(). */
NPO_CHECKED npo_status npo_db_reopen(npo_db *db, npo_error *err);

/*
 * Changes; db comes from npo_db_create(), else they are NPO_EINVAL. What is
 * read through the same handle has them already. All since the last commit
 * are one Xapian transaction: nothing is committed behind the caller's back,
 * so commit every thousand documents or so. A change that fails for more
 * than a wrong argument or a missing document takes the others since the
 * last commit with it: call npo_db_cancel() and begin the batch again.
 */

/** Make the changes since the last commit lasting and visible at once. */
NPO_CHECKED npo_status npo_db_commit(npo_db *db, npo_error *err);
/** Forget the changes since the last commit: documents, metadata, docids
 * given out. Xapian: begin_transaction(), cancel_transaction(). */
NPO_CHECKED npo_status npo_db_cancel(npo_db *db, npo_error *err);
/** Add a document; docid (may be NULL) is its number, from 1. */
NPO_CHECKED npo_status npo_db_add_doc(
	npo_db *db, const npo_doc *doc, uint32_t *docid, npo_error *err);
NPO_CHECKED npo_status npo_db_replace_doc(
	npo_db *db, uint32_t docid, const npo_doc *doc, npo_error *err);
/** NPO_ENOTFOUND: there is no such document. */
NPO_CHECKED npo_status npo_db_delete_doc(
	npo_db *db, uint32_t docid, npo_error *err);
/** Note how long each document is, after a merge has given them docids; what is
 * added through this handle is noted when it is committed. */
NPO_CHECKED npo_status npo_db_note_lengths(npo_db *db, npo_error *err);
/** key: 1 to 245 bytes; an empty value removes it. */
NPO_CHECKED npo_status npo_db_set_meta(
	npo_db *db, npo_str key, npo_str value, npo_error *err);

/* What a database says of itself. */

/** The value, appended; nothing for a key that is not there. */
NPO_CHECKED npo_status npo_db_meta(
	npo_db *db, npo_str key, npo_buf *value, npo_error *err);
/** How many databases a handle has. */
uint32_t npo_db_parts(const npo_db *db);
/** As npo_db_meta(), of one of them: document n is of number
 * (n - 1) % npo_db_parts(). Behind a remote server they count as one. */
NPO_CHECKED npo_status npo_db_part_meta(npo_db *db, uint32_t part, npo_str key,
	npo_buf *value, npo_error *err);
NPO_CHECKED npo_status npo_db_count(
	npo_db *db, uint32_t *documents, npo_error *err);
/** The sum of all documents' lengths (wdf), for averages. */
NPO_CHECKED npo_status npo_db_total_length(
	npo_db *db, uint64_t *length, npo_error *err);
/**
 * In how many documents a term is; 0 for a term that is nowhere. Its list may be
 * kept open for the next match: handle and queries belong to one thread.
 */
NPO_CHECKED npo_status npo_db_termfreq(
	npo_db *db, npo_str term, uint32_t *documents, npo_error *err);
/** How often a term is in the collection (the sum of wdf). */
NPO_CHECKED npo_status npo_db_collfreq(
	npo_db *db, npo_str term, uint64_t *occurrences, npo_error *err);
/** What npo_doc_set_data() or another program has stored, appended.
 * NPO_ENOTFOUND: no such document. */
NPO_CHECKED npo_status npo_db_doc_data(
	npo_db *db, uint32_t docid, npo_buf *data, npo_error *err);
/** A value slot of a document, appended. */
NPO_CHECKED npo_status npo_db_doc_value(npo_db *db, uint32_t docid,
	uint32_t slot, npo_buf *value, npo_error *err);
/** A document's length: the sum of its wdf. NPO_ENOTFOUND. */
NPO_CHECKED npo_status npo_db_doc_length(
	npo_db *db, uint32_t docid, uint32_t *length, npo_error *err);

/* ---------------------------------------------------------- documents */

npo_doc *npo_doc_new(void);
void npo_doc_free(npo_doc *doc);
/** Empty it, to make the next document of it. */
void npo_doc_reset(npo_doc *doc);

/**
 * Add one posting: term occurs in doc at position.
 *
 * term		UTF-8 with its prefix from schema.h; 1 to 245 bytes
 * position	in words, from 1; 0 for a term without positions
 * wdf		added to the within-document frequency; 0: boolean filter
 *
 * NPO_EINVAL: the term is empty or too long.
 * Xapian: Document::add_posting(), add_term().
 */
NPO_CHECKED npo_status npo_doc_add_posting(npo_doc *doc, npo_str term,
	uint32_t position, uint32_t wdf, npo_error *err);
NPO_CHECKED npo_status npo_doc_set_value(
	npo_doc *doc, uint32_t slot, npo_str value, npo_error *err);
/**
 * Set what is stored of a document besides its values. Up to 1 MB become the
 * value NPO_SLOT_DATA, behind a byte: document data, which more becomes, Xapian
 * deflates when they are added and once more at each merge, in vain as text is
 * compressed already.
 */
NPO_CHECKED npo_status npo_doc_set_data(
	npo_doc *doc, npo_str data, npo_error *err);

/* ---------------------------------------------------------- lists */

/**
 * A cursor over the database's terms in byte order, at its start: before
 * the first. prefix (may be empty): only the terms that begin with it.
 * Several databases give each term once. Xapian: allterms_begin().
 */
NPO_CHECKED npo_status npo_terms_open(
	npo_db *db, npo_str prefix, npo_terms **terms, npo_error *err);
/** A cursor over the terms of one document. Xapian: termlist_begin(). */
NPO_CHECKED npo_status npo_terms_of_doc(
	npo_db *db, uint32_t docid, npo_terms **terms, npo_error *err);
/** A cursor over metadata keys. Xapian: metadata_keys_begin(). */
NPO_CHECKED npo_status npo_terms_of_meta(
	npo_db *db, npo_str prefix, npo_terms **terms, npo_error *err);
void npo_terms_free(npo_terms *terms);
/** To the next term; *term is empty behind the last. Valid until moved. */
NPO_CHECKED npo_status npo_terms_next(
	npo_terms *terms, npo_str *term, npo_error *err);
/** To the first term >= target, forward or (by opening anew) back; a
 * target before the cursor's prefix stands for the prefix. */
NPO_CHECKED npo_status npo_terms_seek(
	npo_terms *terms, npo_str target, npo_str *term, npo_error *err);
/** The term where the cursor stands, valid until it moves; empty at the end and
 * before the first move. */
npo_str npo_terms_current(const npo_terms *terms);
/** Documents of the current term. NPO_EINVAL: there is none, or the cursor
 * is over metadata. */
NPO_CHECKED npo_status npo_terms_freq(
	npo_terms *terms, uint32_t *documents, npo_error *err);
/** wdf of the current term; for a cursor of npo_terms_of_doc(). */
NPO_CHECKED npo_status npo_terms_wdf(
	npo_terms *terms, uint32_t *wdf, npo_error *err);

/** A term's documents, in order of docid, before the first. An empty term
 * stands for all documents. Xapian: postlist_begin(). */
NPO_CHECKED npo_status npo_postings_open(
	npo_db *db, npo_str term, npo_postings **postings, npo_error *err);
void npo_postings_free(npo_postings *postings);
/** The next document; *docid is 0 behind the last. */
NPO_CHECKED npo_status npo_postings_next(
	npo_postings *postings, uint32_t *docid, npo_error *err);
NPO_CHECKED npo_status npo_postings_wdf(
	npo_postings *postings, uint32_t *wdf, npo_error *err);
/** Positions of the term in the current document, ascending, appended as
 * uint32_t to out. Xapian: positionlist_begin(). */
NPO_CHECKED npo_status npo_postings_positions(
	npo_postings *postings, npo_buf *out, npo_error *err);

/** The values of a slot, in order of docid, before the first; a document
 * without one is left out. Xapian: valuestream_begin(). */
NPO_CHECKED npo_status npo_values_open(
	npo_db *db, uint32_t slot, npo_values **values, npo_error *err);
void npo_values_free(npo_values *values);
/** The next value, and whose it is; *docid is 0 behind the last. Valid until
 * moved. */
NPO_CHECKED npo_status npo_values_next(npo_values *values, uint32_t *docid,
	npo_str *value, npo_error *err);
/** To the first value of a document >= target, which is not before that where
 * the cursor stands; else as npo_values_next(). */
NPO_CHECKED npo_status npo_values_seek(npo_values *values, uint32_t target,
	uint32_t *docid, npo_str *value, npo_error *err);

/* ---------------------------------------------------------- queries */

typedef enum npo_op {
	NPO_OP_AND,
	NPO_OP_OR,
	NPO_OP_AND_NOT,		/* the first, without the others */
	NPO_OP_AND_MAYBE,	/* the first, ranked by the others too */
	NPO_OP_FILTER,		/* AND; only the first one's weights count */
	NPO_OP_SYNONYM,		/* as if all were one term */
	NPO_OP_MAX		/* the best one's weight */
} npo_op;

/** How words may stand in a document. */
typedef enum npo_place {
	NPO_PHRASE,		/* in order within window words */
	NPO_NEAR		/* within window words in any order */
} npo_place;

/** A term; wqf its frequency in the query, 1 as a rule. NPO_EINVAL. */
NPO_CHECKED npo_status npo_query_term(
	npo_str term, uint32_t wqf, npo_query **query, npo_error *err);
/**
 * Documents that have any of some terms, of which there may be many, as the
 * folders of a database are; without weight where they are.
 *
 * db	that is to be searched
 *
 * Xapian: OP_OR; a PostingSource that puts them together when it is run, of
 * more than a few in databases of this machine. Run again, it is of the revision
 * that it saw, without changes that were not committed since.
 */
NPO_CHECKED npo_status npo_query_any(const npo_db *db, const npo_str *terms,
	size_t count, npo_query **query, npo_error *err);
/** Every document, without weight. */
npo_query *npo_query_all(void);
/** No document. */
npo_query *npo_query_none(void);
/** How to rank; NPO_RANKING_INIT gives BM25's usual values. */
typedef struct npo_ranking {
	double k1, k2, k3, b, min_normlen;	/* Xapian::BM25Weight() */
	int sort_slot;		/* < 0: by weight; else by this value slot,
				   then weight */
	bool reverse;		/* of a sort by slot: highest first */
	int tie_slot;		/* of what is equal so far: the lowest value
				   first; < 0: the lowest docid */
} npo_ranking;

#define NPO_RANKING_INIT                                                    \
	{                                                                   \
		1.2, 0, 1, 0.75, 0.5, -1, false, -1                          \
	}

/** A term of npo_query_synonyms(). */
typedef struct npo_synonym {
	npo_str term;
	uint32_t documents;	/* that have it; 0: some of those that have
				   others of the terms, and, but in a remote
				   database, perhaps none */
} npo_synonym;

/** Terms [first, end) of those, taken for one. */
typedef struct npo_synonyms {
	size_t first, end;
	double weight;		/* times BM25's part of their wdf together and
				   the document's length, at most k1 + 1 */
	bool flat;		/* or just the weight, for having any */
	bool needed;		/* only documents that have any are found; one
				   group may be so, that begins with the
				   first term */
} npo_synonyms;

/**
 * Documents that have any of the terms: a document's weight is the sum of what
 * the groups give. A term may be in several groups, and is read once.
 *
 * db		that is to be searched
 * groups	they begin and end at 64 different places at most, counting the
 *		first term: NPO_EINVAL; as is one that is needed and does not
 *		begin there
 * ranking	its k1, b and min_normlen
 *
 * Xapian: a PostingSource; OP_SYNONYM for a remote database.
 */
NPO_CHECKED npo_status npo_query_synonyms(const npo_db *db,
	const npo_synonym *terms, size_t count, const npo_synonyms *groups,
	size_t group_count, const npo_ranking *ranking,
	npo_query **query, npo_error *err);
/** Combine queries; they stay the caller's. Of no queries: no document. */
NPO_CHECKED npo_status npo_query_combine(npo_op op, npo_query *const *parts,
	size_t count, npo_query **query, npo_error *err);
/**
 * Only those documents of a query in which words stand as asked for. What a
 * document's list of positions is: see places.h.
 *
 * db		that is to be searched. In a remote one, where the query is one
 *		of several alternatives, words are found wherever they stand,
 *		and NPO_OP_AND_NOT cannot take it away: NPO_EINVAL
 * words	two or more: terms, OR of terms, npo_query_synonyms()
 * window	in words
 */
NPO_CHECKED npo_status npo_query_place(const npo_db *db, const npo_query *where,
	npo_place place, npo_query *const *words, size_t count,
	uint32_t window, npo_query **query, npo_error *err);
/** A word of npo_query_list(). */
typedef struct npo_listed {
	const npo_query *word;	/* as of npo_query_synonyms() */
	bool needed;		/* documents that have all such come first */
} npo_listed;

/** Two words of a list that had better be near each other. */
typedef struct npo_pair {
	size_t first;		/* the number of the one; the other is next */
	npo_query *places[2];	/* as of npo_query_place() */
	uint32_t window;	/* in words */
	double weight;
} npo_pair;

/**
 * Documents that have any of the words, from one on, ranked by all of them. As
 * OR of the words, of what is for having all that are needed, and of the pairs,
 * but pairs are only looked up where they may matter.
 *
 * db		that is to be searched, not remote
 * all		a weight for having all that are needed, if any is
 * only_all	only documents that have these, of which there are some
 *
 * NPO_EINVAL: the database is remote. Xapian: a PostingSource.
 */
NPO_CHECKED npo_status npo_query_list(const npo_db *db,
	const npo_listed *words, size_t count, double all, bool only_all,
	const npo_pair *pairs, size_t pair_count, npo_query **query,
	npo_error *err);
/** Multiply a query's weights; factor >= 0, but 0 or 1 if npo_query_list() or
 * npo_query_synonyms() are in it, as what a hit must weigh is told to these as
 * it is. NPO_EINVAL. OP_SCALE_WEIGHT. */
NPO_CHECKED npo_status npo_query_scale(const npo_query *part, double factor,
	npo_query **query, npo_error *err);
/** Documents whose value in slot is in [low, high]; either may be empty:
 * without bound. OP_VALUE_RANGE, OP_VALUE_GE, OP_VALUE_LE. */
NPO_CHECKED npo_status npo_query_value_range(uint32_t slot, npo_str low,
	npo_str high, npo_query **query, npo_error *err);
/** A constant weight for every document. FixedWeightPostingSource. */
NPO_CHECKED npo_status npo_query_constant(
	double weight, npo_query **query, npo_error *err);
void npo_query_free(npo_query *query);
/** Xapian's own description, appended; for --explain and tests. */
NPO_CHECKED npo_status npo_query_describe(
	const npo_query *query, npo_buf *out, npo_error *err);

/* ---------------------------------------------------------- matching */

/**
 * Run a query.
 *
 * first	how many of the best to leave out, from 0
 * max		how many to return; UINT32_MAX: all
 * check_at_least	documents to look at for the estimates
 *
 * NPO_EMODIFIED. NPO_ECORRUPT. NPO_EINVAL: words of the query know documents'
 * lengths of another database, or of this one before it changed or was
 * reopened; a query is made anew then. Xapian: Enquire::get_mset().
 */
NPO_CHECKED npo_status npo_db_match(npo_db *db, const npo_query *query,
	const npo_ranking *ranking, uint32_t first, uint32_t max,
	uint32_t check_at_least, npo_mset **mset, npo_error *err);
void npo_mset_free(npo_mset *mset);
/** Hits that it holds. */
uint32_t npo_mset_count(const npo_mset *mset);
/** Documents that match, as estimated; exact if all were looked at. */
uint32_t npo_mset_estimate(const npo_mset *mset);
/** The docid and weight of hit i, from 0, i < npo_mset_count(). */
void npo_mset_hit(
	const npo_mset *mset, uint32_t i, uint32_t *docid, double *weight);
/** The data of hit i as npo_db_doc_data(), appended. */
NPO_CHECKED npo_status npo_mset_data(
	const npo_mset *mset, uint32_t i, npo_buf *data, npo_error *err);
/** The value of hit i in a slot, appended; nothing where it has none. */
NPO_CHECKED npo_status npo_mset_value(const npo_mset *mset, uint32_t i,
	uint32_t slot, npo_buf *value, npo_error *err);
/**
 * The query's terms that hit i has, those of npo_query_term() first, then the
 * others in the order of the query, each followed by a NUL, appended.
 */
NPO_CHECKED npo_status npo_mset_matched(
	npo_mset *mset, uint32_t i, npo_buf *terms, npo_error *err);

NPO_END

#endif
