/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matcher.c - one word to the terms that it stands for */
#include "npo/match.h"
#include "npo/text.h"
#include "forms.h"
#include "inflect.h"
#include "scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far the letters of a spelling may be from the table's best: nats, and
 * nats a letter. Measured: a wider bound finds no more right forms. */
#define BOUND 2.0f
#define BOUND_LETTER 0.7f
#define WINDOW 3.0f	/* behind the best spelling */
#define UNSEEN 1.5f	/* the very form asked for does not occur */
#define PARADIGMS 24	/* stems of the other script that are looked at */
#define STEM_LETTERS 2	/* a shorter stem is no evidence */

/** A stem in the other script, and what it costs to read the word as it. */
typedef struct paradigm {
	char stem[128];
	size_t len;
	float cost;
} paradigm;

struct npo_matcher {
	npo_stemmer *ru, *en;
	scan *scan;
	npo_buf word;		/* scratch: a form put together */
	npo_buf stem;		/* scratch: the stem looked for */
	/* the query word */
	uint8_t symbol[SCAN_LETTERS];
	size_t len;
	float ending[SCAN_LETTERS + 1];
	const struct trie_node *ending_node[SCAN_LETTERS + 1];
	paradigm paradigm[PARADIGMS];
	size_t paradigms;
	/* the call */
	const npo_vocabulary *vocabulary;
	npo_forms *forms;
	npo_stemmer *stemmer;
	npo_how how;
	float cost;
};

npo_matcher *
npo_matcher_new(void)
{
	npo_matcher *m = npo_calloc(1, sizeof(*m));

	m->ru = npo_stemmer_new("ru");
	m->en = npo_stemmer_new("en");
	m->scan = scan_new();
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
	npo_buf_release(&m->stem);
	free(m);
}

/* ------------------------------------------------ same script */

/* a term behind the stem: is its own stem the one looked for? */
static void
same_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;

	(void)node;
	if (npo_str_equal(npo_stem(m->stemmer, term), npo_buf_str(&m->stem)))
		forms_add(m->forms, term, m->cost, m->how, true);
}

/* the terms with this stem */
static void
add_paradigm(npo_matcher *m, npo_stemmer *stemmer,
	const struct endings *endings, const npo_letters *letters,
	npo_str stem, npo_how how, float cost)
{
	npo_str prefix;

	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, stem);
	prefix = npo_buf_str(&m->stem);
	/* Snowball's English makes y an i: happi, of happy and happiness */
	if (stemmer == m->en && prefix.len > 2 &&
		prefix.p[prefix.len - 1] == 'i')
		prefix.len--;
	m->stemmer = stemmer;
	m->how = how;
	m->cost = cost;
	npo_inflect(endings, letters, prefix, m->vocabulary, same_stem, m);
}

static void
add_russian(npo_matcher *m, npo_str stem, npo_how how, float cost)
{
	add_paradigm(m, m->ru, &npo_endings_ru, &npo_letters_cyrillic, stem,
		how, cost);
}

/* ------------------------------------------------ Latin to Cyrillic */

/* which ends of the word may be romanized endings, and their least cost */
static void
find_endings(npo_matcher *m)
{
	for (size_t at = 0; at <= m->len; at++) {
		const struct trie_node *node =
			at < STEM_LETTERS ? NULL
			: npo_ending_find(&npo_endings_romanized,
				m->symbol + at, m->len - at);

		m->ending_node[at] = node;
		m->ending[at] = node ? npo_endings_romanized
			.reading[node->reading].cost : SCAN_NONE;
	}
}

static void
keep_paradigm(npo_matcher *m, npo_str stem, float cost)
{
	size_t i;

	if (stem.len > sizeof(m->paradigm[0].stem))
		return;
	for (i = 0; i < m->paradigms; i++) {
		paradigm *p = &m->paradigm[i];

		if (p->len != stem.len || memcmp(p->stem, stem.p, stem.len))
			continue;
		p->cost = fminf(p->cost, cost);
		return;
	}
	if (m->paradigms == PARADIGMS)
		return;
	m->paradigms++;
	memcpy(m->paradigm[i].stem, stem.p, stem.len);
	m->paradigm[i].len = stem.len;
	m->paradigm[i].cost = cost;
}

/* read the word as stem and each ending that its rest may be */
static void
read_stem(npo_matcher *m, const scan_stem *s, const npo_vocabulary *v)
{
	const struct trie_node *node = m->ending_node[s->place];
	npo_str prefix = scan_text(m->scan, s->at, s->len);

	for (unsigned i = 0; i < node->readings; i++) {
		const struct reading *r =
			&npo_endings_romanized.reading[node->reading + i];
		float cost = s->cost + r->cost;
		npo_str stem;

		npo_buf_reset(&m->word);
		npo_buf_addstr(&m->word, prefix);
		npo_buf_adds(&m->word, npo_ending_text(r->ending));
		if (!v->freq(v->self, npo_buf_str(&m->word)))
			cost += UNSEEN;
		stem = npo_stem(m->ru, npo_buf_str(&m->word));
		if (stem.len >= 2 * STEM_LETTERS)
			keep_paradigm(m, stem, cost);
	}
}

static int
by_cost(const void *a, const void *b)
{
	const paradigm *x = a, *y = b;

	return x->cost < y->cost ? -1 : x->cost > y->cost;
}

static float
bound_of(const npo_matcher *m)
{
	return BOUND + BOUND_LETTER * (float)m->len;
}

static void
latin_to_cyrillic(npo_matcher *m)
{
	const scan_found *found;
	const scan_stem *stem;
	size_t founds, stems;

	find_endings(m);
	scan_run(m->scan, SCAN_TO_CYRILLIC, m->symbol, m->len, m->ending,
		m->vocabulary, bound_of(m), WINDOW);
	found = scan_terms(m->scan, &founds);
	stem = scan_stems(m->scan, &stems);
	m->paradigms = 0;
	for (size_t i = 0; i < founds; i++) {
		npo_str term = scan_text(
			m->scan, found[i].at, found[i].len);

		forms_add(m->forms, term, found[i].cost, NPO_HOW_SCRIPT, false);
		keep_paradigm(m, npo_stem(m->ru, term), found[i].cost);
	}
	for (size_t i = 0; i < stems; i++)
		read_stem(m, &stem[i], m->vocabulary);
	qsort(m->paradigm, m->paradigms, sizeof(*m->paradigm), by_cost);
	for (size_t i = 0; i < m->paradigms; i++) {
		const paradigm *p = &m->paradigm[i];

		if (p->cost > m->paradigm[0].cost + WINDOW)
			break;
		add_russian(m, (npo_str){ p->stem, p->len }, NPO_HOW_SCRIPT,
			p->cost);
	}
}

/* ------------------------------------------------ to Latin */

static void
scan_direct(npo_matcher *m, scan_direction direction, const float *ending,
	npo_how how)
{
	const scan_found *found;
	size_t founds;

	scan_run(m->scan, direction, m->symbol, m->len, ending, m->vocabulary,
		bound_of(m), WINDOW);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++)
		forms_add(m->forms,
			scan_text(m->scan, found[i].at, found[i].len),
			found[i].cost, how, false);
}

/* a Latin term behind the spelled stem: does an ending that it may have give
 * the stem looked for? */
static void
same_spelled_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	const struct reading *r = &npo_endings_romanized.reading[node->reading];

	for (unsigned i = 0; i < node->readings; i++) {
		npo_buf_reset(&m->word);
		npo_buf_addstr(&m->word, npo_buf_str(&m->stem));
		npo_buf_adds(&m->word, npo_ending_text(r[i].ending));
		if (!npo_str_equal(npo_stem(m->ru, npo_buf_str(&m->word)),
			npo_buf_str(&m->stem)))
			continue;
		forms_add(m->forms, term, m->cost + r[i].cost, m->how, true);
		return;
	}
}

static void
cyrillic_to_latin(npo_matcher *m, npo_str word)
{
	const scan_stem *stem;
	size_t stems, letters = 0;

	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, npo_stem(m->ru, word));
	for (size_t i = 0; i < m->stem.len; i++)
		letters += (m->stem.p[i] & 0xC0) != 0x80;
	for (size_t i = 0; i <= m->len; i++)
		m->ending[i] = i == letters && i >= STEM_LETTERS
			? 0 : SCAN_NONE;
	scan_direct(m, SCAN_TO_LATIN, m->ending, NPO_HOW_SCRIPT);
	stem = scan_stems(m->scan, &stems);
	m->how = NPO_HOW_SCRIPT;
	for (size_t i = 0; i < stems; i++) {
		m->cost = stem[i].cost;
		npo_inflect(&npo_endings_romanized, &npo_letters_latin,
			scan_text(m->scan, stem[i].at, stem[i].len),
			m->vocabulary, same_spelled_stem, m);
	}
}

/* ------------------------------------------------ the call */

static bool
is_cyrillic(npo_str word)
{
	return npo_script_of(word) == NPO_SCRIPT_CYRILLIC;
}

static bool
is_latin(npo_str word)
{
	return npo_script_of(word) == NPO_SCRIPT_LATIN;
}

void
npo_matcher_expand(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	bool cyrillic = is_cyrillic(word), latin = is_latin(word);

	npo_forms_release(forms);
	m->vocabulary = vocabulary;
	m->forms = forms;
	forms_add(forms, word, 0, NPO_HOW_EXACT, false);
	m->len = npo_symbols(word, m->symbol, SCAN_LETTERS);
	if (match != NPO_MATCH_EXACT && cyrillic)
		add_russian(m, npo_stem(m->ru, word), NPO_HOW_INFLECTED, 0);
	if (match != NPO_MATCH_EXACT && latin)
		add_paradigm(m, m->en, &npo_endings_en, &npo_letters_latin,
			npo_stem(m->en, word), NPO_HOW_INFLECTED, 0);
	if (match == NPO_MATCH_ANY && cyrillic && m->len)
		cyrillic_to_latin(m, word);
	if (match == NPO_MATCH_ANY && latin && m->len) {
		latin_to_cyrillic(m);
		scan_direct(m, SCAN_LATIN, NULL, NPO_HOW_SPELLED);
	}
	forms_rank(forms, vocabulary);
}

/* ------------------------------------------------ prefixes */

/* the most frequent terms that begin with the word */
static void
add_prefixed(npo_matcher *m, npo_str word)
{
	const npo_vocabulary *v = m->vocabulary;
	npo_str term;

	for (v->seek(v->self, word, &term);
		term.len && npo_str_starts(term, word) &&
		m->forms->count < NPO_FORMS_MAX;
		v->next(v->self, &term))
		forms_add(m->forms, term, 0, NPO_HOW_PREFIX, false);
}

void
npo_matcher_prefix(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	(void)match;
	npo_forms_release(forms);
	m->vocabulary = vocabulary;
	m->forms = forms;
	forms_add(forms, word, 0, NPO_HOW_EXACT, false);
	add_prefixed(m, word);
	forms_rank(forms, vocabulary);
}
