/* SPDX-License-Identifier: GPL-2.0-or-later */
/* letter by letter over an array of terms */
#include "../test.h"
#include "array.h"

#include "lib/match/walk.h"

/* the third letter of the second word is a combining dot below */
static const char *const terms[] = { "abba", "ab\u0323ra", "acre", "acta",
	"agra", "ar", "arc", "arcs", "art", "axe", "b" };

static array a = { terms, NPO_COUNT(terms), 0 };
static npo_vocabulary vocabulary;
static walk w;

static int
begin(void **state)
{
	(void)state;
	vocabulary = array_vocabulary(&a);
	memset(&w, 0, sizeof(w));
	w.letters = &npo_letters_latin;
	w.vocabulary = &vocabulary;
	w.left = 100;
	w.prefix[0] = 'a';
	walk_seek(&w, 1);
	assert_true(walk_below(&w, 1));
	return 0;
}

static struct letter_set
set_of(const char *letters)
{
	struct letter_set set = { { 0 } };

	for (; *letters; letters++)
		npo_letters_allow(&npo_letters_latin,
			npo_symbol((uint32_t)*letters), &set);
	return set;
}

/* the letters that the walk meets behind "a", and where the cursor is then */
static void
assert_meets(const char *allowed, const char *expected)
{
	struct letter_set set = set_of(allowed);
	const struct letter *letter = walk_letter(&w, 1, NULL, &set);
	npo_buf met = NPO_BUF_INIT;

	npo_buf_adds(&met, "");
	while (letter) {
		assert_true(walk_below(&w, 1 + letter->len));
		npo_buf_addf(&met, "%.*s:%s ", (int)letter->len, letter->utf8,
			w.term.p);
		letter = walk_letter(&w, 1, letter, &set);
	}
	assert_string_equal(met.p, expected);
	npo_buf_release(&met);
}

static void
letters_of_the_set_are_met_in_order(void **state)
{
	(void)state;
	assert_meets("rzcq", "c:acre r:ar ");
	assert_int_equal(a.at, NPO_COUNT(terms) - 1);
}

static void
nothing_allowed_takes_no_move(void **state)
{
	(void)state;
	assert_meets("", "");
	assert_int_equal(w.left, 99);
}

static void
terms_that_were_passed_meanwhile_are_not_met(void **state)
{
	struct letter_set set = set_of("cgrx");
	const struct letter *letter = walk_letter(&w, 1, NULL, &set);

	(void)state;
	walk_next(&w);
	walk_next(&w);
	assert_string_equal(w.term.p, "agra");
	letter = walk_letter(&w, 1, letter, &set);
	assert_int_equal(letter->code, 'g');
	walk_next(&w);
	letter = walk_letter(&w, 1, letter, &set);
	assert_int_equal(letter->code, 'r');
	assert_string_equal(w.term.p, "ar");
}

static void
marks_are_entered_if_the_walker_wants_them(void **state)
{
	struct letter_set set = set_of("r");
	const struct letter *letter;

	(void)state;
	memcpy(w.prefix, "ab", 2);
	walk_seek(&w, 2);
	letter = walk_letter(&w, 2, NULL, &set);
	assert_null(letter);
	walk_seek(&w, 2);
	walk_next(&w);
	w.marks = true;
	letter = walk_letter(&w, 2, NULL, &set);
	assert_non_null(letter);
	assert_int_equal(letter->symbol, SYM_IGNORE);
}

static void
without_moves_the_terms_are_at_an_end(void **state)
{
	(void)state;
	w.left = 1;
	assert_meets("cgr", "c:acre ");
	assert_int_equal(w.term.len, 0);
	walk_next(&w);
	assert_false(walk_below(&w, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			letters_of_the_set_are_met_in_order, begin),
		cmocka_unit_test_setup(nothing_allowed_takes_no_move, begin),
		cmocka_unit_test_setup(
			terms_that_were_passed_meanwhile_are_not_met, begin),
		cmocka_unit_test_setup(
			marks_are_entered_if_the_walker_wants_them, begin),
		cmocka_unit_test_setup(
			without_moves_the_terms_are_at_an_end, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
