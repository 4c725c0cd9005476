/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jobs.c - the files to be read, kept in few bytes */
#include "indexer.h"

#include <stdlib.h>
#include <string.h>

/*
 * A byte of flags; how many bytes its path shares with the one before; the
 * others behind their number; the size. Numbers are varints. So a file takes
 * some fifteen bytes, where a path and what is told of it would take 130.
 */
enum { LINK = 1, FOREIGN = 2, KNOWN = 4, STORED = 8, CHANGED = 16 };

static size_t
shared_bytes(npo_str a, npo_str b)
{
	size_t len = a.len < b.len ? a.len : b.len, i = 0;

	while (i < len && a.p[i] == b.p[i])
		i++;
	return i;
}

void
jobs_add(ix_jobs *jobs, const ix_job *job)
{
	npo_str path = npo_str_of(job->path);
	size_t shared = shared_bytes(npo_buf_str(&jobs->last), path);
	npo_str rest = {path.p + shared, path.len - shared};

	npo_buf_addc(&jobs->bytes,
		(char)((job->link ? LINK : 0) | (job->foreign ? FOREIGN : 0) |
			(job->known ? KNOWN : 0) | (job->stored ? STORED : 0) |
			(job->changed ? CHANGED : 0)));
	npo_varint_put(&jobs->bytes, shared);
	npo_counted_put(&jobs->bytes, rest);
	npo_varint_put(&jobs->bytes, job->size);
	jobs->last.len = shared;
	npo_buf_addstr(&jobs->last, rest);
	jobs->count++;
	jobs->size += job->size;
}

void
jobs_release(ix_jobs *jobs)
{
	npo_buf_release(&jobs->bytes);
	npo_buf_release(&jobs->last);
	*jobs = (ix_jobs){.count = 0};
}

ix_jobs_at
jobs_begin(const ix_jobs *jobs)
{
	return (ix_jobs_at){npo_buf_str(&jobs->bytes), NPO_BUF_INIT};
}

ix_jobs_at
jobs_copy(const ix_jobs_at *at)
{
	ix_jobs_at copy = {at->left, NPO_BUF_INIT};

	npo_buf_addstr(&copy.path, npo_buf_str(&at->path));
	return copy;
}

void
jobs_end(ix_jobs_at *at)
{
	npo_buf_release(&at->path);
}

bool
jobs_next(ix_jobs_at *at, ix_job *job)
{
	npo_str *in = &at->left;
	uint64_t shared, size;
	npo_str rest;
	unsigned char flags;

	if (!in->len)
		return false;
	flags = (unsigned char)*in->p;
	in->p++;
	in->len--;
	/* nobody else has written it */
	if (!npo_varint_get(in, &shared) || !npo_counted_get(in, &rest) ||
		!npo_varint_get(in, &size))
		abort();
	at->path.len = (size_t)shared;
	npo_buf_addstr(&at->path, rest);
	*job = (ix_job){.path = at->path.p,
		.size = size,
		.fd = -1,
		.link = flags & LINK,
		.foreign = flags & FOREIGN,
		.known = flags & KNOWN,
		.stored = flags & STORED,
		.changed = flags & CHANGED};
	return true;
}
