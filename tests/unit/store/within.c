/* SPDX-License-Identifier: GPL-2.0-or-later */
/* positions of several lists near each other, against trying all of them */
#include "../test.h"
#include "random.h"

#include "lib/store/places.h"

#define LISTS_MAX 5
#define LENGTH_MAX 5

/* whether the rest of the lists, from k on, can have their positions too */
static bool
can_choose(const npo_positions *list, size_t count, size_t k, uint32_t *chosen,
	uint64_t window, bool in_order)
{
	if (k == count)
		return true;
	for (size_t i = 0; i < list[k].count; i++) {
		bool fits = true;

		chosen[k] = list[k].p[i];
		for (size_t n = 0; n <= k; n++) {
			uint32_t low = chosen[n] < chosen[k] ? chosen[n]
							     : chosen[k];
			uint32_t high = chosen[n] < chosen[k] ? chosen[k]
							      : chosen[n];

			fits = fits && high - low < window &&
				(n == k || low != high) &&
				(!in_order || chosen[n] <= chosen[k]);
		}
		if (fits && can_choose(list, count, k + 1, chosen, window,
				    in_order))
			return true;
	}
	return false;
}

static bool
check_within(const npo_positions *list, size_t count, uint32_t window,
	bool in_order)
{
	uint32_t chosen[LISTS_MAX];
	bool expected =
		can_choose(list, count, 0, chosen, window, in_order);

	if (npo_positions_within(list, count, window, in_order) != expected) {
		print_error("window %u, in order: %d, expected: %d\n", window,
			in_order, expected);
		for (size_t k = 0; k < count; k++) {
			for (size_t i = 0; i < list[k].count; i++)
				print_error(" %u", list[k].p[i]);
			print_error("\n");
		}
		fail();
	}
	return expected;
}

static void
chosen_positions_differ_and_lie_within_the_window(void **state)
{
	size_t within = 0, rounds = 60000;

	(void)state;
	for (size_t n = 0; n < rounds; n++) {
		uint32_t p[LISTS_MAX][LENGTH_MAX];
		npo_positions list[LISTS_MAX];
		size_t count = 1 + below(LISTS_MAX);
		uint32_t span = 2 + below(n % 2 ? 6 : 16);
		uint32_t base = n % 4 ? 1 : UINT32_MAX - span + 1;

		for (size_t k = 0; k < count; k++) {
			size_t len = 0;

			list[k] = (npo_positions){ p[k], 0, LENGTH_MAX };
			for (uint32_t i = 0; i < span && len < LENGTH_MAX;
				i++) {
				if (below(span) < LENGTH_MAX / 2 + n % 3)
					p[k][len++] = base + i;
			}
			list[k].count = len;
			if (k && !below(3))
				list[k] = list[below((uint32_t)k)];
		}
		within += check_within(list, count,
			below(50) ? below(9) : UINT32_MAX, n / 4 % 2);
	}
	/* either is tried often */
	assert_in_range(within, rounds / 8, rounds - rounds / 8);
}

/* each list's first would be taken already */
static void
list_gives_way_to_one_that_has_no_other(void **state)
{
	static uint32_t p[][5] = { { 3, 4, 5, 6, 7 }, { 3, 4 }, { 3 },
		{ 3, 4, 5 }, { 3, 4, 5, 6 } };
	npo_positions list[] = { { p[0], 5, 5 }, { p[1], 2, 5 },
		{ p[2], 1, 5 }, { p[3], 3, 5 }, { p[4], 4, 5 } };

	(void)state;
	assert_true(npo_positions_within(list, 5, 5, false));
	assert_false(npo_positions_within(list, 5, 4, false));
	assert_false(npo_positions_within(list, 5, 5, true));
	list[0].count = 4;
	assert_false(npo_positions_within(list, 5, 100, false));
}

static void
list_without_positions_is_near_nothing(void **state)
{
	static uint32_t p[] = { 1, 2, 3 };
	npo_positions list[] = { { p, 3, 3 }, { NULL, 0, 0 }, { p, 3, 3 } };

	(void)state;
	assert_false(npo_positions_within(list, 3, 9, false));
	assert_false(npo_positions_within(list, 3, 9, true));
	assert_false(npo_positions_within(list + 1, 2, 9, false));
	assert_false(npo_positions_within(list + 1, 2, 9, true));
	assert_true(npo_positions_within(list, 1, 1, true));
	assert_false(npo_positions_within(list, 1, 0, true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			chosen_positions_differ_and_lie_within_the_window),
		cmocka_unit_test(list_gives_way_to_one_that_has_no_other),
		cmocka_unit_test(list_without_positions_is_near_nothing),
	};

	return RUN_TESTS();
}
