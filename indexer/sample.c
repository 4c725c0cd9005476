/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sample.c - some documents of many files, for a dictionary of their texts */
#include "indexer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of less text, what is saved is not worth the half second. */
#define WORTH_BYTES (16u << 20)

/* What is looked at, at most: places in all bytes, of each so many bytes and
 * documents, documents of all, bytes of their texts, and one of so many bytes
 * that are read. */
#define SAMPLE_PLACES 1000
#define SAMPLE_WINDOW (32u << 10)
#define SAMPLE_OF_PLACE 32
#define SAMPLE_DOCUMENTS 2000
#define SAMPLE_BYTES (1u << 20)
#define SAMPLE_ONE_OF 32

/* So many tell how long documents are. */
#define ENOUGH 32

/*
 * Places are taken in such an order that those taken so far are spread over all
 * bytes whenever there is enough: each is this share of all places behind the
 * one before (the golden ratio; Knuth, The Art of Computer Programming 3, 6.4),
 * in 1000: a number that has no divisor in common with SAMPLE_PLACES.
 */
#define SAMPLE_STEP 617

typedef struct sample {
	const ix_options *options;
	int window;	/* what is looked at of a large file */
	npo_buf bytes;	/* of it */
	npo_buf texts;	/* short ones, one behind the other */
	size_t len[SAMPLE_DOCUMENTS];
	size_t count;
	uint64_t left;	/* bytes that may still be read */
	size_t seen;	/* documents, also long ones */
	size_t wanted;	/* so many with this place */
} sample;

static npo_status
on_document(void *payload, const npo_document *document, npo_error *err)
{
	sample *s = payload;
	npo_str text = document->text;

	if (s->seen == s->wanted || s->count == SAMPLE_DOCUMENTS ||
		stop_asked())
		return npo_fail(err, NPO_ESTOPPED, "enough");
	s->seen++;
	if (!text.len || text.len > NPO_DICT_TEXT)
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
read_documents(sample *s, const ix_job *job, int fd, uint64_t size)
{
	npo_sink sink = {on_document, on_problem, s};
	npo_input in = indexer_input(s->options, job->path, fd, size);
	npo_status status =
		npo_format_read(&in, s->options->type, &sink, NULL);

	(void)status; /* nor is a failure told here */
	s->left -= size < s->left ? size : s->left;
}

/* the bytes from a place on, or from the next line if that is in the middle */
static npo_str
window_at(sample *s, int fd, uint64_t at)
{
	const char *line;
	ssize_t got;

	npo_buf_reset(&s->bytes);
	npo_buf_reserve(&s->bytes, SAMPLE_WINDOW);
	do
		got = pread(fd, s->bytes.p, SAMPLE_WINDOW, (off_t)at);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return (npo_str){"", 0};
	s->bytes.len = (size_t)got;
	line = at ? memchr(s->bytes.p, '\n', s->bytes.len) : NULL;
	return line ? (npo_str){line + 1, s->bytes.len -
				      (size_t)(line + 1 - s->bytes.p)}
		    : npo_buf_str(&s->bytes);
}

/* Readers take a file, so what is looked at becomes one. */
static void
read_window(sample *s, const ix_job *job, int fd, uint64_t at)
{
	npo_str bytes = window_at(s, fd, at);

	if (s->window < 0)
		s->window = memfd_create("npo", MFD_CLOEXEC);
	if (s->window < 0 || !bytes.len || ftruncate(s->window, 0) ||
		lseek(s->window, 0, SEEK_SET) < 0 ||
		pwrite(s->window, bytes.p, bytes.len, 0) !=
			(ssize_t)bytes.len)
		return;
	read_documents(s, job, s->window, bytes.len);
}

/* a place in a file; of a small one the first documents */
static void
read_place(sample *s, const ix_job *job, uint64_t at)
{
	int fd = ahead_open_file(job);
	struct stat st;

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode)) {
		if (st.st_size <= SAMPLE_WINDOW)
			read_documents(s, job, fd, (uint64_t)st.st_size);
		else
			read_window(s, job, fd, at);
	}
	close(fd);
}

/* whether short documents have half of all bytes, as places are in bytes; what
 * longer ones have in common is in themselves often enough */
static bool
are_short(const sample *s)
{
	return 2 * s->count >= s->seen;
}

static bool
is_enough(const sample *s)
{
	return stop_asked() || !s->left || s->texts.len >= SAMPLE_BYTES ||
	       s->count == SAMPLE_DOCUMENTS ||
	       (s->seen >= ENOUGH && !are_short(s));
}

/* of places as many as there are, somewhere in its part of all bytes, so that
 * they are not the first of each folder, or of what else repeats */
static uint64_t
place_of(size_t i, uint64_t bytes)
{
	uint64_t part = bytes / SAMPLE_PLACES;
	char number[2] = {(char)i, (char)(i >> 8)};

	return i * part + npo_fnv1a((npo_str){number, sizeof(number)}) % part;
}

/* A place that is to be looked at. */
typedef struct place {
	size_t file; /* number of its file */
	uint64_t at; /* in that */
	bool read;
	ix_job job; /* with a path of its own */
} place;

/* A small file is read from its start, once. */
static bool
is_read(const place *places, size_t count, size_t i)
{
	size_t first = i, file = places[i].file;

	if (places[i].job.size > SAMPLE_WINDOW)
		return false;
	while (first && places[first - 1].file == file)
		first--;
	for (; first < count && places[first].file == file; first++) {
		if (places[first].read)
			return true;
	}
	return false;
}

/* in order; how many there are */
static size_t
find_places(const ix_jobs *jobs, place *places)
{
	ix_jobs_at from = jobs_begin(jobs);
	uint64_t begin = 0;
	size_t count = 0;
	ix_job job;

	for (size_t file = 0; jobs_next(&from, &job); file++) {
		while (count < SAMPLE_PLACES) {
			uint64_t at = place_of(count, jobs->size);

			if (at >= begin + job.size)
				break;
			places[count] = (place){
				file, at - begin, false, job};
			places[count++].job.path = npo_strdup(job.path);
		}
		begin += job.size;
	}
	jobs_end(&from);
	return count;
}

static void
read_places(sample *s, const ix_jobs *jobs)
{
	place *places = npo_calloc(SAMPLE_PLACES, sizeof(*places));
	size_t count = find_places(jobs, places);

	for (size_t n = 0; n < SAMPLE_PLACES && !is_enough(s); n++) {
		size_t i = n * SAMPLE_STEP % SAMPLE_PLACES;

		if (i >= count || is_read(places, count, i))
			continue;
		s->wanted = s->seen + SAMPLE_OF_PLACE;
		read_place(s, &places[i].job, places[i].at);
		places[i].read = true;
	}
	for (size_t i = 0; i < count; i++)
		free((void *)(uintptr_t)places[i].job.path);
	free(places);
}

void
sample_dict(const ix_options *options, const ix_jobs *jobs, npo_buf *dict)
{
	sample *s;

	npo_buf_reset(dict);
	if (jobs->size < WORTH_BYTES)
		return;
	s = npo_calloc(1, sizeof(*s));
	s->options = options;
	s->window = -1;
	s->left = jobs->size / SAMPLE_ONE_OF;
	read_places(s, jobs);
	if (are_short(s) && !stop_asked())
		npo_dict_train(&s->texts, s->len, s->count, dict);
	if (s->window >= 0)
		close(s->window);
	npo_buf_release(&s->bytes);
	npo_buf_release(&s->texts);
	free(s);
}
