/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dict.c - what the texts of a database have in common */
#include "dict.h"

#include <stdlib.h>
#include <string.h>

#include "npo/schema.h"

static npo_status
fail_damaged(npo_error *err)
{
	return npo_fail(err, NPO_ECORRUPT, "damaged dictionary of texts; "
		"remove the database, then index anew");
}

void
npo_dict_hash(npo_str bytes, char *hash)
{
	uint64_t number = npo_fnv1a(bytes);

	for (size_t i = 0; i < DICT_HASH; i++)
		hash[i] = (char)(number >> 8 * i);
}

npo_status
npo_dict_new(npo_str bytes, bool write, npo_dict **dict, npo_error *err)
{
	npo_dict *new;
	char hash[DICT_HASH];

	if (bytes.len < DICT_HASH)
		return fail_damaged(err);
	npo_dict_hash((npo_str){bytes.p + DICT_HASH, bytes.len - DICT_HASH},
		hash);
	if (memcmp(bytes.p, hash, DICT_HASH))
		return fail_damaged(err);
	bytes.p += DICT_HASH;
	bytes.len -= DICT_HASH;
	/* any bytes would do for zstd, but texts could not name them */
	if (!ZSTD_getDictID_fromDict(bytes.p, bytes.len))
		return fail_damaged(err);
	new = npo_calloc(1, sizeof(*new));
	if (write)
		new->compress =
			ZSTD_createCDict(bytes.p, bytes.len, ZSTD_LEVEL);
	else
		new->decompress = ZSTD_createDDict(bytes.p, bytes.len);
	if (!new->compress && !new->decompress) {
		npo_dict_free(new);
		return fail_damaged(err);
	}
	*dict = new;
	return NPO_OK;
}

npo_status
npo_dict_open(npo_db *db, uint32_t part, bool write, npo_dict **dict,
	npo_error *err)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_status st = npo_db_part_meta(
		db, part, npo_str_of(NPO_META_DICT), &bytes, err);

	*dict = NULL;
	if (!st && bytes.len)
		st = npo_dict_new(npo_buf_str(&bytes), write, dict, err);
	npo_buf_release(&bytes);
	return st;
}

void
npo_dict_free(npo_dict *dict)
{
	if (!dict)
		return;
	ZSTD_freeCDict(dict->compress);
	ZSTD_freeDDict(dict->decompress);
	free(dict);
}
