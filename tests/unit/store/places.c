/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lists of terms and positions: read back, and damaged */
#include "../test.h"

#include "lib/store/places.h"

#define TERMS_MAX 2000

static uint64_t
random_bits(void)
{
	static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * UINT64_C(0x2545F4914F6CDD1D);
}

static uint32_t
below(uint32_t limit)
{
	return (uint32_t)((random_bits() >> 32) % limit);
}

/* ---------------------------------------------------------- documents */

/** A document as a list is made of it, in any order of terms. */
typedef struct sample {
	npo_placed term[TERMS_MAX];
	size_t count, placed;
	npo_positions at;
} sample;

static sample document;

static uint64_t
hash_of(size_t salt, size_t number)
{
	char term[48];
	int len = snprintf(term, sizeof(term), "%zu-%zu", salt, number);

	return npo_places_hash((npo_str){ term, (size_t)len });
}

/* up to count positions, each once and ascending, from 1 to highest */
static size_t
add_ascending(npo_positions *list, size_t count, uint32_t highest)
{
	npo_positions own = { NULL, 0, 0 };
	size_t before = list->count;

	for (size_t i = 0; i < count; i++)
		npo_positions_add(&own, 1 + below(highest));
	npo_positions_sort(&own);
	for (size_t i = 0; i < own.count; i++) {
		if (!i || own.p[i] != own.p[i - 1])
			npo_positions_add(list, own.p[i]);
	}
	free(own.p);
	return list->count - before;
}

/* half the terms are there once, some often; one in unplaced has no position,
 * but the first one has */
static void
make_document(size_t count, uint32_t unplaced, uint32_t highest, size_t salt)
{
	sample *d = &document;

	d->count = count;
	d->placed = 0;
	d->at.count = 0;
	for (size_t i = 0; i < count; i++) {
		npo_placed *term = &d->term[i];
		size_t often = below(40) ? 1 + below(4) : 1 + below(300);

		if (below(2))
			often = 1;
		if (i && unplaced && !below(unplaced))
			often = 0;
		term->hash = hash_of(salt, i);
		term->first = d->at.count;
		term->count = add_ascending(&d->at, often, highest);
		d->placed += term->count != 0;
	}
}

/* in memory of just that length, so that a sanitizer sees its end */
static char *
encode(size_t *len)
{
	npo_placed *terms = npo_alloc(document.count * sizeof(*terms));
	npo_buf out = NPO_BUF_INIT;
	char *bytes;

	memcpy(terms, document.term, document.count * sizeof(*terms));
	npo_buf_adds(&out, "before");
	npo_places_encode(terms, document.count, document.placed,
		document.at.p, &out);
	assert_memory_equal(out.p, "before", 6);
	*len = out.len - 6;
	bytes = npo_alloc(*len);
	memcpy(bytes, out.p + 6, *len);
	free(terms);
	npo_buf_release(&out);
	return bytes;
}

static void
check_term(const npo_places *list, const npo_placed *term)
{
	npo_positions got = { NULL, 0, 0 };

	npo_positions_add(&got, 77);
	assert_int_equal(npo_places_find(list, term->hash, &got),
		term->count != 0);
	assert_int_equal(got.count, 1 + term->count);
	assert_int_equal(got.p[0], 77);
	if (term->count)
		assert_memory_equal(got.p + 1, document.at.p + term->first,
			term->count * sizeof(*got.p));
	free(got.p);
}

/* its terms are found and those without positions are not */
static void
check_document(void)
{
	npo_places list;
	size_t len;
	char *bytes = encode(&len);

	assert_true(npo_places_open((npo_str){ bytes, len }, &list));
	for (size_t i = 0; i < document.count; i++)
		check_term(&list, &document.term[i]);
	free(bytes);
}

static void
list_gives_each_term_its_positions(void **state)
{
	static const uint32_t highest[] = { 1, 2, 100, 70000, 1u << 31,
		UINT32_MAX };

	(void)state;
	for (size_t i = 0; i < 120; i++) {
		make_document(1 + below(i % 3 ? 40 : TERMS_MAX), 0,
			highest[i % NPO_COUNT(highest)], i);
		check_document();
	}
	for (size_t count = 1; count <= 70; count++) {
		make_document(count, 0, 1000, count);
		check_document();
	}
}

static void
highest_position_is_kept(void **state)
{
	(void)state;
	for (size_t count = 1; count < 40; count++) {
		npo_placed *last = &document.term[count - 1];

		make_document(count, 0, 5, count);
		document.at.p[last->first + last->count - 1] = UINT32_MAX;
		check_document();
	}
}

static void
term_without_position_is_not_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < 200; i++) {
		make_document(1 + below(i % 8 ? 60 : TERMS_MAX), 1 + i % 5,
			1000, i);
		check_document();
	}
	/* one with, among many without: hashes have to tell it apart */
	make_document(TERMS_MAX, 1, 1000, 1);
	assert_int_equal(document.placed, 1);
	check_document();
}

static void
term_of_another_document_is_seldom_found(void **state)
{
	npo_positions got = { NULL, 0, 0 };
	size_t found = 0, asked = 0;

	(void)state;
	for (size_t i = 0; i < 20; i++) {
		npo_places list;
		size_t len;
		char *bytes;

		make_document(100 + below(1000), 10, 1000, i);
		bytes = encode(&len);
		assert_true(npo_places_open((npo_str){ bytes, len }, &list));
		for (size_t k = 0; k < 2000; k++, asked++)
			found += npo_places_find(
				&list, hash_of(1000 + i, k), &got);
		free(bytes);
	}
	free(got.p);
	assert_true(found < asked / 100);
}

/* two terms of one hash cannot be told apart, and others still can */
static void
terms_of_one_hash_share_their_positions(void **state)
{
	static const size_t counts[] = { 2, 3, 40, 600, TERMS_MAX };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(counts); i++) {
		npo_positions got = { NULL, 0, 0 };
		npo_placed *term = document.term;
		npo_places list;
		size_t len;
		char *bytes;

		make_document(counts[i], 0, 1000, i);
		term[1].hash = term[0].hash;
		bytes = encode(&len);
		assert_true(npo_places_open((npo_str){ bytes, len }, &list));
		assert_true(npo_places_find(&list, term[0].hash, &got));
		assert_int_equal(got.count, term[0].count + term[1].count);
		for (size_t k = 2; k < document.count; k++)
			check_term(&list, &term[k]);
		free(got.p);
		free(bytes);
	}
}

static void
same_document_gives_the_same_bytes_in_any_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < 20; i++) {
		npo_placed kept = document.term[0];
		size_t len, again;
		char *bytes, *other;

		make_document(2 + below(100), 4, 1000, i);
		bytes = encode(&len);
		kept = document.term[0];
		document.term[0] = document.term[document.count - 1];
		document.term[document.count - 1] = kept;
		other = encode(&again);
		assert_int_equal(len, again);
		assert_memory_equal(bytes, other, len);
		free(bytes);
		free(other);
	}
}

/* ---------------------------------------------------------- damage */

static void
list_of_another_length_is_refused(void **state)
{
	static const size_t counts[] = { 1, 2, 9, 100, 400 };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(counts); i++) {
		npo_places list;
		size_t len;
		char *bytes, *part;

		make_document(counts[i], 5, 1000, i);
		bytes = encode(&len);
		for (size_t cut = 0; cut < len; cut++) {
			part = npo_memdup(bytes, cut);
			part = npo_realloc(part, cut ? cut : 1);
			assert_false(npo_places_open(
				(npo_str){ part, cut }, &list));
			free(part);
		}
		bytes = npo_realloc(bytes, len + 1);
		bytes[len] = 0;
		assert_false(npo_places_open(
			(npo_str){ bytes, len + 1 }, &list));
		free(bytes);
	}
}

/* whatever is asked of a list, no more comes out than it can hold */
static void
ask_all(const npo_places *list)
{
	npo_positions got = { NULL, 0, 0 };

	for (size_t i = 0; i < document.count + 20; i++) {
		got.count = 0;
		npo_places_find(list, i < document.count
			? document.term[i].hash : random_bits(), &got);
		assert_true(got.count <= list->positions);
	}
	got.count = 0;
	npo_places_find(list, 0, &got);
	npo_places_find(list, UINT64_MAX, &got);
	free(got.p);
}

/* with some bits changed, from a byte on; whether it still opens */
static bool
damage(const char *bytes, size_t len, size_t from)
{
	char *other = npo_alloc(len);
	npo_places list;
	bool opens;

	memcpy(other, bytes, len);
	for (uint32_t n = 1 + below(4); n; n--)
		other[from + below((uint32_t)(len - from))] ^=
			(char)(1 + below(255));
	opens = npo_places_open((npo_str){ other, len }, &list);
	if (opens)
		ask_all(&list);
	free(other);
	return opens;
}

static void
damaged_list_is_read_within_its_bounds(void **state)
{
	static const size_t counts[] = { 1, 2, 3, 8, 30, 100, 300 };
	size_t opened = 0;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(counts); i++) {
		size_t len;
		char *bytes;

		make_document(counts[i], 5, 1000, i);
		bytes = encode(&len);
		for (size_t n = 0; n < 300; n++)
			opened += damage(bytes, len, 0);
		/* its header is well: it opens */
		for (size_t n = 0; n < 300; n++)
			assert_true(damage(bytes, len, len > 20 ? 10 : 6) ||
				len <= 20);
		free(bytes);
	}
	assert_true(opened > 0);
}

/* all bits the same: no end of any part is to be found */
static void
list_of_ones_or_zeros_is_read_within_its_bounds(void **state)
{
	static const char fill[] = { 0, (char)0xFF };

	(void)state;
	make_document(300, 5, 1000, 0);
	for (size_t i = 0; i < NPO_COUNT(fill); i++) {
		npo_places list;
		size_t len;
		char *bytes = encode(&len);

		assert_true(npo_places_open((npo_str){ bytes, len }, &list));
		memset(bytes + (len - list.bits.len), fill[i], list.bits.len);
		ask_all(&list);
		free(bytes);
	}
}

/* a header as claimed, with so many bytes behind it */
static bool
opens(uint64_t terms, uint64_t positions, uint64_t highest, unsigned hash,
	size_t behind)
{
	npo_buf header = NPO_BUF_INIT;
	npo_places list;
	bool opened;
	char *bytes;

	npo_varint_put(&header, terms);
	npo_varint_put(&header, positions);
	npo_varint_put(&header, highest);
	npo_buf_addc(&header, (char)hash);
	bytes = npo_calloc(header.len + behind, 1);
	memcpy(bytes, header.p, header.len);
	opened = npo_places_open(
		(npo_str){ bytes, header.len + behind }, &list);
	if (opened)
		ask_all(&list);
	free(bytes);
	npo_buf_release(&header);
	return opened;
}

static void
header_that_claims_too_much_is_refused(void **state)
{
	static const uint64_t huge[] = { 200, 1 << 20, UINT32_MAX,
		UINT64_C(1) << 32, UINT64_C(1) << 58, UINT64_C(1) << 61,
		UINT64_C(1) << 63, UINT64_MAX - 7, UINT64_MAX };

	(void)state;
	make_document(5, 0, 9, 0);
	for (size_t i = 0; i < NPO_COUNT(huge); i++) {
		for (unsigned hash = 0; hash < 256; hash++) {
			assert_false(opens(huge[i], huge[i], 1, hash, 16));
			assert_false(opens(1, huge[i], 1, hash, 16));
			assert_false(opens(huge[i], 1, 1, hash, 16));
			assert_false(opens(huge[i], 100, 1, hash, 16));
			if (huge[i] > UINT32_MAX)
				assert_false(opens(1, 1, huge[i], hash, 16));
		}
	}
	/* and sums that come round to what is there */
	for (size_t behind = 0; behind < 16; behind++) {
		assert_false(opens(0, 0, 0, 0, behind));
		assert_false(opens(1, UINT64_C(1) << 63, 1, 0, behind));
		assert_false(opens(1, UINT64_C(1) << 62, 7, 0, behind));
		assert_false(opens(1, UINT64_C(1) << 60, 0x7FFF, 0, behind));
	}
}

/* of 1024 terms 10 bits are the first ones: 56 more would be too many */
static void
header_with_more_bits_than_a_hash_has_is_refused(void **state)
{
	(void)state;
	make_document(5, 0, 9, 0);
	for (unsigned low = 1; low <= 60; low++) {
		size_t bits = 1024 + 1024 + 1024 * low + 1024 * 2;

		assert_int_equal(opens(1024, 1024, 1, 10 + low, bits / 8),
			low <= 54);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_gives_each_term_its_positions),
		cmocka_unit_test(highest_position_is_kept),
		cmocka_unit_test(term_without_position_is_not_found),
		cmocka_unit_test(term_of_another_document_is_seldom_found),
		cmocka_unit_test(terms_of_one_hash_share_their_positions),
		cmocka_unit_test(
			same_document_gives_the_same_bytes_in_any_order),
		cmocka_unit_test(list_of_another_length_is_refused),
		cmocka_unit_test(damaged_list_is_read_within_its_bounds),
		cmocka_unit_test(
			list_of_ones_or_zeros_is_read_within_its_bounds),
		cmocka_unit_test(header_that_claims_too_much_is_refused),
		cmocka_unit_test(
			header_with_more_bits_than_a_hash_has_is_refused),
	};

	return RUN_TESTS();
}
