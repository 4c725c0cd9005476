/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gate.c - English words stay English: letters, a lexicon, the collection */
#include "gate.h"
#include "tables.h"

#include <math.h>

/*
 * A word that does not occur as typed can only be meant as a spelling of one
 * that does, however English it looks. One that does occur is taken for what
 * it is, if English has it or its letters are those of English, unless the
 * letters are very much those of a romanized word, or the collection has the
 * Cyrillic word so much oftener that it must be meant, or has it as often and
 * so has running text of either language. Measured: letters alone close out
 * too many names.
 */
#define MARKED -4.0f		/* a letter beyond ASCII: English has none */

#define LONG 9			/* bytes that two words hardly have in
				   common by chance: professor */
#define LONG_RATIO 0.5f

#define LIKELY -0.65f		/* nats by which the Russian reading may be
				   the rarer word */
#define COST_TRUST 3.0f		/* of a nat of its spelling */

static const struct {
	float odds;	/* from which on a word is English */
	float ratio;	/* what the collection has to say against it */
} english[] = {
	[NPO_ENGLISH_UNKNOWN] = { 5.0f, 3 },
	[NPO_ENGLISH_NAME] = { -8.0f, 3 },
	[NPO_ENGLISH_COMMON] = { -8.0f, 30 },
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
gate_ratio(npo_str word)
{
	enum npo_english kind = npo_english_word(word);

	if (gate_odds(word) < english[kind].odds)
		return 0;
	return word.len >= LONG ? fminf(english[kind].ratio, LONG_RATIO)
				: english[kind].ratio;
}

bool
gate_likely(npo_str word, npo_str reading, float cost)
{
	float russian = npo_russian_rarity(reading);

	return russian < INFINITY && npo_english_rarity(word) - russian -
		COST_TRUST * cost >= LIKELY;
}
