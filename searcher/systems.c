/* SPDX-License-Identifier: GPL-2.0-or-later */
/* systems.c - the romanization systems that a form fits, found once */
#include "out.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS (1u << 14)	/* at most half of them are taken */

/** Language, word and form, a NUL behind each, and then the names. */
struct systems_entry {
	uint32_t at;		/* in the text */
	uint32_t key_len;	/* 0: a free slot */
	uint32_t names_len;
};

static npo_str
part(const search_systems *systems, size_t at, size_t len)
{
	return (npo_str){ systems->text.p + at, len };
}

/* where a key is or belongs */
static struct systems_entry *
slot_of(const search_systems *systems, npo_str key)
{
	size_t i = (size_t)npo_fnv1a(key) & (SLOTS - 1);

	for (;; i = (i + 1) & (SLOTS - 1)) {
		struct systems_entry *e = &systems->slot[i];

		if (!e->key_len || npo_str_equal(key,
			part(systems, e->at, e->key_len)))
			return e;
	}
}

/* documents may say that they are in any number of languages */
static void
forget_many(search_systems *systems)
{
	if (!systems->slot)
		systems->slot = npo_calloc(SLOTS, sizeof(*systems->slot));
	if (systems->count < SLOTS / 2 &&
		systems->text.len < SYSTEMS_BYTES_MAX)
		return;
	memset(systems->slot, 0, SLOTS * sizeof(*systems->slot));
	systems->count = 0;
	npo_buf_reset(&systems->text);
}

static void
add_key_part(npo_buf *text, npo_str key)
{
	npo_buf_addstr(text, key);
	npo_buf_addc(text, '\0');
}

npo_str
search_systems_fitting(
	search_systems *systems, npo_str lang, const search_term *match)
{
	npo_buf *text = &systems->text, names = NPO_BUF_INIT;
	struct systems_entry *entry;
	size_t at, len;

	forget_many(systems);
	at = text->len;
	add_key_part(text, lang);
	add_key_part(text, match->typed);
	add_key_part(text, match->term);
	len = text->len - at;
	entry = slot_of(systems, part(systems, at, len));
	if (entry->key_len) {
		text->len = at;
	} else {
		npo_systems_fitting(lang, match->typed, match->term, &names);
		*entry = (struct systems_entry){ (uint32_t)at, (uint32_t)len,
			(uint32_t)names.len };
		npo_buf_addstr(text, npo_buf_str(&names));
		npo_buf_release(&names);
		systems->count++;
	}
	return part(systems, entry->at + entry->key_len, entry->names_len);
}

void
search_systems_release(search_systems *systems)
{
	free(systems->slot);
	npo_buf_release(&systems->text);
}
