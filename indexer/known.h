/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known.h - files as the database knows them */
#ifndef INDEXER_KNOWN_H
#define INDEXER_KNOWN_H

#include "indexer.h"

/* ------------------------------------------------------------- known.c */

typedef enum ix_known_state {
	KNOWN_INDEXED,
	KNOWN_SKIPPED,
	KNOWN_PARTIAL		/* interrupted: to be read again */
} ix_known_state;

/** What the database knows of a file (NPO_META_FILE, NPO_SLOT_FILE). */
typedef struct ix_known {
	npo_str path;		/* absolute; "-": standard input */
	ix_known_state state;
	int64_t mtime;		/* in ns */
	uint64_t size, inode;
	uint64_t documents;
	uint64_t problems;	/* parts left out */
	npo_str reason;		/* why skipped, or the first problem */
	npo_str how;		/* overrides it was read with, or empty */
	npo_str tried;		/* skipped: limits it was tried with; empty:
				   try again each time */
} ix_known;

/** In order of path. Zeroed to begin with. */
typedef struct ix_known_list {
	npo_buf *block;		/* paths and encoded forms */
	size_t blocks, blocks_cap;
	struct ix_known_entry *entry;
	size_t count, cap;
	size_t next;		/* behind the one that was seen last */
} ix_known_list;

/**
 * The encoded form, written over out: of a file of one document, a value of
 * that; else, or where that is in no shape to have it, metadata.
 */
void known_encode(const ix_known *file, npo_buf *out);
/** Its strings are those of path and value; path: NPO_SLOT_PATH without a line,
 * or what the key has. NPO_ECORRUPT. */
NPO_CHECKED npo_status known_decode(
	npo_str path, npo_str value, ix_known *file, npo_error *err);
/** Whether what is encoded may be a value of the file's document. */
bool known_fits(const ix_known *file, npo_str value);
/** Put it into the metadata. */
NPO_CHECKED npo_status known_store(
	npo_db *db, const ix_known *file, npo_error *err);
/** Take it out of the metadata. */
NPO_CHECKED npo_status known_forget(
	npo_db *db, const char *path, npo_error *err);
/** The limits and overrides of a run, as known.how and known.tried. */
void known_how(const ix_options *options, npo_buf *out);
void known_tried(const ix_options *options, npo_buf *out);
/** Modification time in ns. */
int64_t known_mtime(const struct stat *st);

/* -------------------------------------------------------- known_load.c */

/** How many files are known, and what their entries take. */
typedef struct ix_known_counts {
	uint64_t indexed, skipped;
	uint64_t bytes;		/* of keys and values */
} ix_known_counts;

/** Load path itself and all below it; written over list. "": everything. */
NPO_CHECKED npo_status known_load(
	npo_db *db, const char *path, ix_known_list *list, npo_error *err);
/** Count all of them, one at a time in memory. */
NPO_CHECKED npo_status known_count(
	npo_db *db, ix_known_counts *counts, npo_error *err);

/* -------------------------------------------------------- known_list.c */

/** Add a file at the end; value: what known_decode() can read. */
void known_list_add(ix_known_list *list, npo_str path, npo_str value);
/** Bring them into the order that all below need. */
void known_list_sort(ix_known_list *list);
/** The file at i, below the list's count; its strings are the list's. */
void known_at(const ix_known_list *list, size_t i, ix_known *file);
/** Whether the walk, or known_see_below(), has seen it. */
bool known_is_seen(const ix_known_list *list, size_t i);
/** The file called path, which counts as seen; false: there is none. */
bool known_see(ix_known_list *list, const char *path, ix_known *file);
/** Path and all below it count as seen. */
void known_see_below(ix_known_list *list, const char *path);
void known_list_release(ix_known_list *list);
/** Append a path and a slash, if it does not end in one. */
void known_folder(npo_buf *out, const char *path);
/** Whether path is folder or below it, both absolute; "/" is above all. */
bool path_is_below(const char *path, const char *folder);

/* ---------------------------------------------------------- filedocs.c */

/** Zeroed to begin with; the caller frees docid. */
typedef struct ix_docids {
	uint32_t *docid;
	size_t count, cap;
} ix_docids;

/** The documents of a file, ascending, written over list. */
NPO_CHECKED npo_status filedocs_find(
	npo_db *db, const char *path, ix_docids *list, npo_error *err);
/** Delete the first so many of them; SIZE_MAX: all. */
NPO_CHECKED npo_status filedocs_delete(
	npo_db *db, const char *path, size_t most, npo_error *err);
/** The path in a value of NPO_SLOT_PATH, without the line behind it. */
npo_str filedocs_path(npo_str value);

#endif
