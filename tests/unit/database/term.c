/* SPDX-License-Identifier: GPL-2.0-or-later */
/* terms: as they are, or cut with a hash */
#include "../test.h"

#include "npo/database.h"
#include "npo/schema.h"

static char bytes[400];

/* a value of so many of a letter */
static npo_str
many(const char *letter, size_t count)
{
	size_t len = strlen(letter);

	for (size_t i = 0; i < count; i++)
		memcpy(bytes + i * len, letter, len);
	return (npo_str){bytes, count * len};
}

static void
short_term_is_prefix_and_value(void **state)
{
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_term_make(&out, "U", npo_str_of("/a path"));
	assert_string_equal(out.p, "U/a path");
	npo_term_make(&out, "U", many("x", 244));
	assert_int_equal(out.len, 245);
	assert_string_equal(out.p + 240, "xxxxx");
	npo_term_make(&out, "", npo_str_of(""));
	assert_int_equal(out.len, 0);
	npo_buf_release(&out);
}

static void
long_term_ends_in_the_hash_of_the_whole(void **state)
{
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	npo_term_make(&out, "U", many("x", 300));
	assert_int_equal(out.len, NPO_TERM_MAX);
	assert_string_equal(out.p + 228, "x9b8c310b4490b3f0");
	npo_term_make(&out, "U", many("x", 245));
	assert_int_equal(out.len, NPO_TERM_MAX);
	assert_string_not_equal(out.p + 228, "x9b8c310b4490b3f0");
	npo_buf_release(&out);
}

static void
cut_leaves_letters_whole(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	npo_str value;

	(void)state;
	many("x", 227);
	for (size_t i = 0; i < 30; i++)
		memcpy(bytes + 227 + 2 * i, "\xD1\x8F", 2);
	value = (npo_str){bytes, 287};
	npo_term_make(&out, "U", value);
	assert_int_equal(out.len, NPO_TERM_MAX - 1);
	assert_true(npo_utf8_valid(npo_buf_str(&out)));
	assert_string_equal(out.p + 227, "xd47f29d64c617ea8");
	npo_buf_release(&out);
}

static void
zero_bytes_count_twice(void **state)
{
	npo_buf out = NPO_BUF_INIT;
	npo_doc *doc = npo_doc_new();

	(void)state;
	memset(bytes, 0, sizeof(bytes));
	npo_term_make(&out, "XF:", (npo_str){bytes, 121});
	assert_int_equal(out.len, 124);
	npo_term_make(&out, "XF:", (npo_str){bytes, 200});
	assert_int_equal(out.len, 3 + 113 + 16);
	assert_string_equal(out.p + 3 + 113, "1af65c5a2bff670b");
	assert_ok(npo_doc_add_posting(doc, npo_buf_str(&out), 0, 0, err));
	npo_doc_free(doc);
	npo_buf_release(&out);
}

static void
path_is_six_bytes_that_end_no_string(void **state)
{
	npo_buf out = NPO_BUF_INIT, last = NPO_BUF_INIT;
	char path[16];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(path, sizeof(path), "/f%d", i);
		npo_path_term(&out, npo_str_of(path));
		assert_int_equal(out.len, 7);
		assert_int_equal(strlen(out.p), 7);
		assert_false(npo_str_equal(
			npo_buf_str(&out), npo_buf_str(&last)));
		npo_buf_reset(&last);
		npo_buf_addstr(&last, npo_buf_str(&out));
	}
	/* FNV-1a of "a", AF63DC4C8601EC8C, in base 255 */
	npo_path_term(&out, npo_str_of("a"));
	assert_string_equal(out.p, "U\x3e\x2b\x4b\x42\x9f\xbd");
	npo_buf_release(&out);
	npo_buf_release(&last);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_term_is_prefix_and_value),
		cmocka_unit_test(long_term_ends_in_the_hash_of_the_whole),
		cmocka_unit_test(cut_leaves_letters_whole),
		cmocka_unit_test(zero_bytes_count_twice),
		cmocka_unit_test(path_is_six_bytes_that_end_no_string),
	};

	return RUN_TESTS();
}
