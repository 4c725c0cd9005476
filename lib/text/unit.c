/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unit.c - where a word begins and ends in a text */
#include "unit.h"

/* the letter at at, left out ones stepped over; moves behind it */
static npo_letter
peek(const char **at, const char *end)
{
	npo_letter letter = { 0, NPO_CLASS_OTHER, NPO_SCRIPT_NONE, 0 };

	while (*at < end) {
		letter = npo_letter_of(npo_scan_code(at, end));
		if (letter.cls != NPO_CLASS_DROP)
			return letter;
	}
	letter.cls = NPO_CLASS_OTHER;
	return letter;
}

static bool
begins_word(npo_letter letter)
{
	return letter.cls == NPO_CLASS_LETTER ||
		letter.cls == NPO_CLASS_DIGIT ||
		letter.cls == NPO_CLASS_IDEOGRAPH;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

static bool
ends_in_letter(const npo_unit *unit)
{
	const npo_glyph *last = &unit->glyphs.glyph[unit->glyphs.count - 1];

	/* a mark has the script of what it stands on: a digit has none */
	return last->cls == NPO_CLASS_LETTER ||
		(last->cls == NPO_CLASS_MARK &&
			last->script != NPO_SCRIPT_NONE);
}

/* ------------------------------------------------------------- signs */

/* apostrophes, primes, quotation marks that follow each other */
struct signs {
	npo_letter letter;	/* what they are together; OTHER: nothing */
	const char *after;
	bool letter_follows;
};

static struct signs
read_signs(const char *at, const char *end)
{
	struct signs signs = { { 0, 0, NPO_SCRIPT_NONE, NPO_FIRM }, at, false };
	size_t singles = 0, doubles = 0;
	npo_letter letter;

	for (;;) {
		letter = peek(&at, end);
		if (letter.cls == NPO_CLASS_SINGLE)
			singles++;
		else if (letter.cls == NPO_CLASS_DOUBLE)
			doubles++;
		else
			break;
		signs.letter.flags &= letter.flags;
		signs.after = at;
	}
	signs.letter_follows = letter.cls == NPO_CLASS_LETTER;
	if (singles == 1 && !doubles) {
		signs.letter.cls = NPO_CLASS_SINGLE;
		signs.letter.fold = '\'';
	} else if ((singles == 2 && !doubles) || (!singles && doubles == 1)) {
		signs.letter.cls = NPO_CLASS_DOUBLE;
		signs.letter.fold = '"';
	}
	return signs;
}

/*
 * Whether signs behind a letter belong to its word. At the end of a word
 * Latin letters may be followed by a soft or hard sign, which looks like a
 * quotation mark or the plural's apostrophe.
 */
static bool
signs_belong(npo_scan *scan, const npo_unit *unit, const struct signs *signs)
{
	const npo_glyph *last = &unit->glyphs.glyph[unit->glyphs.count - 1];
	bool single = signs->letter.cls == NPO_CLASS_SINGLE;
	bool firm = signs->letter.flags & NPO_FIRM;
	bool quoted = scan->quote;

	if (signs->letter.cls == NPO_CLASS_OTHER || !ends_in_letter(unit))
		return false;
	if (signs->letter_follows)
		return true;
	if (single && !firm)
		scan->quote = false;
	if (last->script == NPO_SCRIPT_CYRILLIC)
		return false;
	if (firm)
		return true;
	return single && !quoted && last->script == NPO_SCRIPT_LATIN &&
		last->code != 's';
}

/* -------------------------------------------------- between words */

/* behind a word, [1] or [a] is a footnote's mark; moves behind it */
static bool
skip_footnote(const npo_scan *scan, const char **at)
{
	const char *p = *at + 1;
	npo_letter letter;
	int digits = 0;

	if (*at == scan->text || is_blank((*at)[-1]) || (*at)[-1] == '\n')
		return false;
	while (p < scan->end && digits < 3 && *p >= '0' && *p <= '9') {
		p++;
		digits++;
	}
	if (!digits) {
		letter = peek(&p, scan->end);
		if (letter.cls != NPO_CLASS_LETTER ||
			!(letter.flags & NPO_LOWER))
			return false;
	}
	if (p == scan->end || *p != ']')
		return false;
	*at = p + 1;
	return true;
}

bool
npo_scan_skip(npo_scan *scan)
{
	while (scan->at < scan->end) {
		const char *at = scan->at;
		npo_letter letter;
		struct signs signs;

		/* what most are, before all is asked */
		if (*at == ' ') {
			scan->at++;
			continue;
		}
		if (*at == '[' && skip_footnote(scan, &scan->at))
			continue;
		if (*at == '\n')
			scan->quote = false;
		letter = npo_letter_of(npo_scan_code(&at, scan->end));
		if (begins_word(letter))
			return true;
		if (letter.cls == NPO_CLASS_SINGLE ||
			letter.cls == NPO_CLASS_DOUBLE) {
			signs = read_signs(scan->at, scan->end);
			if (signs.letter_follows && !(signs.letter.flags &
				NPO_FIRM) && signs.letter.cls ==
				NPO_CLASS_SINGLE)
				scan->quote = true;
			at = signs.after;
		}
		scan->at = at;
	}
	return false;
}

/* ------------------------------------------------------ inside a word */

/* behind a hyphen: the word goes on in the next line; moves there */
static bool
skip_line_end(const char **at, const char *end)
{
	const char *p = *at, *start;
	npo_letter letter;

	while (p < end && is_blank(*p))
		p++;
	if (p == end || *p++ != '\n')
		return false;
	while (p < end && is_blank(*p))
		p++;
	start = p;
	letter = peek(&p, end);
	if (letter.cls != NPO_CLASS_LETTER || !(letter.flags & NPO_LOWER))
		return false;
	*at = start;
	return true;
}

/* a hyphen, hard or soft; false: the word ends before it */
static bool
take_hyphen(npo_scan *scan, npo_unit *unit, const char *after)
{
	if (!ends_in_letter(unit) || !skip_line_end(&after, scan->end))
		return false;
	npo_glyphs_close(&unit->glyphs);
	if (unit->break_count < NPO_BREAKS_MAX)
		unit->breaks[unit->break_count++] = unit->glyphs.count;
	scan->at = after;
	return true;
}

static bool
take_signs(npo_scan *scan, npo_unit *unit)
{
	struct signs signs = read_signs(scan->at, scan->end);

	if (!signs_belong(scan, unit, &signs))
		return false;
	npo_glyphs_add(&unit->glyphs, signs.letter.fold, signs.letter,
		(size_t)(scan->at - scan->text),
		(size_t)(signs.after - scan->text));
	scan->at = signs.after;
	unit->end = (size_t)(scan->at - scan->text);
	return signs.letter_follows;
}

/* an exponent stands behind one or two letters, as in a unit of measure;
 * any other raised digit is a footnote's mark */
static bool
take_raised(npo_unit *unit)
{
	size_t letters = 0;

	for (size_t i = 0; i < unit->glyphs.count && letters < 3; i++)
		letters += unit->glyphs.glyph[i].cls == NPO_CLASS_LETTER;
	if (!unit->raised)
		unit->raised = ends_in_letter(unit) && letters < 3;
	return unit->raised;
}

static void
take(npo_scan *scan, npo_unit *unit, uint32_t code, npo_letter letter,
	const char *after)
{
	if (unit->glyphs.count < NPO_GLYPHS_MAX)
		npo_glyphs_add(&unit->glyphs, code, letter,
			(size_t)(scan->at - scan->text),
			(size_t)(after - scan->text));
	scan->at = after;
	unit->end = (size_t)(after - scan->text);
}

/* one more character; false: the word ends before it, or behind a sign */
static bool
step(npo_scan *scan, npo_unit *unit)
{
	const char *after = scan->at;
	uint32_t code = npo_scan_code(&after, scan->end);
	npo_letter letter = npo_letter_of(code);

	switch ((npo_class)letter.cls) {
	case NPO_CLASS_SUPER:
		if (!take_raised(unit))
			return false;
		/* fallthrough */
	case NPO_CLASS_LETTER:
	case NPO_CLASS_DIGIT:
	case NPO_CLASS_MARK:
		take(scan, unit, code, letter, after);
		return true;
	case NPO_CLASS_DROP:
		if (code == 0x00AD && take_hyphen(scan, unit, after))
			return true;
		scan->at = after;
		return true;
	case NPO_CLASS_SINGLE:
	case NPO_CLASS_DOUBLE:
		return take_signs(scan, unit);
	case NPO_CLASS_HYPHEN:
		return take_hyphen(scan, unit, after);
	default:
		return false;
	}
}

static bool
step_ideograph(npo_scan *scan, npo_unit *unit)
{
	const char *after = scan->at;
	uint32_t code = npo_scan_code(&after, scan->end);
	npo_letter letter = npo_letter_of(code);

	if (letter.cls != NPO_CLASS_MARK)
		return false;
	take(scan, unit, code, letter, after);
	return true;
}

/* ------------------------------------------------------ a whole unit */

static size_t
find_possessive(const npo_unit *unit)
{
	const npo_glyph *glyph = unit->glyphs.glyph;
	size_t count = unit->glyphs.count;

	if (count < 3 || glyph[count - 1].code != 's' ||
		glyph[count - 2].cls != NPO_CLASS_SINGLE ||
		(glyph[count - 2].flags & NPO_FIRM))
		return count;
	return count - 2;
}

static void
count_runs(npo_unit *unit)
{
	bool digit, before = false;

	unit->letters = unit->digits = unit->changes = 0;
	for (size_t i = 0; i < unit->cut; i++) {
		const npo_glyph *glyph = &unit->glyphs.glyph[i];

		if (glyph->cls == NPO_CLASS_MARK)
			continue;
		digit = glyph->cls == NPO_CLASS_DIGIT;
		unit->digits += digit;
		unit->letters += !digit;
		unit->changes += i && digit != before;
		before = digit;
	}
}

/* what joins the unit to the next one; moves there */
static npo_glue
find_glue(npo_scan *scan, const npo_unit *unit)
{
	const char *at = scan->at, *next;
	npo_letter letter, follows;

	if (at == scan->end)
		return NPO_GLUE_NONE;
	letter = peek(&at, scan->end);
	if (begins_word(letter))
		return NPO_GLUE_OTHER;
	next = at;
	follows = peek(&next, scan->end);
	if (letter.cls == NPO_CLASS_HYPHEN && begins_word(follows) &&
		(!(letter.flags & NPO_FIRM) || (ends_in_letter(unit) &&
			follows.cls == NPO_CLASS_LETTER))) {
		scan->at = at;
		return NPO_GLUE_HYPHEN;
	}
	if ((*scan->at == '.' || *scan->at == ',') && !unit->letters &&
		follows.cls == NPO_CLASS_DIGIT) {
		scan->at = at;
		return NPO_GLUE_OTHER;
	}
	return NPO_GLUE_NONE;
}

static void
read_unit(npo_scan *scan, npo_unit *unit)
{
	bool (*more)(npo_scan *, npo_unit *) = step;
	const char *after = scan->at;
	uint32_t code = npo_scan_code(&after, scan->end);
	npo_letter letter = npo_letter_of(code);

	npo_glyphs_reset(&unit->glyphs);
	unit->break_count = 0;
	unit->raised = false;
	unit->start = (size_t)(scan->at - scan->text);
	take(scan, unit, code, letter, after);
	if (letter.cls == NPO_CLASS_IDEOGRAPH)
		more = step_ideograph;
	while (scan->at < scan->end && more(scan, unit))
		continue;
	npo_glyphs_close(&unit->glyphs);
}

bool
npo_unit_next(npo_scan *scan, npo_unit *unit)
{
	if (!npo_scan_skip(scan))
		return false;
	read_unit(scan, unit);
	unit->cut = find_possessive(unit);
	unit->mixed = !npo_glyphs_whole(&unit->glyphs, 0, unit->cut);
	unit->possessive = unit->cut < unit->glyphs.count && !unit->mixed &&
		unit->glyphs.glyph[unit->cut - 1].script == NPO_SCRIPT_LATIN;
	if (unit->cut == unit->glyphs.count) {
		npo_glyphs_trim(&unit->glyphs);
		unit->cut = unit->glyphs.count;
	}
	count_runs(unit);
	unit->glue = find_glue(scan, unit);
	return true;
}

bool
npo_unit_abbreviates(const npo_scan *scan, const npo_unit *unit)
{
	const char *at = scan->text + unit->end;

	if (unit->letters != 1 || unit->digits || unit->cut <
		unit->glyphs.count || at == scan->end || *at++ != '.')
		return false;
	return peek(&at, scan->end).cls == NPO_CLASS_LETTER;
}
