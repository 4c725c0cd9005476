/* SPDX-License-Identifier: GPL-2.0-or-later */
/* terms.c - the forms of a query's words in a hash table */
#include "searcher.h"

#include <math.h>
#include <stdlib.h>

struct search_terms {
	search_term *slot;	/* free where form is NULL */
	size_t mask;
	size_t words;
};

static search_term *
slot_of(const search_terms *terms, npo_str term)
{
	size_t i = (size_t)npo_fnv1a(term) & terms->mask;

	while (terms->slot[i].form &&
		!npo_str_equal(terms->slot[i].term, term))
		i = (i + 1) & terms->mask;
	return &terms->slot[i];
}

const search_term *
search_terms_find(const search_terms *terms, npo_str term)
{
	const search_term *found = slot_of(terms, term);

	return found->form ? found : NULL;
}

size_t
search_terms_words(const search_terms *terms)
{
	return terms->words;
}

search_terms *
search_terms_new(size_t forms)
{
	search_terms *terms = npo_calloc(1, sizeof(*terms));
	size_t cap = 16;

	while (cap < 2 * forms)
		cap *= 2;
	terms->mask = cap - 1;
	terms->slot = npo_calloc(cap, sizeof(*terms->slot));
	return terms;
}

void
search_terms_free(search_terms *terms)
{
	if (!terms)
		return;
	free(terms->slot);
	free(terms);
}

void
search_terms_add(search_terms *terms, npo_str typed, const npo_forms *forms,
	uint32_t documents)
{
	size_t word = terms->words++;
	uint32_t most = 0;
	float rarity;

	for (size_t i = 0; i < forms->count; i++) {
		if (forms->form[i].documents > most)
			most = forms->form[i].documents;
	}
	rarity = logf(1.0f + ((float)documents + 1) / ((float)most + 1));
	for (size_t i = 0; i < forms->count; i++) {
		const npo_form *form = &forms->form[i];
		npo_str term = { form->term, form->len };
		search_term *slot = slot_of(terms, term);
		float weight = form->weight * rarity;

		if (!slot->form || slot->weight < weight)
			*slot = (search_term){ term, word, typed, form,
				weight };
	}
}

search_terms *
search_terms_of(const search_expansion *x, uint32_t documents)
{
	size_t words = search_expansion_words(x), count = 0;
	search_terms *terms;
	const npo_forms *forms;

	for (size_t i = 0; i < words; i++) {
		(void)search_expansion_word(x, i, &forms);
		count += forms->count;
	}
	terms = search_terms_new(count);
	for (size_t i = 0; i < words; i++) {
		npo_str typed = search_expansion_word(x, i, &forms);

		search_terms_add(terms, typed, forms, documents);
	}
	return terms;
}
