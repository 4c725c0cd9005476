/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sample.c - some documents of many files, for a dictionary of their texts */
#include "indexer.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of less text, what is saved is not worth the half second. */
#define WORTH_BYTES (16u << 20)

/* What is looked at, at most: one of so many files, and of all bytes; files,
 * documents, bytes of each, and of all. */
#define SAMPLE_ONE_OF 32
#define SAMPLE_FILES 1000
#define SAMPLE_DOCUMENTS 2000
#define SAMPLE_OF_EACH 4096
#define SAMPLE_BYTES (1u << 20)

/* So many tell how long documents are. */
#define ENOUGH 64

typedef struct sample {
	npo_buf texts; /* one behind the other */
	size_t len[SAMPLE_DOCUMENTS];
	size_t count, wanted; /* so many with this file */
	uint64_t most;	      /* bytes of them together */
	uint64_t whole;	      /* bytes that the documents have */
} sample;

static npo_status
on_document(void *payload, const npo_document *document, npo_error *err)
{
	sample *s = payload;
	npo_str text = document->text;

	if (s->count == s->wanted || s->texts.len >= s->most)
		return npo_fail(err, NPO_ESTOPPED, "enough");
	s->whole += text.len;
	if (text.len > SAMPLE_OF_EACH)
		text.len = npo_utf8_cut(text.p, SAMPLE_OF_EACH);
	if (!text.len)
		return NPO_OK;
	npo_buf_addstr(&s->texts, text);
	s->len[s->count++] = text.len;
	return NPO_OK;
}

/* it is told when the file is read for good */
static void
on_problem(void *payload, uint64_t line, const char *reason)
{
	(void)payload;
	(void)line;
	(void)reason;
}

static void
read_some(sample *s, const ix_options *options, const ix_job *job)
{
	npo_sink sink = {on_document, on_problem, s};
	int fd = ahead_open_file(job);
	npo_status status;
	struct stat st;

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode)) {
		npo_input in = indexer_input(
			options, job->path, fd, (uint64_t)st.st_size);

		status = npo_format_read(&in, options->type, &sink, NULL);
		(void)status; /* nor is a failure told here */
	}
	close(fd);
}

/* what longer ones have in common is in themselves often enough */
static bool
are_short(const sample *s)
{
	return s->whole <= s->count * NPO_DICT_TEXT;
}

static bool
is_enough(const sample *s)
{
	return s->texts.len >= s->most || s->count == SAMPLE_DOCUMENTS ||
	       (s->count >= ENOUGH && !are_short(s));
}

static uint64_t
bytes_of(const ix_job *job, size_t count)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += job[i].size;
	return bytes;
}

void
sample_dict(const ix_options *options, const ix_job *job, size_t count,
	npo_buf *dict)
{
	uint64_t bytes = bytes_of(job, count);
	size_t step = count / SAMPLE_FILES + 1, of_each;
	sample *s;

	npo_buf_reset(dict);
	if (bytes < WORTH_BYTES)
		return;
	s = npo_calloc(1, sizeof(*s));
	s->most = bytes / SAMPLE_ONE_OF;
	if (s->most > SAMPLE_BYTES)
		s->most = SAMPLE_BYTES;
	if (step < SAMPLE_ONE_OF)
		step = SAMPLE_ONE_OF;
	of_each = SAMPLE_DOCUMENTS / (count / step + 1);
	for (size_t i = 0; i < count && !stop_asked() && !is_enough(s);
		i += step) {
		s->wanted = s->count + of_each;
		if (s->wanted > SAMPLE_DOCUMENTS)
			s->wanted = SAMPLE_DOCUMENTS;
		read_some(s, options, &job[i]);
	}
	if (are_short(s))
		npo_dict_train(&s->texts, s->len, s->count, dict);
	npo_buf_release(&s->texts);
	free(s);
}
