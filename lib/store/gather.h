/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gather.h - the terms of a document while it is made */
#ifndef NPO_STORE_GATHER_H
#define NPO_STORE_GATHER_H

#include "places.h"

NPO_BEGIN

/** One term of the document, in the order of first occurrences. */
typedef struct npo_gathered {
	uint64_t hash;		/* npo_places_hash() */
	size_t at, len;		/* its bytes, in text */
	uint32_t wdf;
	size_t first, count;	/* of its positions */
} npo_gathered;

/** One occurrence that has a position. */
typedef struct npo_occurrence {
	uint32_t term;		/* its number */
	uint32_t position;
} npo_occurrence;

/** Zeroed to begin with. */
typedef struct npo_gather {
	npo_buf text;
	npo_gathered *term;
	size_t count, cap;
	npo_occurrence *occurrence;
	size_t occurrences, occurrence_cap;
	uint32_t *position;	/* see npo_gather_arrange() */
	size_t position_cap;
	uint32_t *slot;		/* of a hash table: number of a term, one
				   higher; 0: free */
	size_t slots;		/* a power of two */
} npo_gather;

/** Add an occurrence; position 0: none is to be kept. */
void npo_gather_add(
	npo_gather *g, npo_str term, uint32_t position, uint32_t wdf);
/** The bytes of term i, valid until one more is added. */
npo_str npo_gather_term(const npo_gather *g, size_t i);
/** Put the positions of each term together, ascending and each once. */
void npo_gather_arrange(npo_gather *g);
/** Append the arranged positions as npo_places_encode() has them; nothing if
 * there are none. */
void npo_gather_encode(const npo_gather *g, npo_buf *out);
void npo_gather_reset(npo_gather *g);
void npo_gather_release(npo_gather *g);

NPO_END

#endif
