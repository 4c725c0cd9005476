/* SPDX-License-Identifier: GPL-2.0-or-later */
/* terms within a few edits, against the whole matrix of distances */
#include "../test.h"
#include "array.h"

#include "lib/match/typo.h"
#include "npo/text.h"

#define TERMS 3000
#define LETTERS 8	/* of a random term, at most */
#define MOVES 1000000	/* of the cursor: as many as it takes */

/** What a scan found: prices by the index of the term, 0 for none. */
typedef struct prices {
	const array *terms;
	unsigned price[TERMS];
	size_t count;
} prices;

static void
note(void *self, npo_str text, unsigned price, bool stem)
{
	prices *p = self;
	size_t i = array_find(p->terms, text);

	assert_false(stem);
	assert_true(i < p->terms->count);
	assert_true(npo_str_equal(npo_str_of(p->terms->term[i]), text));
	assert_int_equal(p->price[i], 0);
	p->price[i] = price + 1;
	p->count++;
}

static typo_word
word_of(const char *text, unsigned most)
{
	typo_word w = { .most = most, .letters = &npo_letters_latin };

	if (npo_script_of(npo_str_of(text)) == NPO_SCRIPT_CYRILLIC)
		w.letters = &npo_letters_cyrillic;
	w.len = npo_symbols(npo_str_of(text), w.symbol, SCAN_LETTERS);
	assert_true(w.len);
	return w;
}

/* the price of a term for a word of one-byte letters, by the full matrix */
static unsigned
distance(const char *word, const char *term)
{
	unsigned d[32][32];
	size_t n = strlen(word), m = strlen(term);

	for (size_t i = 0; i <= n; i++) {
		for (size_t k = 0; k <= m; k++) {
			unsigned best = i || k ? 1000 : 0, new;

#define STEP(rows, columns, free)                                           \
	do {                                                                \
		bool first = i == (rows) && k == (columns);                 \
		new = d[i - (rows)][k - (columns)] +                        \
			((free) ? 0 : first ? TYPO_FIRST : TYPO_EDIT);      \
		best = new < best ? new : best;                             \
	} while (0)
			if (i)
				STEP(1, 0, false);
			if (k)
				STEP(0, 1, false);
			if (i && k)
				STEP(1, 1, word[i - 1] == term[k - 1]);
			if (i > 1 && k > 1 && word[i - 1] == term[k - 2] &&
				word[i - 2] == term[k - 1])
				STEP(2, 2, false);
#undef STEP
			d[i][k] = best;
		}
	}
	return d[n][m];
}

static uint32_t seed;

static unsigned
random_below(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % n;
}

static void
random_word(char *out, size_t least)
{
	size_t len = least + random_below((unsigned)(LETTERS + 1 - least));

	for (size_t i = 0; i < len; i++)
		out[i] = (char)('a' + random_below(4));
	out[len] = 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* sorted random words, each once */
static size_t
fill(char (*text)[LETTERS + 1], const char **term)
{
	size_t kept = 1;

	for (size_t i = 0; i < TERMS; i++) {
		random_word(text[i], 1);
		term[i] = text[i];
	}
	qsort(term, TERMS, sizeof(*term), by_bytes);
	for (size_t i = 1; i < TERMS; i++) {
		if (strcmp(term[i], term[kept - 1]))
			term[kept++] = term[i];
	}
	return kept;
}

static void
finds_what_the_whole_matrix_does(void **state)
{
	static char text[TERMS][LETTERS + 1];
	static const char *term[TERMS];
	array a = { term, 0, 0 };
	npo_vocabulary v;

	(void)state;
	seed = 7;
	a.count = fill(text, term);
	v = array_vocabulary(&a);
	for (int round = 0; round < 120; round++) {
		prices p = { .terms = &a };
		char word[LETTERS + 1];
		typo_word w;

		random_word(word, 4);
		w = word_of(word, (unsigned)round % 6);
		(void)typo_scan(&w, &v, MOVES, note, &p);
		for (size_t i = 0; i < a.count; i++) {
			unsigned right = distance(word, term[i]);

			if ((right > w.most ? 0 : right + 1) != p.price[i])
				fail_msg("%s %s: %u, not %u (0: none)", word,
					term[i], p.price[i], right + 1);
		}
	}
}

static unsigned
price_of(const char *word, const char *term, bool signs)
{
	const char *const one[] = { term };
	array a = { one, 1, 0 };
	npo_vocabulary v = array_vocabulary(&a);
	prices p = { .terms = &a };
	typo_word w = word_of(word, 2 * TYPO_EDIT);

	w.signs = signs;
	(void)typo_scan(&w, &v, MOVES, note, &p);
	return p.price[0];
}

/* prices are one more than they are; 0: not found */
static void
an_edit_has_its_price(void **state)
{
	(void)state;
	assert_int_equal(price_of("receive", "receive", false), 1);
	assert_int_equal(price_of("recieve", "receive", false),
		1 + TYPO_EDIT);
	assert_int_equal(price_of("обьединение", "объединение", false),
		1 + TYPO_EDIT);
	assert_int_equal(price_of("машинастраение", "машиностроение", false),
		1 + 2 * TYPO_EDIT);
	assert_int_equal(price_of("бъединение", "объединение", false),
		1 + TYPO_FIRST);
	assert_int_equal(price_of("ообъединение", "объединение", false),
		1 + TYPO_EDIT);
	assert_int_equal(price_of("боъединение", "объединение", false),
		1 + TYPO_FIRST);
	assert_int_equal(price_of("бъедиение", "объединение", false), 0);
	assert_int_equal(price_of("abcd", "ca", false), 0);
	assert_int_equal(price_of("ca", "abc", false), 0);
}

static void
a_sign_more_is_free_where_that_is_said(void **state)
{
	(void)state;
	assert_int_equal(price_of("обединение", "объединение", true), 1);
	assert_int_equal(price_of("обединение", "объединение", false),
		1 + TYPO_EDIT);
	assert_int_equal(price_of("обидинение", "объединение", true),
		1 + TYPO_EDIT);
	assert_int_equal(price_of("абидинение", "объединение", true), 0);
	assert_int_equal(price_of("обидинениа", "объединеньие", true),
		1 + 2 * TYPO_EDIT);
	assert_int_equal(price_of("обидинениа", "объединеньие", false), 0);
}

static void
marks_without_meaning_cost_nothing(void **state)
{
	(void)state;
	assert_int_equal(price_of("recieve", "rec\u0323eive", false),
		1 + TYPO_EDIT);
}

static void
note_stem(void *self, npo_str text, unsigned price, bool stem)
{
	npo_buf *out = self;

	npo_buf_addf(out, "%.*s%s%u ", (int)text.len, text.p,
		stem ? "-" : "=", price);
}

static void
stems_are_prefixes_within_reach(void **state)
{
	static const char *const terms[] = { "завод", "завода", "заводами",
		"заводит", "звода" };
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	typo_word w = word_of("завоту", TYPO_FIRST);
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	w.stem = 5;
	w.stem_most = TYPO_EDIT;
	(void)typo_scan(&w, &v, MOVES, note_stem, &out);
	assert_string_equal(out.p, "заво-2 завод-2 ");
	npo_buf_release(&out);
}

static void
no_more_moves_than_are_allowed(void **state)
{
	static const char *const terms[] = { "abcd", "abcde", "abce", "abcf",
		"abdd", "bbcd" };
	array a = { terms, NPO_COUNT(terms), 0 };
	npo_vocabulary v = array_vocabulary(&a);
	typo_word w = word_of("abcd", TYPO_FIRST);
	size_t all;

	(void)state;
	for (size_t moves = 0; moves < 6; moves++) {
		prices p = { .terms = &a };

		assert_true(typo_scan(&w, &v, moves, note, &p) <= moves);
	}
	{
		prices p = { .terms = &a };

		all = typo_scan(&w, &v, MOVES, note, &p);
		assert_true(all > 6 && all < 30);
	}
}

static void
edits_grow_with_the_word(void **state)
{
	(void)state;
	assert_int_equal(typo_most(3), 0);
	assert_true(typo_most(4) >= TYPO_FIRST);
	assert_true(typo_most(7) < 2 * TYPO_EDIT);
	assert_int_equal(typo_most(8), 2 * TYPO_EDIT);
	assert_int_equal(typo_most(60), 2 * TYPO_EDIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_whole_matrix_does),
		cmocka_unit_test(an_edit_has_its_price),
		cmocka_unit_test(a_sign_more_is_free_where_that_is_said),
		cmocka_unit_test(marks_without_meaning_cost_nothing),
		cmocka_unit_test(stems_are_prefixes_within_reach),
		cmocka_unit_test(no_more_moves_than_are_allowed),
		cmocka_unit_test(edits_grow_with_the_word),
	};

	return RUN_TESTS();
}
