/* SPDX-License-Identifier: GPL-2.0-or-later */
/* every rule of every romanization system can be read back by the arcs */
#include "../test.h"
#include "array.h"
#include "npo/text.h"

#include <ctype.h>

#define DEAREST 5	/* nats of a word with a rule in it */
#define PLACES 16	/* of a context */

/*
 * What is not read: the palochka of ISO 9, as U+2021 is no letter; e for yery,
 * which would be tried for each e of every query.
 */
static const struct {
	const char *system, *lang, *cyrillic;
} unread[] = { { "iso9", "mul", "ӏ" }, { "odni", "ce", "ы" } };

static npo_matcher *matcher;

static bool
is_unread(const char *system, const char *lang, const char *word)
{
	for (size_t i = 0; i < NPO_COUNT(unread); i++) {
		if (!strcmp(system, unread[i].system) &&
			!strcmp(lang, unread[i].lang) &&
			strstr(word, unread[i].cyrillic))
			return true;
	}
	return false;
}

/* a digit is a letter only in front of one (DESIGN.md) */
static bool
has_idle_digit(const char *word)
{
	for (; *word; word++) {
		if (isdigit((uint8_t)*word) &&
			!isalpha((uint8_t)word[1]) && word[1] != '\'' &&
			word[1] != '"')
			return true;
	}
	return false;
}

/* the cost of word in a vocabulary of that term alone; below 0: not found */
static float
cost_of(npo_str word, const char *term)
{
	array a = { &term, 1, 0 };
	npo_vocabulary v = array_vocabulary(&a);
	npo_forms forms = { NULL, 0, 0 };
	float cost = -1;

	npo_matcher_expand(matcher, word, NPO_MATCH_ANY, &v, &forms);
	for (size_t i = 0; i < forms.count; i++) {
		if (!strcmp(forms.form[i].term, term))
			cost = forms.form[i].cost;
	}
	npo_forms_release(&forms);
	return cost;
}

/* seen: what other systems made of the word, a blank behind each */
static void
check_word(const npo_system *system, const char *lang, const char *term,
	npo_buf *seen, size_t line)
{
	npo_buf latin = NPO_BUF_INIT, typed = NPO_BUF_INIT;
	float cost = 0;

	npo_romanize(system, npo_str_of(lang), npo_str_of(term), &latin, NULL);
	npo_buf_addc(&typed, ' ');
	npo_fold(npo_buf_str(&latin), &typed);
	npo_buf_addc(&typed, ' ');
	if (!strstr(seen->p, typed.p))
		cost = cost_of((npo_str){ typed.p + 1, typed.len - 2 }, term);
	npo_buf_addstr(seen, npo_buf_str(&typed));
	if ((cost < 0 || cost > DEAREST) && !has_idle_digit(typed.p) &&
		!is_unread(system->name, lang, term))
		fail_msg("line %zu, %s: '%s' does not find '%s' (%.2f)", line,
			system->name, typed.p, term, (double)cost);
	npo_buf_release(&latin);
	npo_buf_release(&typed);
}

/* letters that make each of the contexts of a rule; returns how many */
static size_t
places(const char *context, bool before, char (*out)[16])
{
	const char *any = before ? "$VC" : "^VC";
	const char *at = strcmp(context, "any") ? context : any;
	const char *end = at + strlen(at);
	size_t count = 0;

	while (at < end) {
		npo_buf one = NPO_BUF_INIT;
		uint32_t code = npo_utf8_next(&at, end);

		assert_true(count < PLACES);
		if (!before && code != '^')
			npo_buf_adds(&one, code == 'V' ? "рома" : "ром");
		if (code == 'V' && before)
			npo_buf_adds(&one, "а");
		else if (code == 'S')
			npo_buf_adds(&one, "ь");
		else if (code > 0x7F || code == '\'')
			npo_utf8_put(&one, code);
		if (before && code != '$')
			npo_buf_adds(&one, "мара");
		snprintf(out[count++], 16, "%s", one.p ? one.p : "");
		npo_buf_release(&one);
	}
	return count;
}

/* by all systems that have the language: they have the rule, or one like it */
static void
check_systems(const char *lang, npo_str word, size_t line)
{
	size_t count;
	const npo_system *systems = npo_systems(&count);
	npo_buf term = NPO_BUF_INIT, seen = NPO_BUF_INIT;

	npo_fold(word, &term);
	npo_buf_adds(&seen, "");
	for (size_t i = 0; i < count; i++) {
		if (strstr(systems[i].languages, lang))
			check_word(&systems[i], lang, term.p, &seen, line);
	}
	npo_buf_release(&term);
	npo_buf_release(&seen);
}

static void
rule_row(char **cell, size_t cells, size_t line)
{
	char after[PLACES][16], before[PLACES][16];
	size_t afters, befores;
	npo_buf word = NPO_BUF_INIT;

	assert_int_equal(cells, 6);
	afters = places(cell[4], false, after);
	befores = places(cell[5], true, before);
	for (size_t i = 0; i < afters * befores; i++) {
		const char *a = after[i / befores], *b = before[i % befores];

		if (!*a && !*b)
			continue; /* nobody asks for a letter */
		npo_buf_reset(&word);
		npo_buf_addf(&word, "%s%s%s", a, cell[2], b);
		check_systems(cell[1], npo_buf_str(&word), line);
	}
	npo_buf_release(&word);
}

static void
each_rule_of_romanize_tsv_is_read(void **state)
{
	(void)state;
	matcher = npo_matcher_new();
	test_rows("../../lib/match/romanize.tsv", 1000, rule_row);
	npo_matcher_free(matcher);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_of_romanize_tsv_is_read),
	};

	return RUN_TESTS();
}
