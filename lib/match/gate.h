/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gate.h - whether a Latin word is English rather than romanized */
#ifndef NPO_MATCH_GATE_H
#define NPO_MATCH_GATE_H

#include "npo/base.h"

/** log P(letters | English) - log P(letters | romanized Russian), in nats. */
float gate_odds(npo_str word);

/**
 * How much oftener than the Latin word that the collection has as typed a
 * Cyrillic one has to be in it, to be taken for the same: 0 if the word is
 * not English; more for a name, and much more for a common word.
 */
float gate_ratio(npo_str word);

/**
 * Whether running text has a Russian reading of the word about as often as
 * the English word; cost: of the spelling, in nats.
 */
bool gate_likely(npo_str word, npo_str reading, float cost);

#endif
