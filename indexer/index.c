/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index.c - files read, one after the other */
#include "index.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "npo/format.h"

ix_indexer *
indexer_new(const ix_options *options, ix_report *report, npo_db *db)
{
	ix_indexer *indexer = npo_calloc(1, sizeof(*indexer));

	indexer->options = options;
	indexer->report = report;
	indexer->db = db;
	indexer->maker = maker_new();
	if (db)
		maker_gather(indexer->maker, &indexer->words.gathered);
	known_how(options, &indexer->how);
	known_tried(options, &indexer->tried);
	return indexer;
}

ix_indexer *
indexer_new_build(const ix_options *options, ix_report *report,
	const npo_build *build, const npo_dict *dict, size_t number,
	ix_left *left)
{
	ix_indexer *indexer = indexer_new(options, report, NULL);

	indexer->build = build;
	indexer->dict_known = true;
	maker_use_dict(indexer->maker, dict);
	indexer->number = number;
	indexer->left = left;
	return indexer;
}

void
indexer_free(ix_indexer *indexer)
{
	if (!indexer)
		return;
	if (indexer->build)
		npo_db_free(indexer->db);
	maker_free(indexer->maker);
	npo_dict_free(indexer->dict);
	npo_strset_release(&indexer->words.gathered);
	npo_buf_release(&indexer->how);
	npo_buf_release(&indexer->tried);
	npo_buf_release(&indexer->reason);
	npo_buf_release(&indexer->known);
	free(indexer);
}

/* ---------------------------------------------------------- readers */

static npo_status
need_dict(ix_indexer *indexer, npo_error *err)
{
	npo_status st;

	if (indexer->dict_known)
		return NPO_OK;
	st = npo_dict_open(indexer->db, 0, true, &indexer->dict, err);
	indexer->dict_known = !st;
	indexer->broken = st;
	maker_use_dict(indexer->maker, indexer->dict);
	return st;
}

/* It is held back, as it is told what is known of the file if it is the only
 * one. */
static npo_status
add_document(ix_indexer *indexer, const npo_document *document, npo_error *err)
{
	npo_status st = indexer_add_held(indexer, err);

	if (!st)
		st = need_dict(indexer, err);
	if (!st)
		st = maker_make(
			indexer->maker, document, &indexer->held, err);
	if (st)
		return st;
	indexer->file.documents++;
	indexer->text += document->text.len;
	indexer->batch_documents++;
	indexer->batch_bytes += document->text.len;
	indexer->shard_bytes += document->text.len;
	return NPO_OK;
}

/* A file that is more than a batch is marked until its last document. */
static npo_status
on_document(void *payload, const npo_document *document, npo_error *err)
{
	ix_indexer *indexer = payload;
	npo_status st;

	if (stop_asked())
		return npo_fail(err, NPO_ESTOPPED, "stopped");
	st = add_document(indexer, document, err);
	if (st)
		return st;
	report_progress(indexer->report, indexer->text < indexer->file.size
						 ? indexer->text
						 : indexer->file.size);
	if (!indexer_is_full(indexer))
		return NPO_OK;
	st = indexer->build ? indexer_add_held(indexer, err)
			    : indexer_store_file(indexer, KNOWN_PARTIAL, err);
	if (!st)
		st = indexer_end_batch(indexer, err);
	indexer->broken = st != NPO_OK;
	return st;
}

static void
on_problem(void *payload, uint64_t line, const char *reason)
{
	ix_indexer *indexer = payload;
	char *path = npo_memdup(indexer->file.path.p, indexer->file.path.len);

	report_problem(indexer->report, path, line, reason);
	if (!indexer->file.problems++) {
		if (line)
			npo_buf_addf(
				&indexer->reason, "line %" PRIu64 ": ", line);
		report_reason(&indexer->reason, path, reason);
	}
	free(path);
}

static npo_status
run_reader(ix_indexer *indexer, const char *path, int fd, npo_error *err)
{
	const ix_options *options = indexer->options;
	npo_sink sink = {on_document, on_problem, indexer};
	npo_input in = indexer_input(options, path, fd, indexer->file.size);
	ix_source source = {path, options->lang, in.size, indexer->file.mtime};

	maker_start(indexer->maker, &source);
	return npo_format_read(&in, options->type, &sink, err);
}

static void
start_file(ix_indexer *indexer, const char *path, const struct stat *st)
{
	indexer->file = (ix_known){.path = npo_str_of(path),
		.mtime = known_mtime(st),
		.size = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0,
		.inode = st->st_ino};
	indexer->held = NULL;
	indexer->text = 0;
	indexer->broken = false;
	npo_buf_reset(&indexer->reason);
}

/* A stop in the middle of a file; before its first document, a build leaves
 * it as it was. */
static npo_status
stop_file(ix_indexer *indexer, npo_error *err)
{
	if (!indexer->build || indexer->file.documents)
		return indexer_store_file(indexer, KNOWN_PARTIAL, err);
	indexer->job->rest = REST_NONE;
	return NPO_OK;
}

/* Read an open file; st says what it was when it was opened. */
static npo_status
read_open(ix_indexer *indexer, const ix_job *job, int fd,
	const struct stat *st, npo_error *err)
{
	ix_report *report = indexer->report;
	npo_error why = {NPO_OK, ""};
	npo_status status = NPO_OK, said;

	start_file(indexer, job->path, st);
	if (job->stored)
		status = indexer_delete_documents(indexer, job->path, REST_OLD, err);
	if (status)
		return status;
	said = run_reader(indexer, job->path, fd, &why);
	report_problems_end(report, job->path);
	if (indexer->broken)
		return npo_fail(err, said, "%s", why.text);
	if (said == NPO_ESTOPPED) {
		status = stop_file(indexer, err);
		return status ? status : npo_fail(err, said, "%s", why.text);
	}
	if (said)
		return indexer_skip(indexer, job->path, st,
			indexer->file.documents, why.text, said == NPO_EIO,
			err);
	status = indexer_store_file(indexer, KNOWN_INDEXED, err);
	if (status)
		return status;
	report->added += !job->changed;
	report->changed += job->changed;
	report_file(report, job->changed ? "change" : "add", job->path);
	return indexer_end_batch(indexer, err);
}

/* What was deleted since the walk is as if the walk had not met it. */
static npo_status
fail_open(ix_indexer *indexer, const ix_job *job, int error, npo_error *err)
{
	ix_known gone = {.path = npo_str_of(job->path),
		.state = job->stored ? KNOWN_INDEXED : KNOWN_SKIPPED};

	if (error != ENOENT)
		return indexer_skip(indexer, job->path, NULL, job->stored,
			strerror(error), true, err);
	indexer->report->deleted += job->stored;
	return indexer_delete(indexer, &gone, err);
}

static npo_status
read_file(ix_indexer *indexer, ix_job *job, npo_error *err)
{
	struct stat st;
	npo_status status;
	int fd = job->fd >= 0 ? job->fd : ahead_open_file(job);

	job->fd = -1;
	indexer->job = job;
	if (fd < 0)
		return fail_open(indexer, job, errno, err);
	if (fstat(fd, &st))
		status = fail_open(indexer, job, errno, err);
	else if (!S_ISREG(st.st_mode))
		status = indexer_skip(indexer, job->path, &st, job->stored,
			"no regular file", false, err);
	else
		status = read_open(indexer, job, fd, &st, err);
	close(fd);
	return status;
}

/* What is to be done of the file when shards are merged, if anything is. */
static void
keep_left(ix_left *left, ix_job *job)
{
	if (job->rest == REST_NONE && !job->value.len &&
		!(job->told && job->known))
		return;
	NPO_GROW(left->job, left->count, left->cap);
	left->job[left->count] = *job;
	left->job[left->count++].path = npo_strdup(job->path);
}

npo_status
indexer_read_all(ix_indexer *indexer, const ix_jobs_at *from, size_t count,
	npo_error *err)
{
	ix_ahead ahead;
	ix_job *job;
	npo_status st = NPO_OK;

	ahead_begin(&ahead, from, count,
		indexer->build ? indexer->options->jobs : 1);
	while (!st && (job = ahead_next(&ahead)) != NULL) {
		if (stop_asked()) {
			st = npo_fail(err, NPO_ESTOPPED, "stopped");
			if (job->fd >= 0)
				close(job->fd);
			break;
		}
		st = read_file(indexer, job, err);
		report_progress_file(indexer->report, job->size);
		if (indexer->build)
			keep_left(indexer->left, job);
	}
	ahead_end(&ahead);
	return st;
}

npo_status
indexer_read_stdin(ix_indexer *indexer, npo_error *err)
{
	static const char name[] = "-";
	ix_known_list before = {.count = 0};
	ix_known file = {.state = KNOWN_PARTIAL};
	ix_job job = {.path = name, .fd = -1};
	struct stat st;
	npo_status status;

	if (fstat(STDIN_FILENO, &st))
		return npo_fail(err, NPO_EIO, "cannot read standard input: %s",
			strerror(errno));
	/* what is left behind an offset is as unknown as in a pipe */
	if (lseek(STDIN_FILENO, 0, SEEK_CUR) > 0)
		st.st_size = 0;
	status = known_load(indexer->db, name, &before, err);
	if (status)
		return status;
	job.known = job.stored = before.count != 0;
	if (job.known)
		known_at(&before, 0, &file);
	job.changed = file.state == KNOWN_INDEXED;
	known_list_release(&before);
	indexer->job = &job;
	return read_open(indexer, &job, STDIN_FILENO, &st, err);
}
