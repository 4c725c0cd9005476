/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files opened before their turn: how many, how large, and all closed */
#include "../test.h"

#include <fcntl.h>
#include <unistd.h>

#include "indexer/indexer.h"

#define FILES 40

static char folder[] = "/tmp/npo-test-XXXXXX";
static char names[FILES][64];
static ix_job jobs[FILES];

/* every file is there but number 3 */
static int
make_files(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return 1;
	for (size_t i = 0; i < FILES; i++) {
		snprintf(names[i], sizeof(names[i]), "%s/%zu", folder, i);
		if (i != 3)
			close(open(names[i], O_WRONLY | O_CREAT, 0600));
	}
	return 0;
}

static int
remove_files(void **state)
{
	(void)state;
	return npo_folder_remove(folder, NULL) != NPO_OK;
}

static void
make_jobs(uint64_t size)
{
	for (size_t i = 0; i < FILES; i++)
		jobs[i] = (ix_job){.path = names[i], .size = size, .fd = -1};
}

static size_t
open_count(void)
{
	size_t count = 0;

	for (size_t i = 0; i < FILES; i++)
		count += jobs[i].fd >= 0;
	return count;
}

/* read all; the most files that were open ahead */
static size_t
most_open(uint64_t size, size_t workers)
{
	ix_ahead ahead = ahead_begin(jobs, FILES, workers);
	size_t most = 0;

	make_jobs(size);
	for (size_t i = 0; i < FILES; i++) {
		ix_job *job = ahead_next(&ahead);
		size_t count;

		assert_ptr_equal(job, &jobs[i]);
		assert_int_equal(job->fd >= 0, i && i != 3);
		if (job->fd >= 0)
			close(job->fd);
		job->fd = -1;
		count = open_count();
		most = count > most ? count : most;
	}
	ahead_end(&ahead);
	assert_int_equal(open_count(), 0);
	return most;
}

static void
few_files_are_open_ahead(void **state)
{
	(void)state;
	assert_int_equal(most_open(1000, 1), 8);
	assert_int_equal(most_open(0, 4), 8);
	assert_int_equal(most_open(1000, 16), 2);
	assert_int_equal(most_open(1000, 1000), 1);
}

static void
bytes_ahead_are_bounded_too(void **state)
{
	(void)state;
	assert_int_equal(most_open(4u << 20, 1), 2);
	assert_int_equal(most_open(5u << 20, 1), 1);
	assert_int_equal(most_open(UINT64_MAX, 1), 1);
}

static void
what_is_not_read_is_closed(void **state)
{
	ix_ahead ahead = ahead_begin(jobs, FILES, 1);
	int fd;

	(void)state;
	make_jobs(10);
	(void)ahead_next(&ahead);
	fd = jobs[1].fd;
	assert_true(fcntl(fd, F_GETFD) >= 0);
	ahead_end(&ahead);
	assert_true(fcntl(fd, F_GETFD) < 0);
	assert_int_equal(open_count(), 0);
	ahead = ahead_begin(jobs, 0, 1);
	ahead_end(&ahead);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_files_are_open_ahead),
		cmocka_unit_test(bytes_ahead_are_bounded_too),
		cmocka_unit_test(what_is_not_read_is_closed),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
