/* SPDX-License-Identifier: GPL-2.0-or-later */
/* strings, sorted, each once */
#include "../test.h"

#include <stdlib.h>

static void
strings_are_sorted_and_there_once(void **state)
{
	npo_strset set = { .count = 0 };
	const npo_str *all;
	size_t count;

	(void)state;
	(void)npo_strset_sorted(&set, &count);
	assert_int_equal(count, 0);
	npo_strset_add(&set, npo_str_of("b"));
	npo_strset_add(&set, npo_str_of(""));
	npo_strset_add(&set, npo_str_of("b"));
	npo_strset_add(&set, npo_str_of("ab"));
	all = npo_strset_sorted(&set, &count);
	assert_int_equal(count, 3);
	assert_true(npo_str_equal(all[0], npo_str_of("")));
	assert_true(npo_str_equal(all[1], npo_str_of("ab")));
	assert_true(npo_str_equal(all[2], npo_str_of("b")));
	/* and go on from there */
	npo_strset_add(&set, npo_str_of("aa"));
	all = npo_strset_sorted(&set, &count);
	assert_int_equal(count, 4);
	assert_true(npo_str_equal(all[1], npo_str_of("aa")));
	npo_strset_reset(&set);
	(void)npo_strset_sorted(&set, &count);
	assert_int_equal(count, 0);
	npo_strset_release(&set);
}

static void
many_are_dropped_on_the_way(void **state)
{
	npo_strset set = { .count = 0 };
	const npo_str *all;
	size_t count;

	(void)state;
	srand(1);
	for (int i = 0; i < 300000; i++) {
		char text[8];
		int len = snprintf(text, sizeof(text), "%d", rand() % 1000);

		npo_strset_add(&set, (npo_str){ text, (size_t)len });
		assert_true(set.count < 20000);
	}
	all = npo_strset_sorted(&set, &count);
	assert_int_equal(count, 1000);
	for (size_t i = 1; i < count; i++)
		assert_true(npo_str_compare(all[i - 1], all[i]) < 0);
	npo_strset_release(&set);
}

/* more strings than are remembered, each often, some of them in a row */
static void
many_different_are_all_kept(void **state)
{
	enum { DIFFERENT = 50000, TIMES = 4 };
	npo_strset set = { .count = 0 };
	const npo_str *all;
	size_t count;

	(void)state;
	for (int i = 0; i < TIMES * DIFFERENT; i++) {
		char text[8];
		int len = snprintf(text, sizeof(text), "%05d",
			i % 3 ? i % DIFFERENT : i % 10);

		npo_strset_add(&set, (npo_str){ text, (size_t)len });
		assert_true(set.count <= 2 * DIFFERENT + 1);
	}
	all = npo_strset_sorted(&set, &count);
	assert_int_equal(count, DIFFERENT);
	for (size_t i = 0; i < count; i++) {
		char text[24];

		snprintf(text, sizeof(text), "%05zu", i);
		assert_true(npo_str_equal(all[i], npo_str_of(text)));
	}
	npo_strset_release(&set);
}

static void
add_number(npo_strset *set, uint32_t number, int digits)
{
	char text[32];

	for (int i = 0; i < digits; i++)
		text[i] = number >> i & 1 ? '1' : '0';
	npo_strset_add(set, (npo_str){ text, (size_t)digits });
}

/* all numbers of so many binary digits: parts of each other, as they lie there */
static void
all_that_look_alike_are_kept(void **state)
{
	enum { LEAST_DIGITS = 6, DIGITS = 14, ROUNDS = 40 };
	npo_strset set = { .count = 0 };
	size_t count;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		for (uint32_t i = 0; i < 1u << DIGITS; i++) {
			uint32_t number = i * (2 * round + 12345);

			for (int n = LEAST_DIGITS; n <= DIGITS; n++)
				add_number(&set, number, n);
		}
		(void)npo_strset_sorted(&set, &count);
		assert_int_equal(count,
			(2u << DIGITS) - (1u << LEAST_DIGITS));
		npo_strset_reset(&set);
	}
	npo_strset_release(&set);
}

/* what was there before is none of it any longer */
static void
reset_set_takes_the_same_again(void **state)
{
	enum { MANY = 4096 };
	npo_strset set = { .count = 0 };
	size_t count;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++)
		add_number(&set, i, 12);
	npo_strset_reset(&set);
	/* the last of them are where nothing has been written yet */
	for (uint32_t i = MANY; i--;)
		add_number(&set, i, 12);
	(void)npo_strset_sorted(&set, &count);
	assert_int_equal(count, MANY);
	npo_strset_release(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_sorted_and_there_once),
		cmocka_unit_test(many_are_dropped_on_the_way),
		cmocka_unit_test(many_different_are_all_kept),
		cmocka_unit_test(all_that_look_alike_are_kept),
		cmocka_unit_test(reset_set_takes_the_same_again),
	};

	return RUN_TESTS();
}
