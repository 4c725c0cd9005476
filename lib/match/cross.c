/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cross.c - a word in the other script, and in other Latin spellings */
#include "matcher.h"
#include "forms.h"
#include "gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------ Latin to Cyrillic */

/* which ends of the word may be romanized endings, and their least cost */
void
cross_find_endings(npo_matcher *m)
{
	for (size_t at = 0; at <= m->len; at++) {
		const struct trie_node *node =
			at < STEM_LETTERS ? NULL
			: npo_ending_find(&npo_endings_romanized,
				m->symbol + at, m->len - at);

		m->ending_node[at] = node;
		m->ending[at] = node ? npo_nats(npo_endings_romanized
			.reading[node->reading].cost) : SCAN_NONE;
	}
}

static void
set_paradigm(npo_matcher *m, paradigm *p, npo_str stem, npo_str ending,
	float cost)
{
	memcpy(p->stem, stem.p, stem.len);
	p->len = stem.len;
	memcpy(p->ending, ending.p, ending.len);
	p->ending_len = ending.len;
	p->cost = cost;
	m->cheapest = fminf(m->cheapest, cost);
}

static void
keep_paradigm(npo_matcher *m, npo_str form, size_t stem_len, float cost)
{
	npo_str stem = { form.p, stem_len };
	npo_str ending = lemma_ending(form, stem);
	size_t i;

	if (stem.len > sizeof(m->paradigm[0].stem) ||
		ending.len > sizeof(m->paradigm[0].ending))
		return;
	for (i = 0; i < m->paradigms; i++) {
		paradigm *p = &m->paradigm[i];

		if (p->len != stem.len || memcmp(p->stem, stem.p, stem.len))
			continue;
		if (p->cost > cost)
			set_paradigm(m, p, stem, ending, cost);
		return;
	}
	if (m->paradigms == PARADIGMS) {
		/* the dearest makes room, for they come in order of terms */
		i = 0;
		for (size_t k = 1; k < PARADIGMS; k++) {
			if (m->paradigm[k].cost > m->paradigm[i].cost)
				i = k;
		}
		if (m->paradigm[i].cost <= cost)
			return;
	} else {
		m->paradigms++;
	}
	set_paradigm(m, &m->paradigm[i], stem, ending, cost);
}

/* what a Cyrillic form of the word is a form of */
static void
keep_lemma(npo_matcher *m, npo_str form, float cost)
{
	size_t stem = npo_stem(m->ru, form).len;

	if (lemma_is_surname(m, form, stem)) {
		keep_paradigm(m, form, form.len, cost);
		cost += SURNAME_COST;
	}
	if (stem >= LETTER * STEM_LETTERS && !lemma_is_fixed(form, stem))
		keep_paradigm(m, form, stem, cost);
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
		float cost = s->cost + npo_nats(r->cost);

		if (cost > m->cheapest + WINDOW)
			break; /* the likeliest stand first */
		npo_buf_reset(&m->form);
		npo_buf_addstr(&m->form, prefix);
		npo_buf_adds(&m->form, npo_ending_text(r->ending));
		if (!v->freq(v->self, npo_buf_str(&m->form)))
			cost += UNSEEN;
		if (cost <= m->cheapest + WINDOW)
			keep_lemma(m, npo_buf_str(&m->form), cost);
	}
}

/* a vocabulary is read forward; going back is several times as dear */
static int
by_stem(const void *a, const void *b)
{
	const paradigm *x = a, *y = b;

	return npo_str_compare((npo_str){ x->stem, x->len },
		(npo_str){ y->stem, y->len });
}

float
matcher_bound(const npo_matcher *m)
{
	return BOUND + BOUND_LETTER * (float)m->len;
}

/* letters that a stem needs before an ending that is only supposed; a word
 * that occurs as typed has to look like a romanized one */
static size_t
least_stem(const npo_matcher *m, npo_str word)
{
	if (!m->seen)
		return STEM_LETTERS;
	if (m->least > 0)
		return SCAN_LETTERS + 1;
	return gate_odds(word) > SEEN_ODDS ? SCAN_LETTERS + 1 : SEEN_STEM;
}

/* near first: a good spelling makes the wide scan, ten times as dear, idle */
static void
scan_to_cyrillic(npo_matcher *m)
{
	float wide = m->least > 0 ? BOUND_LIKELY
		: m->seen	  ? BOUND_SEEN
				  : matcher_bound(m);
	const scan_found *found;
	size_t count;

	scan_run(m->scan, SCAN_TO_CYRILLIC, m->symbol, m->len, m->ending,
		m->vocabulary, fminf(wide, NEAR), WINDOW);
	if (wide <= NEAR)
		return;
	found = scan_terms(m->scan, &count);
	for (size_t i = 0; i < count; i++) {
		if (found[i].cost <= NEAR_SURE)
			return;
	}
	scan_run(m->scan, SCAN_TO_CYRILLIC, m->symbol, m->len, m->ending,
		m->vocabulary, wide, WINDOW);
}

/* a reading of an English word that occurs as typed, which is evidence that
 * the word is meant for a spelling all the same */
static bool
opens_gate(const npo_matcher *m, npo_str word, const scan_found *f)
{
	npo_str term = scan_text(m->scan, f->at, f->len);

	return (f->cost <= BOUND_ENGLISH &&
			(float)f->documents >= m->least) ||
		(f->documents >= m->typed && gate_likely(word, term, f->cost));
}

static bool
is_english(const npo_matcher *m, npo_str word, const scan_found *found,
	size_t count)
{
	if (m->least <= 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (opens_gate(m, word, &found[i]))
			return false;
	}
	return true;
}

void
cross_to_cyrillic(npo_matcher *m, npo_str word)
{
	const scan_found *found;
	const scan_stem *stem;
	size_t founds, stems, least = least_stem(m, word);

	scan_to_cyrillic(m);
	found = scan_terms(m->scan, &founds);
	stem = scan_stems(m->scan, &stems);
	if (is_english(m, word, found, founds))
		return;
	m->paradigms = 0;
	m->cheapest = INFINITY;
	for (size_t i = 0; i < founds; i++) {
		npo_str term = scan_text(
			m->scan, found[i].at, found[i].len);

		forms_add(m->forms, term, found[i].documents, found[i].cost,
			NPO_HOW_SCRIPT, false);
		keep_lemma(m, term, found[i].cost);
	}
	for (size_t i = 0; i < stems; i++) {
		if (stem[i].place >= least &&
			stem[i].total <= m->cheapest + WINDOW)
			read_stem(m, &stem[i], m->vocabulary);
	}
	qsort(m->paradigm, m->paradigms, sizeof(*m->paradigm), by_stem);
	if (m->seen && m->len < SEEN_INFLECTED)
		return;
	for (size_t i = 0; i < m->paradigms; i++) {
		const paradigm *p = &m->paradigm[i];

		if (p->cost > m->cheapest + WINDOW)
			continue;
		lemma_add_russian(m, (npo_str){ p->stem, p->len },
			(npo_str){ p->ending, p->ending_len }, NPO_HOW_SCRIPT,
			p->cost);
		if (p->cost <= RELATED_COST)
			lemma_add_related(m, (npo_str){ p->stem, p->len },
				p->cost + RELATED_CROSS);
	}
}

/* ------------------------------------------------ to Latin */

static void
add_latin(npo_matcher *m, npo_str term, uint32_t documents, float cost,
	bool inflected)
{
	if (npo_english_word(term) == NPO_ENGLISH_COMMON)
		cost += COMMON_ENGLISH;
	forms_add(m->forms, term, documents, cost, m->how, inflected);
}

static void
scan_to_latin(npo_matcher *m, scan_direction direction, float bound)
{
	const scan_found *found;
	size_t founds;

	scan_run(m->scan, direction, m->symbol, m->len, m->ending,
		m->vocabulary, bound, WINDOW);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++)
		add_latin(m, scan_text(m->scan, found[i].at, found[i].len),
			found[i].documents, found[i].cost, false);
}

void
cross_forget_endings(npo_matcher *m, spelled_base base)
{
	for (size_t i = 0; i < ENDINGS_MAX; i++)
		m->behind[base][i] = -1;
}

/* what it costs that a base with an ending is a form of the stem looked for */
static float
form_cost(npo_matcher *m, npo_str ending)
{
	npo_str spelled;

	npo_buf_reset(&m->word);
	npo_buf_addstr(&m->word, m->spelled == SPELLED_AS_WHOLE
		? m->whole : npo_buf_str(&m->stem));
	npo_buf_addstr(&m->word, ending);
	spelled = npo_stem(m->ru, npo_buf_str(&m->word));
	if (!npo_str_equal(spelled, npo_buf_str(&m->stem)) &&
		!npo_str_equal(spelled, m->whole))
		return SCAN_NONE;
	return !m->whole.len ? 0
		: fminf(PAIR_SPELLED_COST, lemma_pair_cost(
			lemma_ending(m->whole, spelled),
			lemma_ending(npo_buf_str(&m->word), spelled)));
}

/* a Latin term behind the spelled stem: does an ending that it may have give
 * the stem looked for? */
static void
same_spelled_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	const struct reading *r = &npo_endings_romanized.reading[node->reading];
	float least = SCAN_NONE;

	for (unsigned i = 0; i < node->readings; i++) {
		float *behind = &m->behind[m->spelled][r[i].ending];

		if (*behind < 0)
			*behind = form_cost(m, npo_str_of(
				npo_ending_text(r[i].ending)));
		least = fminf(least,
			m->cost + npo_nats(r[i].cost) + *behind);
	}
	if (least < SCAN_NONE)
		add_latin(m, term, m->vocabulary->freq(m->vocabulary->self,
			term), least, true);
}

static int
by_place_of_text(const void *a, const void *b)
{
	const scan_stem *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* the stems of the scan with any ending that m->stem can take; forward
 * through the vocabulary, in which order the scan has found them */
static void
inflect_spelled(npo_matcher *m, size_t least)
{
	scan_stem stem[SCAN_STEMS];
	const scan_stem *found;
	size_t stems;

	found = scan_stems(m->scan, &stems);
	memcpy(stem, found, stems * sizeof(*stem));
	qsort(stem, stems, sizeof(*stem), by_place_of_text);
	for (size_t i = 0; i < stems; i++) {
		if (stem[i].place < least)
			continue;
		m->spelled = !m->whole.len ? SPELLED_AS_NEUTRAL
			: stem[i].place == m->len ? SPELLED_AS_WHOLE
						  : SPELLED_AS_STEM;
		m->cost = stem[i].total;
		npo_inflect(&npo_endings_romanized, &npo_letters_latin,
			scan_text(m->scan, stem[i].at, stem[i].len),
			m->vocabulary, same_spelled_stem, m);
	}
}

void
cross_to_latin(npo_matcher *m, npo_str word)
{
	size_t letters = 0;

	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, npo_stem(m->ru, word));
	for (size_t i = 0; i < m->stem.len; i++)
		letters += (m->stem.p[i] & 0xC0) != 0x80;
	for (size_t i = 0; i <= m->len; i++)
		m->ending[i] = (i == letters && i >= SPELLED_STEM_LETTERS) ||
				(i == m->len && i >= SURNAME)
			? 0 : SCAN_NONE;
	m->whole = word;
	cross_forget_endings(m, SPELLED_AS_STEM);
	cross_forget_endings(m, SPELLED_AS_WHOLE);
	m->how = NPO_HOW_SCRIPT;
	scan_to_latin(m, SCAN_TO_LATIN, matcher_bound(m));
	inflect_spelled(m, SPELLED_STEM_LETTERS);
}

void
cross_latin(npo_matcher *m, enum npo_english kind)
{
	npo_buf_reset(&m->stem);
	npo_buf_adds(&m->stem, NEUTRAL_STEM);
	m->whole = (npo_str){ "", 0 };
	m->how = NPO_HOW_SPELLED;
	scan_to_latin(m, SCAN_LATIN, BOUND_LATIN);
	/* what English knows is inflected as English */
	if (kind == NPO_ENGLISH_UNKNOWN)
		inflect_spelled(m, SPELLED_STEM);
}
