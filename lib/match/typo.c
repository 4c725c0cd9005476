/* SPDX-License-Identifier: GPL-2.0-or-later */
/* typo.c - depth first over the sorted terms, a row of distances a letter */
#include "typo.h"

#include <string.h>

#define FAR 200		/* a price beyond every bound */
#define CLASS_SIGN 4	/* of npo_symbol_class() */

typedef struct walk {
	const typo_word *word;
	const npo_vocabulary *vocabulary;
	struct letter_set all, signs;	/* the script's letters */
	size_t left;			/* moves of the cursor */
	npo_str term;			/* where the cursor stands */
	typo_fn found;
	void *payload;
	/* the way down, by letters of the prefix */
	uint8_t row[SCAN_DEPTH + 1][SCAN_LETTERS + 1];
	uint8_t symbol[SCAN_DEPTH + 1];	/* symbol[1] is the first letter's */
	unsigned least[SCAN_DEPTH + 1];	/* price of a row */
	char prefix[SCAN_DEPTH * 3 + 4];
} walk;

unsigned
typo_most(size_t letters)
{
	return letters < 4 ? 0 : letters < 8 ? TYPO_FIRST : 2 * TYPO_EDIT;
}

static void
seek(walk *w, size_t len)
{
	if (!w->left) {
		w->term.len = 0;
		return;
	}
	w->left--;
	w->vocabulary->seek(w->vocabulary->self,
		(npo_str){ w->prefix, len }, &w->term);
}

static void
next(walk *w)
{
	if (!w->left) {
		w->term.len = 0;
		return;
	}
	w->left--;
	w->vocabulary->next(w->vocabulary->self, &w->term);
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
cell(const walk *w, size_t k, size_t i)
{
	const uint8_t *q = w->word->symbol;	/* q[i - 1] is letter i */
	uint8_t last = w->symbol[k];
	bool free_sign =
		w->word->signs && npo_symbol_class(last) == CLASS_SIGN;
	unsigned price;

	if (q[i - 1] == last)
		price = w->row[k - 1][i - 1];
	else
		price = edit(w->row[k - 1][i - 1], k - 1, i - 1);
	price = min(price, w->row[k - 1][i] + (free_sign ? 0 : TYPO_EDIT));
	price = min(price, w->row[k][i - 1] + TYPO_EDIT);
	if (k > 1 && i > 1 && q[i - 2] == last && q[i - 1] == w->symbol[k - 1])
		price = min(price, edit(w->row[k - 2][i - 2], k - 2, i - 2));
	return min(price, FAR);
}

/* the row behind the prefix's letter k */
static void
fill(walk *w, size_t k)
{
	unsigned least = min(edit(w->row[k - 1][0], k - 1, 0), FAR);

	w->row[k][0] = (uint8_t)least;
	for (size_t i = 1; i <= w->word->len; i++) {
		unsigned price = cell(w, k, i);

		w->row[k][i] = (uint8_t)price;
		least = min(least, price);
	}
	w->least[k] = least;
}

static void
fill_first(walk *w)
{
	w->row[0][0] = 0;
	for (size_t i = 1; i <= w->word->len; i++)
		w->row[0][i] = (uint8_t)min(
			edit(w->row[0][i - 1], 0, i - 1), FAR);
}

/* ------------------------------------------------ the way down */

/* what may come next: where no edit is left, the word's own letters */
static void
allowed(const walk *w, size_t k, struct letter_set *set)
{
	const typo_word *word = w->word;

	if (w->least[k] + TYPO_EDIT <= word->most) {
		*set = w->all;
		return;
	}
	*set = word->signs ? w->signs : (struct letter_set){ { 0 } };
	for (size_t i = 0; i < word->len; i++) {
		/* the second of two that changed places is among them: it
		   costs no more than the first put in */
		if (w->row[k][i] <= word->most)
			npo_letters_allow(
				word->letters, word->symbol[i], set);
	}
}

static bool
below(const walk *w, size_t len)
{
	return w->term.len &&
		npo_str_starts(w->term, (npo_str){ w->prefix, len });
}

static void descend(walk *w, size_t k, size_t len);

/* enter a letter that the cursor's term has behind the prefix */
static void
take(walk *w, size_t k, size_t len, const struct letter *letter)
{
	const typo_word *word = w->word;

	memcpy(w->prefix + len, letter->utf8, letter->len);
	len += letter->len;
	if (letter->symbol == SYM_IGNORE) {
		memcpy(w->row[k + 1], w->row[k], word->len + 1);
		w->symbol[k + 1] = SYM_IGNORE;
		w->least[k + 1] = w->least[k];
	} else {
		w->symbol[k + 1] = letter->symbol;
		fill(w, k + 1);
		if (word->stem && w->row[k + 1][word->stem] <= word->stem_most)
			w->found(w->payload, (npo_str){ w->prefix, len },
				w->row[k + 1][word->stem], true);
	}
	if (w->least[k + 1] <= word->most)
		descend(w, k + 1, len);
}

/* all terms below the prefix of k letters; the cursor stands on the first */
static void
descend(walk *w, size_t k, size_t len)
{
	const npo_letters *letters = w->word->letters;
	struct letter_set set;

	if (k && w->term.len == len) {
		unsigned price = w->row[k][w->word->len];

		if (price <= w->word->most)
			w->found(w->payload, w->term, price, false);
		next(w);
	}
	if (k == SCAN_DEPTH)
		return;
	allowed(w, k, &set);
	while (below(w, len)) {
		const char *at = w->term.p + len;
		uint32_t code = npo_utf8_next(&at, w->term.p + w->term.len);
		const struct letter *letter = npo_letter(letters, code);

		if (letter && (letter->symbol == SYM_IGNORE ||
			npo_letters_has(letters, letter, &set))) {
			take(w, k, len, letter);
			if (!below(w, len))
				return;
			at = w->term.p + len;
			/* past its terms? then see which letter comes next */
			if (npo_utf8_next(&at, w->term.p + w->term.len) != code)
				continue;
		}
		letter = npo_letters_above(letters, code, &set);
		if (!letter)
			return;
		memcpy(w->prefix + len, letter->utf8, letter->len);
		seek(w, len + letter->len);
	}
}

size_t
typo_scan(const typo_word *word, const npo_vocabulary *vocabulary,
	size_t seeks, typo_fn found, void *payload)
{
	walk w = { .word = word, .vocabulary = vocabulary, .left = seeks,
		.found = found, .payload = payload };
	const npo_letters *letters = word->letters;

	for (size_t i = 0; i < letters->count; i++) {
		uint8_t symbol = letters->letter[i].symbol;

		npo_letters_allow(letters, symbol, &w.all);
		if (npo_symbol_class(symbol) == CLASS_SIGN)
			npo_letters_allow(letters, symbol, &w.signs);
	}
	fill_first(&w);
	memcpy(w.prefix, letters->letter->utf8, letters->letter->len);
	seek(&w, letters->letter->len);
	descend(&w, 0, 0);
	return seeks - w.left;
}
