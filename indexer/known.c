/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known.c - what the database knows of each file that it has read */
#include "known.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "npo/database.h"
#include "npo/schema.h"

/*
 * The value of NPO_META_FILE + path, or of NPO_SLOT_FILE: a version byte, the
 * strings each with its length in front, then the numbers, all lengths and
 * numbers as varints. A path too long for a key is cut with a hash there, and
 * then the value has it; else its path is empty.
 */
#define VERSION_BYTE '3'

/* Xapian keeps the lowest and the highest value of a slot together. */
#define SLOT_MAX 240

/* NUL bytes, of which Xapian stores two each, are in no path */
static bool
is_cut(npo_str path)
{
	return strlen(NPO_META_FILE) + path.len > NPO_TERM_MAX;
}

void
known_encode(const ix_known *file, npo_buf *out)
{
	npo_buf_reset(out);
	npo_buf_addc(out, VERSION_BYTE);
	npo_counted_put(
		out, is_cut(file->path) ? file->path : (npo_str){NULL, 0});
	npo_counted_put(out, file->reason);
	npo_counted_put(out, file->how);
	npo_counted_put(out, file->tried);
	npo_varint_put(out, file->state);
	npo_varint_put(out, (uint64_t)file->mtime);
	npo_varint_put(out, file->size);
	npo_varint_put(out, file->inode);
	npo_varint_put(out, file->documents);
	npo_varint_put(out, file->problems);
}

static bool
get_numbers(npo_str *in, ix_known *file)
{
	uint64_t state, mtime;

	if (!npo_varint_get(in, &state) || state > KNOWN_PARTIAL ||
		!npo_varint_get(in, &mtime) ||
		!npo_varint_get(in, &file->size) ||
		!npo_varint_get(in, &file->inode) ||
		!npo_varint_get(in, &file->documents) ||
		!npo_varint_get(in, &file->problems))
		return false;
	file->state = (ix_known_state)state;
	file->mtime = (int64_t)mtime;
	return true;
}

npo_status
known_decode(npo_str path, npo_str value, ix_known *file, npo_error *err)
{
	npo_str in = value;

	*file = (ix_known){.documents = 0};
	if (in.len) {
		in.p++;
		in.len--;
	}
	if (!value.len || *value.p != VERSION_BYTE ||
		!npo_counted_get(&in, &file->path) ||
		!npo_counted_get(&in, &file->reason) ||
		!npo_counted_get(&in, &file->how) ||
		!npo_counted_get(&in, &file->tried) || !get_numbers(&in, file))
		return npo_fail(err, NPO_ECORRUPT,
			"what is known of a file cannot be read");
	if (!file->path.len)
		file->path = path;
	return NPO_OK;
}

/* a longer path may be cut among the values */
bool
known_fits(const ix_known *file, npo_str value)
{
	return file->documents == 1 && file->path.len <= NPO_PATH_WHOLE &&
	       value.len <= SLOT_MAX;
}

npo_status
known_store(npo_db *db, const ix_known *file, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&key, NPO_META_FILE, file->path);
	known_encode(file, &value);
	st = npo_db_set_meta(db, npo_buf_str(&key), npo_buf_str(&value), err);
	npo_buf_release(&key);
	npo_buf_release(&value);
	return st;
}

npo_status
known_forget(npo_db *db, const char *path, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st;

	npo_term_make(&key, NPO_META_FILE, npo_str_of(path));
	st = npo_db_set_meta(db, npo_buf_str(&key), (npo_str){NULL, 0}, err);
	npo_buf_release(&key);
	return st;
}

/* ---------------------------------------------------------- how */

void
known_how(const ix_options *options, npo_buf *out)
{
	if (options->type || options->encoding || options->lang)
		npo_buf_addf(out, "%s/%s/%s", ix_or_empty(options->type),
			ix_or_empty(options->encoding),
			ix_or_empty(options->lang));
}

/* Another version may read what this one cannot. */
void
known_tried(const ix_options *options, npo_buf *out)
{
	npo_buf_addf(out, "%s %" PRIu64 " ", NPO_VERSION, options->max_size);
	known_how(options, out);
}

int64_t
known_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}
