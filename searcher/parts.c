/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parts.c - queries gathered, combined into one, and freed */
#include "weigh.h"

#include <stdlib.h>

void
parts_add(parts *list, npo_query *q)
{
	NPO_GROW(list->q, list->count, list->cap);
	list->q[list->count++] = q;
}

void
parts_release(parts *list)
{
	for (size_t i = 0; i < list->count; i++)
		npo_query_free(list->q[i]);
	free(list->q);
	*list = (parts){ NULL, 0, 0 };
}

npo_status
parts_combine(parts *list, npo_op op, npo_query **q, npo_error *err)
{
	npo_status st = NPO_OK;

	if (!list->count) {
		*q = npo_query_none();
	} else if (list->count == 1) {
		*q = list->q[--list->count];
	} else {
		st = npo_query_combine(op, list->q, list->count, q, err);
	}
	parts_release(list);
	return st;
}

npo_status
query_combine_two(npo_op op, npo_query *a, npo_query *b, npo_query **q,
	npo_error *err)
{
	parts two = { NULL, 0, 0 };

	parts_add(&two, a);
	parts_add(&two, b);
	return parts_combine(&two, op, q, err);
}

/* all documents, without weight */
static npo_status
none_of_all(const weigher *w, npo_query **q)
{
	npo_query *all = npo_query_all();
	npo_status st = npo_query_scale(all, 0, q, w->err);

	npo_query_free(all);
	return st;
}

npo_status
weigh_constant(const weigher *w, double weight, npo_query *where, npo_query **q)
{
	npo_query *constant = NULL;
	npo_status st = npo_query_constant(weight, &constant, w->err);

	if (st) {
		npo_query_free(where);
		return st;
	}
	return query_combine_two(NPO_OP_FILTER, constant, where, q, w->err);
}

npo_status
weigh_maybe(const weigher *w, npo_query *where, npo_query *more, npo_query **q)
{
	npo_query *none = NULL;
	npo_status st = none_of_all(w, &none);

	if (st) {
		npo_query_free(where);
		npo_query_free(more);
		return st;
	}
	st = query_combine_two(NPO_OP_OR, none, more, &more, w->err);
	if (st) {
		npo_query_free(where);
		return st;
	}
	return query_combine_two(NPO_OP_AND, where, more, q, w->err);
}

npo_status
weigh_placed(const weigher *w, npo_query *where, npo_place place, parts *words,
	uint32_t window, npo_query **q)
{
	npo_query *any = NULL;
	npo_status st;

	if (words->count != 1) {
		st = npo_query_place(w->s->db, where, place, words->q,
			words->count, window, q, w->err);
		npo_query_free(where);
		parts_release(words);
		return st;
	}
	st = parts_combine(words, NPO_OP_OR, &any, w->err);
	if (!st)
		return query_combine_two(
			NPO_OP_FILTER, where, any, q, w->err);
	npo_query_free(where);
	return st;
}
