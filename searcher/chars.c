/* SPDX-License-Identifier: GPL-2.0-or-later */
/* chars.c - blanks, letters and pieces of a text that somebody typed */
#include "query.h"

/* letters outside ASCII are what remains of the planes in use */
static const struct range {
	uint32_t first, last;
	bool blank;
} ranges[] = {
	{ 0x80, 0x84, false },
	{ 0x85, 0x85, true },
	{ 0x86, 0x9F, false },
	{ 0xA0, 0xA0, true },
	{ 0xA1, 0xA9, false },
	{ 0xAB, 0xB4, false },
	{ 0xB6, 0xB9, false },
	{ 0xBB, 0xBF, false },
	{ 0xD7, 0xD7, false },
	{ 0xF7, 0xF7, false },
	{ 0x1680, 0x1680, true },
	{ 0x2000, 0x200A, true },
	{ 0x200B, 0x2027, false },
	{ 0x2028, 0x2029, true },
	{ 0x202A, 0x202E, false },
	{ 0x202F, 0x202F, true },
	{ 0x2030, 0x205E, false },
	{ 0x205F, 0x205F, true },
	{ 0x2060, 0x206F, false },
	{ 0x2190, 0x2BFF, false },
	{ 0x2E00, 0x2E7F, false },
	{ 0x3000, 0x3000, true },
	{ 0x3001, 0x3004, false },
	{ 0x3008, 0x3020, false },
	{ 0xFEFF, 0xFEFF, false },
	{ 0xFFF0, 0xFFFD, false },
	{ NPO_BAD_CODE, NPO_BAD_CODE, false },
};

uint32_t
query_code_at(npo_str text, size_t at, size_t *len)
{
	const char *p = text.p + at;
	uint32_t code;

	*len = 0;
	if (at >= text.len)
		return 0;
	code = npo_utf8_next(&p, text.p + text.len);
	*len = (size_t)(p - text.p) - at;
	return code;
}

static const struct range *
range_of(uint32_t code)
{
	for (size_t i = 0; i < NPO_COUNT(ranges); i++) {
		if (code >= ranges[i].first && code <= ranges[i].last)
			return &ranges[i];
	}
	return NULL;
}

bool
query_is_blank(uint32_t code)
{
	const struct range *range;

	if (code < 0x80)
		return code <= ' ' || code == 0x7F;
	range = range_of(code);
	return range && range->blank;
}

bool
query_is_control(uint32_t code)
{
	return code < ' ' || (code >= 0x7F && code < 0xA0) ||
		(code >= 0x2028 && code <= 0x202E) ||
		(code >= 0x2066 && code <= 0x2069);
}

bool
query_is_word(uint32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') ||
			((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
	return !range_of(code);
}

bool
query_piece(npo_str text, size_t *at, npo_str *piece)
{
	size_t len, start;

	while (*at < text.len && query_is_blank(query_code_at(text, *at, &len)))
		*at += len;
	start = *at;
	while (*at < text.len &&
		!query_is_blank(query_code_at(text, *at, &len)))
		*at += len;
	*piece = (npo_str){ text.p + start, *at - start };
	return piece->len > 0;
}

bool
query_cut_star(npo_str *word)
{
	size_t len, letters = 0;

	if (!word->len || word->p[word->len - 1] != '*')
		return false;
	for (size_t at = 0; at < word->len - 1; at += len) {
		uint32_t code = query_code_at(*word, at, &len);

		letters = query_is_word(code) ? letters + 1 : 0;
	}
	if (letters < 2)
		return false;
	word->len--;
	return true;
}
