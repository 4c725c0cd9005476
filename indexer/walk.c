/* SPDX-License-Identifier: GPL-2.0-or-later */
/* walk.c - all files below a folder, in order, without those left out */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define IGNORE_NAME ".npoignore"
#define IGNORE_MAX (1u << 20)

/* Names of a folder that are looked at at once; some 160 bytes each. */
#define LOOKS 4096

/* Linux opens no longer path (PATH_MAX, with the NUL). */
#define PATH_MAX_LEN 4095

/* A folder on the way down. */
typedef struct ix_level {
	const struct ix_level *up;
	ix_rules rules;
	size_t base; /* of its names in the path */
	dev_t dev;
	ino_t ino; /* 0: above the walk */
} ix_level;

typedef struct ix_walker {
	const ix_walk *walk;
	npo_buf path; /* of what is at hand */
	size_t base;  /* where --include and --exclude begin */
	dev_t dev;    /* of the walk's first folder */
} ix_walker;

static npo_status walk_folder(ix_walker *walker, const ix_level *up, int fd,
	const struct stat *st, npo_error *err);

static npo_status
trouble(ix_walker *walker, const struct stat *st, const char *reason,
	bool whole, npo_error *err)
{
	const ix_walk_sink *sink = walker->walk->sink;

	return sink->trouble(
		sink->payload, walker->path.p, st, reason, whole, err);
}

static void
path_cut(ix_walker *walker, size_t len)
{
	walker->path.len = len;
	walker->path.p[len] = '\0';
}

/* ---------------------------------------------------------- left out */

/* The deepest ignore file that has a say decides. */
static bool
is_ignored(const ix_walker *walker, const ix_level *level, bool folder)
{
	for (; level; level = level->up) {
		ix_verdict said = rules_judge(
			&level->rules, walker->path.p + level->base, folder);

		if (said != VERDICT_NONE)
			return said == VERDICT_IGNORED;
	}
	return false;
}

/* By --include and --exclude; to both a match is VERDICT_IGNORED. */
static bool
is_excluded(const ix_walker *walker, bool folder)
{
	const ix_options *options = walker->walk->options;
	const char *path = walker->path.p + walker->base;

	if (rules_judge(&options->exclude, path, folder) == VERDICT_IGNORED)
		return true;
	return !folder && options->include.count &&
	       rules_judge(&options->include, path, false) != VERDICT_IGNORED;
}

/* Read the ignore file of the folder at hand, whose path ends in a slash. */
static npo_status
load_rules(ix_walker *walker, ix_level *level, npo_error *err)
{
	npo_buf content = NPO_BUF_INIT;
	npo_error why;
	npo_status st;

	npo_buf_adds(&walker->path, IGNORE_NAME);
	st = npo_file_read(walker->path.p, IGNORE_MAX, &content, &why);
	if (!st)
		rules_add_lines(&level->rules, npo_buf_str(&content));
	if (st == NPO_ENOTFOUND)
		st = NPO_OK;
	if (st)
		st = trouble(walker, NULL, why.text, false, err);
	path_cut(walker, level->base);
	npo_buf_release(&content);
	return st;
}

/* ---------------------------------------------------------- folders */

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted. */
typedef struct ix_names {
	char **name;
	size_t count, cap;
	bool rules; /* an ignore file is among them */
} ix_names;

static void
names_release(ix_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->name[i]);
	free(names->name);
}

/* 0, or what errno says. */
static int
names_read(ix_names *names, DIR *dir)
{
	for (;;) {
		struct dirent *entry;

		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		if (strcmp(entry->d_name, IGNORE_NAME) == 0)
			names->rules = true;
		NPO_GROW(names->name, names->count, names->cap);
		names->name[names->count++] = npo_strdup(entry->d_name);
	}
	if (names->count > 1)
		qsort(names->name, names->count, sizeof(*names->name), compare);
	return errno;
}

static bool
is_loop(const ix_level *level, const struct stat *st)
{
	for (; level; level = level->up)
		if (level->ino == st->st_ino && level->dev == st->st_dev)
			return true;
	return false;
}

/* Walk a folder called name from the folder at; its path is at hand. */
static npo_status
enter(ix_walker *walker, const ix_level *up, int at, const char *name,
	const struct stat *st, npo_error *err)
{
	const ix_walk *walk = walker->walk;
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;
	int fd;

	if (walk->own_ino == st->st_ino && walk->own_dev == st->st_dev)
		return NPO_OK;
	if (walk->options->one_file_system && st->st_dev != walker->dev)
		return NPO_OK;
	if (is_loop(up, st))
		return trouble(walker, st, "loop of folders", false, err);
	if (walker->path.len >= PATH_MAX_LEN)
		return trouble(walker, st, strerror(ENAMETOOLONG), true, err);
	fd = openat(at, name, flags | (walk->options->follow ? 0 : O_NOFOLLOW));
	if (fd < 0)
		return trouble(walker, st, strerror(errno), true, err);
	return walk_folder(walker, up, fd, st, err);
}

/* ---------------------------------------------------------- names */

static npo_status
visit_kind(ix_walker *walker, const ix_level *level, int fd, const char *name,
	const struct stat *st, bool link, npo_error *err)
{
	const ix_walk_sink *sink = walker->walk->sink;

	if (S_ISDIR(st->st_mode))
		return enter(walker, level, fd, name, st, err);
	if (S_ISREG(st->st_mode))
		return sink->file(sink->payload, walker->path.p, st, link, err);
	return trouble(walker, st, "no regular file", false, err);
}

/* What a link that leads nowhere is called. */
static const char *
link_reason(int error)
{
	if (error == ENOENT || error == ENOTDIR)
		return "broken link";
	return strerror(error);
}

/* One name of the folder fd; its path is at hand. */
static npo_status
visit(ix_walker *walker, const ix_level *level, int fd, const ix_look *look,
	npo_error *err)
{
	const ix_walk *walk = walker->walk;
	struct stat target = look->st;
	bool link = S_ISLNK(target.st_mode);
	int broken = 0;

	if (stop_asked())
		return npo_fail(err, NPO_ESTOPPED, "stopped");
	if (walk->sink->elsewhere(walk->sink->payload, walker->path.p))
		return NPO_OK;
	if (look->error)
		return look->error == ENOENT
			? NPO_OK : trouble(walker, NULL, strerror(look->error),
					  true, err);
	if (link && fstatat(fd, look->name, &target, 0))
		broken = errno;
	if (is_ignored(walker, level, S_ISDIR(target.st_mode)) ||
		is_excluded(walker, S_ISDIR(target.st_mode)))
		return NPO_OK;
	if (broken)
		return trouble(
			walker, &look->st, link_reason(broken), false, err);
	if (link && !walk->options->follow)
		return NPO_OK;
	return visit_kind(walker, level, fd, look->name, &target, link, err);
}

static npo_status
visit_some(ix_walker *walker, const ix_level *level, int fd, ix_look *look,
	size_t count, npo_error *err)
{
	npo_status st = NPO_OK;

	look_all(fd, look, count, walker->walk->options->jobs);
	for (size_t i = 0; i < count && !st; i++) {
		npo_buf_adds(&walker->path, look[i].name);
		st = visit(walker, level, fd, &look[i], err);
		path_cut(walker, level->base);
	}
	return st;
}

static npo_status
visit_names(ix_walker *walker, const ix_level *level, int fd,
	const ix_names *names, npo_error *err)
{
	size_t most = names->count < LOOKS ? names->count : LOOKS, count = 0;
	ix_look *look = npo_calloc(most + 1, sizeof(*look));
	npo_status st = NPO_OK;

	for (size_t i = 0; i < names->count && !st; i++) {
		const char *name = names->name[i];

		if (*name != '.' || walker->walk->options->hidden)
			look[count++].name = name;
		if (count < LOOKS && i + 1 < names->count)
			continue;
		st = visit_some(walker, level, fd, look, count, err);
		count = 0;
	}
	free(look);
	return st;
}

/* Walk the open folder fd, whose path is at hand; closes fd. */
static npo_status
walk_folder(ix_walker *walker, const ix_level *up, int fd,
	const struct stat *st, npo_error *err)
{
	ix_level level = {.up = up, .dev = st->st_dev, .ino = st->st_ino};
	ix_names names = {NULL, 0, 0, false};
	size_t len = walker->path.len;
	DIR *dir = fdopendir(fd);
	npo_status status = NPO_OK;
	int error;

	if (!dir) {
		error = errno;
		close(fd);
		return trouble(walker, st, strerror(error), true, err);
	}
	error = names_read(&names, dir);
	if (error)
		status = trouble(walker, st, strerror(error), true, err);
	if (walker->path.p[len - 1] != '/')
		npo_buf_addc(&walker->path, '/');
	level.base = walker->path.len;
	if (!status && names.rules)
		status = load_rules(walker, &level, err);
	if (!status)
		status = visit_names(walker, &level, fd, &names, err);
	path_cut(walker, len);
	rules_release(&level.rules);
	names_release(&names);
	closedir(dir);
	return status;
}

/* ---------------------------------------------------------- the walk */

/*
 * The ignore files above a folder count too, so that naming a folder or one
 * above it comes to the same. Call walk_from() below them all.
 */
static npo_status
walk_from(ix_walker *walker, const ix_level *up, const char *path, size_t base,
	const struct stat *st, npo_error *err)
{
	ix_level level = {.up = up, .base = base};
	const char *slash = strchr(path + base, '/');
	npo_status status;

	npo_buf_reset(&walker->path);
	if (!path[base]) {
		npo_buf_adds(&walker->path, path);
		return enter(walker, up, AT_FDCWD, path, st, err);
	}
	npo_buf_add(&walker->path, path, base);
	status = load_rules(walker, &level, err);
	if (!status)
		status = walk_from(walker, &level, path,
			slash ? (size_t)(slash + 1 - path) : strlen(path), st,
			err);
	rules_release(&level.rules);
	return status;
}

/* A file that is named itself is taken whatever ignore files say. */
static npo_status
walk_file(ix_walker *walker, const struct stat *st, npo_error *err)
{
	struct stat own;
	bool link = !lstat(walker->path.p, &own) && S_ISLNK(own.st_mode);

	walker->base =
		(size_t)(strrchr(walker->path.p, '/') + 1 - walker->path.p);
	if (is_excluded(walker, false))
		return NPO_OK;
	return visit_kind(
		walker, NULL, AT_FDCWD, walker->path.p, st, link, err);
}

/* A folder is open at each level on the way down. */
static void
raise_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
	setrlimit(RLIMIT_NOFILE, &limit);
}

npo_status
walk_run(const ix_walk *walk, const char *path, npo_error *err)
{
	ix_walker walker = {.walk = walk, .path = NPO_BUF_INIT};
	struct stat st;
	npo_status status;
	int error;

	npo_buf_adds(&walker.path, path);
	error = stat(path, &st) ? errno : 0;
	if (error && !lstat(path, &st)) {
		status = trouble(&walker, &st, link_reason(error), false, err);
	} else if (error) {
		status = trouble(&walker, NULL, strerror(error), true, err);
	} else if (S_ISDIR(st.st_mode)) {
		raise_limit();
		walker.dev = st.st_dev;
		walker.base = strlen(path) + (path[strlen(path) - 1] != '/');
		status = walk_from(&walker, NULL, path, 1, &st, err);
	} else {
		status = walk_file(&walker, &st, err);
	}
	npo_buf_release(&walker.path);
	return status;
}
