/* SPDX-License-Identifier: GPL-2.0-or-later */
/* buf.c - string views, the growing buffer, numbers in 7-bit groups */
#include "npo/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

npo_str
npo_str_of(const char *text)
{
	return (npo_str){ text, text ? strlen(text) : 0 };
}

bool
npo_str_equal(npo_str a, npo_str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.p, b.p, a.len));
}

int
npo_str_compare(npo_str a, npo_str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.p, b.p, len) : 0;

	if (order)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool
npo_str_starts(npo_str text, npo_str prefix)
{
	return text.len >= prefix.len &&
		(!prefix.len || !memcmp(text.p, prefix.p, prefix.len));
}

void
npo_buf_reserve(npo_buf *buf, size_t extra)
{
	size_t need = buf->len + extra + 1;

	if (need <= buf->cap)
		return;
	buf->cap = buf->cap * 2 > need ? buf->cap * 2 : need;
	if (buf->cap < 64)
		buf->cap = 64;
	buf->p = npo_realloc(buf->p, buf->cap);
}

void
npo_buf_add(npo_buf *buf, const void *bytes, size_t len)
{
	npo_buf_reserve(buf, len);
	if (len)
		memcpy(buf->p + buf->len, bytes, len);
	buf->len += len;
	buf->p[buf->len] = '\0';
}

void
npo_buf_adds(npo_buf *buf, const char *text)
{
	npo_buf_add(buf, text, strlen(text));
}

void
npo_buf_addstr(npo_buf *buf, npo_str text)
{
	npo_buf_add(buf, text.p, text.len);
}

void
npo_buf_addc(npo_buf *buf, char byte)
{
	npo_buf_add(buf, &byte, 1);
}

void
npo_buf_addf(npo_buf *buf, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len > 0) {
		npo_buf_reserve(buf, (size_t)len);
		vsnprintf(buf->p + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void
npo_buf_reset(npo_buf *buf)
{
	buf->len = 0;
	if (buf->p)
		buf->p[0] = '\0';
}

void
npo_buf_release(npo_buf *buf)
{
	free(buf->p);
	*buf = (npo_buf)NPO_BUF_INIT;
}

npo_str
npo_buf_str(const npo_buf *buf)
{
	return (npo_str){ buf->p ? buf->p : "", buf->len };
}

void
npo_varint_put(npo_buf *buf, uint64_t number)
{
	while (number >= 0x80) {
		npo_buf_addc(buf, (char)(0x80 | (number & 0x7F)));
		number >>= 7;
	}
	npo_buf_addc(buf, (char)number);
}

bool
npo_varint_get(npo_str *in, uint64_t *number)
{
	uint64_t value = 0;
	unsigned shift = 0;

	for (size_t i = 0; i < in->len && shift < 64; i++, shift += 7) {
		uint8_t byte = (uint8_t)in->p[i];

		if (shift == 63 && byte > 1)
			return false;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte & 0x80)
			continue;
		in->p += i + 1;
		in->len -= i + 1;
		*number = value;
		return true;
	}
	return false;
}

void
npo_counted_put(npo_buf *buf, npo_str string)
{
	npo_varint_put(buf, string.len);
	npo_buf_addstr(buf, string);
}

bool
npo_counted_get(npo_str *in, npo_str *string)
{
	uint64_t len;

	if (!npo_varint_get(in, &len) || len > in->len)
		return false;
	*string = (npo_str){ in->p, (size_t)len };
	in->p += len;
	in->len -= (size_t)len;
	return true;
}
