/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arcs.h - the arcs of one query word, sorted for the scan */
#ifndef NPO_MATCH_ARCS_H
#define NPO_MATCH_ARCS_H

#include "tables.h"

#define ARCS_LETTERS 60			/* of a query word */
#define ARCS_PLACES (ARCS_LETTERS + 3)	/* before each symbol, and last */
#define ARCS_NONE 1e9f			/* a cost beyond every bound */

/** A way from one place in the query word to another (or the same). */
typedef struct word_arc {
	float cost;
	uint8_t to, context, len;
	uint8_t symbol[8];
} word_arc;

/** The arcs of a place that begin with one symbol. */
typedef struct word_exit {
	uint16_t first, end;	/* arcs */
	float least;		/* to the end of the word by the best of them */
	uint8_t symbol;
	uint8_t context;	/* of any of them */
} word_exit;

typedef struct word_arcs {
	float bound;
	uint8_t query[ARCS_PLACES];
	size_t len;			/* of query, both ends included */
	word_arc *arc;
	size_t arcs, arc_cap;
	word_exit *exit;
	size_t exits, exit_cap;
	uint16_t first_arc[ARCS_PLACES + 1];/* those of no symbol stand */
	uint16_t first_symbol[ARCS_PLACES];	/* before those of one */
	uint16_t first_exit[ARCS_PLACES + 1];
	uint8_t exit_of[ARCS_PLACES][256];	/* counted from 1 at a place */
	float rest[ARCS_PLACES];	/* least cost from there to the end */
} word_arcs;

/**
 * Find the arcs of a word.
 *
 * symbol, len		the word, at most ARCS_LETTERS
 * context_of_query	an arc's context is the query's, not the term's
 * ending		of len + 1 costs, or NULL; see scan_run()
 * bound		nats; dearer arcs are left out
 */
void arcs_find(word_arcs *w, const struct arc_table *table,
	const uint8_t *symbol, size_t len, bool context_of_query,
	const float *ending, float bound);
void arcs_release(word_arcs *w);

/** The lesser cost; inlined, where fminf() is a call. */
static inline float
arcs_least(float a, float b)
{
	return b < a ? b : a;
}

/** The exit of a place by a symbol, or NULL. */
static inline const word_exit *
arcs_exit(const word_arcs *w, size_t place, uint8_t symbol)
{
	uint8_t n = w->exit_of[place][symbol];

	return n ? &w->exit[w->first_exit[place] + n - 1] : NULL;
}

#endif
