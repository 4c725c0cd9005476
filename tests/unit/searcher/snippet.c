/* SPDX-License-Identifier: GPL-2.0-or-later */
/* which parts of a text are shown, and what is marked in them */
#include "../test.h"

#include "searcher/searcher.h"

#define FILLER "lorem ipsum dolor sit amet consectetur adipiscing elit sed do "

static npo_analyzer *analyzer;

/* each word of a blank-separated list with itself as its one form */
typedef struct words {
	npo_form form[8];
	npo_forms forms[8];
	npo_buf text;
	search_terms *terms;
} words;

static void
words_init(words *w, const char *list)
{
	size_t at = 0, n = 0;
	npo_str word;

	memset(w, 0, sizeof(*w));
	npo_buf_adds(&w->text, list);
	w->terms = search_terms_new(NPO_COUNT(w->form));
	while (query_piece(npo_buf_str(&w->text), &at, &word)) {
		w->form[n] = (npo_form){ .len = word.len, .weight = 1,
			.documents = 1 };
		w->form[n].term = w->text.p + (word.p - w->text.p);
		w->forms[n] = (npo_forms){ &w->form[n], 1, 1 };
		search_terms_add(w->terms, word, &w->forms[n], 100);
		n++;
	}
}

static void
words_release(words *w)
{
	search_terms_free(w->terms);
	npo_buf_release(&w->text);
}

/* the snippet with its highlights in brackets */
static void
make(const char *list, npo_str text, unsigned windows, npo_buf *out,
	search_snippet *snippet)
{
	words w;
	size_t at = 0;

	words_init(&w, list);
	search_snippet_make(snippet, analyzer, w.terms, text, windows,
		search_terms_words(w.terms));
	words_release(&w);
	npo_buf_reset(out);
	for (size_t i = 0; i < snippet->highlight_count; i++) {
		const search_range *mark = &snippet->highlight[i];

		assert_true(mark->start >= at && mark->end > mark->start);
		npo_buf_add(out, snippet->text.p + at, mark->start - at);
		npo_buf_addc(out, '[');
		npo_buf_add(out, snippet->text.p + mark->start,
			mark->end - mark->start);
		npo_buf_addc(out, ']');
		at = mark->end;
	}
	npo_buf_add(out, snippet->text.p + at, snippet->text.len - at);
}

static void
check(const char *list, const char *text, const char *expected)
{
	search_snippet snippet = { .line = 0 };
	npo_buf out = NPO_BUF_INIT;

	make(list, npo_str_of(text), 1, &out, &snippet);
	assert_string_equal(out.p, expected);
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
short_text_is_shown_whole_with_its_words_marked(void **state)
{
	(void)state;
	check("завод", "Новый завод в Москве.", "Новый [завод] в Москве.");
	check("завод", "ЗАВОД, zavod и завод",
		"[ЗАВОД], zavod и [завод]");
	check("a b", "a b a", "[a] [b] [a]");
	check("завод", "завод", "[завод]");
}

static void
lines_and_control_characters_become_blanks(void **state)
{
	(void)state;
	check("b", "  a\r\n\t b\x1B[31m c\xC2\x9B" "d \n", "a [b] [31m c d");
	check("b", "a\u202E b \u2066c\u2028d", "a [b] c d");
}

static void
joined_and_single_words_make_one_mark(void **state)
{
	(void)state;
	check("r 12 r12", "the R-12 unit", "the [R-12] unit");
	check("r 12", "the R-12 unit", "the [R]-[12] unit");
}

static void
text_without_the_words_is_shown_from_its_beginning(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	make("завод", npo_str_of("\n\n " FILLER FILLER FILLER FILLER), 3,
		&out, &snippet);
	assert_int_equal(strncmp(out.p, "lorem ipsum", 11), 0);
	assert_string_equal(out.p + out.len - 3, "\u2026");
	assert_true(out.len > 130 && out.len < 170);
	assert_int_equal(snippet.highlight_count, 0);
	make("завод", npo_str_of(""), 3, &out, &snippet);
	assert_int_equal(out.len, 0);
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
window_with_most_words_wins(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	make("red fox", npo_str_of("red red red\n" FILLER FILLER FILLER FILLER
		"\nthe red fox\n" FILLER FILLER FILLER FILLER), 1, &out,
		&snippet);
	assert_non_null(strstr(out.p, "the [red] [fox]"));
	assert_null(strstr(out.p, "[red] [red]"));
	assert_int_equal(strncmp(out.p, "\u2026", 3), 0);
	assert_string_equal(out.p + out.len - 3, "\u2026");
	assert_int_equal(snippet.line, 3);
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
words_side_by_side_in_order_win(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	make("red fox", npo_str_of("first fox red x " FILLER FILLER FILLER
		FILLER "second red fox y"), 1, &out, &snippet);
	assert_non_null(strstr(out.p, "second [red] [fox] y"));
	make("red fox", npo_str_of("first red fox x " FILLER FILLER FILLER
		FILLER "second red fox y"), 1, &out, &snippet);
	assert_non_null(strstr(out.p, "first [red] [fox] x"));
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
windows_are_in_the_text_s_order_and_joined(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	make("red fox", npo_str_of("red one " FILLER FILLER FILLER FILLER
		"fox two red " FILLER FILLER FILLER FILLER), 2, &out,
		&snippet);
	assert_int_equal(snippet.window_count, 2);
	assert_int_equal(strncmp(out.p, "[red] one", 9), 0);
	assert_non_null(strstr(out.p, " \u2026 "));
	assert_non_null(strstr(out.p, "[fox] two [red]"));
	assert_int_equal(snippet.window[0].start, 0);
	assert_int_equal(
		snippet.window[1].end + strlen("\u2026"), snippet.text.len);
	make("red fox", npo_str_of("red fox"), 0, &out, &snippet);
	assert_int_equal(snippet.text.len, 0);
	assert_int_equal(snippet.window_count, 0);
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
cuts_fall_between_words_and_letters(void **state)
{
	npo_buf text = NPO_BUF_INIT, out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	for (int i = 0; i < 200; i++)
		npo_buf_adds(&text, i == 100 ? "завод " : "слово ");
	make("завод", npo_buf_str(&text), 1, &out, &snippet);
	for (size_t at = 3; at + 3 < out.len; at += strlen("слово ")) {
		if (out.p[at] == '[')
			at += 2;
		else
			assert_int_equal(
				strncmp(out.p + at, "слово", 10), 0);
	}
	npo_buf_reset(&text);
	for (int i = 0; i < 500; i++)
		npo_buf_adds(&text, "я");
	make("завод", npo_buf_str(&text), 1, &out, &snippet);
	assert_true(npo_utf8_valid(npo_buf_str(&out)));
	search_snippet_release(&snippet);
	npo_buf_release(&text);
	npo_buf_release(&out);
}

/* each window is in the budget, ends between words, and says where it is cut */
static void
check_windows(npo_str text, const search_snippet *snippet)
{
	npo_buf shown = NPO_BUF_INIT;

	for (size_t i = 0; i < snippet->window_count; i++) {
		const search_window *w = &snippet->window[i];
		size_t letters = 0;
		const char *at;

		for (size_t k = w->start; k < w->end; k++)
			letters += (snippet->text.p[k] & 0xC0) != 0x80;
		assert_true(letters > 0 && letters <= SNIPPET_LETTERS);
		npo_buf_reset(&shown);
		npo_buf_add(&shown, snippet->text.p + w->start,
			w->end - w->start);
		at = strstr(text.p, shown.p);
		assert_non_null(at);
		assert_true(at == text.p || at[-1] == ' ' || at[-1] == '-');
		at += shown.len;
		assert_true(!*at || *at == ' ' || at[-1] == '-');
		assert_true(w->cut_after || !*at || !strcmp(at, " ") ||
			(i + 1 < snippet->window_count &&
			!snippet->window[i + 1].cut_before));
	}
	npo_buf_release(&shown);
}

static void
windows_side_by_side_stay_in_their_budget(void **state)
{
	npo_buf text = NPO_BUF_INIT, out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	npo_buf_adds(&text, FILLER);
	for (int i = 0; i < 24; i++)
		npo_buf_adds(&text, i % 8 ? "перепроизводственный-" :
			"red слово fox ");
	npo_buf_adds(&text, FILLER FILLER FILLER "red " FILLER FILLER);
	for (unsigned windows = 1; windows <= 5; windows++) {
		make("red fox", npo_buf_str(&text), windows, &out, &snippet);
		assert_int_equal(snippet.window_count, windows > 4 ? 4 :
			windows);
		check_windows(npo_buf_str(&text), &snippet);
	}
	search_snippet_release(&snippet);
	npo_buf_release(&text);
	npo_buf_release(&out);
}

static void
heading_is_set_apart_and_begins_its_window(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	search_snippet snippet = { .line = 0 };

	(void)state;
	check("red", "Head\n\nThe red fox.\n \nNext",
		"Head · The [red] fox. Next");
	check("red", "a line\nthe red", "a line the [red]");
	check("red", "Head\v\nThe red fox.\v\nNext",
		"Head · The [red] fox. Next");
	make("red", npo_str_of(FILLER FILLER FILLER "\n\nThe\nred fox " FILLER
		FILLER FILLER), 1, &out, &snippet);
	assert_int_equal(strncmp(out.p, "\u2026The [red] fox", 16), 0);
	assert_true(out.len > 140 && out.len < 170);
	make("red", npo_str_of(FILLER FILLER FILLER "Head\v\nThe red fox "
		FILLER FILLER FILLER), 1, &out, &snippet);
	assert_int_equal(strncmp(out.p, "\u2026The [red] fox", 16), 0);
	search_snippet_release(&snippet);
	npo_buf_release(&out);
}

static void
words_of_a_short_text_are_marked_where_they_stand(void **state)
{
	search_snippet snippet = { .line = 0 };
	words w;

	(void)state;
	words_init(&w, "12 r12 red");
	search_snippet_mark(&snippet, analyzer, w.terms,
		npo_str_of("The\tR-12,  (red)"));
	assert_int_equal(snippet.highlight_count, 2);
	assert_int_equal(snippet.highlight[0].start, 4);
	assert_int_equal(snippet.highlight[0].end, 8);
	assert_int_equal(snippet.highlight[1].start, 12);
	assert_int_equal(snippet.highlight[1].end, 15);
	assert_int_equal(snippet.window_count, 0);
	search_snippet_mark(
		&snippet, analyzer, w.terms, npo_str_of("nothing"));
	assert_int_equal(snippet.highlight_count, 0);
	words_release(&w);
	search_snippet_release(&snippet);
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
		cmocka_unit_test(
			short_text_is_shown_whole_with_its_words_marked),
		cmocka_unit_test(lines_and_control_characters_become_blanks),
		cmocka_unit_test(joined_and_single_words_make_one_mark),
		cmocka_unit_test(
			text_without_the_words_is_shown_from_its_beginning),
		cmocka_unit_test(window_with_most_words_wins),
		cmocka_unit_test(words_side_by_side_in_order_win),
		cmocka_unit_test(windows_are_in_the_text_s_order_and_joined),
		cmocka_unit_test(cuts_fall_between_words_and_letters),
		cmocka_unit_test(windows_side_by_side_stay_in_their_budget),
		cmocka_unit_test(
			words_of_a_short_text_are_marked_where_they_stand),
		cmocka_unit_test(heading_is_set_apart_and_begins_its_window),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
