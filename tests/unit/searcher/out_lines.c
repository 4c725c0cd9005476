/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hits as lines of columns, paths and TREC runs */
#include "../test.h"

#include <unistd.h>

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
	hit.rank = 2;
	hit.score = 1.5;
	hit.line = 4;
	hit.stored.path = npo_str_of("/nowhere/a\nb.txt");
	hit.stored.member = npo_str_of("7");
	hit.stored.title = npo_str_of("say \"a,b\"\tc\x1B[31m");
	npo_buf_adds(&hit.snippet.text, "завод");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	search_snippet_release(&hit.snippet);
	search_out_release(&out);
	return 0;
}

static void
tsv_has_no_control_characters_in_its_columns(void **state)
{
	(void)state;
	out_tsv_hit(&out, &hit);
	assert_string_equal(out.buf.p, "2\t1.5\t/nowhere/a b.txt#7\t4\t"
		"say \"a,b\" c [31m\tзавод\n");
}

static void
csv_is_quoted_as_rfc_4180_says(void **state)
{
	(void)state;
	hit.query_id = npo_str_of("q1");
	out_csv_hit(&out, &hit);
	assert_string_equal(out.buf.p, "q1,2,1.5,/nowhere/a b.txt#7,4,"
		"\"say \"\"a,b\"\" c [31m\",завод\r\n");
}

static void
trec_columns_have_no_blanks(void **state)
{
	(void)state;
	out_trec_hit(&out, &hit);
	assert_string_equal(out.buf.p,
		"1 Q0 /nowhere/a%20b.txt 2 1.500000 npo\n");
	npo_buf_reset(&out.buf);
	hit.stored.id = npo_str_of("x y");
	hit.query_id = npo_str_of("q 1");
	out_trec_hit(&out, &hit);
	assert_string_equal(out.buf.p,
		"q%201 Q0 x%20y 2 1.500000 npo\n");
}

static void
each_path_is_printed_once(void **state)
{
	char path[32];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(path, sizeof(path), "/p/%d", i % 500);
		hit.stored.path = npo_str_of(path);
		npo_buf_reset(&out.buf);
		out_paths_hit(&out, &hit);
		assert_int_equal(out.buf.len > 0, i < 500);
	}
	search_out_begin(&out);
	out_paths_hit(&out, &hit);
	assert_string_equal(out.buf.p, "/p/499\n");
}

static void
paths_are_raw_unless_a_terminal_shows_them(void **state)
{
	(void)state;
	out_paths_hit(&out, &hit);
	assert_string_equal(out.buf.p, "/nowhere/a\nb.txt\n");
	options.terminal = true;
	search_out_begin(&out);
	npo_buf_reset(&out.buf);
	out_paths_hit(&out, &hit);
	assert_string_equal(out.buf.p, "/nowhere/a b.txt\n");
	options.nul = true;
	search_out_begin(&out);
	npo_buf_reset(&out.buf);
	out_paths_hit(&out, &hit);
	assert_memory_equal(out.buf.p, "/nowhere/a\nb.txt\0", 17);
}

static void
paths_below_the_current_folder_are_relative(void **state)
{
	char *folder = getcwd(NULL, 0);
	npo_buf path = NPO_BUF_INIT;

	(void)state;
	npo_buf_addf(&path, "%s/x/y", folder);
	hit.stored.path = npo_buf_str(&path);
	out_paths_hit(&out, &hit);
	assert_string_equal(out.buf.p, "x/y\n");
	npo_buf_reset(&path);
	npo_buf_addf(&path, "%s-x/y", folder);
	hit.stored.path = npo_buf_str(&path);
	npo_buf_reset(&out.buf);
	out_paths_hit(&out, &hit);
	assert_memory_equal(out.buf.p, path.p, path.len);
	npo_buf_release(&path);
	free(folder);
}

#define with_hit(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_hit(tsv_has_no_control_characters_in_its_columns),
		with_hit(csv_is_quoted_as_rfc_4180_says),
		with_hit(trec_columns_have_no_blanks),
		with_hit(each_path_is_printed_once),
		with_hit(paths_are_raw_unless_a_terminal_shows_them),
		with_hit(paths_below_the_current_folder_are_relative),
	};

	return RUN_TESTS();
}
