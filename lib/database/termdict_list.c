/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict_list.c - terms as they are stored, read where they are looked for */
#include "termdict.h"

#include <stdlib.h>
#include <string.h>

void
termdict_list_release(termdict_list *list)
{
	for (size_t i = 0; i < list->groups; i++) {
		if (!list->group[i].terms)
			continue;
		termdict_piece_release(list->group[i].terms);
		free(list->group[i].terms);
	}
	free(list->group);
	npo_buf_release(&list->bytes);
	*list = (termdict_list){ .count = 0 };
}

static npo_status
damaged(npo_error *err)
{
	return npo_fail(err, NPO_ECORRUPT, "damaged term dictionary");
}

/* ------------------------------------------------ groups */

/* a number of which the half of a byte is the beginning; false: it is cut */
static bool
read_number(unsigned start, const uint8_t **p, const uint8_t *end, size_t *out)
{
	*out = start;
	if (start < TERMDICT_HALF)
		return true;
	if (*p == end)
		return false;
	*out += *(*p)++;
	return true;
}

/** What a term begins with. */
typedef struct sizes {
	size_t shared, own;
} sizes;

/* the next term's head; before: bytes of the term before it. A term is no part
 * of that one, so it has bytes of its own */
static bool
read_head(const uint8_t **p, const uint8_t *end, size_t before, sizes *h)
{
	unsigned byte;

	if (*p == end)
		return false;
	byte = *(*p)++;
	return read_number(byte >> 4, p, end, &h->shared) &&
		read_number(byte & TERMDICT_HALF, p, end, &h->own) &&
		h->own && h->own <= (size_t)(end - *p) && h->shared <= before &&
		h->shared + h->own <= NPO_TERM_MAX;
}

static npo_str
bytes_in(const termdict_list *list, size_t group)
{
	uint32_t at = list->group[group].at;

	return (npo_str){ list->bytes.p + at, list->group[group + 1].at - at };
}

/* its first term, which shares nothing; false: there is none */
static bool
first_of(const termdict_list *list, size_t group, npo_str *term)
{
	npo_str bytes = bytes_in(list, group);
	const uint8_t *p = (const uint8_t *)bytes.p;
	sizes h;

	if (!read_head(&p, p + bytes.len, 0, &h))
		return false;
	*term = (npo_str){ (const char *)p, h.own };
	return true;
}

/* a number of width bytes, the lowest first */
static uint32_t
number_at(const char *p, size_t width)
{
	uint32_t number = 0;

	for (; width; width--)
		number = number << 8 | (uint8_t)p[width - 1];
	return number;
}

/* where groups begin: each behind the one before */
static bool
read_groups(termdict_list *list, npo_str starts, size_t width)
{
	uint32_t end = (uint32_t)list->bytes.len;
	uint32_t terms = end - (uint32_t)starts.len;

	if (list->groups)
		terms += (uint32_t)((list->groups - 1) * width);
	list->group[0].at = terms;
	list->group[list->groups].at = end;
	for (size_t i = 1; i < list->groups; i++)
		list->group[i].at = terms +
			number_at(starts.p + (i - 1) * width, width);
	for (size_t i = 0; i < list->groups; i++) {
		npo_str term;

		if (list->group[i].at >= list->group[i + 1].at ||
			list->group[i + 1].at > end ||
			!first_of(list, i, &term))
			return false;
		list->group[i].head = termdict_head(term);
	}
	return list->group[list->groups].at == end;
}

/* which fields, and their bits; false: they are cut */
static bool
read_fields(termdict_list *list, size_t count, npo_str *rest)
{
	size_t maps = 0;

	if (!rest->len)
		return false;
	list->fields = (uint8_t)*rest->p++;
	rest->len--;
	for (unsigned left = list->fields; left; left &= left - 1)
		maps += termdict_map_bytes(count);
	if (list->fields >> TERMDICT_FIELDS || maps > rest->len)
		return false;
	list->maps = list->bytes.len - rest->len;
	rest->p += maps;
	rest->len -= maps;
	return true;
}

/* false: these bytes are no list */
static bool
read_layout(termdict_list *list)
{
	npo_str rest = npo_buf_str(&list->bytes);
	uint64_t count, groups;
	size_t width;

	if (rest.len > UINT32_MAX || !npo_varint_get(&rest, &count) ||
		!rest.len || count > rest.len)
		return false;
	width = (uint8_t)*rest.p++;
	rest.len--;
	if (!read_fields(list, (size_t)count, &rest))
		return false;
	groups = count / TERMDICT_GROUP + (count % TERMDICT_GROUP != 0);
	/* a group takes more bytes than the number where it begins */
	if (!width || width > sizeof(uint32_t) || groups > rest.len ||
		(groups && (groups - 1) * width >= rest.len))
		return false;
	list->count = (size_t)count;
	list->groups = (size_t)groups;
	list->group = npo_calloc(list->groups + 1, sizeof(*list->group));
	return read_groups(list, rest, width) && (groups || !rest.len);
}

/* ------------------------------------------------ terms */

#define STRIDE sizeof(uint64_t)

/* by strides, so up to STRIDE - 1 bytes behind len are read, and written: most
 * are few bytes, for which memcpy() is a call */
static void
copy(char *to, const char *from, size_t len)
{
	for (size_t i = 0; i < len; i += STRIDE) {
		uint64_t bytes;

		memcpy(&bytes, from + i, STRIDE);
		memcpy(to + i, &bytes, STRIDE);
	}
}

/* room for what copy() writes behind a term */
#define GROUP_BYTES (TERMDICT_GROUP * NPO_TERM_MAX + STRIDE)

/* the next term to, behind the one before, which is so long */
static bool
read_term(const uint8_t **p, const uint8_t *end, size_t *before, char *to,
	termdict_piece *piece)
{
	sizes h;

	if (!read_head(p, end, *before, &h))
		return false;
	/* the first has none before it that it may differ from */
	if (piece->count == 1 || (piece->count && h.shared < piece->prefix))
		piece->prefix = h.shared;
	copy(to, to - *before, h.shared);
	if ((size_t)(end - *p) >= h.own + STRIDE)
		copy(to + h.shared, (const char *)*p, h.own);
	else
		memcpy(to + h.shared, *p, h.own);
	*p += h.own;
	*before = h.shared + h.own;
	return true;
}

static npo_status
decode(const termdict_list *list, size_t group, termdict_piece *piece,
	npo_error *err)
{
	npo_str bytes = bytes_in(list, group);
	const uint8_t *p = (const uint8_t *)bytes.p, *end = p + bytes.len;
	size_t before = 0, left = list->count - group * TERMDICT_GROUP;
	char text[GROUP_BYTES];
	size_t len = 0;

	piece->cap = left < TERMDICT_GROUP ? left : TERMDICT_GROUP;
	piece->place = npo_alloc(piece->cap * sizeof(*piece->place));
	while (piece->count < piece->cap) {
		if (!read_term(&p, end, &before, text + len, piece))
			return damaged(err);
		len += before;
		piece->place[piece->count++].end = (uint32_t)len;
	}
	if (p != end)
		return damaged(err);
	npo_buf_add(&piece->text, text, len);
	for (size_t i = 0; i < piece->count; i++) {
		npo_str term = termdict_piece_term(piece, i);

		term.p += piece->prefix;
		term.len -= piece->prefix;
		piece->place[i].head = termdict_head(term);
	}
	return NPO_OK;
}

/* ------------------------------------------------ the list */

static npo_status
need_group(termdict_list *list, size_t i, npo_error *err)
{
	termdict_piece *new;
	npo_status st;

	if (list->group[i].terms)
		return NPO_OK;
	new = npo_calloc(1, sizeof(*new));
	st = decode(list, i, new, err);
	if (!st) {
		list->group[i].terms = new;
		return NPO_OK;
	}
	termdict_piece_release(new);
	free(new);
	return st;
}

npo_status
termdict_list_find(termdict_list *list, size_t *i, termdict_piece **group,
	npo_error *err)
{
	size_t of = *i / TERMDICT_GROUP;
	npo_status st = need_group(list, of, err);

	*group = list->group[of].terms;
	*i %= TERMDICT_GROUP;
	return st;
}

/* whether a group begins before target, which has that head */
static bool
begins_before(const termdict_list *list, size_t group, npo_str target,
	uint32_t head)
{
	npo_str term;

	if (list->group[group].head != head)
		return list->group[group].head < head;
	return first_of(list, group, &term) &&
		npo_str_compare(term, target) < 0;
}

/* the last group that begins before target, or the first one */
static size_t
group_of(const termdict_list *list, npo_str target)
{
	size_t low = 1, high = list->groups;
	uint32_t head = termdict_head(target);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (begins_before(list, middle, target, head))
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

bool
termdict_list_near(const termdict_list *list, size_t near, npo_str target,
	size_t *before)
{
	size_t of = near / TERMDICT_GROUP;
	const termdict_piece *group = near < list->count
		? list->group[of].terms : NULL;
	size_t n = group ? termdict_piece_before(group, target) : 0;

	*before = of * TERMDICT_GROUP + n;
	return n && n < group->count;
}

npo_status
termdict_list_before(termdict_list *list, size_t near, npo_str target,
	size_t *before, npo_error *err)
{
	size_t of;
	npo_status st;

	if (termdict_list_near(list, near, target, before))
		return NPO_OK;
	*before = 0;
	if (!list->count)
		return NPO_OK;
	of = group_of(list, target);
	st = need_group(list, of, err);
	if (!st)
		*before = of * TERMDICT_GROUP +
			termdict_piece_before(list->group[of].terms, target);
	return st;
}

npo_status
termdict_list_read(
	npo_db *db, npo_str last, termdict_list *list, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st;

	npo_buf_adds(&key, NPO_META_TERMS);
	npo_buf_addstr(&key, last);
	st = npo_db_meta(db, npo_buf_str(&key), &list->bytes, err);
	npo_buf_release(&key);
	if (st || (!list->bytes.len && !last.len))
		return st;
	return read_layout(list) ? NPO_OK : damaged(err);
}

unsigned
termdict_list_fields(const termdict_list *list, size_t i)
{
	const char *map = list->bytes.p + list->maps;
	unsigned in = 0;

	for (unsigned field = 1; field <= list->fields; field *= 2) {
		if (!(list->fields & field))
			continue;
		if (map[i / 8] >> i % 8 & 1)
			in |= field;
		map += termdict_map_bytes(list->count);
	}
	return in;
}

npo_status
termdict_read(npo_db *db, npo_str last, termdict_piece *piece, npo_error *err)
{
	termdict_list list = { .count = 0 };
	npo_status st = termdict_list_read(db, last, &list, err);

	for (size_t i = 0; !st && i < list.count; i++) {
		termdict_piece *group;
		size_t at = i;

		st = termdict_list_find(&list, &at, &group, err);
		if (!st)
			termdict_piece_add(piece,
				termdict_piece_term(group, at),
				termdict_list_fields(&list, i));
	}
	termdict_list_release(&list);
	return st;
}
