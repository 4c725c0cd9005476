/* SPDX-License-Identifier: GPL-2.0-or-later */
/* walk.c - the cursor's moves, and which letter comes next */
#include "walk.h"

#include <string.h>

static bool
may_move(walk *w)
{
	if (!w->left) {
		w->term.len = 0;
		return false;
	}
	w->left--;
	return true;
}

void
walk_seek(walk *w, size_t len)
{
	if (may_move(w))
		w->vocabulary->seek(w->vocabulary->self,
			(npo_str){ w->prefix, len }, &w->term);
}

/* what is beyond its length is written over, or not looked at */
static void
put(walk *w, size_t len, const struct letter *letter)
{
	memcpy(w->prefix + len, letter->utf8, sizeof(letter->utf8));
}

void
walk_seek_letter(walk *w, size_t len, const struct letter *letter)
{
	put(w, len, letter);
	walk_seek(w, len + letter->len);
}

void
walk_next(walk *w)
{
	if (may_move(w))
		w->vocabulary->next(w->vocabulary->self, &w->term);
}

const struct letter *
walk_letter(walk *w, size_t len, const struct letter *taken,
	const struct letter_set *set)
{
	while (walk_below(w, len)) {
		const char *at = w->term.p + len;
		uint32_t code = npo_utf8_next(&at, w->term.p + w->term.len);
		const struct letter *letter = npo_letter(w->letters, code);

		/* a walker that does not go all the way down leaves terms
		   that have the letter it has taken */
		if (letter && letter != taken &&
			(npo_letters_has(w->letters, letter, set) ||
			(w->marks && letter->symbol == SYM_IGNORE))) {
			put(w, len, letter);
			return letter;
		}
		letter = npo_letters_above(w->letters, code, set);
		if (!letter)
			return NULL;
		walk_seek_letter(w, len, letter);
	}
	return NULL;
}
