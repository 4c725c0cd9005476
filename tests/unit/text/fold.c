/* SPDX-License-Identifier: GPL-2.0-or-later */
/* folding: one word, one form */
#include "../test.h"

#include "npo/text.h"

static void
fold_row(char **cell, size_t cells, size_t line)
{
	npo_buf folded = NPO_BUF_INIT;

	assert_int_equal(cells, 3);
	npo_fold(npo_str_of(cell[0]), &folded);
	if (strcmp(folded.p, cell[1]))
		fail_msg("line %zu, %s: '%s' not '%s'", line, cell[2],
			folded.p, cell[1]);
	npo_buf_release(&folded);
}

static void
rows_of_fold_tsv_hold(void **state)
{
	(void)state;
	test_rows("fold.tsv", 24, fold_row);
}

static void
assert_stable(npo_str word)
{
	npo_buf once = NPO_BUF_INIT, twice = NPO_BUF_INIT;

	npo_fold(word, &once);
	npo_fold(npo_buf_str(&once), &twice);
	if (!npo_str_equal(npo_buf_str(&once), npo_buf_str(&twice)))
		fail_msg("'%.*s' folds to '%s', that to '%s'", (int)word.len,
			word.p, once.p, twice.p);
	npo_buf_release(&once);
	npo_buf_release(&twice);
}

/* each letter alone, stressed, dotted, before Latin and before Cyrillic */
static void
letters_fold_once(uint32_t first, uint32_t last)
{
	static const char *const frame[][2] = { { "", "" }, { "", "\xCC\x81" },
		{ "", "\xCC\x88\xCC\x88" }, { "s", "xя" }, { "ш", "x" } };
	npo_buf word = NPO_BUF_INIT;

	for (uint32_t code = first; code <= last; code++) {
		for (size_t i = 0; i < NPO_COUNT(frame); i++) {
			npo_buf_reset(&word);
			npo_buf_adds(&word, frame[i][0]);
			npo_utf8_put(&word, code);
			npo_buf_adds(&word, frame[i][1]);
			assert_stable(npo_buf_str(&word));
		}
	}
	npo_buf_release(&word);
}

static void
folding_a_folded_letter_changes_nothing(void **state)
{
	(void)state;
	letters_fold_once(0x20, 0x24F);
	letters_fold_once(0x300, 0x52F);
	letters_fold_once(0x1C80, 0x1C88);
	letters_fold_once(0x1E00, 0x206F);
	letters_fold_once(0x2DE0, 0x2DFF);
	letters_fold_once(0xA640, 0xA69F);
	letters_fold_once(0xFB00, 0xFB06);
	letters_fold_once(0xFF00, 0xFFEF);
}

static void
random_codes(npo_buf *word)
{
	static const uint32_t first[] = { 0x20, 0x41, 0xC0, 0x300, 0x400,
		0x430, 0x2018, 0x3040, 0xAC00, 0x1100 };
	static const uint32_t count[] = { 0x60, 0x3A, 0x140, 0x70, 0x60, 0x20,
		8, 0x60, 0x100, 0x100 };

	npo_buf_reset(word);
	for (int i = rand() % 8; i >= 0; i--) {
		size_t block = (size_t)rand() % NPO_COUNT(first);

		npo_utf8_put(word, first[block] +
			(uint32_t)rand() % count[block]);
	}
}

static void
folding_a_folded_string_changes_nothing(void **state)
{
	npo_buf word = NPO_BUF_INIT;

	(void)state;
	srand(1);
	for (int i = 0; i < 50000; i++) {
		random_codes(&word);
		assert_stable(npo_buf_str(&word));
	}
	npo_buf_release(&word);
}

static void
malformed_bytes_become_replacement_characters(void **state)
{
	npo_buf folded = NPO_BUF_INIT;

	(void)state;
	npo_fold(npo_str_of("а\xFFб\xD1"), &folded);
	assert_string_equal(folded.p, "а\xEF\xBF\xBDб\xEF\xBF\xBD");
	npo_buf_reset(&folded);
	npo_fold(npo_str_of(""), &folded);
	assert_int_equal(folded.len, 0);
	npo_buf_release(&folded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_fold_tsv_hold),
		cmocka_unit_test(folding_a_folded_letter_changes_nothing),
		cmocka_unit_test(folding_a_folded_string_changes_nothing),
		cmocka_unit_test(malformed_bytes_become_replacement_characters),
	};

	return RUN_TESTS();
}
