/* SPDX-License-Identifier: GPL-2.0-or-later */
/* files to be read: they come back as they were put in */
#include "../test.h"

#include "indexer/indexer.h"

static const ix_job samples[] = {
	{.path = "/a/b/c.txt", .size = 0, .fd = -1},
	{.path = "/a/b/c.txt", .size = 1, .fd = -1, .link = true},
	{.path = "/a/b/c", .size = 300, .fd = -1, .foreign = true},
	{.path = "/a/b/longer", .size = UINT64_MAX, .fd = -1, .known = true},
	{.path = "-", .size = 1ULL << 40, .fd = -1, .stored = true},
	{.path = "/a/\xD0\xBF", .size = 7, .fd = -1, .changed = true},
	{.path = "/a/\xD0\xBB", .size = 7, .fd = -1, .link = true,
		.foreign = true, .known = true, .stored = true,
		.changed = true},
};

static void
assert_same(const ix_job *a, const ix_job *b)
{
	assert_string_equal(a->path, b->path);
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->fd, b->fd);
	assert_int_equal(a->link, b->link);
	assert_int_equal(a->foreign, b->foreign);
	assert_int_equal(a->known, b->known);
	assert_int_equal(a->stored, b->stored);
	assert_int_equal(a->changed, b->changed);
	assert_int_equal(b->rest, REST_NONE);
	assert_int_equal(b->value.len, 0);
	assert_false(b->told);
}

static void
jobs_come_back_in_order(void **state)
{
	ix_jobs jobs = {.count = 0};
	ix_jobs_at at, copy;
	ix_job job;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(samples); i++)
		jobs_add(&jobs, &samples[i]);
	assert_int_equal(jobs.count, NPO_COUNT(samples));
	at = jobs_begin(&jobs);
	for (size_t i = 0; i < NPO_COUNT(samples); i++) {
		/* from any place in between */
		copy = jobs_copy(&at);
		for (size_t k = i; k < NPO_COUNT(samples); k++) {
			assert_true(jobs_next(&copy, &job));
			assert_same(&samples[k], &job);
		}
		assert_false(jobs_next(&copy, &job));
		jobs_end(&copy);
		assert_true(jobs_next(&at, &job));
	}
	jobs_end(&at);
	jobs_release(&jobs);
	at = jobs_begin(&jobs);
	assert_false(jobs_next(&at, &job));
	jobs_end(&at);
}

static void
jobs_of_a_folder_take_few_bytes(void **state)
{
	ix_jobs jobs = {.count = 0};
	char path[80];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(path, sizeof(path),
			"/home/somebody/documents/of a project/%06d.txt", i);
		jobs_add(&jobs, &(ix_job){.path = path, .size = 1500});
	}
	assert_true(jobs.bytes.len < 12 * 1000 + 60);
	assert_int_equal(jobs.size, 1500 * 1000);
	jobs_release(&jobs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_come_back_in_order),
		cmocka_unit_test(jobs_of_a_folder_take_few_bytes),
	};

	return RUN_TESTS();
}
