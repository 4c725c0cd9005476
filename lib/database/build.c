/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build.c - a new Xapian database made of shards beside the one in use */
#include "npo/database.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "manifest.h"
#include "npo/schema.h"

/* where the shards are while they are made */
#define BUILD "build"

/* Files that a database which is merged keeps open, and those that are kept for
 * all else. */
#define MERGE_FILES 6
#define OTHER_FILES 96
#define MERGE_LEAST 10

struct npo_build {
	npo_buf folder; /* of the shards */
	npo_buf old, made;
	const char *name; /* of the one that is made, in the manifest */
	char *database;
	bool switched;
};

static void
add_path(npo_buf *out, const char *folder, const char *name)
{
	npo_buf_addf(out, "%s/%s", folder, name);
}

/* the name that the store at path does not have */
static const char *
other_name(const char *path)
{
	const char *name = strrchr(path, '/') + 1;

	return strcmp(name, NPO_STORE_FIRST) ? NPO_STORE_FIRST
					     : NPO_STORE_SECOND;
}

npo_status
npo_build_clean(const char *folder, npo_error *err)
{
	npo_stores list = {NULL, 0, 0};
	npo_buf path = NPO_BUF_INIT;
	npo_status st = npo_manifest_read(folder, &list, err);

	if (st)
		goto out;
	add_path(&path, folder, BUILD);
	st = npo_folder_remove(path.p, err);
	npo_buf_reset(&path);
	add_path(&path, folder, other_name(list.path[0]));
	if (!st)
		st = npo_folder_remove(path.p, err);
out:
	npo_stores_release(&list);
	npo_buf_release(&path);
	return st;
}

npo_status
npo_build_new(const char *folder, npo_build **build, npo_error *err)
{
	npo_build *self = npo_calloc(1, sizeof(*self));
	npo_stores list = {NULL, 0, 0};
	npo_status st = npo_manifest_read(folder, &list, err);

	if (st)
		goto out;
	self->database = npo_strdup(folder);
	self->name = other_name(list.path[0]);
	npo_buf_adds(&self->old, list.path[0]);
	add_path(&self->made, folder, self->name);
	add_path(&self->folder, folder, BUILD);
	st = npo_folder_make(self->folder.p, err);
out:
	npo_stores_release(&list);
	if (st)
		npo_build_free(self);
	else
		*build = self;
	return st;
}

void
npo_build_free(npo_build *build)
{
	if (!build)
		return;
	/* what cannot be removed now is so by the next writer */
	if (build->folder.len)
		npo_folder_remove(build->folder.p, NULL);
	if (build->made.len && !build->switched)
		npo_folder_remove(build->made.p, NULL);
	npo_buf_release(&build->folder);
	npo_buf_release(&build->old);
	npo_buf_release(&build->made);
	free(build->database);
	free(build);
}

npo_status
npo_build_shard(const npo_build *build, size_t number, size_t part,
	npo_db **db, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT;
	npo_status st;

	npo_buf_addf(&path, "%s/%08zu-%08zu", build->folder.p, number, part);
	st = npo_db_create_shard(path.p, db, err);
	npo_buf_release(&path);
	return st;
}

/* ---------------------------------------------------------- metadata */

static npo_status
copy_key(npo_db *from, npo_db *to, npo_str key, npo_buf *value, npo_error *err)
{
	npo_status st;

	npo_buf_reset(value);
	st = npo_db_meta(from, key, value, err);
	if (st)
		return st;
	return npo_db_set_meta(to, key, npo_buf_str(value), err);
}

static npo_status
copy_keys(npo_db *from, npo_db *to, npo_error *err)
{
	npo_buf value = NPO_BUF_INIT;
	npo_terms *keys = NULL;
	npo_str key = {NULL, 0};
	npo_status st = npo_terms_of_meta(from, key, &keys, err);

	if (!st)
		st = npo_terms_next(keys, &key, err);
	while (!st && key.len) {
		st = copy_key(from, to, key, &value, err);
		if (!st)
			st = npo_terms_next(keys, &key, err);
	}
	if (!st)
		st = npo_db_commit(to, err);
	npo_terms_free(keys);
	npo_buf_release(&value);
	return st;
}

/* What the old database knows, without its documents, as the first shard. */
static npo_status
copy_meta(const npo_build *build, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT;
	npo_db *from = NULL, *to = NULL;
	npo_status st = npo_db_open(build->old.p, &from, err);

	add_path(&path, build->folder.p, "0");
	if (!st)
		st = npo_db_create_shard(path.p, &to, err);
	if (!st)
		st = copy_keys(from, to, err);
	npo_db_free(from);
	npo_db_free(to);
	npo_buf_release(&path);
	return st;
}

/* ---------------------------------------------------------- the merge */

static int
by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The shards by name, that is in order; they may be none. */
static npo_status
list_shards(const npo_build *build, npo_stores *list, npo_error *err)
{
	DIR *dir = opendir(build->folder.p);
	const struct dirent *entry;

	if (!dir)
		return npo_fail(err, NPO_EIO, "cannot read '%s': %s",
			build->folder.p, strerror(errno));
	while ((entry = readdir(dir)) != NULL) {
		npo_buf path = NPO_BUF_INIT;

		if (*entry->d_name == '.')
			continue;
		add_path(&path, build->folder.p, entry->d_name);
		NPO_GROW(list->path, list->count, list->cap);
		list->path[list->count++] = path.p;
	}
	closedir(dir);
	if (list->count > 1)
		qsort(list->path, list->count, sizeof(*list->path), by_path);
	return NPO_OK;
}

/* Merge count of the list from first on, remove them, and put their merge in
 * the place of the first. */
static npo_status
merge_some(npo_stores *list, size_t first, size_t count, npo_error *err)
{
	char **path = list->path + first;
	npo_buf made = NPO_BUF_INIT;
	npo_status st;

	npo_buf_addf(&made, "%s+", path[0]);
	st = npo_db_merge((const char *const *)path, count, made.p, err);
	for (size_t i = 0; i < count; i++) {
		if (!st)
			st = npo_folder_remove(path[i], err);
		free(path[i]);
	}
	path[0] = made.p;
	memmove(path + 1, path + count,
		(list->count - first - count) * sizeof(*path));
	list->count -= count - 1;
	return st;
}

/* How many may be merged at once. Each level writes all anew, so the fewer
 * levels the better. */
static size_t
merge_max(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur <
		OTHER_FILES + MERGE_LEAST * MERGE_FILES)
		return MERGE_LEAST;
	return (size_t)((limit.rlim_cur - OTHER_FILES) / MERGE_FILES);
}

static npo_status
merge_levels(npo_stores *list, npo_error *err)
{
	size_t max = merge_max();
	npo_status st = NPO_OK;

	while (!st && list->count > max) {
		for (size_t i = 0; !st && i < list->count; i++) {
			size_t count = list->count - i;

			if (count > max)
				count = max;
			st = merge_some(list, i, count, err);
		}
	}
	return st;
}

/* The old database goes first, so its docids stay as they are but for a gap
 * at their start. */
static npo_status
merge_all(npo_build *build, npo_stores *list, bool keep, npo_error *err)
{
	const char **source = npo_calloc(list->count + 1, sizeof(*source));
	size_t count = 0;
	npo_status st;

	if (keep)
		source[count++] = build->old.p;
	for (size_t i = 0; i < list->count; i++)
		source[count++] = list->path[i];
	st = npo_db_merge(source, count, build->made.p, err);
	free(source);
	return st;
}

npo_status
npo_build_merge(npo_build *build, bool keep, npo_db **made, npo_error *err)
{
	npo_stores list = {NULL, 0, 0};
	npo_status st = NPO_OK;

	if (!keep)
		st = copy_meta(build, err);
	if (!st)
		st = list_shards(build, &list, err);
	if (!st)
		st = merge_levels(&list, err);
	if (!st)
		st = merge_all(build, &list, keep, err);
	if (!st)
		st = npo_db_create(build->made.p, false, made, err);
	npo_stores_release(&list);
	return st;
}

/* The old one goes when nothing can bring back the manifest that names it.
 * Readers go on with the files that they have open. */
npo_status
npo_build_switch(npo_build *build, npo_error *err)
{
	npo_status st = npo_folder_sync(build->made.p, err);

	if (!st)
		st = npo_folder_sync(build->database, err);
	if (!st)
		st = npo_manifest_write(build->database, build->name, err);
	if (st)
		return st;
	build->switched = true;
	if (!npo_folder_sync(build->database, NULL))
		npo_folder_remove(build->old.p, NULL);
	return NPO_OK;
}
