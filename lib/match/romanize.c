/* SPDX-License-Identifier: GPL-2.0-or-later */
/* romanize.c - Cyrillic in Latin letters, by the systems of systems.tsv */
#include "romanize.h"
#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "romanize_tables.inc"

#define FALLBACK "iso9"	/* has all letters */
/* a text with fewer of them than one in so many has only a foreign word in it;
 * i, yi, ye and g with upturn are some tenth of the letters of Ukrainian */
#define FOREIGN_LETTERS 30
#define PALOCHKA 0x4CF	/* one shape for both cases */

enum kind { OTHER, LETTER, MARK };

/** A code point of the text; a Cyrillic letter as a small one. */
typedef struct glyph {
	uint32_t code;
	uint32_t at;		/* bytes of the text before it */
	uint8_t kind;
	bool upper, lower;
} glyph;

typedef struct glyphs {
	glyph *glyph;		/* one more stands behind the last */
	size_t count;
} glyphs;

/* ------------------------------------------------------- systems */

const npo_system *
npo_systems(size_t *count)
{
	*count = NPO_COUNT(systems);
	return systems;
}

static bool
is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		(uint8_t)c >= 0x80;
}

/* the next letter or digit of a name, as a small one; 0 at its end */
static char
name_letter(const char **at, const char *end)
{
	while (*at < end) {
		char c = *(*at)++;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if (is_name_letter(c))
			return c;
	}
	return 0;
}

static bool
same_name(const char *name, npo_str other)
{
	const char *end = name + strlen(name);
	const char *at = other.p, *last = other.p + other.len;
	char a, b;

	do {
		a = name_letter(&name, end);
		b = name_letter(&at, last);
	} while (a && a == b);
	return a == b;
}

/* whether one of some words, with a blank between them, is a name */
static bool
has_name(const char *words, const char *name)
{
	while (*words) {
		size_t len = strcspn(words, " ");

		if (same_name(name, (npo_str){ words, len }))
			return true;
		words += len + strspn(words + len, " ");
	}
	return false;
}

const npo_system *
npo_system_find(const char *name)
{
	for (size_t i = 0; i < NPO_COUNT(systems); i++) {
		if (has_name(systems[i].name, name) ||
			has_name(systems[i].aliases, name))
			return &systems[i];
	}
	return NULL;
}

static const struct romanize_range *
range_of(const npo_system *system)
{
	return &tables_of[system - systems];
}

static bool
is_lang(const struct romanize_table *table, npo_str lang)
{
	return npo_str_equal(npo_str_of(table->lang), lang);
}

/* ------------------------------------------------------- letters */

/* Unicode 15, UnicodeData.txt: how far a capital is from its small letter */
static uint32_t
small(uint32_t code)
{
	static const struct {
		uint16_t first, last, step;
	} capitals[] = { { 0x400, 0x40F, 0x50 }, { 0x410, 0x42F, 0x20 },
		{ 0x460, 0x480, 1 }, { 0x48A, 0x4BE, 1 },
		{ 0x4C1, 0x4CD, 1 }, { 0x4D0, 0x52E, 1 } };

	if (code == 0x4C0)
		return PALOCHKA;
	for (size_t i = 0; i < NPO_COUNT(capitals); i++) {
		if (code < capitals[i].first || code > capitals[i].last)
			continue;
		if (capitals[i].step > 1 ||
			(code - capitals[i].first) % 2 == 0)
			return code + capitals[i].step;
	}
	return code;
}

static enum kind
kind_of(uint32_t code)
{
	static const uint16_t unseen[] = { 0xAD, 0x200B, 0x200C, 0x200D,
		0x2060, 0xFEFF };

	if (code >= 0x400 && code < 0x530)
		return code < 0x482 || code > 0x489 ? LETTER : MARK;
	if (code >= 0x300 && code < 0x370)
		return MARK;
	for (size_t i = 0; i < NPO_COUNT(unseen); i++) {
		if (unseen[i] == code)
			return MARK;
	}
	return OTHER;
}

static uint32_t
compose(uint32_t base, uint32_t mark)
{
	for (size_t i = 0; i < NPO_COUNT(composed); i++) {
		if (composed[i].base == base && composed[i].mark == mark)
			return composed[i].letter;
	}
	return 0;
}

/* the next letter of the word on one side (step 1 or -1), past marks */
static const glyph *
beside(const glyphs *g, size_t i, int step)
{
	for (;;) {
		i += (size_t)step; /* below 0 it is far above count */
		if (i >= g->count || g->glyph[i].kind == OTHER)
			return NULL;
		if (g->glyph[i].kind == LETTER)
			return &g->glyph[i];
	}
}

static bool
is_apostrophe(uint32_t code)
{
	return code == '\'' || code == '`' || code == 0xB4 || code == 0x2B9 ||
		code == 0x2BC || code == 0x2018 || code == 0x2019 ||
		code == 0x2032;
}

/* an apostrophe between letters is one of them */
static void
take_apostrophes(glyphs *g)
{
	for (size_t i = 1; i + 1 < g->count; i++) {
		glyph *at = &g->glyph[i];

		if (is_apostrophe(at->code) && beside(g, i, -1) &&
			beside(g, i, 1)) {
			at->code = '\'';
			at->kind = LETTER;
		}
	}
}

static glyphs
read_glyphs(npo_str text)
{
	glyphs g = { npo_alloc((text.len + 1) * sizeof(glyph)), 0 };
	const char *at = text.p, *end = text.p + text.len;

	while (at < end) {
		glyph one = { .at = (uint32_t)(at - text.p) };
		uint32_t code = npo_utf8_next(&at, end), whole;
		glyph *last = g.count ? &g.glyph[g.count - 1] : NULL;

		one.kind = (uint8_t)kind_of(code);
		one.code = one.kind == LETTER ? small(code) : code;
		one.upper = one.code != code && one.code != PALOCHKA;
		one.lower = one.kind == LETTER && !one.upper &&
			one.code != PALOCHKA;
		whole = one.kind == MARK && last && last->kind == LETTER ?
			compose(last->code, code) : 0;
		if (whole)
			last->code = whole;
		else
			g.glyph[g.count++] = one;
	}
	g.glyph[g.count] = (glyph){ .at = (uint32_t)text.len };
	take_apostrophes(&g);
	return g;
}

/* ------------------------------------------------------- rules */

static bool
fits_context(const struct romanize_context *context, const glyph *neighbour,
	uint8_t border)
{
	const char *at = romanize_text + context->letters;
	const char *end = at + strlen(at);

	if (!context->classes && at == end)
		return true;
	if (!neighbour)
		return context->classes & border;
	if (context->classes & npo_symbol_class(npo_symbol(neighbour->code)))
		return true;
	while (at < end) {
		if (npo_utf8_next(&at, end) == neighbour->code)
			return true;
	}
	return false;
}

static bool
fits_chunk(const struct romanize_rule *rule, const glyphs *g, size_t i)
{
	if (i + rule->len > g->count)
		return false;
	for (size_t k = 0; k < rule->len; k++) {
		if (g->glyph[i + k].kind != LETTER ||
			g->glyph[i + k].code != rule->chunk[k])
			return false;
	}
	return fits_context(&rule->after, beside(g, i, -1), CTX_START) &&
		fits_context(&rule->before, beside(g, i + rule->len - 1, 1),
			CTX_END);
}

/* the first of a table's rules whose chunk begins with a letter */
static const struct romanize_rule *
first_rule(const struct romanize_table *table, uint32_t code)
{
	const struct romanize_rule *rule = romanize_rules + table->first;
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rule[middle].chunk[0] < code)
			low = middle + 1;
		else
			high = middle;
	}
	return rule + low;
}

static const struct romanize_rule *
find_rule(const struct romanize_table *table, const glyphs *g, size_t i)
{
	const struct romanize_rule *end =
		romanize_rules + table->first + table->count;
	uint32_t code = g->glyph[i].code;

	for (const struct romanize_rule *rule = first_rule(table, code);
		rule < end && rule->chunk[0] == code; rule++) {
		if (fits_chunk(rule, g, i))
			return rule;
	}
	return NULL;
}

/* letters of a text, and those of them that a table has no rule for */
static size_t
count_letters(const struct romanize_table *table, const glyphs *g,
	size_t *missing)
{
	size_t count = 0;

	*missing = 0;
	for (size_t i = 0; i < g->count; i++) {
		if (g->glyph[i].kind != LETTER || g->glyph[i].code == '\'')
			continue;
		count++;
		*missing += !find_rule(table, g, i);
	}
	return count;
}

static bool
has_all(const struct romanize_table *table, const glyphs *g)
{
	size_t missing;

	count_letters(table, g, &missing);
	return !missing;
}

/* the first table, unless the text has letters beyond it as often as languages
 * have that write them; then the first that has all */
static const struct romanize_table *
table_with(const npo_system *system, const glyphs *g)
{
	const struct romanize_range *range = range_of(system);
	const struct romanize_table *first = &romanize_tables[range->first];
	size_t missing, letters = count_letters(first, g, &missing);

	if (missing * FOREIGN_LETTERS < letters)
		return first;
	for (size_t i = range->first; i < range->end; i++) {
		if (has_all(&romanize_tables[i], g))
			return &romanize_tables[i];
	}
	return first;
}

static const struct romanize_table *
table_for(const npo_system *system, npo_str lang)
{
	const struct romanize_range *range = range_of(system);

	for (size_t i = range->first; i < range->end; i++) {
		if (is_lang(&romanize_tables[i], lang) ||
			is_lang(&romanize_tables[i], npo_str_of("mul")))
			return &romanize_tables[i];
	}
	return NULL;
}

bool
npo_romanize_knows(const npo_system *system, npo_str lang, npo_str word)
{
	const struct romanize_table *table = table_for(system, lang);
	glyphs g = read_glyphs(word);
	bool all = table && has_all(table, &g);

	free(g.glyph);
	return all;
}

/* the first system is the one with the most languages: its tables tell
 * which letters a language has */
static const struct romanize_table *
choose(const npo_system *system, npo_str lang, const glyphs *g)
{
	const struct romanize_table *table = table_for(system, lang);

	if (!table)
		table = table_for(system,
			npo_str_of(table_with(&systems[0], g)->lang));
	return table ? table : table_with(system, g);
}

npo_str
npo_romanize_lang(const npo_system *system, npo_str lang, npo_str text)
{
	glyphs g = read_glyphs(text);
	const struct romanize_table *table = choose(system, lang, &g);

	free(g.glyph);
	return npo_str_of(table->lang);
}

/* a rule of another table, for a letter that the chosen one does not have */
static const struct romanize_rule *
borrow_rule(const npo_system *system, const glyphs *g, size_t i)
{
	const struct romanize_range *range = range_of(system);
	const struct romanize_rule *rule = NULL;

	if (g->glyph[i].code == '\'')
		return NULL; /* a mark stays, unless the language has it */
	for (size_t k = range->first; k < range->end && !rule; k++)
		rule = find_rule(&romanize_tables[k], g, i);
	if (rule)
		return rule;
	range = range_of(npo_system_find(FALLBACK));
	return find_rule(&romanize_tables[range->first], g, i);
}

/* ------------------------------------------------------- writing */

/* the next letter that has two cases, from a place on */
static const glyph *
cased(const glyphs *g, size_t i, int step)
{
	for (;;) {
		const glyph *next = beside(g, i, step);

		if (!next || next->upper || next->lower)
			return next;
		i = (size_t)(next - g->glyph);
	}
}

/* what a rule writes: in a word of capitals all are, else the first */
static const char *
latin_of(const struct romanize_rule *rule, const glyphs *g, size_t i)
{
	const glyph *first = &g->glyph[i], *next;

	if (!first->upper && !first->lower)
		first = cased(g, i, 1);
	if (!first || first >= &g->glyph[i + rule->len] || !first->upper)
		return romanize_text + rule->lower;
	next = cased(g, (size_t)(first - g->glyph), 1);
	if (!next)
		next = cased(g, (size_t)(first - g->glyph), -1);
	return romanize_text + (next && next->upper ?
		rule->upper : rule->title);
}

static void
write_map(size_t *map, size_t from, size_t to, size_t value)
{
	for (size_t i = from; map && i < to; i++)
		map[i] = value;
}

void
npo_romanize(const npo_system *system, npo_str lang, npo_str text,
	npo_buf *out, size_t *map)
{
	glyphs g = read_glyphs(text);
	const struct romanize_table *table = choose(system, lang, &g);
	size_t begin = out->len, next;

	npo_buf_adds(out, "");
	for (size_t i = 0; i < g.count; i = next) {
		const struct romanize_rule *rule = NULL;

		if (g.glyph[i].kind == LETTER)
			rule = find_rule(table, &g, i);
		if (!rule && g.glyph[i].kind == LETTER)
			rule = borrow_rule(system, &g, i);
		next = i + (rule ? rule->len : 1);
		write_map(map, g.glyph[i].at, g.glyph[next].at,
			out->len - begin);
		if (rule)
			npo_buf_adds(out, latin_of(rule, &g, i));
		else
			npo_buf_add(out, text.p + g.glyph[i].at,
				g.glyph[next].at - g.glyph[i].at);
	}
	write_map(map, text.len, text.len + 1, out->len - begin);
	free(g.glyph);
}
