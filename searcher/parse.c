/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse.c - a query's text to its tree, by recursive descent */
#include "query.h"

#include <stdlib.h>

/* words behind a word in which an extra that covers it is looked for */
#define SPAN_MAX 16

/*
 *	any	= all { OR all }
 *	all	= list { AND list }
 *	list	= { [ "+" | "-" | NOT ] near }
 *	near	= operand { NEAR operand }
 *	operand	= word | phrase | filter | "(" any ")"
 *
 * The lexemes are balanced and each operator has its operands, so there is
 * nothing that can fail; a word may turn out to be empty ("***").
 */
typedef struct parser {
	npo_analyzer *analyzer;
	const lexeme *item;
	size_t count, at;
	query_flags flags;	/* in front of the parentheses around */
	size_t depth;		/* parentheses around */
	size_t words;
	query_node *filters;	/* LIST: those of the whole query, outside of
				   parentheses and not beside an operator */
	npo_buf *note;
} parser;

static query_node *parse_any(parser *p);

static lexeme_kind
kind_at(const parser *p)
{
	return p->at < p->count ? p->item[p->at].kind : LEX_NOTHING;
}

/* ------------------------------------------------------- words */

/* the tokens of a piece of text; NULL: it has none */
static query_node *
analyse(parser *p, npo_str piece)
{
	query_node *node = query_node_new(QUERY_WORDS);
	npo_token token;

	npo_analyzer_start(p->analyzer, piece);
	while (npo_analyzer_next(p->analyzer, &token)) {
		if (token.kind == NPO_TOKEN_WORD)
			p->words++;
		if (p->words > QUERY_WORDS_MAX) {
			query_note(p->note, "the words behind the first 500 "
				"are left out");
			break;
		}
		token.term.p = npo_memdup(token.term.p, token.term.len);
		NPO_GROW(node->token, node->token_count, node->token_cap);
		node->token[node->token_count++] = token;
	}
	if (node->token_count)
		return node;
	query_node_free(node);
	return NULL;
}

/* whether a typed word ends in front of token i: a,b but not a-b, U.S. */
static bool
breaks_before(const query_node *words, size_t i)
{
	const npo_token *token = &words->token[i];

	if (!i || token->kind == NPO_TOKEN_EXTRA || token->glued)
		return false;
	for (size_t k = i + 1; k < words->token_count; k++) {
		const npo_token *later = &words->token[k];

		if (later->position >= token->position + SPAN_MAX)
			break;
		if (later->kind == NPO_TOKEN_EXTRA &&
			later->position < token->position &&
			later->position + later->span > token->position)
			return false;
	}
	return true;
}

/* move tokens to a WORDS node for each typed word; positions go on */
static void
split_words(query_node *words, uint32_t before, query_flags flags,
	query_node *into)
{
	query_node *group = NULL;

	for (size_t i = 0; i < words->token_count; i++) {
		npo_token token = words->token[i];

		if (!group || breaks_before(words, i)) {
			group = query_node_new(QUERY_WORDS);
			group->field = flags.field;
			group->exact = flags.exact;
			group->typo = flags.typo;
			query_append(into, group);
		}
		token.position += before;
		NPO_GROW(group->token, group->token_count, group->token_cap);
		group->token[group->token_count++] = token;
	}
	words->token_count = 0;
}

static uint32_t
last_position(const query_node *phrase)
{
	const query_node *words;
	uint32_t last = 0;

	if (!phrase->child_count)
		return 0;
	words = phrase->child[phrase->child_count - 1];
	for (size_t i = 0; i < words->token_count; i++) {
		if (words->token[i].position > last)
			last = words->token[i].position;
	}
	return last;
}

static void
add_piece(parser *p, npo_str piece, query_flags flags, query_node *phrase)
{
	bool prefix = query_cut_star(&piece);
	query_node *words = analyse(p, piece);

	if (!words)
		return;
	split_words(words, last_position(phrase), flags, phrase);
	phrase->child[phrase->child_count - 1]->prefix = prefix;
	query_node_free(words);
}

/* let the positions of words that stand alone begin at 1 */
static void
restart(query_node *words)
{
	uint32_t before = words->token[0].position - 1;

	for (size_t i = 0; i < words->token_count; i++)
		words->token[i].position -= before;
}

/* a node with one child is that child, without any it is NULL */
static query_node *
unwrap(query_node *node)
{
	query_node *child;

	if (node->child_count > 1)
		return node;
	child = node->child_count ? node->child[0] : NULL;
	node->child_count = 0;
	query_node_free(node);
	return child;
}

/* several typed words, or one of several tokens in quotation marks */
static bool
is_phrase(const query_node *phrase, lexeme_kind kind)
{
	size_t words = 0;

	if (phrase->child_count != 1)
		return phrase->child_count > 1;
	for (size_t i = 0; i < phrase->child[0]->token_count; i++)
		words += phrase->child[0]->token[i].kind == NPO_TOKEN_WORD;
	return words > 1 && kind == LEX_PHRASE;
}

/* WORDS or PHRASE of a word or of what stands in quotation marks, or NULL */
static query_node *
parse_words(parser *p, const lexeme *item)
{
	query_node *phrase = query_node_new(QUERY_PHRASE);
	query_flags flags = item->flags;
	npo_str piece;
	size_t at = 0;

	if (!flags.field)
		flags.field = p->flags.field;
	flags.exact |= p->flags.exact;
	flags.typo |= p->flags.typo;
	phrase->field = flags.field;
	while (query_piece(item->text, &at, &piece))
		add_piece(p, piece, flags, phrase);
	if (is_phrase(phrase, item->kind))
		return phrase;
	phrase = unwrap(phrase);
	if (phrase)
		restart(phrase);
	return phrase;
}

/* ------------------------------------------------------- operands */

static query_node *
parse_group(parser *p, query_flags inside)
{
	query_flags outside = p->flags;
	query_node *node;

	if (inside.field)
		p->flags.field = inside.field;
	p->flags.exact |= inside.exact;
	p->flags.typo |= inside.typo;
	p->depth++;
	node = parse_any(p);
	p->depth--;
	p->flags = outside;
	if (kind_at(p) == LEX_CLOSE)
		p->at++;
	return node;
}

static query_node *
parse_operand(parser *p)
{
	const lexeme *item = &p->item[p->at++];

	if (item->kind == LEX_OPEN)
		return parse_group(p, item->flags);
	if (item->kind == LEX_FILTER)
		return query_filter_node(&item->filter);
	return parse_words(p, item);
}

static query_node *
parse_near(parser *p)
{
	query_node *first = parse_operand(p), *near;
	bool plain = true;

	if (kind_at(p) != LEX_NEAR)
		return first;
	near = query_node_new(QUERY_NEAR);
	if (first)
		query_append(near, first);
	while (kind_at(p) == LEX_NEAR) {
		uint32_t distance = p->item[p->at++].distance;
		query_node *next = parse_operand(p);

		if (distance > near->distance)
			near->distance = distance;
		if (next)
			query_append(near, next);
	}
	for (size_t i = 0; i < near->child_count; i++)
		plain = plain && (near->child[i]->kind == QUERY_WORDS ||
			near->child[i]->kind == QUERY_PHRASE);
	if (!plain) {
		near->kind = QUERY_AND;
		query_note(p->note, "NEAR takes words and phrases only: AND");
	}
	return unwrap(near);
}

/* ------------------------------------------------------- lists */

/* words like a,b, which are a phrase only where one operand is needed */
static void
append_apart(query_node *list, query_node *phrase)
{
	for (size_t i = 0; i < phrase->child_count; i++) {
		restart(phrase->child[i]);
		query_append(list, phrase->child[i]);
	}
	phrase->child_count = 0;
	query_node_free(phrase);
}

static void
append_signed(query_node *list, query_node *node, lexeme_kind sign)
{
	query_node *parent;

	if (sign == LEX_PLUS && node->kind == QUERY_FILTER) {
		query_append(list, node);
		return;
	}
	parent = query_node_new(
		sign == LEX_PLUS ? QUERY_MUST : QUERY_EXCLUDE);
	query_append(parent, node);
	query_append(list, parent);
}

static bool
is_sign(lexeme_kind kind)
{
	return kind == LEX_PLUS || kind == LEX_MINUS || kind == LEX_NOT;
}

/* whether AND, OR or NOT makes an operand of the lexeme at a place */
static bool
beside_operator(const parser *p, size_t place)
{
	lexeme_kind before = place ? p->item[place - 1].kind : LEX_NOTHING;
	lexeme_kind behind = place + 1 < p->count ?
		p->item[place + 1].kind : LEX_NOTHING;

	return before == LEX_AND || before == LEX_OR || behind == LEX_AND ||
		behind == LEX_OR || behind == LEX_NOT;
}

static void
parse_item(parser *p, query_node *list)
{
	lexeme_kind sign = kind_at(p), first;
	query_node *node;
	size_t start;

	if (is_sign(sign))
		p->at++;
	start = p->at;
	first = kind_at(p);
	node = parse_near(p);
	if (!node)
		return;
	if (is_sign(sign))
		append_signed(list, node, sign);
	else if (node->kind == QUERY_FILTER && !p->depth &&
		!beside_operator(p, start))
		query_append(p->filters, node);
	else if (node->kind == QUERY_PHRASE && first == LEX_WORD &&
		p->at == start + 1)
		append_apart(list, node);
	else
		query_append(list, node);
}

static query_node *
parse_list(parser *p)
{
	query_node *list = query_node_new(QUERY_LIST);
	query_kind only;

	while (kind_at(p) != LEX_NOTHING && kind_at(p) != LEX_CLOSE &&
		kind_at(p) != LEX_AND && kind_at(p) != LEX_OR)
		parse_item(p, list);
	only = list->child_count == 1 ? list->child[0]->kind : QUERY_LIST;
	if (only == QUERY_MUST || only == QUERY_EXCLUDE ||
		only == QUERY_FILTER)
		return list;
	return unwrap(list);
}

/* ------------------------------------------------------- AND, OR */

static query_node *
join(query_kind kind, query_node *left, query_node *right)
{
	query_node *node = left;

	if (!left || !right)
		return left ? left : right;
	if (left->kind != kind || kind == QUERY_NOT) {
		node = query_node_new(kind);
		query_append(node, left);
	}
	query_append(node, right);
	return node;
}

/* a AND NOT b; the list of nothing but an EXCLUDE gives up its child */
static query_node *
join_and(query_node *left, query_node *right)
{
	query_node *without;

	if (!left || !right || right->kind != QUERY_LIST ||
		right->child_count != 1 ||
		right->child[0]->kind != QUERY_EXCLUDE)
		return join(QUERY_AND, left, right);
	without = unwrap(unwrap(right));
	return join(QUERY_NOT, left, without);
}

static query_node *
parse_all(parser *p)
{
	query_node *node = parse_list(p);

	while (kind_at(p) == LEX_AND) {
		p->at++;
		node = join_and(node, parse_list(p));
	}
	return node;
}

static query_node *
parse_any(parser *p)
{
	query_node *node = parse_all(p);

	while (kind_at(p) == LEX_OR) {
		p->at++;
		node = join(QUERY_OR, node, parse_all(p));
	}
	return node;
}

/* ------------------------------------------------------- the whole */

/* every token of the text in a list, whatever stands between them */
static query_node *
parse_literal(parser *p, npo_str text)
{
	query_node *list = query_node_new(QUERY_LIST);
	query_node *words = analyse(p, text);

	if (!words)
		return list;
	split_words(words, 0,
		(query_flags){ QUERY_ANYWHERE, false, false }, list);
	query_node_free(words);
	for (size_t i = 0; i < list->child_count; i++)
		restart(list->child[i]);
	return list;
}

static query_node *
parse_tree(parser *p, npo_str text)
{
	lexemes list = { NULL, 0, 0 };
	query_node *root, *tree;

	query_lex(text, &list, p->note);
	p->item = list.item;
	p->count = list.count;
	p->filters = query_node_new(QUERY_LIST);
	tree = parse_any(p);
	query_lexemes_release(&list);
	root = tree;
	if (!tree || tree->kind != QUERY_LIST) {
		root = query_node_new(QUERY_LIST);
		if (tree)
			query_append(root, tree);
	}
	for (size_t i = 0; i < p->filters->child_count; i++)
		query_append(root, p->filters->child[i]);
	p->filters->child_count = 0;
	query_node_free(p->filters);
	return root;
}

query *
query_parse(npo_analyzer *analyzer, npo_str text, bool literal)
{
	query *q = npo_calloc(1, sizeof(*q));
	parser p = { .analyzer = analyzer, .note = &q->note };

	q->root = literal ? parse_literal(&p, text) : parse_tree(&p, text);
	return q;
}
