/* SPDX-License-Identifier: GPL-2.0-or-later */
/* utf8.c - code points in and out of UTF-8, as Unicode 15, table 3-7 */
#include "npo/base.h"

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

bool
npo_utf8_valid(npo_str text)
{
	const char *at = text.p, *end = text.p + text.len;

	while (at < end) {
		if (npo_utf8_next(&at, end) == NPO_BAD_CODE)
			return false;
	}
	return true;
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
