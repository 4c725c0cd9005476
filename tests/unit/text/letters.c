/* SPDX-License-Identifier: GPL-2.0-or-later */
/* our tables of letters beside ICU's */
#include "../test.h"

#include "lib/text/letters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* letters that fold otherwise than in Unicode, on purpose */
static uint32_t
expected_fold(uint32_t code)
{
	uint32_t fold = (uint32_t)u_foldCase((UChar32)code,
		U_FOLD_CASE_DEFAULT);

	return fold == 0x450 || fold == 0x451 ? 0x435
		: fold == 0x45D		      ? 0x438
					      : fold;
}

static void
assert_as_icu(uint32_t code)
{
	npo_letter letter = npo_letter_of(code);
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)code, &status);
	bool palochka = code == 0x4C0 || code == 0x4CF;

	if ((letter.cls == NPO_CLASS_LETTER) != u_isalpha((UChar32)code))
		fail_msg("U+%04X: letter", code);
	if ((letter.cls == NPO_CLASS_DIGIT) != u_isdigit((UChar32)code))
		fail_msg("U+%04X: digit", code);
	if ((letter.cls == NPO_CLASS_MARK) !=
		!!(U_MASK(u_charType((UChar32)code)) & U_GC_M_MASK))
		fail_msg("U+%04X: mark", code);
	if (letter.cls != NPO_CLASS_LETTER)
		return;
	if (letter.fold != expected_fold(code))
		fail_msg("U+%04X: folds to U+%04X", code, letter.fold);
	if (letter.script != (script == USCRIPT_LATIN ? NPO_SCRIPT_LATIN
						      : NPO_SCRIPT_CYRILLIC))
		fail_msg("U+%04X: script", code);
	if (!palochka && (!!(letter.flags & NPO_UPPER) !=
		u_isUUppercase((UChar32)code) ||
		!!(letter.flags & NPO_LOWER) != u_isULowercase((UChar32)code)))
		fail_msg("U+%04X: case", code);
}

static void
tables_say_what_icu_says(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < 0x80; code++)
		assert_as_icu(code);
	for (uint32_t code = 0x400; code < 0x530; code++)
		assert_as_icu(code);
}

static void
twins_are_of_one_case_and_another_script(void **state)
{
	size_t found = 0;

	(void)state;
	for (uint32_t code = 0x41; code < 0x530; code++) {
		uint32_t twin = npo_letter_twin(code, NPO_SCRIPT_CYRILLIC);
		bool upper = npo_letter_of(code).flags & NPO_UPPER;

		if (!twin)
			continue;
		found++;
		assert_int_equal(npo_letter_of(code).script, NPO_SCRIPT_LATIN);
		assert_int_equal(
			npo_letter_of(twin).script, NPO_SCRIPT_CYRILLIC);
		assert_int_equal(
			!!(npo_letter_of(twin).flags & NPO_UPPER), upper);
	}
	assert_true(found > 50);
	assert_int_equal(npo_letter_twin('k', NPO_SCRIPT_CYRILLIC), 0);
	assert_int_equal(npo_letter_twin('K', NPO_SCRIPT_CYRILLIC), 0x41A);
	assert_int_equal(npo_letter_twin(0x451, NPO_SCRIPT_LATIN), 0xEB);
	assert_int_equal(npo_letter_twin(0x430, NPO_SCRIPT_LATIN), 'a');
}

/* the special rows are found by bisection, so they must be in order */
static void
special_letters_are_found(void **state)
{
	static const uint32_t sign[] = { 0xB4, 0x2B9, 0x2BA, 0x2BB, 0x2BC,
		0x2EE, 0x2018, 0x2019, 0x201B, 0x201C, 0x201D, 0x2032, 0x2033,
		0xFF02, 0xFF07 };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(sign); i++) {
		npo_letter letter = npo_letter_of(sign[i]);

		assert_true(letter.fold == '\'' || letter.fold == '"');
		assert_int_equal(letter.cls, letter.fold == '"'
				? NPO_CLASS_DOUBLE
				: NPO_CLASS_SINGLE);
	}
	assert_int_equal(npo_letter_of(0xAD).cls, NPO_CLASS_DROP);
	assert_int_equal(npo_letter_of(0xFE21).cls, NPO_CLASS_DROP);
	assert_int_equal(npo_letter_of(0x200D).cls, NPO_CLASS_DROP);
	assert_int_equal(npo_letter_of(0x2011).cls, NPO_CLASS_HYPHEN);
	assert_int_equal(npo_letter_of(0x2212).cls, NPO_CLASS_HYPHEN);
	assert_int_equal(npo_letter_of(0xB2).cls, NPO_CLASS_SUPER);
	assert_int_equal(npo_letter_of(0x2082).cls, NPO_CLASS_DIGIT);
	assert_int_equal(npo_letter_of(NPO_BAD_CODE).cls, NPO_CLASS_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_say_what_icu_says),
		cmocka_unit_test(twins_are_of_one_case_and_another_script),
		cmocka_unit_test(special_letters_are_found),
	};

	return RUN_TESTS();
}
