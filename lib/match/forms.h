/* SPDX-License-Identifier: GPL-2.0-or-later */
/* forms.h - the growing list of what a word stands for */
#ifndef NPO_MATCH_FORMS_H
#define NPO_MATCH_FORMS_H

#include "npo/match.h"

/** Add a term, or lower the cost of one that is there; documents: 0 if they
 * have not been counted. */
void forms_add(npo_forms *forms, npo_str term, uint32_t documents, float cost,
	npo_how how, bool inflected);
/** Is the term in the list? */
const npo_form *forms_find(const npo_forms *forms, npo_str term);
/**
 * Give each form its tier, weight and number of documents; drop those that
 * are far behind the best or occur nowhere; best first. romanized: the word is
 * only a spelling of what it stands for, though it occurs.
 */
void forms_rank(
	npo_forms *forms, const npo_vocabulary *vocabulary, bool romanized);

#endif
