/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ahead.c - files opened before their turn, for the system to fetch */
#include "indexer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/*
 * While a file is analysed, the next ones come from the disk. A disk takes
 * some thirty requests at a time; more files open would be for nothing.
 */
#define FILES_ALL 32

/* Of what is fetched and not yet read, for each worker. */
#define BYTES_AHEAD (8u << 20)

/*
 * Not blocking, as it may have become a pipe since it was walked over; the
 * time of reading is left alone where that is allowed (O_NOATIME).
 */
int
ahead_open_file(const ix_job *job)
{
	int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
	int fd;

	if (!job->link)
		flags |= O_NOFOLLOW;
	fd = open(job->path, flags | (job->foreign ? 0 : O_NOATIME));
	if (fd < 0 && errno == EPERM && !job->foreign)
		fd = open(job->path, flags);
	return fd;
}

void
ahead_begin(ix_ahead *ahead, const ix_jobs_at *from, size_t count,
	size_t workers)
{
	size_t files = FILES_ALL / workers;

	if (files > AHEAD_FILES)
		files = AHEAD_FILES;
	*ahead = (ix_ahead){.from = jobs_copy(from),
		.count = count,
		.files = files ? files : 1};
}

static ix_job *
ring(ix_ahead *ahead, size_t i)
{
	return &ahead->ring[i % NPO_COUNT(ahead->ring)];
}

/* Take number i, which is in the ring already or the next; NULL: there is
 * none. */
static ix_job *
take(ix_ahead *ahead, size_t i)
{
	ix_job *job = ring(ahead, i);
	npo_buf *path = &ahead->path[i % NPO_COUNT(ahead->path)];

	if (i < ahead->taken)
		return job;
	if (i == ahead->count || !jobs_next(&ahead->from, job))
		return NULL;
	ahead->taken++;
	npo_buf_reset(path);
	npo_buf_adds(path, job->path);
	job->path = path->p;
	return job;
}

static uint64_t
fetched(const ix_job *job)
{
	return job->size < BYTES_AHEAD ? job->size : BYTES_AHEAD;
}

/* A file that cannot be opened is told when its turn comes. */
static void
fetch(ix_job *job)
{
	job->fd = ahead_open_file(job);
	if (job->fd >= 0 && job->size)
		(void)posix_fadvise(
			job->fd, 0, (off_t)fetched(job), POSIX_FADV_WILLNEED);
}

ix_job *
ahead_next(ix_ahead *ahead)
{
	size_t at = ahead->at;
	ix_job *now = take(ahead, at), *job;

	if (!now)
		return NULL;
	ahead->at++;
	if (at < ahead->next)
		ahead->bytes -= fetched(now);
	else
		ahead->next = at + 1;
	while (ahead->next <= at + ahead->files &&
		(job = take(ahead, ahead->next)) != NULL) {
		if (ahead->bytes && ahead->bytes + fetched(job) > BYTES_AHEAD)
			break;
		fetch(job);
		ahead->bytes += fetched(job);
		ahead->next++;
	}
	return now;
}

void
ahead_end(ix_ahead *ahead)
{
	for (size_t i = ahead->at; i < ahead->next; i++) {
		if (ring(ahead, i)->fd >= 0)
			close(ring(ahead, i)->fd);
	}
	for (size_t i = 0; i < NPO_COUNT(ahead->path); i++)
		npo_buf_release(&ahead->path[i]);
	jobs_end(&ahead->from);
}
