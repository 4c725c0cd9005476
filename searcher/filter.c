/* SPDX-License-Identifier: GPL-2.0-or-later */
/* filter.c - lang:ru, dir:notes, date:2020..2021 and their queries */
#include "searcher.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "npo/database.h"
#include "npo/schema.h"

static const struct kind {
	const char *name;
	const char *prefix;	/* NULL: no single term */
	bool lower;		/* its values are lower-case ASCII */
} kinds[] = {
	[QUERY_BY_LANG] = { "lang", NPO_PREFIX_LANG, true },
	[QUERY_BY_TYPE] = { "type", NPO_PREFIX_TYPE, true },
	[QUERY_BY_DIR] = { "dir", NULL, false },
	[QUERY_BY_SCRIPT] = { "script", NPO_PREFIX_SCRIPT, true },
	[QUERY_BY_ID] = { "id", NPO_PREFIX_ID, false },
	[QUERY_BY_DATE] = { "date", NULL, false },
};

bool
query_filter_named(npo_str name, query_filter_kind *kind)
{
	for (size_t i = 0; i < NPO_COUNT(kinds); i++) {
		if (!npo_str_equal(name, npo_str_of(kinds[i].name)))
			continue;
		*kind = (query_filter_kind)i;
		return true;
	}
	return false;
}

const char *
query_filter_name(query_filter_kind kind)
{
	return kinds[kind].name;
}

void
query_filter_release(query_filter *filter)
{
	free((void *)(uintptr_t)filter->value.p);
	free((void *)(uintptr_t)filter->until.p);
	filter->value = filter->until = (npo_str){ NULL, 0 };
}

/* ------------------------------------------------------- reading */

/* the number of some digits; false: there are others, or too few */
static bool
digits(npo_str text, size_t count, int low, int high)
{
	int number = 0;

	if (text.len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!isdigit((unsigned char)text.p[i]))
			return false;
		number = number * 10 + (text.p[i] - '0');
	}
	return number >= low && number <= high;
}

/* ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, to YYYY, YYYYMM, YYYYMMDD */
static bool
read_day(npo_str text, npo_buf *day)
{
	if (!digits(text, 4, 0, 9999))
		return false;
	npo_buf_add(day, text.p, 4);
	for (int part = 0; part < 2; part++) {
		text.p += part ? 3 : 4;
		text.len -= part ? 3 : 4;
		if (!text.len)
			return true;
		if (*text.p != '-' ||
			!digits((npo_str){ text.p + 1, text.len - 1 }, 2, 1,
				part ? 31 : 12))
			return false;
		npo_buf_add(day, text.p + 1, 2);
	}
	return text.len == 3;
}

static bool
read_range(npo_str text, npo_buf *first, npo_buf *last)
{
	const char *dots = memmem(text.p, text.len, "..", 2);
	npo_str from = text, to = text;

	if (dots) {
		from.len = (size_t)(dots - text.p);
		to.p = dots + 2;
		to.len = text.len - from.len - 2;
	}
	if (!from.len && !to.len)
		return false;
	if ((from.len && !read_day(from, first)) ||
		(to.len && !read_day(to, last)))
		return false;
	while (last->len && last->len < 8)
		npo_buf_addc(last, '9');
	return true;
}

static bool
read_date(npo_str value, query_filter *filter)
{
	npo_buf first = NPO_BUF_INIT, last = NPO_BUF_INIT;

	if (!read_range(value, &first, &last)) {
		npo_buf_release(&first);
		npo_buf_release(&last);
		return false;
	}
	filter->value = (npo_str){ first.p, first.len };
	filter->until = (npo_str){ last.p, last.len };
	return true;
}

bool
query_filter_read(query_filter_kind kind, npo_str value, query_filter *filter)
{
	char *copy;

	memset(filter, 0, sizeof(*filter));
	filter->kind = kind;
	if (kind == QUERY_BY_DATE)
		return read_date(value, filter);
	if (!value.len)
		return false;
	copy = npo_memdup(value.p, value.len);
	for (size_t i = 0; kinds[kind].lower && i < value.len; i++) {
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] |= 0x20;
	}
	filter->value = (npo_str){ copy, value.len };
	return true;
}

/* ------------------------------------------------------- queries */

static npo_status
filter_query(search *s, const query_filter *filter, npo_query **q,
	npo_error *err)
{
	npo_buf term = NPO_BUF_INIT;
	npo_status st;

	if (filter->kind == QUERY_BY_DATE)
		return npo_query_value_range(NPO_SLOT_DATE, filter->value,
			filter->until, q, err);
	if (filter->kind == QUERY_BY_DIR)
		return dirs_query(s, filter->value, q, err);
	npo_term_make(&term, kinds[filter->kind].prefix, filter->value);
	st = npo_query_term(npo_buf_str(&term), 1, q, err);
	npo_buf_release(&term);
	return st;
}

/* the first of the filters that belong together with filter i */
static size_t
leader_of(const query_filter *const *filters, size_t i)
{
	size_t first = 0;

	if (filters[i]->kind == QUERY_BY_DATE)
		return i;
	while (filters[first]->kind != filters[i]->kind)
		first++;
	return first;
}

/* filter i or any later one of its kind */
static npo_status
alternatives(search *s, const query_filter *const *filters, size_t count,
	size_t i, npo_query **q, npo_error *err)
{
	npo_query **part = npo_calloc(count, sizeof(*part));
	npo_status st = NPO_OK;
	size_t parts = 0;

	for (size_t k = i; k < count && !st; k++) {
		if (leader_of(filters, k) == i)
			st = filter_query(s, filters[k], &part[parts], err);
		parts += part[parts] != NULL;
	}
	if (!st)
		st = npo_query_combine(NPO_OP_OR, part, parts, q, err);
	for (size_t k = 0; k < parts; k++)
		npo_query_free(part[k]);
	free(part);
	return st;
}

npo_status
search_filters(search *s, const query_filter *const *filters, size_t count,
	npo_query **q, npo_error *err)
{
	npo_query **part = npo_calloc(count, sizeof(*part)), *all = NULL;
	npo_status st = NPO_OK;
	size_t parts = 0;

	for (size_t i = 0; i < count && !st; i++) {
		if (leader_of(filters, i) == i)
			st = alternatives(s, filters, count, i, &part[parts],
				err);
		parts += part[parts] != NULL;
	}
	if (!st)
		st = npo_query_combine(NPO_OP_AND, part, parts, &all, err);
	if (!st)
		st = npo_query_scale(all, 0, q, err);
	npo_query_free(all);
	for (size_t i = 0; i < parts; i++)
		npo_query_free(part[i]);
	free(part);
	return st;
}
