/* SPDX-License-Identifier: GPL-2.0-or-later */
/* list.c - what the database holds, on stdout */
#include "indexer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "npo/database.h"
#include "npo/schema.h"

#define TRIES 10

npo_status
stdout_end(npo_error *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return NPO_OK;
	return npo_fail(err, NPO_EIO, "cannot write standard output: %s",
		strerror(errno));
}

static npo_status
open_named(
	const ix_options *options, npo_buf *folder, npo_db **db, npo_error *err)
{
	const char *name;
	npo_status st = npo_database_name(options->db, folder, err);

	if (st)
		return st;
	name = folder->p;
	return npo_database_open(&name, 1, db, err);
}

/* ---------------------------------------------------------- --list */

/* Without -0 a name is escaped: it is always one line. */
static void
put_path(const ix_report *report, const char *path, npo_buf *line)
{
	npo_buf_reset(line);
	if (report->options->nul)
		npo_buf_adds(line, report_short(report, path));
	else
		report_name(report, line, path);
}

static void
put_reason(const ix_known *file, npo_buf *line)
{
	npo_buf_addc(line, '\t');
	report_escape(line, file->reason);
	if (file->problems > 1)
		npo_buf_addf(
			line, " (and %" PRIu64 " more)", file->problems - 1);
}

static bool
is_listed(const ix_known *file, bool skipped)
{
	if (skipped)
		return file->state == KNOWN_SKIPPED || file->problems;
	return file->state == KNOWN_INDEXED;
}

static void
put_list(const ix_report *report, const ix_known_list *list)
{
	npo_buf line = NPO_BUF_INIT;
	bool skipped = report->options->skipped;

	for (size_t i = 0; i < list->count; i++) {
		const ix_known *file = &list->file[i];
		char *path;

		if (!is_listed(file, skipped))
			continue;
		path = npo_memdup(file->path.p, file->path.len);
		put_path(report, path, &line);
		free(path);
		if (skipped)
			put_reason(file, &line);
		npo_buf_addc(&line, report->options->nul ? '\0' : '\n');
		fwrite(line.p, 1, line.len, stdout);
	}
	npo_buf_release(&line);
}

npo_status
list_run(const ix_options *options, npo_error *err)
{
	npo_buf folder = NPO_BUF_INIT, path = NPO_BUF_INIT;
	ix_known_list list = {NULL, 0, 0};
	ix_report report;
	npo_db *db = NULL;
	npo_status st;

	report_init(&report, options);
	st = open_named(options, &folder, &db, err);
	if (!st && !options->path_count)
		st = known_load(db, "", &list, err);
	if (!st)
		put_list(&report, &list);
	for (size_t i = 0; i < options->path_count && !st; i++) {
		npo_buf_reset(&path);
		roots_resolve(options->path[i], &path);
		st = known_load(db, path.p, &list, err);
		if (!st)
			put_list(&report, &list);
	}
	if (!st)
		st = stdout_end(err);
	known_list_release(&list);
	npo_db_free(db);
	report_release(&report);
	npo_buf_release(&folder);
	npo_buf_release(&path);
	return st;
}

/* ---------------------------------------------------------- --stats */

typedef struct ix_stats {
	uint32_t documents;
	uint64_t files, skipped, words, bytes;
	npo_buf schema, unicode, stemmer;
} ix_stats;

static void
stats_release(ix_stats *stats)
{
	npo_buf_release(&stats->schema);
	npo_buf_release(&stats->unicode);
	npo_buf_release(&stats->stemmer);
	*stats = (ix_stats){.documents = 0};
}

static npo_status
count_all(npo_db *db, ix_stats *stats, npo_error *err)
{
	ix_known_list list = {NULL, 0, 0};
	npo_status st = known_load(db, "", &list, err);

	for (size_t i = 0; i < list.count; i++) {
		stats->files += list.file[i].state == KNOWN_INDEXED;
		stats->skipped += list.file[i].state == KNOWN_SKIPPED;
	}
	known_list_release(&list);
	if (!st)
		st = npo_db_count(db, &stats->documents, err);
	if (!st)
		st = npo_db_total_length(db, &stats->words, err);
	if (!st)
		st = npo_db_meta(
			db, npo_str_of(NPO_META_SCHEMA), &stats->schema, err);
	if (!st)
		st = npo_db_meta(
			db, npo_str_of(NPO_META_UNICODE), &stats->unicode, err);
	if (!st)
		st = npo_db_meta(
			db, npo_str_of(NPO_META_STEMMER), &stats->stemmer, err);
	return st;
}

/* A reader's view is gone after a writer's second commit: try again. */
static npo_status
count_steadily(npo_db *db, ix_stats *stats, npo_error *err)
{
	npo_status st = count_all(db, stats, err);

	for (int i = 0; i < TRIES && st == NPO_EMODIFIED; i++) {
		stats_release(stats);
		st = npo_db_reopen(db, err);
		if (!st)
			st = count_all(db, stats, err);
	}
	return st;
}

static double
average(const ix_stats *stats)
{
	if (!stats->documents)
		return 0;
	return (double)stats->words / stats->documents;
}

static const char *
text_of(const npo_buf *buf)
{
	return buf->len ? buf->p : "";
}

static void
put_text(const ix_stats *stats)
{
	printf("documents: %" PRIu32 "\n", stats->documents);
	printf("files: %" PRIu64 "\n", stats->files);
	printf("skipped files: %" PRIu64 "\n", stats->skipped);
	printf("words: %" PRIu64 "\n", stats->words);
	printf("average length: %.1f\n", average(stats));
	printf("bytes on disk: %" PRIu64 "\n", stats->bytes);
	printf("schema: %s\n", text_of(&stats->schema));
	printf("unicode: %s\n", text_of(&stats->unicode));
	printf("stemmer: %s\n", text_of(&stats->stemmer));
}

static npo_status
put_json(const ix_stats *stats, npo_error *err)
{
	json_t *json = json_pack(
		"{s:I, s:I, s:I, s:I, s:f, s:I, s:s, s:s, s:s}", "documents",
		(json_int_t)stats->documents, "files", (json_int_t)stats->files,
		"skipped", (json_int_t)stats->skipped, "words",
		(json_int_t)stats->words, "average_length", average(stats),
		"bytes", (json_int_t)stats->bytes, "schema",
		text_of(&stats->schema), "unicode", text_of(&stats->unicode),
		"stemmer", text_of(&stats->stemmer));
	int failed = !json || json_dumpf(json, stdout, JSON_COMPACT);

	json_decref(json);
	if (failed)
		return npo_fail(err, NPO_EIO, "cannot write the counts");
	puts("");
	return NPO_OK;
}

npo_status
stats_run(const ix_options *options, npo_error *err)
{
	ix_stats stats = {.documents = 0};
	npo_buf folder = NPO_BUF_INIT;
	npo_db *db = NULL;
	npo_status st = open_named(options, &folder, &db, err);

	if (!st)
		st = count_steadily(db, &stats, err);
	if (st)
		goto out;
	stats.bytes = npo_folder_size(folder.p);
	if (options->json)
		st = put_json(&stats, err);
	else
		put_text(&stats);
	if (!st)
		st = stdout_end(err);
out:
	npo_db_free(db);
	npo_buf_release(&folder);
	stats_release(&stats);
	return st;
}
