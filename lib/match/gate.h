/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gate.h - whether a Latin word is English rather than romanized */
#ifndef NPO_MATCH_GATE_H
#define NPO_MATCH_GATE_H

#include "npo/base.h"

/** log P(letters | English) - log P(letters | romanized Russian), in nats. */
float gate_odds(npo_str word);

/** Whether a Latin word that the collection has as typed is English, so that
 * it is not to be read as a romanized one. */
bool gate_closed(npo_str word);

#endif
