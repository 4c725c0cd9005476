/* SPDX-License-Identifier: GPL-2.0-or-later */
/* a document's terms while it is made: each once, counted, placed */
#include "../test.h"
#include "random.h"

#include "lib/store/gather.h"

#define SMALL 100
#define LARGE 5000

/* the number of a term; as many as there are: it has none */
static size_t
number_of(const npo_gather *g, npo_str term)
{
	size_t i = 0;

	while (i < g->count && !npo_str_equal(npo_gather_term(g, i), term))
		i++;
	return i;
}

/* the term's wdf and positions; it has to be there */
static void
check_term(const npo_gather *g, npo_str term, uint32_t wdf, size_t count,
	const uint32_t *position)
{
	size_t number = number_of(g, term);
	const npo_gathered *t = &g->term[number];

	assert_true(number < g->count);
	assert_int_equal(t->hash, npo_places_hash(term));
	assert_int_equal(t->wdf, wdf);
	assert_int_equal(t->count, count);
	if (count)
		assert_memory_equal(g->position + t->first, position,
			count * sizeof(*position));
}

static void
wdf_adds_up_and_position_0_is_not_kept(void **state)
{
	static const uint32_t position[] = { 4, 9 };
	npo_str word = npo_str_of("word"), bag = npo_str_of("bag");
	npo_gather g = { .count = 0 };

	(void)state;
	npo_gather_add(&g, word, 4, 1);
	npo_gather_add(&g, bag, 0, 3);
	npo_gather_add(&g, word, 0, 5);
	npo_gather_add(&g, word, 9, 0);
	npo_gather_add(&g, bag, 0, 0);
	npo_gather_add(&g, npo_str_of("Xbool"), 0, 0);
	npo_gather_arrange(&g);
	assert_int_equal(g.count, 3);
	check_term(&g, word, 6, 2, position);
	check_term(&g, bag, 3, 0, NULL);
	check_term(&g, npo_str_of("Xbool"), 0, 0, NULL);
	npo_gather_release(&g);
}

static void
positions_are_sorted_and_each_once(void **state)
{
	static const uint32_t given[] = { 7, 7, 3, UINT32_MAX, 3, 100, 7, 1,
		UINT32_MAX };
	static const uint32_t sorted[] = { 1, 3, 7, 100, UINT32_MAX };
	static const uint32_t other[] = { 3, 7 };
	npo_str a = npo_str_of("a"), b = npo_str_of("b");
	npo_gather g = { .count = 0 };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(given); i++) {
		npo_gather_add(&g, a, given[i], 1);
		if (i < 3)
			npo_gather_add(&g, b, given[i], 1);
	}
	/* again, as a document may be added twice */
	for (int again = 0; again < 2; again++) {
		npo_gather_arrange(&g);
		check_term(&g, a, 9, 5, sorted);
		check_term(&g, b, 3, 2, other);
	}
	npo_gather_add(&g, b, 3, 1);
	npo_gather_arrange(&g);
	check_term(&g, a, 9, 5, sorted);
	check_term(&g, b, 4, 2, other);
	npo_gather_release(&g);
}

static void
terms_are_told_apart_behind_a_zero_byte(void **state)
{
	static const npo_str term[] = { { "a", 1 }, { "a\0", 2 },
		{ "a\0b", 3 }, { "a\0c", 3 }, { "\0", 1 }, { "\0\0", 2 },
		{ "\0a", 2 } };
	npo_gather g = { .count = 0 };

	(void)state;
	for (uint32_t round = 0; round < 2; round++) {
		for (uint32_t i = 0; i < NPO_COUNT(term); i++)
			npo_gather_add(&g, term[i], 1 + i, 1 + i);
	}
	npo_gather_arrange(&g);
	assert_int_equal(g.count, NPO_COUNT(term));
	for (uint32_t i = 0; i < NPO_COUNT(term); i++) {
		uint32_t position = 1 + i;

		check_term(&g, term[i], 2 + 2 * i, 1, &position);
		assert_int_equal(number_of(&g, term[i]), i);
	}
	npo_gather_release(&g);
}

/* these two have one FNV-1a hash */
static void
terms_of_one_hash_are_two(void **state)
{
	static const uint32_t position[] = { 8, 4, 9 };
	npo_str one = npo_str_of("8yn0iYCKYHlIj4-BwPqk");
	npo_str other = npo_str_of("GReLUrM4wMqfg9yzV3KQ");
	npo_gather g = { .count = 0 };

	(void)state;
	assert_int_equal(npo_fnv1a(one), npo_fnv1a(other));
	npo_gather_add(&g, one, 8, 1);
	npo_gather_add(&g, other, 4, 2);
	npo_gather_add(&g, other, 9, 2);
	npo_gather_add(&g, one, 0, 5);
	npo_gather_arrange(&g);
	assert_int_equal(g.count, 2);
	check_term(&g, one, 6, 1, position);
	check_term(&g, other, 4, 2, position + 1);
	npo_gather_release(&g);
}

/* ---------------------------------------------------------- many terms */

/* term i of a document */
static npo_str
term_of(size_t salt, size_t i)
{
	static char text[48];
	int len = snprintf(text, sizeof(text), "%zu-%zu", salt, i);

	return (npo_str){ text, (size_t)len };
}

/* count terms in order of number, each four times in between: term i at i + 1,
 * i + 2 and i + 3 and nowhere, its wdf i + 6 */
static void
add_terms(npo_gather *g, size_t salt, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		npo_gather_add(g, term_of(salt, i), 0, i);
	for (uint32_t at = 3; at > 0; at--) {
		for (uint32_t i = 0; i < count; i++)
			npo_gather_add(g, term_of(salt, i), i + at, at);
	}
}

/* that add_terms() has been called, once, and nothing else */
static void
check_terms(npo_gather *g, size_t salt, uint32_t count)
{
	npo_gather_arrange(g);
	assert_int_equal(g->count, count);
	assert_int_equal(g->occurrences, 3 * count);
	for (uint32_t i = 0; i < count; i++) {
		const npo_gathered *t = &g->term[i];

		assert_true(npo_str_equal(
			npo_gather_term(g, i), term_of(salt, i)));
		assert_int_equal(t->wdf, i + 6);
		assert_int_equal(t->count, 3);
		for (uint32_t at = 0; at < 3; at++)
			assert_int_equal(
				g->position[t->first + at], i + 1 + at);
	}
}

static void
table_grows_with_its_terms(void **state)
{
	npo_gather g = { .count = 0 };

	(void)state;
	for (uint32_t count = 1; count < 50000; count = 2 * count + 1) {
		add_terms(&g, count, count);
		check_terms(&g, count, count);
		assert_true(g.slots >= 2 * (size_t)count);
		npo_gather_release(&g);
		assert_int_equal(g.slots, 0);
	}
}

static size_t
taken(const npo_gather *g)
{
	size_t slots = 0;

	for (size_t i = 0; i < g->slots; i++)
		slots += g->slot[i] != 0;
	return slots;
}

static void
reset_leaves_an_empty_table(void **state)
{
	npo_gather g = { .count = 0 };

	(void)state;
	npo_gather_reset(&g); /* of nothing */
	add_terms(&g, 1, LARGE);
	npo_gather_reset(&g);
	assert_int_equal(g.count, 0);
	assert_int_equal(taken(&g), 0);
	/* few terms of many slots are taken out one by one */
	for (uint32_t count = 1; count < LARGE; count += 97) {
		add_terms(&g, count, count);
		assert_int_equal(taken(&g), count);
		npo_gather_reset(&g);
		assert_int_equal(g.count, 0);
		assert_int_equal(taken(&g), 0);
	}
	npo_gather_release(&g);
}

static void
small_documents_after_a_large_one_are_right(void **state)
{
	npo_gather g = { .count = 0 };

	(void)state;
	add_terms(&g, 1, LARGE);
	check_terms(&g, 1, LARGE);
	for (size_t i = 0; i < 200; i++) {
		uint32_t count = 1 + below(i % 4 ? SMALL : LARGE / 5);

		/* the second time its terms are where they were before */
		for (int again = 0; again < 2; again++) {
			npo_gather_reset(&g);
			add_terms(&g, i / 3, count);
			check_terms(&g, i / 3, count);
		}
	}
	npo_gather_release(&g);
}

/* the same terms in another order: a number that is left in the table would
 * now be another term's */
static void
document_does_not_remember_the_one_before(void **state)
{
	npo_gather g = { .count = 0 };

	(void)state;
	add_terms(&g, 1, LARGE);
	for (size_t round = 0; round < 50; round++) {
		npo_gather_reset(&g);
		for (uint32_t i = 0; i < 2 * SMALL; i++) {
			uint32_t number = round % 2 ? i : 2 * SMALL - 1 - i;

			npo_gather_add(&g, term_of(2, number), number + 1, 1);
		}
		npo_gather_arrange(&g);
		assert_int_equal(g.count, 2 * SMALL);
		for (uint32_t i = 0; i < 2 * SMALL; i++) {
			uint32_t position = i + 1;

			check_term(&g, term_of(2, i), 1, 1, &position);
		}
	}
	npo_gather_release(&g);
}

/* the next term that belongs where the first one does */
static size_t
same_slot(const npo_gather *g, size_t first, size_t from)
{
	uint64_t slot = npo_places_hash(term_of(3, first)) & (g->slots - 1);

	while ((npo_places_hash(term_of(3, from)) & (g->slots - 1)) != slot)
		from++;
	return from;
}

static void
term_behind_another_of_its_slot_is_forgotten(void **state)
{
	static const uint32_t position = 5;
	npo_gather g = { .count = 0 };
	size_t second, third;

	(void)state;
	add_terms(&g, 1, LARGE);
	npo_gather_reset(&g);
	npo_gather_add(&g, term_of(3, 0), 1, 1);
	second = same_slot(&g, 0, 1);
	third = same_slot(&g, 0, second + 1);
	add_terms(&g, 4, 20);
	npo_gather_add(&g, term_of(3, second), 2, 1);
	npo_gather_reset(&g);
	npo_gather_add(&g, term_of(3, third), 1, 1);
	npo_gather_add(&g, term_of(3, second), 5, 7);
	npo_gather_arrange(&g);
	assert_int_equal(g.count, 2);
	check_term(&g, term_of(3, second), 7, 1, &position);
	npo_gather_release(&g);
}

/* ---------------------------------------------------------- encoding */

static void
document_without_positions_has_no_list(void **state)
{
	npo_gather g = { .count = 0 };
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_gather_arrange(&g);
	npo_gather_encode(&g, &out);
	assert_int_equal(out.len, 0);
	npo_gather_add(&g, npo_str_of("Xbool"), 0, 0);
	npo_gather_add(&g, npo_str_of("word"), 0, 2);
	npo_gather_arrange(&g);
	npo_gather_encode(&g, &out);
	assert_int_equal(out.len, 0);
	npo_buf_release(&out);
	npo_gather_release(&g);
}

static void
encoded_list_has_what_was_gathered(void **state)
{
	npo_gather g = { .count = 0 };
	npo_positions got = { NULL, 0, 0 };
	npo_buf out = NPO_BUF_INIT;
	npo_places list;

	(void)state;
	add_terms(&g, 1, LARGE);
	for (uint32_t i = 0; i < SMALL; i++)
		npo_gather_add(&g, term_of(2, i), 0, 1);
	npo_gather_arrange(&g);
	npo_gather_encode(&g, &out);
	assert_true(npo_places_open(npo_buf_str(&out), &list));
	assert_int_equal(list.terms, LARGE);
	assert_int_equal(list.positions, 3 * LARGE);
	for (uint32_t i = 0; i < LARGE; i++) {
		uint32_t expected[] = { i + 1, i + 2, i + 3 };

		got.count = 0;
		assert_true(npo_places_find(
			&list, npo_places_hash(term_of(1, i)), &got));
		assert_int_equal(got.count, 3);
		assert_memory_equal(got.p, expected, sizeof(expected));
	}
	for (uint32_t i = 0; i < SMALL; i++)
		assert_false(npo_places_find(
			&list, npo_places_hash(term_of(2, i)), &got));
	free(got.p);
	npo_buf_release(&out);
	npo_gather_release(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wdf_adds_up_and_position_0_is_not_kept),
		cmocka_unit_test(positions_are_sorted_and_each_once),
		cmocka_unit_test(terms_are_told_apart_behind_a_zero_byte),
		cmocka_unit_test(terms_of_one_hash_are_two),
		cmocka_unit_test(table_grows_with_its_terms),
		cmocka_unit_test(reset_leaves_an_empty_table),
		cmocka_unit_test(small_documents_after_a_large_one_are_right),
		cmocka_unit_test(document_does_not_remember_the_one_before),
		cmocka_unit_test(term_behind_another_of_its_slot_is_forgotten),
		cmocka_unit_test(document_without_positions_has_no_list),
		cmocka_unit_test(encoded_list_has_what_was_gathered),
	};

	return RUN_TESTS();
}
