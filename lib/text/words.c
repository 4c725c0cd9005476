/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words.c - units split into words, with the other readings of them */
#include "unit.h"

#include <stdlib.h>

/* Letters of an abbreviation, and bytes of a term. */
#define ABBREVIATION_MAX 32
#define TERM_MAX 4096

/* a token whose term is still an offset into the buffer that grows */
struct entry {
	size_t term;
	npo_token token;
};

struct npo_words {
	npo_scan scan;
	npo_unit unit[2];
	unsigned current;	/* which of the units is read next */
	bool ahead;		/* it has been read already */
	npo_glue glue;		/* of the last unit to what follows */
	bool glued;		/* the next word follows without a blank */
	bool slow;		/* all by the rules */
	uint32_t position;	/* of the last word */
	npo_buf terms, scratch;
	struct entry *queue;
	size_t count, cap, taken;
};

npo_words *
npo_words_new(void)
{
	return npo_calloc(1, sizeof(npo_words));
}

void
npo_words_free(npo_words *words)
{
	if (!words)
		return;
	npo_glyphs_release(&words->unit[0].glyphs);
	npo_glyphs_release(&words->unit[1].glyphs);
	npo_buf_release(&words->terms);
	npo_buf_release(&words->scratch);
	free(words->queue);
	free(words);
}

void
npo_words_slow(npo_words *words)
{
	words->slow = true;
}

void
npo_words_start(npo_words *words, npo_str text)
{
	words->scan.text = words->scan.at = text.p;
	words->scan.end = text.p + text.len;
	words->scan.quote = false;
	words->ahead = false;
	words->glue = NPO_GLUE_NONE;
	words->position = 0;
	words->count = words->taken = 0;
}

/* ---------------------------------------------------------- the queue */

static struct entry *
push(npo_words *words, npo_token_kind kind)
{
	struct entry *entry;

	NPO_GROW(words->queue, words->count, words->cap);
	entry = &words->queue[words->count++];
	entry->term = words->terms.len;
	entry->token = (npo_token){ .kind = kind, .span = 1 };
	return entry;
}

/* glyphs from from to to of a unit: their term, bytes and script */
static void
set_glyphs(npo_words *words, struct entry *entry, const npo_unit *unit,
	size_t from, size_t to)
{
	const npo_glyph *glyph = unit->glyphs.glyph;
	npo_token *token = &entry->token;

	npo_glyphs_put(&unit->glyphs, from, to, TERM_MAX, &words->terms);
	token->term.len = words->terms.len - entry->term;
	token->start = glyph[from].at;
	token->end = to == unit->glyphs.count ? unit->end : glyph[to - 1].end;
	while (from < to && glyph[from].cls == NPO_CLASS_DIGIT)
		from++;
	if (from == to)
		return;
	token->script = (npo_script)glyph[from].script;
	token->capital = glyph[from].flags & NPO_UPPER;
}

static void
put_word(npo_words *words, const npo_unit *unit, size_t from, size_t to)
{
	struct entry *entry = push(words, NPO_TOKEN_WORD);

	set_glyphs(words, entry, unit, from, to);
	entry->token.position = ++words->position;
	entry->token.glued = words->glued;
	words->glued = true;
}

/* a reading of glyphs of the unit whose words begin with queue[first] */
static void
put_extra(npo_words *words, const npo_unit *unit, size_t from, size_t to,
	size_t first)
{
	struct entry *entry = push(words, NPO_TOKEN_EXTRA);

	set_glyphs(words, entry, unit, from, to);
	entry->token.position = words->queue[first].token.position;
	entry->token.span = words->position - entry->token.position + 1;
}

/* letters of two scripts may look alike only when they stand together */
static void
refold(npo_words *words, size_t term)
{
	npo_str joined = { words->terms.p + term, words->terms.len - term };

	npo_buf_reset(&words->scratch);
	npo_fold(joined, &words->scratch);
	words->terms.len = term;
	npo_buf_addstr(&words->terms, npo_buf_str(&words->scratch));
}

/* the words from queue[first] on as one */
static void
put_joined(npo_words *words, size_t first)
{
	size_t last = words->count;
	struct entry *entry = push(words, NPO_TOKEN_EXTRA);
	npo_token *token = &entry->token;
	bool mixed = false;

	for (size_t i = first; i < last; i++) {
		const struct entry *part = &words->queue[i];
		size_t len = words->terms.len - entry->term;

		if (part->token.kind != NPO_TOKEN_WORD)
			continue;
		if (len + part->token.term.len > TERM_MAX)
			break;
		npo_buf_reserve(&words->terms, part->token.term.len);
		npo_buf_add(&words->terms, words->terms.p + part->term,
			part->token.term.len);
		token->end = part->token.end;
		mixed |= token->script && part->token.script &&
			token->script != part->token.script;
		if (!token->script)
			token->script = part->token.script;
	}
	if (mixed)
		refold(words, entry->term);
	token->term.len = words->terms.len - entry->term;
	token->start = words->queue[first].token.start;
	token->capital = words->queue[first].token.capital;
	token->position = words->queue[first].token.position;
	token->span = words->position - token->position + 1;
}

/* ---------------------------------------------------------- splitting */

static bool
is_sign(const npo_glyph *glyph)
{
	return glyph->cls == NPO_CLASS_SINGLE ||
		glyph->cls == NPO_CLASS_DOUBLE;
}

/* a mark has the script and the case of its letter */
static bool
splits(const npo_glyph *glyph)
{
	const npo_glyph *before = glyph - 1;

	if (glyph->cls != NPO_CLASS_LETTER)
		return false;
	if ((before->flags & NPO_LOWER) && (glyph->flags & NPO_UPPER))
		return true;
	if (is_sign(before))
		before--;
	return before->script != glyph->script &&
		before->script != NPO_SCRIPT_OTHER &&
		glyph->script != NPO_SCRIPT_OTHER;
}

/* split at a change of case or script */
static void
put_run(npo_words *words, const npo_unit *unit, size_t from, size_t to)
{
	const npo_glyph *glyph = unit->glyphs.glyph;
	size_t first = words->count, start = from;

	for (size_t i = from + 1; i < to; i++) {
		if (!splits(&glyph[i]))
			continue;
		put_word(words, unit, start, i - is_sign(&glyph[i - 1]));
		start = i;
	}
	put_word(words, unit, start, to);
	if (start > from)
		put_joined(words, first);
}

/* letters and digits that change once are a name such as R12 */
static void
put_name(npo_words *words, const npo_unit *unit)
{
	const npo_glyph *glyph = unit->glyphs.glyph;
	bool digits = glyph[0].cls == NPO_CLASS_DIGIT;
	size_t first = words->count, change = 1;

	while ((glyph[change].cls == NPO_CLASS_DIGIT) == digits ||
		glyph[change].cls == NPO_CLASS_MARK)
		change++;
	put_run(words, unit, 0, change);
	put_run(words, unit, change, unit->cut);
	put_joined(words, first);
}

static void
put_unit(npo_words *words, const npo_unit *unit)
{
	size_t first = words->count, from = 0;

	if (unit->changes == 0)
		put_run(words, unit, 0, unit->cut);
	else if (unit->changes == 1)
		put_name(words, unit);
	else
		put_word(words, unit, 0, unit->cut);
	if (unit->possessive)
		put_extra(words, unit, 0, unit->glyphs.count, first);
	if (!unit->break_count || unit->mixed)
		return;
	for (size_t i = 0; i <= unit->break_count; i++) {
		size_t to = i < unit->break_count ? unit->breaks[i]
						  : unit->cut;

		if (from < to && to <= unit->cut)
			put_extra(words, unit, from, to, first);
		from = to;
	}
}

/* ------------------------------------------------------- several units */

/* the unit that is to be read next; NULL at the end */
static npo_unit *
peek_unit(npo_words *words)
{
	npo_unit *unit = &words->unit[words->current];

	if (!words->ahead)
		words->ahead = npo_unit_next(&words->scan, unit);
	return words->ahead ? unit : NULL;
}

/* take it; the other one is read next */
static void
take_unit(npo_words *words)
{
	words->glue = words->unit[words->current].glue;
	words->current ^= 1;
	words->ahead = false;
}

/* letters and digits, one hyphen between, none before or behind */
static void
put_hyphened(npo_words *words, const npo_unit *unit, bool alone)
{
	size_t first = words->count;
	const npo_unit *next;

	put_unit(words, unit);
	if (!alone || words->glue != NPO_GLUE_HYPHEN)
		return;
	next = peek_unit(words);
	if (!next || next->glue == NPO_GLUE_HYPHEN)
		return;
	if (unit->letters ? unit->digits || next->letters
			  : !next->letters || next->digits)
		return;
	take_unit(words);
	put_unit(words, next);
	put_joined(words, first);
}

/* single letters, each with a point: U.S.A. */
static void
put_abbreviation(npo_words *words, const npo_unit *unit)
{
	size_t first = words->count;
	const npo_unit *next;

	put_unit(words, unit);
	while (words->count - first < ABBREVIATION_MAX &&
		npo_unit_abbreviates(&words->scan, unit)) {
		next = peek_unit(words);
		if (!next || next->letters != 1 || next->digits ||
			next->cut < next->glyphs.count)
			break;
		if (words->scan.text + next->end == words->scan.end ||
			words->scan.text[next->end] != '.') {
			/* the last point may be missing: U.S.A */
			if (words->count - first < 2 || next->glue)
				break;
		}
		take_unit(words);
		put_unit(words, next);
		unit = next;
	}
	if (words->count - first > 1)
		put_joined(words, first);
}

static void
fill(npo_words *words)
{
	bool alone = words->glue != NPO_GLUE_HYPHEN;
	npo_unit *unit;

	words->count = words->taken = 0;
	npo_buf_reset(&words->terms);
	words->glued = words->glue != NPO_GLUE_NONE;
	unit = peek_unit(words);
	if (!unit)
		return;
	take_unit(words);
	if (npo_unit_abbreviates(&words->scan, unit))
		put_abbreviation(words, unit);
	else
		put_hyphened(words, unit, alone);
}

/* as fill() and taking what it put, if a plain word is next */
static bool
next_plain(npo_words *words, npo_token *token)
{
	npo_glue before = words->glue;

	if (words->ahead || words->slow || !npo_scan_skip(&words->scan))
		return false;
	npo_buf_reset(&words->terms);
	if (!npo_fast_word(&words->scan, &words->terms, token, &words->glue))
		return false;
	token->term = npo_buf_str(&words->terms);
	token->position = ++words->position;
	token->span = 1;
	token->kind = NPO_TOKEN_WORD;
	token->glued = before != NPO_GLUE_NONE;
	return true;
}

bool
npo_words_next(npo_words *words, npo_token *token)
{
	const struct entry *entry;

	if (words->taken == words->count) {
		if (next_plain(words, token))
			return true;
		fill(words);
	}
	if (words->taken == words->count)
		return false;
	entry = &words->queue[words->taken++];
	*token = entry->token;
	token->term.p = words->terms.p + entry->term;
	return true;
}
