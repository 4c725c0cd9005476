/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test.h - what every unit test includes: cmocka and rows of a table */
#ifndef NPO_TEST_H
#define NPO_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "npo/base.h"

/** Run the tests of an array called tests. */
#define RUN_TESTS() cmocka_run_group_tests(tests, NULL, NULL)

#define assert_ok(call)                                                     \
	do {                                                                \
		npo_error failure = { 0 };                                  \
		npo_error *err = &failure;                                  \
		npo_status status_ = (call);                                \
		if (status_)                                                \
			print_error("status %d: %s\n", status_,             \
				failure.text);                              \
		assert_int_equal(status_, NPO_OK);                          \
	} while (0)

/**
 * Call row for each row of tests/data/NAME: tab-separated columns, '#' in
 * front of comments, a header row left out; in a cell \t, \n, \\ and \u{1F}
 * stand for those characters, so that invisible ones can be seen. Returns
 * how many rows there were; fewer than at_least is a failed test.
 */
size_t test_rows(const char *name, size_t at_least,
	void (*row)(char **cell, size_t cells, size_t line));

#endif
