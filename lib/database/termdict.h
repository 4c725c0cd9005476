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
/* Terms of a group in a piece; the first of each shares nothing. */
#define TERMDICT_GROUP 16
/*
 * A term is a byte, of which the high half is how many bytes it shares with the
 * term before and the low half how many it has besides; this in either means
 * that a byte follows that is added to it, first for the shared ones. Then come
 * the bytes that it has besides.
 */
#define TERMDICT_HALF 15u
/*
 * A piece has the key NPO_META_TERMS and its last term, or something between
 * that and the next term; the last piece has TERMDICT_LAST, which is behind
 * every term. Their keys, as a piece themselves, stand under NPO_META_TERMS
 * alone.
 */
#define TERMDICT_LAST "\xFF"

/** A term of a piece. */
typedef struct termdict_place {
	uint32_t head;		/* termdict_head() behind the piece's prefix */
	uint32_t end;		/* in the text; the one before ends where it
				   begins */
	uint8_t fields;		/* NPO_IN_TITLE... */
} termdict_place;

/* Bits of fields. */
#define TERMDICT_FIELDS 2

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
void termdict_piece_add(termdict_piece *piece, npo_str term, unsigned fields);
npo_str termdict_piece_term(const termdict_piece *piece, size_t i);
/** How many bytes both begin with. */
size_t termdict_shared_bytes(npo_str a, npo_str b);
/** How many of its terms are before target. */
size_t termdict_piece_before(const termdict_piece *piece, npo_str target);

/** Terms first to end of a piece, written over out as they are stored: see
 * npo-schema(7). */
void termdict_piece_encode(const termdict_piece *piece, size_t first,
	size_t end, npo_buf *out);
/**
 * A piece as it is stored, of which groups are read when something is looked
 * for in them: a search that has just started asks for 200 terms in 40 pieces.
 * Zeroed to begin with.
 */
typedef struct termdict_list {
	npo_buf bytes;
	size_t count;		/* terms */
	size_t maps;		/* in the bytes, where the bits of each field
				   begin that any is in */
	unsigned fields;	/* that is these */
	size_t groups;
	struct {
		uint32_t at;		/* in the bytes, where it begins */
		uint32_t head;		/* termdict_head() of its first term */
		termdict_piece *terms;	/* NULL: it has not been read */
	} *group;		/* and one that begins at the end */
} termdict_list;

/** Bytes that a bit for each of so many terms takes. */
static inline size_t
termdict_map_bytes(size_t count)
{
	return count / 8 + (count % 8 != 0);
}

void termdict_list_release(termdict_list *list);
/**
 * The piece of a key, or for an empty one the keys, into an empty list. Without
 * terms if there is none. NPO_ECORRUPT.
 */
NPO_CHECKED npo_status termdict_list_read(
	npo_db *db, npo_str last, termdict_list *list, npo_error *err);
/** Term *i of the list: the group, in which it is number *i. NPO_ECORRUPT. */
NPO_CHECKED npo_status termdict_list_find(termdict_list *list, size_t *i,
	termdict_piece **group, npo_error *err);
/** How many of its terms are before target, if that is seen in the group of
 * term near, which has been read; else false. */
bool termdict_list_near(const termdict_list *list, size_t near, npo_str target,
	size_t *before);
/** How many of its terms are before target, probably about near.
 * NPO_ECORRUPT. */
NPO_CHECKED npo_status termdict_list_before(termdict_list *list, size_t near,
	npo_str target, size_t *before, npo_error *err);
/** In which fields term i may be. */
unsigned termdict_list_fields(const termdict_list *list, size_t i);
/** As termdict_list_read(), all terms into an empty piece. */
NPO_CHECKED npo_status termdict_read(
	npo_db *db, npo_str last, termdict_piece *piece, npo_error *err);

#endif
