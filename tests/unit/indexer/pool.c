/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tasks in several threads: order, bounds, failures */
#include "../test.h"

#include <stdatomic.h>
#include <time.h>

#include "indexer/indexer.h"

#define TASKS 200

typedef struct ix_trial {
	atomic_size_t begun, at_work, most;
	size_t taken, ahead;
	size_t fails, stops; /* numbers of tasks, or TASKS for none */
	bool together;	     /* none ends before two are begun */
	bool in_order;
} ix_trial;

static void
pause_some(size_t number)
{
	struct timespec some = {0, (long)(number * 7 % 5) * 100000};

	nanosleep(&some, NULL);
}

static npo_status
task(void *payload, size_t number, npo_error *err)
{
	ix_trial *trial = payload;
	size_t now = atomic_fetch_add(&trial->at_work, 1) + 1;
	size_t most = atomic_load(&trial->most);

	atomic_fetch_add(&trial->begun, 1);
	while (now > most &&
		!atomic_compare_exchange_weak(&trial->most, &most, now))
		;
	pause_some(number);
	while (trial->together && atomic_load(&trial->begun) < 2)
		pause_some(1);
	atomic_fetch_sub(&trial->at_work, 1);
	if (number == trial->fails)
		return npo_fail(err, NPO_EIO, "task %zu", number);
	if (number == trial->stops)
		return npo_fail(err, NPO_ESTOPPED, "stopped");
	return NPO_OK;
}

static void
done(void *payload, size_t number)
{
	ix_trial *trial = payload;

	trial->in_order = trial->in_order && number == trial->taken;
	if (atomic_load(&trial->begun) > trial->taken + trial->ahead)
		trial->in_order = false;
	trial->taken++;
}

static npo_status
run(ix_trial *trial, size_t workers, npo_error *err)
{
	ix_pool_work work = {.count = TASKS,
		.workers = workers,
		.ahead = trial->ahead,
		.task = task,
		.done = done,
		.payload = trial};

	trial->in_order = true;
	return pool_run(&work, err);
}

static void
results_come_in_order(void **state)
{
	(void)state;
	for (size_t workers = 1; workers <= 8; workers *= 2) {
		ix_trial trial = {
			.ahead = 2 * workers, .fails = TASKS, .stops = TASKS};

		assert_ok(run(&trial, workers, err));
		assert_int_equal(trial.taken, TASKS);
		assert_true(trial.in_order);
		assert_true(trial.most <= workers);
	}
}

static void
no_more_are_begun_than_may_wait(void **state)
{
	ix_trial trial = {.ahead = 3, .fails = TASKS, .stops = TASKS};

	(void)state;
	assert_ok(run(&trial, 8, err));
	assert_true(trial.in_order);
	assert_true(trial.most <= 3);
}

static void
failure_ends_the_run(void **state)
{
	ix_trial trial = {.ahead = 4, .fails = 20, .stops = TASKS};
	npo_error err;

	(void)state;
	assert_int_equal(run(&trial, 4, &err), NPO_EIO);
	assert_string_equal(err.text, "task 20");
	/* what was begun is waited for and taken */
	assert_int_equal(trial.taken, trial.begun);
	assert_true(trial.taken > 20);
	assert_true(trial.taken <= 20 + 4);
	assert_true(trial.in_order);
}

static void
stop_is_no_failure_beside_a_real_one(void **state)
{
	ix_trial trial = {.ahead = 8, .fails = 1, .stops = 0};
	npo_error err;

	(void)state;
	assert_int_equal(run(&trial, 1, &err), NPO_ESTOPPED);
	assert_int_equal(trial.taken, 1);
	trial = (ix_trial){
		.ahead = 8, .fails = 1, .stops = 0, .together = true};
	assert_int_equal(run(&trial, 2, &err), NPO_EIO);
}

static void
no_task_is_no_work(void **state)
{
	ix_pool_work work = {.workers = 2, .ahead = 1};

	(void)state;
	assert_ok(pool_run(&work, err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_come_in_order),
		cmocka_unit_test(no_more_are_begun_than_may_wait),
		cmocka_unit_test(failure_ends_the_run),
		cmocka_unit_test(stop_is_no_failure_beside_a_real_one),
		cmocka_unit_test(no_task_is_no_work),
	};

	return RUN_TESTS();
}
