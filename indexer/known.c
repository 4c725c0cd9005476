/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known.c - what the database knows of each file that it has read */
#include "indexer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "npo/database.h"
#include "npo/schema.h"

/*
 * The value of NPO_META_FILE + path: a version byte, the strings each with
 * its length in front, then the numbers, all lengths and numbers as varints.
 * A path too long for a key is cut with a hash there, and then the value has
 * it; else its path is empty.
 */
#define VERSION_BYTE '2'

/* A key's first bytes that no cut touches: see npo_term_make(). */
#define KEY_SURE (NPO_TERM_MAX - 16 - 4)

/* A list of SOME files is given room for all documents, up to MANY. */
#define SOME 4096
#define MANY (1u << 20)

static void
put_string(npo_buf *out, npo_str text)
{
	npo_varint_put(out, text.len);
	npo_buf_addstr(out, text);
}

static bool
get_string(npo_str *in, npo_str *text)
{
	uint64_t len;

	if (!npo_varint_get(in, &len) || len > in->len)
		return false;
	*text = (npo_str){in->p, (size_t)len};
	in->p += len;
	in->len -= (size_t)len;
	return true;
}

/* the path that a key has; of one that is cut, it is none */
static npo_str
path_of(npo_str key)
{
	size_t prefix = strlen(NPO_META_FILE);

	return (npo_str){key.p + prefix, key.len - prefix};
}

/* NUL bytes, of which Xapian stores two each, are in no path */
static bool
is_cut(npo_str path)
{
	return strlen(NPO_META_FILE) + path.len > NPO_TERM_MAX;
}

void
known_encode(const ix_known *file, npo_buf *out)
{
	npo_buf_reset(out);
	npo_buf_addc(out, VERSION_BYTE);
	put_string(out, is_cut(file->path) ? file->path : (npo_str){NULL, 0});
	put_string(out, file->type);
	put_string(out, file->reason);
	put_string(out, file->how);
	put_string(out, file->tried);
	npo_varint_put(out, file->state);
	npo_varint_put(out, (uint64_t)file->mtime);
	npo_varint_put(out, file->size);
	npo_varint_put(out, file->inode);
	npo_varint_put(out, file->documents);
	npo_varint_put(out, file->problems);
}

static bool
get_numbers(npo_str *in, ix_known *file)
{
	uint64_t state, mtime;

	if (!npo_varint_get(in, &state) || state > KNOWN_PARTIAL ||
		!npo_varint_get(in, &mtime) ||
		!npo_varint_get(in, &file->size) ||
		!npo_varint_get(in, &file->inode) ||
		!npo_varint_get(in, &file->documents) ||
		!npo_varint_get(in, &file->problems))
		return false;
	file->state = (ix_known_state)state;
	file->mtime = (int64_t)mtime;
	return true;
}

npo_status
known_decode(npo_str key, npo_str value, ix_known *file, npo_error *err)
{
	npo_str path = path_of(key), in;
	ix_known new = {.seen = false};

	new.bytes = npo_alloc(value.len + path.len + 1);
	if (value.len)
		memcpy(new.bytes, value.p, value.len);
	memcpy(new.bytes + value.len, path.p, path.len);
	path.p = new.bytes + value.len;
	in = (npo_str){new.bytes + 1, value.len ? value.len - 1 : 0};
	if (!value.len || *new.bytes != VERSION_BYTE ||
		!get_string(&in, &new.path) || !get_string(&in, &new.type) ||
		!get_string(&in, &new.reason) || !get_string(&in, &new.how) ||
		!get_string(&in, &new.tried) || !get_numbers(&in, &new)) {
		free(new.bytes);
		return npo_fail(err, NPO_ECORRUPT,
			"what is known of a file cannot be read");
	}
	if (!new.path.len)
		new.path = path;
	*file = new;
	return NPO_OK;
}

npo_status
known_store(npo_db *db, const ix_known *file, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&key, NPO_META_FILE, file->path);
	known_encode(file, &value);
	st = npo_db_set_meta(db, npo_buf_str(&key), npo_buf_str(&value), err);
	npo_buf_release(&key);
	npo_buf_release(&value);
	return st;
}

npo_status
known_forget(npo_db *db, const char *path, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&key, NPO_META_FILE, npo_str_of(path));
	st = npo_db_set_meta(db, npo_buf_str(&key), (npo_str){NULL, 0}, err);
	npo_buf_release(&key);
	return st;
}

/* ---------------------------------------------------------- lists */

bool
path_is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (strncmp(path, folder, len))
		return false;
	return !len || folder[len - 1] == '/' || !path[len] || path[len] == '/';
}

static int
compare(const void *a, const void *b)
{
	return npo_str_compare(
		((const ix_known *)a)->path, ((const ix_known *)b)->path);
}

/* The keys come in order, but for those that are cut. */
static bool
is_sorted(const ix_known_list *list)
{
	for (size_t i = 1; i < list->count; i++) {
		if (compare(&list->file[i - 1], &list->file[i]) > 0)
			return false;
	}
	return true;
}

/* Where path is or would stand. */
static size_t
place_of(const ix_known_list *list, npo_str path)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (npo_str_compare(list->file[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_at(const ix_known_list *list, size_t i, npo_str path)
{
	return i < list->count && npo_str_equal(list->file[i].path, path);
}

/* A walk asks nearly in the order of the list. */
ix_known *
known_find(ix_known_list *list, const char *path)
{
	npo_str wanted = npo_str_of(path);
	size_t i = list->next;

	if (!is_at(list, i, wanted))
		i = place_of(list, wanted);
	if (!is_at(list, i, wanted))
		return NULL;
	list->next = i + 1;
	return &list->file[i];
}

/* path with a slash at its end. */
static void
add_folder(npo_buf *out, const char *path)
{
	npo_buf_adds(out, path);
	if (out->len && out->p[out->len - 1] != '/')
		npo_buf_addc(out, '/');
}

void
known_see_below(ix_known_list *list, const char *path)
{
	ix_known *file = known_find(list, path);
	npo_buf folder = NPO_BUF_INIT;
	size_t i;

	if (file)
		file->seen = true;
	add_folder(&folder, path);
	i = place_of(list, npo_buf_str(&folder));
	while (i < list->count &&
		npo_str_starts(list->file[i].path, npo_buf_str(&folder)))
		list->file[i++].seen = true;
	npo_buf_release(&folder);
}

void
known_list_release(ix_known_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->file[i].bytes);
	free(list->file);
	*list = (ix_known_list){NULL, 0, 0, 0};
}

/*
 * Room for a file a document, as it mostly is, once there are some: pages that
 * are not used take no memory, and a list that grows is copied into new ones.
 */
static npo_status
make_room(npo_db *db, ix_known_list *list, npo_error *err)
{
	uint32_t documents = 0;
	npo_status st = NPO_OK;

	if (list->count == SOME && list->cap == SOME)
		st = npo_db_count(db, &documents, err);
	if (documents > SOME && documents <= MANY) {
		list->cap = documents;
		list->file = npo_realloc(
			list->file, list->cap * sizeof(*list->file));
	}
	NPO_GROW(list->file, list->count, list->cap);
	return st;
}

/* Add the file of one key if it is path (whole) or below it. */
static npo_status
load_key(npo_db *db, npo_str key, npo_str path, bool whole, npo_buf *value,
	ix_known_list *list, npo_error *err)
{
	ix_known file;
	npo_status st;
	bool wanted;

	npo_buf_reset(value);
	st = npo_db_meta(db, key, value, err);
	if (st || !value->len)
		return st;
	st = known_decode(key, npo_buf_str(value), &file, err);
	if (st)
		return st;
	wanted = whole ? npo_str_equal(file.path, path)
		       : npo_str_starts(file.path, path);
	if (!wanted) {
		free(file.bytes);
		return NPO_OK;
	}
	st = make_room(db, list, err);
	if (st) {
		free(file.bytes);
		return st;
	}
	list->file[list->count++] = file;
	return NPO_OK;
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
		add_folder(&folder, path);
	}
	if (!st)
		st = load_below(db, npo_buf_str(&folder), list, err);
	if (st)
		known_list_release(list);
	else if (!is_sorted(list))
		qsort(list->file, list->count, sizeof(*list->file), compare);
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
count_key(npo_db *db, npo_str key, npo_buf *value, ix_known_counts *counts,
	npo_error *err)
{
	ix_known file;
	npo_status st;

	npo_buf_reset(value);
	st = npo_db_meta(db, key, value, err);
	if (st || !value->len)
		return st;
	st = known_decode(key, npo_buf_str(value), &file, err);
	if (st)
		return st;
	counts->indexed += file.state == KNOWN_INDEXED;
	counts->skipped += file.state == KNOWN_SKIPPED;
	counts->bytes += key.len + value->len;
	free(file.bytes);
	return NPO_OK;
}

npo_status
known_count(npo_db *db, ix_known_counts *counts, npo_error *err)
{
	ix_known_counts all = {0, 0, 0};
	npo_buf value = NPO_BUF_INIT;
	npo_terms *keys = NULL;
	npo_str key = {NULL, 0};
	npo_status st =
		npo_terms_of_meta(db, npo_str_of(NPO_META_FILE), &keys, err);

	if (!st)
		st = npo_terms_next(keys, &key, err);
	while (!st && key.len) {
		st = count_key(db, key, &value, &all, err);
		if (!st)
			st = npo_terms_next(keys, &key, err);
	}
	if (!st)
		*counts = all;
	npo_terms_free(keys);
	npo_buf_release(&value);
	return st;
}

/* ---------------------------------------------------------- how */

void
known_how(const ix_options *options, npo_buf *out)
{
	if (options->type || options->encoding || options->lang)
		npo_buf_addf(out, "%s/%s/%s", ix_or_empty(options->type),
			ix_or_empty(options->encoding),
			ix_or_empty(options->lang));
}

/* Another version may read what this one cannot. */
void
known_tried(const ix_options *options, npo_buf *out)
{
	npo_buf_addf(out, "%s %" PRIu64 " ", NPO_VERSION, options->max_size);
	known_how(options, out);
}

int64_t
known_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}
