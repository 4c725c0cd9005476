/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matcher.c - one word to the terms that it stands for */
#include "matcher.h"
#include "forms.h"
#include "gate.h"

#include <stdlib.h>

npo_matcher *
npo_matcher_new(void)
{
	npo_matcher *m = npo_calloc(1, sizeof(*m));

	m->ru = npo_stemmer_new("ru");
	m->en = npo_stemmer_new("en");
	m->scan = scan_new();
	cross_forget_endings(m, SPELLED_AS_NEUTRAL);
	return m;
}

void
npo_matcher_free(npo_matcher *m)
{
	if (!m)
		return;
	npo_stemmer_free(m->ru);
	npo_stemmer_free(m->en);
	scan_free(m->scan);
	npo_buf_release(&m->word);
	npo_buf_release(&m->form);
	npo_buf_release(&m->stem);
	free(m);
}

void
npo_matcher_set_related(npo_matcher *m, bool related)
{
	m->related = related;
}

void
npo_matcher_set_romanized(npo_matcher *m, bool romanized)
{
	m->romanized = romanized;
}

static void
expand_cyrillic(npo_matcher *m, npo_str word, npo_match match)
{
	size_t len = npo_stem(m->ru, word).len;
	bool surname = lemma_is_surname(m, word, len);

	if (surname)
		lemma_add_russian(m, word, (npo_str){ "", 0 },
			NPO_HOW_INFLECTED, 0);
	if (!lemma_is_fixed(word, len))
		lemma_add_russian(m, (npo_str){ word.p, len },
			lemma_ending(word, (npo_str){ word.p, len }),
			NPO_HOW_INFLECTED, surname ? SURNAME_COST : 0);
	if (match != NPO_MATCH_ANY || !m->len)
		return;
	cross_to_latin(m, word);
	lemma_add_related(m, npo_stem(m->ru, word), 0);
	twins_of_cyrillic(m, word);
	twins_add(m);
}

static void
expand_latin(npo_matcher *m, npo_str word, npo_match match)
{
	const npo_vocabulary *v = m->vocabulary;
	enum npo_english kind = npo_english_word(word);
	uint32_t occurs;
	bool any;		/* it, or a form of it */

	lemma_add(m, m->en, &npo_endings_en, &npo_letters_latin,
		npo_stem(m->en, word), NPO_HOW_INFLECTED, 0);
	if (match != NPO_MATCH_ANY || !m->len)
		return;
	occurs = v->freq(v->self, word);
	any = occurs || (m->forms->count > 1 && kind != NPO_ENGLISH_UNKNOWN);
	m->typed = m->romanized ? 0 : occurs;
	/* with a digit in it, it is read to the letter, as if it occurred */
	m->seen = m->digits || (any && !m->romanized);
	cross_find_endings(m);
	m->least = gate_ratio(word) * (float)m->typed;
	cross_to_cyrillic(m, word);
	if (!(m->digits || any) || kind != NPO_ENGLISH_COMMON)
		cross_latin(m, kind);
	lemma_add_related(m, npo_stem(m->en, word), 0);
	if (m->least > 0)
		return;
	twins_of_latin(m);
	twins_add(m);
}

static bool
is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* you, pack; not kola, which is in the lexicon as well */
static bool
is_english(npo_str word)
{
	return npo_english_word(word) == NPO_ENGLISH_COMMON &&
		gate_odds(word) > DIGIT_ODDS;
}

size_t
matcher_symbols(npo_str word, uint8_t *symbol, bool *digits)
{
	const char *at = word.p, *end = word.p + word.len;
	size_t len = npo_symbols(word, symbol, SCAN_LETTERS), count = 0;
	bool digit = false;

	*digits = false;
	while (at < end) {
		bool before = digit;

		digit = is_digit(npo_utf8_next(&at, end));
		if (digit && before)
			return 0;
		count += digit;
	}
	*digits = count;
	if (!count)
		return len;
	if (digit || len < count + DIGIT_LETTERS ||
		npo_script_of(word) != NPO_SCRIPT_LATIN)
		return 0;
	return is_digit((uint8_t)*word.p) && is_english(
		(npo_str){ word.p + 1, word.len - 1 }) ? 0 : len;
}

/* the state of one call: the word's letters, and the word as its own form */
static void
begin(npo_matcher *m, npo_str word, const npo_vocabulary *vocabulary,
	npo_forms *forms)
{
	npo_forms_release(forms);
	m->vocabulary = vocabulary;
	m->forms = forms;
	m->seen = false;
	m->len = matcher_symbols(word, m->symbol, &m->digits);
	forms_add(forms, word, 0, 0, NPO_HOW_EXACT, false);
}

void
npo_matcher_expand(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	npo_script script = npo_script_of(word);

	begin(m, word, vocabulary, forms);
	if (match != NPO_MATCH_EXACT && script == NPO_SCRIPT_CYRILLIC)
		expand_cyrillic(m, word, match);
	if (match != NPO_MATCH_EXACT && script == NPO_SCRIPT_LATIN)
		expand_latin(m, word, match);
	forms_rank(forms, vocabulary, m->romanized);
}

/* a word that does not occur is taken for the terms nearest to it: what stands
 * for these is a typo of the word */
static void
expand_nearest(npo_matcher *m, npo_match match)
{
	npo_forms *forms = m->forms, near = { NULL, 0, 0 };
	size_t count = forms->count, left = NEAREST;

	for (size_t i = 1; i < count && left; i++) {
		/* the array may move, the term does not */
		npo_form f = forms->form[i];

		if (f.how != NPO_HOW_TYPO || f.inflected)
			continue;
		left--;
		npo_matcher_expand(m, (npo_str){ f.term, f.len }, match,
			m->vocabulary, &near);
		for (size_t k = 0; k < near.count; k++) {
			const npo_form *n = &near.form[k];

			if (n->tier <= NEAREST_TIER)
				forms_add(forms, (npo_str){ n->term, n->len },
					n->documents, f.cost + n->cost,
					NPO_HOW_TYPO, n->inflected);
		}
	}
	npo_forms_release(&near);
	m->forms = forms;
}

void
npo_matcher_typos(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	npo_matcher_expand(m, word, match, vocabulary, forms);
	if (match == NPO_MATCH_EXACT)
		return;
	/* ranked before: what stands for the word anyway is no typo of it,
	   but what is too far off to stand for it may be one */
	misspelt_add(m, word, match);
	forms_rank(forms, vocabulary, m->romanized);
	if (forms->form[0].documents)
		return;
	expand_nearest(m, match);
	forms_rank(forms, vocabulary, m->romanized);
}

/* ------------------------------------------------ prefixes */

/** A term that begins with a prefix. */
typedef struct prefixed {
	char *term;
	uint32_t documents;
} prefixed;

/* the most frequent terms that begin with prefix, of those looked at */
static void
add_prefixed(npo_matcher *m, npo_str prefix, float cost)
{
	const npo_vocabulary *v = m->vocabulary;
	prefixed best[PREFIXED];
	size_t count = 0, left = PREFIX_WALK;
	npo_str term;

	for (v->seek(v->self, prefix, &term);
		left-- && term.len && npo_str_starts(term, prefix);
		v->next(v->self, &term)) {
		uint32_t n = v->freq(v->self, term);
		size_t i = count;

		if (!n || (cost > 0 &&
			npo_english_word(term) == NPO_ENGLISH_COMMON))
			continue;
		if (count == PREFIXED && n <= best[count - 1].documents)
			continue;
		if (count == PREFIXED)
			free(best[--i].term);
		else
			count++;
		for (; i && best[i - 1].documents < n; i--)
			best[i] = best[i - 1];
		best[i] = (prefixed){ npo_memdup(term.p, term.len), n };
	}
	for (size_t i = 0; i < count; i++) {
		forms_add(m->forms, npo_str_of(best[i].term),
			best[i].documents, cost, NPO_HOW_PREFIX, false);
		free(best[i].term);
	}
}

/* and with what the prefix may be spelled as */
static void
add_spelled_prefixes(npo_matcher *m, scan_direction direction)
{
	const scan_stem *stem;
	size_t stems;

	scan_run(m->scan, direction, m->symbol, m->len, m->ending,
		m->vocabulary, PREFIX_BOUND, PREFIX_WINDOW);
	stem = scan_stems(m->scan, &stems);
	for (size_t i = 0; i < stems; i++) {
		if (stem[i].cost > stem[0].cost + PREFIX_WINDOW)
			break;
		add_prefixed(m, scan_text(m->scan, stem[i].at, stem[i].len),
			stem[i].cost + PREFIX_CROSS);
	}
}

void
npo_matcher_prefix(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	npo_script script = npo_script_of(word);

	begin(m, word, vocabulary, forms);
	add_prefixed(m, word, 0);
	/* the only ending is none, behind the whole of the prefix */
	for (size_t i = 0; i <= m->len; i++)
		m->ending[i] = i == m->len ? 0 : SCAN_NONE;
	if (match == NPO_MATCH_ANY && m->len >= PREFIX_LETTERS) {
		if (script == NPO_SCRIPT_CYRILLIC)
			add_spelled_prefixes(m, SCAN_TO_LATIN);
		if (script == NPO_SCRIPT_LATIN)
			add_spelled_prefixes(m, SCAN_TO_CYRILLIC);
	}
	forms_rank(forms, vocabulary, m->romanized);
}
