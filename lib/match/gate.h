/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gate.h - whether a Latin word is English rather than romanized */
#ifndef NPO_MATCH_GATE_H
#define NPO_MATCH_GATE_H

#include "npo/base.h"

#define GATE_CLOSED 1e9f

/** log P(letters | English) - log P(letters | romanized Russian), in nats. */
float gate_odds(npo_str word);

/**
 * What it costs in nats to read a Latin word as romanized; GATE_CLOSED: do
 * not.
 *
 * occurs	the word, or an English inflection of it, is in the collection
 */
float gate_cost(npo_str word, bool occurs);

#endif
