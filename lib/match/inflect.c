/* SPDX-License-Identifier: GPL-2.0-or-later */
/* inflect.c - a trie of endings over the sorted terms behind a stem */
#include "inflect.h"
#include "walk.h"

#include <string.h>

#define STEM_MAX 240	/* bytes: a longer one has no ending to look for */
#define ENDING_BYTES 64

_Static_assert(STEM_MAX + ENDING_BYTES <= WALK_BYTES, "room for both");

/** A trie of endings beside the terms behind a stem. */
typedef struct inflection {
	const struct endings *endings;
	inflect_fn found;
	void *payload;
	unsigned left;		/* terms that may still be found */
	walk walk;
} inflection;

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

static void
descend(inflection *x, const struct trie_node *node, size_t len)
{
	walk *w = &x->walk;
	struct letter_set set = { { 0 } };
	const struct letter *letter;

	if (w->term.len == len) {
		if (node->readings)
			x->found(x->payload, w->term, node);
		x->left--;
		if (!x->left)
			w->left = 0;
		walk_next(w);
	}
	if (!node->children || len + sizeof(letter->utf8) > WALK_BYTES)
		return;
	for (unsigned i = 0; i < node->children; i++)
		npo_letters_allow(w->letters,
			x->endings->node[node->first + i].symbol, &set);
	letter = walk_letter(w, len, NULL, &set);
	while (letter) {
		descend(x, child_of(x->endings, node, letter->symbol),
			len + letter->len);
		letter = walk_letter(w, len, letter, &set);
	}
}

void
npo_inflect(const struct endings *endings, const npo_letters *letters,
	npo_str stem, const npo_vocabulary *vocabulary, inflect_fn found,
	void *payload)
{
	inflection x = { .endings = endings, .found = found,
		.payload = payload, .left = INFLECT_MAX,
		.walk = { .letters = letters, .vocabulary = vocabulary,
			.left = SIZE_MAX } };

	if (!stem.len || stem.len > STEM_MAX)
		return;
	memcpy(x.walk.prefix, stem.p, stem.len);
	walk_seek(&x.walk, stem.len);
	if (walk_below(&x.walk, stem.len))
		descend(&x, endings->node, stem.len);
}
