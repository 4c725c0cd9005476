/* SPDX-License-Identifier: GPL-2.0-or-later */
/* documents: postings, values, data, and what is refused in them */
#include "fixture.h"

#include "npo/schema.h"

#define MANY 500000

static void
term_of_wrong_length_is_einval(void **state)
{
	char term[246];
	npo_doc *doc = npo_doc_new();
	npo_error why;

	(void)state;
	memset(term, 'x', sizeof(term));
	assert_int_equal(
		npo_doc_add_posting(doc, (npo_str){term, 246}, 1, 1, &why),
		NPO_EINVAL);
	assert_int_equal(
		npo_doc_add_posting(doc, (npo_str){term, 0}, 1, 1, &why),
		NPO_EINVAL);
	/* Xapian stores a zero byte as two */
	term[100] = '\0';
	assert_int_equal(
		npo_doc_add_posting(doc, (npo_str){term, 245}, 1, 1, &why),
		NPO_EINVAL);
	npo_doc_free(doc);
}

static void
longest_terms_are_stored(void **state)
{
	char term[245] = {0};
	npo_str text = {term, 245}, zeros = {term, 122};
	npo_doc *doc = npo_doc_new();
	npo_db *db = create_db("longest");
	uint32_t documents = 0;

	(void)state;
	assert_ok(npo_doc_add_posting(doc, zeros, 1, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	npo_doc_reset(doc);
	memset(term, 'x', sizeof(term));
	assert_ok(npo_doc_add_posting(doc, text, UINT32_MAX, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_termfreq(db, text, &documents, err));
	assert_int_equal(documents, 1);
	memset(term, 0, sizeof(term));
	assert_ok(npo_db_termfreq(db, zeros, &documents, err));
	assert_int_equal(documents, 1);
	npo_doc_free(doc);
	npo_db_free(db);
}

/* the term's wdf and positions in document 1 */
static void
check_posting(npo_db *db, const char *term, uint32_t wdf, size_t positions,
	const uint32_t *position)
{
	npo_postings *postings = NULL;
	npo_buf out = NPO_BUF_INIT;
	uint32_t docid = 0, got = 9;

	assert_ok(npo_postings_open(db, npo_str_of(term), &postings, err));
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_int_equal(docid, 1);
	assert_ok(npo_postings_wdf(postings, &got, err));
	assert_int_equal(got, wdf);
	assert_ok(npo_postings_positions(postings, &out, err));
	assert_int_equal(out.len, positions * sizeof(*position));
	if (positions)
		assert_memory_equal(out.p, position, out.len);
	npo_buf_release(&out);
	npo_postings_free(postings);
}

static void
postings_carry_position_and_wdf(void **state)
{
	static const uint32_t positions[] = {3, 100, 70000};
	npo_doc *doc = npo_doc_new();
	npo_db *db = create_db("postings");
	npo_str word_ = npo_str_of("word");
	uint32_t length = 0;

	(void)state;
	assert_ok(npo_doc_add_posting(doc, word_, 100, 1, err));
	assert_ok(npo_doc_add_posting(doc, word_, 3, 2, err));
	assert_ok(npo_doc_add_posting(doc, word_, 70000, 0, err));
	assert_ok(npo_doc_add_posting(doc, npo_str_of("bag"), 0, 5, err));
	assert_ok(npo_doc_add_posting(doc, npo_str_of("Xbool"), 0, 0, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	check_posting(db, "word", 3, 3, positions);
	check_posting(db, "bag", 5, 0, NULL);
	check_posting(db, "Xbool", 0, 0, NULL);
	assert_ok(npo_db_doc_length(db, 1, &length, err));
	assert_int_equal(length, 8);
	npo_doc_free(doc);
	npo_db_free(db);
}

static void
values_and_data_read_back(void **state)
{
	npo_doc *doc = npo_doc_new();
	npo_db *db = create_db("values");
	npo_buf out = NPO_BUF_INIT;
	npo_error why;

	(void)state;
	assert_ok(npo_doc_set_value(doc, 3, npo_str_of("old"), err));
	assert_ok(npo_doc_set_value(doc, 3, npo_str_of("20201231"), err));
	assert_ok(npo_doc_set_data(doc, (npo_str){"a\0b", 3}, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_doc_data(db, 1, &out, err));
	assert_int_equal(out.len, 3);
	assert_ok(npo_db_doc_value(db, 1, 3, &out, err));
	assert_int_equal(out.len, 11);
	assert_memory_equal(out.p, "a\0b20201231", 11);
	assert_ok(npo_db_doc_value(db, 1, 40, &out, err));
	assert_int_equal(out.len, 11);
	assert_int_equal(npo_db_doc_data(db, 2, &out, &why), NPO_ENOTFOUND);
	assert_int_equal(npo_db_doc_value(db, 2, 3, &out, &why), NPO_ENOTFOUND);
	assert_int_equal(out.len, 11);
	npo_buf_release(&out);
	npo_doc_free(doc);
	npo_db_free(db);
}

static void
check_data(npo_db *db, npo_doc *doc, uint32_t docid, const npo_buf *data,
	size_t len)
{
	npo_buf out = NPO_BUF_INIT;
	uint32_t added = 0;

	assert_ok(npo_doc_set_data(doc, (npo_str){data->p, len}, err));
	assert_ok(npo_db_add_doc(db, doc, &added, err));
	assert_int_equal(added, docid);
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_db_doc_data(db, docid, &out, err));
	assert_int_equal(out.len, len);
	assert_memory_equal(out.p, data->p, len);
	npo_buf_release(&out);
}

/* more than 1 MB is kept elsewhere, as Xapian keeps a slot's bounds together */
static void
large_data_read_back(void **state)
{
	static const size_t large[] = {20u << 20, (20u << 20) + 2, 3,
		(1u << 20) + 1, 1u << 20, 0};
	npo_db *db = create_db("large");
	npo_doc *doc = npo_doc_new();
	npo_buf data = NPO_BUF_INIT;
	uint32_t random = 1;

	(void)state;
	while (data.len < large[1]) {
		random = random * 1664525 + 1013904223;
		npo_buf_addc(&data, (char)(random >> 24));
	}
	for (uint32_t i = 0; i < NPO_COUNT(large); i++)
		check_data(db, doc, i + 1, &data, large[i]);
	npo_buf_release(&data);
	npo_doc_free(doc);
	npo_db_free(db);
}

/* half a million positions of few terms, "a b a b ... c d" */
static uint32_t
add_many(npo_db *db)
{
	npo_doc *doc = npo_doc_new();
	uint32_t docid = 0;

	for (uint32_t i = 1; i <= MANY; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of(i % 2 ? "a" : "b"), i, 1, err));
	assert_ok(npo_doc_add_posting(doc, npo_str_of("c"), MANY + 9, 1, err));
	assert_ok(npo_doc_add_posting(
		doc, npo_str_of("d"), MANY + 10, 1, err));
	assert_ok(npo_doc_add_posting(doc, npo_str_of("none"), 0, 0, err));
	assert_ok(npo_db_add_doc(db, doc, &docid, err));
	npo_doc_free(doc);
	return docid;
}

static void
check_places(npo_db *db, npo_place place, const char *first,
	const char *second, const char *expected)
{
	npo_query *query = placed(db, place, word(first), word(second), 2);

	assert_string_equal(found(db, query), expected);
	/* and where other documents need not have them */
	query = placed(db, place, word(first), word(second), 2);
	assert_string_equal(
		found(db, both(NPO_OP_OR, query, word("nowhere"))), expected);
}

static void
places_of_a_large_document_are_found(void **state)
{
	npo_db *db = create_db("places");
	npo_buf out = NPO_BUF_INIT;
	uint32_t docid;

	(void)state;
	add_words(db, "c d");
	docid = add_many(db);
	add_words(db, "d c");
	assert_ok(npo_db_commit(db, err));
	/* it is too long for a value */
	assert_ok(npo_db_doc_value(db, 1, NPO_SLOT_PLACES, &out, err));
	assert_in_range(out.len, 1, 100);
	npo_buf_reset(&out);
	assert_ok(npo_db_doc_value(db, docid, NPO_SLOT_PLACES, &out, err));
	assert_int_equal(out.len, 0);
	check_places(db, NPO_PHRASE, "c", "d", "1 2");
	check_places(db, NPO_PHRASE, "d", "c", "3");
	check_places(db, NPO_NEAR, "d", "c", "1 3 2");
	check_places(db, NPO_PHRASE, "b", "a", "2");
	check_places(db, NPO_PHRASE, "a", "c", "");
	check_places(db, NPO_NEAR, "none", "c", "");
	npo_buf_release(&out);
	npo_db_free(db);
}

static void
positions_of_a_large_document_read_back(void **state)
{
	npo_db *db = create_db("many");
	npo_postings *postings = NULL;
	npo_buf out = NPO_BUF_INIT;
	uint32_t docid = 0, wdf = 0;

	(void)state;
	assert_int_equal(add_many(db), 1);
	assert_ok(npo_db_commit(db, err));
	assert_ok(npo_postings_open(db, npo_str_of("b"), &postings, err));
	assert_ok(npo_postings_next(postings, &docid, err));
	assert_ok(npo_postings_wdf(postings, &wdf, err));
	assert_int_equal(wdf, MANY / 2);
	assert_ok(npo_postings_positions(postings, &out, err));
	assert_int_equal(out.len, MANY / 2 * sizeof(docid));
	for (uint32_t i = 0; i < MANY / 2; i++) {
		uint32_t position;

		memcpy(&position, out.p + i * sizeof(position),
			sizeof(position));
		assert_int_equal(position, 2 * i + 2);
	}
	npo_postings_free(postings);
	npo_buf_release(&out);
	npo_db_free(db);
}

/* what follows a large document has a list again */
static void
document_after_a_large_one_has_a_list(void **state)
{
	static const uint32_t position = 4;
	npo_db *db = create_db("after");
	npo_doc *doc = npo_doc_new();
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	for (uint32_t i = 1; i <= MANY; i++)
		assert_ok(npo_doc_add_posting(
			doc, npo_str_of("word"), i, 1, err));
	npo_doc_reset(doc);
	assert_ok(npo_doc_add_posting(doc, npo_str_of("word"), 4, 1, err));
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	check_posting(db, "word", 1, 1, &position);
	assert_ok(npo_db_doc_value(db, 1, NPO_SLOT_PLACES, &out, err));
	assert_in_range(out.len, 1, 20);
	npo_buf_release(&out);
	npo_doc_free(doc);
	npo_db_free(db);
}

static void
reset_document_is_empty(void **state)
{
	npo_doc *doc = make_doc("one two");
	npo_db *db = create_db("reset");
	npo_buf out = NPO_BUF_INIT;
	uint32_t length = 9;

	(void)state;
	assert_ok(npo_doc_set_value(doc, 0, npo_str_of("value"), err));
	npo_doc_reset(doc);
	assert_ok(npo_db_add_doc(db, doc, NULL, err));
	assert_ok(npo_db_doc_length(db, 1, &length, err));
	assert_int_equal(length, 0);
	assert_ok(npo_db_doc_data(db, 1, &out, err));
	assert_ok(npo_db_doc_value(db, 1, 0, &out, err));
	assert_int_equal(out.len, 0);
	npo_buf_release(&out);
	npo_doc_free(doc);
	npo_doc_free(NULL);
	npo_db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(term_of_wrong_length_is_einval),
		cmocka_unit_test(longest_terms_are_stored),
		cmocka_unit_test(postings_carry_position_and_wdf),
		cmocka_unit_test(values_and_data_read_back),
		cmocka_unit_test(large_data_read_back),
		cmocka_unit_test(places_of_a_large_document_are_found),
		cmocka_unit_test(positions_of_a_large_document_read_back),
		cmocka_unit_test(document_after_a_large_one_has_a_list),
		cmocka_unit_test(reset_document_is_empty),
	};

	return RUN_TESTS_IN_SCRATCH();
}
