/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict.c - a cursor over the term dictionary, its pieces kept */
#include "termdict.h"

#include <stdlib.h>

#define KEPT 8192		/* pieces, of some 3 KB each */

struct npo_termdict {
	npo_db *db;		/* the caller's */
	termdict_piece keys;	/* of the pieces */
	termdict_piece **piece;	/* one a key, or NULL: it has not been read */
	size_t kept;
	size_t at, i;		/* the cursor: a piece, a term in it */
	npo_buf value;
};

npo_status
termdict_read(npo_db *db, npo_str last, npo_buf *value, termdict_piece *piece,
	npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st;

	npo_buf_adds(&key, NPO_META_TERMS);
	npo_buf_addstr(&key, last);
	npo_buf_reset(value);
	st = npo_db_meta(db, npo_buf_str(&key), value, err);
	npo_buf_release(&key);
	/* a piece without terms has the empty one */
	if (!st && !value->len && last.len)
		return npo_fail(err, NPO_ECORRUPT, "damaged term dictionary");
	return st ? st : termdict_piece_decode(npo_buf_str(value), piece, err);
}

npo_status
npo_termdict_open(npo_db *db, npo_termdict **dict, npo_error *err)
{
	npo_termdict *new;
	npo_status st;

	if (!npo_db_is_one(db))
		return npo_fail(err, NPO_ENOTFOUND, "several databases");
	new = npo_calloc(1, sizeof(*new));
	new->db = db;
	st = termdict_read(
		db, (npo_str){ "", 0 }, &new->value, &new->keys, err);
	if (!st && !new->keys.count)
		st = npo_fail(err, NPO_ENOTFOUND, "no term dictionary");
	if (st) {
		npo_termdict_free(new);
		return st;
	}
	new->piece = npo_calloc(new->keys.count, sizeof(*new->piece));
	*dict = new;
	return NPO_OK;
}

static void
forget_pieces(npo_termdict *dict)
{
	for (size_t i = 0; dict->kept; i++) {
		if (!dict->piece[i])
			continue;
		termdict_piece_release(dict->piece[i]);
		free(dict->piece[i]);
		dict->piece[i] = NULL;
		dict->kept--;
	}
}

void
npo_termdict_free(npo_termdict *dict)
{
	if (!dict)
		return;
	forget_pieces(dict);
	free(dict->piece);
	termdict_piece_release(&dict->keys);
	npo_buf_release(&dict->value);
	free(dict);
}

/* read the piece of the cursor, if it has not been read; or it is at the end */
static npo_status
need_piece(npo_termdict *dict, npo_error *err)
{
	termdict_piece *piece;
	npo_status st;

	if (dict->piece[dict->at])
		return NPO_OK;
	if (dict->kept == KEPT)
		forget_pieces(dict);
	piece = npo_calloc(1, sizeof(*piece));
	st = termdict_read(dict->db,
		termdict_piece_term(&dict->keys, dict->at), &dict->value,
		piece, err);
	if (st) {
		/* a piece without terms would say that there are none */
		termdict_piece_release(piece);
		free(piece);
		dict->at = dict->keys.count;
		return st;
	}
	dict->kept++;
	dict->piece[dict->at] = piece;
	return NPO_OK;
}

/* the piece that has a term, if any has: mostly the cursor's or one behind */
static size_t
piece_of(const npo_termdict *dict, npo_str term)
{
	size_t at = dict->at;

	if (at && (at >= dict->keys.count ||
		npo_str_compare(term,
			termdict_piece_term(&dict->keys, at - 1)) <= 0))
		at = 0;
	return termdict_piece_before(&dict->keys, at, term);
}

/* the term where the cursor stands, or the first of the next piece */
static npo_status
settle(npo_termdict *dict, npo_str *term, npo_error *err)
{
	while (dict->at < dict->keys.count &&
		dict->i == dict->piece[dict->at]->count) {
		npo_status st = NPO_OK;

		dict->i = 0;
		if (++dict->at < dict->keys.count)
			st = need_piece(dict, err);
		if (st)
			return st;
	}
	*term = dict->at == dict->keys.count
		? (npo_str){ NULL, 0 }
		: termdict_piece_term(dict->piece[dict->at], dict->i);
	return NPO_OK;
}

/* how many terms of the piece at hand are known to be before a target that is
 * in it, behind the cursor's term; 0: that is not so */
static size_t
ahead(const npo_termdict *dict, npo_str target)
{
	const termdict_piece *piece = dict->at < dict->keys.count
		? dict->piece[dict->at] : NULL;

	if (!piece || dict->i >= piece->count ||
		npo_str_compare(termdict_piece_term(piece, dict->i),
			target) >= 0 ||
		npo_str_compare(target, termdict_piece_term(
				&dict->keys, dict->at)) > 0)
		return 0;
	return dict->i + 1;
}

npo_status
npo_termdict_seek(
	npo_termdict *dict, npo_str target, npo_str *term, npo_error *err)
{
	size_t known = ahead(dict, target);
	npo_status st = NPO_OK;

	if (!known) {
		dict->at = piece_of(dict, target);
		if (dict->at < dict->keys.count)
			st = need_piece(dict, err);
	}
	if (st)
		return st;
	if (dict->at < dict->keys.count)
		dict->i = termdict_piece_before(
			dict->piece[dict->at], known, target);
	return settle(dict, term, err);
}

npo_status
npo_termdict_next(npo_termdict *dict, npo_str *term, npo_error *err)
{
	if (dict->at < dict->keys.count)
		dict->i++;
	return settle(dict, term, err);
}

/* the piece that has the term, where it has been read, and the number of the
 * term in it; false: it is in none, where *piece is NULL, or that has not been
 * read */
static bool
find_read(npo_termdict *dict, npo_str term, termdict_piece **piece, size_t *i)
{
	size_t at = piece_of(dict, term);

	*piece = NULL;
	if (at == dict->keys.count)
		return true;
	if (!dict->piece[at])
		return false;
	*i = termdict_piece_before(dict->piece[at], 0, term);
	if (*i < dict->piece[at]->count &&
		npo_str_equal(termdict_piece_term(dict->piece[at], *i), term))
		*piece = dict->piece[at];
	return true;
}

npo_status
npo_termdict_freq(npo_termdict *dict, npo_str term, uint32_t *documents,
	npo_error *err)
{
	termdict_piece *piece;
	size_t i = 0;
	bool read = find_read(dict, term, &piece, &i);
	bool known = piece && piece->freq && piece->freq[i];
	npo_status st;

	*documents = known ? piece->freq[i] - 1 : 0;
	if (read && (!piece || known))
		return NPO_OK;
	st = npo_db_termfreq(dict->db, term, documents, err);
	if (st || !piece)
		return st;
	if (!piece->freq)
		piece->freq = npo_calloc(piece->count, sizeof(*piece->freq));
	piece->freq[i] = *documents + 1;
	return NPO_OK;
}
