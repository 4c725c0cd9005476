/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what people type into a search box */
#include "../test.h"

#include "searcher/query.h"

static npo_analyzer *analyzer;
static int wrong_rows;		/* all of them are told, not just the first */

static void
describe(npo_str text, bool literal, npo_buf *tree, npo_buf *note)
{
	query *q = query_parse(analyzer, text, literal);

	query_describe(q->root, tree);
	npo_buf_addstr(note, npo_buf_str(&q->note));
	query_free(q);
}

static void
check_row(char **cell, size_t cells, size_t line)
{
	npo_buf tree = NPO_BUF_INIT, note = NPO_BUF_INIT;

	assert_int_equal(cells, 3);
	describe(npo_str_of(cell[0]), false, &tree, &note);
	if (strcmp(tree.p, cell[1])) {
		print_error("query.tsv:%zu: '%s' is %s, not %s (%s)\n", line,
			cell[0], tree.p, cell[1], cell[2]);
		wrong_rows++;
	}
	npo_buf_release(&tree);
	npo_buf_release(&note);
}

static void
queries_become_the_trees_of_the_table(void **state)
{
	(void)state;
	wrong_rows = 0;
	test_rows("query.tsv", 100, check_row);
	assert_int_equal(wrong_rows, 0);
}

static void
literal_text_has_no_operators(void **state)
{
	npo_buf tree = NPO_BUF_INIT, note = NPO_BUF_INIT;

	(void)state;
	describe(npo_str_of("+a \"b c\" OR (d* NEAR lang:ru) -R-12"), true,
		&tree, &note);
	assert_string_equal(tree.p,
		"LIST(a b c or d near lang ru r+12|2:r12)");
	assert_int_equal(note.len, 0);
	npo_buf_release(&tree);
	npo_buf_release(&note);
}

static void
what_is_taken_as_text_is_said(void **state)
{
	static const struct {
		const char *text, *note;
	} rows[] = {
		{ "a \"b", "a quotation mark without its partner is text" },
		{ "(a", "a parenthesis without its partner is text" },
		{ "a) \"b", "a parenthesis without its partner is text; "
			"a quotation mark without its partner is text" },
		{ "AND", "an operator without a word beside it is text" },
		{ "date:x", "a filter without a usable value is text" },
		{ "a NEAR (b OR c)",
			"NEAR takes words and phrases only: AND" },
		{ "a \"b c\" -d", "" },
		{ "ob\"edinenie C++ - ***", "" },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		npo_buf tree = NPO_BUF_INIT, note = NPO_BUF_INIT;

		describe(npo_str_of(rows[i].text), false, &tree, &note);
		npo_buf_adds(&note, "");
		assert_string_equal(note.p, rows[i].note);
		npo_buf_release(&tree);
		npo_buf_release(&note);
	}
}

static void
punctuation_alone_finds_nothing_and_fails_nowhere(void **state)
{
	(void)state;
	for (char c = '!'; c < 0x7F; c++) {
		npo_buf tree = NPO_BUF_INIT, note = NPO_BUF_INIT;
		char text[] = { c, '\0' };

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z'))
			continue;
		describe(npo_str_of(text), false, &tree, &note);
		assert_string_equal(tree.p, "LIST()");
		npo_buf_release(&tree);
		npo_buf_release(&note);
	}
}

/* xorshift32; Marsaglia, Xorshift RNGs (2003) */
static uint32_t
random_number(void)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

static void
random_text(npo_buf *text)
{
	static const char *const pieces[] = { "a", "завод", " ", "\"", "(",
		")", "+", "-", "=", "~", "*", ":", "«", "»", "„", "“", "”",
		" AND ", " OR ", " NOT ", " NEAR/3 ", "title:", "lang:ru",
		"date:", "..", "\xFF", "\n", "'", "’", "\u00AD", "\u0301",
		"日本", "R-12", "#", "/", "\u202E", "\U0001F600" };

	npo_buf_reset(text);
	for (uint32_t n = random_number() % 40; n; n--) {
		uint32_t pick = random_number() % (NPO_COUNT(pieces) + 4);

		if (pick < NPO_COUNT(pieces))
			npo_buf_adds(text, pieces[pick]);
		else
			npo_utf8_put(text, random_number() % 0x30000);
	}
	npo_buf_adds(text, "");
}

/* what the header promises of every tree */
static void
check_node(const query_node *node, bool in_list, size_t depth)
{
	uint32_t last = 0;

	assert_true(depth < 4 * QUERY_DEPTH_MAX);
	if (node->kind == QUERY_WORDS)
		assert_true(node->token_count > 0);
	if (node->kind == QUERY_EXCLUDE)
		assert_true(in_list);
	if (node->kind == QUERY_NOT)
		assert_int_equal(node->child_count, 2);
	for (size_t i = 0; i < node->token_count; i++) {
		const npo_token *token = &node->token[i];

		assert_true(token->term.len > 0);
		if (token->kind == NPO_TOKEN_EXTRA)
			continue;
		assert_true(token->position > last);
		last = token->position;
	}
	for (size_t i = 0; i < node->child_count; i++)
		check_node(node->child[i], node->kind == QUERY_LIST,
			depth + 1);
}

static void
random_text_never_fails(void **state)
{
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		query *q;

		random_text(&text);
		q = query_parse(analyzer, npo_buf_str(&text), false);
		assert_int_equal(q->root->kind, QUERY_LIST);
		check_node(q->root, true, 0);
		query_free(q);
		q = query_parse(analyzer, npo_buf_str(&text), true);
		check_node(q->root, true, 0);
		query_free(q);
	}
	npo_buf_release(&text);
}

static void
phrase_positions_run_on(void **state)
{
	query *q = query_parse(analyzer,
		npo_str_of("x \"научно-производственное объединение R-12\""),
		false);
	const query_node *phrase = q->root->child[1];

	(void)state;
	assert_int_equal(phrase->kind, QUERY_PHRASE);
	assert_int_equal(phrase->child_count, 3);
	assert_int_equal(phrase->child[0]->token[1].position, 2);
	assert_int_equal(phrase->child[1]->token[0].position, 3);
	assert_int_equal(phrase->child[2]->token[0].position, 4);
	assert_int_equal(phrase->child[2]->token[2].kind, NPO_TOKEN_EXTRA);
	assert_int_equal(phrase->child[2]->token[2].position, 4);
	query_free(q);
}

static void
too_deep_parentheses_are_taken_back(void **state)
{
	npo_buf text = NPO_BUF_INIT, tree = NPO_BUF_INIT;
	npo_buf note = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 10000; i++)
		npo_buf_adds(&text, "-(a ");
	for (int i = 0; i < 10000; i++)
		npo_buf_adds(&text, ")");
	describe(npo_buf_str(&text), false, &tree, &note);
	assert_non_null(strstr(note.p, "too deep"));
	npo_buf_release(&text);
	npo_buf_release(&tree);
	npo_buf_release(&note);
}

static void
words_behind_the_limit_are_dropped(void **state)
{
	npo_buf text = NPO_BUF_INIT;
	query *q;

	(void)state;
	for (int i = 0; i < QUERY_WORDS_MAX; i++)
		npo_buf_adds(&text, "a ");
	q = query_parse(analyzer, npo_buf_str(&text), false);
	assert_int_equal(q->root->child_count, QUERY_WORDS_MAX);
	assert_int_equal(q->note.len, 0);
	query_free(q);
	npo_buf_adds(&text, "AND a AND a");
	q = query_parse(analyzer, npo_buf_str(&text), false);
	assert_int_equal(q->root->child_count, QUERY_WORDS_MAX);
	assert_non_null(strstr(q->note.p, "first 500"));
	query_free(q);
	npo_buf_release(&text);
}

static int
setup(void **state)
{
	(void)state;
	analyzer = npo_analyzer_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	npo_analyzer_free(analyzer);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_become_the_trees_of_the_table),
		cmocka_unit_test(literal_text_has_no_operators),
		cmocka_unit_test(what_is_taken_as_text_is_said),
		cmocka_unit_test(
			punctuation_alone_finds_nothing_and_fails_nowhere),
		cmocka_unit_test(random_text_never_fails),
		cmocka_unit_test(phrase_positions_run_on),
		cmocka_unit_test(too_deep_parentheses_are_taken_back),
		cmocka_unit_test(words_behind_the_limit_are_dropped),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
