/* SPDX-License-Identifier: GPL-2.0-or-later */
/* strset.c - strings gathered, then sorted, each once */
#include "npo/base.h"

#include <stdlib.h>
#include <string.h>

/* Strings gathered before those that are there more than once are dropped. */
#define LEAST 8192

/* Most of what is added was added not long ago: a power of two of places, each
 * for the last string whose hash leads there. */
#define RECENT 8192

/** Where its bytes are in the set's text; none at all: an empty place. */
struct npo_strset_recent {
	uint32_t at, len;
};

static int
compare(const void *a, const void *b)
{
	return npo_str_compare(*(const npo_str *)a, *(const npo_str *)b);
}

static void
forget_recent(npo_strset *set)
{
	if (set->recent)
		memset(set->recent, 0, RECENT * sizeof(*set->recent));
}

/* the strings in order, each once; the array and the bytes are the set's */
static void
sort(npo_strset *set)
{
	npo_buf text = NPO_BUF_INIT;
	const char *at = set->text.p;
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++) {
		set->item[i].p = at;
		at += set->item[i].len;
	}
	if (set->count > 1)
		qsort(set->item, set->count, sizeof(*set->item), compare);
	npo_buf_reserve(&text, set->text.len);
	for (size_t i = 0; i < set->count; i++) {
		if (kept && npo_str_equal(
				set->item[i], set->item[kept - 1]))
			continue;
		npo_buf_addstr(&text, set->item[i]);
		set->item[kept] = set->item[i];
		set->item[kept++].p = text.p + text.len - set->item[i].len;
	}
	npo_buf_release(&set->text);
	set->text = text;
	set->count = set->sorted = kept;
	forget_recent(set);
}

/* whether it is one of those; it is one from now on */
static bool
is_recent(npo_strset *set, npo_str string)
{
	struct npo_strset_recent *recent;
	npo_str last;

	/* a few strings need no such help */
	if (set->count < LEAST / 8 || !string.len ||
		set->text.len + string.len > UINT32_MAX)
		return false;
	if (!set->recent)
		set->recent = npo_calloc(RECENT, sizeof(*set->recent));
	recent = &set->recent[npo_fnv1a(string) % RECENT];
	last = (npo_str){ set->text.p + recent->at, recent->len };
	if (npo_str_equal(last, string))
		return true;
	*recent = (struct npo_strset_recent){ (uint32_t)set->text.len,
		(uint32_t)string.len };
	return false;
}

void
npo_strset_add(npo_strset *set, npo_str string)
{
	if (set->count > LEAST && set->count > 2 * set->sorted)
		sort(set);
	if (is_recent(set, string))
		return;
	NPO_GROW(set->item, set->count, set->cap);
	npo_buf_addstr(&set->text, string);
	/* where its bytes are is known again when they are sorted */
	set->item[set->count++] = (npo_str){ NULL, string.len };
}

const npo_str *
npo_strset_sorted(npo_strset *set, size_t *count)
{
	if (set->count > set->sorted)
		sort(set);
	*count = set->count;
	return set->item;
}

void
npo_strset_reset(npo_strset *set)
{
	npo_buf_reset(&set->text);
	set->count = set->sorted = 0;
	forget_recent(set);
}

void
npo_strset_release(npo_strset *set)
{
	npo_buf_release(&set->text);
	free(set->item);
	free(set->recent);
	memset(set, 0, sizeof(*set));
}
