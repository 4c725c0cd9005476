/* SPDX-License-Identifier: GPL-2.0-or-later */
/* twins.c - a name as other languages have it */
#include "matcher.h"
#include "forms.h"

#include <string.h>

/** The table of twins as a vocabulary, for Latin words to be read as. */
typedef struct twin_cursor {
	size_t at;
} twin_cursor;

static size_t
twin_index(npo_str target)
{
	size_t low = 0, high = npo_twin_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (npo_str_compare(npo_str_of(npo_twins[middle].word),
			target) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
twin_show(const twin_cursor *c, npo_str *found)
{
	*found = npo_str_of(
		c->at < npo_twin_count ? npo_twins[c->at].word : NULL);
}

static void
twin_seek(void *self, npo_str target, npo_str *found)
{
	twin_cursor *c = self;

	c->at = twin_index(target);
	twin_show(c, found);
}

static void
twin_next(void *self, npo_str *found)
{
	twin_cursor *c = self;

	c->at += c->at < npo_twin_count;
	twin_show(c, found);
}

/* no collection: a twin is in no document */
static uint32_t
twin_freq(void *self, npo_str term)
{
	(void)self;
	(void)term;
	return 0;
}

static void
keep_group(npo_matcher *m, unsigned group)
{
	for (size_t i = 0; i < m->groups; i++) {
		if (m->group[i] == group)
			return;
	}
	if (m->groups < NPO_COUNT(m->group))
		m->group[m->groups++] = group;
}

/* the groups of a Cyrillic word, by its stem */
void
twins_of_cyrillic(npo_matcher *m, npo_str word)
{
	npo_str start = { word.p, word.len < 4 ? word.len : 4 };
	npo_str stem;

	m->groups = 0;
	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, npo_stem(m->ru, word));
	stem = npo_buf_str(&m->stem);
	for (size_t i = twin_index(start); i < npo_twin_count; i++) {
		npo_str twin = npo_str_of(npo_twins[i].word);

		if (!npo_str_starts(twin, start))
			break;
		if (npo_str_equal(twin, word) || npo_str_equal(twin, stem) ||
			npo_str_equal(npo_stem(m->ru, twin), stem))
			keep_group(m, npo_twins[i].group);
	}
}

/* the groups of a Latin word, by what it may be read as */
void
twins_of_latin(npo_matcher *m)
{
	twin_cursor cursor = { 0 };
	npo_vocabulary v = { twin_seek, twin_next, twin_freq, &cursor, 0 };
	const scan_found *found;
	size_t founds;

	m->groups = 0;
	scan_run(m->scan, SCAN_TO_CYRILLIC, m->symbol, m->len, NULL, &v,
		TWIN_BOUND, 0);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++) {
		npo_str term = scan_text(m->scan, found[i].at, found[i].len);
		size_t at = twin_index(term);

		for (; at < npo_twin_count && npo_str_equal(term,
			npo_str_of(npo_twins[at].word)); at++)
			keep_group(m, npo_twins[at].group);
	}
}

static bool
ends_open(npo_str word)
{
	static const char *const letter[] = { "а", "е", "и", "о", "у", "ы",
		"э", "ю", "я", "й", "ь", "і", "ї", "є" };

	for (size_t i = 0; i < NPO_COUNT(letter); i++) {
		if (!memcmp(word.p + word.len - 2, letter[i], 2))
			return true;
	}
	return false;
}

/* a name of the group: its forms in Cyrillic, and how it is romanized */
static void
add_twin(npo_matcher *m, npo_str twin)
{
	const scan_found *found;
	size_t founds;

	npo_str stem = npo_stem(m->ru, twin);

	/* a name that ends in a consonant is its own stem */
	lemma_add_russian(m, ends_open(twin) ? stem : twin, NPO_HOW_TWIN,
		TWIN_COST);
	m->len = npo_symbols(twin, m->symbol, SCAN_LETTERS);
	if (!m->len)
		return;
	scan_run(m->scan, SCAN_TO_LATIN, m->symbol, m->len, NULL,
		m->vocabulary, TWIN_BOUND, WINDOW);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++)
		forms_add(m->forms,
			scan_text(m->scan, found[i].at, found[i].len),
			found[i].documents, found[i].cost + TWIN_COST, NPO_HOW_TWIN, false);
}

/* last of all: the word's own symbols are written over */
void
twins_add(npo_matcher *m)
{
	for (size_t i = 0; i < m->groups; i++) {
		for (size_t k = 0; k < npo_twin_count; k++) {
			npo_str twin = npo_str_of(npo_twins[k].word);

			/* what stands there already is no other name */
			if (npo_twins[k].group == m->group[i] &&
				!forms_find(m->forms, twin))
				add_twin(m, twin);
		}
	}
}
