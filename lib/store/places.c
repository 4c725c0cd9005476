/* SPDX-License-Identifier: GPL-2.0-or-later */
/* places.c - a document's list of terms and positions, written and read */
#include "places.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

/* Bits that are written or read at once at most: seven whole bytes. */
#define BITS_MAX 56
#define HASH_BITS 64

/* FNV-1a hardly stirs its high bits, which are kept: the last steps of
 * MurmurHash3 do (Appleby, fmix64, public domain) */
uint64_t
npo_places_hash(npo_str term)
{
	uint64_t hash = npo_fnv1a(term);

	hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return hash ^ hash >> 33;
}

static unsigned
bit_length(uint64_t number)
{
	return number ? HASH_BITS - (unsigned)__builtin_clzll(number) : 0;
}

/* the first bits of a hash; of none there are none */
static uint64_t
first_bits(uint64_t hash, unsigned bits)
{
	return bits ? hash >> (HASH_BITS - bits) : 0;
}

static uint64_t
low_mask(unsigned bits)
{
	return (UINT64_C(1) << bits) - 1;
}

/* ---------------------------------------------------------- writing */

/** Bits on their way into memory that has room for all. */
typedef struct bit_writer {
	unsigned char *to;
	uint64_t held;
	unsigned count;		/* of those, below 8 between calls */
} bit_writer;

static void
put_bits(bit_writer *w, uint64_t value, unsigned count)
{
	w->held |= value << w->count;
	w->count += count;
	while (w->count >= 8) {
		*w->to++ = (unsigned char)w->held;
		w->held >>= 8;
		w->count -= 8;
	}
}

/* by the hash's first bits, each bucket's terms then moved to their places:
 * hashes are spread evenly, so hardly any moves */
static void
sort_terms(npo_placed *terms, size_t count, unsigned high)
{
	size_t buckets = (size_t)1 << high;
	size_t *at = npo_calloc(buckets + 1, sizeof(*at));
	npo_placed *sorted = npo_alloc(count * sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		at[first_bits(terms[i].hash, high) + 1]++;
	for (size_t i = 1; i < buckets; i++)
		at[i] += at[i - 1];
	for (size_t i = 0; i < count; i++)
		sorted[at[first_bits(terms[i].hash, high)]++] = terms[i];
	for (size_t i = 0; i < count; i++) {
		size_t to = i;

		for (; to && terms[to - 1].hash > sorted[i].hash; to--)
			terms[to] = terms[to - 1];
		terms[to] = sorted[i];
	}
	free(at);
	free(sorted);
}

/* how many bits of their hashes, besides the first ones, tell terms that have
 * positions from each other and from those that have none */
static unsigned
low_bits(const npo_placed *terms, size_t count, unsigned high)
{
	unsigned most = high;

	for (size_t i = 1; i < count; i++) {
		uint64_t differ = terms[i - 1].hash ^ terms[i].hash;
		/* the bit where they differ, too; the same hash has none */
		unsigned bits = HASH_BITS + (differ != 0) - bit_length(differ);

		if (bits > most && (terms[i - 1].count || terms[i].count))
			most = bits;
	}
	/* beyond it two terms would be taken for one */
	return most - high < BITS_MAX ? most - high : BITS_MAX;
}

/* leave those that have positions; how many they are */
static size_t
drop_unplaced(npo_placed *terms, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (terms[i].count)
			terms[kept++] = terms[i];
	}
	return kept;
}

static void
put_hashes(bit_writer *w, const npo_placed *terms, size_t count, unsigned high,
	unsigned low)
{
	size_t next = 0;

	for (uint64_t bucket = 0; bucket >> high == 0; bucket++) {
		for (; next < count &&
			first_bits(terms[next].hash, high) == bucket; next++)
			put_bits(w, 1, 1);
		put_bits(w, 0, 1);
	}
	for (size_t i = 0; i < count; i++)
		put_bits(w, first_bits(terms[i].hash, high + low) &
				low_mask(low), low);
}

static void
put_positions(bit_writer *w, const npo_placed *terms, size_t count,
	const uint32_t *position, unsigned wide)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < terms[i].count; k++)
			put_bits(w, !k, 1);
	}
	for (size_t i = 0; i < count; i++) {
		const uint32_t *own = position + terms[i].first;

		for (size_t k = 0; k < terms[i].count; k++)
			put_bits(w, own[k], wide);
	}
}

void
npo_places_encode(npo_placed *terms, size_t count, size_t placed,
	const uint32_t *position, npo_buf *out)
{
	unsigned high = bit_length(placed) - 1, low, wide;
	size_t positions = 0, bits;
	uint32_t highest = 0;
	bit_writer w = { NULL, 0, 0 };

	sort_terms(terms, count, high);
	low = low_bits(terms, count, high);
	count = drop_unplaced(terms, count);
	for (size_t i = 0; i < count; i++) {
		uint32_t last = position[terms[i].first + terms[i].count - 1];

		positions += terms[i].count;
		if (last > highest)
			highest = last;
	}
	wide = bit_length(highest);
	npo_varint_put(out, count);
	npo_varint_put(out, positions);
	npo_varint_put(out, highest);
	npo_buf_addc(out, (char)(high + low));
	bits = count + ((size_t)1 << high) + count * low +
		positions * (1 + wide);
	npo_buf_reserve(out, bits / 8 + 1);
	w.to = (unsigned char *)out->p + out->len;
	put_hashes(&w, terms, count, high, low);
	put_positions(&w, terms, count, position, wide);
	put_bits(&w, 0, (8 - w.count) % 8);
	out->len += (bits + 7) / 8;
}

/* ---------------------------------------------------------- reading */

/* count bits from the at-th on, at most BITS_MAX; behind the end they are 0 */
static uint64_t
get_bits(npo_str bits, size_t at, unsigned count)
{
	const unsigned char *p = (const unsigned char *)bits.p + at / 8;
	size_t left = at / 8 < bits.len ? bits.len - at / 8 : 0;
	uint64_t value = 0;

	if (left >= sizeof(value)) {
		memcpy(&value, p, sizeof(value));
		value = le64toh(value);
	} else {
		for (size_t i = 0; i < left; i++)
			value |= (uint64_t)p[i] << (8 * i);
	}
	return value >> at % 8 & low_mask(count);
}

/* Its 1 bits, counted in halves (Warren, Hacker's Delight, 5-1): where the
 * processor is not known to have an instruction, the compiler's own is a call.
 */
static size_t
count_bits(uint64_t bits)
{
	bits -= bits >> 1 & UINT64_C(0x5555555555555555);
	bits = (bits & UINT64_C(0x3333333333333333)) +
		(bits >> 2 & UINT64_C(0x3333333333333333));
	bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return bits * UINT64_C(0x0101010101010101) >> 56;
}

/* where the bit that has so many of its kind before it is, from at on; end:
 * there is none before that */
static size_t
select_bit(npo_str bits, size_t at, size_t end, bool kind, size_t before)
{
	while (at < end) {
		unsigned count = end - at < BITS_MAX ? (unsigned)(end - at)
						     : BITS_MAX;
		uint64_t some = get_bits(bits, at, count);
		size_t found;

		if (!kind)
			some = ~some & low_mask(count);
		found = count_bits(some);
		if (found > before) {
			while (before--)
				some &= some - 1;
			return at + (size_t)__builtin_ctzll(some);
		}
		before -= found;
		at += count;
	}
	return end;
}

bool
npo_places_open(npo_str bytes, npo_places *list)
{
	uint64_t terms, positions, highest, size;
	unsigned hash;

	if (!npo_varint_get(&bytes, &terms) ||
		!npo_varint_get(&bytes, &positions) ||
		!npo_varint_get(&bytes, &highest) || !bytes.len)
		return false;
	hash = (unsigned char)*bytes.p++;
	bytes.len--;
	/* a bit each at least, so no sum below can be too large */
	if (!terms || terms > positions || positions / 8 > bytes.len ||
		highest > UINT32_MAX)
		return false;
	list->bits = bytes;
	list->terms = (size_t)terms;
	list->positions = (size_t)positions;
	list->high = bit_length(terms) - 1;
	list->wide = bit_length(highest);
	if (hash < list->high || hash - list->high > BITS_MAX ||
		hash > HASH_BITS)
		return false;
	list->low = hash - list->high;
	list->lows = list->terms + ((size_t)1 << list->high);
	list->starts = list->lows + list->terms * list->low;
	list->numbers = list->starts + list->positions;
	size = list->numbers + positions * list->wide;
	return (size + 7) / 8 == bytes.len;
}

/* the positions of terms [first, end) */
static void
add_positions(const npo_places *list, size_t first, size_t end,
	npo_positions *out)
{
	size_t at = select_bit(
		list->bits, list->starts, list->numbers, true, first);
	size_t to = end == list->terms
		? list->numbers
		: select_bit(list->bits, at, list->numbers, true, end - first);

	for (; at < to; at++) {
		size_t number = at - list->starts;

		npo_positions_add(out, (uint32_t)get_bits(list->bits,
			list->numbers + number * list->wide, list->wide));
	}
}

static bool
in_bucket(const npo_places *list, size_t at)
{
	return at < list->lows && get_bits(list->bits, at, 1);
}

static uint64_t
low_of(const npo_places *list, size_t term)
{
	return get_bits(list->bits, list->lows + term * list->low, list->low);
}

bool
npo_places_find(const npo_places *list, uint64_t hash, npo_positions *out)
{
	uint64_t bucket = first_bits(hash, list->high);
	uint64_t rest = first_bits(hash, list->high + list->low) &
		low_mask(list->low);
	size_t at = 0, first, end;

	if (bucket)
		at = select_bit(list->bits, 0, list->lows, false, bucket - 1) +
			1;
	/* before it are a 0 for each bucket and a 1 for each term */
	first = at - bucket;
	while (in_bucket(list, at) && low_of(list, first) < rest) {
		at++;
		first++;
	}
	for (end = first; in_bucket(list, at) && low_of(list, end) == rest;
		end++)
		at++;
	if (end == first)
		return false;
	add_positions(list, first, end, out);
	return true;
}
