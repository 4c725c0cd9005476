/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pool.c - tasks done by several threads, their results in order */
#include "indexer.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Between two calls of tick() while nothing is done. */
#define TICK_MS 100

typedef struct ix_result {
	npo_status status;
	npo_error err;
	bool done;
} ix_result;

/* All but work is guarded by the mutex. */
typedef struct ix_pool {
	const ix_pool_work *work;
	ix_result *result; /* of each task */
	size_t next;	   /* the one to be begun */
	size_t taken;	   /* the results before it are taken */
	bool ending;	   /* no more are begun */
	pthread_mutex_t mutex;
	pthread_cond_t room;  /* for whom waits to begin one */
	pthread_cond_t ready; /* for whom waits for a result */
} ix_pool;

/* ---------------------------------------------------------- a worker */

/* Wait until a task may be begun; false: there is none. */
static bool
begin(ix_pool *pool, size_t *number)
{
	const ix_pool_work *work = pool->work;

	while (!pool->ending && pool->next < work->count &&
		pool->next >= pool->taken + work->ahead)
		pthread_cond_wait(&pool->room, &pool->mutex);
	if (pool->ending || pool->next == work->count)
		return false;
	*number = pool->next++;
	return true;
}

static void
end(ix_pool *pool)
{
	pool->ending = true;
	pthread_cond_broadcast(&pool->room);
}

static void *
run_worker(void *payload)
{
	ix_pool *pool = payload;
	const ix_pool_work *work = pool->work;
	size_t number;

	pthread_mutex_lock(&pool->mutex);
	while (begin(pool, &number)) {
		ix_result *result = &pool->result[number];

		pthread_mutex_unlock(&pool->mutex);
		result->status =
			work->task(work->payload, number, &result->err);
		pthread_mutex_lock(&pool->mutex);
		result->done = true;
		if (result->status)
			end(pool);
		pthread_cond_signal(&pool->ready);
	}
	pthread_cond_signal(&pool->ready);
	pthread_mutex_unlock(&pool->mutex);
	return NULL;
}

/* ---------------------------------------------------------- the caller */

/* Wait for a result; false: its task was never begun. */
static bool
wait_for(ix_pool *pool, size_t number)
{
	const ix_pool_work *work = pool->work;
	bool done;

	pthread_mutex_lock(&pool->mutex);
	while (!pool->result[number].done &&
		(number < pool->next || !pool->ending)) {
		struct timespec until;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += TICK_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&pool->ready, &pool->mutex, &until);
		pthread_mutex_unlock(&pool->mutex);
		if (work->tick)
			work->tick(work->payload);
		pthread_mutex_lock(&pool->mutex);
	}
	done = pool->result[number].done;
	pthread_mutex_unlock(&pool->mutex);
	return done;
}

static void
take(ix_pool *pool, size_t number)
{
	const ix_pool_work *work = pool->work;

	if (work->done)
		work->done(work->payload, number);
	pthread_mutex_lock(&pool->mutex);
	pool->taken = number + 1;
	pthread_cond_broadcast(&pool->room);
	pthread_mutex_unlock(&pool->mutex);
}

/* The first failure counts, but a stop is none beside a real one. */
static npo_status
take_all(ix_pool *pool, npo_error *err)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; i < pool->work->count && wait_for(pool, i); i++) {
		const ix_result *result = &pool->result[i];

		take(pool, i);
		if (result->status && (!st || st == NPO_ESTOPPED))
			st = npo_fail(
				err, result->status, "%s", result->err.text);
	}
	return st;
}

bool
pool_thread(pthread_t *thread, void *(*run)(void *), void *payload)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(thread, NULL, run, payload);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !error;
}

static size_t
start(ix_pool *pool, pthread_t *thread)
{
	size_t count = 0;

	while (count < pool->work->workers &&
		pool_thread(&thread[count], run_worker, pool))
		count++;
	return count;
}

static void
pool_init(ix_pool *pool, const ix_pool_work *work)
{
	pthread_condattr_t clock;

	*pool = (ix_pool){.work = work};
	pool->result = npo_calloc(work->count, sizeof(*pool->result));
	pthread_mutex_init(&pool->mutex, NULL);
	pthread_cond_init(&pool->room, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->ready, &clock);
	pthread_condattr_destroy(&clock);
}

static void
pool_release(ix_pool *pool)
{
	pthread_cond_destroy(&pool->ready);
	pthread_cond_destroy(&pool->room);
	pthread_mutex_destroy(&pool->mutex);
	free(pool->result);
}

npo_status
pool_run(const ix_pool_work *work, npo_error *err)
{
	pthread_t *thread;
	ix_pool pool;
	size_t count;
	npo_status st;

	if (!work->count)
		return NPO_OK;
	thread = npo_calloc(work->workers, sizeof(*thread));
	pool_init(&pool, work);
	count = start(&pool, thread);
	if (count)
		st = take_all(&pool, err);
	else
		st = npo_fail(err, NPO_EIO, "no thread can be started");
	for (size_t i = 0; i < count; i++)
		pthread_join(thread[i], NULL);
	pool_release(&pool);
	free(thread);
	return st;
}
