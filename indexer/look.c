/* SPDX-License-Identifier: GPL-2.0-or-later */
/* look.c - what the names of a folder are, asked by several threads */
#include "walk.h"

#include <errno.h>
#include <fcntl.h>

/* Fewer names are not worth another thread. */
#define SHARED 256

typedef struct ix_looking {
	int fd;
	ix_look *look;
	size_t count, tasks;
} ix_looking;

static void
look_some(int fd, ix_look *look, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ix_look *l = &look[i];

		l->error = fstatat(fd, l->name, &l->st, AT_SYMLINK_NOFOLLOW)
			? errno : 0;
	}
}

static npo_status
look_part(void *payload, size_t number, npo_error *err)
{
	const ix_looking *l = payload;
	size_t first = l->count * number / l->tasks;
	size_t end = l->count * (number + 1) / l->tasks;

	(void)err;
	look_some(l->fd, l->look + first, end - first);
	return NPO_OK;
}

void
look_all(int fd, ix_look *look, size_t count, size_t threads)
{
	ix_looking all = {fd, look, count, threads};
	ix_pool_work work = {.count = threads, .workers = threads,
		.ahead = threads, .task = look_part, .payload = &all};

	/* without threads it is done all the same */
	if (threads < 2 || count < SHARED || pool_run(&work, NULL))
		look_some(fd, look, count);
}
