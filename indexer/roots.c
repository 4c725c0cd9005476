/* SPDX-License-Identifier: GPL-2.0-or-later */
/* roots.c - the paths named by the user, made absolute, in order, once each */
#include "walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * The canonical form of folder, appended; true if there is such a folder. It
 * is then the same from wherever and through whichever link it is named.
 */
static bool
add_canonical(const char *folder, npo_buf *out)
{
	char *real = realpath(folder, NULL);

	if (!real)
		return false;
	npo_buf_adds(out, real);
	free(real);
	return true;
}

static void
add_name(npo_buf *out, const char *name, size_t len)
{
	if (!out->len || out->p[out->len - 1] != '/')
		npo_buf_addc(out, '/');
	npo_buf_add(out, name, len);
}

/* The absolute form, not canonical: blank parts and single dots left out. */
static void
add_absolute(const char *name, npo_buf *out)
{
	if (*name != '/' && !add_canonical(".", out))
		npo_buf_addc(out, '/');
	while (*name) {
		size_t len = strcspn(name, "/");

		if (len && strncmp(name, ".", len))
			add_name(out, name, len);
		name += len + (name[len] == '/');
	}
	if (!out->len)
		npo_buf_addc(out, '/');
}

/* An absolute name: its folder canonical, as far as it exists. */
static void
add_resolved(char *name, npo_buf *out)
{
	char *slash = strrchr(name, '/');

	if (slash == name) {
		npo_buf_adds(out, name);
		return;
	}
	*slash = '\0';
	if (!add_canonical(name, out))
		add_resolved(name, out);
	*slash = '/';
	add_name(out, slash + 1, strlen(slash + 1));
}

/*
 * A folder is made canonical itself. Of anything else the folder is, and
 * the name stays: a link to a file is known by its own name.
 */
void
roots_resolve(const char *name, npo_buf *out)
{
	npo_buf whole = NPO_BUF_INIT;
	struct stat st;

	if (!stat(name, &st) && S_ISDIR(st.st_mode) && add_canonical(name, out))
		return;
	add_absolute(name, &whole);
	add_resolved(whole.p, out);
	npo_buf_release(&whole);
}

static void
add_root(ix_roots *roots, const char *name)
{
	npo_buf path = NPO_BUF_INIT;

	if (strcmp(name, "-") == 0) {
		roots->standard_input = true;
		return;
	}
	roots_resolve(name, &path);
	NPO_GROW(roots->path, roots->count, roots->cap);
	roots->path[roots->count++] = path.p;
}

static npo_status
read_names(ix_roots *roots, const ix_options *options, npo_error *err)
{
	const char *from = options->files_from;
	bool standard = strcmp(from, "-") == 0;
	int delimiter = options->nul ? '\0' : '\n';
	FILE *file = standard ? stdin : fopen(from, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;
	npo_status st = NPO_OK;

	if (!file)
		return npo_fail(err, NPO_EIO, "cannot open '%s': %s", from,
			strerror(errno));
	for (;;) {
		len = getdelim(&line, &cap, delimiter, file);
		if (len < 0)
			break;
		if (line[len - 1] == delimiter)
			line[--len] = '\0';
		if (len)
			add_root(roots, line);
	}
	if (ferror(file))
		st = npo_fail(err, NPO_EIO, "cannot read '%s': %s", from,
			strerror(errno));
	free(line);
	if (!standard)
		fclose(file);
	return st;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort(ix_roots *roots)
{
	size_t kept = 0;

	if (roots->count < 2)
		return;
	qsort(roots->path, roots->count, sizeof(*roots->path), compare);
	for (size_t i = 1; i < roots->count; i++) {
		if (strcmp(roots->path[i], roots->path[kept]))
			roots->path[++kept] = roots->path[i];
		else
			free(roots->path[i]);
	}
	roots->count = kept + 1;
}

npo_status
roots_read(ix_roots *roots, const ix_options *options, npo_error *err)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; i < options->path_count; i++) {
		if (!*options->path[i])
			return npo_fail(err, NPO_EINVAL, "an empty PATH");
		add_root(roots, options->path[i]);
	}
	if (options->files_from)
		st = read_names(roots, options, err);
	if (st)
		return st;
	if (roots->standard_input && options->files_from &&
		strcmp(options->files_from, "-") == 0)
		return npo_fail(err, NPO_EINVAL,
			"standard input cannot be both names and a document");
	sort(roots);
	return NPO_OK;
}

size_t
roots_place(const ix_roots *roots, const char *path)
{
	size_t low = 0, high = roots->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(roots->path[middle], path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
roots_release(ix_roots *roots)
{
	for (size_t i = 0; i < roots->count; i++)
		free(roots->path[i]);
	free(roots->path);
	*roots = (ix_roots){.path = NULL};
}
