/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dirs.c - the folders that a database has documents of */
#include "npo/database.h"

#include <string.h>

#include "npo/schema.h"
#include "npo/text.h"

/* whether a folder on the way is called so, folded */
static bool
has_name(npo_str path, npo_str name, npo_buf *folded)
{
	while (path.len) {
		const char *slash = memchr(path.p, '/', path.len);
		size_t len = slash ? (size_t)(slash - path.p) : path.len;

		npo_buf_reset(folded);
		npo_fold((npo_str){path.p, len}, folded);
		if (npo_str_equal(npo_buf_str(folded), name))
			return true;
		len += slash != NULL;
		path.p += len;
		path.len -= len;
	}
	return false;
}

/* of the terms that begin so, those that have the name in their path, or all */
static npo_status
add_terms(npo_db *db, npo_str start, const npo_str *name, npo_strset *terms,
	npo_error *err)
{
	size_t prefix = strlen(NPO_PREFIX_DIR "/");
	npo_buf folded = NPO_BUF_INIT;
	npo_terms *list = NULL;
	npo_str term = {NULL, 0};
	npo_status st = npo_terms_open(db, start, &list, err);

	if (!st)
		st = npo_terms_next(list, &term, err);
	while (!st && term.len) {
		npo_str path = {term.p + prefix, term.len - prefix};

		if (!name || has_name(path, *name, &folded))
			npo_strset_add(terms, term);
		st = npo_terms_next(list, &term, err);
	}
	npo_terms_free(list);
	npo_buf_release(&folded);
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
	st = add_terms(db, npo_buf_str(&term), is_path ? NULL : &dir, terms,
		err);
	npo_buf_release(&term);
	return st;
}
