/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lemma.c - the forms of a word in its own script, by its stem */
#include "matcher.h"
#include "forms.h"

/* на is no form of не, though both have a stem of one letter; but наш is one
 * of наша */
bool
lemma_is_fixed(npo_str word, size_t stem)
{
	return stem <= LETTER * FIXED_STEM && npo_function_word(word);
}

npo_str
lemma_ending(npo_str word, npo_str stem)
{
	return (npo_str){ word.p + stem.len, word.len - stem.len };
}

float
lemma_pair_cost(npo_str one, npo_str other)
{
	float likely = npo_ending_pair(one, other);

	if (likely >= PAIR_SURE)
		return 0;
	return likely >= PAIR_LIKELY ? PAIR_LIKELY_COST : SCAN_NONE;
}

/*
 * A term behind the stem: is its own stem the one looked for, or is it the
 * stem itself? Snowball takes an ending off Курчатов, too, but leaves it on
 * when it has taken another off Курчатову.
 */
static void
same_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	const npo_vocabulary *v = m->vocabulary;
	npo_str stem = npo_buf_str(&m->stem);
	float cost = m->cost;

	(void)node;
	if (!npo_str_equal(term, stem) &&
		!npo_str_equal(npo_stem(m->stemmer, term), stem))
		return;
	if (m->inflection.p)
		cost += lemma_pair_cost(
			m->inflection, lemma_ending(term, stem));
	if (cost >= SCAN_NONE)
		return;
	forms_add(m->forms, term, v->freq(v->self, term), cost, m->how, true);
}

/* the terms with this stem */
static void
add_stem(npo_matcher *m, npo_stemmer *stemmer,
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

void
lemma_add(npo_matcher *m, npo_stemmer *stemmer,
	const struct endings *endings, const npo_letters *letters,
	npo_str stem, npo_how how, float cost)
{
	m->inflection = (npo_str){ NULL, 0 };
	add_stem(m, stemmer, endings, letters, stem, how, cost);
}

void
lemma_add_russian(npo_matcher *m, npo_str stem, npo_str ending, npo_how how,
	float cost)
{
	m->inflection = ending;
	add_stem(m, m->ru, &npo_endings_ru, &npo_letters_cyrillic, stem, how,
		cost);
}

/* what else begins with a stem, if it is long enough to mean something */
void
lemma_add_related(npo_matcher *m, npo_str stem, float cost)
{
	const npo_vocabulary *v = m->vocabulary;
	unsigned letters = 0, left = RELATED;
	npo_str term;

	for (size_t i = 0; i < stem.len; i++)
		letters += (stem.p[i] & 0xC0) != 0x80;
	if (!m->related || letters < RELATED_STEM)
		return;
	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, stem);
	stem = npo_buf_str(&m->stem);
	for (v->seek(v->self, stem, &term);
		left-- && term.len && npo_str_starts(term, stem);
		v->next(v->self, &term))
		forms_add(m->forms, term, v->freq(v->self, term), cost,
			NPO_HOW_RELATED, false);
}

/*
 * Snowball takes the end of a surname (Чехов, Кузнецов) for the ending of
 * another word (чех, кузнец). It is one if the vocabulary inflects it: what
 * has the short stem is then another word, as a rule.
 */
bool
lemma_is_surname(npo_matcher *m, npo_str term, size_t stem)
{
	static const char *const ending[] = { "а", "у", "ым" };
	const npo_vocabulary *v = m->vocabulary;
	npo_str longer;

	if (term.len < 2 * SURNAME || stem == term.len)
		return false;
	/* one look for all of them, as mostly nothing begins so */
	v->seek(v->self, term, &longer);
	if (npo_str_equal(longer, term))
		v->next(v->self, &longer);
	if (!npo_str_starts(longer, term))
		return false;
	for (size_t i = 0; i < NPO_COUNT(ending); i++) {
		npo_buf_reset(&m->word);
		npo_buf_addstr(&m->word, term);
		npo_buf_adds(&m->word, ending[i]);
		/* few are there, and a stem takes twice as long to find */
		if (v->freq(v->self, npo_buf_str(&m->word)) &&
			npo_str_equal(npo_stem(m->ru,
				npo_buf_str(&m->word)), term))
			return true;
	}
	return false;
}
