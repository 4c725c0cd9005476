/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bulk.c - many files: shards by several threads, merged once */
#include "indexer.h"

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
	size_t first, end; /* jobs */
	ix_report report;
} ix_slice;

typedef struct ix_bulk {
	ix_report *report;
	npo_build *build;
	npo_dict *dict;	  /* of texts, or NULL */
	npo_buf new_dict; /* its bytes, if it is a new one */
	ix_job *job;
	size_t count;
	ix_slice *slice;
	size_t slice_count, slice_cap;
	size_t changes; /* since the last commit */
} ix_bulk;

static uint64_t
cost_of(const ix_job *job, size_t count)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += job[i].size + FILE_BYTES;
	return bytes;
}

/* A merge writes the old database anew, which is twice its text, some twenty
 * times faster than text is read into it. */
bool
bulk_is_worth(const char *folder, const ix_job *job, size_t count)
{
	uint64_t bytes = cost_of(job, count);

	return bytes >= WORTH_BYTES && bytes >= npo_folder_size(folder) / 4;
}

/* ---------------------------------------------------------- slices */

static void
cut_slices(ix_bulk *bulk)
{
	uint64_t left = cost_of(bulk->job, bulk->count);
	size_t at = 0;

	while (at < bulk->count) {
		ix_slice slice = {.first = at};
		uint64_t wanted = left / SLICE_OF_LEFT, bytes = 0;

		if (wanted < SLICE_MIN)
			wanted = SLICE_MIN;
		if (wanted > SLICE_MAX)
			wanted = SLICE_MAX;
		while (at < bulk->count && bytes < wanted)
			bytes += cost_of(&bulk->job[at++], 1);
		left -= bytes;
		slice.end = at;
		report_part(&slice.report, bulk->report);
		NPO_GROW(bulk->slice, bulk->slice_count, bulk->slice_cap);
		bulk->slice[bulk->slice_count++] = slice;
	}
}

/* In any thread. A stop ends the slice early; its shard is as good. */
static npo_status
read_slice(void *payload, size_t number, npo_error *err)
{
	ix_bulk *bulk = payload;
	ix_slice *slice = &bulk->slice[number];
	ix_indexer *indexer = indexer_new_build(bulk->report->options,
		&slice->report, bulk->build, bulk->dict, number);
	npo_status end = NPO_OK;
	npo_status st = indexer_read_all(indexer, &bulk->job[slice->first],
		slice->end - slice->first, err);

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

/* How many old documents all jobs replace. */
static npo_status
count_replaced(ix_bulk *bulk, npo_db *old, uint64_t *replaced, npo_error *err)
{
	ix_docids docs = {NULL, 0, 0};
	npo_status st = NPO_OK;

	*replaced = 0;
	for (size_t i = 0; i < bulk->count && !st; i++) {
		const ix_job *job = &bulk->job[i];

		if (job->rest == REST_NONE || !job->stored)
			continue;
		st = filedocs_find(old, job->path, &docs, err);
		*replaced += docs.count;
	}
	free(docs.docid);
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

static npo_status
settle_job(ix_bulk *bulk, const ix_job *job, npo_db *old, bool kept,
	npo_db *made, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st = NPO_OK;

	if (job->rest == REST_OLD && kept)
		st = delete_old(old, job->path, made, err);
	if (!st && job->rest > REST_OLD)
		st = filedocs_delete(made, job->path, SIZE_MAX, err);
	if (!st && (job->rest == REST_GONE || (job->told && job->known)))
		st = known_forget(made, job->path, err);
	if (!st && job->value.len) {
		npo_term_make(&key, NPO_META_FILE, npo_str_of(job->path));
		st = npo_db_set_meta(made, npo_buf_str(&key),
			npo_buf_str(&job->value), err);
	}
	bulk->changes += job->rest != REST_NONE || job->value.len;
	if (!st && bulk->changes >= BATCH) {
		st = npo_db_commit(made, err);
		bulk->changes = 0;
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
	sample_dict(bulk->report->options, bulk->job, bulk->count,
		&bulk->new_dict);
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

/* Merge, and do what the jobs left to be done, before anybody sees it. */
static npo_status
merge(ix_bulk *bulk, npo_db **db, npo_error *err)
{
	npo_db *made = NULL;
	uint64_t replaced = 0;
	uint32_t count = 0;
	bool keep = true;
	npo_status st = count_replaced(bulk, *db, &replaced, err);

	if (!st)
		st = npo_db_count(*db, &count, err);
	keep = !count || replaced < count;
	if (!st)
		st = npo_build_merge(bulk->build, keep, &made, err);
	if (!st && bulk->new_dict.len)
		st = npo_db_set_meta(made, npo_str_of(NPO_META_DICT),
			npo_buf_str(&bulk->new_dict), err);
	for (size_t i = 0; i < bulk->count && !st; i++)
		st = settle_job(bulk, &bulk->job[i], *db, keep, made, err);
	if (!st)
		st = npo_termdict_build(made, err);
	if (!st)
		st = npo_db_note_lengths(made, err);
	if (!st)
		st = npo_db_commit(made, err);
	if (!st)
		st = npo_build_switch(bulk->build, err);
	if (st) {
		npo_db_free(made);
		return st;
	}
	npo_db_free(*db);
	*db = made;
	return NPO_OK;
}

npo_status
bulk_run(ix_report *report, const char *folder, ix_job *job, size_t count,
	npo_db **db, npo_error *err)
{
	ix_bulk bulk = {.report = report, .job = job, .count = count};
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
		npo_buf_release(&bulk.slice[i].report.held);
	free(bulk.slice);
	npo_dict_free(bulk.dict);
	npo_buf_release(&bulk.new_dict);
	npo_build_free(bulk.build);
	return st;
}
