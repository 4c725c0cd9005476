/* SPDX-License-Identifier: GPL-2.0-or-later */
/* many known files: any order, more than one block, one that fills its own */
#include "../test.h"

#include "indexer/known.h"

#define FILES 30000
#define LONG (3u << 20)		/* bytes of a reason */

static npo_buf value = NPO_BUF_INIT;

static void
add(ix_known_list *list, const char *path, size_t size, npo_str reason)
{
	ix_known file = {.path = npo_str_of(path), .size = size,
		.reason = reason};

	known_encode(&file, &value);
	known_list_add(list, file.path, npo_buf_str(&value));
}

static const char *
path_of(size_t i)
{
	static char path[32];

	snprintf(path, sizeof(path), "/folder/%02zu/%06zu", i / 1000, i);
	return path;
}

/* each file is there once, and the size of each is its number */
static void
assert_all(ix_known_list *list)
{
	ix_known file;

	assert_int_equal(list->count, FILES);
	for (size_t i = 0; i < FILES; i++) {
		known_at(list, i, &file);
		assert_true(npo_str_equal(file.path, npo_str_of(path_of(i))));
		assert_int_equal(file.size, i);
		assert_int_equal(known_is_seen(list, i), i % 3 == 0);
	}
}

static void
files_are_found_in_whatever_order_they_came(void **state)
{
	ix_known_list list = {.count = 0};
	ix_known file;

	(void)state;
	/* 7 has no factor of FILES: all of them, not in order */
	for (size_t i = 0; i < FILES; i++)
		add(&list, path_of(i * 7 % FILES), i * 7 % FILES,
			npo_str_of("a reason"));
	known_list_sort(&list);
	assert_true(list.blocks > 1);
	for (size_t i = 0; i < FILES; i += 3) {
		assert_true(known_see(&list, path_of(i), &file));
		assert_int_equal(file.size, i);
	}
	assert_false(known_see(&list, path_of(FILES), &file));
	assert_all(&list);
	known_list_release(&list);
	assert_int_equal(list.count, 0);
}

static void
file_may_be_larger_than_a_block(void **state)
{
	ix_known_list list = {.count = 0};
	char *text = npo_calloc(1, LONG);
	ix_known file;

	(void)state;
	memset(text, 'x', LONG);
	add(&list, "/a", 1, npo_str_of("short"));
	add(&list, "/b", 2, (npo_str){text, LONG});
	add(&list, "/c", 3, npo_str_of("short"));
	known_list_sort(&list);
	assert_true(known_see(&list, "/b", &file));
	assert_int_equal(file.reason.len, LONG);
	assert_memory_equal(file.reason.p, text, LONG);
	assert_true(known_see(&list, "/c", &file));
	assert_int_equal(file.size, 3);
	assert_true(known_see(&list, "/a", &file));
	assert_int_equal(file.size, 1);
	known_list_release(&list);
	npo_buf_release(&value);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_found_in_whatever_order_they_came),
		cmocka_unit_test(file_may_be_larger_than_a_block),
	};

	return RUN_TESTS();
}
