/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: documents, fields, broken lines */
#include "sink.h"

static struct got got;

static void
read_lines(npo_str lines, const npo_input *like)
{
	assert_ok(read_bytes(lines, "a.jsonl", "jsonl", like, &got, err));
}

static void
keys_go_to_their_places(void **state)
{
	(void)state;
	read_lines(
		npo_str_of(
			"\xEF\xBB\xBF"
			"{\"id\": 7, \"title\": \"НПО\", \"text\": \"a\\nb\","
			" \"lang\": \"ru\", \"date\": \"1968-09-24\","
			" \"url\": \"http://a.org\", \"author\": \"B\","
			" \"city\": \"Самара\", \"year\": 1968, \"x\": null,"
			" \"half\": 0.5, \"open\": true, \"list\": [1]}\n"),
		NULL);
	assert_string_equal(got.log.p,
		"1 jsonl UTF-8 id=7 member=7 title=НПО lang=ru "
		"date=1968-09-24 url=http://a.org author=B [city:Самара] "
		"[year:1968] [half:0.5] [open:true]\n");
	assert_string_equal(got.text.p, "a\nb");
	assert_int_equal(got.span_count, 0);
}

static void
broken_lines_are_named_and_passed(void **state)
{
	(void)state;
	read_lines(npo_str_of("{\"text\": \"one\"}\r\n\n \r\n"
			      "{\"text\": \"two\n"
			      "[\"text\"]\n"
			      "{\"text\": \"\xFF\"}\n"
			      "{\"id\": \"x\"}\n"
			      "{\"id\": \"y\", \"title\": \"T\"} {}\n"
			      "{\"id\": \"z\", \"title\": \"first\","
			      " \"title\": \"last\"}"),
		NULL);
	assert_string_equal(got.log.p,
		"1 jsonl UTF-8 member=1\n"
		"4 problem: premature end of input near '\"two' (column 13)\n"
		"5 problem: no JSON object\n"
		"6 problem: not UTF-8\n"
		"7 problem: neither text nor title\n"
		"8 problem: end of file expected near '{' (column 27)\n"
		"9 jsonl UTF-8 id=z member=z title=last\n");
	assert_string_equal(got.text.p, "");
}

static void
language_asked_for_fills_in(void **state)
{
	npo_input like = { .max_size = 1000, .lang = "sr" };

	(void)state;
	read_lines(npo_str_of("{\"text\": \"a\"}\n"
			      "{\"text\": \"a\", \"lang\": \"ru\"}\n"),
		&like);
	assert_string_equal(got.log.p, "1 jsonl UTF-8 member=1 lang=sr\n"
				       "2 jsonl UTF-8 member=2 lang=ru\n");
}

static void
escaped_nul_is_a_blank(void **state)
{
	(void)state;
	read_lines(npo_str_of("{\"title\": \"a\\u0000b\", \"c\\u0000d\": 1,"
			      " \"text\": \"\\\\u0000\\u0000e\"}\n"),
		NULL);
	assert_string_equal(got.log.p,
		"1 jsonl UTF-8 member=1 title=a b [c d:1]\n");
	assert_string_equal(got.text.p, "\\u0000 e");
}

static void
line_over_the_limit_is_passed(void **state)
{
	npo_input like = { .max_size = 20 };
	npo_buf lines = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&lines, "{\"text\": \"12345678\"}\n{\"text\": \"");
	for (int i = 0; i < 200000; i++)
		npo_buf_addc(&lines, 'a');
	npo_buf_adds(&lines, "\"}\n{\"text\": \"123456789\"}\n"
			     "{\"text\": \"last\"}\n");
	read_lines(npo_buf_str(&lines), &like);
	assert_string_equal(got.log.p, "1 jsonl UTF-8 member=1\n"
				       "2 problem: line over 20 bytes\n"
				       "3 problem: line over 20 bytes\n"
				       "4 jsonl UTF-8 member=4\n");
	assert_string_equal(got.text.p, "last");
	npo_buf_release(&lines);
}

static void
lines_over_many_blocks_stay_whole(void **state)
{
	npo_buf lines = NPO_BUF_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++)
		npo_buf_addf(
			&lines, "{\"id\": %d, \"text\": \"word %d\"}\n", i, i);
	read_lines(npo_buf_str(&lines), NULL);
	assert_int_equal(got.documents, 20000);
	assert_int_equal(got.problems, 0);
	assert_string_equal(got.text.p, "word 19999");
	npo_buf_release(&lines);
}

static void
sink_that_stops_is_heard(void **state)
{
	npo_error err;

	(void)state;
	got.answer = NPO_ESTOPPED;
	assert_int_equal(read_bytes(npo_str_of("{\"text\": \"1\"}\n"
					       "{\"text\": \"2\"}\n"),
				 "a.jsonl", "jsonl", NULL, &got, &err),
		NPO_ESTOPPED);
	assert_string_equal(err.text, "enough");
	assert_int_equal(got.documents, 1);
	got_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_go_to_their_places),
		cmocka_unit_test(broken_lines_are_named_and_passed),
		cmocka_unit_test(language_asked_for_fills_in),
		cmocka_unit_test(escaped_nul_is_a_blank),
		cmocka_unit_test(line_over_the_limit_is_passed),
		cmocka_unit_test(lines_over_many_blocks_stay_whole),
		cmocka_unit_test(sink_that_stops_is_heard),
	};

	return RUN_TESTS();
}
