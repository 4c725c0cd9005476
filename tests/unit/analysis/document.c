/* SPDX-License-Identifier: GPL-2.0-or-later */
/* postings of a document, written down in place of a database */
#include "../test.h"

#include <string.h>

#include "npo/analysis.h"
#include "npo/schema.h"

static npo_buf postings, word;
static size_t until_failure;

/* takes the place of the function of lib/store, which needs a document */
npo_status
npo_doc_add_posting(npo_doc *doc, npo_str term, uint32_t position,
	uint32_t wdf, npo_error *err)
{
	(void)doc;
	if (!until_failure--)
		return npo_fail(err, NPO_EINVAL, "no more");
	term = npo_term_word(&word, term);
	npo_buf_addf(&postings, "%.*s@%u", (int)term.len, term.p, position);
	npo_buf_addf(&postings, wdf == 1 ? " " : "*%u ", wdf);
	return NPO_OK;
}

static void
assert_postings(const npo_document *document, const char *want,
	npo_analysis *analysis)
{
	npo_analyzer *analyzer = npo_analyzer_new();

	npo_buf_reset(&postings);
	until_failure = SIZE_MAX;
	assert_ok(npo_analyzer_index(analyzer, document, NULL, analysis, err));
	npo_buf_adds(&postings, "");
	assert_string_equal(postings.p, want);
	npo_analyzer_free(analyzer);
}

static void
a_title_apart_comes_first_behind_a_gap(void **state)
{
	npo_document document = { .title = npo_str_of("Завод R-12"),
		.text = npo_str_of("Plant one, завод, factory") };
	npo_analysis analysis;

	(void)state;
	assert_int_equal(NPO_POSITION_GAP, 100);
	assert_postings(&document,
		"завод@1 Sзавод@1 r@2 Sr@2 XC:r@0*0 "
		"12@3 S12@3 r12@0 Sr12@0 XC:r12@0*0 plant@104 "
		"one@105 завод@106 factory@107 ", &analysis);
	assert_int_equal(analysis.words, 7);
	assert_int_equal(analysis.script, NPO_SCRIPT_LATIN);
}

static void
title_and_sections_in_the_text_have_prefixes(void **state)
{
	const char *text = "Завод\nИстория aB\nтекст История";
	const npo_span span[] = { { 0, 10, NPO_SPAN_TITLE },
		{ 11, 28, NPO_SPAN_SECTION } };
	npo_document document = { .title = npo_str_of("Завод"),
		.text = npo_str_of(text), .spans = span, .span_count = 2 };
	npo_analysis analysis;

	(void)state;
	assert_postings(&document,
		"завод@1 Sзавод@1 "
		"история@2 XSEC:история@2 XC:история@0*0 a@3 XSEC:a@3 "
		"b@4 XSEC:b@4 XC:b@0*0 ab@0 XSEC:ab@0 текст@5 "
		"история@6 XC:история@0*0 ", &analysis);
	assert_int_equal(analysis.words, 6);
	assert_int_equal(analysis.script, NPO_SCRIPT_CYRILLIC);
}

static void
an_author_has_the_prefix_only(void **state)
{
	npo_document document = { .author = npo_str_of("Иван Петров"),
		.text = npo_str_of("1968") };
	npo_analysis analysis;

	(void)state;
	assert_postings(
		&document, "1968@1 Aиван@1 Aпетров@2 ", &analysis);
	assert_int_equal(analysis.words, 1);
	assert_int_equal(analysis.script, NPO_SCRIPT_NONE);
}

/* XC: of a text's words, in their order */
static void
assert_capitals(const char *text, const char *want)
{
	npo_document document = { .text = npo_str_of(text) };
	npo_analyzer *analyzer = npo_analyzer_new();
	npo_buf got = NPO_BUF_INIT;
	npo_analysis analysis;

	npo_buf_reset(&postings);
	until_failure = SIZE_MAX;
	assert_ok(npo_analyzer_index(analyzer, &document, NULL, &analysis, err));
	npo_buf_adds(&got, "");
	for (char *at = strstr(postings.p, "XC:"); at;
		at = strstr(at + 1, "XC:"))
		npo_buf_addf(&got, "%.*s ", (int)strcspn(at + 3, "@"), at + 3);
	assert_string_equal(got.p, want);
	npo_buf_release(&got);
	npo_analyzer_free(analyzer);
}

static void
a_capital_within_a_sentence_makes_a_name(void **state)
{
	(void)state;
	assert_capitals("Завод имени Лавочкина, НПО «Полёт». Завод! Луч… Труд? "
			"Мир", "лавочкина нпо полет ");
	assert_capitals("Здесь г. Тула и С. Королёв\nиз Одессы\n\nПоля в поле",
		"тула с королев одессы ");
	assert_capitals("One: The Alpha-Bravo", "the alpha bravo ");
	/* case says nothing of a few words */
	assert_capitals("Нижний", "нижний ");
	assert_capitals("Нижний новгород 12 東京", "нижний новгород ");
	assert_capitals("Завод a b c d e f g h i j k l m n o p q r s t u", "");
}

static void
an_empty_document_has_no_postings(void **state)
{
	npo_document document = { 0 };
	npo_analysis analysis;

	(void)state;
	assert_postings(&document, "", &analysis);
	assert_int_equal(analysis.words, 0);
}

static void
a_failure_to_add_comes_back(void **state)
{
	npo_document document = { .title = npo_str_of("a"),
		.text = npo_str_of("b"), .author = npo_str_of("c") };
	npo_analyzer *analyzer = npo_analyzer_new();
	npo_analysis analysis = { 77, NPO_SCRIPT_OTHER };
	npo_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		until_failure = i;
		assert_int_equal(npo_analyzer_index(analyzer, &document, NULL,
					 &analysis, &err), NPO_EINVAL);
		assert_string_equal(err.text, "no more");
	}
	assert_int_equal(analysis.words, 77);
	npo_analyzer_free(analyzer);
	npo_buf_release(&postings);
	npo_buf_release(&word);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_title_apart_comes_first_behind_a_gap),
		cmocka_unit_test(title_and_sections_in_the_text_have_prefixes),
		cmocka_unit_test(an_author_has_the_prefix_only),
		cmocka_unit_test(a_capital_within_a_sentence_makes_a_name),
		cmocka_unit_test(an_empty_document_has_no_postings),
		cmocka_unit_test(a_failure_to_add_comes_back),
	};

	return RUN_TESTS();
}
