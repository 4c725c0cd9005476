/* SPDX-License-Identifier: GPL-2.0-or-later */
/* table.c - the formats, and which of them a file is */
#include "format.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Of equal fits the upper row wins; the last one takes any text. */
static const npo_format formats[] = {
	{ "html", ".html .htm .xhtml", npo_html_sniff, npo_html_read },
	{ "wikitext", ".wiki .wikitext .mediawiki", npo_wikitext_sniff,
		npo_wikitext_read },
	{ "jsonl", ".jsonl .ndjson", npo_jsonl_sniff, npo_jsonl_read },
	{ "plain", ".txt .text", npo_plain_sniff, npo_plain_read },
};

const npo_format *
npo_format_named(const char *name)
{
	for (size_t i = 0; i < NPO_COUNT(formats); i++) {
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	}
	return NULL;
}

const npo_format *
npo_format_at(size_t i)
{
	return i < NPO_COUNT(formats) ? &formats[i] : NULL;
}

/* The first bytes, the file offset left at its start; a pipe: ESPIPE. There is
 * no end to look for behind the size that is known. */
static ssize_t
read_head(const npo_input *in, char *head)
{
	size_t len = 0;
	ssize_t got;

	do {
		got = pread(in->fd, head + len, NPO_HEAD_MAX - len, (off_t)len);
		if (got > 0)
			len += (size_t)got;
	} while ((got > 0 && len < NPO_HEAD_MAX && len != in->size) ||
		 (got < 0 && errno == EINTR));
	return got < 0 ? -1 : (ssize_t)len;
}

static const npo_format *
choose(npo_str head, const npo_input *in)
{
	const npo_format *best = NULL;
	int most = 0;

	for (size_t i = 0; i < NPO_COUNT(formats); i++) {
		int fit = formats[i].sniff(head, in->path);

		if (fit <= most)
			continue;
		most = fit;
		best = &formats[i];
	}
	/* who names the charset says that it is text */
	if (!best && in->charset)
		best = npo_format_named("plain");
	return best;
}

static npo_status
fail_read(const npo_input *in, npo_error *err)
{
	return npo_fail(err, NPO_EIO, "cannot read '%s': %s", in->path,
		strerror(errno));
}

/* A pipe has no head to look at and come back from: put it in memory. */
static npo_status
spool(const npo_input *in, npo_input *file, npo_error *err)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_status st = npo_input_all(in, &bytes, err);
	int fd = -1;

	if (st)
		goto out;
	fd = memfd_create("npo", MFD_CLOEXEC);
	if (fd < 0) {
		st = fail_read(in, err);
		goto out;
	}
	for (size_t done = 0; done < bytes.len;) {
		ssize_t put = pwrite(
			fd, bytes.p + done, bytes.len - done, (off_t)done);

		if (put < 0 && errno != EINTR) {
			st = fail_read(in, err);
			close(fd);
			goto out;
		}
		done += put > 0 ? (size_t)put : 0;
	}
	file->fd = fd;
	file->size = bytes.len;
out:
	npo_buf_release(&bytes);
	return st;
}

/* A small file is its head, and need not be read again. */
static npo_status
read_as(const npo_input *in, npo_str head, const npo_sink *sink, npo_error *err)
{
	const npo_format *format = choose(head, in);
	npo_input known = *in;

	if (!format)
		return npo_fail(err, NPO_EFORMAT, "binary data '%s'", in->path);
	if (head.len < NPO_HEAD_MAX && head.len == in->size)
		known.whole = head;
	return format->read(&known, sink, err);
}

npo_status
npo_format_read(const npo_input *in, const char *type, const npo_sink *sink,
	npo_error *err)
{
	const npo_format *format = type ? npo_format_named(type) : NULL;
	char head[NPO_HEAD_MAX];
	npo_input file = *in;
	npo_status st;
	ssize_t len;

	if (format)
		return format->read(in, sink, err);
	if (type)
		return npo_fail(err, NPO_EINVAL, "unknown type '%s'", type);
	len = read_head(in, head);
	if (len >= 0)
		return read_as(in, (npo_str){ head, (size_t)len }, sink, err);
	if (errno != ESPIPE)
		return fail_read(in, err);
	st = spool(in, &file, err);
	if (st)
		return st;
	len = read_head(&file, head);
	st = len < 0 ? fail_read(in, err)
		     : read_as(&file, (npo_str){ head, (size_t)len }, sink,
			       err);
	close(file.fd);
	return st;
}
