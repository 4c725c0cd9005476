/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fixture.h - a scratch folder, and documents and queries in a line */
#ifndef NPO_TEST_STORE_FIXTURE_H
#define NPO_TEST_STORE_FIXTURE_H

#include "../test.h"

#include <sys/wait.h>
#include <unistd.h>

#include "npo/store.h"

static char scratch[32];

/* a name in the scratch folder; overwritten by the fourth call after */
static inline const char *
in_scratch(const char *name)
{
	static char path[4][256];
	static unsigned turn;

	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", scratch, name);
	return path[turn];
}

static inline int
make_scratch(void **state)
{
	(void)state;
	strcpy(scratch, "/tmp/npo-test-XXXXXX");
	return !mkdtemp(scratch);
}

static inline int
remove_scratch(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	return system(command);
}

#define RUN_TESTS_IN_SCRATCH()                                                 \
	cmocka_run_group_tests(tests, make_scratch, remove_scratch)

static inline npo_db *
open_db(const char *name)
{
	npo_db *db = NULL;

	assert_ok(npo_db_open(in_scratch(name), &db, err));
	return db;
}

static inline npo_db *
create_db(const char *name)
{
	npo_db *db = NULL;

	assert_ok(npo_db_create(in_scratch(name), false, &db, err));
	return db;
}

/* a document of these words, at positions from 1; its data are the words */
static inline npo_doc *
make_doc(const char *words)
{
	npo_doc *doc = npo_doc_new();
	char *copy = npo_strdup(words), *rest = copy;
	uint32_t position = 0;

	for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " "))
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of(word), ++position, 1, err));
	assert_ok(npo_doc_set_data(doc, npo_str_of(words), err));
	free(copy);
	return doc;
}

static inline uint32_t
add_words(npo_db *db, const char *words)
{
	npo_doc *doc = make_doc(words);
	uint32_t docid = 0;

	assert_ok(npo_db_add_doc(db, doc, &docid, err));
	npo_doc_free(doc);
	return docid;
}

static inline uint32_t
count_docs(npo_db *db)
{
	uint32_t documents = 0;

	assert_ok(npo_db_count(db, &documents, err));
	return documents;
}

static inline npo_query *
word(const char *term)
{
	npo_query *query = NULL;

	assert_ok(npo_query_term(npo_str_of(term), 1, &query, err));
	return query;
}

/* takes both parts over */
static inline npo_query *
both(npo_op op, npo_query *a, npo_query *b)
{
	npo_query *parts[] = {a, b}, *query = NULL;

	assert_ok(npo_query_combine(op, parts, 2, &query, err));
	npo_query_free(a);
	npo_query_free(b);
	return query;
}

/* the documents that have both words, so placed; takes both over */
static inline npo_query *
placed(npo_db *db, npo_place place, npo_query *a, npo_query *b, uint32_t window)
{
	npo_query *parts[] = {a, b}, *words = NULL, *query = NULL;

	assert_ok(npo_query_combine(NPO_OP_AND, parts, 2, &words, err));
	assert_ok(npo_query_place(
		db, words, place, parts, 2, window, &query, err));
	npo_query_free(words);
	npo_query_free(a);
	npo_query_free(b);
	return query;
}

static inline npo_mset *
match(npo_db *db, const npo_query *query)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	npo_mset *mset = NULL;

	assert_ok(npo_db_match(
		db, query, &ranking, 0, UINT32_MAX, 0, &mset, err));
	return mset;
}

/* the docids that a query finds, best first, as "3 1 2"; takes it over */
static inline const char *
found(npo_db *db, npo_query *query)
{
	static char text[256];
	npo_mset *mset = match(db, query);
	size_t len = 0;

	text[0] = '\0';
	for (uint32_t i = 0; i < npo_mset_count(mset) && len < 240; i++) {
		uint32_t docid;
		double weight;

		npo_mset_hit(mset, i, &docid, &weight);
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u",
			i ? " " : "", docid);
	}
	npo_mset_free(mset);
	npo_query_free(query);
	return text;
}

#endif
