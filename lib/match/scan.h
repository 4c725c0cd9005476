/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scan.h - a word, as a weighted transducer, over the sorted terms */
#ifndef NPO_MATCH_SCAN_H
#define NPO_MATCH_SCAN_H

#include "npo/match.h"
#include "arcs.h"

#define SCAN_LETTERS ARCS_LETTERS	/* of a query word */
#define SCAN_DEPTH 80			/* letters of a term */
#define SCAN_STEMS 32			/* kept of the stems found */
#define SCAN_NONE ARCS_NONE		/* a cost beyond every bound */

/** Query and vocabulary of one scan. */
typedef enum scan_direction {
	SCAN_TO_CYRILLIC,
	SCAN_TO_LATIN,
	SCAN_LATIN
} scan_direction;

/** A term that the whole word may be spelled as. */
typedef struct scan_found {
	size_t at, len;		/* bytes of npo_buf text */
	uint32_t documents;
	float cost;
} scan_found;

/**
 * A prefix of terms that the word's first letters may be spelled as, where
 * the rest of the word may be an ending.
 */
typedef struct scan_stem {
	size_t at, len;		/* bytes of npo_buf text */
	uint8_t place;		/* letters of the word before the ending */
	float cost;		/* of the letters, without the ending */
	float total;		/* with the likeliest ending */
} scan_stem;

typedef struct scan scan;

scan *scan_new(void);
void scan_free(scan *s);

/**
 * Find what a word may be spelled as.
 *
 * symbol, len	the word, at most SCAN_LETTERS
 * ending	of len + 1 costs: that the word from that letter on is an
 *		ending; SCAN_NONE where it cannot be; NULL: no stems wanted
 * bound	nats; what is dearer is not found
 * window	nats; nor is what is that much dearer than the best
 */
void scan_run(scan *s, scan_direction direction, const uint8_t *symbol,
	size_t len, const float *ending, const npo_vocabulary *vocabulary,
	float bound, float window);

/** Results, valid until the next run; found in order of the terms, stems best
 * first. */
const scan_found *scan_terms(const scan *s, size_t *count);
const scan_stem *scan_stems(const scan *s, size_t *count);
npo_str scan_text(const scan *s, size_t at, size_t len);

#endif
