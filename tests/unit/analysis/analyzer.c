/* SPDX-License-Identifier: GPL-2.0-or-later */
/* terms that fit */
#include "../test.h"

#include "npo/analysis.h"
#include "npo/schema.h"

static void
tokens_are_those_of_the_text(void **state)
{
	npo_analyzer *analyzer = npo_analyzer_new();
	npo_token token;

	(void)state;
	npo_analyzer_start(analyzer, npo_str_of("Завод R-12"));
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_true(npo_str_equal(token.term, npo_str_of("завод")));
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_true(npo_str_equal(token.term, npo_str_of("r12")));
	assert_int_equal(token.kind, NPO_TOKEN_EXTRA);
	assert_int_equal(token.position, 2);
	assert_int_equal(token.span, 2);
	assert_false(npo_analyzer_next(analyzer, &token));
	npo_analyzer_free(analyzer);
	npo_analyzer_free(NULL);
}

static void
long_words(npo_buf *out, size_t letters, const char *last)
{
	for (size_t i = 1; i < letters; i++)
		npo_buf_adds(out, "ж");
	npo_buf_adds(out, last);
	npo_buf_adds(out, " ");
}

static void
long_terms_are_cut_and_told_apart(void **state)
{
	npo_analyzer *analyzer = npo_analyzer_new();
	npo_buf text = NPO_BUF_INIT, first = NPO_BUF_INIT;
	npo_token token;

	(void)state;
	long_words(&text, 200, "ж");
	long_words(&text, 200, "а");
	npo_analyzer_start(analyzer, npo_buf_str(&text));
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_in_range(token.term.len, 230, NPO_TERM_MAX - 8);
	assert_true(npo_utf8_valid(token.term));
	npo_buf_addstr(&first, token.term);
	assert_true(npo_analyzer_next(analyzer, &token));
	assert_int_equal(token.term.len, first.len);
	assert_false(npo_str_equal(token.term, npo_buf_str(&first)));
	assert_memory_equal(token.term.p, first.p, 200);
	npo_buf_release(&text);
	npo_buf_release(&first);
	npo_analyzer_free(analyzer);
}

static void
a_cut_term_ends_in_a_hash(void **state)
{
	npo_buf term = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&term, "foobar");
	npo_term_cut(&term, 6);
	assert_string_equal(term.p, "foobar");
	npo_buf_reset(&term);
	npo_buf_adds(&term, "яяяfoobarfoobarfoobarfoobar");
	npo_term_cut(&term, 21);
	assert_int_equal(term.len, 4 + 16);
	assert_memory_equal(term.p, "яя", 4);
	assert_int_equal(strspn(term.p + 4, "0123456789abcdef"), 16);
	npo_buf_release(&term);
}

/* a test vector of draft-eastlake-fnv */
static void
the_hash_is_fnv_1a(void **state)
{
	npo_buf term = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&term, "chongo was here!\n");
	npo_term_cut(&term, 16);
	assert_string_equal(term.p, "46810940eff5f915");
	npo_buf_release(&term);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_are_those_of_the_text),
		cmocka_unit_test(long_terms_are_cut_and_told_apart),
		cmocka_unit_test(a_cut_term_ends_in_a_hash),
		cmocka_unit_test(the_hash_is_fnv_1a),
	};

	return RUN_TESTS();
}
