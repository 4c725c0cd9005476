/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snippet.c - the parts of a text that show the query's words best */
#include "searcher.h"
#include "snippet.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX (1u << 20)	/* bytes that are looked at */
#define PLACES_MAX 4000
#define ENOUGH_BYTES 16384	/* looked at behind a window with all words */
#define SEEN_WEIGHT 0.2f	/* of a word that another window shows */
#define ORDER_WEIGHT 0.5f	/* of two words side by side as in the query */

/** A word of the query in the text. */
typedef struct snippet_place {
	size_t start, end;	/* bytes */
	size_t letter;		/* code points before it */
	size_t letters;		/* of it */
	uint32_t position;
	size_t word;
	float weight;
} snippet_place;

/* ------------------------------------------------------- places */

/* the letters before a place, given those before *counted, which moves; an
 * extra lies before the word that it comes behind */
static size_t
letters_before(npo_str text, size_t at, size_t *counted, size_t letters)
{
	if (at >= *counted)
		letters += snippet_letters(text, *counted, at);
	else
		letters -= snippet_letters(text, at, *counted);
	*counted = at;
	return letters;
}

/* whether the last place of each of enough words is in one window */
static bool
is_full(const snippet_place *place, const size_t *last, size_t words,
	size_t expected)
{
	size_t low = SIZE_MAX, high = 0, seen = 0;

	for (size_t i = 0; i < words; i++) {
		const snippet_place *at = last[i] ? &place[last[i] - 1] : NULL;

		if (!at)
			continue;
		seen++;
		if (at->letter < low)
			low = at->letter;
		if (at->letter + at->letters > high)
			high = at->letter + at->letters;
	}
	return seen && seen >= expected && high - low <= SNIPPET_LETTERS;
}

static int
by_start(const void *a, const void *b)
{
	const snippet_place *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

/* in order of their first bytes */
static void
find_places(search_snippet *s, npo_analyzer *analyzer,
	const search_terms *terms, npo_str text, size_t expected)
{
	size_t words = search_terms_words(terms);
	size_t *last = npo_calloc(words, sizeof(*last));
	size_t until = text.len, counted = 0, letters = 0;
	npo_token token;

	npo_analyzer_start(analyzer, text);
	while (s->place_count < PLACES_MAX &&
		npo_analyzer_next(analyzer, &token) && token.start < until) {
		const search_term *term = search_terms_find(terms, token.term);
		snippet_place *place;

		if (!term)
			continue;
		NPO_GROW(s->place, s->place_count, s->place_cap);
		place = &s->place[s->place_count++];
		letters = letters_before(text, token.start, &counted, letters);
		*place = (snippet_place){ token.start, token.end, letters,
			snippet_letters(text, token.start, token.end),
			token.position, term->word, term->weight };
		last[term->word] = s->place_count;
		if (until == text.len && words <= 32 &&
			is_full(s->place, last, words, expected))
			until = token.end + ENOUGH_BYTES;
	}
	free(last);
	if (s->place_count)
		qsort(s->place, s->place_count, sizeof(*s->place), by_start);
}

/* ------------------------------------------------------- windows */

/* what each word is worth: in the window at hand, and shown before */
typedef struct tally {
	float *best;		/* by word */
	size_t *stamp;		/* the window that best is of */
	bool *shown;
	size_t windows;		/* looked at, from 1 */
} tally;

/* the value of the window that begins with a place; *last is its end */
static float
window_value(const search_snippet *s, size_t first, tally *t, size_t *last)
{
	size_t end = s->place[first].letter + SNIPPET_LETTERS;
	float value = 0;

	t->windows++;
	for (size_t i = first; i < s->place_count; i++) {
		const snippet_place *place = &s->place[i];
		float weight = place->weight;

		if (place->letter + place->letters > end && i > first)
			break;
		*last = i;
		if (t->shown[place->word])
			weight *= SEEN_WEIGHT;
		if (t->stamp[place->word] != t->windows) {
			t->stamp[place->word] = t->windows;
			t->best[place->word] = 0;
		}
		if (weight > t->best[place->word]) {
			value += weight - t->best[place->word];
			t->best[place->word] = weight;
		}
		if (i > first && place->word == place[-1].word + 1 &&
			place->position == place[-1].position + 1)
			value += ORDER_WEIGHT * weight;
	}
	return value;
}

static bool
touches(const snippet_part *parts, size_t count, size_t start, size_t end)
{
	for (size_t i = 0; i < count; i++) {
		if (start < parts[i].end && end > parts[i].start)
			return true;
	}
	return false;
}

/* the best window that touches none of the parts; its value 0: none */
static snippet_part
best_window(const search_snippet *s, npo_str text, const snippet_part *parts,
	size_t count, tally *t)
{
	size_t first = 0, last = 0, end = 0;
	float value, most = 0;
	snippet_part best = { 0, 0, 0 };

	for (size_t i = 0; i < s->place_count; i++) {
		value = window_value(s, i, t, &end);
		if (value <= most * 1.0001f || touches(parts, count,
			s->place[i].start, s->place[end].end))
			continue;
		most = value;
		first = i;
		last = end;
	}
	if (most > 0)
		best = snippet_widen(text, s->place[first].start,
			s->place[last].end, parts, count);
	for (size_t i = first; most > 0 && i <= last; i++)
		t->shown[s->place[i].word] = true;
	best.value = most;
	return best;
}

static int
by_part(const void *a, const void *b)
{
	const snippet_part *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* the parts to show, in order */
static size_t
choose(const search_snippet *s, const search_terms *terms, npo_str text,
	unsigned windows, snippet_part *parts)
{
	size_t words = search_terms_words(terms), count = 0;
	tally t = { npo_calloc(words, sizeof(float)),
		npo_calloc(words, sizeof(size_t)),
		npo_calloc(words, sizeof(bool)), 0 };

	while (count < windows && count < SNIPPETS_MAX) {
		snippet_part next = best_window(s, text, parts, count, &t);

		if (next.value <= 0)
			break;
		parts[count++] = next;
	}
	free(t.best);
	free(t.stamp);
	free(t.shown);
	qsort(parts, count, sizeof(*parts), by_part);
	return count;
}

/* ------------------------------------------------------- writing */

static void
add_highlight(search_snippet *s, size_t start, size_t end)
{
	NPO_GROW(s->highlight, s->highlight_count, s->highlight_cap);
	s->highlight[s->highlight_count++] = (search_range){ start, end };
}

/* an end of the highlight that is open, if there is one */
static void
close_highlight(search_snippet *s, size_t *open_until)
{
	if (*open_until)
		s->highlight[s->highlight_count - 1].end = s->text.len;
	*open_until = 0;
}

/* open a highlight for the places that begin at a byte, or make it longer */
static void
open_highlight(search_snippet *s, size_t at, size_t *next, size_t *open_until)
{
	for (; *next < s->place_count && s->place[*next].start <= at;
		(*next)++) {
		const snippet_place *place = &s->place[*next];

		if (place->start < at || place->end <= *open_until)
			continue;
		if (!*open_until)
			add_highlight(s, s->text.len, s->text.len);
		*open_until = place->end;
	}
}

/* a heading ends in a word, without a full stop, in front of a blank line or
 * of text that its reader has set apart */
static const char *
separator(uint32_t before, size_t lines)
{
	return lines > 1 && query_is_word(before) ? " \u00B7 " : " ";
}

static void
write_part(search_snippet *s, npo_str text, const snippet_part *shown,
	size_t *next)
{
	size_t at = shown->start, open_until = 0, len, begin = s->text.len;
	size_t blanks = 0, lines = 0;
	uint32_t before = 0;

	for (; at < shown->end; at += len) {
		uint32_t code = query_code_at(text, at, &len);

		if (open_until && at >= open_until)
			close_highlight(s, &open_until);
		if (query_is_blank(code) || query_is_control(code)) {
			blanks++;
			lines += code == NPO_HEADING_END ? 2 : code == '\n';
			continue;
		}
		if (blanks && s->text.len > begin)
			npo_buf_adds(&s->text, separator(before, lines));
		blanks = lines = 0;
		before = code;
		open_highlight(s, at, next, &open_until);
		npo_utf8_put(&s->text, code);
	}
	close_highlight(s, &open_until);
}

static uint64_t
line_of(npo_str text, size_t at)
{
	const char *p = text.p, *end = text.p + at;
	uint64_t line = 1;

	while (p < end) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			break;
		line++;
		p++;
	}
	return line;
}

/* add window i, which may go on where the one before it ends */
static void
write_window(search_snippet *s, npo_str text, const snippet_part *parts,
	size_t i, size_t *next)
{
	search_window *window = &s->window[s->window_count++];
	size_t before = i ? parts[i - 1].end : 0;

	window->cut_before = parts[i].start > snippet_skip_blanks(text, before);
	window->cut_after = false;
	if (i) {
		window[-1].cut_after = window->cut_before;
		npo_buf_addc(&s->text, ' ');
	}
	if (window->cut_before)
		npo_buf_adds(&s->text, i ?
			SNIPPET_ELLIPSIS " " : SNIPPET_ELLIPSIS);
	window->start = s->text.len;
	write_part(s, text, &parts[i], next);
	window->end = s->text.len;
}

static void
write_parts(search_snippet *s, npo_str text, const snippet_part *parts,
	size_t count)
{
	size_t next = 0;

	for (size_t i = 0; i < count; i++)
		write_window(s, text, parts, i, &next);
	if (snippet_skip_blanks(text, parts[count - 1].end) == text.len)
		return;
	s->window[count - 1].cut_after = true;
	npo_buf_adds(&s->text, SNIPPET_ELLIPSIS);
}

/* ------------------------------------------------------- the whole */

static void
reset(search_snippet *s)
{
	npo_buf_reset(&s->text);
	s->window_count = 0;
	s->highlight_count = 0;
	s->place_count = 0;
	s->line = 1;
}

/* the first place that is shown */
static size_t
first_shown(const search_snippet *s, const snippet_part *shown)
{
	for (size_t i = 0; i < s->place_count; i++) {
		if (s->place[i].start >= shown->start)
			return s->place[i].start;
	}
	return shown->start;
}

void
search_snippet_make(search_snippet *snippet, npo_analyzer *analyzer,
	const search_terms *terms, npo_str text, unsigned windows,
	size_t expected)
{
	npo_str head = text;
	snippet_part parts[SNIPPETS_MAX];
	size_t count;

	reset(snippet);
	if (!windows)
		return;
	if (head.len > TEXT_MAX)
		head.len = npo_utf8_cut(head.p, TEXT_MAX);
	find_places(snippet, analyzer, terms, head, expected);
	count = choose(snippet, terms, text, windows, parts);
	if (!count) {
		size_t top = snippet_skip_blanks(text, 0);

		parts[count++] = snippet_widen(text, top, top, NULL, 0);
	}
	snippet->line = line_of(text, first_shown(snippet, &parts[0]));
	write_parts(snippet, text, parts, count);
}

void
search_snippet_mark(search_snippet *snippet, npo_analyzer *analyzer,
	const search_terms *terms, npo_str text)
{
	size_t end = 0;

	reset(snippet);
	find_places(snippet, analyzer, terms, text, SIZE_MAX);
	for (size_t i = 0; i < snippet->place_count; i++) {
		const snippet_place *place = &snippet->place[i];

		if (place->start >= end)
			add_highlight(snippet, place->start, place->end);
		else if (place->end > end)
			snippet->highlight[snippet->highlight_count - 1].end =
				place->end;
		if (place->end > end)
			end = place->end;
	}
}

void
search_snippet_release(search_snippet *snippet)
{
	npo_buf_release(&snippet->text);
	free(snippet->highlight);
	free(snippet->place);
	memset(snippet, 0, sizeof(*snippet));
}
