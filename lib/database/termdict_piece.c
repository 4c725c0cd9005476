/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict_piece.c - some terms in order, looked for and stored */
#include "termdict.h"

#include <stdlib.h>

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
termdict_piece_add(termdict_piece *piece, npo_str term, unsigned fields)
{
	npo_buf_addstr(&piece->text, term);
	NPO_GROW(piece->place, piece->count, piece->cap);
	piece->place[piece->count++] = (termdict_place){
		termdict_head(term), (uint32_t)piece->text.len,
		(uint8_t)fields };
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
termdict_piece_before(const termdict_piece *piece, npo_str target)
{
	size_t low = 0, high = piece->count;
	int beside = beside_prefix(piece, target);
	uint32_t head;

	if (beside)
		return beside < 0 ? 0 : piece->count;
	target = behind(target, piece->prefix);
	head = termdict_head(target);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(piece, middle, target, head))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t
termdict_shared_bytes(npo_str a, npo_str b)
{
	size_t least = a.len < b.len ? a.len : b.len, n = 0;

	while (n < least && a.p[n] == b.p[n])
		n++;
	return n;
}

/* of a number that is at most TERMDICT_HALF in half a byte */
static size_t
half(size_t number)
{
	return number < TERMDICT_HALF ? number : TERMDICT_HALF;
}

static void
put_term(npo_str before, npo_str term, npo_buf *out)
{
	size_t shared = termdict_shared_bytes(before, term);
	size_t own = term.len - shared;

	npo_buf_addc(out, (char)(half(shared) << 4 | half(own)));
	if (shared >= TERMDICT_HALF)
		npo_buf_addc(out, (char)(shared - TERMDICT_HALF));
	if (own >= TERMDICT_HALF)
		npo_buf_addc(out, (char)(own - TERMDICT_HALF));
	npo_buf_add(out, term.p + shared, own);
}

static size_t
bytes_of(size_t number)
{
	size_t bytes = 1;

	while (number >>= 8)
		bytes++;
	return bytes;
}

/* where groups begin, but for the first */
static void
put_starts(const size_t *start, size_t groups, size_t width, npo_buf *out)
{
	for (size_t i = 1; i < groups; i++)
		for (size_t k = 0; k < width; k++)
			npo_buf_addc(out, (char)(start[i] >> 8 * k));
}

/* which fields any of the terms is in; then for each of these a bit for each
 * term, the lowest of each byte first */
static void
put_fields(const termdict_place *place, size_t count, npo_buf *out)
{
	unsigned any = 0;

	for (size_t i = 0; i < count; i++)
		any |= place[i].fields;
	npo_buf_addc(out, (char)any);
	for (unsigned field = 1; field < 1u << TERMDICT_FIELDS; field *= 2) {
		if (!(any & field))
			continue;
		for (size_t i = 0; i < count; i += 8) {
			unsigned bits = 0;

			for (size_t k = 0; k < 8 && i + k < count; k++)
				if (place[i + k].fields & field)
					bits |= 1u << k;
			npo_buf_addc(out, (char)bits);
		}
	}
}

void
termdict_piece_encode(const termdict_piece *piece, size_t first, size_t end,
	npo_buf *out)
{
	npo_buf terms = NPO_BUF_INIT;
	npo_str before = { "", 0 };
	size_t count = end - first, groups = 0, width;
	size_t *start = npo_calloc(count / TERMDICT_GROUP + 1, sizeof(*start));

	for (size_t i = 0; i < count; i++) {
		npo_str term = termdict_piece_term(piece, first + i);

		if (i % TERMDICT_GROUP == 0) {
			start[groups++] = terms.len;
			before.len = 0;
		}
		put_term(before, term, &terms);
		before = term;
	}
	npo_buf_reset(out);
	npo_varint_put(out, count);
	width = bytes_of(terms.len);
	npo_buf_addc(out, (char)width);
	put_fields(piece->place + first, count, out);
	put_starts(start, groups, width, out);
	npo_buf_addstr(out, npo_buf_str(&terms));
	npo_buf_release(&terms);
	free(start);
}
