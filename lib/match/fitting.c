/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fitting.c - which romanization systems make one word of another */
#include "romanize.h"

#include <stdlib.h>
#include <string.h>

#include "npo/text.h"

/* without the signs at its end */
static npo_str
trimmed(npo_str word)
{
	while (word.len && (word.p[word.len - 1] == '\'' ||
		word.p[word.len - 1] == '"'))
		word.len--;
	return word;
}

static bool
makes(const npo_system *system, npo_str lang, npo_str cyrillic, npo_str latin)
{
	npo_buf written = NPO_BUF_INIT, folded = NPO_BUF_INIT;
	bool same;

	npo_romanize(system, lang, cyrillic, &written, NULL);
	npo_fold(npo_buf_str(&written), &folded);
	same = npo_str_equal(trimmed(npo_buf_str(&folded)), trimmed(latin));
	npo_buf_release(&written);
	npo_buf_release(&folded);
	return same;
}

/* as it stands, or with one of its e as io */
static bool
makes_with_io(
	const npo_system *system, npo_str lang, npo_str cyrillic, npo_str latin)
{
	char *word = npo_memdup(cyrillic.p, cyrillic.len);
	npo_str view = { word, cyrillic.len };
	bool found = makes(system, lang, view, latin);

	for (size_t i = 0; i + 1 < cyrillic.len && !found; i++) {
		if (memcmp(cyrillic.p + i, "\u0435", 2))
			continue;
		memcpy(word + i, "\u0451", 2);
		found = makes(system, lang, view, latin);
		memcpy(word + i, "\u0435", 2);
	}
	free(word);
	return found;
}

static bool
add_fitting(npo_str lang, npo_str cyrillic, npo_str latin, npo_buf *names)
{
	size_t count, begin = names->len;
	const npo_system *systems = npo_systems(&count);

	for (size_t i = 0; i < count; i++) {
		if (!npo_romanize_knows(&systems[i], lang, cyrillic) ||
			!makes_with_io(&systems[i], lang, cyrillic, latin))
			continue;
		if (names->len)
			npo_buf_addc(names, ' ');
		npo_buf_adds(names, systems[i].name);
	}
	return names->len > begin;
}

/* the next of some words with a blank between them; false: no more */
static bool
next_word(const char **at, npo_str *word)
{
	*at += strspn(*at, " ");
	*word = (npo_str){ *at, strcspn(*at, " ") };
	*at += word->len;
	return word->len;
}

/* whether one of the first systems has a table for a language */
static bool
is_known_lang(npo_str lang, const npo_system *systems, size_t count)
{
	npo_str word;

	for (size_t i = 0; i < count; i++) {
		for (const char *at = systems[i].languages;
			next_word(&at, &word);) {
			if (npo_str_equal(word, lang))
				return true;
		}
	}
	return false;
}

/* of the first language in which a system fits */
static void
add_first(npo_str cyrillic, npo_str latin, npo_buf *names)
{
	size_t count;
	const npo_system *systems = npo_systems(&count);
	npo_str lang;

	for (size_t i = 0; i < count; i++) {
		for (const char *at = systems[i].languages;
			next_word(&at, &lang);) {
			if (!is_known_lang(lang, systems, i) &&
				add_fitting(lang, cyrillic, latin, names))
				return;
		}
	}
}

void
npo_systems_fitting(npo_str lang, npo_str one, npo_str other, npo_buf *names)
{
	bool first = npo_script_of(one) == NPO_SCRIPT_CYRILLIC;
	npo_str cyrillic = first ? one : other, latin = first ? other : one;
	size_t count;
	const npo_system *systems = npo_systems(&count);

	if (npo_script_of(cyrillic) != NPO_SCRIPT_CYRILLIC ||
		npo_script_of(latin) != NPO_SCRIPT_LATIN)
		return;
	if (is_known_lang(lang, systems, count))
		add_fitting(lang, cyrillic, latin, names);
	else
		add_first(cyrillic, latin, names);
}
