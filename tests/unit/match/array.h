/* SPDX-License-Identifier: GPL-2.0-or-later */
/* array.h - a sorted array of terms as a vocabulary */
#ifndef NPO_TEST_ARRAY_H
#define NPO_TEST_ARRAY_H

#include "npo/match.h"

typedef struct array {
	const char *const *term;	/* in byte order */
	size_t count;
	size_t at;
} array;

static size_t
array_find(const array *a, npo_str target)
{
	size_t i = 0;

	while (i < a->count &&
		npo_str_compare(npo_str_of(a->term[i]), target) < 0)
		i++;
	return i;
}

static void
array_show(const array *a, npo_str *found)
{
	*found = npo_str_of(a->at < a->count ? a->term[a->at] : NULL);
}

static void
array_seek(void *self, npo_str target, npo_str *found)
{
	array *a = self;

	a->at = array_find(a, target);
	array_show(a, found);
}

static void
array_next(void *self, npo_str *found)
{
	array *a = self;

	a->at += a->at < a->count;
	array_show(a, found);
}

static uint32_t
array_freq(void *self, npo_str term)
{
	array *a = self;
	size_t i = array_find(a, term);

	return i < a->count && npo_str_equal(npo_str_of(a->term[i]), term);
}

static inline npo_vocabulary
array_vocabulary(array *a)
{
	return (npo_vocabulary){ array_seek, array_next, array_freq, a,
		(uint32_t)a->count };
}

#endif
