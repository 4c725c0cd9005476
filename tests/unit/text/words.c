/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words of a text */
#include "../test.h"

#include "npo/text.h"

static npo_words *words;
static size_t failures;

static void
render(npo_str text, npo_buf *out)
{
	npo_token token;

	npo_words_start(words, text);
	while (npo_words_next(words, &token)) {
		if (out->len)
			npo_buf_addc(out, ' ');
		npo_buf_addstr(out, token.term);
		npo_buf_addf(out, "@%u", token.position);
		if (token.kind == NPO_TOKEN_EXTRA)
			npo_buf_addf(out, "+%ux", token.span);
	}
}

static void
words_row(char **cell, size_t cells, size_t line)
{
	npo_buf found = NPO_BUF_INIT;
	const char *want = strcmp(cell[1], " ") ? cell[1] : "";

	assert_int_equal(cells, 3);
	npo_buf_adds(&found, "");
	render(npo_str_of(cell[0]), &found);
	if (strcmp(found.p, want)) {
		print_error("line %zu, %s:\n%s\nnot\n%s\n", line, cell[2],
			found.p, want);
		failures++;
	}
	npo_buf_release(&found);
}

static void
rows_of_words_tsv_hold(void **state)
{
	(void)state;
	failures = 0;
	test_rows("words.tsv", 70, words_row);
	assert_int_equal(failures, 0);
}

/* a term found again as a word by itself is the same term */
static void
stable_row(char **cell, size_t cells, size_t line)
{
	npo_buf folded = NPO_BUF_INIT;
	npo_token token;

	(void)cells;
	npo_words_start(words, npo_str_of(cell[0]));
	while (npo_words_next(words, &token)) {
		npo_buf_reset(&folded);
		npo_fold(token.term, &folded);
		if (!npo_str_equal(npo_buf_str(&folded), token.term))
			fail_msg("line %zu: '%.*s' folds to '%s'", line,
				(int)token.term.len, token.term.p, folded.p);
	}
	npo_buf_release(&folded);
}

static void
every_term_is_folded(void **state)
{
	(void)state;
	test_rows("words.tsv", 70, stable_row);
}

static void
assert_covers(const char *text, const char *const *covered, size_t count)
{
	npo_token token;

	npo_words_start(words, npo_str_of(text));
	for (size_t i = 0; i < count; i++) {
		assert_true(npo_words_next(words, &token));
		assert_int_equal(
			token.end - token.start, strlen(covered[i]));
		assert_memory_equal(text + token.start, covered[i],
			strlen(covered[i]));
	}
	assert_false(npo_words_next(words, &token));
	assert_false(npo_words_next(words, &token));
}

static void
tokens_cover_their_bytes(void **state)
{
	static const char *const name[] = { "R", "12", "R-12" };
	static const char *const broken[] = { "объ-\nект", "объ", "ект" };
	static const char *const cut[] = { "NPO", "NPO's", "ok" };
	static const char *const point[] = { "U", "S", "U.S" };
	static const char *const mark[] = { "и\xCC\x86о\xCC\x81" };

	(void)state;
	assert_covers("«R-12»", name, NPO_COUNT(name));
	assert_covers(" объ-\nект.", broken, NPO_COUNT(broken));
	assert_covers("NPO's ok", cut, NPO_COUNT(cut));
	assert_covers("U.S.", point, NPO_COUNT(point));
	assert_covers("(и\xCC\x86о\xCC\x81)", mark, NPO_COUNT(mark));
}

static void
glued_words_are_told(void **state)
{
	static const char text[] = "НПО научно-производственное aB R12 U.S. "
				   "3.14 東京 a b. c-\nD";
	static const char want[] = "00101010101010000";
	npo_token token;
	size_t i = 0;

	(void)state;
	npo_words_start(words, npo_str_of(text));
	while (npo_words_next(words, &token)) {
		if (token.kind == NPO_TOKEN_EXTRA)
			continue;
		if (i >= sizeof(want) - 1 || token.glued != want[i] - '0')
			fail_msg("word %zu '%.*s'", i + 1,
				(int)token.term.len, token.term.p);
		i++;
	}
	assert_int_equal(i, sizeof(want) - 1);
}

static void
capitals_are_told(void **state)
{
	/* words and extras: aB and R12 are two words each, and one joined */
	static const char text[] = "НПО Полёт полёт ÉLSIB elsib aB R12 12 "
				   "U.S. d'Arc Ǆ";
	static const char want[] = "11010" "010" "101" "0" "111" "0" "1";
	npo_token token;
	size_t i = 0;

	(void)state;
	npo_words_start(words, npo_str_of(text));
	while (npo_words_next(words, &token)) {
		if (i >= sizeof(want) - 1 || token.capital != want[i] - '0')
			fail_msg("word %zu '%.*s'", i + 1,
				(int)token.term.len, token.term.p);
		i++;
	}
	assert_int_equal(i, sizeof(want) - 1);
}

static void
scripts_are_told(void **state)
{
	npo_token token;

	(void)state;
	npo_words_start(words, npo_str_of("12 abc где αβγ"));
	assert_true(npo_words_next(words, &token));
	assert_int_equal(token.script, NPO_SCRIPT_NONE);
	assert_true(npo_words_next(words, &token));
	assert_int_equal(token.script, NPO_SCRIPT_LATIN);
	assert_true(npo_words_next(words, &token));
	assert_int_equal(token.script, NPO_SCRIPT_CYRILLIC);
	assert_true(npo_words_next(words, &token));
	assert_int_equal(token.script, NPO_SCRIPT_OTHER);
	assert_int_equal(
		npo_script_of(npo_str_of("12где")), NPO_SCRIPT_CYRILLIC);
}

static void
a_very_long_word_is_one_bounded_term(void **state)
{
	npo_buf text = NPO_BUF_INIT;
	npo_token token;

	(void)state;
	for (int i = 0; i < 10000; i++)
		npo_buf_adds(&text, "ж");
	npo_buf_adds(&text, " end");
	npo_words_start(words, npo_buf_str(&text));
	assert_true(npo_words_next(words, &token));
	assert_in_range(token.term.len, 4000, 4096);
	assert_true(npo_utf8_valid(token.term));
	assert_int_equal(token.end, 20000);
	assert_true(npo_words_next(words, &token));
	assert_int_equal(token.position, 2);
	npo_buf_release(&text);
}

/* tokens of any bytes are in order, inside the text, folded and not empty */
static void
any_bytes_give_sound_tokens(void **state)
{
	static const char *const piece[] = { "a", "Б", "s", "'", "\"", "’",
		"-", "\n", " ", "1", ".", "[", "]", "\xCC\x81", "\xC2\xAD",
		"\xD1", "\xFF", "ё", "É", "東", "²", "ʼn", "ŉ", "İ", "к",
		"\xE2\x80\x8B", "ﬁ", "x", "ʹ" };
	npo_buf text = NPO_BUF_INIT, folded = NPO_BUF_INIT;
	npo_token token;

	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		uint32_t position = 0;

		npo_buf_reset(&text);
		for (int i = rand() % 12; i >= 0; i--)
			npo_buf_adds(&text,
				piece[(size_t)rand() % NPO_COUNT(piece)]);
		npo_words_start(words, npo_buf_str(&text));
		while (npo_words_next(words, &token)) {
			assert_true(token.term.len > 0);
			assert_true(token.start < token.end);
			assert_true(token.end <= text.len);
			if (token.kind == NPO_TOKEN_WORD)
				assert_int_equal(token.position, ++position);
			assert_true(token.position + token.span <=
				position + 1);
			npo_buf_reset(&folded);
			npo_fold(token.term, &folded);
			if (!npo_str_equal(npo_buf_str(&folded), token.term))
				fail_msg("in '%s': '%.*s' folds to '%s'",
					text.p, (int)token.term.len,
					token.term.p, folded.p);
		}
	}
	npo_buf_release(&text);
	npo_buf_release(&folded);
}

static int
open_words(void **state)
{
	(void)state;
	words = npo_words_new();
	return 0;
}

static int
close_words(void **state)
{
	(void)state;
	npo_words_free(words);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_words_tsv_hold),
		cmocka_unit_test(every_term_is_folded),
		cmocka_unit_test(tokens_cover_their_bytes),
		cmocka_unit_test(glued_words_are_told),
		cmocka_unit_test(capitals_are_told),
		cmocka_unit_test(scripts_are_told),
		cmocka_unit_test(a_very_long_word_is_one_bounded_term),
		cmocka_unit_test(any_bytes_give_sound_tokens),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
