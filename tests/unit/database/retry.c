/* SPDX-License-Identifier: GPL-2.0-or-later */
/* readers whose revision is taken away while they read */
#include "../store/fixture.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "npo/database.h"

/* the writer of one database, and how many reads it still gets ahead of */
static npo_db *writer;
static int overtaken;

static void
commit_anew(void)
{
	assert_ok(npo_db_set_meta(writer, npo_str_of("k"),
		npo_str_of(overtaken % 2 ? "odd" : "even"), err));
	assert_ok(npo_db_commit(writer, err));
}

/*
 * In the place of the C library's, for Xapian too: before a reader's read
 * reaches the file, the revision that it is of is gone.
 */
ssize_t
pread(int fd, void *to, size_t size, off_t at)
{
	if (overtaken) {
		int left = overtaken - 1;

		overtaken = 0;
		for (int i = 0; i < 3; i++)
			commit_anew();
		overtaken = left;
	}
	return syscall(SYS_pread64, fd, to, size, at);
}

/* one of more blocks than the root, which is read when it is opened */
static const char *
make(const char *name)
{
	const char *path = in_scratch(name);
	char key[] = "a", text[4000];

	memset(text, 'x', sizeof(text));
	assert_ok(npo_database_create(path, false, &writer, err));
	for (; *key < 'z'; ++*key)
		assert_ok(npo_db_set_meta(writer, npo_str_of(key),
			(npo_str){text, sizeof(text)}, err));
	assert_ok(npo_db_commit(writer, err));
	return path;
}

static npo_status
read_meta(npo_db *db)
{
	npo_buf value = NPO_BUF_INIT;
	npo_status st = npo_db_meta(db, npo_str_of("k"), &value, NULL);

	npo_buf_release(&value);
	return st;
}

static void
a_database_is_opened_beside_a_busy_writer(void **state)
{
	const char *name = make("opened");
	npo_db *db = NULL;

	(void)state;
	overtaken = 40;
	assert_ok(npo_database_open(&name, 1, &db, err));
	assert_int_equal(overtaken, 0);
	npo_db_free(db);
	npo_db_free(writer);
}

static void
a_read_is_done_again(void **state)
{
	const char *name = make("read");
	npo_retry retry = {0, 0, 0};
	npo_db *db = NULL;
	npo_status st;

	(void)state;
	assert_ok(npo_database_open(&name, 1, &db, err));
	overtaken = 40;
	do
		st = read_meta(db);
	while (npo_retry_again(&retry, st, db));
	assert_int_equal(st, NPO_OK);
	assert_int_equal(overtaken, 0);
	assert_true(retry.tries > 5);
	npo_db_free(db);
	npo_db_free(writer);
}

static void
what_is_damaged_is_given_up(void **state)
{
	npo_retry retry = {0, 0, 0};
	int tries = 0;

	(void)state;
	while (npo_retry_again(&retry, NPO_ECORRUPT, NULL))
		tries++;
	assert_int_equal(tries, 5);
	retry = (npo_retry){0, 0, 0};
	assert_false(npo_retry_again(&retry, NPO_OK, NULL));
	assert_false(npo_retry_again(&retry, NPO_EIO, NULL));
	assert_false(npo_retry_again(&retry, NPO_ENOTFOUND, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_database_is_opened_beside_a_busy_writer),
		cmocka_unit_test(a_read_is_done_again),
		cmocka_unit_test(what_is_damaged_is_given_up),
	};

	return RUN_TESTS_IN_SCRATCH();
}
