/* SPDX-License-Identifier: GPL-2.0-or-later */
/* letters.h - small documents, phrases of them, and what reading finds */
#ifndef NPO_TEST_STORE_LETTERS_H
#define NPO_TEST_STORE_LETTERS_H

#include "fixture.h"
#include "random.h"

#ifndef DOCS
#define DOCS 400
#endif
#define HOLES 13	/* each so manyth document is deleted */
#define LENGTH 14
#define LETTERS 6
#define WORDS_MAX 4
#define EVERY 0xFF		/* instead of bits: all documents */
#define TIE_SLOT 0
#define BACK_SLOT 1	/* the later a document, the lower */

/* The letters at each position of a document, as bits; some have none, some
 * two. Documents from 1; the first one is not used. */
static unsigned char text[DOCS + 1][LENGTH];
static unsigned char bag[DOCS + 1]; /* all that a document has */
static char tie[DOCS + 1];
/* far: NULL without xapian-progsrv */
static npo_db *whole, *parted, *far;

/* ---------------------------------------------------------- documents */

/* a term of a bag's bits; the last one has no positions anywhere */
static inline npo_str
term_of(int bit)
{
	static const char letters[] = "abcdefX";

	return (npo_str){ letters + bit, 1 };
}

static inline npo_doc *
make_letters(uint32_t number)
{
	npo_doc *doc = npo_doc_new();
	char back[16];

	snprintf(back, sizeof(back), "%03u", DOCS - number);
	for (int bit = 0; bit <= LETTERS; bit++) {
		if (bag[number] >> bit & 1)
			assert_ok(npo_doc_add_posting(
				doc, term_of(bit), 0, 0, err));
		for (uint32_t i = 0; i < LENGTH; i++) {
			if (text[number][i] >> bit & 1)
				assert_ok(npo_doc_add_posting(doc,
					term_of(bit), i + 1, 1, err));
		}
	}
	assert_ok(npo_doc_set_value(
		doc, TIE_SLOT, (npo_str){ &tie[number], 1 }, err));
	assert_ok(npo_doc_set_value(doc, BACK_SLOT, npo_str_of(back), err));
	return doc;
}

/* the letter 'a' is often, 'f' seldom; one in seven documents has a letter
 * without position, which no phrase has */
static inline void
write_text(uint32_t number)
{
	uint32_t length = 1 + below(LENGTH), known = 1 + below(LETTERS);
	unsigned char *letters = text[number];

	for (uint32_t i = 0; i < length; i++) {
		if (below(8))
			letters[i] = (unsigned char)(1u
				<< below(1 + below(known)));
		if (!below(8))
			letters[i] |= (unsigned char)(1u << below(known));
		bag[number] |= letters[i];
	}
	if (!below(7))
		bag[number] |= (unsigned char)(1u << below(LETTERS));
	if (below(3))
		bag[number] |= 1u << LETTERS;
	tie[number] = (char)('0' + below(5));
}

/* docids of several databases interleave, so they are the same in all */
static inline int
make_collection(void **state)
{
	npo_db *part[2];
	char far_name[64];

	if (make_scratch(state))
		return 1;
	whole = create_db("whole");
	part[0] = create_db("odd");
	part[1] = create_db("even");
	for (uint32_t i = 1; i <= DOCS; i++) {
		npo_doc *doc;

		write_text(i);
		doc = make_letters(i);
		assert_ok(npo_db_add_doc(whole, doc, NULL, err));
		assert_ok(npo_db_add_doc(part[1 - i % 2], doc, NULL, err));
		npo_doc_free(doc);
	}
	/* and some docids are free */
	for (uint32_t i = HOLES; i <= DOCS; i += HOLES) {
		memset(text[i], 0, LENGTH);
		bag[i] = 0;
		assert_ok(npo_db_delete_doc(whole, i, err));
		assert_ok(npo_db_delete_doc(
			part[1 - i % 2], (i + 1) / 2, err));
	}
	assert_ok(npo_db_commit(whole, err));
	for (size_t i = 0; i < 2; i++) {
		assert_ok(npo_db_commit(part[i], err));
		npo_db_free(part[i]);
	}
	parted = open_db("odd");
	assert_ok(npo_db_add(parted, in_scratch("even"), err));
	if (!system("command -v xapian-progsrv >/dev/null")) {
		snprintf(far_name, sizeof(far_name), "prog:xapian-progsrv %s",
			in_scratch("whole"));
		assert_ok(npo_db_open(far_name, &far, err));
	}
	return 0;
}

static inline int
remove_collection(void **state)
{
	npo_db_free(whole);
	npo_db_free(parted);
	npo_db_free(far);
	return remove_scratch(state);
}

/* ---------------------------------------------------------- queries */

/** Words as a phrase, or near each other: the forms of each, as bits. */
typedef struct words {
	npo_place place;
	unsigned char word[WORDS_MAX];
	size_t count;
	uint32_t window;
	/* the bits that a document has to have besides; if it is 0, it has to
	   have each word */
	unsigned char where;
} words;

/** A query and the documents that it finds: all that are right, and those
 * besides where it is not looked at how words stand. */
typedef struct asked {
	npo_query *query;
	bool finds[DOCS + 1], loose[DOCS + 1];
} asked;

static inline words
make_words(void)
{
	words w = { .place = below(2) ? NPO_PHRASE : NPO_NEAR };

	w.count = 2 + below(3);
	w.window = (uint32_t)w.count + below(3);
	for (size_t k = 0; k < w.count; k++) {
		w.word[k] = (unsigned char)(1u << below(LETTERS));
		if (!below(3))
			w.word[k] |= (unsigned char)(1u << below(LETTERS));
	}
	if (!below(3))
		w.where = (unsigned char)(below(2) ? EVERY
						   : 1u << below(LETTERS + 1));
	return w;
}

/* whether word k and those behind it can have their positions too */
static inline bool
can_stand(const words *w, const unsigned char *letters, size_t k,
	uint32_t *at)
{
	if (k == w->count)
		return true;
	for (at[k] = 0; at[k] < LENGTH; at[k]++) {
		bool fits = (letters[at[k]] & w->word[k]) != 0;

		for (size_t i = 0; i < k; i++) {
			uint32_t apart = at[k] > at[i] ? at[k] - at[i]
						       : at[i] - at[k];

			fits = fits && apart && apart < w->window &&
				(w->place == NPO_NEAR || at[i] < at[k]);
		}
		if (fits && can_stand(w, letters, k + 1, at))
			return true;
	}
	return false;
}

static inline npo_query *
any_form(unsigned char forms)
{
	npo_query *query = NULL;

	if (forms == EVERY)
		return npo_query_all();
	for (int bit = 0; bit <= LETTERS; bit++) {
		npo_query *one = NULL;

		if (!(forms >> bit & 1))
			continue;
		assert_ok(npo_query_term(term_of(bit), 1, &one, err));
		query = query ? both(NPO_OP_OR, query, one) : one;
	}
	return query;
}

/* what is found wherever words stand */
static inline bool
is_where(const words *w, uint32_t number)
{
	bool all = true;

	if (w->where == EVERY)
		return number % HOLES != 0;
	if (w->where)
		return bag[number] & w->where;
	for (size_t k = 0; k < w->count; k++)
		all = all && bag[number] & w->word[k];
	return all;
}

static inline asked
ask_words(npo_db *db, const words *w)
{
	npo_query *parts[WORDS_MAX], *where = NULL;
	uint32_t at[WORDS_MAX];
	asked out = { .query = NULL };

	for (size_t k = 0; k < w->count; k++)
		parts[k] = any_form(w->word[k]);
	if (w->where)
		where = any_form(w->where);
	else
		assert_ok(npo_query_combine(
			NPO_OP_AND, parts, w->count, &where, err));
	assert_ok(npo_query_place(db, where, w->place, parts, w->count,
		w->window, &out.query, err));
	for (uint32_t i = 1; i <= DOCS; i++) {
		out.loose[i] = is_where(w, i);
		out.finds[i] = out.loose[i] && can_stand(w, text[i], 0, at);
	}
	for (size_t k = 0; k < w->count; k++)
		npo_query_free(parts[k]);
	npo_query_free(where);
	return out;
}

static inline asked
ask_placed(npo_db *db)
{
	words w = make_words();

	return ask_words(db, &w);
}

static inline asked
ask_letter(void)
{
	unsigned char bit = (unsigned char)(1u << below(LETTERS + 1));
	asked out = { .query = any_form(bit) };

	for (size_t i = 1; i <= DOCS; i++)
		out.finds[i] = out.loose[i] = (bag[i] & bit) != 0;
	return out;
}

static inline bool
combined(npo_op op, bool left, bool right)
{
	switch (op) {
	case NPO_OP_AND:
	case NPO_OP_FILTER:
		return left && right;
	case NPO_OP_AND_NOT:
		return left && !right;
	case NPO_OP_AND_MAYBE:
		return left;
	default:
		return left || right;
	}
}

/* takes both over */
static inline asked
combine(npo_op op, asked a, asked b)
{
	asked out = { .query = both(op, a.query, b.query) };

	for (size_t i = 1; i <= DOCS; i++) {
		out.finds[i] = combined(op, a.finds[i], b.finds[i]);
		out.loose[i] = combined(op, a.loose[i], b.loose[i]);
	}
	return out;
}

/* without AND_MAYBE: Xapian 1.4.22 does not set the bounds of one that AND_NOT
 * takes away */
static const npo_op operators[] = { NPO_OP_AND, NPO_OP_OR, NPO_OP_AND_NOT,
	NPO_OP_FILTER, NPO_OP_MAX };

/* so deep */
static inline asked
ask_any(npo_db *db, uint32_t depth)
{
	npo_op op = operators[below(NPO_COUNT(operators))];
	asked left;

	if (!depth)
		return below(2) ? ask_placed(db) : ask_letter();
	left = ask_any(db, depth - 1);
	return combine(op, left, ask_any(db, depth - 1));
}

/* no weight at all: what it finds are ties */
static inline void
weigh_nothing(asked *a)
{
	npo_query *scaled = NULL;

	assert_ok(npo_query_scale(a->query, 0, &scaled, err));
	npo_query_free(a->query);
	a->query = scaled;
}

/* ---------------------------------------------------------- answers */

static inline void
show(const asked *a)
{
	npo_buf out = NPO_BUF_INIT;

	assert_ok(npo_query_describe(a->query, &out, err));
	print_error("of %s\n", out.p);
	npo_buf_release(&out);
}

/* exactly the documents that it is to find, each once */
static inline void
check_all(npo_db *db, const asked *a)
{
	npo_mset *mset = match(db, a->query);
	bool got[DOCS + 1] = { false };
	bool wrong = false;

	for (uint32_t i = 0; i < npo_mset_count(mset); i++) {
		uint32_t docid;
		double weight;

		npo_mset_hit(mset, i, &docid, &weight);
		assert_in_range(docid, 1, DOCS);
		wrong = wrong || got[docid];
		got[docid] = true;
	}
	for (uint32_t i = 1; i <= DOCS; i++) {
		if (got[i] == a->finds[i])
			continue;
		print_error("document %u is%s found\n", i,
			got[i] ? "" : " not");
		wrong = true;
	}
	if (wrong)
		show(a);
	assert_false(wrong);
	npo_mset_free(mset);
}

static inline void
check_and_free(asked a)
{
	check_all(whole, &a);
	check_all(parted, &a);
	npo_query_free(a.query);
}

/* the documents to be found by their ties, then docids; how many they are */
static inline size_t
in_order(const asked *a, uint32_t *expected)
{
	size_t count = 0;

	for (char value = '0'; value < '5'; value++) {
		for (uint32_t i = 1; i <= DOCS; i++) {
			if (a->finds[i] && tie[i] == value)
				expected[count++] = i;
		}
	}
	return count;
}

/* a page of what has no weights: it is known which documents stand there */
static inline void
check_page(npo_db *db, const asked *a, uint32_t first, uint32_t max)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	uint32_t expected[DOCS];
	size_t count = in_order(a, expected);
	npo_mset *mset = NULL;

	ranking.tie_slot = TIE_SLOT;
	assert_ok(npo_db_match(
		db, a->query, &ranking, first, max, 0, &mset, err));
	count = count > first ? count - first : 0;
	count = count < max ? count : max;
	if (npo_mset_count(mset) != count)
		show(a);
	assert_int_equal(npo_mset_count(mset), count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t docid;
		double weight;

		npo_mset_hit(mset, i, &docid, &weight);
		if (docid != expected[first + i])
			show(a);
		assert_int_equal(docid, expected[first + i]);
	}
	npo_mset_free(mset);
}

/* a page is a part of the whole answer */
static inline void
check_part(npo_db *db, const asked *a, const asked *in_whole,
	const npo_ranking *ranking)
{
	uint32_t first = below(10), max = 1 + below(10), all;
	npo_mset *mset = NULL, *part = NULL;

	assert_ok(npo_db_match(
		whole, in_whole->query, ranking, 0, UINT32_MAX, 0, &mset, err));
	assert_ok(npo_db_match(
		db, a->query, ranking, first, max, 0, &part, err));
	all = npo_mset_count(mset);
	all = all > first ? all - first : 0;
	assert_int_equal(npo_mset_count(part), all < max ? all : max);
	for (uint32_t i = 0; i < npo_mset_count(part); i++) {
		uint32_t docid, expected;
		double weight;

		npo_mset_hit(part, i, &docid, &weight);
		npo_mset_hit(mset, first + i, &expected, &weight);
		if (docid != expected)
			show(a);
		assert_int_equal(docid, expected);
	}
	npo_mset_free(mset);
	npo_mset_free(part);
}

static inline void
check_estimate(npo_db *db, const asked *a)
{
	npo_ranking ranking = NPO_RANKING_INIT;
	uint32_t expected[DOCS];
	npo_mset *mset = NULL;

	assert_ok(npo_db_match(
		db, a->query, &ranking, 0, 3, DOCS, &mset, err));
	assert_int_equal(npo_mset_estimate(mset), in_order(a, expected));
	npo_mset_free(mset);
}

#endif
