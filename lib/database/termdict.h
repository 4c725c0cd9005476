/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict.h - inside lib/database: a piece of the term dictionary */
#ifndef NPO_LIB_DATABASE_TERMDICT_H
#define NPO_LIB_DATABASE_TERMDICT_H

#include "npo/database.h"
#include "npo/schema.h"

/* Terms of a piece: about so many as it is made, and at most. Fewer are sooner
 * read, more take fewer keys. */
#define TERMDICT_TERMS 128
#define TERMDICT_MAX 256
/*
 * A piece has the key NPO_META_TERMS and its last term, or one that was its
 * last; the last piece has TERMDICT_LAST, which is behind every term. Their
 * keys, as a piece themselves, stand under NPO_META_TERMS alone.
 */
#define TERMDICT_LAST "\xFF"

/** A term of a piece. */
typedef struct termdict_place {
	uint32_t head;		/* termdict_head() behind the piece's prefix */
	uint32_t end;		/* in the text; the one before ends where it
				   begins */
} termdict_place;

/** Terms in order, one behind the other. Zeroed to begin with. */
typedef struct termdict_piece {
	npo_buf text;
	termdict_place *place;
	uint32_t *freq;		/* of each: 1 + its documents, 0: not looked up
				   yet; NULL: none was */
	size_t count, cap;
	size_t prefix;		/* bytes that all terms are known to share */
} termdict_piece;

/** The first four bytes as a number, which mostly tells the order of two. */
static inline uint32_t
termdict_head(npo_str term)
{
	const uint8_t *p = (const uint8_t *)term.p;
	uint32_t head = 0;

	/* which compilers make one load of */
	if (term.len >= 4)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			(uint32_t)p[2] << 8 | p[3];
	for (size_t i = 0; i < 4; i++)
		head = head << 8 | (i < term.len ? p[i] : 0);
	return head;
}

void termdict_piece_release(termdict_piece *piece);
void termdict_piece_reset(termdict_piece *piece);
void termdict_piece_add(termdict_piece *piece, npo_str term);
npo_str termdict_piece_term(const termdict_piece *piece, size_t i);
/** How many of its terms are before target, of which the first ones are known
 * to be. */
size_t termdict_piece_before(
	const termdict_piece *piece, size_t known, npo_str target);

/**
 * Terms first to end of a piece, written over out: each as the bytes that it
 * shares with the one before, and the others.
 */
void termdict_piece_encode(const termdict_piece *piece, size_t first,
	size_t end, npo_buf *out);
/**
 * Read the piece of a key, or for an empty one the keys, into an empty piece.
 * Without terms if there is none.
 *
 * value	scratch space
 *
 * NPO_ECORRUPT.
 */
NPO_CHECKED npo_status termdict_read(npo_db *db, npo_str last, npo_buf *value,
	termdict_piece *piece, npo_error *err);
/** Into an empty piece. NPO_ECORRUPT: bytes are no piece. */
NPO_CHECKED npo_status termdict_piece_decode(
	npo_str bytes, termdict_piece *piece, npo_error *err);

#endif
