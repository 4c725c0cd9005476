/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reader.h - bytes as a file that one of the formats reads */
#ifndef NPO_FUZZ_READER_H
#define NPO_FUZZ_READER_H

#include "fuzz.h"
#include "npo/format.h"

#include <sys/mman.h>
#include <unistd.h>

#define READER_MAX (1 << 20)

/* what a reader hands over is UTF-8, and its spans lie in its text in order */
static npo_status
reader_document(void *payload, const npo_document *doc, npo_error *err)
{
	size_t at = 0;

	(void)payload;
	(void)err;
	HOLDS(npo_utf8_valid(doc->text));
	HOLDS(npo_utf8_valid(doc->title));
	for (size_t i = 0; i < doc->span_count; i++) {
		HOLDS(doc->spans[i].start >= at);
		HOLDS(doc->spans[i].end >= doc->spans[i].start);
		at = doc->spans[i].end;
	}
	HOLDS(at <= doc->text.len);
	return NPO_OK;
}

static void
reader_problem(void *payload, uint64_t line, const char *reason)
{
	(void)payload;
	(void)line;
	HOLDS(*reason);
}

static void
reader_run(const char *type, const uint8_t *data, size_t size)
{
	const npo_sink sink = { reader_document, reader_problem, NULL };
	npo_input in = { .path = "fuzz", .size = size,
		.max_size = READER_MAX };
	npo_error err;

	in.fd = memfd_create("fuzz", MFD_CLOEXEC);
	HOLDS(in.fd >= 0);
	HOLDS(pwrite(in.fd, data, size, 0) == (ssize_t)size);
	if (npo_format_read(&in, type, &sink, &err))
		HOLDS(*err.text);
	close(in.fd);
}

#endif
