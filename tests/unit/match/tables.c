/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what the compiled tables say of two endings */
#include "../test.h"

#include "lib/match/tables.h"
#include "npo/text.h"

/* what Snowball takes off a word; stem: what it leaves */
static const char *
ending_of(npo_stemmer *ru, const char *word, npo_buf *stem)
{
	npo_buf_reset(stem);
	npo_buf_addstr(stem, npo_stem(ru, npo_str_of(word)));
	return word + stem->len;
}

static void
pair_row(char **cell, size_t cells, size_t line)
{
	npo_stemmer *ru = npo_stemmer_new("ru");
	npo_buf one = NPO_BUF_INIT, two = NPO_BUF_INIT;
	npo_str a, b;
	float found;

	assert_int_equal(cells, 5);
	a = npo_str_of(ending_of(ru, cell[0], &one));
	b = npo_str_of(ending_of(ru, cell[1], &two));
	assert_string_equal(one.p, two.p);
	found = npo_ending_pair(a, b);
	if (found < strtof(cell[2], NULL) || found > strtof(cell[3], NULL))
		fail_msg("line %zu: %s -%s, %s -%s: %.2f", line, cell[0], a.p,
			cell[1], b.p, (double)found);
	assert_true(found == npo_ending_pair(b, a));
	npo_buf_release(&one);
	npo_buf_release(&two);
	npo_stemmer_free(ru);
}

static void
rows_of_ending_pairs_tsv_hold(void **state)
{
	(void)state;
	test_rows("ending_pairs.tsv", 20, pair_row);
}

static float
pair(const char *a, const char *b)
{
	return npo_ending_pair(npo_str_of(a), npo_str_of(b));
}

static void
endings_that_no_row_has_are_unlikely_and_equal_ones_sure(void **state)
{
	(void)state;
	assert_true(pair("qqq", "а") > 0 && pair("qqq", "а") < 0.2f);
	assert_true(pair("qqq", "qqq") == 1);
	assert_true(pair("", "") == 1);
	assert_true(pair("", "а") > 0.9f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_ending_pairs_tsv_hold),
		cmocka_unit_test(
			endings_that_no_row_has_are_unlikely_and_equal_ones_sure),
	};

	return RUN_TESTS();
}
