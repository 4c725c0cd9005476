/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sync.c - what changed since the last run, and what to do about it */
#include "known.h"
#include "walk.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "npo/schema.h"

/*
 * First every path is walked and what is there compared with what is known:
 * what is gone is deleted at once, what is new or changed becomes a job. Then
 * the jobs are done, so that their number and size are known from the start.
 */
typedef struct ix_sync {
	const ix_options *options;
	ix_report report;
	npo_buf folder;	     /* of the database */
	npo_db *db;	     /* NULL: a dry run, and there is none yet */
	ix_indexer *indexer; /* NULL: a dry run */
	ix_roots roots;
	size_t root;	     /* the one at hand */
	ix_known_list known; /* at the root at hand and below it */
	ix_jobs jobs;
	npo_buf how, tried;
	dev_t own_dev; /* of the database's folder */
	ino_t own_ino;
	uid_t user; /* 0 may read anybody's files as its own */
} ix_sync;

/* ---------------------------------------------------------- finds */

static bool
is_same(npo_str text, const npo_buf *buf)
{
	return npo_str_equal(text, npo_buf_str(buf));
}

/*
 * A file is read again if it changed, was interrupted, or other overrides
 * are asked for than it was read with; a skipped one also with other limits.
 */
static bool
is_unchanged(const ix_sync *sync, const ix_known *file, const struct stat *st)
{
	if (sync->options->full || file->state == KNOWN_PARTIAL ||
		file->mtime != known_mtime(st) ||
		file->size != (uint64_t)st->st_size ||
		file->inode != st->st_ino)
		return false;
	if (file->state == KNOWN_SKIPPED)
		return is_same(file->tried, &sync->tried);
	return !sync->how.len || is_same(file->how, &sync->how);
}

static npo_status
skip(ix_sync *sync, const char *path, const struct stat *st,
	const ix_known *known, const char *reason, bool again, npo_error *err)
{
	bool stored = known && known->state != KNOWN_SKIPPED;

	if (sync->indexer)
		return indexer_skip(
			sync->indexer, path, st, stored, reason, again, err);
	report_skip(&sync->report, path, reason);
	return NPO_OK;
}

static void
add_job(ix_sync *sync, const char *path, const struct stat *st, bool link,
	const ix_known *known)
{
	ix_job job = {.path = path,
		.size = (uint64_t)st->st_size,
		.fd = -1,
		.link = link,
		.foreign = sync->user && sync->user != st->st_uid,
		.known = known != NULL,
		.stored = known && known->state != KNOWN_SKIPPED,
		.changed = known && known->state == KNOWN_INDEXED};

	jobs_add(&sync->jobs, &job);
	if (sync->options->dry_run)
		report_file(
			&sync->report, job.changed ? "change" : "add", path);
}

static npo_status
on_file(void *payload, const char *path, const struct stat *st, bool link,
	npo_error *err)
{
	ix_sync *sync = payload;
	ix_known file, *known =
		known_see(&sync->known, path, &file) ? &file : NULL;
	char reason[64];

	if (known && is_unchanged(sync, known, st)) {
		bool skipped = known->state == KNOWN_SKIPPED;

		sync->report.still += skipped;
		sync->report.unchanged += !skipped;
		return NPO_OK;
	}
	if ((uint64_t)st->st_size > sync->options->max_size) {
		snprintf(reason, sizeof(reason),
			"larger than %" PRIu64 " bytes",
			sync->options->max_size);
		return skip(sync, path, st, known, reason, false, err);
	}
	add_job(sync, path, st, link, known);
	return NPO_OK;
}

/*
 * What is below a folder that cannot be read is neither gone nor there. What
 * is above the path named (an ignore file) is told, not stored: only a walk
 * from there could take it back.
 */
static npo_status
on_trouble(void *payload, const char *path, const struct stat *st,
	const char *reason, bool whole, npo_error *err)
{
	ix_sync *sync = payload;
	ix_known file, *known =
		known_see(&sync->known, path, &file) ? &file : NULL;

	if (whole)
		known_see_below(&sync->known, path);
	if (!path_is_below(path, sync->roots.path[sync->root]) ||
		(whole && known && known->state != KNOWN_SKIPPED)) {
		report_skip(&sync->report, path, reason);
		return NPO_OK;
	}
	if (known && st && !whole && known->state == KNOWN_SKIPPED &&
		is_unchanged(sync, known, st)) {
		sync->report.still++;
		return NPO_OK;
	}
	return skip(sync, path, st, known, reason, whole || !st, err);
}

static bool
is_elsewhere(void *payload, const char *path)
{
	const ix_sync *sync = payload;
	size_t i = roots_place(&sync->roots, path);

	return i < sync->roots.count && i != sync->root &&
	       strcmp(sync->roots.path[i], path) == 0;
}

/* ---------------------------------------------------------- one path */

/* What another path named covers is left to that one. */
static void
see_other_roots(ix_sync *sync)
{
	const char *path = sync->roots.path[sync->root];

	for (size_t i = sync->root + 1; i < sync->roots.count; i++) {
		if (strncmp(sync->roots.path[i], path, strlen(path)))
			break;
		if (path_is_below(sync->roots.path[i], path))
			known_see_below(&sync->known, sync->roots.path[i]);
	}
}

static npo_status
prune(ix_sync *sync, npo_error *err)
{
	npo_status st = NPO_OK;

	if (sync->options->no_prune)
		return NPO_OK;
	for (size_t i = 0; i < sync->known.count && !st; i++) {
		ix_known file;
		char *path;

		if (known_is_seen(&sync->known, i))
			continue;
		known_at(&sync->known, i, &file);
		if (sync->indexer)
			st = indexer_delete(sync->indexer, &file, err);
		if (file.state == KNOWN_SKIPPED)
			continue;
		sync->report.deleted++;
		path = npo_memdup(file.path.p, file.path.len);
		report_file(&sync->report, "delete", path);
		free(path);
	}
	return st;
}

static npo_status
load_known(ix_sync *sync, npo_error *err)
{
	npo_status st = NPO_OK;

	if (sync->db)
		st = known_load(sync->db, sync->roots.path[sync->root],
			&sync->known, err);
	if (!st)
		see_other_roots(sync);
	return st;
}

/* With another thread, what is known is loaded while a folder is walked. */
static npo_status
compare(ix_sync *sync, bool folder, npo_error *err)
{
	const char *path = sync->roots.path[sync->root];
	ix_walk_sink sink = {on_file, on_trouble, is_elsewhere, sync};
	ix_walk walk = {sync->options, &sink, sync->own_dev, sync->own_ino};
	ix_finds *finds = NULL;
	npo_status st, end;

	if (folder && sync->options->jobs > 1)
		finds = finds_begin(&walk, path, FINDS_AHEAD);
	st = load_known(sync, err);
	if (!finds)
		return st ? st : walk_run(&walk, path, err);
	end = finds_end(finds, !st, st ? NULL : err);
	return st ? st : end;
}

static npo_status
plan_root(ix_sync *sync, npo_error *err)
{
	const char *path = sync->roots.path[sync->root];
	struct stat own = {.st_mode = 0};
	npo_status st;

	if (lstat(path, &own) && (errno == ENOENT || errno == ENOTDIR)) {
		int error = errno;

		st = load_known(sync, err);
		if (!st && !sync->known.count)
			report_missing(&sync->report, path, strerror(error));
	} else {
		st = compare(sync, S_ISDIR(own.st_mode), err);
	}
	if (!st)
		st = prune(sync, err);
	return st;
}

/* ---------------------------------------------------------- all paths */

/* What was found out by walking is committed first: a build begins with it. */
static npo_status
do_many(ix_sync *sync, npo_error *err)
{
	npo_status st = indexer_commit(sync->indexer, err);

	if (st)
		return st;
	indexer_free(sync->indexer);
	st = bulk_run(&sync->report, sync->folder.p, &sync->jobs, &sync->db,
		err);
	sync->indexer = indexer_new(sync->options, &sync->report, sync->db);
	return st;
}

static npo_status
do_jobs(ix_sync *sync, npo_error *err)
{
	ix_jobs_at first = jobs_begin(&sync->jobs);

	report_progress_start(
		&sync->report, sync->jobs.count, sync->jobs.size);
	if (bulk_is_worth(sync->folder.p, &sync->jobs))
		return do_many(sync, err);
	/* one by one, straight into the database */
	return indexer_read_all(
		sync->indexer, &first, sync->jobs.count, err);
}

static npo_status
do_stdin(ix_sync *sync, npo_error *err)
{
	if (!sync->roots.standard_input)
		return NPO_OK;
	if (sync->indexer)
		return indexer_read_stdin(sync->indexer, err);
	report_file(&sync->report, "add", "-");
	return NPO_OK;
}

static npo_status
plan_and_do(ix_sync *sync, npo_error *err)
{
	npo_status st = NPO_OK;

	for (sync->root = 0; sync->root < sync->roots.count && !st;
		sync->root++)
		st = plan_root(sync, err);
	if (!st && sync->indexer)
		st = do_jobs(sync, err);
	report_progress_end(&sync->report);
	if (!st)
		st = do_stdin(sync, err);
	return st;
}

/* A stamp says what the first words of a database were made with. */
static npo_status
stamp(npo_db *db, const char *key, const char *version, npo_error *err)
{
	npo_buf old = NPO_BUF_INIT;
	npo_status st = npo_db_meta(db, npo_str_of(key), &old, err);

	if (!st && !old.len)
		st = npo_db_set_meta(
			db, npo_str_of(key), npo_str_of(version), err);
	npo_buf_release(&old);
	return st;
}

static npo_status
open_to_write(ix_sync *sync, const char *folder, npo_error *err)
{
	npo_status st = npo_database_create(
		folder, sync->options->wait, &sync->db, err);

	if (!st)
		st = stamp(sync->db, NPO_META_UNICODE,
			npo_text_unicode_version(), err);
	if (!st)
		st = stamp(sync->db, NPO_META_STEMMER, npo_stem_version(), err);
	if (!st)
		sync->indexer =
			indexer_new(sync->options, &sync->report, sync->db);
	return st;
}

static npo_status
open_database(ix_sync *sync, npo_error *err)
{
	const char *name;
	struct stat own;
	npo_status st =
		npo_database_name(sync->options->db, &sync->folder, err);

	if (st)
		return st;
	name = sync->folder.p;
	if (!sync->options->dry_run) {
		st = open_to_write(sync, name, err);
	} else {
		st = npo_database_open(&name, 1, &sync->db, err);
		if (st == NPO_ENOTFOUND)
			st = NPO_OK;
	}
	if (!st && !stat(name, &own)) {
		sync->own_dev = own.st_dev;
		sync->own_ino = own.st_ino;
	}
	return st;
}

/* A stop is no failure: what is done until then counts. */
static npo_status
finish(ix_sync *sync, npo_status st, npo_error *err)
{
	uint32_t documents = 0;
	npo_status end = NPO_OK;

	if (st && st != NPO_ESTOPPED)
		return st;
	if (sync->indexer)
		end = indexer_commit(sync->indexer, err);
	if (!end && sync->db)
		end = npo_db_count(sync->db, &documents, err);
	if (!end)
		report_counts(&sync->report, documents);
	return end ? end : st;
}

static void
release(ix_sync *sync)
{
	jobs_release(&sync->jobs);
	known_list_release(&sync->known);
	indexer_free(sync->indexer);
	npo_db_free(sync->db);
	npo_buf_release(&sync->folder);
	roots_release(&sync->roots);
	report_release(&sync->report);
	npo_buf_release(&sync->how);
	npo_buf_release(&sync->tried);
}

npo_status
sync_run(const ix_options *options, bool *skipped, npo_error *err)
{
	ix_sync sync = {.options = options, .user = geteuid()};
	npo_status st;

	report_init(&sync.report, options);
	known_how(options, &sync.how);
	known_tried(options, &sync.tried);
	st = roots_read(&sync.roots, options, err);
	if (!st)
		st = open_database(&sync, err);
	if (st)
		goto out;
	stop_catch();
	st = finish(&sync, plan_and_do(&sync, err), err);
	if (!st)
		*skipped = sync.report.skipped != 0;
out:
	release(&sync);
	return st;
}
