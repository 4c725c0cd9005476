/* SPDX-License-Identifier: GPL-2.0-or-later */
/* forms.c - what a word stands for: gathered, ranked, cut */
#include "forms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* nats that a form of another spelling may be behind the best of its kind:
 * measured chance of being right within 0.5: .26, 1.5: .13, beyond: .03 */
#define TIER_SURE 0.5f
#define TIER_LIKELY 1.5f
#define TIER_POSSIBLE 3.0f

#define INFLECTED_COST 1.0f	/* nats, between two ways to one form */

#define GATHERED 4096		/* forms of a word before they are ranked */

/* what a hit by a form is worth beside one by the word itself: an inflected
 * one, the best of another spelling, another word of the same root */
#define INFLECTED_WEIGHT (float)NPO_TUNED(inflected_weight, 0.8)
#define CROSS_WEIGHT (float)NPO_TUNED(cross_weight, 0.85)
#define BESIDE_SPELLED 0.95f	/* the same where the word does not occur, but
				   is SPELLED_NEAR to what does */
#define SPELLED_NEAR 0.06f	/* nats a byte: ob"edinenie, obedineniye */
#define RELATED_WEIGHT (float)NPO_TUNED(related_weight, 0.65)
#define TYPO_WEIGHT 0.3f	/* a term one edit off a word that occurs */
#define TYPO_UNSEEN 0.6f	/* off one that is only spelled otherwise */
#define TYPO_COST 2.0f	/* nats of one edit */
#define TYPO_FALL 0.4f	/* e-fold for a nat more */
#define BEHIND_FALL 0.8f	/* e-fold for a nat behind the best */
#define LEAST_WEIGHT 0.02f	/* below: nothing is gained by it */
#define LEAST_SPELLED 0.1f	/* the same in the word's own script */

/* nats at which the best form is still sure, and the e-fold for a nat
 * beyond: two Latin spellings of a word are nearer than its two scripts */
#define FAR 1.5f
#define FAR_FALL 0.5f
#define FAR_LATIN 1.0f
#define FAR_LATIN_FALL 1.0f

const char *
npo_how_name(npo_how how)
{
	static const char *const name[] = { "exact", "inflected", "spelled",
		"script", "twin", "prefix", "related", "typo" };

	return name[how];
}

void
npo_forms_release(npo_forms *forms)
{
	for (size_t i = 0; i < forms->count; i++)
		free(forms->form[i].term);
	free(forms->form);
	*forms = (npo_forms){ NULL, 0, 0 };
}

static npo_form *
find(const npo_forms *forms, npo_str term)
{
	for (size_t i = 0; i < forms->count; i++) {
		npo_form *f = &forms->form[i];

		if (f->len == term.len && !memcmp(f->term, term.p, term.len))
			return f;
	}
	return NULL;
}

const npo_form *
forms_find(const npo_forms *forms, npo_str term)
{
	return find(forms, term);
}

/* the same ending is better evidence than a likelier spelling of another */
static float
compared(float cost, bool inflected)
{
	return cost + (inflected ? INFLECTED_COST : 0);
}

void
forms_add(npo_forms *forms, npo_str term, uint32_t documents, float cost,
	npo_how how, bool inflected)
{
	npo_form *f = find(forms, term);

	if (f && (how == NPO_HOW_RELATED ||
		(how == NPO_HOW_TYPO && f->how != NPO_HOW_TYPO)))
		return;
	if (f && compared(f->cost, f->inflected) <=
			compared(cost, inflected))
		return;
	if (!f && forms->count == GATHERED)
		return;
	if (!f) {
		NPO_GROW(forms->form, forms->count, forms->cap);
		f = &forms->form[forms->count++];
		*f = (npo_form){ .term = npo_memdup(term.p, term.len),
			.len = term.len };
	}
	if (documents)
		f->documents = documents;
	f->cost = cost;
	f->how = how;
	f->inflected = inflected;
}

static bool
same_word(const npo_form *f)
{
	return f->how == NPO_HOW_EXACT || f->how == NPO_HOW_INFLECTED;
}

static float
far_off(npo_how how, float best)
{
	if (how == NPO_HOW_SPELLED)
		return FAR_LATIN_FALL * fmaxf(0, best - FAR_LATIN);
	return FAR_FALL * fmaxf(0, best - FAR);
}

/** What occurs of a word. */
typedef struct occurring {
	bool seen;		/* the word itself, which is to come first */
	bool spelled;		/* nearly it, in its own script */
	bool known;		/* something that is no typo of it */
} occurring;

static float
other_spelling(npo_how how, const occurring *o)
{
	if (o->seen)
		return CROSS_WEIGHT;
	return o->spelled && how != NPO_HOW_SPELLED ? BESIDE_SPELLED : 1;
}

static void
grade(npo_form *f, float best, const occurring *o)
{
	float behind = f->cost - best;

	if (f->how == NPO_HOW_TYPO) {
		f->tier = o->known || f->cost > TYPO_COST ? 3 : 1;
		f->weight = (o->seen	     ? TYPO_WEIGHT
				    : o->known ? TYPO_UNSEEN
					       : 1) *
			expf(-TYPO_FALL * (f->cost - TYPO_COST));
	} else if (f->how == NPO_HOW_RELATED) {
		f->tier = 3;
		f->weight = RELATED_WEIGHT * expf(-BEHIND_FALL * f->cost);
	} else if (same_word(f)) {
		f->tier = f->inflected + (f->cost > 0);
		f->weight = expf(-BEHIND_FALL * f->cost);
	} else {
		f->tier = behind <= TIER_SURE	? 1
			: behind <= TIER_LIKELY ? 2
						: 3;
		f->weight = other_spelling(f->how, o) *
			expf(-BEHIND_FALL * behind - far_off(f->how, best));
	}
	if (f->inflected)
		f->weight *= INFLECTED_WEIGHT;
}

static int
by_weight(const void *a, const void *b)
{
	const npo_form *x = a, *y = b;
	int exact = (y->how == NPO_HOW_EXACT) - (x->how == NPO_HOW_EXACT);

	if (exact)
		return exact;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	return strcmp(x->term, y->term);
}

/* count each form's documents and drop those that are nowhere */
static void
drop_absent(npo_forms *forms, const npo_vocabulary *vocabulary)
{
	size_t kept = 0;

	for (size_t i = 0; i < forms->count; i++) {
		npo_form *f = &forms->form[i];

		if (!f->documents)
			f->documents = vocabulary->freq(vocabulary->self,
				(npo_str){ f->term, f->len });
		if (f->documents || f->how == NPO_HOW_EXACT)
			forms->form[kept++] = *f;
		else
			free(f->term);
	}
	forms->count = kept;
}

static bool
worth_keeping(const npo_form *f, float best)
{
	if (!same_word(f) && f->cost > best + TIER_POSSIBLE)
		return false;
	return f->weight >= (f->how == NPO_HOW_SPELLED ? LEAST_SPELLED
						       : LEAST_WEIGHT);
}

void
forms_rank(npo_forms *forms, const npo_vocabulary *vocabulary, bool romanized)
{
	/* an inflected form is measured against its like: it says less of
	   the letters that were asked for */
	float best[NPO_HOW_TYPO + 1][2];
	occurring o = { false, false, false };
	size_t kept = 0;

	drop_absent(forms, vocabulary);
	o.known = forms->form[0].documents;
	o.seen = o.known && !romanized;
	for (size_t i = 0; i < NPO_COUNT(best); i++)
		best[i][false] = best[i][true] = INFINITY;
	for (size_t i = 0; i < forms->count; i++) {
		const npo_form *f = &forms->form[i];
		float *b = &best[f->how][f->inflected];

		*b = fminf(*b, f->cost);
		o.known |= f->how != NPO_HOW_TYPO && f->documents;
	}
	o.spelled = !romanized && best[NPO_HOW_SPELLED][false] <=
			SPELLED_NEAR * (float)forms->form[0].len;
	for (size_t i = 0; i < forms->count; i++) {
		npo_form *f = &forms->form[i];

		grade(f, best[f->how][f->inflected], &o);
		if (worth_keeping(f, best[f->how][f->inflected]))
			forms->form[kept++] = *f;
		else
			free(f->term);
	}
	forms->count = kept;
	qsort(forms->form, kept, sizeof(*forms->form), by_weight);
	while (forms->count > NPO_FORMS_MAX)
		free(forms->form[--forms->count].term);
}
