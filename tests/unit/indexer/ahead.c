/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files opened before their turn: how many, how large, and all closed */
#include "../test.h"

#include <fcntl.h>
#include <unistd.h>

#include "indexer/indexer.h"

#define FILES 40

static char folder[] = "/tmp/npo-test-XXXXXX";
static char names[FILES][64];
static ix_jobs jobs;

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
	jobs_release(&jobs);
	return npo_folder_remove(folder, NULL) != NPO_OK;
}

static void
make_jobs(uint64_t size)
{
	jobs_release(&jobs);
	for (size_t i = 0; i < FILES; i++)
		jobs_add(&jobs, &(ix_job){.path = names[i], .size = size});
}

static size_t
open_count(const ix_ahead *ahead)
{
	size_t count = 0;

	for (size_t i = ahead->at; i < ahead->next; i++)
		count += ahead->ring[i % (AHEAD_FILES + 1)].fd >= 0;
	return count;
}

static void
begin(ix_ahead *ahead, uint64_t size, size_t count, size_t workers)
{
	ix_jobs_at first;

	make_jobs(size);
	first = jobs_begin(&jobs);
	ahead_begin(ahead, &first, count, workers);
}

/* read all; the most files that were open ahead */
static size_t
most_open(uint64_t size, size_t workers)
{
	ix_ahead ahead;
	size_t most = 0;

	begin(&ahead, size, FILES, workers);
	for (size_t i = 0; i < FILES; i++) {
		ix_job *job = ahead_next(&ahead);
		size_t count;

		assert_string_equal(job->path, names[i]);
		assert_int_equal(job->fd >= 0, i && i != 3);
		if (job->fd >= 0)
			close(job->fd);
		job->fd = -1;
		count = open_count(&ahead);
		most = count > most ? count : most;
	}
	assert_null(ahead_next(&ahead));
	assert_int_equal(open_count(&ahead), 0);
	ahead_end(&ahead);
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
	ix_ahead ahead;
	int fd;

	(void)state;
	begin(&ahead, 10, FILES, 1);
	(void)ahead_next(&ahead);
	fd = ahead.ring[1].fd;
	assert_true(fcntl(fd, F_GETFD) >= 0);
	ahead_end(&ahead);
	assert_true(fcntl(fd, F_GETFD) < 0);
}

static void
no_more_are_taken_than_were_asked_for(void **state)
{
	ix_ahead ahead;

	(void)state;
	begin(&ahead, 10, 2, 1);
	assert_non_null(ahead_next(&ahead));
	assert_int_equal(ahead.next, 2);
	close(ahead_next(&ahead)->fd);
	assert_null(ahead_next(&ahead));
	ahead_end(&ahead);
	begin(&ahead, 10, 0, 1);
	assert_null(ahead_next(&ahead));
	ahead_end(&ahead);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_files_are_open_ahead),
		cmocka_unit_test(bytes_ahead_are_bounded_too),
		cmocka_unit_test(what_is_not_read_is_closed),
		cmocka_unit_test(no_more_are_taken_than_were_asked_for),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
