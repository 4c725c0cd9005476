/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files: read whole, replaced at once */
#include "../test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/npo-test-XXXXXX";

static void
replaced_file_reads_back(void **state)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	npo_buf_addf(&path, "%s/a/b", folder);
	assert_ok(npo_folder_make(path.p, err));
	npo_buf_adds(&path, "/file");
	assert_ok(npo_file_replace(path.p, npo_str_of("old"), err));
	assert_ok(npo_file_replace(path.p, npo_str_of("new one"), err));
	assert_ok(npo_file_read(path.p, 100, &text, err));
	assert_string_equal(text.p, "new one");
	npo_buf_release(&path);
	npo_buf_release(&text);
}

static void
what_cannot_be_read_is_named(void **state)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_error err;

	(void)state;
	npo_buf_addf(&path, "%s/none", folder);
	assert_int_equal(npo_file_read(path.p, 9, &text, &err), NPO_ENOTFOUND);
	assert_non_null(strstr(err.text, path.p));
	assert_int_equal(npo_file_read(folder, 9, &text, &err), NPO_EINVAL);
	npo_buf_reset(&path);
	npo_buf_addf(&path, "%s/a/b/file", folder);
	assert_int_equal(npo_file_read(path.p, 3, &text, &err), NPO_EINVAL);
	npo_buf_reset(&path);
	npo_buf_addf(&path, "%s/fifo", folder);
	assert_int_equal(mkfifo(path.p, 0600), 0);
	assert_int_equal(npo_file_read(path.p, 9, &text, &err), NPO_EINVAL);
	npo_buf_release(&path);
	npo_buf_release(&text);
}

static void
closed_stream_is_held_and_fails(void **state)
{
	int in = fcntl(STDIN_FILENO, F_DUPFD, 10), fd;
	char byte;

	(void)state;
	assert_true(in >= 0);
	assert_int_equal(close(STDIN_FILENO), 0);
	npo_streams_hold();
	fd = open("/dev/null", O_RDONLY);
	assert_true(fd > STDERR_FILENO);
	close(fd);
	assert_int_equal(read(STDIN_FILENO, &byte, 1), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(dup2(in, STDIN_FILENO), STDIN_FILENO);
	close(in);
}

static void
folder_is_measured_and_removed_with_all_in_it(void **state)
{
	npo_buf path = NPO_BUF_INIT, deep = NPO_BUF_INIT;
	npo_str text = npo_str_of("12345");

	(void)state;
	npo_buf_addf(&path, "%s/tree", folder);
	npo_buf_addf(&deep, "%s/a/b", path.p);
	assert_ok(npo_folder_make(deep.p, err));
	npo_buf_adds(&deep, "/c");
	assert_ok(npo_file_replace(deep.p, text, err));
	assert_int_equal(npo_folder_size(path.p), 5);
	assert_ok(npo_folder_sync(path.p, err));
	assert_ok(npo_folder_remove(path.p, err));
	assert_int_equal(access(path.p, F_OK), -1);
	assert_ok(npo_folder_remove(path.p, err));
	assert_int_equal(npo_folder_size(path.p), 0);
	assert_int_equal(npo_folder_sync(path.p, NULL), NPO_EIO);
	npo_buf_release(&path);
	npo_buf_release(&deep);
}

static int
remove_folder(void **state)
{
	npo_buf command = NPO_BUF_INIT;
	int status;

	(void)state;
	npo_buf_addf(&command, "rm -rf '%s'", folder);
	status = system(command.p);
	npo_buf_release(&command);
	return status;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaced_file_reads_back),
		cmocka_unit_test(closed_stream_is_held_and_fails),
		cmocka_unit_test(
			folder_is_measured_and_removed_with_all_in_it),
		cmocka_unit_test_teardown(
			what_cannot_be_read_is_named, remove_folder),
	};

	return RUN_TESTS();
}
