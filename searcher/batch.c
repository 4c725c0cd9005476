/* SPDX-License-Identifier: GPL-2.0-or-later */
/* batch.c - one query, or many with their ids, a line each */
#include "out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* a line of a batch: id TAB query, or a query whose id is its number */
static npo_status
answer_line(search *s, npo_str line, unsigned long number, search_out *out,
	bool *found, npo_error *err)
{
	char digits[32];
	const char *tab;
	npo_str id;
	npo_status st;

	while (line.len && (line.p[line.len - 1] == '\n' ||
		line.p[line.len - 1] == '\r'))
		line.len--;
	if (!line.len)
		return NPO_OK;
	tab = memchr(line.p, '\t', line.len);
	if (tab && tab > line.p) {
		id = (npo_str){ line.p, (size_t)(tab - line.p) };
		line.p += id.len + 1;
		line.len -= id.len + 1;
	} else {
		snprintf(digits, sizeof(digits), "%lu", number);
		id = npo_str_of(digits);
	}
	st = search_answer(s, id, line, out, found, err);
	if (!st)
		st = search_out_flush(out, err);
	return st;
}

static npo_status
answer_batch(search *s, search_out *out, bool *found, npo_error *err)
{
	const char *name = s->options->batch;
	bool standard = !strcmp(name, "-");
	FILE *file = standard ? stdin : fopen(name, "re");
	unsigned long number = 0;
	npo_status st = NPO_OK;
	char *line = NULL;
	size_t cap = 0;

	if (!file)
		return npo_fail(err, NPO_EIO, "cannot open '%s': %s", name,
			strerror(errno));
	while (!st) {
		ssize_t len = getline(&line, &cap, file);

		if (len < 0)
			break;
		st = answer_line(s, (npo_str){ line, (size_t)len }, ++number,
			out, found, err);
	}
	if (!st && ferror(file))
		st = npo_fail(err, NPO_EIO, "cannot read '%s': %s", name,
			strerror(errno));
	free(line);
	if (!standard)
		fclose(file);
	return st;
}

npo_status
search_answer_all(search *s, search_out *out, bool *found, npo_error *err)
{
	npo_status st;

	if (s->options->batch)
		return answer_batch(s, out, found, err);
	st = search_answer(s, (npo_str){ NULL, 0 },
		npo_buf_str(&s->options->query), out, found, err);
	if (!st)
		st = search_out_flush(out, err);
	return st;
}
