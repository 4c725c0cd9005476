/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuzz_query.c - any bytes as a query; nothing that is typed is an error */
#include "fuzz.h"
#include "searcher/query.h"

static void
check_node(const query_node *node)
{
	HOLDS(node->kind != QUERY_WORDS || node->token_count);
	HOLDS(node->kind != QUERY_NOT || node->child_count >= 2);
	for (size_t i = 0; i < node->token_count; i++)
		HOLDS(node->token[i].term.len);
	for (size_t i = 0; i < node->child_count; i++) {
		HOLDS(node->child[i]);
		check_node(node->child[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	npo_analyzer *analyzer = npo_analyzer_new();
	npo_str text = { (const char *)data, size };

	for (int literal = 0; literal < 2; literal++) {
		query *q = query_parse(analyzer, text, literal);
		npo_buf tree = NPO_BUF_INIT;

		HOLDS(q->root->kind == QUERY_LIST);
		check_node(q->root);
		query_describe(q->root, &tree);
		HOLDS(tree.len);
		npo_buf_release(&tree);
		query_free(q);
	}
	npo_analyzer_free(analyzer);
	return 0;
}
