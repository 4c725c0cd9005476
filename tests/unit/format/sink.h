/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sink.h - a file in memory, read into a list of documents */
#ifndef TESTS_UNIT_FORMAT_SINK_H
#define TESTS_UNIT_FORMAT_SINK_H

#include <sys/mman.h>
#include <unistd.h>

#include "../test.h"

#include "npo/format.h"

/**
 * What a reader gave: a line for each document and problem, fields in their
 * order, and the text and spans of the last one.
 */
struct got {
	npo_buf log;
	npo_buf text;
	npo_span spans[64];
	size_t span_count;
	size_t documents, problems;
	npo_status answer; /* of the sink */
};

static inline void
log_named(npo_buf *log, const char *name, npo_str value)
{
	if (value.len)
		npo_buf_addf(log, " %s=%.*s", name, (int)value.len, value.p);
}

static inline npo_status
got_document(void *payload, const npo_document *doc, npo_error *err)
{
	struct got *got = payload;

	npo_buf_addf(&got->log, "%llu %s %s", (unsigned long long)doc->line,
		doc->type, doc->charset);
	log_named(&got->log, "id", doc->id);
	log_named(&got->log, "member", doc->member);
	log_named(&got->log, "title", doc->title);
	log_named(&got->log, "lang", doc->lang);
	log_named(&got->log, "date", doc->date);
	log_named(&got->log, "url", doc->url);
	log_named(&got->log, "author", doc->author);
	for (size_t i = 0; i < doc->field_count; i++)
		npo_buf_addf(&got->log, " [%.*s:%.*s]",
			(int)doc->fields[i].name.len, doc->fields[i].name.p,
			(int)doc->fields[i].value.len, doc->fields[i].value.p);
	npo_buf_addc(&got->log, '\n');
	npo_buf_reset(&got->text);
	npo_buf_addstr(&got->text, doc->text);
	if (doc->span_count > NPO_COUNT(got->spans))
		return npo_fail(err, NPO_EINVAL, "too many spans");
	if (doc->span_count)
		memcpy(got->spans, doc->spans,
			doc->span_count * sizeof(*doc->spans));
	got->span_count = doc->span_count;
	got->documents++;
	return got->answer ? npo_fail(err, got->answer, "enough") : NPO_OK;
}

static inline void
got_problem(void *payload, uint64_t line, const char *reason)
{
	struct got *got = payload;

	npo_buf_addf(&got->log, "%llu problem: %s\n", (unsigned long long)line,
		reason);
	got->problems++;
}

/** A file of these bytes that is open for reading. */
static inline int
open_bytes(npo_str bytes)
{
	int fd = memfd_create("test", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes.p, bytes.len, 0), bytes.len);
	return fd;
}

/** Read bytes as a file of that name; over in's other members if not NULL. */
static inline npo_status
read_bytes(npo_str bytes, const char *path, const char *type,
	const npo_input *like, struct got *got, npo_error *err)
{
	npo_input in = { .max_size = 1 << 24 };
	npo_sink sink = { got_document, got_problem, got };
	npo_status st;

	if (like)
		in = *like;
	in.path = path;
	in.size = bytes.len;
	in.fd = open_bytes(bytes);
	npo_buf_reset(&got->log);
	got->documents = got->problems = 0;
	st = npo_format_read(&in, type, &sink, err);
	close(in.fd);
	return st;
}

static inline void
got_release(struct got *got)
{
	npo_buf_release(&got->log);
	npo_buf_release(&got->text);
}

/** Check span i of the last document. */
static inline void
assert_span(
	const struct got *got, size_t i, npo_span_kind kind, const char *text)
{
	npo_span span;

	assert_true(i < got->span_count);
	span = got->spans[i];
	assert_int_equal(span.kind, kind);
	assert_true(span.end <= got->text.len);
	assert_int_equal(span.end - span.start, strlen(text));
	assert_memory_equal(got->text.p + span.start, text, strlen(text));
}

#endif
