/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hits for people */
#include "../test.h"

#include "searcher/out.h"

static search_options options;
static search_out out;
static search_hit hit;

static int
setup(void **state)
{
	(void)state;
	memset(&options, 0, sizeof(options));
	memset(&hit, 0, sizeof(hit));
	search_out_init(&out, &options);
	hit.rank = 1;
	hit.line = 4;
	hit.stored.path = npo_str_of("/nowhere/a.txt");
	hit.stored.title = npo_str_of("Новый\x1B завод");
	npo_buf_adds(&hit.snippet.text, "a завод … b завод");
	hit.snippet.window[0] = (search_window){ 0, 12, false, true };
	hit.snippet.window[1] = (search_window){ 17, 29, true, true };
	hit.snippet.window_count = 2;
	hit.snippet.highlight = npo_calloc(2, sizeof(search_range));
	hit.snippet.highlight[0] = (search_range){ 2, 12 };
	hit.snippet.highlight[1] = (search_range){ 19, 29 };
	hit.snippet.highlight_count = 2;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	search_snippet_release(&hit.snippet);
	search_snippet_release(&hit.title);
	search_out_release(&out);
	return 0;
}

static void
plain_text_has_no_escapes(void **state)
{
	(void)state;
	out_text_hit(&out, &hit);
	assert_string_equal(out.buf.p, "Новый  завод\n/nowhere/a.txt:4\n"
		"    a завод…\n    …b завод…\n");
}

static void
words_are_coloured_in_each_window(void **state)
{
	(void)state;
	options.color = true;
	out_text_hit(&out, &hit);
	assert_string_equal(out.buf.p, "\33[1mНовый  завод\33[m\n"
		"\33[35m/nowhere/a.txt\33[m:\33[32m4\33[m\n"
		"    a \33[1;31mзавод\33[m…\n"
		"    …b \33[1;31mзавод\33[m…\n");
}

static void
words_are_coloured_in_the_title(void **state)
{
	(void)state;
	options.color = true;
	hit.snippet.window_count = 0;
	hit.title.highlight = npo_calloc(1, sizeof(search_range));
	hit.title.highlight[0] = (search_range){ 12, 22 };
	hit.title.highlight_count = 1;
	out_text_hit(&out, &hit);
	assert_string_equal(out.buf.p,
		"\33[1mНовый  \33[1;31mзавод\33[m\33[1m\33[m\n"
		"\33[35m/nowhere/a.txt\33[m:\33[32m4\33[m\n");
}

static void
hits_are_apart_and_queries_have_a_header(void **state)
{
	(void)state;
	out_text_begin(&out, npo_str_of("q1"), npo_str_of("новый завод"));
	hit.snippet.window_count = 0;
	hit.stored.title.len = 0;
	out_text_hit(&out, &hit);
	hit.rank = 2;
	hit.line = 0;
	out_text_hit(&out, &hit);
	assert_string_equal(out.buf.p, "== q1 новый завод\n"
		"/nowhere/a.txt:4\n\n/nowhere/a.txt\n");
}

#define with_hit(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_hit(plain_text_has_no_escapes),
		with_hit(words_are_coloured_in_each_window),
		with_hit(words_are_coloured_in_the_title),
		with_hit(hits_are_apart_and_queries_have_a_header),
	};

	return RUN_TESTS();
}
