/* SPDX-License-Identifier: GPL-2.0-or-later */
/* walk.h - the files that there are */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include "indexer.h"

/* -------------------------------------------------------------- walk.c */

/** Where a walk's finds go. Anything but NPO_OK ends the walk with it. */
typedef struct ix_walk_sink {
	/** A regular file; link: its own name is a link to it. */
	npo_status (*file)(void *payload, const char *path,
		const struct stat *st, bool link, npo_error *err);
	/** Something that cannot be taken; st NULL: nothing is known of it.
	 * whole: what is below it stays unknown. */
	npo_status (*trouble)(void *payload, const char *path,
		const struct stat *st, const char *reason, bool whole,
		npo_error *err);
	/** Whether path is left to a walk of its own. */
	bool (*elsewhere)(void *payload, const char *path);
	void *payload;
} ix_walk_sink;

/** What is taken. */
typedef struct ix_walk {
	const ix_options *options;
	const ix_walk_sink *sink;
	dev_t own_dev;		/* the database's folder, never entered */
	ino_t own_ino;		/* 0: there is none */
} ix_walk;

/**
 * Walk one path, absolute, its folder canonical: a file, or all files below
 * a folder, each folder's names in order of bytes.
 *
 * NPO_ESTOPPED: a signal came.
 */
NPO_CHECKED npo_status walk_run(
	const ix_walk *walk, const char *path, npo_error *err);

/* -------------------------------------------------------------- look.c */

/** A name of a folder. */
typedef struct ix_look {
	const char *name;
	struct stat st;		/* of itself, if it is a link */
	int error;		/* errno of that, or 0 */
} ix_look;

/** Find out what the names of the open folder fd are. */
void look_all(int fd, ix_look *look, size_t count, size_t threads);

/* ------------------------------------------------------------- finds.c */

/** A walk that goes on while something else is done. */
typedef struct ix_finds ix_finds;

/** Parts of 512 finds, some 120 KB each. */
#define FINDS_AHEAD 128

/**
 * Begin to walk path as walk_run() does, in a thread of its own; elsewhere()
 * of the sink is called there, and what else the sink wants is kept, at most
 * so many parts ahead. NULL: no thread can be started.
 */
ix_finds *finds_begin(const ix_walk *walk, const char *path, size_t ahead);
/**
 * Hand what was and is being found to the sink, in the calling thread, until
 * the walk ends; not wanted: end it. Frees finds. Errors: as walk_run().
 */
NPO_CHECKED npo_status finds_end(
	ix_finds *finds, bool wanted, npo_error *err);

/* ------------------------------------------------------------- roots.c */

/** The paths to walk: absolute, in order, none twice. Zeroed to begin. */
typedef struct ix_roots {
	char **path;
	size_t count, cap;
	bool standard_input;	/* - was among them */
} ix_roots;

/** The paths and names of --files-from. NPO_EIO: they cannot be read. */
NPO_CHECKED npo_status roots_read(
	ix_roots *roots, const ix_options *options, npo_error *err);
/** The absolute form of a name: see roots.c. Appended. */
void roots_resolve(const char *name, npo_buf *out);
/** The first place whose path is not before path. */
size_t roots_place(const ix_roots *roots, const char *path);
void roots_release(ix_roots *roots);

#endif
