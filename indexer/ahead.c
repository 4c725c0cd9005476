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
#define FILES_EACH 8

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

ix_ahead
ahead_begin(ix_job *job, size_t count, size_t workers)
{
	size_t files = FILES_ALL / workers;

	if (files > FILES_EACH)
		files = FILES_EACH;
	return (ix_ahead){
		.job = job, .count = count, .files = files ? files : 1};
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
	size_t at = ahead->at++;

	if (at < ahead->next)
		ahead->bytes -= fetched(&ahead->job[at]);
	else
		ahead->next = at + 1;
	while (ahead->next < ahead->count && ahead->next <= at + ahead->files) {
		ix_job *job = &ahead->job[ahead->next];

		if (ahead->bytes && ahead->bytes + fetched(job) > BYTES_AHEAD)
			break;
		fetch(job);
		ahead->bytes += fetched(job);
		ahead->next++;
	}
	return &ahead->job[at];
}

void
ahead_end(ix_ahead *ahead)
{
	for (size_t i = ahead->at; i < ahead->next; i++) {
		if (ahead->job[i].fd >= 0)
			close(ahead->job[i].fd);
		ahead->job[i].fd = -1;
	}
}
