/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words.c - the term dictionary kept up with a run's changes */
#include "indexer.h"

#include "npo/database.h"

/*
 * When more than one document in so many has gone since the dictionary was
 * made, it is made anew: it has their words still, which are in the way of
 * those that are looked for.
 */
#define STALE 20

npo_status
words_begin(ix_words *words, npo_db *db, npo_error *err)
{
	uint32_t count = 0;
	npo_status st = NPO_OK;

	if (words->counted)
		return NPO_OK;
	st = npo_db_count(db, &count, err);
	words->documents = count;
	words->counted = !st;
	return st;
}

npo_status
words_settle(ix_words *words, npo_db *db, npo_error *err)
{
	size_t count;
	const npo_str *word = npo_strset_sorted(&words->gathered, &count);
	uint32_t left = 0;
	npo_status st;

	if (!words->counted)
		return NPO_OK;
	st = npo_db_count(db, &left, err);
	if (st)
		return st;
	if ((words->documents - left) * STALE > left) {
		words->documents = left;
		return npo_termdict_build(db, err);
	}
	return count ? npo_termdict_add(db, word, count, err) : NPO_OK;
}
