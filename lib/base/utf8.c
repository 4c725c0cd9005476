/* SPDX-License-Identifier: GPL-2.0-or-later */
/* utf8.c - code points in and out of UTF-8, as Unicode 15, table 3-7 */
#include "npo/base.h"

#include <string.h>

static int
sequence_length(uint8_t lead)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

/* the second byte keeps overlong forms, surrogates and the rest out */
static bool
second_fits(uint8_t lead, uint8_t second)
{
	switch (lead) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return second >= 0x80 && second <= 0xBF;
	}
}

uint32_t
npo_utf8_next(const char **at, const char *end)
{
	const uint8_t *p = (const uint8_t *)*at;
	uint32_t code;
	int len;

	(*at)++;
	if (*p < 0x80)
		return *p;
	len = sequence_length(*p);
	if (!len || end - (const char *)p < len || !second_fits(p[0], p[1]))
		return NPO_BAD_CODE;
	code = *p & (0x7Fu >> len);
	for (int i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return NPO_BAD_CODE;
		code = code << 6 | (p[i] & 0x3Fu);
	}
	*at = (const char *)p + len;
	return code;
}

void
npo_utf8_put(npo_buf *buf, uint32_t code)
{
	char out[4];
	size_t len = 0;

	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = 0xFFFD;
	if (code < 0x80) {
		out[len++] = (char)code;
	} else if (code < 0x800) {
		out[len++] = (char)(0xC0 | code >> 6);
		out[len++] = (char)(0x80 | (code & 0x3F));
	} else if (code < 0x10000) {
		out[len++] = (char)(0xE0 | code >> 12);
		out[len++] = (char)(0x80 | (code >> 6 & 0x3F));
		out[len++] = (char)(0x80 | (code & 0x3F));
	} else {
		out[len++] = (char)(0xF0 | code >> 18);
		out[len++] = (char)(0x80 | (code >> 12 & 0x3F));
		out[len++] = (char)(0x80 | (code >> 6 & 0x3F));
		out[len++] = (char)(0x80 | (code & 0x3F));
	}
	npo_buf_add(buf, out, len);
}

/* whether eight bytes, masked, are kind */
static inline bool
eight_are(const char *at, const char *mask, const char *kind)
{
	uint64_t bytes, masks, kinds;

	memcpy(&bytes, at, 8);
	memcpy(&masks, mask, 8);
	memcpy(&kinds, kind, 8);
	return (bytes & masks) == kinds;
}

/* behind ASCII and letters of two bytes, C2 to DF before 80 to BF */
static const char *
skip_short(const char *at, const char *end)
{
	while (end - at >= 8) {
		if (eight_are(at, "\x80\x80\x80\x80\x80\x80\x80\x80",
			    "\0\0\0\0\0\0\0") ||
			/* four of D0 to D3, Cyrillic */
			eight_are(at, "\xFC\xC0\xFC\xC0\xFC\xC0\xFC\xC0",
				"\xD0\x80\xD0\x80\xD0\x80\xD0\x80"))
			at += 8;
		else if ((uint8_t)*at < 0x80)
			at++;
		else if ((uint8_t)*at >= 0xC2 && (uint8_t)*at <= 0xDF &&
			(at[1] & 0xC0) == 0x80)
			at += 2;
		else
			break;
	}
	return at;
}

size_t
npo_utf8_good(npo_str text)
{
	const char *at = text.p, *end = text.p + text.len, *start;

	while (at < end) {
		at = skip_short(at, end);
		if (at == end)
			break;
		start = at;
		if (npo_utf8_next(&at, end) == NPO_BAD_CODE)
			return (size_t)(start - text.p);
	}
	return text.len;
}

bool
npo_utf8_valid(npo_str text)
{
	return npo_utf8_good(text) == text.len;
}

size_t
npo_utf8_cut(const char *text, size_t len)
{
	size_t start = len;
	int need;

	for (int back = 0; start && back < 4; back++) {
		uint8_t byte = (uint8_t)text[--start];

		if ((byte & 0xC0) == 0x80)
			continue;
		need = byte < 0x80 ? 1 : sequence_length(byte);
		return start + (size_t)need > len ? start : len;
	}
	return len;
}
