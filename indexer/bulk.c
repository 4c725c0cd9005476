/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bulk.c - many files: shards by several threads, merged once */
#include "known.h"

#include <stdlib.h>

#include "npo/schema.h"

/* Less is read into the database while a build would be set up. */
#define WORTH_BYTES (4u << 20)
/* What opening a file costs, as bytes of text. */
#define FILE_BYTES 2000

/*
 * A slice is what one task reads, a fifth of what is left, so that the last
 * ones are small and the workers end together. Its bounds depend on the files
 * alone: the database must not depend on how many workers there are. Each
 * begins its posting lists anew, which a merge does not join: of 100,000 small
 * files eighths took 8 % more of the disk.
 */
#define SLICE_OF_LEFT 5
#define SLICE_MIN (2u << 20)
#define SLICE_MAX (128u << 20)

/* Deletions in a commit. */
#define BATCH 1000

typedef struct ix_slice {
	ix_jobs_at from;
	size_t count;
	ix_report report;
	ix_left left;
} ix_slice;

typedef struct ix_bulk {
	ix_report *report;
	npo_build *build;
	npo_dict *dict;	  /* of texts, or NULL */
	npo_buf new_dict; /* its bytes, if it is a new one */
	const ix_jobs *jobs;
	ix_slice *slice;
	size_t slice_count, slice_cap;
} ix_bulk;

static uint64_t
cost_of(uint64_t files, uint64_t bytes)
{
	return bytes + files * FILE_BYTES;
}

/* A merge writes the old database anew, which is twice its text, some twenty
 * times faster than text is read into it. */
bool
bulk_is_worth(const char *folder, const ix_jobs *jobs)
{
	uint64_t bytes = cost_of(jobs->count, jobs->size);

	return bytes >= WORTH_BYTES && bytes >= npo_folder_size(folder) / 4;
}

/* ---------------------------------------------------------- slices */

static void
cut_slices(ix_bulk *bulk)
{
	uint64_t left = cost_of(bulk->jobs->count, bulk->jobs->size);
	ix_jobs_at at = jobs_begin(bulk->jobs);

	while (at.left.len) {
		ix_slice slice = {.from = jobs_copy(&at)};
		uint64_t wanted = left / SLICE_OF_LEFT, bytes = 0;
		ix_job job;

		if (wanted < SLICE_MIN)
			wanted = SLICE_MIN;
		if (wanted > SLICE_MAX)
			wanted = SLICE_MAX;
		while (bytes < wanted && jobs_next(&at, &job)) {
			bytes += cost_of(1, job.size);
			slice.count++;
		}
		left -= bytes;
		report_part(&slice.report, bulk->report);
		NPO_GROW(bulk->slice, bulk->slice_count, bulk->slice_cap);
		bulk->slice[bulk->slice_count++] = slice;
	}
	jobs_end(&at);
}

static void
free_slice(ix_slice *slice)
{
	for (size_t i = 0; i < slice->left.count; i++) {
		free((void *)(uintptr_t)slice->left.job[i].path);
		npo_buf_release(&slice->left.job[i].value);
	}
	free(slice->left.job);
	jobs_end(&slice->from);
	npo_buf_release(&slice->report.held);
}

/* In any thread. A stop ends the slice early; its shard is as good. */
static npo_status
read_slice(void *payload, size_t number, npo_error *err)
{
	ix_bulk *bulk = payload;
	ix_slice *slice = &bulk->slice[number];
	ix_indexer *indexer = indexer_new_build(bulk->report->options,
		&slice->report, bulk->build, bulk->dict, number,
		&slice->left);
	npo_status end = NPO_OK;
	npo_status st = indexer_read_all(
		indexer, &slice->from, slice->count, err);

	if (!st || st == NPO_ESTOPPED)
		end = indexer_commit(indexer, err);
	indexer_free(indexer);
	return end ? end : st;
}

static void
join_slice(void *payload, size_t number)
{
	ix_bulk *bulk = payload;

	report_join(&bulk->slice[number].report);
	report_progress_draw(bulk->report);
}

static void
tick(void *payload)
{
	ix_bulk *bulk = payload;

	report_progress_draw(bulk->report);
}

static npo_status
read_all(ix_bulk *bulk, npo_error *err)
{
	size_t workers = bulk->report->options->jobs;
	ix_pool_work work = {.count = bulk->slice_count,
		.workers = workers < bulk->slice_count ? workers
						       : bulk->slice_count,
		.ahead = 4 * workers,
		.task = read_slice,
		.done = join_slice,
		.tick = tick,
		.payload = bulk};

	return pool_run(&work, err);
}

/* ---------------------------------------------------------- the rest */

/* Do something with each file of which something is left to be done. */
static npo_status
for_all_left(const ix_bulk *bulk,
	npo_status (*visit)(void *payload, const ix_job *job, npo_error *err),
	void *payload, npo_error *err)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; i < bulk->slice_count; i++) {
		const ix_left *left = &bulk->slice[i].left;

		for (size_t k = 0; k < left->count && !st; k++)
			st = visit(payload, &left->job[k], err);
	}
	return st;
}

typedef struct ix_replaced {
	npo_db *old;
	ix_docids docs;
	uint64_t count;
} ix_replaced;

/* How many old documents a file replaces. */
static npo_status
count_replaced(void *payload, const ix_job *job, npo_error *err)
{
	ix_replaced *replaced = payload;
	npo_status st;

	if (job->rest == REST_NONE || !job->stored)
		return NPO_OK;
	st = filedocs_find(replaced->old, job->path, &replaced->docs, err);
	replaced->count += replaced->docs.count;
	return st;
}

/* Of a file that was read, and whose old documents were kept, these are the
 * first ones. */
static npo_status
delete_old(npo_db *old, const char *path, npo_db *made, npo_error *err)
{
	ix_docids docs = {NULL, 0, 0};
	npo_status st = filedocs_find(old, path, &docs, err);

	if (!st && docs.count)
		st = filedocs_delete(made, path, docs.count, err);
	free(docs.docid);
	return st;
}

/* A merge, and what is to be done in the database that it has made. */
typedef struct ix_merge {
	npo_db *old, *made;
	bool kept;	/* the old documents are in the new one */
	size_t changes; /* since the last commit */
} ix_merge;

static npo_status
settle_job(void *payload, const ix_job *job, npo_error *err)
{
	ix_merge *merge = payload;
	npo_db *made = merge->made;
	npo_buf key = NPO_BUF_INIT;
	npo_status st = NPO_OK;

	if (job->rest == REST_OLD && merge->kept)
		st = delete_old(merge->old, job->path, made, err);
	if (!st && job->rest > REST_OLD)
		st = filedocs_delete(made, job->path, SIZE_MAX, err);
	if (!st && (job->rest == REST_GONE || (job->told && job->known)))
		st = known_forget(made, job->path, err);
	if (!st && job->value.len) {
		npo_term_make(&key, NPO_META_FILE, npo_str_of(job->path));
		st = npo_db_set_meta(made, npo_buf_str(&key),
			npo_buf_str(&job->value), err);
	}
	if (!st && ++merge->changes == BATCH) {
		st = npo_db_commit(made, err);
		merge->changes = 0;
	}
	npo_buf_release(&key);
	return st;
}

/* In a thread of its own: what it has allocated is then free for others. */
static npo_status
make_dict(void *payload, size_t number, npo_error *err)
{
	ix_bulk *bulk = payload;

	(void)number;
	(void)err;
	sample_dict(bulk->report->options, bulk->jobs, &bulk->new_dict);
	return NPO_OK;
}

/* That of the old database stays, as its documents need it. */
static npo_status
choose_dict(ix_bulk *bulk, npo_db *old, npo_error *err)
{
	ix_pool_work work = {.count = 1, .workers = 1, .ahead = 1,
		.task = make_dict, .payload = bulk};
	uint32_t documents = 0;
	npo_status st = npo_db_count(old, &documents, err);

	if (!st && documents)
		st = npo_dict_open(old, 0, true, &bulk->dict, err);
	if (st || bulk->dict)
		return st;
	st = pool_run(&work, err);
	if (st)
		return st;
	return bulk->new_dict.len ? npo_dict_new(npo_buf_str(&bulk->new_dict),
					    true, &bulk->dict, err)
				  : NPO_OK;
}

/* What there is besides documents. */
static npo_status
complete(const ix_bulk *bulk, npo_db *made, npo_error *err)
{
	npo_status st = NPO_OK;

	if (bulk->new_dict.len)
		st = npo_db_set_meta(made, npo_str_of(NPO_META_DICT),
			npo_buf_str(&bulk->new_dict), err);
	if (!st)
		st = npo_termdict_build(made, err);
	if (!st)
		st = npo_db_note_lengths(made, err);
	return st ? st : npo_db_commit(made, err);
}

/* Merge, and do what the files left to be done, before anybody sees it. */
static npo_status
merge(ix_bulk *bulk, npo_db **db, npo_error *err)
{
	ix_merge merge = {.old = *db};
	ix_replaced replaced = {.old = *db};
	uint32_t count = 0;
	npo_status st = for_all_left(bulk, count_replaced, &replaced, err);

	free(replaced.docs.docid);
	if (!st)
		st = npo_db_count(*db, &count, err);
	merge.kept = !count || replaced.count < count;
	if (!st)
		st = npo_build_merge(
			bulk->build, merge.kept, &merge.made, err);
	if (!st)
		st = for_all_left(bulk, settle_job, &merge, err);
	if (!st)
		st = complete(bulk, merge.made, err);
	if (!st)
		st = npo_build_switch(bulk->build, err);
	if (st) {
		npo_db_free(merge.made);
		return st;
	}
	npo_db_free(*db);
	*db = merge.made;
	return NPO_OK;
}

npo_status
bulk_run(ix_report *report, const char *folder, const ix_jobs *jobs,
	npo_db **db, npo_error *err)
{
	ix_bulk bulk = {.report = report, .jobs = jobs};
	npo_status st = npo_build_new(folder, &bulk.build, err), end;

	if (st)
		return st;
	cut_slices(&bulk);
	st = choose_dict(&bulk, *db, err);
	if (!st)
		st = read_all(&bulk, err);
	if (!st || st == NPO_ESTOPPED) {
		end = merge(&bulk, db, err);
		st = end ? end : st;
	}
	for (size_t i = 0; i < bulk.slice_count; i++)
		free_slice(&bulk.slice[i]);
	free(bulk.slice);
	npo_dict_free(bulk.dict);
	npo_buf_release(&bulk.new_dict);
	npo_build_free(bulk.build);
	return st;
}
