/* SPDX-License-Identifier: GPL-2.0-or-later */
/* database.h - a database folder: manifest, stamps, lock, stored fields */
#ifndef NPO_DATABASE_H
#define NPO_DATABASE_H

#include "npo/store.h"

NPO_BEGIN

/*
 * A database is a folder (mode 0700):
 *
 *	manifest	text; "npo 1", then a line "store NAME" for each Xapian
 *			database in the folder; replaced by rename
 *	NAME		a Xapian database: "main", or "main2" after a build
 *	build		shards that are being made, not yet merged
 *	writer		the process number of the last who opened it to
 *			write, a newline; it stays, and says only whom to name:
 *			the lock is Xapian's, on the file NAME/flintlock
 *
 * The manifest comes first: without a database of that name, it is an empty
 * one that is being made.
 */

/**
 * The folder meant by --db=, in the order of CLI.md: name if not NULL, else
 * $NPO_DB, else ${XDG_DATA_HOME:-$HOME/.local/share}/npo/index. Appended.
 *
 * NPO_EINVAL: none of them is set.
 */
NPO_CHECKED npo_status npo_database_name(
	const char *name, npo_buf *out, npo_error *err);

/**
 * Say in a message of NPO_ECORRUPT which databases it is about, unless it does:
 * who reads a block does not know its name. Names as of npo_database_name();
 * none: the one that is meant then.
 */
void npo_database_blame(
	const char *const *names, size_t count, npo_error *err);

/**
 * Open database folders, or remote databases, to search them as one. A
 * Xapian database without manifest is searched too; it needs no stamp.
 *
 * NPO_ENOTFOUND: a name holds no database. NPO_ESCHEMA: it is of another
 * version. NPO_ECORRUPT.
 */
NPO_CHECKED npo_status npo_database_open(const char *const *names,
	size_t count, npo_db **db, npo_error *err);

/** What a read has gone through, zeroed to begin. */
typedef struct npo_retry {
	int tries;
	int spoilt;	/* of them, the last ones that found it damaged */
	int64_t until;	/* npo_now_ms(); 0: not yet known */
} npo_retry;

/**
 * Whether to read again what gave st, with db at its newest revision; db is
 * NULL where it is still to be opened.
 *
 * A revision is gone after a writer's second commit: NPO_EMODIFIED. A block
 * of it can also be written over while it is on its way to the reader: to
 * Xapian that is NPO_ECORRUPT, or a document that is NPO_ENOTFOUND. A slow
 * reader may need many tries beside a busy writer: it has five, of any length,
 * and more until ten seconds have passed. A database that is damaged five
 * times running is.
 */
bool npo_retry_again(npo_retry *retry, npo_status st, npo_db *db);

/**
 * Open one database folder to change it, made if it is missing or empty, and
 * then stamped with NPO_SCHEMA_VERSION.
 *
 * wait	whether to wait for another writer
 *
 * NPO_ELOCKED, with the number of the process that writes. NPO_EINVAL: it
 * is a folder of other things, or remote. NPO_ESCHEMA.
 */
NPO_CHECKED npo_status npo_database_create(
	const char *name, bool wait, npo_db **db, npo_error *err);

/** The tables of Xapian 1.4 (backend glass). */
enum npo_table {
	NPO_TABLE_POSTLIST,	/* posting lists, values, lengths, metadata */
	NPO_TABLE_POSITION,
	NPO_TABLE_DOCDATA,
	NPO_TABLE_TERMLIST,
	NPO_TABLE_SPELLING,
	NPO_TABLE_SYNONYM,
	NPO_TABLES
};

extern const char *const npo_table_names[NPO_TABLES];

/** What each table of a database folder takes on the disk; 0 for one that is
 * not there, and for all of a database that is no folder. */
void npo_database_tables(const char *name, uint64_t bytes[NPO_TABLES]);

/* -------------------------------------------------- bulk builds */

/*
 * A new Xapian database made beside the old one, which the caller holds open
 * to write, and its lock with it. Until npo_build_switch() the old database
 * is as it was, for readers and after a crash; what a crash leaves behind is
 * removed by the next npo_database_create().
 */
typedef struct npo_build npo_build;

/** Begin a build in a database folder. NPO_EIO. */
NPO_CHECKED npo_status npo_build_new(
	const char *folder, npo_build **build, npo_error *err);
/** Removes the shards, and the new database if it is not in use. */
void npo_build_free(npo_build *build);

/**
 * Make a shard, by npo_db_create_shard(); to be committed and freed. Any
 * thread may call this.
 *
 * number, part	its place among the shards, both below 10^8
 */
NPO_CHECKED npo_status npo_build_shard(const npo_build *build, size_t number,
	size_t part, npo_db **db, npo_error *err);

/**
 * Merge the old database and the shards, in their order, into a new one, as
 * npo_db_merge() does.
 *
 * keep	whether the old documents go in; false: only the metadata
 * made	the new database, open to write, not yet in use
 *
 * NPO_ECORRUPT. NPO_EIO.
 */
NPO_CHECKED npo_status npo_build_merge(
	npo_build *build, bool keep, npo_db **made, npo_error *err);

/** Put the new database, with all changes committed, into the place of the
 * old one, and remove that. NPO_EIO: the old one stays. */
NPO_CHECKED npo_status npo_build_switch(npo_build *build, npo_error *err);

/** Remove what is left of a build that was not finished. For who has the
 * database's lock. */
NPO_CHECKED npo_status npo_build_clean(const char *folder, npo_error *err);

/**
 * A term from its prefix and value, at most NPO_TERM_MAX bytes: a longer
 * one is cut at a letter and ends in a hash of the whole (npo_fnv1a(), 16
 * hexadecimal digits). A zero byte counts as two, as Xapian stores it.
 * Written over out.
 */
void npo_term_make(npo_buf *out, const char *prefix, npo_str value);

/**
 * The term of a file's path, NPO_PREFIX_PATH: six bytes of its hash
 * (npo_fnv1a()), none of them zero. A path takes ten times as much, which small
 * files feel, and it is among the values as well: who must be sure looks there.
 * Written over out.
 */
void npo_path_term(npo_buf *out, npo_str path);

/**
 * Add the terms of what is in a folder or below it, NPO_PREFIX_DIR.
 *
 * dir	the absolute path of one, without a slash at the end unless it is the
 *	root; or a name, folded: of all that are called so
 *
 * A document has the path of its own folder. Of one that does not fit into a
 * term, it has those of all folders above it as well, cut as npo_term_make()
 * does, and all their names. NPO_EMODIFIED, NPO_ECORRUPT.
 */
NPO_CHECKED npo_status npo_dir_terms(
	npo_db *db, npo_str dir, npo_strset *terms, npo_error *err);

/* -------------------------------------------------- term dictionary */

/*
 * The terms of all words, without prefix, apart from their postings: what lies
 * among these takes a block of the disk for some ninety of them, here for a
 * thousand. It is metadata, so it is committed with the documents. It has every
 * term of the database, and may have some that are in no document any more.
 */
typedef struct npo_termdict npo_termdict;

/**
 * A cursor over the dictionary of one database on this machine. It sees what db
 * has committed; db outlives it.
 *
 * NPO_ENOTFOUND: db has none, or is not npo_db_is_one(). NPO_ECORRUPT.
 */
NPO_CHECKED npo_status npo_termdict_open(
	npo_db *db, npo_termdict **dict, npo_error *err);
void npo_termdict_free(npo_termdict *dict);
/** To the first term >= target, forward or back; none: term->len 0. It is
 * valid until the next call. NPO_ECORRUPT. */
NPO_CHECKED npo_status npo_termdict_seek(
	npo_termdict *dict, npo_str target, npo_str *term, npo_error *err);
NPO_CHECKED npo_status npo_termdict_next(
	npo_termdict *dict, npo_str *term, npo_error *err);
/** How many documents a term is in. It is asked of the database once, and never
 * of a term that what has been read of the dictionary lacks. */
NPO_CHECKED npo_status npo_termdict_freq(npo_termdict *dict, npo_str term,
	uint32_t *documents, npo_error *err);

/** Of npo_termdict_fields(): a term has it as a title's or a heading's word. */
enum { NPO_IN_TITLE = 1, NPO_IN_SECTION = 2 };
/** In which fields a term may be that has been sought, as bits; all, if it has
 * not been. NPO_ECORRUPT. */
NPO_CHECKED npo_status npo_termdict_fields(
	npo_termdict *dict, npo_str term, unsigned *fields, npo_error *err);

/** Make the dictionary anew from all terms, uncommitted ones, too. */
NPO_CHECKED npo_status npo_termdict_build(npo_db *db, npo_error *err);
/** Put terms in, which are sorted, also those of fields, whose words are among
 * them; make it if there is none. NPO_ECORRUPT. */
NPO_CHECKED npo_status npo_termdict_add(
	npo_db *db, const npo_str *term, size_t count, npo_error *err);

/* -------------------------------------------- dictionary of texts */

/**
 * What many short texts of a database have in common, so that each of them
 * takes a fifth less. A build makes it of some of its documents; then it stays
 * as it is, as what is stored cannot be read without it. Any thread may use it.
 *
 * zstd: ZDICT_trainFromBuffer(), whose dictionaries have a number that each
 * frame names.
 */
typedef struct npo_dict npo_dict;

#define NPO_DICT_BYTES (64u << 10)	/* at most */
#define NPO_DICT_TEXT 4096		/* bytes of a text that it is for, at
					   most: longer ones gain little, and
					   take half as long again */

/**
 * Make one.
 *
 * texts	one behind the other
 * len		of each, in bytes
 * bytes	the dictionary behind its hash, written over; empty: these texts
 *		are too few or have too little in common
 */
void npo_dict_train(
	const npo_buf *texts, const size_t *len, size_t count, npo_buf *bytes);
/** Of the bytes of one, which are copied; write: to encode with it, not to
 * decode. NPO_ECORRUPT: they are none, or not as they were made. */
NPO_CHECKED npo_status npo_dict_new(
	npo_str bytes, bool write, npo_dict **dict, npo_error *err);
/** That of a database (npo_db_part_meta()); NULL if it has none.
 * NPO_ECORRUPT. */
NPO_CHECKED npo_status npo_dict_open(npo_db *db, uint32_t part, bool write,
	npo_dict **dict, npo_error *err);
void npo_dict_free(npo_dict *dict);

/* -------------------------------------------------- stored fields */

/** What is stored of a document (npo_doc_set_data()). All borrowed. */
typedef struct npo_stored {
	npo_str id, path, member, title, type, lang, date, charset, url, author;
	npo_str text;		/* UTF-8 */
	uint64_t size;		/* of the source, in bytes */
	uint64_t line;		/* of the source, where it starts, from 1;
				   0 is stored as 1 */
	bool unread;		/* decoded: title and text need a dictionary
				   that is not the one at hand */
} npo_stored;

/**
 * Encode, written over out: a version byte, then fields as (number, length,
 * bytes), the text last, compressed with zstd, behind the title, where that
 * makes it smaller. dict: for a text that is short; NULL if there is none.
 */
void npo_stored_encode(
	const npo_stored *stored, const npo_dict *dict, npo_buf *out);

/**
 * Decode. The fields point into data and into text, which the caller keeps.
 *
 * Any bytes are safe to decode; the text may still be no UTF-8 after damage.
 * Fields of an unknown number are skipped.
 *
 * dict	that of the database, or NULL
 * text	scratch for title and text, written over; NULL: leave the text out,
 *	and a title that is compressed with it
 *
 * NPO_ECORRUPT: data is no such encoding.
 * NPO_ESCHEMA: a newer version.
 */
NPO_CHECKED npo_status npo_stored_decode(npo_str data, const npo_dict *dict,
	npo_stored *stored, npo_buf *text, npo_error *err);

/**
 * How many bytes of what is stored are the text, as it is stored; the others
 * are the other fields, and what tells one field from the next.
 *
 * NPO_ECORRUPT, NPO_ESCHEMA as npo_stored_decode().
 */
NPO_CHECKED npo_status npo_stored_text_size(
	npo_str data, size_t *text, npo_error *err);

NPO_END

#endif
