/* SPDX-License-Identifier: GPL-2.0-or-later */
/* within.c - positions, and whether words stand near each other */
#include "places.h"

#include <stdlib.h>
#include <string.h>

/* To see that no two of more lists share a position would take too long. */
#define LISTS_MAX 32

void
npo_positions_add(npo_positions *list, uint32_t position)
{
	NPO_GROW(list->p, list->count, list->cap);
	list->p[list->count++] = position;
}

static int
compare(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return left < right ? -1 : left > right;
}

void
npo_positions_sort(npo_positions *list)
{
	size_t kept = 1;

	if (!list->count)
		return;
	qsort(list->p, list->count, sizeof(*list->p), compare);
	for (size_t i = 1; i < list->count; i++) {
		if (list->p[i] != list->p[kept - 1])
			list->p[kept++] = list->p[i];
	}
	list->count = kept;
}

/* the first of a list at from or behind it, where at is on the way there */
static bool
advance(const npo_positions *list, size_t *at, uint64_t from)
{
	while (*at < list->count && list->p[*at] < from)
		++*at;
	return *at < list->count;
}

static bool
within_in_order(
	const npo_positions *list, size_t count, uint32_t window, size_t *at)
{
	for (size_t i = 0; i < list[0].count; i++) {
		uint64_t first = list[0].p[i], last = first;
		size_t k = 1;

		for (; k < count && last < first + window; k++) {
			if (!advance(&list[k], &at[k], last + 1))
				return false;
			last = list[k].p[at[k]];
		}
		if (k == count && last < first + window)
			return true;
	}
	return false;
}

/** One position to be chosen of each list, below an end. */
typedef struct choice {
	const npo_positions *list;
	size_t count;
	size_t *at;		/* of each list, the first that may be chosen */
	uint64_t end;
	npo_positions places;	/* all that may be chosen */
	size_t *owner;		/* of each, the list that has chosen it, one
				   higher; 0: none has */
	bool *tried;		/* each, for the list that now chooses */
} choice;

/* by Hall's theorem more of a list than there are lists are in vain */
static bool
may_choose(const choice *c, size_t k, size_t n)
{
	const npo_positions *list = &c->list[k];

	return n < c->count && c->at[k] + n < list->count &&
		list->p[c->at[k] + n] < c->end;
}

static size_t
place_of(const choice *c, size_t k, size_t n)
{
	const uint32_t *found = bsearch(&c->list[k].p[c->at[k] + n],
		c->places.p, c->places.count, sizeof(*found), compare);

	return (size_t)(found - c->places.p);
}

/* a position for list k, for which others may have to take another one:
 * Kuhn's algorithm (Naval Research Logistics Quarterly 2, 1955) */
static bool
choose(const choice *c, size_t k)
{
	for (size_t n = 0; may_choose(c, k, n); n++) {
		size_t place = place_of(c, k, n);

		if (c->tried[place])
			continue;
		c->tried[place] = true;
		if (c->owner[place] && !choose(c, c->owner[place] - 1))
			continue;
		c->owner[place] = k + 1;
		return true;
	}
	return false;
}

/* whether each list can have its own; at: of each, the first that may be */
static bool
choose_all(const npo_positions *list, size_t count, size_t *at, uint64_t end)
{
	choice c = { .list = list, .count = count, .at = at, .end = end };
	bool chosen = true;

	for (size_t k = 0; k < count; k++) {
		for (size_t n = 0; may_choose(&c, k, n); n++)
			npo_positions_add(&c.places, list[k].p[at[k] + n]);
	}
	npo_positions_sort(&c.places);
	if (c.places.count < count) {
		free(c.places.p);
		return false;
	}
	c.owner = npo_calloc(c.places.count, sizeof(*c.owner));
	c.tried = npo_calloc(c.places.count, sizeof(*c.tried));
	for (size_t k = 0; k < count && chosen; k++) {
		memset(c.tried, 0, c.places.count * sizeof(*c.tried));
		chosen = choose(&c, k);
	}
	free(c.places.p);
	free(c.owner);
	free(c.tried);
	return chosen;
}

/** Lists that each are to have a position of their own. */
typedef struct near_lists {
	const npo_positions *list;
	size_t count;
	uint32_t window;
	size_t *at;		/* of each, the first that may be chosen */
	size_t *same;		/* of each, how many are equal to it, also itself;
				   0: one before it is */
} near_lists;

static bool
is_same(const npo_positions *a, const npo_positions *b)
{
	return a->count == b->count &&
		!memcmp(a->p, b->p, a->count * sizeof(*a->p));
}

/* a word that is asked for more than once */
static void
count_same(near_lists *n)
{
	for (size_t k = 0; k < n->count; k++)
		n->same[k] = 1;
	for (size_t k = 0; k < n->count && n->count <= LISTS_MAX; k++) {
		for (size_t i = k + 1; n->same[k] && i < n->count; i++) {
			if (!n->same[i] || !is_same(&n->list[k], &n->list[i]))
				continue;
			n->same[k]++;
			n->same[i] = 0;
		}
	}
}

/* whether the words that begin at a position have one of each list; at: of
 * each list, the last that was before it */
static bool
within_from(const near_lists *n, uint64_t first)
{
	/* more than anybody types: they may share a position */
	bool differ = true, many = n->count > LISTS_MAX;
	uint64_t end = first + n->window;

	for (size_t k = 0; k < n->count; k++) {
		const npo_positions *list = &n->list[k];
		size_t last;

		if (!advance(list, &n->at[k], first))
			return false;
		last = n->at[k] + (n->same[k] ? n->same[k] - 1 : 0);
		if (last >= list->count || list->p[last] >= end)
			return false;
		for (size_t i = 0; i < k && !many; i++)
			differ = differ && n->list[i].p[n->at[i]] !=
				list->p[n->at[k]];
	}
	return differ || choose_all(n->list, n->count, n->at, end);
}

/* the first of them may be of any list */
static bool
within_any_order(near_lists *n)
{
	count_same(n);
	for (size_t k = 0; k < n->count; k++) {
		memset(n->at, 0, n->count * sizeof(*n->at));
		for (size_t i = 0; n->same[k] && i < n->list[k].count; i++) {
			if (within_from(n, n->list[k].p[i]))
				return true;
		}
	}
	return false;
}

bool
npo_positions_within(const npo_positions *list, size_t count, uint32_t window,
	bool in_order)
{
	size_t *room = npo_calloc(2 * count, sizeof(*room));
	near_lists n = { list, count, window, room, room + count };
	bool within = in_order ? within_in_order(list, count, window, n.at)
			       : within_any_order(&n);

	free(room);
	return within;
}
