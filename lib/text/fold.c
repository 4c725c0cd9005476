/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fold.c - a word as folded glyphs: normalized, of one case, one script */
#include "letters.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

/* Marks over one letter: UAX 15, section 13, Stream-Safe Text Format. */
#define MARKS_MAX 30
/* UTF-16 units of a letter and its marks; U+FDFA alone becomes 18. */
#define UNITS_MAX 256

void
npo_glyphs_reset(npo_glyphs *glyphs)
{
	glyphs->count = 0;
	glyphs->base = 0;
	glyphs->pending = false;
}

void
npo_glyphs_release(npo_glyphs *glyphs)
{
	free(glyphs->glyph);
	*glyphs = (npo_glyphs){ 0 };
}

static void
append(npo_glyphs *glyphs, const npo_glyph *glyph)
{
	NPO_GROW(glyphs->glyph, glyphs->count, glyphs->cap);
	glyphs->glyph[glyphs->count++] = *glyph;
}

/* a mark without a letter is no part of a word */
static void
append_mark(npo_glyphs *glyphs, npo_glyph *mark)
{
	npo_glyph *base = glyphs->glyph + glyphs->base;

	if (glyphs->count <= glyphs->base ||
		glyphs->count - glyphs->base > MARKS_MAX)
		return;
	if (glyphs->count > glyphs->base + 1 &&
		glyphs->glyph[glyphs->count - 1].cls != NPO_CLASS_MARK)
		return;
	if (base->script == NPO_SCRIPT_CYRILLIC) {
		uint32_t becomes =
			npo_mark_over_cyrillic(mark->orig, base->code);

		/* dots that were dropped still make it an io, whose twin is
		   e with dots */
		if (!becomes && base->orig == 0x0435 && mark->orig == 0x0308)
			base->orig = 0x0451;
		if (!becomes)
			return;
		mark->orig = mark->code = becomes;
	}
	mark->script = base->script;
	mark->flags = base->flags;
	append(glyphs, mark);
	glyphs->pending = true;
}

/* a sign before the first letter is a quotation mark; two are a double one */
static void
append_sign(npo_glyphs *glyphs, const npo_glyph *sign)
{
	npo_glyph *last;

	if (!glyphs->count)
		return;
	last = &glyphs->glyph[glyphs->count - 1];
	if (last->cls != NPO_CLASS_SINGLE || sign->cls != NPO_CLASS_SINGLE) {
		append(glyphs, sign);
		return;
	}
	last->cls = NPO_CLASS_DOUBLE;
	last->code = '"';
	last->end = sign->end;
}

static void
add_folded(npo_glyphs *glyphs, npo_glyph *glyph)
{
	switch ((npo_class)glyph->cls) {
	case NPO_CLASS_DROP:
		break;
	case NPO_CLASS_MARK:
		append_mark(glyphs, glyph);
		break;
	case NPO_CLASS_SINGLE:
	case NPO_CLASS_DOUBLE:
		append_sign(glyphs, glyph);
		break;
	default:
		glyphs->base = glyphs->count;
		append(glyphs, glyph);
		break;
	}
}

/* NFKC and full case folding of a letter with its marks; 0: left alone */
static int32_t
normalize(const npo_glyph *glyph, size_t count, UChar *out)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
	UChar in[2 * (MARKS_MAX + 1)];
	int32_t len = 0;

	for (size_t i = 0; i < count && i <= MARKS_MAX; i++)
		U16_APPEND_UNSAFE(in, len, glyph[i].code);
	len = unorm2_normalize(nfkc, in, len, out, UNITS_MAX, &status);
	return U_SUCCESS(status) ? len : 0;
}

void
npo_glyphs_close(npo_glyphs *glyphs)
{
	UChar units[UNITS_MAX];
	npo_glyph first;
	bool held = true;
	size_t end;
	int32_t len;

	if (!glyphs->pending)
		return;
	first = glyphs->glyph[glyphs->base];
	end = glyphs->glyph[glyphs->count - 1].end;
	len = normalize(glyphs->glyph + glyphs->base,
		glyphs->count - glyphs->base, units);
	if (len)
		glyphs->count = glyphs->base;
	for (int32_t i = 0; i < len;) {
		UChar32 code;
		npo_letter letter;
		npo_glyph glyph = first;

		U16_NEXT_UNSAFE(units, i, code);
		letter = npo_letter_of((uint32_t)code);
		glyph.orig = (uint32_t)code;
		glyph.code = letter.flags & NPO_BY_ICU ? glyph.orig
						       : letter.fold;
		glyph.end = end;
		glyph.cls = letter.cls;
		glyph.script = letter.script;
		/* with what no word can hold go the marks on it */
		if (letter.cls != NPO_CLASS_MARK)
			held = letter.cls >= NPO_CLASS_LETTER &&
				letter.cls < NPO_CLASS_MARK;
		if (held)
			add_folded(glyphs, &glyph);
	}
	/* nothing left: better as it was */
	if (glyphs->count == glyphs->base)
		append(glyphs, &first);
	glyphs->pending = false;
}

void
npo_glyphs_add(npo_glyphs *glyphs, uint32_t code, npo_letter letter, size_t at,
	size_t end)
{
	npo_glyph glyph = { letter.fold, code, at, end, letter.cls,
		letter.script, letter.flags };
	size_t count = glyphs->count;

	if (letter.flags & NPO_BY_ICU)
		glyph.code = code;
	if (letter.cls == NPO_CLASS_SUPER)
		glyph.cls = NPO_CLASS_DIGIT;
	if (letter.cls != NPO_CLASS_MARK && letter.cls != NPO_CLASS_DROP) {
		npo_glyphs_close(glyphs);
		count = glyphs->count;
	}
	add_folded(glyphs, &glyph);
	if (glyphs->count > count && (letter.flags & NPO_BY_ICU))
		glyphs->pending = true;
}

static uint32_t
twin_of(const npo_glyph *glyph, npo_script to)
{
	uint32_t twin = npo_letter_twin(glyph->orig, to);

	return twin ? twin : npo_letter_twin(glyph->code, to);
}

/* with a mark that composes with neither, a letter has no twin */
static bool
can_become(const npo_glyphs *glyphs, size_t from, size_t to, npo_script script)
{
	for (size_t i = from; i < to; i++) {
		const npo_glyph *glyph = &glyphs->glyph[i];

		if (glyph->cls != NPO_CLASS_LETTER ||
			glyph->script == script ||
			glyph->script == NPO_SCRIPT_OTHER)
			continue;
		if (!twin_of(glyph, script))
			return false;
		if (i + 1 < to && glyph[1].cls == NPO_CLASS_MARK)
			return false;
	}
	return true;
}

static void
become(npo_glyphs *glyphs, size_t from, size_t to, npo_script script)
{
	for (size_t i = from; i < to; i++) {
		npo_glyph *glyph = &glyphs->glyph[i];
		npo_letter letter;

		if (glyph->cls != NPO_CLASS_LETTER ||
			glyph->script == script ||
			glyph->script == NPO_SCRIPT_OTHER)
			continue;
		glyph->orig = twin_of(glyph, script);
		letter = npo_letter_of(glyph->orig);
		glyph->code = letter.fold;
		if (letter.flags & NPO_BY_ICU)
			glyph->code = (uint32_t)u_foldCase(
				(UChar32)glyph->orig, U_FOLD_CASE_DEFAULT);
		glyph->script = (uint8_t)script;
	}
}

bool
npo_glyphs_whole(npo_glyphs *glyphs, size_t from, size_t to)
{
	size_t latin = 0, cyrillic = 0, changes = 0;
	npo_script last = NPO_SCRIPT_NONE, more, less;

	for (size_t i = from; i < to; i++) {
		npo_script script = (npo_script)glyphs->glyph[i].script;

		if (glyphs->glyph[i].cls != NPO_CLASS_LETTER)
			continue;
		latin += script == NPO_SCRIPT_LATIN;
		cyrillic += script == NPO_SCRIPT_CYRILLIC;
		changes += last != NPO_SCRIPT_NONE && script != last;
		last = script;
	}
	if (!latin || !cyrillic)
		return true;
	more = latin > cyrillic ? NPO_SCRIPT_LATIN : NPO_SCRIPT_CYRILLIC;
	less = latin > cyrillic ? NPO_SCRIPT_CYRILLIC : NPO_SCRIPT_LATIN;
	/* two halves of one script each are more likely two words, but letters
	   of both that alternate are one, however few are right */
	if (!can_become(glyphs, from, to, more)) {
		if ((changes == 1 && latin != cyrillic) ||
			!can_become(glyphs, from, to, less))
			return false;
		more = less;
	}
	become(glyphs, from, to, more);
	return true;
}

void
npo_glyphs_trim(npo_glyphs *glyphs)
{
	size_t count = glyphs->count;

	while (count && (glyphs->glyph[count - 1].cls == NPO_CLASS_SINGLE ||
		glyphs->glyph[count - 1].cls == NPO_CLASS_DOUBLE))
		count--;
	if (count && glyphs->glyph[count - 1].script == NPO_SCRIPT_CYRILLIC)
		glyphs->count = count;
}

void
npo_glyphs_put(const npo_glyphs *glyphs, size_t from, size_t to, size_t max,
	npo_buf *out)
{
	size_t room = out->len + max;

	npo_buf_reserve(out, 4 * (to - from));
	for (size_t i = from; i < to && out->len + 4 <= room; i++) {
		uint32_t code = glyphs->glyph[i].code;

		/* ASCII and Cyrillic without a call: there is room */
		if (code < 0x80) {
			out->p[out->len++] = (char)code;
		} else if (code < 0x800) {
			out->p[out->len++] = (char)(0xC0 | code >> 6);
			out->p[out->len++] = (char)(0x80 | (code & 0x3F));
		} else {
			npo_utf8_put(out, code);
		}
	}
	out->p[out->len] = '\0';
}

void
npo_fold(npo_str word, npo_buf *out)
{
	const char *at = word.p, *end = word.p + word.len;
	npo_glyphs glyphs = { 0 };

	npo_buf_reserve(out, word.len);
	while (at < end) {
		const char *start = at;
		uint32_t code = npo_utf8_next(&at, end);
		npo_letter letter = npo_letter_of(code);
		bool between = letter.cls == NPO_CLASS_OTHER ||
			letter.cls == NPO_CLASS_HYPHEN;

		if (!between)
			npo_glyphs_add(&glyphs, code, letter,
				(size_t)(start - word.p),
				(size_t)(at - word.p));
		if (!between && at < end)
			continue;
		npo_glyphs_close(&glyphs);
		npo_glyphs_whole(&glyphs, 0, glyphs.count);
		npo_glyphs_trim(&glyphs);
		npo_glyphs_put(&glyphs, 0, glyphs.count, SIZE_MAX / 2, out);
		npo_glyphs_reset(&glyphs);
		if (between)
			npo_utf8_put(out, code);
	}
	npo_glyphs_release(&glyphs);
}

npo_script
npo_script_of(npo_str word)
{
	const char *at = word.p, *end = word.p + word.len;

	while (at < end) {
		npo_letter letter = npo_letter_of(npo_utf8_next(&at, end));

		if (letter.cls == NPO_CLASS_LETTER ||
			letter.cls == NPO_CLASS_IDEOGRAPH)
			return (npo_script)letter.script;
	}
	return NPO_SCRIPT_NONE;
}
