/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gate.c - English words stay English: letters, a lexicon, the collection */
#include "gate.h"
#include "tables.h"

#include <math.h>

/*
 * A word that does not occur as typed can only be meant as a spelling of one
 * that does, however English it looks. One that does occur is taken for what
 * it is, if it is a common English word; else its letters decide.
 */
#define MARKED -4.0f		/* a letter beyond ASCII: English has none */

/* for each enum npo_english: the odds from which on a word is not read as a
 * romanized one; those up to which that costs nothing; nats a nat above */
static const struct {
	float closed, free, cost;
} rule[] = {
	[NPO_ENGLISH_UNKNOWN] = { 1e9f, 0.0f, 1.0f },
	[NPO_ENGLISH_NAME] = { -6.0f, -6.0f, 1.0f },
	[NPO_ENGLISH_COMMON] = { -8.0f, -8.0f, 1.0f },
};

float
gate_odds(npo_str word)
{
	const char *at = word.p, *end = word.p + word.len;
	unsigned a = 0, b = 0;
	int odds = 0;
	bool marked = false;

	while (at < end) {
		uint32_t code = npo_utf8_next(&at, end);
		unsigned c = code - 'a' + 1;

		if (code < 'a' || code > 'z') {
			marked = true;
			continue;
		}
		odds += npo_english_odds(a, b, c);
		a = b;
		b = c;
	}
	odds += npo_english_odds(a, b, 27);
	return (float)odds / 8 + (marked ? MARKED : 0);
}

float
gate_cost(npo_str word, bool occurs)
{
	enum npo_english kind = npo_english_word(word);
	float odds;

	if (!occurs)
		return 0;
	odds = gate_odds(word);
	if (odds >= rule[kind].closed)
		return GATE_CLOSED;
	return fmaxf(0, odds - rule[kind].free) * rule[kind].cost;
}
