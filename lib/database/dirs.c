/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dirs.c - the folders that a database has documents of */
#include "npo/database.h"

#include <string.h>

#include "npo/schema.h"
#include "npo/text.h"

/* A walk through the terms of folders, in order. */
typedef struct finder {
	npo_str name;  /* that is looked for, folded; empty: all are taken */
	npo_buf last;  /* the path before */
	size_t behind; /* of that, what is behind the name, or 0 */
	npo_buf folded;
} finder;

/* how much of a path is whole names that the one before has, too */
static size_t
shared_names(const finder *f, npo_str path)
{
	size_t i = 0, shared = 0;

	for (; i < path.len && i < f->last.len && path.p[i] == f->last.p[i];
		i++) {
		if (path.p[i] == '/')
			shared = i + 1;
	}
	return shared;
}

/* whether a folder on the way is called so */
static bool
has_name(finder *f, npo_str path)
{
	size_t at = shared_names(f, path);

	if (!f->name.len || (f->behind && f->behind <= at))
		return true;
	f->behind = 0;
	f->last.len = at;
	npo_buf_add(&f->last, path.p + at, path.len - at);
	while (at < path.len && !f->behind) {
		const char *slash = memchr(path.p + at, '/', path.len - at);
		size_t end = slash ? (size_t)(slash - path.p) : path.len;

		npo_buf_reset(&f->folded);
		npo_fold((npo_str){path.p + at, end - at}, &f->folded);
		at = end + 1;
		if (npo_str_equal(npo_buf_str(&f->folded), f->name))
			f->behind = at;
	}
	return f->behind != 0;
}

/* those of the terms that begin so */
static npo_status
add_terms(npo_db *db, npo_str start, npo_str name, npo_strset *terms,
	npo_error *err)
{
	size_t prefix = strlen(NPO_PREFIX_DIR "/");
	finder f = {name, NPO_BUF_INIT, 0, NPO_BUF_INIT};
	npo_terms *list = NULL;
	npo_str term = {NULL, 0};
	npo_status st = npo_terms_open(db, start, &list, err);

	if (!st)
		st = npo_terms_next(list, &term, err);
	while (!st && term.len) {
		npo_str path = {term.p + prefix, term.len - prefix};

		if (has_name(&f, path))
			npo_strset_add(terms, term);
		st = npo_terms_next(list, &term, err);
	}
	npo_terms_free(list);
	npo_buf_release(&f.last);
	npo_buf_release(&f.folded);
	return st;
}

npo_status
npo_dir_terms(npo_db *db, npo_str dir, npo_strset *terms, npo_error *err)
{
	npo_buf term = NPO_BUF_INIT;
	bool is_path = dir.len && dir.p[0] == '/';
	npo_status st;

	npo_term_make(&term, NPO_PREFIX_DIR, dir);
	npo_strset_add(terms, npo_buf_str(&term));
	npo_buf_reset(&term);
	npo_buf_adds(&term, NPO_PREFIX_DIR);
	if (is_path)
		npo_buf_addstr(&term, dir);
	if (term.p[term.len - 1] != '/')
		npo_buf_addc(&term, '/');
	st = add_terms(db, npo_buf_str(&term),
		is_path ? (npo_str){NULL, 0} : dir, terms, err);
	npo_buf_release(&term);
	return st;
}
