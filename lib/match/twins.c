/* SPDX-License-Identifier: GPL-2.0-or-later */
/* twins.c - a name as other languages have it */
#include "matcher.h"
#include "forms.h"

#include <string.h>

/** The table of twins as a vocabulary, for Latin words to be read as. */
typedef struct twin_cursor {
	size_t at;
} twin_cursor;

/* the first name, or what it compares as, that is not before a target */
static size_t
twin_index(npo_str target, bool comparing)
{
	size_t low = 0, high = npo_twin_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *name = comparing
			? npo_twins_compared[middle]->compared
			: npo_twins[middle].word;

		if (npo_str_compare(npo_str_of(name), target) < 0)
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

	c->at = twin_index(target, false);
	twin_show(c, found);
}

static void
twin_next(void *self, npo_str *found)
{
	twin_cursor *c = self;

	c->at += c->at < npo_twin_count;
	twin_show(c, found);
}

/* no collection, so that a twin is as good as any */
static uint32_t
twin_freq(void *self, npo_str term)
{
	(void)self;
	(void)term;
	return 1;
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

/* a word by the letters that compare across languages, as long as before */
static npo_str
compared(npo_matcher *m, npo_str word)
{
	const char *at = word.p, *end = word.p + word.len;

	npo_buf_reset(&m->form);
	while (at < end)
		npo_utf8_put(&m->form,
			npo_name_letter(npo_utf8_next(&at, end)));
	return npo_buf_str(&m->form);
}

static bool
ends_open(npo_str word)
{
	static const char *const letter[] = { "а", "е", "и", "о", "у", "ы",
		"э", "ю", "я", "й", "ь" };

	for (size_t i = 0; i < NPO_COUNT(letter); i++) {
		if (!memcmp(word.p + word.len - 2, letter[i], 2))
			return true;
	}
	return false;
}

/* a name that ends in a consonant is its own stem: Ростов is not рост */
static npo_str
twin_stem(npo_matcher *m, npo_str twin)
{
	return ends_open(twin) ? npo_stem(m->ru, twin) : twin;
}

/* only the last letter of a noun gives way to an ending; Snowball takes more
 * off Дания, and finds данный */
static bool
keeps_most(npo_str name, npo_str twin)
{
	static const char adjective[] = "ий";
	size_t len = sizeof(adjective) - 1;

	if (!ends_open(twin) || !memcmp(twin.p + twin.len - len, adjective, len))
		return true;
	return npo_str_starts(name, (npo_str){ twin.p, twin.len - len / 2 });
}

/* the groups of a Cyrillic word, by its stem */
void
twins_of_cyrillic(npo_matcher *m, npo_str word)
{
	npo_str name = compared(m, word), stem;
	npo_str start = { name.p, name.len < 4 ? name.len : 4 };

	m->groups = 0;
	m->bare = false;
	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, npo_stem(m->ru, name));
	stem = npo_buf_str(&m->stem);
	for (size_t i = twin_index(start, true); i < npo_twin_count; i++) {
		const struct twin *t = npo_twins_compared[i];
		npo_str twin = npo_str_of(t->compared);

		if (!npo_str_starts(twin, start))
			break;
		if (npo_str_equal(twin, name) || (keeps_most(name, twin) &&
			npo_str_equal(twin_stem(m, twin), stem)))
			keep_group(m, t->group);
		m->bare |= npo_str_equal(twin, name);
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
	m->bare = false; /* of more than one reading, none is sure */
	scan_run(m->scan, SCAN_TO_CYRILLIC, m->symbol, m->len, NULL, &v,
		TWIN_BOUND, 0);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++) {
		npo_str term = scan_text(m->scan, found[i].at, found[i].len);
		size_t at = twin_index(term, false);

		for (; at < npo_twin_count && npo_str_equal(term,
			npo_str_of(npo_twins[at].word)); at++)
			keep_group(m, npo_twins[at].group);
	}
}

/* a term behind the name's stem: is it the name, or a form of it? */
static void
same_name(void *self, npo_str term, const struct trie_node *node)
{
	npo_matcher *m = self;
	npo_str name = compared(m, term), stem = npo_buf_str(&m->stem);
	const npo_form *form = forms_find(m->forms, term);

	(void)node;
	/* a form of the very word that was asked for is no other name */
	if (form && form->how == NPO_HOW_INFLECTED)
		return;
	if (npo_str_equal(name, m->twin) || (keeps_most(name, m->twin) &&
		npo_str_equal(npo_stem(m->ru, name), stem)))
		forms_add(m->forms, term,
			m->vocabulary->freq(m->vocabulary->self, term),
			TWIN_COST, m->how,
			!m->bare || !npo_str_equal(term, m->whole));
}

/* a name of the group: its forms in Cyrillic, and how it is romanized */
static void
add_twin(npo_matcher *m, const struct twin *twin, npo_how how)
{
	npo_str word = npo_str_of(twin->word);
	npo_str stem = twin_stem(m, npo_str_of(twin->compared));
	/* what stands there already has been spelled already */
	bool spelled = forms_find(m->forms, word);
	const scan_found *found;
	size_t founds;

	npo_buf_reset(&m->stem);
	npo_buf_addstr(&m->stem, stem);
	m->how = how;
	m->whole = word;
	m->twin = npo_str_of(twin->compared);
	npo_inflect(&npo_endings_ru, &npo_letters_names,
		(npo_str){ word.p, stem.len }, m->vocabulary, same_name, m);
	if (spelled)
		return;
	m->len = npo_symbols(word, m->symbol, SCAN_LETTERS);
	if (!m->len)
		return;
	scan_run(m->scan, SCAN_TO_LATIN, m->symbol, m->len, NULL,
		m->vocabulary, TWIN_BOUND, WINDOW);
	found = scan_terms(m->scan, &founds);
	for (size_t i = 0; i < founds; i++)
		forms_add(m->forms,
			scan_text(m->scan, found[i].at, found[i].len),
			found[i].documents, found[i].cost + TWIN_COST, how,
			false);
}

/* the other names of a group, or those of the group related to it */
static void
add_group(npo_matcher *m, unsigned group, npo_how how)
{
	for (size_t i = 0; i < npo_twin_count; i++) {
		if (npo_twins[i].group == group)
			add_twin(m, &npo_twins[i], how);
	}
}

/* last of all: the word's own symbols are written over */
void
twins_add(npo_matcher *m)
{
	for (size_t i = 0; i < m->groups; i++)
		add_group(m, m->group[i], NPO_HOW_TWIN);
	for (size_t i = 0; i < m->groups; i++)
		add_group(m, m->group[i] ^ 1, NPO_HOW_RELATED);
}
