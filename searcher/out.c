/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out.c - what the output formats share: buffer, names, paths seen */
#include "out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const search_writer writers[] = {
	[SEARCH_TEXT] = { out_text_begin, out_text_hit, .snippet = true },
	[SEARCH_JSON] = { NULL, out_json_hit, .snippet = true,
		.matched = true },
	[SEARCH_TSV] = { NULL, out_tsv_hit, .snippet = true },
	[SEARCH_CSV] = { NULL, out_csv_hit, .snippet = true },
	[SEARCH_PATHS] = { NULL, out_paths_hit, .path = true },
	[SEARCH_TREC] = { NULL, out_trec_hit, .snippet = false },
};

const search_writer *
search_writer_of(search_format format)
{
	return &writers[format];
}

/* ------------------------------------------------------- the buffer */

void
search_out_init(search_out *out, const search_options *options)
{
	char *folder = getcwd(NULL, 0);

	memset(out, 0, sizeof(*out));
	out->options = options;
	if (folder && strcmp(folder, "/"))
		npo_buf_adds(&out->folder, folder);
	npo_buf_addc(&out->folder, '/');
	free(folder);
}

void
search_out_release(search_out *out)
{
	search_out_begin(out);
	free(out->path);
	npo_buf_release(&out->buf);
	npo_buf_release(&out->notes);
	npo_buf_release(&out->folder);
	npo_buf_release(&out->scratch);
	search_systems_release(&out->systems);
}

static npo_status
write_all(int fd, npo_str bytes, npo_error *err)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.p, bytes.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return npo_fail(err, NPO_EIO,
				"cannot write to standard output: %s",
				strerror(errno));
		bytes.p += put;
		bytes.len -= (size_t)put;
	}
	return NPO_OK;
}

npo_status
search_out_flush(search_out *out, npo_error *err)
{
	npo_status st = write_all(STDOUT_FILENO, npo_buf_str(&out->buf), err);

	npo_buf_reset(&out->buf);
	/* that a remark finds no reader is no failure of the search */
	if (!st)
		(void)write_all(STDERR_FILENO, npo_buf_str(&out->notes), NULL);
	npo_buf_reset(&out->notes);
	return st;
}

/* ------------------------------------------------------- names */

void
search_clean(npo_str text, npo_buf *out)
{
	size_t len;

	npo_buf_reserve(out, text.len);
	for (size_t at = 0; at < text.len; at += len) {
		uint32_t code = query_code_at(text, at, &len);

		if (query_is_control(code))
			npo_buf_addc(out, ' ');
		else
			npo_utf8_put(out, code);
	}
	npo_buf_adds(out, "");
}

npo_str
search_out_path(const search_out *out, npo_str path)
{
	npo_str folder = npo_buf_str(&out->folder);

	if (!npo_str_starts(path, folder) || path.len == folder.len)
		return path;
	return (npo_str){ path.p + folder.len, path.len - folder.len };
}

void
search_out_name(search_out *out, const npo_stored *stored, npo_buf *buf)
{
	search_clean(search_out_path(out, stored->path), buf);
	if (!stored->member.len)
		return;
	npo_buf_addc(buf, '#');
	search_clean(stored->member, buf);
}

/* ------------------------------------------------------- paths seen */

void
search_out_begin(search_out *out)
{
	for (size_t i = 0; i < out->path_cap; i++) {
		free(out->path[i]);
		out->path[i] = NULL;
	}
	out->path_count = 0;
}

/* where a path is or belongs */
static char **
path_slot(search_out *out, const char *path)
{
	size_t i = (size_t)npo_fnv1a(npo_str_of(path)) & (out->path_cap - 1);

	while (out->path[i] && strcmp(out->path[i], path))
		i = (i + 1) & (out->path_cap - 1);
	return &out->path[i];
}

static void
make_room(search_out *out)
{
	char **old = out->path;
	size_t cap = out->path_cap;

	if (2 * out->path_count < cap)
		return;
	out->path_cap = cap ? 2 * cap : 64;
	out->path = npo_calloc(out->path_cap, sizeof(*out->path));
	for (size_t i = 0; i < cap; i++) {
		if (old[i])
			*path_slot(out, old[i]) = old[i];
	}
	free(old);
}

void
search_out_unread(search_out *out, uint32_t count)
{
	if (count)
		npo_buf_addf(&out->notes, "npo-search: %lu of the texts "
			"cannot be read: the dictionary of their database is "
			"missing\n", (unsigned long)count);
}

bool
search_out_first(search_out *out, npo_str path)
{
	char *copy = npo_memdup(path.p, path.len), **slot;

	make_room(out);
	slot = path_slot(out, copy);
	if (*slot) {
		free(copy);
		return false;
	}
	*slot = copy;
	out->path_count++;
	return true;
}
