/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known_load.c - what the database knows of files, read from it */
#include "known.h"

#include <stdlib.h>
#include <string.h>

#include "npo/database.h"
#include "npo/schema.h"

/* A key's first bytes that no cut touches: see npo_term_make(). */
#define KEY_SURE (NPO_TERM_MAX - 16 - 4)

/* ---------------------------------------------------------- metadata */

/* the path that a key has; of one that is cut, it is none */
static npo_str
path_of(npo_str key)
{
	size_t prefix = strlen(NPO_META_FILE);

	return (npo_str){key.p + prefix, key.len - prefix};
}

/* Add the file of one key if it is path (whole) or below it. */
static npo_status
load_key(npo_db *db, npo_str key, npo_str path, bool whole, npo_buf *value,
	ix_known_list *list, npo_error *err)
{
	ix_known file;
	npo_status st;

	npo_buf_reset(value);
	st = npo_db_meta(db, key, value, err);
	if (st || !value->len)
		return st;
	st = known_decode(path_of(key), npo_buf_str(value), &file, err);
	if (!st && (whole ? npo_str_equal(file.path, path)
			  : npo_str_starts(file.path, path)))
		known_list_add(list, file.path, npo_buf_str(value));
	return st;
}

static npo_status
load_below(npo_db *db, npo_str folder, ix_known_list *list, npo_error *err)
{
	npo_buf prefix = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_terms *keys = NULL;
	npo_str key;
	npo_status st;

	npo_buf_adds(&prefix, NPO_META_FILE);
	npo_buf_addstr(&prefix, folder);
	if (prefix.len > KEY_SURE)
		prefix.len = KEY_SURE;
	st = npo_terms_of_meta(db, npo_buf_str(&prefix), &keys, err);
	if (st)
		goto out;
	st = npo_terms_next(keys, &key, err);
	while (!st && key.len) {
		st = load_key(db, key, folder, false, &value, list, err);
		if (!st)
			st = npo_terms_next(keys, &key, err);
	}
out:
	npo_terms_free(keys);
	npo_buf_release(&prefix);
	npo_buf_release(&value);
	return st;
}

/* ---------------------------------------------------------- documents */

static int
by_docid(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static npo_status
add_docids(npo_db *db, npo_str term, ix_docids *docs, npo_error *err)
{
	npo_postings *postings = NULL;
	uint32_t docid = 0;
	npo_status st = npo_postings_open(db, term, &postings, err);

	if (!st)
		st = npo_postings_next(postings, &docid, err);
	while (!st && docid) {
		NPO_GROW(docs->docid, docs->count, docs->cap);
		docs->docid[docs->count++] = docid;
		st = npo_postings_next(postings, &docid, err);
	}
	npo_postings_free(postings);
	return st;
}

/* those of a file, or of all below a folder, ascending */
static npo_status
find_docids(npo_db *db, const char *path, ix_docids *docs, npo_error *err)
{
	npo_strset terms = {.count = 0};
	npo_status st = filedocs_find(db, path, docs, err);
	const npo_str *term;
	size_t count;

	if (!st && *path == '/')
		st = npo_dir_terms(db, npo_str_of(path), &terms, err);
	term = npo_strset_sorted(&terms, &count);
	for (size_t i = 0; i < count && !st; i++)
		st = add_docids(db, term[i], docs, err);
	if (docs->count)
		qsort(docs->docid, docs->count, sizeof(*docs->docid), by_docid);
	npo_strset_release(&terms);
	return st;
}

/* Add the file that a document tells of. */
static npo_status
load_value(npo_values *paths, uint32_t docid, npo_str value,
	ix_known_list *list, npo_error *err)
{
	npo_str path = {NULL, 0};
	uint32_t own = 0;
	ix_known file;
	npo_status st = npo_values_seek(paths, docid, &own, &path, err);

	if (!st && own != docid)
		st = npo_fail(err, NPO_ECORRUPT, "a document has no path");
	if (!st)
		st = known_decode(filedocs_path(path), value, &file, err);
	if (!st)
		known_list_add(list, file.path, value);
	return st;
}

/* docs: those that may tell of a file, ascending; NULL: all */
static npo_status
load_values(npo_db *db, const ix_docids *docs, ix_known_list *list,
	npo_error *err)
{
	npo_values *files = NULL, *paths = NULL;
	npo_status st = npo_values_open(db, NPO_SLOT_FILE, &files, err);

	if (!st)
		st = npo_values_open(db, NPO_SLOT_PATH, &paths, err);
	for (size_t i = 0; !st && (!docs || i < docs->count); i++) {
		npo_str value = {NULL, 0};
		uint32_t docid = 0;

		st = docs ? npo_values_seek(files, docs->docid[i], &docid,
				    &value, err)
			  : npo_values_next(files, &docid, &value, err);
		if (st || !docid)
			break;
		if (!docs || docid == docs->docid[i])
			st = load_value(paths, docid, value, list, err);
	}
	npo_values_free(files);
	npo_values_free(paths);
	return st;
}

static npo_status
load_told(npo_db *db, const char *path, ix_known_list *list, npo_error *err)
{
	ix_docids docs = {NULL, 0, 0};
	npo_status st;

	if (!*path)
		return load_values(db, NULL, list, err);
	st = find_docids(db, path, &docs, err);
	if (!st)
		st = load_values(db, &docs, list, err);
	free(docs.docid);
	return st;
}

/* ---------------------------------------------------------- both */

static npo_status
load(npo_db *db, const char *path, ix_known_list *list, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_buf folder = NPO_BUF_INIT;
	npo_status st = NPO_OK;

	known_list_release(list);
	if (*path) {
		npo_term_make(&key, NPO_META_FILE, npo_str_of(path));
		st = load_key(db, npo_buf_str(&key), npo_str_of(path), true,
			&value, list, err);
		known_folder(&folder, path);
	}
	if (!st)
		st = load_below(db, npo_buf_str(&folder), list, err);
	if (!st)
		st = load_told(db, path, list, err);
	if (st)
		known_list_release(list);
	else
		known_list_sort(list);
	npo_buf_release(&key);
	npo_buf_release(&value);
	npo_buf_release(&folder);
	return st;
}

npo_status
known_load(npo_db *db, const char *path, ix_known_list *list, npo_error *err)
{
	npo_retry retry = {0, 0, 0};
	npo_status st;

	do
		st = load(db, path, list, err);
	while (npo_retry_again(&retry, st, db));
	return st;
}

/* ---------------------------------------------------------- counts */

static npo_status
count_entry(npo_str path, npo_str value, ix_known_counts *counts,
	npo_error *err)
{
	ix_known file;
	npo_status st = known_decode(path, value, &file, err);

	if (st)
		return st;
	counts->indexed += file.state == KNOWN_INDEXED;
	counts->skipped += file.state == KNOWN_SKIPPED;
	counts->bytes += value.len;
	return NPO_OK;
}

static npo_status
count_keys(npo_db *db, ix_known_counts *counts, npo_error *err)
{
	npo_buf value = NPO_BUF_INIT;
	npo_terms *keys = NULL;
	npo_str key = {NULL, 0};
	npo_status st =
		npo_terms_of_meta(db, npo_str_of(NPO_META_FILE), &keys, err);

	if (!st)
		st = npo_terms_next(keys, &key, err);
	while (!st && key.len) {
		npo_buf_reset(&value);
		st = npo_db_meta(db, key, &value, err);
		counts->bytes += key.len;
		if (!st && value.len)
			st = count_entry(path_of(key), npo_buf_str(&value),
				counts, err);
		if (!st)
			st = npo_terms_next(keys, &key, err);
	}
	npo_terms_free(keys);
	npo_buf_release(&value);
	return st;
}

static npo_status
count_values(npo_db *db, ix_known_counts *counts, npo_error *err)
{
	npo_values *files = NULL;
	npo_str value = {NULL, 0}, none = {NULL, 0};
	uint32_t docid = 0;
	npo_status st = npo_values_open(db, NPO_SLOT_FILE, &files, err);

	if (!st)
		st = npo_values_next(files, &docid, &value, err);
	while (!st && docid) {
		st = count_entry(none, value, counts, err);
		if (!st)
			st = npo_values_next(files, &docid, &value, err);
	}
	npo_values_free(files);
	return st;
}

npo_status
known_count(npo_db *db, ix_known_counts *counts, npo_error *err)
{
	npo_status st;

	*counts = (ix_known_counts){0, 0, 0};
	st = count_keys(db, counts, err);
	return st ? st : count_values(db, counts, err);
}
