/* SPDX-License-Identifier: GPL-2.0-or-later */
/* term.c - a folded word as the database has it, and back */
#include "npo/analysis.h"

/*
 * Xapian spells a word out anew for each document that it stands in, so that
 * its length decides how large a database is. The letters of Cyrillic that
 * have two bytes in UTF-8 take one here; and the order stays that of UTF-8,
 * which all walks over the sorted terms go by:
 *
 *	00..7F	ASCII, as it is
 *	80..8D	C2..CF, the first byte of U+0080 to U+03FF; one more follows
 *	90..BF	U+0430 to U+045F: what modern Slavic languages write
 *	C0..	as in UTF-8, with all bytes that follow
 *
 * U+0400 to U+042F are capitals and would stand in the wrong place, but no
 * folded word has them.
 */
#define LEAD_LOW 0xC2		/* of two bytes, below Cyrillic */
#define LEAD_HIGH 0xCF
#define SHORT_LEAD 0x80		/* what LEAD_LOW becomes */
#define SHORT_LETTER 0x90	/* what U+0430 becomes */
#define FIRST 0x430
#define LAST 0x45F

/* bytes behind the first one of a letter */
static size_t
bytes_behind(uint8_t lead)
{
	return lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/* the short form of the letter of two bytes at p, or 0 */
static uint8_t
short_letter(const uint8_t *p)
{
	unsigned code = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);

	return code < FIRST || code > LAST
		? 0 : (uint8_t)(SHORT_LETTER + (code - FIRST));
}

static uint8_t *
copy(const uint8_t **from, const uint8_t *end, uint8_t lead, uint8_t *to)
{
	size_t behind = bytes_behind(**from);

	*to++ = lead;
	for ((*from)++; behind-- && *from < end; (*from)++)
		*to++ = **from;
	return to;
}

/* never more bytes than there were */
static size_t
pack(npo_str word, uint8_t *out)
{
	const uint8_t *p = (const uint8_t *)word.p, *end = p + word.len;
	uint8_t *to = out;

	while (p < end) {
		uint8_t letter = 0;

		if (*p < 0x80) {
			*to++ = *p++;
			continue;
		}
		if ((*p & 0xE0) == 0xC0 && end - p > 1)
			letter = short_letter(p);
		if (letter) {
			*to++ = letter;
			p += 2;
		} else if (*p >= LEAD_LOW && *p <= LEAD_HIGH) {
			to = copy(&p, end,
				(uint8_t)(*p - LEAD_LOW + SHORT_LEAD), to);
		} else {
			to = copy(&p, end, *p, to);
		}
	}
	return (size_t)(to - out);
}

void
npo_word_term(npo_buf *term, const char *prefix, npo_str word)
{
	npo_buf_reset(term);
	npo_buf_adds(term, prefix);
	npo_buf_reserve(term, word.len);
	term->len += pack(word, (uint8_t *)term->p + term->len);
	term->p[term->len] = '\0';
}

npo_str
npo_term_word(npo_buf *word, npo_str term)
{
	const uint8_t *p = (const uint8_t *)term.p, *end = p + term.len;
	uint8_t *to;

	while (p < end && *p < 0x80)
		p++;
	if (p == end)
		return term;
	npo_buf_reset(word);
	npo_buf_reserve(word, 2 * term.len);
	npo_buf_add(word, term.p, (size_t)(p - (const uint8_t *)term.p));
	to = (uint8_t *)word->p + word->len;
	while (p < end) {
		if (*p >= SHORT_LETTER && *p < 0xC0) {
			unsigned code = FIRST + (*p++ - SHORT_LETTER);

			*to++ = (uint8_t)(0xC0 | code >> 6);
			*to++ = (uint8_t)(0x80 | (code & 0x3F));
		} else if (*p >= SHORT_LEAD && *p < SHORT_LETTER) {
			*to++ = (uint8_t)(*p++ - SHORT_LEAD + LEAD_LOW);
			if (p < end)
				*to++ = *p++;
		} else {
			to = copy(&p, end, *p, to);
		}
	}
	*to = '\0';
	word->len = (size_t)(to - (uint8_t *)word->p);
	return npo_buf_str(word);
}
