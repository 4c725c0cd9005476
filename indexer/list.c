/* SPDX-License-Identifier: GPL-2.0-or-later */
/* list.c - the files that the database holds, on stdout */
#include "known.h"
#include "walk.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "npo/database.h"

npo_status
stdout_end(npo_error *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return NPO_OK;
	return npo_fail(err, NPO_EIO, "cannot write standard output: %s",
		strerror(errno));
}

npo_status
list_open(
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
		ix_known file;
		char *path;

		known_at(list, i, &file);
		if (!is_listed(&file, skipped))
			continue;
		path = npo_memdup(file.path.p, file.path.len);
		put_path(report, path, &line);
		free(path);
		if (skipped)
			put_reason(&file, &line);
		npo_buf_addc(&line, report->options->nul ? '\0' : '\n');
		fwrite(line.p, 1, line.len, stdout);
	}
	npo_buf_release(&line);
}

npo_status
list_run(const ix_options *options, npo_error *err)
{
	npo_buf folder = NPO_BUF_INIT, path = NPO_BUF_INIT;
	ix_known_list list = {.count = 0};
	ix_report report;
	npo_db *db = NULL;
	npo_status st;

	report_init(&report, options);
	st = list_open(options, &folder, &db, err);
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
