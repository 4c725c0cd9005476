/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snippet_window.c - a window in a text, from border to border of words */
#include "searcher.h"
#include "snippet.h"

size_t
snippet_letters(npo_str text, size_t from, size_t to)
{
	size_t letters = 0;

	for (size_t i = from; i < to; i++)
		letters += ((uint8_t)text.p[i] & 0xC0) != 0x80;
	return letters;
}

static bool
is_blank_byte(char c)
{
	return (uint8_t)c <= ' ';
}

size_t
snippet_skip_blanks(npo_str text, size_t at)
{
	while (at < text.len && is_blank_byte(text.p[at]))
		at++;
	return at;
}

/* whether a blank line, a heading or nothing is in front of a place */
static bool
begins_paragraph(npo_str text, size_t at)
{
	bool line = false;

	while (at && is_blank_byte(text.p[at - 1])) {
		at--;
		if ((text.p[at] == '\n' && line) ||
			text.p[at] == NPO_HEADING_END)
			return true;
		line = line || text.p[at] == '\n';
	}
	return !at;
}

/* a byte of ASCII that is neither letter nor digit nor blank */
static bool
is_punctuation(char c)
{
	return (uint8_t)c < 0x80 && !is_blank_byte(c) &&
		!query_is_word((uint8_t)c);
}

/* up to room letters in front of a word, from the border of a word on and
 * within its paragraph */
static size_t
grow_left(npo_str text, size_t word, size_t low, size_t room)
{
	size_t start = word, at;

	while (start > low && room && !begins_paragraph(text, start)) {
		start--;
		room -= ((uint8_t)text.p[start] & 0xC0) != 0x80;
	}
	if (start == low || begins_paragraph(text, start))
		return start;
	for (at = start; at < word; at++) {
		if (is_blank_byte(text.p[at]))
			return at;
	}
	for (at = start; at < word; at++) {
		if (is_punctuation(text.p[at]))
			return at + 1;
	}
	return word;
}

/* room letters on, at most to high */
static size_t
forward(npo_str text, size_t at, size_t high, size_t room)
{
	for (; at < high && room; room--) {
		at++;
		while (at < high && ((uint8_t)text.p[at] & 0xC0) == 0x80)
			at++;
	}
	return at;
}

/* up to room letters behind a word, up to the border of a word */
static size_t
grow_right(npo_str text, size_t word, size_t high, size_t room)
{
	size_t end = forward(text, word, high, room), at;

	if (end == high)
		return end;
	for (at = end; at > word; at--) {
		if (is_blank_byte(text.p[at]))
			return at;
	}
	for (at = end; at > word; at--) {
		if (is_punctuation(text.p[at - 1]))
			return at;
	}
	return word;
}

snippet_part
snippet_widen(npo_str text, size_t first, size_t last,
	const snippet_part *parts, size_t count)
{
	size_t letters = snippet_letters(text, first, last);
	size_t room = letters < SNIPPET_LETTERS ? SNIPPET_LETTERS - letters : 0;
	size_t low = 0, high = text.len, start, end;

	if (text.len <= 4 * SNIPPET_LETTERS &&
		snippet_letters(text, 0, text.len) <= SNIPPET_LETTERS)
		return (snippet_part){ 0, text.len, 0 };
	for (size_t i = 0; i < count; i++) {
		if (parts[i].end <= first && parts[i].end > low)
			low = parts[i].end;
		if (parts[i].start >= last && parts[i].start < high)
			high = parts[i].start;
	}
	start = grow_left(text, first, low, room / 3);
	end = grow_right(text, last, high,
		room - snippet_letters(text, start, first));
	start = grow_left(text, first, low,
		room - snippet_letters(text, last, end));
	if (start == end)
		end = forward(text, start, high, SNIPPET_LETTERS);
	return (snippet_part){ start, end, 0 };
}
