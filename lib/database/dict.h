/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dict.h - inside lib/database: the dictionary of texts as zstd knows it */
#ifndef NPO_LIB_DATABASE_DICT_H
#define NPO_LIB_DATABASE_DICT_H

#include <zstd.h>

#include "npo/database.h"

#define ZSTD_LEVEL 3

/* Bytes in front of a dictionary: its npo_fnv1a(), the lowest first. zstd takes
 * a damaged one, and makes other texts by it. */
#define DICT_HASH 8

/* One of them is NULL: it takes longer to make both. */
struct npo_dict {
	ZSTD_CDict *compress;
	ZSTD_DDict *decompress;
};

void npo_dict_hash(npo_str bytes, char *hash);

#endif
