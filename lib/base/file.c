/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.c - read a file whole, replace one at once, folders */
#include "npo/base.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static npo_status
fail_errno(npo_error *err, const char *doing, const char *path)
{
	return npo_fail(err, errno == ENOENT ? NPO_ENOTFOUND : NPO_EIO,
		"cannot %s '%s': %s", doing, path, strerror(errno));
}

static npo_status
read_all(int fd, const char *path, uint64_t max, npo_buf *out, npo_error *err)
{
	struct stat st;
	size_t before = out->len;

	if (fstat(fd, &st))
		return fail_errno(err, "read", path);
	if (!S_ISREG(st.st_mode))
		return npo_fail(err, NPO_EINVAL, "no regular file '%s'", path);
	if ((uint64_t)st.st_size > max)
		return npo_fail(err, NPO_EINVAL,
			"larger than %llu bytes '%s'", (unsigned long long)max,
			path);
	npo_buf_reserve(out, (size_t)st.st_size + 1);
	for (;;) {
		ssize_t got = read(fd, out->p + out->len,
			out->cap - out->len - 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, "read", path);
		if (got == 0)
			break;
		out->len += (size_t)got;
		if (out->len - before > max)
			return npo_fail(err, NPO_EINVAL,
				"grew over %llu bytes '%s'",
				(unsigned long long)max, path);
		npo_buf_reserve(out, 4096);
	}
	out->p[out->len] = '\0';
	return NPO_OK;
}

npo_status
npo_file_read(const char *path, uint64_t max, npo_buf *out, npo_error *err)
{
	npo_status st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return fail_errno(err, "open", path);
	st = read_all(fd, path, max, out, err);
	close(fd);
	return st;
}

static npo_status
write_all(int fd, const char *path, npo_str content, npo_error *err)
{
	while (content.len) {
		ssize_t put = write(fd, content.p, content.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return fail_errno(err, "write", path);
		content.p += put;
		content.len -= (size_t)put;
	}
	if (fsync(fd))
		return fail_errno(err, "write", path);
	return NPO_OK;
}

npo_status
npo_file_replace(const char *path, npo_str content, npo_error *err)
{
	npo_buf temp = NPO_BUF_INIT;
	npo_status st;
	int fd;

	npo_buf_addf(&temp, "%s.new", path);
	fd = open(temp.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0) {
		st = fail_errno(err, "write", temp.p);
		goto out;
	}
	st = write_all(fd, temp.p, content, err);
	close(fd);
	if (!st && rename(temp.p, path))
		st = fail_errno(err, "replace", path);
	if (st)
		unlink(temp.p);
out:
	npo_buf_release(&temp);
	return st == NPO_ENOTFOUND ? NPO_EIO : st;
}

void
npo_streams_hold(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		/* the lowest that is free, hence fd; its use is EBADF */
		if (open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
			return;
	}
}

npo_status
npo_folder_make(const char *path, npo_error *err)
{
	char *copy = npo_strdup(path);
	npo_status st = NPO_OK;

	for (char *p = copy + 1; *copy && !st; p++) {
		char was = *p;

		if (was && was != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) && errno != EEXIST)
			st = npo_fail(err, NPO_EIO, "cannot make '%s': %s",
				copy, strerror(errno));
		*p = was;
		if (!was)
			break;
	}
	free(copy);
	return st;
}

npo_status
npo_folder_sync(const char *path, npo_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	npo_status st = NPO_OK;

	/* EINVAL: the file system cannot (fsync(2)) */
	if (fd < 0 || (fsync(fd) && errno != EINVAL))
		st = npo_fail(err, NPO_EIO, "cannot write '%s': %s", path,
			strerror(errno));
	if (fd >= 0)
		close(fd);
	return st;
}

/* Call use for each name below a folder, then for the folder itself; what use
 * returns ends the walk, unless it is 0. Links are not followed. */
static int
for_each(const char *path, int (*use)(const FTSENT *at, void *payload),
	void *payload)
{
	char *copy = npo_strdup(path);
	char *const paths[] = {copy, NULL};
	FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	int said = 0;

	while (walk && !said) {
		const FTSENT *at = fts_read(walk);

		if (!at)
			break;
		said = use(at, payload);
	}
	if (walk)
		fts_close(walk);
	free(copy);
	return said;
}

/* 0, or the system's reason */
static int
remove_one(const FTSENT *at, void *payload)
{
	(void)payload;
	if (at->fts_info == FTS_D || at->fts_errno == ENOENT)
		return 0;
	if (remove(at->fts_accpath) && errno != ENOENT)
		return errno;
	return 0;
}

npo_status
npo_folder_remove(const char *path, npo_error *err)
{
	int error = for_each(path, remove_one, NULL);

	if (!error)
		return NPO_OK;
	return npo_fail(err, NPO_EIO, "cannot remove '%s': %s", path,
		strerror(error));
}

static int
add_size(const FTSENT *at, void *payload)
{
	if (at->fts_info == FTS_F)
		*(uint64_t *)payload += (uint64_t)at->fts_statp->st_size;
	return 0;
}

uint64_t
npo_folder_size(const char *path)
{
	uint64_t bytes = 0;

	(void)for_each(path, add_size, &bytes);
	return bytes;
}
