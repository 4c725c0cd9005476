/* SPDX-License-Identifier: GPL-2.0-or-later */
/* finds.c - a walk in a thread of its own, and what it finds in order */
#include "walk.h"

#include <stdlib.h>
#include <string.h>

/* A part of them is handed over when it is full or so many ms old. */
#define FINDS 512
#define PART_MS 100

/* A call of the walk's sink. */
typedef struct ix_find {
	size_t path, reason; /* in the part's text; reason of a file: 0 */
	struct stat st;
	bool known; /* st holds something */
	bool link, whole;
} ix_find;

typedef struct ix_part {
	struct ix_part *next;
	npo_buf text;
	int64_t since; /* in ms */
	size_t count;
	ix_find find[FINDS];
} ix_part;

/* Below filling, all is guarded by the mutex, of unwanted the signal. */
struct ix_finds {
	ix_walk walk;	   /* with a sink of its own */
	ix_walk_sink sink; /* that of the caller but for elsewhere() */
	const ix_walk_sink *wanted;
	char *path;
	size_t ahead;	  /* parts, at most */
	ix_part *filling; /* of the walk's thread alone */
	ix_part *first, *last;
	size_t count;  /* parts that wait */
	bool complete; /* no more parts come; status and err are set */
	atomic_bool unwanted; /* the walk may end */
	npo_status status;
	npo_error err;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t room, ready;
};

static void
part_free(ix_part *part)
{
	if (part)
		npo_buf_release(&part->text);
	free(part);
}

/* ------------------------------------------------- the walk's thread */

/* Hand over what is filled; false: nobody wants it. */
static bool
hand_over(ix_finds *finds)
{
	ix_part *part = finds->filling;
	bool unwanted;

	finds->filling = NULL;
	pthread_mutex_lock(&finds->mutex);
	while (finds->count >= finds->ahead && !finds->unwanted)
		pthread_cond_wait(&finds->room, &finds->mutex);
	unwanted = finds->unwanted;
	if (unwanted || !part) {
		part_free(part);
	} else {
		if (finds->last)
			finds->last->next = part;
		else
			finds->first = part;
		finds->last = part;
		finds->count++;
		pthread_cond_signal(&finds->ready);
	}
	pthread_mutex_unlock(&finds->mutex);
	return !unwanted;
}

static ix_part *
begin_part(void)
{
	ix_part *part = npo_alloc(sizeof(*part));

	part->next = NULL;
	part->text = (npo_buf)NPO_BUF_INIT;
	part->since = npo_now_ms();
	part->count = 0;
	return part;
}

/* A text is never empty, and the first one is a path: 0 is no reason. */
static npo_status
add(ix_finds *finds, const char *path, const char *reason,
	const struct stat *st, ix_find find, npo_error *err)
{
	ix_part *part = finds->filling;

	if (!part)
		part = finds->filling = begin_part();
	find.path = part->text.len;
	npo_buf_add(&part->text, path, strlen(path) + 1);
	if (reason) {
		find.reason = part->text.len;
		npo_buf_add(&part->text, reason, strlen(reason) + 1);
	}
	find.known = st != NULL;
	if (st)
		find.st = *st;
	part->find[part->count++] = find;
	if ((part->count == FINDS || npo_now_ms() - part->since >= PART_MS) &&
		!hand_over(finds))
		return npo_fail(err, NPO_ESTOPPED, "stopped");
	return NPO_OK;
}

static npo_status
on_file(void *payload, const char *path, const struct stat *st, bool link,
	npo_error *err)
{
	return add(payload, path, NULL, st, (ix_find){.link = link}, err);
}

static npo_status
on_trouble(void *payload, const char *path, const struct stat *st,
	const char *reason, bool whole, npo_error *err)
{
	return add(payload, path, reason, st, (ix_find){.whole = whole}, err);
}

/* asked for every name, so that a walk that is unwanted soon ends */
static bool
is_elsewhere(void *payload, const char *path)
{
	const ix_finds *finds = payload;

	return atomic_load(&finds->unwanted) ||
	       finds->wanted->elsewhere(finds->wanted->payload, path);
}

static void *
run(void *payload)
{
	ix_finds *finds = payload;
	npo_error err;
	npo_status st = walk_run(&finds->walk, finds->path, &err);

	(void)hand_over(finds);
	pthread_mutex_lock(&finds->mutex);
	finds->status = st;
	if (st)
		finds->err = err;
	finds->complete = true;
	pthread_cond_signal(&finds->ready);
	pthread_mutex_unlock(&finds->mutex);
	return NULL;
}

/* ------------------------------------------------------- the caller */

static void
finds_free(ix_finds *finds)
{
	while (finds->first) {
		ix_part *part = finds->first;

		finds->first = part->next;
		part_free(part);
	}
	pthread_cond_destroy(&finds->ready);
	pthread_cond_destroy(&finds->room);
	pthread_mutex_destroy(&finds->mutex);
	free(finds->path);
	free(finds);
}

ix_finds *
finds_begin(const ix_walk *walk, const char *path, size_t ahead)
{
	ix_finds *finds = npo_calloc(1, sizeof(*finds));

	finds->walk = *walk;
	finds->wanted = walk->sink;
	finds->sink =
		(ix_walk_sink){on_file, on_trouble, is_elsewhere, finds};
	finds->walk.sink = &finds->sink;
	finds->path = npo_strdup(path);
	finds->ahead = ahead;
	pthread_mutex_init(&finds->mutex, NULL);
	pthread_cond_init(&finds->room, NULL);
	pthread_cond_init(&finds->ready, NULL);
	if (!pool_thread(&finds->thread, run, finds)) {
		finds_free(finds);
		return NULL;
	}
	return finds;
}

/* The next part, which is the caller's; NULL: it was the last. */
static ix_part *
take(ix_finds *finds)
{
	ix_part *part;

	pthread_mutex_lock(&finds->mutex);
	while (!finds->first && !finds->complete)
		pthread_cond_wait(&finds->ready, &finds->mutex);
	part = finds->first;
	if (part) {
		finds->first = part->next;
		finds->count--;
	}
	if (!finds->first)
		finds->last = NULL;
	pthread_cond_signal(&finds->room);
	pthread_mutex_unlock(&finds->mutex);
	return part;
}

static npo_status
tell(const ix_walk_sink *sink, const ix_part *part, npo_error *err)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; i < part->count && !st; i++) {
		const ix_find *find = &part->find[i];
		const char *path = part->text.p + find->path;
		const struct stat *own = find->known ? &find->st : NULL;

		if (find->reason)
			st = sink->trouble(sink->payload, path, own,
				part->text.p + find->reason, find->whole, err);
		else
			st = sink->file(
				sink->payload, path, own, find->link, err);
	}
	return st;
}

npo_status
finds_end(ix_finds *finds, bool wanted, npo_error *err)
{
	npo_status st = NPO_OK;
	ix_part *part;

	while (wanted && !st && (part = take(finds))) {
		st = tell(finds->wanted, part, err);
		part_free(part);
	}
	pthread_mutex_lock(&finds->mutex);
	finds->unwanted = true;
	pthread_cond_signal(&finds->room);
	pthread_mutex_unlock(&finds->mutex);
	pthread_join(finds->thread, NULL);
	if (wanted && !st && finds->status)
		st = npo_fail(err, finds->status, "%s", finds->err.text);
	finds_free(finds);
	return st;
}
