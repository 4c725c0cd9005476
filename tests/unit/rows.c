/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rows.c - tables of language facts as tests */
#include "test.h"

#define CELLS_MAX 16

static char *
unescape(char *cell)
{
	npo_buf out = NPO_BUF_INIT;

	npo_buf_adds(&out, "");
	for (char *p = cell; *p; p++) {
		if (*p != '\\') {
			npo_buf_addc(&out, *p);
		} else if (p[1] == 'u' && p[2] == '{') {
			npo_utf8_put(&out, (uint32_t)strtoul(p + 3, &p, 16));
		} else {
			p++;
			npo_buf_addc(&out,
				*p == 't' ? '\t' : *p == 'n' ? '\n' : *p);
		}
	}
	return out.p;
}

static size_t
split(char *line, char **cell)
{
	size_t n = 0;

	while (line && n < CELLS_MAX)
		cell[n++] = unescape(strsep(&line, "\t"));
	return n;
}

size_t
test_rows(const char *name, size_t at_least,
	void (*row)(char **cell, size_t cells, size_t line))
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	size_t count = 0, number = 0;
	bool header = true;

	npo_buf_addf(&path, "%s/data/%s", NPO_TESTS, name);
	assert_ok(npo_file_read(path.p, 1 << 24, &text, err));
	for (char *rest = text.p, *line; (line = strsep(&rest, "\n"));) {
		char *cell[CELLS_MAX];
		size_t n;

		number++;
		if (!*line || *line == '#')
			continue;
		if (header) {
			header = false;
			continue;
		}
		n = split(line, cell);
		row(cell, n, number);
		for (size_t i = 0; i < n; i++)
			free(cell[i]);
		count++;
	}
	npo_buf_release(&path);
	npo_buf_release(&text);
	assert_true(count >= at_least);
	return count;
}
