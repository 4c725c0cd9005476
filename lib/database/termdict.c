/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict.c - a cursor over the term dictionary, its pieces kept */
#include "termdict.h"

#include <stdlib.h>

#define KEPT 8192		/* pieces, of 1 to 4 KB each */
#define ROW 64			/* of a search few rows have any piece */

struct npo_termdict {
	npo_db *db;		/* the caller's */
	termdict_list keys;	/* of the pieces */
	termdict_list ***row;	/* the pieces of ROW keys each; NULL: no row, or
				   no piece has been read */
	size_t kept;
	size_t at, i;		/* the cursor: a piece, a term in it */
};

npo_status
npo_termdict_open(npo_db *db, npo_termdict **dict, npo_error *err)
{
	npo_termdict *new;
	npo_status st;

	if (!npo_db_is_one(db))
		return npo_fail(err, NPO_ENOTFOUND, "several databases");
	new = npo_calloc(1, sizeof(*new));
	new->db = db;
	st = termdict_list_read(db, (npo_str){ "", 0 }, &new->keys, err);
	if (!st && !new->keys.count)
		st = npo_fail(err, NPO_ENOTFOUND, "no term dictionary");
	if (st) {
		npo_termdict_free(new);
		return st;
	}
	new->row = npo_calloc(new->keys.count / ROW + 1, sizeof(*new->row));
	*dict = new;
	return NPO_OK;
}

/* NULL: it has not been read */
static termdict_list *
piece_at(const npo_termdict *dict, size_t at)
{
	termdict_list **row = dict->row[at / ROW];

	return row ? row[at % ROW] : NULL;
}

static void
keep_piece(npo_termdict *dict, size_t at, termdict_list *piece)
{
	termdict_list ***row = &dict->row[at / ROW];

	if (!*row)
		*row = npo_calloc(ROW, sizeof(**row));
	(*row)[at % ROW] = piece;
	dict->kept++;
}

static void
forget_row(termdict_list **row)
{
	for (size_t i = 0; row && i < ROW; i++) {
		if (!row[i])
			continue;
		termdict_list_release(row[i]);
		free(row[i]);
	}
	free(row);
}

static void
forget_pieces(npo_termdict *dict)
{
	for (size_t at = 0; at < dict->keys.count; at += ROW) {
		forget_row(dict->row[at / ROW]);
		dict->row[at / ROW] = NULL;
	}
	dict->kept = 0;
}

void
npo_termdict_free(npo_termdict *dict)
{
	if (!dict)
		return;
	if (dict->row)
		forget_pieces(dict);
	free(dict->row);
	termdict_list_release(&dict->keys);
	free(dict);
}

static npo_status
term_of(termdict_list *list, size_t i, npo_str *term, npo_error *err)
{
	termdict_piece *group;
	npo_status st = termdict_list_find(list, &i, &group, err);

	if (!st)
		*term = termdict_piece_term(group, i);
	return st;
}

/* read a piece, if it has not been read */
static npo_status
need_piece(npo_termdict *dict, size_t at, npo_error *err)
{
	termdict_list *piece;
	npo_str key;
	npo_status st;

	if (piece_at(dict, at))
		return NPO_OK;
	if (dict->kept == KEPT)
		forget_pieces(dict);
	piece = npo_calloc(1, sizeof(*piece));
	st = term_of(&dict->keys, at, &key, err);
	if (!st)
		st = termdict_list_read(dict->db, key, piece, err);
	if (st) {
		/* a piece without terms would say that there are none */
		termdict_list_release(piece);
		free(piece);
		return st;
	}
	keep_piece(dict, at, piece);
	return NPO_OK;
}

/* the term where the cursor stands, or the first of the next piece */
static npo_status
settle(npo_termdict *dict, npo_str *term, npo_error *err)
{
	*term = (npo_str){ NULL, 0 };
	for (; dict->at < dict->keys.count; dict->at++, dict->i = 0) {
		npo_status st = need_piece(dict, dict->at, err);
		termdict_list *piece;

		if (st)
			return st;
		piece = piece_at(dict, dict->at);
		if (dict->i < piece->count)
			return term_of(piece, dict->i, term, err);
	}
	return NPO_OK;
}

npo_status
npo_termdict_seek(
	npo_termdict *dict, npo_str target, npo_str *term, npo_error *err)
{
	size_t at = dict->at;
	termdict_list *piece =
		at < dict->keys.count ? piece_at(dict, at) : NULL;
	npo_status st;

	/* mostly it is in the same piece, not far away */
	if (piece && termdict_list_near(piece, dict->i, target, &dict->i))
		return settle(dict, term, err);
	st = termdict_list_before(&dict->keys, at, target, &dict->at, err);
	if (dict->at != at)
		dict->i = 0;
	if (!st && dict->at < dict->keys.count)
		st = need_piece(dict, dict->at, err);
	if (!st && dict->at < dict->keys.count)
		st = termdict_list_before(piece_at(dict, dict->at), dict->i,
			target, &dict->i, err);
	if (!st)
		return settle(dict, term, err);
	/* nothing is found from here on */
	dict->at = dict->keys.count;
	return st;
}

npo_status
npo_termdict_next(npo_termdict *dict, npo_str *term, npo_error *err)
{
	dict->i++;
	return settle(dict, term, err);
}

/** Where a term is, as far as that has been read. */
typedef struct found {
	bool read;		/* the piece that has it, if any has */
	termdict_list *piece;	/* NULL: none has */
	size_t i;
} found;

static npo_status
find_read(npo_termdict *dict, npo_str term, found *f, npo_error *err)
{
	termdict_list *piece = NULL;
	npo_str own = { NULL, 0 };
	size_t at;
	npo_status st = termdict_list_before(
		&dict->keys, dict->at, term, &at, err);

	*f = (found){ .read = true };
	if (st || at == dict->keys.count)
		return st;
	piece = piece_at(dict, at);
	f->read = piece != NULL;
	if (!piece)
		return NPO_OK;
	st = termdict_list_before(
		piece, at == dict->at ? dict->i : 0, term, &f->i, err);
	if (!st && f->i < piece->count)
		st = term_of(piece, f->i, &own, err);
	if (!st && npo_str_equal(own, term))
		f->piece = piece;
	return st;
}

npo_status
npo_termdict_fields(
	npo_termdict *dict, npo_str term, unsigned *fields, npo_error *err)
{
	found f;
	npo_status st;

	/* keys have those of all terms */
	*fields = dict->keys.fields;
	if (!*fields)
		return NPO_OK;
	st = find_read(dict, term, &f, err);
	*fields = f.piece ? termdict_list_fields(f.piece, f.i)
			  : NPO_IN_TITLE | NPO_IN_SECTION;
	return st;
}

npo_status
npo_termdict_freq(npo_termdict *dict, npo_str term, uint32_t *documents,
	npo_error *err)
{
	termdict_piece *group = NULL;
	found f;
	npo_status st = find_read(dict, term, &f, err);
	size_t i = f.i;
	bool known;

	if (!st && f.piece)
		st = termdict_list_find(f.piece, &i, &group, err);
	known = !st && group && group->freq && group->freq[i];
	*documents = known ? group->freq[i] - 1 : 0;
	if (st || (f.read && (!group || known)))
		return st;
	st = npo_db_termfreq(dict->db, term, documents, err);
	if (st || !group)
		return st;
	if (!group->freq)
		group->freq = npo_calloc(group->count, sizeof(*group->freq));
	group->freq[i] = *documents + 1;
	return NPO_OK;
}
