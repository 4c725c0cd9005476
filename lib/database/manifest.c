/* SPDX-License-Identifier: GPL-2.0-or-later */
/* manifest.c - which Xapian databases a database folder is made of */
#include "manifest.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST_FIRST "npo 1"
#define MANIFEST_MAX 65536
#define STORE "store "

void
npo_stores_release(npo_stores *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->path[i]);
	free(list->path);
	*list = (npo_stores){NULL, 0, 0};
}

/* a store's name leads nowhere but into its folder */
static bool
is_store(const char *line)
{
	if (strncmp(line, STORE, strlen(STORE)))
		return false;
	line += strlen(STORE);
	return *line && *line != '.' && !strchr(line, '/');
}

static npo_status
parse_manifest(char *text, const char *folder, npo_stores *list, npo_error *err)
{
	char *line = strsep(&text, "\n");
	bool damaged = false;

	if (strcmp(line, MANIFEST_FIRST)) {
		if (!strncmp(line, "npo ", 4))
			return npo_fail(err, NPO_ESCHEMA,
				"database of another version, '%s', in '%s'",
				line, folder);
		return npo_fail(err, NPO_ECORRUPT,
			"no manifest of npo '%s/" NPO_MANIFEST "'", folder);
	}
	while (text) {
		npo_buf path = NPO_BUF_INIT;

		line = strsep(&text, "\n");
		if (!*line)
			continue;
		damaged = !is_store(line);
		if (damaged)
			break;
		npo_buf_addf(&path, "%s/%s", folder, line + strlen(STORE));
		NPO_GROW(list->path, list->count, list->cap);
		list->path[list->count++] = path.p;
	}
	if (damaged || !list->count)
		return npo_fail(err, NPO_ECORRUPT,
			"damaged manifest '%s/" NPO_MANIFEST "'", folder);
	return NPO_OK;
}

npo_status
npo_manifest_read(const char *folder, npo_stores *list, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_status st;

	npo_buf_addf(&path, "%s/" NPO_MANIFEST, folder);
	st = npo_file_read(path.p, MANIFEST_MAX, &text, err);
	if (!st)
		st = parse_manifest(text.p, folder, list, err);
	npo_buf_release(&path);
	npo_buf_release(&text);
	return st;
}

npo_status
npo_manifest_write(const char *folder, const char *store, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_status st;

	npo_buf_addf(&path, "%s/" NPO_MANIFEST, folder);
	npo_buf_addf(&text, MANIFEST_FIRST "\n" STORE "%s\n", store);
	st = npo_file_replace(path.p, npo_buf_str(&text), err);
	npo_buf_release(&path);
	npo_buf_release(&text);
	return st;
}
