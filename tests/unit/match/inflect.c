/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stems with any ending, over an array of terms */
#include "../test.h"
#include "array.h"

#include "lib/match/inflect.h"

static const char *const terms[] = { "домам", "домами", "домашний",
	"завод", "завода", "заводами", "заводила", "заводской", "заводь",
	"заявка" };

static npo_buf seen = NPO_BUF_INIT;

static void
note(void *payload, npo_str term, const struct trie_node *node)
{
	(void)payload;
	assert_non_null(node);
	npo_buf_addstr(&seen, term);
	npo_buf_addc(&seen, ' ');
}

static void
run(const char *stem)
{
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);

	npo_buf_reset(&seen);
	npo_buf_adds(&seen, "");
	npo_inflect(&npo_endings_ru, &npo_letters_cyrillic, npo_str_of(stem),
		&v, note, NULL);
}

static void
terms_of_a_stem_come_in_order_and_others_do_not(void **state)
{
	(void)state;
	run("завод");
	assert_string_equal(
		seen.p, "завод завода заводами заводила заводь ");
	run("дом");
	assert_string_equal(seen.p, "домам домами ");
	run("зая");
	assert_string_equal(seen.p, "");
	run("");
	assert_string_equal(seen.p, "");
	npo_buf_release(&seen);
}

static void
endings_are_found_by_their_letters(void **state)
{
	uint8_t symbol[8];
	size_t len = npo_symbols(npo_str_of("ami"), symbol, 8);
	const struct trie_node *node =
		npo_ending_find(&npo_endings_romanized, symbol, len);

	(void)state;
	assert_non_null(node);
	assert_string_equal(npo_ending_text(npo_endings_romanized
		.reading[node->reading].ending), "ами");
	len = npo_symbols(npo_str_of("qqq"), symbol, 8);
	assert_null(npo_ending_find(&npo_endings_romanized, symbol, len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_of_a_stem_come_in_order_and_others_do_not),
		cmocka_unit_test(endings_are_found_by_their_letters),
	};

	return RUN_TESTS();
}
