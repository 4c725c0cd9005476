/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tsv.c - the rows of a table of language facts */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MAX 32

void
die(const char *format, ...)
{
	va_list args;

	fputs("mktables: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

unsigned
short_of(size_t number)
{
	if (number > UINT16_MAX)
		die("%zu is too much for 16 bits of a table", number);
	return (unsigned)number;
}

void
read_table(const char *path, size_t cells, row_fn row, void *payload)
{
	npo_buf text = NPO_BUF_INIT;
	npo_error err;
	size_t number = 0;
	bool header = true;

	if (npo_file_read(path, 1 << 26, &text, &err))
		die("%s", err.text);
	for (char *rest = text.p, *line; (line = strsep(&rest, "\n"));) {
		char *cell[CELLS_MAX];
		size_t n = 0;

		number++;
		if (!*line || *line == '#')
			continue;
		if (header) {
			header = false;
			continue;
		}
		while (line && n < NPO_COUNT(cell))
			cell[n++] = strsep(&line, "\t");
		if (n < cells)
			die("%s:%zu: %zu columns, not %zu", path, number, n,
				cells);
		row(cell, n, payload);
	}
	npo_buf_release(&text);
}
