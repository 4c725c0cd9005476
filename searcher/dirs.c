/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dirs.c - dir:notes, dir:/home/x/notes: the queries of folders, kept */
#include "searcher.h"

#include <stdlib.h>
#include <string.h>

#include "npo/database.h"

/* A batch asks for the same folders each time, and a name is looked for in the
 * paths of all. */
#define KEPT 16

struct search_dirs {
	size_t count;
	struct kept {
		char *dir;	/* absolute path, or folded name */
		npo_query *query;
	} kept[KEPT];
};

/*
 * A folder is meant by its path if the value has a slash, else by its own
 * name wherever it stands.
 */
static void
folder_of(npo_str value, npo_buf *out)
{
	char *name = npo_memdup(value.p, value.len), *real = NULL;
	size_t len = strlen(name);

	if (strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, ".."))
		real = realpath(name, NULL);
	while (len > 1 && name[len - 1] == '/')
		name[--len] = '\0';
	if (real)
		npo_buf_adds(out, real);
	else if (name[0] == '/')
		npo_buf_adds(out, name);
	else
		npo_fold(npo_str_of(name), out);
	free(real);
	free(name);
}

static npo_status
make_query(npo_db *db, npo_str dir, npo_query **q, npo_error *err)
{
	npo_strset terms = { .count = 0 };
	const npo_str *term;
	size_t count;
	npo_status st = npo_dir_terms(db, dir, &terms, err);

	term = npo_strset_sorted(&terms, &count);
	if (!st)
		st = npo_query_any(db, term, count, q, err);
	npo_strset_release(&terms);
	return st;
}

/* the query of a folder, which stays kept */
static npo_status
find_query(search *s, npo_str dir, npo_query **q, npo_error *err)
{
	struct search_dirs *dirs = s->dirs;
	npo_status st;

	for (size_t i = 0; dirs && i < dirs->count; i++) {
		*q = dirs->kept[i].query;
		if (npo_str_equal(dir, npo_str_of(dirs->kept[i].dir)))
			return NPO_OK;
	}
	if (dirs && dirs->count == KEPT)
		dirs_forget(s);
	if (!s->dirs)
		s->dirs = npo_calloc(1, sizeof(*s->dirs));
	dirs = s->dirs;
	st = make_query(s->db, dir, q, err);
	if (!st)
		dirs->kept[dirs->count++] = (struct kept){
			npo_memdup(dir.p, dir.len), *q };
	return st;
}

npo_status
dirs_query(search *s, npo_str value, npo_query **q, npo_error *err)
{
	npo_buf dir = NPO_BUF_INIT;
	npo_query *kept = NULL;
	npo_status st;

	folder_of(value, &dir);
	st = find_query(s, npo_buf_str(&dir), &kept, err);
	if (!st)
		st = npo_query_scale(kept, 1, q, err);
	npo_buf_release(&dir);
	return st;
}

void
dirs_forget(search *s)
{
	for (size_t i = 0; s->dirs && i < s->dirs->count; i++) {
		free(s->dirs->kept[i].dir);
		npo_query_free(s->dirs->kept[i].query);
	}
	free(s->dirs);
	s->dirs = NULL;
}
