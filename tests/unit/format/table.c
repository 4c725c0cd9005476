/* SPDX-License-Identifier: GPL-2.0-or-later */
/* which reader a file is for, and what reaches it */
#include "sink.h"

#include <fcntl.h>

static struct got got;

static const char *
sniffed(npo_str head, const char *path)
{
	const npo_format *best = NULL, *row;
	int most = 0;

	for (size_t i = 0; (row = npo_format_at(i)) != NULL; i++) {
		int fit = row->sniff(head, path);

		assert_in_range(fit, 0, 3);
		best = fit > most ? row : best;
		most = fit > most ? fit : most;
	}
	return best ? best->name : "-";
}

static void
sniff_row(char **cell, size_t cells, size_t line)
{
	const char *name;

	assert_true(cells >= 4);
	name = sniffed(npo_str_of(cell[0]), cell[1]);
	if (strcmp(name, cell[2]))
		print_error("line %zu: %s\n", line, cell[3]);
	assert_string_equal(name, cell[2]);
}

static void
each_file_finds_its_reader(void **state)
{
	(void)state;
	test_rows("formats.tsv", 30, sniff_row);
}

static void
rows_are_found_by_name(void **state)
{
	size_t count = 0;

	(void)state;
	for (; npo_format_at(count); count++) {
		const npo_format *row = npo_format_at(count);

		assert_ptr_equal(npo_format_named(row->name), row);
	}
	assert_true(count >= 3);
	assert_null(npo_format_named("none"));
}

static void
binary_data_is_refused_by_name(void **state)
{
	npo_str bytes = { "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0", 22 };
	npo_error err;

	(void)state;
	assert_int_equal(read_bytes(bytes, "d/a.txt", NULL, NULL, &got, &err),
		NPO_EFORMAT);
	assert_string_equal(err.text, "binary data 'd/a.txt'");
	assert_int_equal(read_bytes(bytes, "d/a", "wikitext", NULL, &got, &err),
		NPO_EFORMAT);
	assert_non_null(strstr(err.text, " 'd/a'"));
	assert_int_equal(got.documents, 0);
}

static void
unknown_type_is_refused(void **state)
{
	npo_error err;

	(void)state;
	assert_int_equal(
		read_bytes(npo_str_of("a"), "a", "odt", NULL, &got, &err),
		NPO_EINVAL);
	assert_string_equal(err.text, "unknown type 'odt'");
}

static void
large_file_is_refused_by_name(void **state)
{
	npo_input like = { .max_size = 3 };
	npo_error err;

	(void)state;
	assert_int_equal(
		read_bytes(npo_str_of("abc"), "a", NULL, &like, &got, &err),
		NPO_OK);
	assert_int_equal(
		read_bytes(npo_str_of("abcd"), "a", NULL, &like, &got, &err),
		NPO_EINVAL);
	assert_string_equal(err.text, "larger than 3 bytes 'a'");
	assert_int_equal(got.documents, 0);
}

static void
empty_file_is_named_after_itself(void **state)
{
	npo_input like = { .lang = "ru", .max_size = 1 };

	(void)state;
	assert_ok(read_bytes(
		npo_str_of(""), "d/\xFFмой.txt", NULL, &like, &got, err));
	assert_string_equal(
		got.log.p, "1 plain UTF-8 title=\uFFFDмой.txt lang=ru\n");
	assert_int_equal(got.text.len, 0);
}

static void
charset_asked_for_is_taken(void **state)
{
	npo_input like = { .max_size = 99, .charset = "windows-1251" };

	(void)state;
	assert_ok(read_bytes(
		npo_str_of("\xCD\xCF\xCE"), "a.txt", NULL, &like, &got, err));
	assert_string_equal(got.log.p, "1 plain windows-1251 title=НПО\n");
	assert_ok(read_bytes(npo_str_of("{\"text\": \"\xCD\xCF\xCE\"}"),
		"a.jsonl", NULL, &like, &got, err));
	assert_string_equal(got.log.p, "1 jsonl windows-1251 member=1\n");
	assert_string_equal(got.text.p, "НПО");
}

static void
head_may_end_inside_a_letter(void **state)
{
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	npo_buf_adds(&text, "a");
	while (text.len < 10000)
		npo_buf_adds(&text, "ж");
	assert_ok(
		read_bytes(npo_buf_str(&text), "a.txt", NULL, NULL, &got, err));
	assert_int_equal(got.text.len, text.len);
	npo_buf_release(&text);
}

/* What fstat() said may be old, or 0 as of a file in /proc. */
static void
file_is_read_whole_whatever_size_was_told(void **state)
{
	static const size_t sizes[] = { 1, 100, 4095, 4096, 4097, 20000 };
	npo_sink sink = { got_document, got_problem, &got };
	
	(void)state;
	for (size_t i = 0; i < NPO_COUNT(sizes) * 4; i++) {
		size_t size = sizes[i / 4];
		const size_t told[] = { size, size - 1, size + 1, 0 };
		npo_input in = { .path = "a.txt",
			.max_size = 1 << 20,
			.size = told[i % 4] };
		npo_buf text = NPO_BUF_INIT;

		while (text.len < size)
			npo_buf_addc(&text, text.len % 7 ? 'a' : ' ');
		in.fd = open_bytes(npo_buf_str(&text));
		assert_ok(npo_format_read(&in, NULL, &sink, err));
		assert_int_equal(got.text.len, size);
		close(in.fd);
		npo_buf_release(&text);
	}
}

/* A pipe holds what is written before it is read: 64 KiB on Linux. */
static npo_status
read_pipe(npo_str bytes, uint64_t max_size, npo_error *err)
{
	npo_input in = { .path = "-", .max_size = max_size };
	npo_sink sink = { got_document, got_problem, &got };
	npo_status st;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], bytes.p, bytes.len), bytes.len);
	close(fds[1]);
	in.fd = fds[0];
	npo_buf_reset(&got.log);
	st = npo_format_read(&in, NULL, &sink, err);
	close(fds[0]);
	return st;
}

static void
pipe_is_read_as_a_file(void **state)
{
	npo_error err;

	(void)state;
	assert_int_equal(
		read_pipe(npo_str_of("{\"text\": \"a\"}\n"), 99, &err), NPO_OK);
	assert_string_equal(got.log.p, "1 jsonl UTF-8 member=1\n");
	assert_int_equal(
		read_pipe(npo_str_of("= T =\n==S=="), 99, &err), NPO_OK);
	assert_string_equal(got.log.p, "1 wikitext UTF-8 title=T\n");
	assert_int_equal(read_pipe(npo_str_of("123"), 2, &err), NPO_EINVAL);
	assert_string_equal(err.text, "larger than 2 bytes '-'");
}

static void
folder_cannot_be_read(void **state)
{
	npo_input in = { .path = "/", .max_size = 9 };
	npo_sink sink = { got_document, got_problem, &got };
	npo_error err;

	(void)state;
	in.fd = open("/", O_RDONLY | O_DIRECTORY);
	assert_int_equal(npo_format_read(&in, NULL, &sink, &err), NPO_EIO);
	assert_string_equal(err.text, "cannot read '/': Is a directory");
	close(in.fd);
	got_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_file_finds_its_reader),
		cmocka_unit_test(rows_are_found_by_name),
		cmocka_unit_test(binary_data_is_refused_by_name),
		cmocka_unit_test(unknown_type_is_refused),
		cmocka_unit_test(large_file_is_refused_by_name),
		cmocka_unit_test(empty_file_is_named_after_itself),
		cmocka_unit_test(charset_asked_for_is_taken),
		cmocka_unit_test(head_may_end_inside_a_letter),
		cmocka_unit_test(file_is_read_whole_whatever_size_was_told),
		cmocka_unit_test(pipe_is_read_as_a_file),
		cmocka_unit_test(folder_cannot_be_read),
	};

	return RUN_TESTS();
}
