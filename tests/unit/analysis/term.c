/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words as terms: shorter, as sorted, and back */
#include "../test.h"

#include <stdlib.h>

#include "npo/analysis.h"
#include "npo/text.h"

static npo_buf term, other, scratch;

static void
assert_term(const char *word, const char *want)
{
	npo_word_term(&term, "", npo_str_of(word));
	assert_true(npo_str_equal(npo_buf_str(&term), npo_str_of(want)));
	assert_true(npo_str_equal(
		npo_term_word(&scratch, npo_buf_str(&term)), npo_str_of(word)));
}

static void
a_letter_of_cyrillic_is_a_byte(void **state)
{
	(void)state;
	assert_term("", "");
	assert_term("plant", "plant");
	assert_term("аяё", "\x90\xAF\xB1");
	assert_term("їџ", "\xB7\xBF");
	assert_term("š", "\x83\xA1");
	assert_term("ґә", "\xD2\x91\xD3\x99");
	assert_term("ob\"ektы", "ob\"ekt\xAB");
	assert_term("東京", "東京");
}

static void
a_prefix_stays_in_front(void **state)
{
	(void)state;
	npo_word_term(&term, "XSEC:", npo_str_of("завод"));
	assert_true(npo_str_equal(npo_buf_str(&term),
		npo_str_of("XSEC:\x97\x90\x92\x9E\x94")));
	assert_true(npo_str_equal(npo_term_word(&scratch, npo_buf_str(&term)),
		npo_str_of("XSEC:завод")));
}

/* letters of every length, at the ends of what the encoding treats alike */
static uint32_t
some_letter(void)
{
	static const uint32_t edge[] = { '"', '0', 'a', 'z', 0x7F, 0x80, 0xE0,
		0x17E, 0x3B1, 0x3FF, 0x430, 0x431, 0x43F, 0x440, 0x44F, 0x451,
		0x45F, 0x460, 0x491, 0x4D9, 0x4FF, 0x7FF, 0x800, 0x1E63,
		0x6771, 0xFFFD, 0x10000, 0x1F680, 0x10FFFF };

	return edge[(size_t)rand() % NPO_COUNT(edge)];
}

static void
some_word(npo_buf *word)
{
	npo_buf_reset(word);
	for (int left = rand() % 7; left--;)
		npo_utf8_put(word, some_letter());
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

static void
terms_are_sorted_as_words(void **state)
{
	npo_buf a = NPO_BUF_INIT, b = NPO_BUF_INIT;

	(void)state;
	srand(1);
	for (int i = 0; i < 200000; i++) {
		some_word(&a);
		some_word(&b);
		npo_word_term(&term, "", npo_buf_str(&a));
		npo_word_term(&other, "", npo_buf_str(&b));
		assert_true(term.len <= a.len);
		assert_int_equal(sign(npo_str_compare(npo_buf_str(&a),
					 npo_buf_str(&b))),
			sign(npo_str_compare(npo_buf_str(&term),
				npo_buf_str(&other))));
		assert_true(npo_str_equal(npo_buf_str(&a),
			npo_term_word(&scratch, npo_buf_str(&term))));
	}
	npo_buf_release(&a);
	npo_buf_release(&b);
}

/* a database may hold terms that are no words of ours: paths, foreign ones */
static void
any_bytes_are_read(void **state)
{
	char bytes[8];

	(void)state;
	srand(2);
	for (int i = 0; i < 100000; i++) {
		size_t len = (size_t)rand() % sizeof(bytes);
		char *exact = npo_memdup(bytes, len);

		for (size_t k = 0; k < len; k++)
			exact[k] = (char)rand();
		(void)npo_term_word(&scratch, (npo_str){ exact, len });
		npo_word_term(&term, "", (npo_str){ exact, len });
		assert_true(term.len <= len);
		free(exact);
	}
	npo_buf_release(&term);
	npo_buf_release(&other);
	npo_buf_release(&scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_of_cyrillic_is_a_byte),
		cmocka_unit_test(a_prefix_stays_in_front),
		cmocka_unit_test(terms_are_sorted_as_words),
		cmocka_unit_test(any_bytes_are_read),
	};

	return RUN_TESTS();
}
