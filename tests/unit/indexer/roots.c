/* SPDX-License-Identifier: GPL-2.0-or-later */
/* paths named: the same file is the same path however it is named */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "indexer/walk.h"

static char folder[] = "/tmp/npo-test-XXXXXX";

static int
make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder) || mkdir("d", 0700) ||
		mkdir("d/e", 0700) || symlink("d", "link") ||
		symlink("d/f", "named"))
		return 1;
	return system("echo x >d/f");
}

static int
remove_folder(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return chdir("/") || system(command);
}

static void
assert_resolved(const char *name, const char *below)
{
	npo_buf out = NPO_BUF_INIT, wanted = NPO_BUF_INIT;

	npo_buf_addf(&wanted, "%s%s", folder, below);
	roots_resolve(name, &out);
	assert_string_equal(out.p, wanted.p);
	npo_buf_release(&out);
	npo_buf_release(&wanted);
}

static void
folders_are_canonical(void **state)
{
	(void)state;
	assert_resolved("d", "/d");
	assert_resolved("./d/", "/d");
	assert_resolved("d/e/..", "/d");
	assert_resolved("link", "/d");
	assert_resolved("link/e", "/d/e");
	assert_resolved(".", "");
}

static void
files_keep_their_own_name(void **state)
{
	(void)state;
	assert_resolved("d/f", "/d/f");
	assert_resolved("d//e/../f", "/d/f");
	assert_resolved("link/f", "/d/f");
	assert_resolved("named", "/named");
}

static void
what_is_gone_is_resolved_as_far_as_it_goes(void **state)
{
	(void)state;
	assert_resolved("link/gone", "/d/gone");
	assert_resolved("link/gone/./further", "/d/gone/further");
}

static void
top_of_all_is_a_slash(void **state)
{
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	roots_resolve("/", &out);
	npo_buf_addc(&out, ' ');
	roots_resolve("/npo-no-such-name", &out);
	assert_string_equal(out.p, "/ /npo-no-such-name");
	npo_buf_release(&out);
}

static void
names_are_in_order_and_once_each(void **state)
{
	char b[] = "link/f", a[] = "d/f", c[] = "d", dash[] = "-";
	char *paths[] = {b, a, dash, c};
	ix_options options = {.path = paths, .path_count = 4};
	ix_roots roots = {.path = NULL};
	npo_buf wanted = NPO_BUF_INIT;

	(void)state;
	assert_ok(roots_read(&roots, &options, err));
	assert_true(roots.standard_input);
	assert_int_equal(roots.count, 2);
	npo_buf_addf(&wanted, "%s/d", folder);
	assert_string_equal(roots.path[0], wanted.p);
	npo_buf_adds(&wanted, "/f");
	assert_string_equal(roots.path[1], wanted.p);
	assert_int_equal(roots_place(&roots, wanted.p), 1);
	npo_buf_release(&wanted);
	roots_release(&roots);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_are_canonical),
		cmocka_unit_test(files_keep_their_own_name),
		cmocka_unit_test(what_is_gone_is_resolved_as_far_as_it_goes),
		cmocka_unit_test(top_of_all_is_a_slash),
		cmocka_unit_test(names_are_in_order_and_once_each),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
