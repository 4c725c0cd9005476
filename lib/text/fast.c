/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fast.c - plain words, which need hardly any of the rules */
#include "unit.h"

/* In bytes; a longer word is left to the rules, too. */
#define PLAIN_MAX 512

/*
 * Fold the run of letters, or of digits, that text begins with: the bytes that
 * it has, and as many has the folded one. 0: a capital is behind a small
 * letter, or nothing is there.
 */
static size_t
fold_ascii(const char *text, size_t len, char *out)
{
	unsigned cls = npo_ascii[*text & 0x7F].cls, before = 0;
	size_t i;

	for (i = 0; i < len && !(text[i] & 0x80); i++) {
		const npo_letter *letter = &npo_ascii[(uint8_t)text[i]];

		if (letter->cls != cls)
			break;
		if ((before & NPO_LOWER) && (letter->flags & NPO_UPPER))
			return 0;
		out[i] = (char)letter->fold;
		before = letter->flags;
	}
	return i;
}

/* the same of letters from U+0400 to U+04FF */
static size_t
fold_cyrillic(const char *text, size_t len, char *out)
{
	unsigned before = 0;
	size_t i;

	for (i = 0; i + 1 < len; i += 2) {
		unsigned lead = (uint8_t)text[i], trail = (uint8_t)text[i + 1];
		const npo_letter *letter =
			&npo_cyrillic[(lead & 3) << 6 | (trail & 0x3F)];

		if ((lead & 0xFC) != 0xD0 || (trail & 0xC0) != 0x80 ||
			letter->cls != NPO_CLASS_LETTER)
			break;
		if ((before & NPO_LOWER) && (letter->flags & NPO_UPPER))
			return 0;
		out[i] = (char)(0xC0 | letter->fold >> 6);
		out[i + 1] = (char)(0x80 | (letter->fold & 0x3F));
		before = letter->flags;
	}
	return i;
}

static npo_letter
letter_at(const char *at, const char *end)
{
	return npo_letter_of(at < end ? npo_scan_code(&at, end) : ' ');
}

/*
 * Whether a run of one letter, of more, or of digits is a plain word, by what
 * is at at, behind it, and what joins it to the next one.
 */
static bool
ends_plain(const char *at, const char *end, bool single, bool number,
	npo_glue *glue)
{
	npo_letter letter = letter_at(at, end);
	bool point = at < end && (*at == '.' || *at == ',');

	*glue = NPO_GLUE_NONE;
	if (letter.cls == NPO_CLASS_OTHER)
		return !point || !(single || number) ||
			letter_at(at + 1, end).cls == NPO_CLASS_OTHER;
	if (*at != '-' || number)
		return false;
	*glue = NPO_GLUE_HYPHEN;
	letter = letter_at(at + 1, end);
	return letter.cls == NPO_CLASS_LETTER && !(letter.flags & NPO_BY_ICU);
}

/*
 * Nine words of ten are letters of one script, or digits, between characters
 * that no word can hold. The rules are those of unit.c and words.c; for such
 * a word they come to no more than folding each letter:
 *
 * - Letters that are in our tables have their folded form there, and one that
 *   no mark follows is not to be normalized. So npo_glyphs_add() only appends
 *   it.
 * - At what is NPO_CLASS_OTHER, and at the end, step() ends the word, and
 *   find_glue() finds nothing, but for a number before a point or comma; with
 *   what is NPO_CLASS_OTHER behind that, too.
 * - Without a sign there is no possessive, without a soft hyphen, or a hyphen
 *   at a line's end, no break, without a second script nothing to make whole;
 *   nothing changes from letters to digits. No small letter is before a
 *   capital. So put_unit() puts one word and no extra.
 * - put_abbreviation() begins with a single letter, a point and a letter.
 * - At a hyphen between letters step() ends the word, find_glue() goes behind
 *   the hyphen, and put_hyphened() joins nothing, as the next unit has a
 *   letter: its first one, which no mark on it makes another thing if it is
 *   in our tables.
 */
bool
npo_fast_word(npo_scan *scan, npo_buf *term, npo_token *token, npo_glue *glue)
{
	const char *at = scan->at;
	bool ascii = !(*at & 0x80), digits = *at <= '9' && ascii;
	size_t len = (size_t)(scan->end - at);
	npo_glue next;
	char *out;

	if (len > PLAIN_MAX)
		len = PLAIN_MAX;
	npo_buf_reserve(term, len);
	out = term->p + term->len;
	len = ascii ? fold_ascii(at, len, out) : fold_cyrillic(at, len, out);
	if (!len || !ends_plain(at + len, scan->end, len == (ascii ? 1 : 2),
		digits, &next))
		return false;
	out[len] = '\0';
	term->len += len;
	token->start = (size_t)(at - scan->text);
	token->end = token->start + len;
	token->script = digits ? NPO_SCRIPT_NONE : ascii
		? NPO_SCRIPT_LATIN : NPO_SCRIPT_CYRILLIC;
	token->capital = letter_at(at, scan->end).flags & NPO_UPPER;
	scan->at += len + (next == NPO_GLUE_HYPHEN);
	*glue = next;
	return true;
}
