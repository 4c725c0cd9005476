/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snippet.h - the windows of a snippet, within the searcher */
#ifndef SEARCHER_SNIPPET_H
#define SEARCHER_SNIPPET_H

#include "npo/base.h"

/** A part of the text, by its bytes. */
typedef struct snippet_part {
	size_t start, end;
	float value;
} snippet_part;

/** The code points that begin between two bytes. */
size_t snippet_letters(npo_str text, size_t from, size_t to);
/** The first byte from at on that is no blank of ASCII. */
size_t snippet_skip_blanks(npo_str text, size_t at);

/**
 * Widen a window to SNIPPET_LETTERS on both sides, from border to border of
 * words. It does not reach into another part, nor, on its left, beyond its
 * paragraph.
 *
 * first, last	bytes of the text that have to be in it; the same: none
 * parts	that are taken, count of them; NULL if count is 0
 */
snippet_part snippet_widen(npo_str text, size_t first, size_t last,
	const snippet_part *parts, size_t count);

#endif
