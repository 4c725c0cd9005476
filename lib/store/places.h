/* SPDX-License-Identifier: GPL-2.0-or-later */
/* places.h - where the terms of a document stand, as one value of it */
#ifndef NPO_STORE_PLACES_H
#define NPO_STORE_PLACES_H

#include "npo/base.h"

NPO_BEGIN

/*
 * Terms are known by their hashes, of which a list keeps as many bits as tell
 * its own terms apart, sorted (Elias, Efficient storage and retrieval by
 * content and address of static files, J. ACM 21, 1974; Fano 1971: the high
 * bits in unary, the low ones as they are). So a term that a document does not
 * have may be found in its list, and has to be looked up.
 *
 *	varint		terms n
 *	varint		positions p
 *	varint		the highest position
 *	byte		bits of a hash
 *	n + 2^h bits	h = log2(n), rounded down: for each value of a hash's
 *			first h bits a 1 for each term, then a 0
 *	n * l bits	the rest of each hash
 *	p bits		1: the first position of the next term
 *	p * k bits	the positions, ascending in each term; k: what the
 *			highest takes
 *
 * Bits are taken from the lowest of each byte on.
 */

/** One term of a document. */
typedef struct npo_placed {
	uint64_t hash;		/* npo_places_hash() */
	size_t first, count;	/* of the positions */
} npo_placed;

uint64_t npo_places_hash(npo_str term);

/**
 * Append the list of a document.
 *
 * terms	all that it has, also those without positions, so that none is
 *		taken for another; reordered by this call
 * placed	how many have positions, from 1
 * position	those of each term together and ascending
 */
void npo_places_encode(npo_placed *terms, size_t count, size_t placed,
	const uint32_t *position, npo_buf *out);

/** A list as it lies in a value, which is the caller's. */
typedef struct npo_places {
	npo_str bits;
	size_t terms, positions;
	unsigned high, low, wide;	/* bits of a hash, first and rest, and
					   of a position */
	size_t lows, starts, numbers;	/* bit where each part begins */
} npo_places;

/** False: these bytes are no list. Damage within one gives other positions. */
bool npo_places_open(npo_str bytes, npo_places *list);

/** Positions, growing. Zeroed to begin with. */
typedef struct npo_positions {
	uint32_t *p;
	size_t count, cap;
} npo_positions;

/** Add the positions of whatever has the hash, which may be another term;
 * false: nothing has. */
bool npo_places_find(
	const npo_places *list, uint64_t hash, npo_positions *out);

void npo_positions_add(npo_positions *list, uint32_t position);
/** In order and each once, for whom they are of several terms. */
void npo_positions_sort(npo_positions *list);
/**
 * Whether positions can be taken, one of each list, no two of them the same,
 * that lie within window words; in_order: in the order of the lists, as
 * Xapian's OP_PHRASE, else OP_NEAR, where of more than 32 lists two may have
 * the same. Lists are sorted.
 */
bool npo_positions_within(const npo_positions *list, size_t count,
	uint32_t window, bool in_order);

NPO_END

#endif
