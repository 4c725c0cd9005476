/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matcher.c - one word to the terms that it stands for */
#include "npo/match.h"
#include "npo/text.h"
#include "forms.h"
#include "gate.h"
#include "inflect.h"
#include "scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far the letters of a spelling may be from the table's best: nats, and
 * nats a letter. Measured: a wider bound finds no more right forms. */
#define BOUND 4.0f
#define BOUND_LETTER 1.0f
#define BOUND_SEEN 0.5f	/* in Cyrillic, of a word that occurs as typed */
#define BOUND_ENGLISH 0.1f	/* of one that is English, too */
#define NEAR 2.5f	/* the first scan */
#define NEAR_SURE 0.5f	/* what it has to find to be the last */
#define WINDOW 3.0f	/* behind the best spelling */
#define UNSEEN 1.5f	/* the very form asked for does not occur */
#define PARADIGMS 24	/* stems of the other script that are looked at */
#define STEM_LETTERS 2	/* a shorter stem is no evidence */
#define SURNAME 5	/* letters of a word that may be a stem as it is */
#define SEEN_STEM 5	/* the same for a word that occurs as typed */
#define SEEN_ODDS 1.0f	/* and how English its letters may be */
#define SPELLED_STEM 4	/* the same where no stem is known in Cyrillic */
#define COMMON_ENGLISH 2.5f	/* a Latin form is a common English word */
#define PREFIXED 512	/* terms looked at that begin with a prefix */
#define PREFIX_BOUND 1.5f	/* nats of its spelling */
#define PREFIX_WINDOW 0.5f
#define RELATED_STEM 5	/* letters that related words begin with */
#define RELATED 100	/* of them, at most */
#define RELATED_CROSS 0.2f	/* nats for the step to the other script */
#define RELATED_COST 1.5f	/* nats of the stem that they begin with */

/* a stem that takes any ending, where only the ending is in question */
#define NEUTRAL_STEM "ребор"

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
	npo_str whole;		/* the Cyrillic word it is of, or empty */
	npo_str base;		/* of the two, what the letters stand for */
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
	bool related;		/* words of the same root, too */
	bool seen;		/* the word occurs as typed */
	float least;		/* documents of a Cyrillic form of it */
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

void
npo_matcher_set_related(npo_matcher *m, bool related)
{
	m->related = related;
}

/* ------------------------------------------------ same script */

/*
 * A term behind the stem: is its own stem the one looked for, or is it the
 * stem itself? Snowball takes an ending off Курчатов, too, but leaves it on
 * when it has taken another off Курчатову.
 */
static void
same_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	npo_str stem = npo_buf_str(&m->stem);

	(void)node;
	if (npo_str_equal(term, stem) ||
		npo_str_equal(npo_stem(m->stemmer, term), stem))
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

/* what else begins with a stem, if it is long enough to mean something */
static void
add_related(npo_matcher *m, npo_str stem, float cost)
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
		forms_add(m->forms, term, cost, NPO_HOW_RELATED, false);
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
	float wide = m->least > 0 ? BOUND_ENGLISH
		: m->seen	  ? BOUND_SEEN
				  : bound_of(m);
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

static void
latin_to_cyrillic(npo_matcher *m, npo_str word)
{
	const scan_found *found;
	const scan_stem *stem;
	size_t founds, stems, least = least_stem(m, word);

	scan_to_cyrillic(m);
	found = scan_terms(m->scan, &founds);
	stem = scan_stems(m->scan, &stems);
	m->paradigms = 0;
	for (size_t i = 0; i < founds; i++) {
		npo_str term = scan_text(
			m->scan, found[i].at, found[i].len);

		if ((float)m->vocabulary->freq(m->vocabulary->self, term) <
			m->least)
			continue;
		forms_add(m->forms, term, found[i].cost,
			NPO_HOW_SCRIPT, false);
		keep_paradigm(m, npo_stem(m->ru, term), found[i].cost);
		if (term.len >= 2 * SURNAME)
			keep_paradigm(m, term, found[i].cost);
	}
	for (size_t i = 0; i < stems; i++) {
		if (stem[i].place >= least)
			read_stem(m, &stem[i], m->vocabulary);
	}
	qsort(m->paradigm, m->paradigms, sizeof(*m->paradigm), by_cost);
	for (size_t i = 0; i < m->paradigms; i++) {
		const paradigm *p = &m->paradigm[i];

		if (p->cost > m->paradigm[0].cost + WINDOW)
			break;
		add_russian(m, (npo_str){ p->stem, p->len }, NPO_HOW_SCRIPT,
			p->cost);
		if (p->cost <= RELATED_COST)
			add_related(m, (npo_str){ p->stem, p->len },
				p->cost + RELATED_CROSS);
	}
}

/* ------------------------------------------------ to Latin */

static void
add_latin(npo_matcher *m, npo_str term, float cost, bool inflected)
{
	if (npo_english_word(term) == NPO_ENGLISH_COMMON)
		cost += COMMON_ENGLISH;
	forms_add(m->forms, term, cost, m->how, inflected);
}

static void
scan_to_latin(npo_matcher *m, scan_direction direction)
{
	const scan_found *found;
	size_t founds;

	scan_run(m->scan, direction, m->symbol, m->len, m->ending,
		m->vocabulary, bound_of(m), WINDOW);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++)
		add_latin(m, scan_text(m->scan, found[i].at, found[i].len),
			found[i].cost, false);
}

/* a Latin term behind the spelled stem: does an ending that it may have give
 * the stem looked for? */
static void
same_spelled_stem(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	const struct reading *r = &npo_endings_romanized.reading[node->reading];

	for (unsigned i = 0; i < node->readings; i++) {
		npo_str spelled;

		npo_buf_reset(&m->word);
		npo_buf_addstr(&m->word, m->base);
		npo_buf_adds(&m->word, npo_ending_text(r[i].ending));
		spelled = npo_stem(m->ru, npo_buf_str(&m->word));
		if (!npo_str_equal(spelled, npo_buf_str(&m->stem)) &&
			!npo_str_equal(spelled, m->whole))
			continue;
		add_latin(m, term, m->cost + r[i].cost, true);
		return;
	}
}

/* the stems of the scan with any ending that m->stem can take */
static void
inflect_spelled(npo_matcher *m, size_t least)
{
	const scan_stem *stem;
	size_t stems;

	stem = scan_stems(m->scan, &stems);
	for (size_t i = 0; i < stems; i++) {
		if (stem[i].place < least)
			continue;
		m->base = stem[i].place == m->len && m->whole.len
			? m->whole : npo_buf_str(&m->stem);
		m->cost = stem[i].total;
		npo_inflect(&npo_endings_romanized, &npo_letters_latin,
			scan_text(m->scan, stem[i].at, stem[i].len),
			m->vocabulary, same_spelled_stem, m);
	}
}

static void
cyrillic_to_latin(npo_matcher *m, npo_str word)
{
	size_t letters = 0;

	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, npo_stem(m->ru, word));
	for (size_t i = 0; i < m->stem.len; i++)
		letters += (m->stem.p[i] & 0xC0) != 0x80;
	for (size_t i = 0; i <= m->len; i++)
		m->ending[i] = (i == letters && i >= STEM_LETTERS) ||
				(i == m->len && i >= SURNAME)
			? 0 : SCAN_NONE;
	m->whole = word;
	m->how = NPO_HOW_SCRIPT;
	scan_to_latin(m, SCAN_TO_LATIN);
	inflect_spelled(m, STEM_LETTERS);
}

static void
latin_to_latin(npo_matcher *m, enum npo_english kind)
{
	npo_buf_reset(&m->stem);
	npo_buf_adds(&m->stem, NEUTRAL_STEM);
	m->whole = (npo_str){ "", 0 };
	m->how = NPO_HOW_SPELLED;
	scan_to_latin(m, SCAN_LATIN);
	/* what English knows is inflected as English */
	if (kind == NPO_ENGLISH_UNKNOWN)
		inflect_spelled(m, SPELLED_STEM);
}

/* ------------------------------------------------ the call */

static void
expand_cyrillic(npo_matcher *m, npo_str word, npo_match match)
{
	add_russian(m, npo_stem(m->ru, word), NPO_HOW_INFLECTED, 0);
	if (word.len >= 2 * SURNAME)
		add_russian(m, word, NPO_HOW_INFLECTED, 0);
	if (match != NPO_MATCH_ANY || !m->len)
		return;
	cyrillic_to_latin(m, word);
	add_related(m, npo_stem(m->ru, word), 0);
}

static void
expand_latin(npo_matcher *m, npo_str word, npo_match match)
{
	const npo_vocabulary *v = m->vocabulary;
	enum npo_english kind = npo_english_word(word);

	add_paradigm(m, m->en, &npo_endings_en, &npo_letters_latin,
		npo_stem(m->en, word), NPO_HOW_INFLECTED, 0);
	if (match != NPO_MATCH_ANY || !m->len)
		return;
	m->seen = v->freq(v->self, word) || (m->forms->count > 1 &&
		kind != NPO_ENGLISH_UNKNOWN);
	find_endings(m);
	m->least = m->seen ? gate_ratio(word) *
		(float)v->freq(v->self, word) : 0;
	latin_to_cyrillic(m, word);
	if (!m->seen || kind != NPO_ENGLISH_COMMON)
		latin_to_latin(m, kind);
	add_related(m, npo_stem(m->en, word), 0);
}

void
npo_matcher_expand(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	npo_script script = npo_script_of(word);

	npo_forms_release(forms);
	m->vocabulary = vocabulary;
	m->forms = forms;
	m->seen = false;
	forms_add(forms, word, 0, NPO_HOW_EXACT, false);
	m->len = npo_symbols(word, m->symbol, SCAN_LETTERS);
	if (match != NPO_MATCH_EXACT && script == NPO_SCRIPT_CYRILLIC)
		expand_cyrillic(m, word, match);
	if (match != NPO_MATCH_EXACT && script == NPO_SCRIPT_LATIN)
		expand_latin(m, word, match);
	forms_rank(forms, vocabulary);
}

/* ------------------------------------------------ prefixes */

/* the terms that begin with prefix */
static void
add_prefixed(npo_matcher *m, npo_str prefix, float cost)
{
	const npo_vocabulary *v = m->vocabulary;
	npo_str term;

	for (v->seek(v->self, prefix, &term);
		term.len && npo_str_starts(term, prefix) &&
		m->forms->count < PREFIXED;
		v->next(v->self, &term))
		forms_add(m->forms, term, cost, NPO_HOW_PREFIX, false);
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
			stem[i].cost);
	}
}

void
npo_matcher_prefix(npo_matcher *m, npo_str word, npo_match match,
	const npo_vocabulary *vocabulary, npo_forms *forms)
{
	npo_script script = npo_script_of(word);

	npo_forms_release(forms);
	m->vocabulary = vocabulary;
	m->forms = forms;
	forms_add(forms, word, 0, NPO_HOW_EXACT, false);
	add_prefixed(m, word, 0);
	m->len = npo_symbols(word, m->symbol, SCAN_LETTERS);
	/* the only ending is none, behind the whole of the prefix */
	for (size_t i = 0; i <= m->len; i++)
		m->ending[i] = i == m->len ? 0 : SCAN_NONE;
	if (match == NPO_MATCH_ANY && m->len >= STEM_LETTERS) {
		if (script == NPO_SCRIPT_CYRILLIC)
			add_spelled_prefixes(m, SCAN_TO_LATIN);
		if (script == NPO_SCRIPT_LATIN)
			add_spelled_prefixes(m, SCAN_TO_CYRILLIC);
	}
	forms_rank(forms, vocabulary);
}
