/* SPDX-License-Identifier: GPL-2.0-or-later */
/* a document's weight does not depend on the documents before it */
#include "fixture.h"
#include "random.h"

#define FORMS 3
#define MOST 4			/* a form is in a document less often */
#define KINDS (MOST * MOST * MOST)
#define STRETCH 3000		/* documents: several windows of 512 */

/* Of each form some, and as many other words as make all equally long; which
 * document is of which kind is noted. */
static uint32_t
add(npo_db *db, uint32_t kind)
{
	npo_doc *doc = npo_doc_new();
	uint32_t docid, length = 0;
	char name[] = "form0";

	for (uint32_t i = 0; i < FORMS; i++, kind /= MOST) {
		name[4] = (char)('0' + i);
		length += kind % MOST;
		if (kind % MOST)
			assert_ok(npo_doc_add_posting(doc, npo_str_of(name), 0,
				kind % MOST, err));
	}
	assert_ok(npo_doc_add_posting(
		doc, npo_str_of("other"), 0, FORMS * MOST - length, err));
	assert_ok(npo_db_add_doc(db, doc, &docid, err));
	npo_doc_free(doc);
	return docid;
}

/* stretches where most documents have some form, and where few have */
static void
fill(npo_db *db, uint32_t *kind)
{
	for (uint32_t i = 0; i < 5 * STRETCH; i++) {
		bool some = i / STRETCH % 2 == 0 || below(60) == 0;
		uint32_t one = some ? below(KINDS) : 0;

		kind[add(db, one)] = one;
	}
	assert_ok(npo_db_commit(db, err));
}

static npo_query *
forms(npo_db *db)
{
	static const char *const name[FORMS] = { "form0", "form1", "form2" };
	npo_synonyms groups[FORMS];
	npo_synonym terms[FORMS];
	npo_ranking usual = NPO_RANKING_INIT;
	npo_query *query = NULL;

	for (size_t i = 0; i < FORMS; i++) {
		groups[i] = (npo_synonyms){ 0, i + 1, 1.0 / (double)(1 + i),
			false, false };
		terms[i].term = npo_str_of(name[i]);
		assert_ok(npo_db_termfreq(
			db, terms[i].term, &terms[i].documents, err));
	}
	assert_ok(npo_query_synonyms(
		db, terms, FORMS, groups, FORMS, &usual, &query, err));
	return query;
}

static void
documents_of_a_kind_weigh_the_same(void **state)
{
	static uint32_t kind[5 * STRETCH + 1];
	double of_kind[KINDS] = { 0 };
	npo_db *db = create_db("windows");
	uint32_t with_some = 0;
	npo_query *query;
	npo_mset *mset;

	(void)state;
	fill(db, kind);
	query = forms(db);
	mset = match(db, query);
	for (uint32_t i = 1; i <= 5 * STRETCH; i++)
		with_some += kind[i] != 0;
	assert_int_equal(npo_mset_count(mset), with_some);
	for (uint32_t i = 0; i < with_some; i++) {
		uint32_t docid;
		double weight;

		npo_mset_hit(mset, i, &docid, &weight);
		assert_true(kind[docid] && weight > 0);
		if (of_kind[kind[docid]] == 0)
			of_kind[kind[docid]] = weight;
		assert_true(weight == of_kind[kind[docid]]);
	}
	npo_mset_free(mset);
	npo_query_free(query);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_of_a_kind_weigh_the_same),
	};

	return RUN_TESTS_IN_SCRATCH();
}
