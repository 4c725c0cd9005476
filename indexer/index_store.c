/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index_store.c - documents, and what is known of files, into the database */
#include "index.h"

#include <stdlib.h>

/*
 * A commit after so many documents or bytes of text: measured on 243 MB of
 * Russian text, batches of 10,000 documents are slower by a fifth and take
 * seven times the memory.
 */
#define BATCH_DOCUMENTS 1000
#define BATCH_BYTES (32u << 20)

/*
 * Of a shard, commits cost little, and with small ones what Xapian keeps of
 * them stays in the processor's cache. Of small documents 800 took a tenth less
 * time than 100, of 82 MB of Russian text 2 MB and 1 MB the same; without
 * positions, which are a value, there is less to keep than there was.
 */
#define SHARD_BATCH_DOCUMENTS 800
#define SHARD_BATCH_BYTES (2u << 20)

/* Of text; then the next one is begun. */
#define SHARD_BYTES (128u << 20)

/* ---------------------------------------------------------- batches */

npo_status
indexer_commit(ix_indexer *indexer, npo_error *err)
{
	npo_status st;

	indexer->batch_documents = 0;
	indexer->batch_bytes = 0;
	if (!indexer->db)
		return NPO_OK;
	st = indexer->build ? NPO_OK
			    : words_settle(&indexer->words, indexer->db, err);
	if (!st)
		st = npo_db_commit(indexer->db, err);
	if (!st)
		npo_strset_reset(&indexer->words.gathered);
	return st;
}

bool
indexer_is_full(const ix_indexer *indexer)
{
	bool build = indexer->build;

	return indexer->batch_documents >=
		       (build ? SHARD_BATCH_DOCUMENTS : BATCH_DOCUMENTS) ||
	       indexer->batch_bytes >= (build ? SHARD_BATCH_BYTES
					      : BATCH_BYTES);
}

npo_status
indexer_end_batch(ix_indexer *indexer, npo_error *err)
{
	npo_status st;

	if (!indexer_is_full(indexer))
		return NPO_OK;
	st = indexer_commit(indexer, err);
	if (!indexer->build || indexer->shard_bytes < SHARD_BYTES)
		return st;
	npo_db_free(indexer->db);
	indexer->db = NULL;
	indexer->shard_bytes = 0;
	indexer->part++;
	return st;
}

/* The next shard, where there is none at hand. */
static npo_status
need_db(ix_indexer *indexer, npo_error *err)
{
	if (indexer->db)
		return NPO_OK;
	return npo_build_shard(indexer->build, indexer->number, indexer->part,
		&indexer->db, err);
}

/* A key in a shard must not be in the old database. */
static npo_status
store_known(ix_indexer *indexer, const ix_known *file, npo_error *err)
{
	npo_status st = need_db(indexer, err);

	if (st)
		return st;
	if (!indexer->build || !indexer->job->known)
		return known_store(indexer->db, file, err);
	known_encode(file, &indexer->job->value);
	return NPO_OK;
}

npo_status
indexer_add_held(ix_indexer *indexer, npo_error *err)
{
	const npo_doc *doc = indexer->held;
	npo_status st;

	indexer->held = NULL;
	if (!doc)
		return NPO_OK;
	st = need_db(indexer, err);
	if (!st && !indexer->build)
		st = words_begin(&indexer->words, indexer->db, err);
	if (!st)
		st = npo_db_add_doc(indexer->db, doc, NULL, err);
	indexer->words.documents += !st;
	indexer->broken |= st != NPO_OK;
	return st;
}

/* Let the document at hand say what is known of the file, and no key. */
static npo_status
tell(ix_indexer *indexer, npo_error *err)
{
	npo_status st = maker_tell(
		indexer->maker, npo_buf_str(&indexer->known), err);

	if (!st)
		st = indexer_add_held(indexer, err);
	indexer->job->told = true;
	if (!st && !indexer->build && indexer->job->known)
		st = known_forget(indexer->db, indexer->job->path, err);
	return st;
}

npo_status
indexer_store_file(ix_indexer *indexer, ix_known_state state, npo_error *err)
{
	ix_known *file = &indexer->file;
	npo_status st;

	file->state = state;
	file->reason = npo_buf_str(&indexer->reason);
	file->how = npo_buf_str(&indexer->how);
	known_encode(file, &indexer->known);
	if (state == KNOWN_INDEXED && indexer->held &&
		known_fits(file, npo_buf_str(&indexer->known)))
		return tell(indexer, err);
	st = indexer_add_held(indexer, err);
	return st ? st : store_known(indexer, file, err);
}

/* ---------------------------------------------------------- deletions */

npo_status
indexer_delete_documents(
	ix_indexer *indexer, const char *path, ix_rest rest, npo_error *err)
{
	npo_status st;

	if (indexer->build) {
		indexer->job->rest = rest;
		return NPO_OK;
	}
	indexer->batch_documents++;
	st = words_begin(&indexer->words, indexer->db, err);
	return st ? st : filedocs_delete(indexer->db, path, SIZE_MAX, err);
}

npo_status
indexer_delete(ix_indexer *indexer, const ix_known *file, npo_error *err)
{
	char *path = npo_memdup(file->path.p, file->path.len);
	npo_status st = NPO_OK;

	if (indexer->build || file->state != KNOWN_SKIPPED)
		st = indexer_delete_documents(indexer, path, REST_GONE, err);
	if (!st && !indexer->build)
		st = known_forget(indexer->db, path, err);
	if (!st)
		st = indexer_end_batch(indexer, err);
	free(path);
	return st;
}

npo_status
indexer_skip(ix_indexer *indexer, const char *path, const struct stat *st,
	bool stored, const char *reason, bool again, npo_error *err)
{
	npo_buf plain = NPO_BUF_INIT;
	ix_known file = {.path = npo_str_of(path), .state = KNOWN_SKIPPED};
	npo_status status = NPO_OK;

	report_skip(indexer->report, path, reason);
	report_reason(&plain, path, reason);
	file.reason = npo_buf_str(&plain);
	file.how = npo_buf_str(&indexer->how);
	if (!again)
		file.tried = npo_buf_str(&indexer->tried);
	if (st) {
		file.mtime = known_mtime(st);
		file.size = (uint64_t)st->st_size;
		file.inode = st->st_ino;
	}
	if (stored)
		status = indexer_delete_documents(indexer, path, REST_ALL, err);
	if (!status)
		status = store_known(indexer, &file, err);
	if (!status)
		status = indexer_end_batch(indexer, err);
	npo_buf_release(&plain);
	return status;
}

