/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index.c - files into the database, in batches */
#include "indexer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "npo/format.h"
#include "npo/schema.h"

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

struct ix_indexer {
	const ix_options *options;
	ix_report *report;
	npo_db *db; /* NULL: the next shard is to be made */
	const npo_build *build; /* NULL: db is the database */
	size_t number, part;	/* of the shard */
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
	npo_buf type, reason;
	uint64_t text; /* bytes of it so far */
	bool broken;   /* the database failed, not the file */
};

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
	const npo_build *build, const npo_dict *dict, size_t number)
{
	ix_indexer *indexer = indexer_new(options, report, NULL);

	indexer->build = build;
	indexer->dict_known = true;
	maker_use_dict(indexer->maker, dict);
	indexer->number = number;
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
	npo_buf_release(&indexer->type);
	npo_buf_release(&indexer->reason);
	free(indexer);
}

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

static bool
is_batch_full(const ix_indexer *indexer)
{
	bool build = indexer->build;

	return indexer->batch_documents >=
		       (build ? SHARD_BATCH_DOCUMENTS : BATCH_DOCUMENTS) ||
	       indexer->batch_bytes >= (build ? SHARD_BATCH_BYTES
					      : BATCH_BYTES);
}

/* Commit a batch that is full, and end a shard that is. */
static npo_status
end_batch(ix_indexer *indexer, npo_error *err)
{
	npo_status st;

	if (!is_batch_full(indexer))
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

static npo_status
store_file(ix_indexer *indexer, ix_known_state state, npo_error *err)
{
	ix_known *file = &indexer->file;

	file->state = state;
	file->type = npo_buf_str(&indexer->type);
	file->reason = npo_buf_str(&indexer->reason);
	file->how = npo_buf_str(&indexer->how);
	return store_known(indexer, file, err);
}

/* ---------------------------------------------------------- deletions */

npo_status
indexer_delete_documents(npo_db *db, const char *path, npo_error *err)
{
	npo_buf term = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&term, NPO_PREFIX_PATH, npo_str_of(path));
	st = npo_db_delete_by_term(db, npo_buf_str(&term), err);
	npo_buf_release(&term);
	return st;
}

/* rest: what of the documents there may be in the old database, or here. */
static npo_status
delete_documents(
	ix_indexer *indexer, const char *path, ix_rest rest, npo_error *err)
{
	npo_status st;

	if (indexer->build) {
		indexer->job->rest = rest;
		return NPO_OK;
	}
	indexer->batch_documents++;
	st = words_begin(&indexer->words, indexer->db, err);
	return st ? st : indexer_delete_documents(indexer->db, path, err);
}

npo_status
indexer_delete(ix_indexer *indexer, const ix_known *file, npo_error *err)
{
	char *path = npo_memdup(file->path.p, file->path.len);
	npo_status st = NPO_OK;

	if (indexer->build || file->state != KNOWN_SKIPPED)
		st = delete_documents(indexer, path, REST_GONE, err);
	if (!st && !indexer->build)
		st = known_forget(indexer->db, path, err);
	if (!st)
		st = end_batch(indexer, err);
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
		status = delete_documents(indexer, path, REST_ALL, err);
	if (!status)
		status = store_known(indexer, &file, err);
	if (!status)
		status = end_batch(indexer, err);
	npo_buf_release(&plain);
	return status;
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

static npo_status
add_document(ix_indexer *indexer, const npo_document *document, npo_error *err)
{
	const npo_doc *doc = NULL;
	npo_status st = need_dict(indexer, err);

	if (!st)
		st = maker_make(indexer->maker, document, &doc, err);
	if (st)
		return st;
	st = need_db(indexer, err);
	if (!st && !indexer->build)
		st = words_begin(&indexer->words, indexer->db, err);
	if (!st)
		st = npo_db_add_doc(indexer->db, doc, NULL, err);
	indexer->words.documents += !st;
	if (st) {
		indexer->broken = true;
		return st;
	}
	if (!indexer->file.documents++)
		npo_buf_adds(&indexer->type, ix_or_empty(document->type));
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
	if (!is_batch_full(indexer))
		return NPO_OK;
	if (!indexer->build)
		st = store_file(indexer, KNOWN_PARTIAL, err);
	if (!st)
		st = end_batch(indexer, err);
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
	indexer->text = 0;
	indexer->broken = false;
	npo_buf_reset(&indexer->type);
	npo_buf_reset(&indexer->reason);
}

/* A stop in the middle of a file; before its first document, a build leaves
 * it as it was. */
static npo_status
stop_file(ix_indexer *indexer, npo_error *err)
{
	if (!indexer->build || indexer->file.documents)
		return store_file(indexer, KNOWN_PARTIAL, err);
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
		status = delete_documents(indexer, job->path, REST_OLD, err);
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
	status = store_file(indexer, KNOWN_INDEXED, err);
	if (status)
		return status;
	report->added += !job->changed;
	report->changed += job->changed;
	report_file(report, job->changed ? "change" : "add", job->path);
	return end_batch(indexer, err);
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

npo_status
indexer_read_all(
	ix_indexer *indexer, ix_job *job, size_t count, npo_error *err)
{
	ix_ahead ahead = ahead_begin(
		job, count, indexer->build ? indexer->options->jobs : 1);
	npo_status st = NPO_OK;

	while (ahead.at < count && !st) {
		if (stop_asked()) {
			st = npo_fail(err, NPO_ESTOPPED, "stopped");
			break;
		}
		job = ahead_next(&ahead);
		st = read_file(indexer, job, err);
		report_progress_file(indexer->report, job->size);
	}
	ahead_end(&ahead);
	return st;
}

npo_status
indexer_read_stdin(ix_indexer *indexer, npo_error *err)
{
	static char name[] = "-";
	ix_known_list before = {NULL, 0, 0, 0};
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
	job.stored = before.count != 0;
	job.changed = job.stored && before.file->state == KNOWN_INDEXED;
	known_list_release(&before);
	return read_open(indexer, &job, STDIN_FILENO, &st, err);
}
