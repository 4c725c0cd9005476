/* SPDX-License-Identifier: GPL-2.0-or-later */
/* documents' lengths as they are noted beside those that Xapian has */
#include <inttypes.h>
#include <math.h>

#include "fixture.h"
#include "npo/schema.h"
#include "random.h"

#define RUN 1024	/* documents, see npo-schema(7) */
#define LAST (3 * RUN)	/* that is replaced */
#define RUNS 16		/* that documents get into */

static void
put_key(npo_buf *key, uint32_t run)
{
	npo_buf_reset(key);
	npo_buf_addf(key, "%s%06" PRIx32, NPO_META_LENGTHS, run);
}

/* the bytes of a run, to be released */
static npo_buf
run_of(npo_db *db, uint32_t run)
{
	npo_buf key = NPO_BUF_INIT, bytes = NPO_BUF_INIT;

	put_key(&key, run);
	assert_ok(npo_db_meta(db, npo_buf_str(&key), &bytes, err));
	npo_buf_release(&key);
	return bytes;
}

static void
set_run(npo_db *db, uint32_t run, npo_str bytes)
{
	npo_buf key = NPO_BUF_INIT;

	put_key(&key, run);
	assert_ok(npo_db_set_meta(db, npo_buf_str(&key), bytes, err));
	npo_buf_release(&key);
}

/* what is noted of one document of the run */
static uint32_t
noted(const npo_buf *run, uint32_t docid)
{
	size_t width = run->len ? (size_t)run->p[0] : 0;
	size_t at = 1 + docid % RUN * width;
	uint64_t length = 0;

	for (size_t i = 0; i < width && at + width <= run->len; i++)
		length |= (uint64_t)(uint8_t)run->p[at + i] << 8 * i;
	return (uint32_t)length;
}

/* how many documents there are, each noted as long as it is */
static size_t
assert_noted(npo_db *db)
{
	npo_buf run = NPO_BUF_INIT;
	size_t count = 0;

	for (uint32_t docid = 1; docid < RUNS * RUN; docid++) {
		uint32_t length;
		npo_error why;

		if (docid % RUN == 0 || docid == 1) {
			npo_buf_release(&run);
			run = run_of(db, docid / RUN);
		}
		if (npo_db_doc_length(db, docid, &length, &why))
			continue;
		assert_int_equal(noted(&run, docid), length);
		count++;
	}
	npo_buf_release(&run);
	assert_int_equal(count, count_docs(db));
	return count;
}

/* a document, mostly short; one in a hundred takes another width */
static npo_doc *
make_random(void)
{
	static const uint32_t most[] = { 70000, 300, 20000000, 0 };
	npo_doc *doc = npo_doc_new();
	uint32_t wdf = below(100) ? below(40) : below(most[below(4)] + 1);

	assert_ok(npo_doc_add_posting(
		doc, npo_str_of("word"), 0, wdf, err));
	return doc;
}

static void
change_some(npo_db *db)
{
	for (uint32_t i = below(300); i--;) {
		npo_doc *doc = make_random();
		uint32_t docid = 1 + below(LAST);
		npo_error why;

		switch (below(4)) {
		case 0:
			assert_ok(npo_db_replace_doc(db, docid, doc, err));
			break;
		case 1:
			(void)!npo_db_delete_doc(db, docid, &why);
			break;
		default:
			assert_ok(npo_db_add_doc(db, doc, &docid, err));
		}
		npo_doc_free(doc);
	}
}

static void
what_is_added_is_noted_when_it_is_committed(void **state)
{
	npo_db *db = create_db("added");

	(void)state;
	for (size_t i = 0; i < 60; i++) {
		change_some(db);
		if (below(4))
			assert_ok(npo_db_commit(db, err));
		else
			assert_ok(npo_db_cancel(db, err));
		if (i % 20 == 19)
			assert_in_range(assert_noted(db), 100, RUNS * RUN);
	}
	npo_db_free(db);
}

/* of a merge: other documents have those docids */
static void
all_are_noted_anew(void **state)
{
	npo_db *db = create_db("anew");
	npo_buf run;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		change_some(db);
	assert_ok(npo_db_commit(db, err));
	for (uint32_t i = 0; i <= RUNS; i++)
		set_run(db, i, npo_str_of("\001wrong"));
	assert_ok(npo_db_note_lengths(db, err));
	assert_ok(npo_db_commit(db, err));
	assert_noted(db);
	run = run_of(db, RUNS);
	assert_int_equal(run.len, 0);
	npo_buf_release(&run);
	npo_db_free(db);
}

/* ---------------------------------------------------------- read */

#define HITS 40

/* what the best weigh */
static void
weigh(npo_db *db, double *weight)
{
	npo_ranking usual = NPO_RANKING_INIT;
	npo_synonyms group = { 0, 1, 1, false, false };
	npo_synonym one = { npo_str_of("word"), 1000 };
	npo_query *query = NULL;
	npo_mset *mset;

	assert_ok(npo_query_synonyms(
		db, &one, 1, &group, 1, &usual, &query, err));
	mset = match(db, query);
	assert_true(npo_mset_count(mset) >= HITS);
	for (uint32_t i = 0; i < HITS; i++) {
		uint32_t docid;

		npo_mset_hit(mset, i, &docid, &weight[i]);
	}
	npo_mset_free(mset);
	npo_query_free(query);
}

static void
add_some(npo_db *db, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		npo_doc *doc = make_random();

		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("other"), 0, below(50), err));
		assert_ok(npo_db_add_doc(db, doc, NULL, err));
		npo_doc_free(doc);
	}
	assert_ok(npo_db_commit(db, err));
}

static void
lengths_that_are_noted_count(void **state)
{
	npo_db *db = create_db("count");
	double right[HITS], other[HITS];

	(void)state;
	add_some(db, 200);
	weigh(db, right);
	/* each 1: so what is noted is what is taken */
	npo_buf run = run_of(db, 0);
	for (size_t i = 1; i < run.len; i++)
		run.p[i] = (i - 1) % (size_t)run.p[0] == 0;
	set_run(db, 0, npo_buf_str(&run));
	npo_buf_release(&run);
	assert_ok(npo_db_commit(db, err));
	weigh(db, other);
	assert_true(other[0] != right[0]);
	npo_db_free(db);
}

/* what is not noted, or not so that it could be read, is looked up */
static void
other_lengths_are_looked_up(void **state)
{
	static const char *const bytes[] = { "", "\001", "\002\003",
		"\011abcde", "\200abcdefgh", "\377" };
	npo_db *db = create_db("looked_up");
	double right[HITS], found[HITS];

	(void)state;
	add_some(db, 200);
	weigh(db, right);
	for (size_t i = 0; i < NPO_COUNT(bytes); i++) {
		set_run(db, 0, npo_str_of(bytes[i]));
		assert_ok(npo_db_commit(db, err));
		weigh(db, found);
		for (size_t k = 0; k < HITS; k++)
			assert_true(found[k] == right[k]);
	}
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_is_noted_when_it_is_committed),
		cmocka_unit_test(all_are_noted_anew),
		cmocka_unit_test(lengths_that_are_noted_count),
		cmocka_unit_test(other_lengths_are_looked_up),
	};

	return RUN_TESTS_IN_SCRATCH();
}
