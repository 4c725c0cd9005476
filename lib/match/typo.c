/* SPDX-License-Identifier: GPL-2.0-or-later */
/* typo.c - depth first over the sorted terms, a row of distances a letter */
#include "typo.h"
#include "walk.h"

#include <string.h>

#define FAR 200		/* a price beyond every bound */
#define CLASS_SIGN 4	/* of npo_symbol_class() */

_Static_assert(3 * (SCAN_DEPTH + 1) <= WALK_BYTES, "room for the letters");

/** Rows of the matrix of distances, by letters of the walk's prefix. */
typedef struct matrix {
	const typo_word *word;
	struct letter_set all, signs;	/* the script's letters */
	typo_fn found;
	void *payload;
	uint8_t row[SCAN_DEPTH + 1][SCAN_LETTERS + 1];
	uint8_t symbol[SCAN_DEPTH + 1];	/* symbol[1] is the first letter's */
	unsigned least[SCAN_DEPTH + 1];	/* price of a row */
	walk walk;
} matrix;

unsigned
typo_most(size_t letters)
{
	return letters < 4 ? 0 : letters < 8 ? TYPO_FIRST : 2 * TYPO_EDIT;
}

/* ------------------------------------------------ rows of distances */

/* an edit behind i letters of the word and k of the prefix */
static unsigned
edit(unsigned before, size_t i, size_t k)
{
	return before + (i || k ? TYPO_EDIT : TYPO_FIRST);
}

static unsigned
min(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* the price at k letters of the prefix and i of the word; k, i >= 1 */
static unsigned
cell(const matrix *m, size_t k, size_t i)
{
	const uint8_t *q = m->word->symbol;	/* q[i - 1] is letter i */
	uint8_t last = m->symbol[k];
	bool free_sign =
		m->word->signs && npo_symbol_class(last) == CLASS_SIGN;
	unsigned price;

	if (q[i - 1] == last)
		price = m->row[k - 1][i - 1];
	else
		price = edit(m->row[k - 1][i - 1], k - 1, i - 1);
	price = min(price, m->row[k - 1][i] + (free_sign ? 0 : TYPO_EDIT));
	price = min(price, m->row[k][i - 1] + TYPO_EDIT);
	if (k > 1 && i > 1 && q[i - 2] == last && q[i - 1] == m->symbol[k - 1])
		price = min(price, edit(m->row[k - 2][i - 2], k - 2, i - 2));
	return min(price, FAR);
}

/* the row behind the prefix's letter k */
static void
fill(matrix *m, size_t k)
{
	unsigned least = min(edit(m->row[k - 1][0], k - 1, 0), FAR);

	m->row[k][0] = (uint8_t)least;
	for (size_t i = 1; i <= m->word->len; i++) {
		unsigned price = cell(m, k, i);

		m->row[k][i] = (uint8_t)price;
		least = min(least, price);
	}
	m->least[k] = least;
}

static void
fill_first(matrix *m)
{
	m->row[0][0] = 0;
	for (size_t i = 1; i <= m->word->len; i++)
		m->row[0][i] = (uint8_t)min(
			edit(m->row[0][i - 1], 0, i - 1), FAR);
}

/* ------------------------------------------------ the way down */

/* what may come next: where no edit is left, the word's own letters */
static void
allowed(const matrix *m, size_t k, struct letter_set *set)
{
	const typo_word *word = m->word;

	if (m->least[k] + TYPO_EDIT <= word->most) {
		*set = m->all;
		return;
	}
	*set = word->signs ? m->signs : (struct letter_set){ { 0 } };
	for (size_t i = 0; i < word->len; i++) {
		/* the second of two that changed places is among them: it
		   costs no more than the first put in */
		if (m->row[k][i] <= word->most)
			npo_letters_allow(
				word->letters, word->symbol[i], set);
	}
}

static void descend(matrix *m, size_t k, size_t len);

/* go down the letter that the walk has behind len bytes of the prefix */
static void
take(matrix *m, size_t k, size_t len, const struct letter *letter)
{
	const typo_word *word = m->word;

	len += letter->len;
	if (letter->symbol == SYM_IGNORE) {
		memcpy(m->row[k + 1], m->row[k], word->len + 1);
		m->symbol[k + 1] = SYM_IGNORE;
		m->least[k + 1] = m->least[k];
	} else {
		m->symbol[k + 1] = letter->symbol;
		fill(m, k + 1);
		if (word->stem && m->row[k + 1][word->stem] <= word->stem_most)
			m->found(m->payload, (npo_str){ m->walk.prefix, len },
				m->row[k + 1][word->stem], true);
	}
	if (m->least[k + 1] <= word->most)
		descend(m, k + 1, len);
}

/* all terms below the prefix of k letters; the cursor stands on the first */
static void
descend(matrix *m, size_t k, size_t len)
{
	walk *w = &m->walk;
	const struct letter *letter;
	struct letter_set set;

	if (k && w->term.len == len) {
		unsigned price = m->row[k][m->word->len];

		if (price <= m->word->most)
			m->found(m->payload, w->term, price, false);
		walk_next(w);
	}
	if (k == SCAN_DEPTH)
		return;
	allowed(m, k, &set);
	letter = walk_letter(w, len, NULL, &set);
	while (letter) {
		take(m, k, len, letter);
		letter = walk_letter(w, len, letter, &set);
	}
}

size_t
typo_scan(const typo_word *word, const npo_vocabulary *vocabulary,
	size_t seeks, typo_fn found, void *payload)
{
	const npo_letters *letters = word->letters;
	matrix m = { .word = word, .found = found, .payload = payload,
		.walk = { .letters = letters, .vocabulary = vocabulary,
			.marks = true, .left = seeks } };

	for (size_t i = 0; i < letters->count; i++) {
		uint8_t symbol = letters->letter[i].symbol;

		npo_letters_allow(letters, symbol, &m.all);
		if (npo_symbol_class(symbol) == CLASS_SIGN)
			npo_letters_allow(letters, symbol, &m.signs);
	}
	fill_first(&m);
	walk_seek_letter(&m.walk, 0, letters->letter);
	descend(&m, 0, 0);
	return seeks - m.walk.left;
}
