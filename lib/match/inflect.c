/* SPDX-License-Identifier: GPL-2.0-or-later */
/* inflect.c - a trie of endings over the sorted terms behind a stem */
#include "inflect.h"

#include <string.h>

#define STEM_MAX 240	/* bytes: a longer one has no ending to look for */
#define ENDING_BYTES 64

typedef struct walk {
	const struct endings *endings;
	const npo_letters *letters;
	const npo_vocabulary *vocabulary;
	npo_str term;
	char prefix[STEM_MAX + ENDING_BYTES];
	inflect_fn found;
	void *payload;
	unsigned left;
} walk;

static const struct trie_node *
child_of(const struct endings *endings, const struct trie_node *node,
	uint8_t symbol)
{
	const struct trie_node *child = &endings->node[node->first];

	for (unsigned i = 0; i < node->children; i++) {
		if (child[i].symbol == symbol)
			return &child[i];
	}
	return NULL;
}

const struct trie_node *
npo_ending_find(const struct endings *endings, const uint8_t *symbol,
	size_t len)
{
	const struct trie_node *node = endings->node;

	for (size_t i = 0; i < len && node; i++)
		node = child_of(endings, node, symbol[i]);
	return node && node->readings ? node : NULL;
}

static bool
below(const walk *w, size_t len)
{
	return w->term.len && w->left &&
		npo_str_starts(w->term, (npo_str){ w->prefix, len });
}

static void
descend(walk *w, const struct trie_node *node, size_t len)
{
	const npo_vocabulary *v = w->vocabulary;
	struct letter_set set = { { 0 } };

	if (w->term.len == len) {
		w->left--;
		if (node->readings)
			w->found(w->payload, w->term, node);
		v->next(v->self, &w->term);
	}
	for (unsigned i = 0; i < node->children; i++)
		npo_letters_allow(w->letters,
			w->endings->node[node->first + i].symbol, &set);
	while (below(w, len) && len + 4 < sizeof(w->prefix)) {
		const char *at = w->term.p + len;
		uint32_t code = npo_utf8_next(&at, w->term.p + w->term.len);
		const struct letter *letter = npo_letter(w->letters, code);

		if (letter && npo_letters_has(w->letters, letter, &set)) {
			memcpy(w->prefix + len, letter->utf8, letter->len);
			descend(w, child_of(w->endings, node, letter->symbol),
				len + letter->len);
			if (!below(w, len))
				return;
			at = w->term.p + len;
			if (npo_utf8_next(&at, w->term.p + w->term.len) != code)
				continue;
		}
		letter = npo_letters_above(w->letters, code, &set);
		if (!letter)
			return;
		memcpy(w->prefix + len, letter->utf8, letter->len);
		v->seek(v->self, (npo_str){ w->prefix, len + letter->len },
			&w->term);
	}
}

void
npo_inflect(const struct endings *endings, const npo_letters *letters,
	npo_str stem, const npo_vocabulary *vocabulary, inflect_fn found,
	void *payload)
{
	walk w = { .endings = endings, .letters = letters,
		.vocabulary = vocabulary, .found = found, .payload = payload,
		.left = INFLECT_MAX };

	if (!stem.len || stem.len > STEM_MAX)
		return;
	memcpy(w.prefix, stem.p, stem.len);
	vocabulary->seek(vocabulary->self, stem, &w.term);
	if (below(&w, stem.len))
		descend(&w, endings->node, stem.len);
}
