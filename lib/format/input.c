/* SPDX-License-Identifier: GPL-2.0-or-later */
/* input.c - bytes, names and lines, as every reader needs them */
#include "format.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool
npo_path_ends(const char *path, const char *extensions)
{
	const char *dot = strrchr(base_name(path), '.');
	size_t len = dot ? strlen(dot) : 0;

	while (len > 1 && *extensions) {
		size_t one = strcspn(extensions, " ");

		if (one == len && !strncasecmp(extensions, dot, len))
			return true;
		extensions += one;
		extensions += strspn(extensions, " ");
	}
	return false;
}

void
npo_path_name(const char *path, bool bare, npo_buf *out)
{
	const char *at = base_name(path);
	const char *dot = strrchr(at, '.');
	const char *end = bare && dot && dot > at ? dot : at + strlen(at);

	while (at < end) {
		uint32_t code = npo_utf8_next(&at, end);

		npo_utf8_put(out, code == NPO_BAD_CODE ? 0xFFFD : code);
	}
}

npo_status
npo_input_some(
	const npo_input *in, char *to, size_t room, size_t *got, npo_error *err)
{
	ssize_t len;

	do
		len = read(in->fd, to, room);
	while (len < 0 && errno == EINTR);
	if (len < 0)
		return npo_fail(err, NPO_EIO, "cannot read '%s': %s", in->path,
			strerror(errno));
	*got = (size_t)len;
	return NPO_OK;
}

static npo_status
too_large(const npo_input *in, npo_error *err)
{
	return npo_fail(err, NPO_EINVAL, "larger than %llu bytes '%s'",
		(unsigned long long)in->max_size, in->path);
}

npo_status
npo_input_all(const npo_input *in, npo_buf *out, npo_error *err)
{
	size_t before = out->len, room, got;
	npo_status st;

	if (in->size > in->max_size)
		return too_large(in, err);
	if (in->whole.p) {
		npo_buf_addstr(out, in->whole);
		return NPO_OK;
	}
	npo_buf_reserve(out, (size_t)in->size + 1);
	do {
		/* one byte of room stays for the final NUL */
		if (out->cap - out->len < 2)
			npo_buf_reserve(out, 1 << 16);
		room = out->cap - out->len - 1;
		st = npo_input_some(in, out->p + out->len, room, &got, err);
		if (st)
			return st;
		out->len += got;
		out->p[out->len] = '\0';
		if (out->len - before > in->max_size)
			return too_large(in, err);
		/* one that fell short where the file ends saw its end */
	} while (got && (got == room || out->len - before != in->size));
	return NPO_OK;
}

npo_status
npo_input_decode(const npo_input *in, npo_str bytes, npo_buf *text,
	const char **charset, npo_error *err)
{
	npo_error why = { 0 };
	npo_status st;

	npo_buf_reset(text);
	if (!bytes.len) {
		npo_buf_adds(text, "");
		*charset = "UTF-8";
		return NPO_OK;
	}
	st = npo_text_decode(bytes, in->charset, text, charset, &why);
	if (st == NPO_EFORMAT)
		npo_fail(err, st, "%s '%s'", why.text, in->path);
	else if (st)
		npo_fail(err, st, "%s", why.text);
	return st;
}

npo_status
npo_input_text(const npo_input *in, npo_buf *text, const char **charset,
	npo_error *err)
{
	npo_buf bytes = NPO_BUF_INIT;
	npo_status st = npo_input_all(in, &bytes, err);

	if (!st)
		st = npo_input_decode(
			in, npo_buf_str(&bytes), text, charset, err);
	npo_buf_release(&bytes);
	return st;
}

npo_status
npo_input_hand(const npo_input *in, const npo_sink *sink, npo_document *doc,
	npo_error *err)
{
	assert(doc->type && doc->charset);
	if (!doc->lang.len)
		doc->lang = npo_str_of(in->lang);
	return sink->document(sink->payload, doc, err);
}

bool
npo_is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

npo_str
npo_str_trim(npo_str text)
{
	while (text.len && npo_is_blank(text.p[text.len - 1]))
		text.len--;
	while (text.len && npo_is_blank(*text.p)) {
		text.p++;
		text.len--;
	}
	return text;
}

npo_str
npo_first_line(npo_str text)
{
	npo_str line = npo_str_trim(text);

	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == '\n' || line.p[i] == '\r' ||
			line.p[i] == '\v')
			line.len = i;
	}
	if (line.len > NPO_TITLE_MAX)
		line.len = npo_utf8_cut(line.p, NPO_TITLE_MAX);
	return npo_str_trim(line);
}
