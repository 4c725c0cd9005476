/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset.h - inside lib/text: the name of the charset of some bytes */
#ifndef NPO_LIB_TEXT_CHARSET_H
#define NPO_LIB_TEXT_CHARSET_H

#include "npo/base.h"

/**
 * Guess the charset of bytes: its name, static, as ICU knows it. NULL: they
 * are no text.
 */
const char *npo_charset_detect(npo_str bytes);

#endif
