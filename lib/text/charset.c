/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset.c - guess the charset of a text from its bytes */
#include "charset.h"

#include <string.h>
#include <strings.h>

#include <uchardet/uchardet.h>

/* How many bytes around letters beyond ASCII uchardet is shown. */
#define SAMPLE_MAX 65536
#define PIECE_MAX 1024
/* With fewer such letters it is not worth asking. */
#define ASK_MIN 8

/* Byte order marks (Unicode 15, 23.8), the longer of two that agree first. */
static const struct mark {
	const char *bytes;
	size_t len;
	const char *charset;
} mark[] = {
	{ "\xEF\xBB\xBF", 3, "UTF-8" },
	{ "\xFF\xFE\0\0", 4, "UTF-32LE" },
	{ "\0\0\xFE\xFF", 4, "UTF-32BE" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
};

/* What uchardet 0.0.7 may say of Cyrillic and Latin text, in ICU's names. */
static const struct accepted {
	const char *uchardet, *charset;
} accepted[] = {
	{ "WINDOWS-1251", "windows-1251" },
	{ "KOI8-R", "KOI8-R" },
	{ "KOI8-U", "KOI8-U" },
	{ "IBM866", "IBM866" },
	{ "ISO-8859-5", "ISO-8859-5" },
	{ "MAC-CYRILLIC", "x-mac-cyrillic" },
	{ "WINDOWS-1252", "windows-1252" },
	{ "ISO-8859-1", "windows-1252" },
	{ "ISO-8859-2", "ISO-8859-2" },
	{ "WINDOWS-1250", "windows-1250" },
};

/*
 * The ten commonest small letters of Russian, o e a i n t s r v l, in each
 * charset (RFC 1489, IBM code page 866, ISO/IEC 8859-5, windows-1251).
 */
static const struct letters {
	const char *charset, *common;
} letters[] = {
	{ "windows-1251", "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB" },
	{ "KOI8-R", "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC" },
	{ "IBM866", "\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xA2\xAB" },
	{ "ISO-8859-5", "\xDE\xD5\xD0\xD8\xDD\xE2\xE1\xE0\xD2\xDB" },
};

/* ------------------------------------------------------------- UTF-8 */

/* a text that somebody cut, or with a few bytes of another charset in it */
static bool
mostly_utf8(npo_str bytes)
{
	const char *at = bytes.p, *end = bytes.p + bytes.len;
	size_t good = 0, bad = 0, since_good = 0;

	while (at < end) {
		const char *start = at;
		uint32_t code = npo_utf8_next(&at, end);

		if (code == NPO_BAD_CODE) {
			bad++;
			since_good++;
		} else if (at - start > 1) {
			good++;
			since_good = 0;
		} else {
			since_good = 0;
		}
	}
	/* the first bytes of a letter, cut at the end */
	if (since_good <= 3)
		bad -= since_good;
	return good && bad * 10 <= good;
}

/* -------------------------------------------------- UTF-16, UTF-32 */

/* bytes with NULs: where they stand tells the width and the byte order */
static const char *
wide_charset(npo_str bytes)
{
	size_t nul[4] = { 0 }, n = bytes.len, half = n / 8;

	for (size_t i = 0; i < n; i++)
		nul[i & 3] += !bytes.p[i];
	if (n % 4 == 0 && nul[3] == n / 4 && nul[2] > half && nul[0] <= half)
		return "UTF-32LE";
	if (n % 4 == 0 && nul[0] == n / 4 && nul[1] > half && nul[3] <= half)
		return "UTF-32BE";
	if (n % 2 == 0 && !(nul[0] + nul[2]))
		return "UTF-16LE";
	if (n % 2 == 0 && !(nul[1] + nul[3]))
		return "UTF-16BE";
	return NULL;
}

/* ------------------------------------------------------- one byte each */

static size_t
count_high(npo_str bytes)
{
	size_t high = 0;

	for (size_t i = 0; i < bytes.len; i++)
		high += (uint8_t)bytes.p[i] >> 7;
	return high;
}

/* the piece of the text at *rest, which moves behind it: up to a line */
static npo_str
next_piece(npo_str *rest)
{
	npo_str piece = *rest;
	const char *line;

	if (piece.len > PIECE_MAX)
		piece.len = PIECE_MAX;
	line = memchr(piece.p, '\n', piece.len);
	if (line)
		piece.len = (size_t)(line - piece.p) + 1;
	rest->p += piece.len;
	rest->len -= piece.len;
	return piece;
}

static const char *
ask_uchardet(npo_str bytes)
{
	uchardet_t detector = uchardet_new();
	const char *name, *found = NULL;
	size_t fed = 0, high = 0;

	while (bytes.len && fed < SAMPLE_MAX) {
		npo_str piece = next_piece(&bytes);
		size_t here = count_high(piece);

		if (!here)
			continue;
		high += here;
		if (uchardet_handle_data(detector, piece.p, piece.len))
			break;
		fed += piece.len;
	}
	uchardet_data_end(detector);
	name = uchardet_get_charset(detector);
	for (size_t i = 0; i < NPO_COUNT(accepted); i++) {
		if (high >= ASK_MIN &&
			!strcasecmp(accepted[i].uchardet, name))
			found = accepted[i].charset;
	}
	uchardet_delete(detector);
	return found;
}

/*
 * uchardet does not know: a few words only. Russian has most of its letters
 * side by side beyond ASCII, and half of them are of the ten commonest.
 */
static const char *
guess(npo_str bytes)
{
	size_t count[256] = { 0 }, high = 0, side_by_side = 0, best = 0;
	const char *found = "windows-1252";

	for (size_t i = 0; i < bytes.len && high < SAMPLE_MAX; i++) {
		bool is_high = bytes.p[i] & 0x80;

		count[(uint8_t)bytes.p[i]]++;
		high += is_high;
		side_by_side += is_high && i && (bytes.p[i - 1] & 0x80);
	}
	if (side_by_side * 2 < high)
		return found;
	found = "windows-1251";
	for (size_t i = 0; i < NPO_COUNT(letters); i++) {
		size_t common = 0;

		for (const char *p = letters[i].common; *p; p++)
			common += count[(uint8_t)*p];
		if (common > best) {
			best = common;
			found = letters[i].charset;
		}
	}
	return found;
}

/*
 * MacCyrillic and windows-1251 have their small letters at the same place,
 * so in a few words uchardet mistakes one for the other; the capitals are at
 * 80 to 9F in the first and at C0 to DF in the second.
 */
static bool
has_capitals_of_windows(npo_str bytes)
{
	size_t mac = 0, windows = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		uint8_t byte = (uint8_t)bytes.p[i];

		mac += byte >= 0x80 && byte <= 0x9F;
		/* DF is a small letter of the first */
		windows += byte >= 0xC0 && byte <= 0xDE;
	}
	return windows >= mac;
}

const char *
npo_charset_detect(npo_str bytes)
{
	const char *found;

	for (size_t i = 0; i < NPO_COUNT(mark); i++) {
		npo_str start = { mark[i].bytes, mark[i].len };

		if (npo_str_starts(bytes, start))
			return mark[i].charset;
	}
	if (bytes.len && memchr(bytes.p, '\0', bytes.len))
		return wide_charset(bytes);
	if (npo_utf8_valid(bytes) || mostly_utf8(bytes))
		return "UTF-8";
	found = ask_uchardet(bytes);
	if (!found)
		return guess(bytes);
	if (!strcmp(found, "x-mac-cyrillic") && has_capitals_of_windows(bytes))
		return "windows-1251";
	return found;
}
