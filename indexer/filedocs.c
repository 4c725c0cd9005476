/* SPDX-License-Identifier: GPL-2.0-or-later */
/* filedocs.c - the documents that a database has of one file */
#include "known.h"

#include <stdlib.h>
#include <string.h>

#include "npo/schema.h"

/* Whether a value of NPO_SLOT_PATH is of that path; one that may be cut, with
 * the same hash, is. */
static bool
is_of(npo_str value, npo_str path)
{
	npo_str own = filedocs_path(value);

	if (npo_str_equal(own, path))
		return true;
	return path.len > NPO_PATH_WHOLE && own.len >= NPO_PATH_WHOLE &&
	       npo_str_starts(path, own);
}

npo_str
filedocs_path(npo_str value)
{
	const char *end = value.len ? memchr(value.p, '\0', value.len) : NULL;

	return end ? (npo_str){value.p, (size_t)(end - value.p)} : value;
}

static npo_status
add_if_of(npo_db *db, uint32_t docid, npo_str path, npo_buf *value,
	ix_docids *list, npo_error *err)
{
	npo_status st;

	npo_buf_reset(value);
	st = npo_db_doc_value(db, docid, NPO_SLOT_PATH, value, err);
	if (!st && is_of(npo_buf_str(value), path)) {
		NPO_GROW(list->docid, list->count, list->cap);
		list->docid[list->count++] = docid;
	}
	return st;
}

npo_status
filedocs_find(npo_db *db, const char *path, ix_docids *list, npo_error *err)
{
	npo_buf term = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_postings *postings = NULL;
	uint32_t docid = 0;
	npo_status st;

	list->count = 0;
	npo_path_term(&term, npo_str_of(path));
	st = npo_postings_open(db, npo_buf_str(&term), &postings, err);
	if (!st)
		st = npo_postings_next(postings, &docid, err);
	while (!st && docid) {
		st = add_if_of(db, docid, npo_str_of(path), &value, list, err);
		if (!st)
			st = npo_postings_next(postings, &docid, err);
	}
	npo_postings_free(postings);
	npo_buf_release(&term);
	npo_buf_release(&value);
	return st;
}

npo_status
filedocs_delete(npo_db *db, const char *path, size_t most, npo_error *err)
{
	ix_docids list = {NULL, 0, 0};
	npo_status st = filedocs_find(db, path, &list, err);

	for (size_t i = 0; i < list.count && i < most && !st; i++)
		st = npo_db_delete_doc(db, list.docid[i], err);
	free(list.docid);
	return st;
}
