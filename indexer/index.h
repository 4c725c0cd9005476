/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index.h - what index.c and index_store.c share */
#ifndef INDEXER_INDEX_H
#define INDEXER_INDEX_H

#include "known.h"

struct ix_indexer {
	const ix_options *options;
	ix_report *report;
	npo_db *db; /* NULL: the next shard is to be made */
	const npo_build *build; /* NULL: db is the database */
	size_t number, part;	/* of the shard */
	ix_left *left;		/* of the build */
	uint64_t shard_bytes;
	ix_maker *maker;
	npo_dict *dict; /* of the database; NULL: none, or not asked yet */
	bool dict_known;
	npo_buf how, tried;
	uint64_t batch_documents, batch_bytes;
	ix_words words; /* of no shard */

	/* of the file at hand */
	ix_job *job;
	ix_known file;
	npo_buf reason, known;
	const npo_doc *held; /* made last and not yet added, or NULL */
	uint64_t text; /* bytes of it so far */
	bool broken;   /* the database failed, not the file */
};

/** Whether a batch is to be committed. */
bool indexer_is_full(const ix_indexer *indexer);
/** Commit a batch that is full, and end a shard that is. */
NPO_CHECKED npo_status indexer_end_batch(ix_indexer *indexer, npo_error *err);
/** Add the document that was made last, if it is held back. */
NPO_CHECKED npo_status indexer_add_held(ix_indexer *indexer, npo_error *err);
/** Store what is known of the file at hand, with its document if that is the
 * only one. */
NPO_CHECKED npo_status indexer_store_file(
	ix_indexer *indexer, ix_known_state state, npo_error *err);
/** Delete the documents of a file; rest: in a build, which later. */
NPO_CHECKED npo_status indexer_delete_documents(
	ix_indexer *indexer, const char *path, ix_rest rest, npo_error *err);

#endif
