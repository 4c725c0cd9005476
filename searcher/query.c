/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.c - the nodes of a query tree */
#include "query.h"

#include <stdlib.h>

static const char *const kinds[] = {
	[QUERY_LIST] = "LIST",
	[QUERY_WORDS] = "",
	[QUERY_PHRASE] = "PHRASE",
	[QUERY_NEAR] = "NEAR",
	[QUERY_AND] = "AND",
	[QUERY_OR] = "OR",
	[QUERY_NOT] = "NOT",
	[QUERY_MUST] = "MUST",
	[QUERY_EXCLUDE] = "EXCLUDE",
	[QUERY_FILTER] = "FILTER",
};

static const char *const fields[] = {
	[QUERY_ANYWHERE] = "",
	[QUERY_TITLE] = "title:",
	[QUERY_SECTION] = "section:",
	[QUERY_AUTHOR] = "author:",
};

query_node *
query_node_new(query_kind kind)
{
	query_node *node = npo_calloc(1, sizeof(*node));

	node->kind = kind;
	return node;
}

void
query_append(query_node *node, query_node *child)
{
	NPO_GROW(node->child, node->child_count, node->child_cap);
	node->child[node->child_count++] = child;
}

query_node *
query_filter_node(const query_filter *filter)
{
	query_node *node = query_node_new(QUERY_FILTER);

	node->filter = *filter;
	node->filter.value.p = npo_memdup(filter->value.p, filter->value.len);
	node->filter.until.p = npo_memdup(filter->until.p, filter->until.len);
	return node;
}

void
query_node_free(query_node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->child_count; i++)
		query_node_free(node->child[i]);
	for (size_t i = 0; i < node->token_count; i++)
		free((void *)(uintptr_t)node->token[i].term.p);
	free(node->child);
	free(node->token);
	query_filter_release(&node->filter);
	free(node);
}

void
query_free(query *q)
{
	if (!q)
		return;
	query_node_free(q->root);
	npo_buf_release(&q->note);
	free(q);
}

static void
describe_words(const query_node *node, npo_buf *out)
{
	npo_buf_adds(out, fields[node->field]);
	npo_buf_adds(out, node->exact ? "=" : "");
	npo_buf_adds(out, node->typo ? "~" : "");
	for (size_t i = 0; i < node->token_count; i++) {
		const npo_token *token = &node->token[i];

		if (token->kind == NPO_TOKEN_EXTRA)
			npo_buf_addf(out, "|%u:", (unsigned)token->span);
		else if (i)
			npo_buf_addc(out, '+');
		npo_buf_addstr(out, token->term);
	}
	npo_buf_adds(out, node->prefix ? "*" : "");
}

static void
describe_filter(const query_filter *filter, npo_buf *out)
{
	npo_buf_addf(out, "%s:", query_filter_name(filter->kind));
	npo_buf_addstr(out, filter->value);
	if (filter->kind == QUERY_BY_DATE)
		npo_buf_adds(out, "..");
	npo_buf_addstr(out, filter->until);
}

void
query_describe(const query_node *node, npo_buf *out)
{
	if (node->kind == QUERY_WORDS) {
		describe_words(node, out);
		return;
	}
	npo_buf_adds(out, kinds[node->kind]);
	if (node->kind == QUERY_NEAR)
		npo_buf_addf(out, "/%u", (unsigned)node->distance);
	npo_buf_addc(out, '(');
	if (node->kind == QUERY_FILTER)
		describe_filter(&node->filter, out);
	for (size_t i = 0; i < node->child_count; i++) {
		npo_buf_adds(out, i ? " " : "");
		query_describe(node->child[i], out);
	}
	npo_buf_addc(out, ')');
}
