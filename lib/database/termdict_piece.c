/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict_piece.c - some terms in order, and as the bytes that they differ */
#include "termdict.h"

#include <stdlib.h>
#include <string.h>

/*
 * A term is a byte, of which the high half is how many bytes it shares with
 * the term before and the low half how many it has besides; 15 in either means
 * that a byte follows that is added to it, first for the shared ones. Then come
 * the bytes that it has besides. The first term of a piece shares none.
 */
#define HALF_MAX 15u

void
termdict_piece_release(termdict_piece *piece)
{
	npo_buf_release(&piece->text);
	free(piece->place);
	free(piece->freq);
	*piece = (termdict_piece){ .count = 0 };
}

void
termdict_piece_reset(termdict_piece *piece)
{
	npo_buf_reset(&piece->text);
	piece->count = 0;
}

void
termdict_piece_add(termdict_piece *piece, npo_str term)
{
	npo_buf_addstr(&piece->text, term);
	NPO_GROW(piece->place, piece->count, piece->cap);
	piece->place[piece->count++] = (termdict_place){
		termdict_head(term), (uint32_t)piece->text.len };
}

npo_str
termdict_piece_term(const termdict_piece *piece, size_t i)
{
	size_t start = i ? piece->place[i - 1].end : 0;

	return (npo_str){ piece->text.p + start,
		piece->place[i].end - start };
}

static npo_str
behind(npo_str term, size_t prefix)
{
	return (npo_str){ term.p + prefix, term.len - prefix };
}

/* target, head: behind the prefix */
static bool
is_before(const termdict_piece *piece, size_t i, npo_str target, uint32_t head)
{
	uint32_t own = piece->place[i].head;

	return own != head ? own < head
			   : npo_str_compare(
				     behind(termdict_piece_term(piece, i),
					     piece->prefix),
				     target) < 0;
}

/* < 0: target is before all terms, by their prefix; > 0: behind them */
static int
beside_prefix(const termdict_piece *piece, npo_str target)
{
	npo_str prefix = { piece->text.p, piece->prefix };

	return !prefix.len || npo_str_starts(target, prefix)
		? 0 : npo_str_compare(target, prefix);
}

size_t
termdict_piece_before(const termdict_piece *piece, size_t known, npo_str target)
{
	size_t low = known, high = known ? known : piece->count;
	int beside = beside_prefix(piece, target);
	uint32_t head;

	if (beside)
		return beside < 0 ? 0 : piece->count;
	target = behind(target, piece->prefix);
	head = termdict_head(target);
	/* mostly it is near: look further and further, then between */
	for (size_t step = 1; high < piece->count &&
		is_before(piece, high, target, head); step *= 2) {
		low = high + 1;
		high += step;
	}
	if (high > piece->count)
		high = piece->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(piece, middle, target, head))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t
shared_bytes(npo_str a, npo_str b)
{
	size_t least = a.len < b.len ? a.len : b.len, n = 0;

	while (n < least && a.p[n] == b.p[n])
		n++;
	return n;
}

static size_t
half(size_t number)
{
	return number < HALF_MAX ? number : HALF_MAX;
}

void
termdict_piece_encode(const termdict_piece *piece, size_t first, size_t end,
	npo_buf *out)
{
	npo_str before = { "", 0 };

	npo_buf_reset(out);
	for (size_t i = first; i < end; i++) {
		npo_str term = termdict_piece_term(piece, i);
		size_t shared = shared_bytes(before, term);
		size_t own = term.len - shared;

		npo_buf_addc(out, (char)(half(shared) << 4 | half(own)));
		if (shared >= HALF_MAX)
			npo_buf_addc(out, (char)(shared - HALF_MAX));
		if (own >= HALF_MAX)
			npo_buf_addc(out, (char)(own - HALF_MAX));
		npo_buf_add(out, term.p + shared, own);
		before = term;
	}
}

/* a number of which the half of a byte is the beginning; false: it is cut */
static bool
read_number(unsigned start, const uint8_t **p, const uint8_t *end, size_t *out)
{
	*out = start;
	if (start < HALF_MAX)
		return true;
	if (*p == end)
		return false;
	*out += *(*p)++;
	return true;
}

/** What a term begins with. */
typedef struct head {
	size_t shared, own;
} head;

/* the next term's head; before: bytes of the term before it */
static bool
read_head(const uint8_t **p, const uint8_t *end, size_t before, head *h)
{
	unsigned byte = *(*p)++;

	return read_number(byte >> 4, p, end, &h->shared) &&
		read_number(byte & HALF_MAX, p, end, &h->own) &&
		h->own <= (size_t)(end - *p) && h->shared <= before &&
		h->shared + h->own <= NPO_TERM_MAX;
}

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

/* the next term behind the one before, which is so long */
static bool
read_term(const uint8_t **p, const uint8_t *end, size_t *before,
	termdict_piece *piece)
{
	npo_buf *text = &piece->text;
	head h;
	char *to;

	/* a term is no part of the one before, so it has bytes of its own */
	if (!read_head(p, end, *before, &h) || (!h.own && *before))
		return false;
	/* the first has none before it that it may differ from */
	if (piece->count == 1 || (piece->count && h.shared < piece->prefix))
		piece->prefix = h.shared;
	if (text->cap - text->len <= NPO_TERM_MAX + STRIDE)
		npo_buf_reserve(text, NPO_TERM_MAX + STRIDE);
	to = text->p + text->len;
	copy(to, to - *before, h.shared);
	if ((size_t)(end - *p) >= h.own + STRIDE)
		copy(to + h.shared, (const char *)*p, h.own);
	else
		memcpy(to + h.shared, *p, h.own);
	*p += h.own;
	*before = h.shared + h.own;
	text->len += *before;
	/* a piece without terms has the empty one */
	if (*before)
		piece->place[piece->count++].end = (uint32_t)text->len;
	return true;
}

/* no more memory than they take: they are many, and kept */
static void
fit(termdict_piece *piece)
{
	piece->text.p = npo_realloc(piece->text.p, piece->text.len + 1);
	piece->text.cap = piece->text.len + 1;
	piece->text.p[piece->text.len] = '\0';
	piece->cap = piece->count;
	piece->place = npo_realloc(
		piece->place, piece->cap * sizeof(*piece->place));
}

npo_status
termdict_piece_decode(npo_str bytes, termdict_piece *piece, npo_error *err)
{
	const uint8_t *p = (const uint8_t *)bytes.p, *end = p + bytes.len;
	size_t before = 0;

	/* a term takes two bytes at least, but for the empty one */
	piece->place = npo_alloc(
		(bytes.len / 2 + 1) * sizeof(*piece->place));
	npo_buf_reserve(&piece->text, 3 * bytes.len);
	while (p < end) {
		if (!read_term(&p, end, &before, piece)) {
			termdict_piece_release(piece);
			return npo_fail(err, NPO_ECORRUPT,
				"damaged term dictionary");
		}
	}
	fit(piece);
	for (size_t i = 0; i < piece->count; i++)
		piece->place[i].head = termdict_head(
			behind(termdict_piece_term(piece, i), piece->prefix));
	return NPO_OK;
}
