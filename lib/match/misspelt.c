/* SPDX-License-Identifier: GPL-2.0-or-later */
/* misspelt.c - terms a few edits from a word, and from what it is spelled as */
#include "matcher.h"
#include "forms.h"
#include "guess.h"
#include "typo.h"

#include <stdlib.h>
#include <string.h>

#define SEEKS 20000	/* moves of the cursor in one scan, at most */
#define STEMS 24	/* nearest stems that are inflected */
#define STEM 6		/* letters of a stem that may be misspelt by itself */
#define GUESS_WINDOW 2.0f	/* nats: a guess this far behind is none */
#define GUESS_CROSS 0.5f	/* nats for the step to the other script */

/** One scan, and what comes of it. */
typedef struct misspelt {
	npo_matcher *m;
	npo_stemmer *stemmer;
	const struct endings *endings;	/* NULL: they are not inflected */
	const npo_letters *letters;
	bool cross;		/* the word is a guess at the other script */
	float cost;		/* of the guess, in nats */
	npo_forms stems;	/* with their cost, as forms */
} misspelt;

/* a term or stem within reach; that without an edit is no typo */
static void
keep(void *self, npo_str text, unsigned price, bool stem)
{
	misspelt *t = self;
	float cost = t->cost + (float)price;

	if (!price || (t->cross && !stem &&
		npo_english_word(text) == NPO_ENGLISH_COMMON))
		return;
	if (!stem) {
		const npo_vocabulary *v = t->m->vocabulary;

		if (!v->freq(v->self, text))
			return;
		forms_add(t->m->forms, text, 0, cost, NPO_HOW_TYPO, false);
		if (!t->endings)
			return;
		text = npo_stem(t->stemmer, text);
	}
	forms_add(&t->stems, text, 0, cost, NPO_HOW_TYPO, false);
}

static int
by_cost(const void *a, const void *b)
{
	const npo_form *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return strcmp(x->term, y->term);
}

static int
by_term(const void *a, const void *b)
{
	const npo_form *x = a, *y = b;

	return strcmp(x->term, y->term);
}

/* the nearest stems with any ending, forward through the vocabulary */
static void
inflect(misspelt *t)
{
	npo_forms *stems = &t->stems;
	size_t count = stems->count < STEMS ? stems->count : STEMS;

	if (!count)
		return;
	qsort(stems->form, stems->count, sizeof(*stems->form), by_cost);
	qsort(stems->form, count, sizeof(*stems->form), by_term);
	for (size_t i = 0; i < count; i++) {
		const npo_form *s = &stems->form[i];

		lemma_add(t->m, t->stemmer, t->endings, t->letters,
			(npo_str){ s->term, s->len }, NPO_HOW_TYPO, s->cost);
	}
}

/* letters of a word that are its stem, where the rest may be misspelt in any
 * way: an ending of Russian is half of a word, one of English, where it is
 * long, makes another (govern, government). 0: there is none */
static size_t
stem_letters(const misspelt *t, npo_str word)
{
	uint8_t symbol[SCAN_LETTERS];
	npo_str stem;
	size_t letters;

	if (t->endings != &npo_endings_ru)
		return 0;
	stem = npo_stem(t->stemmer, word);
	letters = npo_symbols(stem, symbol, SCAN_LETTERS);
	return letters >= STEM && npo_str_starts(word, stem) ? letters : 0;
}

/* what is near a word that is t->word->len letters long */
static void
scan_near(misspelt *t, typo_word *word, npo_str text)
{
	word->letters = t->letters;
	word->most = typo_most(word->len);
	if (!word->most)
		return;
	word->stem = stem_letters(t, text);
	word->stem_most = typo_most(word->stem);
	(void)typo_scan(word, t->m->vocabulary, SEEKS, keep, t);
	inflect(t);
	npo_forms_release(&t->stems);
}

/* symbols as text: the first letter of each */
static void
put_letters(const npo_letters *letters, const guess *g, npo_buf *out)
{
	npo_buf_reset(out);
	for (size_t i = 0; i < g->len; i++) {
		struct letter_set set = { { 0 } };
		const struct letter *letter;

		npo_letters_allow(letters, g->symbol[i], &set);
		letter = npo_letters_above(letters, 0, &set);
		if (letter)
			npo_buf_add(out, letter->utf8, letter->len);
	}
}

/* near what the word may be in the other script */
static void
scan_guesses(misspelt *t, const typo_word *word, scan_direction to)
{
	guess g[GUESSES];
	size_t count = guess_word(to, word->symbol, word->len, g);

	for (size_t i = 0; i < count; i++) {
		typo_word other = { .len = g[i].len,
			.signs = to == SCAN_TO_CYRILLIC };

		if (g[i].cost > g[0].cost + GUESS_WINDOW)
			break;
		memcpy(other.symbol, g[i].symbol, g[i].len);
		put_letters(t->letters, &g[i], &t->m->form);
		t->cost = GUESS_CROSS + g[i].cost - g[0].cost;
		scan_near(t, &other, npo_buf_str(&t->m->form));
	}
}

static void
add_cyrillic(npo_matcher *m, npo_str word, npo_match match)
{
	misspelt same = { .m = m, .stemmer = m->ru,
		.endings = &npo_endings_ru,
		.letters = &npo_letters_cyrillic };
	misspelt other = { .m = m, .letters = &npo_letters_latin,
		.cross = true };
	typo_word w = { .len = matcher_symbols(word, w.symbol, &m->digits) };

	if (!w.len)
		return;
	scan_near(&same, &w, word);
	if (match == NPO_MATCH_ANY)
		scan_guesses(&other, &w, SCAN_TO_LATIN);
}

static void
add_latin(npo_matcher *m, npo_str word, npo_match match)
{
	misspelt same = { .m = m, .stemmer = m->en,
		.endings = &npo_endings_en, .letters = &npo_letters_latin };
	misspelt other = { .m = m, .stemmer = m->ru,
		.endings = &npo_endings_ru,
		.letters = &npo_letters_cyrillic, .cross = true };
	typo_word w = { .len = matcher_symbols(word, w.symbol, &m->digits) };

	if (!w.len)
		return;
	scan_near(&same, &w, word);
	/* an English word that occurs is no spelling of a Russian one */
	if (match == NPO_MATCH_ANY && m->least <= 0)
		scan_guesses(&other, &w, SCAN_TO_CYRILLIC);
}

void
misspelt_add(npo_matcher *m, npo_str word, npo_match match)
{
	npo_script script = npo_script_of(word);

	if (script == NPO_SCRIPT_CYRILLIC)
		add_cyrillic(m, word, match);
	if (script == NPO_SCRIPT_LATIN)
		add_latin(m, word, match);
}
