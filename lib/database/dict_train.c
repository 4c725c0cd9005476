/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dict_train.c - a dictionary of some texts, for who makes a database */
#include <zdict.h>

#include "dict.h"

/* zstd asks for texts of a hundred times the dictionary; ten are not much
 * worse, and fewer are no sample */
#define TRAIN_TIMES 10
#define TRAIN_LEAST 64

#define NUMBER 4 /* where that of a dictionary is in its bytes */

/* A frame names its dictionary in as few bytes as the number takes, and it is
 * one of four bytes: of it only so much that another one is noticed (RFC 8878,
 * 5: behind four bytes of magic number, the lowest first). */
static void
shorten_number(char *dict)
{
	if (!dict[NUMBER] && !dict[NUMBER + 1])
		dict[NUMBER] = 1;
	dict[NUMBER + 2] = dict[NUMBER + 3] = 0;
}

void
npo_dict_train(
	const npo_buf *texts, const size_t *len, size_t count, npo_buf *bytes)
{
	size_t size = texts->len / TRAIN_TIMES;
	char *dict;

	npo_buf_reset(bytes);
	if (count < TRAIN_LEAST)
		return;
	if (size > NPO_DICT_BYTES)
		size = NPO_DICT_BYTES;
	npo_buf_reserve(bytes, DICT_HASH + size);
	dict = bytes->p + DICT_HASH;
	size = ZDICT_trainFromBuffer(
		dict, size, texts->p, len, (unsigned)count);
	if (ZDICT_isError(size))
		return;
	shorten_number(dict);
	npo_dict_hash((npo_str){dict, size}, bytes->p);
	bytes->len = DICT_HASH + size;
}
