/* SPDX-License-Identifier: GPL-2.0-or-later */
/* systems.c - romanization systems: their tables in full, as arrays */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#define LETTERS_MAX 3	/* of a chunk, as in romanize.h */
#define LATIN_MAX 32	/* code points that stand for one */
#define LIKE_MAX 8	/* tables that follow one another */
#define TIE 0x361
#define ENDS 16		/* behind CTX_CONSONANT: the end of a word */

typedef struct rule {
	const char *cyrillic, *latin, *after, *before;
} rule;

typedef struct table {
	const char *system, *lang, *like, *without, *aliases, *title;
	rule *rule;
	size_t count, cap;
	size_t own;		/* rules before those of the other table */
	size_t first;		/* of the array */
	struct table *shared;	/* has the very same rules */
	bool full;
} table;

static table *tables;
static size_t table_count, table_cap;
static npo_buf pool = NPO_BUF_INIT;

/* ------------------------------------------------------- reading */

static void
system_row(char **cell, size_t cells, void *payload)
{
	table one = { .system = npo_strdup(cell[0]),
		.lang = npo_strdup(cell[1]),
		.like = npo_strdup(cell[2]),
		.without = npo_strdup(cell[3]),
		.aliases = npo_strdup(cell[4]),
		.title = npo_strdup(cell[5]) };

	(void)cells;
	(void)payload;
	if (strlen(one.lang) > 3 || strlen(one.lang) < 2)
		die("language '%s' has no code of two or three letters",
			one.lang);
	NPO_GROW(tables, table_count, table_cap);
	tables[table_count++] = one;
}

static table *
table_of(npo_str system, npo_str lang)
{
	for (size_t i = 0; i < table_count; i++) {
		if (npo_str_equal(npo_str_of(tables[i].system), system) &&
			npo_str_equal(npo_str_of(tables[i].lang), lang))
			return &tables[i];
	}
	die("no table '%.*s' for '%.*s'", (int)system.len, system.p,
		(int)lang.len, lang.p);
}

static void
letter_row(char **cell, size_t cells, void *payload)
{
	table *t = table_of(npo_str_of(cell[0]), npo_str_of(cell[1]));

	(void)cells;
	(void)payload;
	NPO_GROW(t->rule, t->count, t->cap);
	t->rule[t->count++] = (rule){ npo_strdup(cell[2]),
		npo_strdup(cell[3]), npo_strdup(cell[4]),
		npo_strdup(cell[5]) };
	t->own = t->count;
}

/* ------------------------------------------------------- in full */

static bool
is_free(const rule *r)
{
	return !strcmp(r->after, "any") && !strcmp(r->before, "any");
}

static bool
has_chunk(const table *t, size_t count, const char *cyrillic)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(t->rule[i].cyrillic, cyrillic))
			return true;
	}
	return false;
}

/* Latin text as code points, its marks apart if they are to go */
static size_t
codes_of(const char *latin, bool apart, uint32_t *code)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	const char *end = latin + strlen(latin);
	size_t len = 0;

	while (latin < end) {
		uint32_t one = npo_utf8_next(&latin, end);
		UChar parts[8];
		int32_t count = apart ? unorm2_getDecomposition(nfd,
			(UChar32)one, parts, NPO_COUNT(parts), &status) : -1;

		if (U_FAILURE(status) || len + NPO_COUNT(parts) > LATIN_MAX)
			die("unusable Latin letters '%s'", latin);
		if (count < 0)
			code[len++] = one;
		for (int32_t i = 0; i < count; i++)
			code[len++] = parts[i];
	}
	return len;
}

static void
put_plain(npo_buf *out, uint32_t code)
{
	static const struct {
		uint32_t sign;
		char as;
	} signs[] = { { 0x2B9, '\'' }, { 0x2BA, '"' }, { 0x2BC, '\'' },
		{ 0x2019, '\'' }, { 0x201C, '"' }, { 0x201D, '"' } };

	for (size_t i = 0; i < NPO_COUNT(signs); i++) {
		if (signs[i].sign == code)
			code = (uint8_t)signs[i].as;
	}
	if (u_charType((UChar32)code) != U_NON_SPACING_MARK)
		npo_utf8_put(out, code);
}

static const char *
leave_out(const char *latin, const char *without)
{
	bool marks = !strcmp(without, "marks");
	npo_buf out = NPO_BUF_INIT;
	uint32_t code[LATIN_MAX];
	size_t len = codes_of(latin, marks, code);

	npo_buf_adds(&out, "");
	for (size_t i = 0; i < len; i++) {
		if (marks)
			put_plain(&out, code[i]);
		else if (code[i] != TIE)
			npo_utf8_put(&out, code[i]);
	}
	return out.p;
}

/* a table with the rules of those that it is like */
static void
fill(table *t, unsigned depth)
{
	const char *slash = strchr(t->like, '/');
	table *other;

	if (t->full)
		return;
	if (depth > LIKE_MAX)
		die("'%s' is like itself", t->system);
	if (*t->like && !slash)
		die("'%s' names no language", t->like);
	if (slash) {
		other = table_of((npo_str){ t->like,
			(size_t)(slash - t->like) }, npo_str_of(slash + 1));
		fill(other, depth + 1);
		if (!t->own && !*t->without)
			t->shared = other->shared ? other->shared : other;
		for (size_t i = 0; i < other->count; i++) {
			if (has_chunk(t, t->own, other->rule[i].cyrillic))
				continue;
			NPO_GROW(t->rule, t->count, t->cap);
			t->rule[t->count++] = other->rule[i];
		}
	}
	for (size_t i = 0; i < t->count && *t->without; i++)
		t->rule[i].latin = leave_out(t->rule[i].latin, t->without);
	t->full = true;
}

/* every letter has a rule for all places, and none stands behind it */
static void
check(const table *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const rule *r = &t->rule[i];
		bool found = false;

		for (size_t k = 0; k < t->count; k++) {
			if (strcmp(t->rule[k].cyrillic, r->cyrillic))
				continue;
			if (found)
				die("%s %s: '%s' has a rule without use",
					t->system, t->lang, r->cyrillic);
			found = is_free(&t->rule[k]);
		}
		if (!found && strlen(r->cyrillic) <= 2)
			die("%s %s: '%s' has no rule for all places",
				t->system, t->lang, r->cyrillic);
	}
}

/* ------------------------------------------------------- writing */

/* where a string is in the pool */
static size_t
pooled(const char *text)
{
	size_t len = strlen(text) + 1, at = 0;

	if (!pool.len)
		npo_buf_addc(&pool, '\0');
	while (at < pool.len && strcmp(pool.p + at, text))
		at += strlen(pool.p + at) + 1;
	if (at == pool.len)
		npo_buf_add(&pool, text, len);
	if (at > UINT16_MAX)
		die("more text than a rule can point to");
	return at;
}

/* a table with dotless i has a dotted capital */
static bool
has_dotless(const table *t)
{
	for (size_t i = 0; i < t->count; i++) {
		if (!strcmp(t->rule[i].latin, "\u0131"))
			return true;
	}
	return false;
}

static uint32_t
upper_of(uint32_t code, bool dotless)
{
	return code == 'i' && dotless ? 0x130
		: (uint32_t)u_toupper((UChar32)code);
}

/* the first letter, and what is tied to it, or all of them as capitals */
static size_t
pooled_upper(const char *latin, bool all, bool dotless)
{
	npo_buf out = NPO_BUF_INIT;
	uint32_t code[LATIN_MAX];
	size_t len = codes_of(latin, false, code), at;
	bool more = true;

	npo_buf_adds(&out, "");
	for (size_t i = 0; i < len; i++) {
		uint32_t upper = upper_of(code[i], dotless);

		npo_utf8_put(&out, more || all ? upper : code[i]);
		if (upper != code[i])
			more = false;
		if (code[i] == TIE)
			more = true;
	}
	at = pooled(out.p);
	npo_buf_release(&out);
	return at;
}

/* a context: classes, and where the letters that it names are */
static void
write_context(const char *text)
{
	npo_buf letters = NPO_BUF_INIT;
	unsigned classes = 0;

	npo_buf_adds(&letters, "");
	for (const char *at = strcmp(text, "any") ? text : ""; *at; at++) {
		classes |= *at == '^' ? CTX_START
			: *at == 'V'  ? CTX_VOWEL
			: *at == 'S'  ? CTX_SIGN
			: *at == 'C'  ? CTX_CONSONANT
			: *at == '$'  ? ENDS : 0;
		if ((uint8_t)*at >= 0x80)
			npo_buf_addc(&letters, *at);
	}
	printf(" { %zu, %u },", pooled(letters.p), classes);
	npo_buf_release(&letters);
}

static void
write_rule(const rule *r, bool dotless)
{
	const char *at = r->cyrillic, *end = at + strlen(at);
	size_t len = 0;

	fputs("\t{ {", stdout);
	for (; at < end; len++)
		printf(" 0x%X,", npo_utf8_next(&at, end));
	if (!len || len > LETTERS_MAX)
		die("chunk '%s' of %zu letters", r->cyrillic, len);
	printf(" }, %zu,", len);
	write_context(r->after);
	write_context(r->before);
	printf(" %zu, %zu, %zu },\n", pooled(r->latin),
		pooled_upper(r->latin, false, dotless),
		pooled_upper(r->latin, true, dotless));
}

/* by the first letter, the longest first; else as they stand */
static int
by_chunk(const rule *a, const rule *b)
{
	const char *x = a->cyrillic, *y = b->cyrillic;
	uint32_t one = npo_utf8_next(&x, x + strlen(x));
	uint32_t two = npo_utf8_next(&y, y + strlen(y));

	if (one != two)
		return one < two ? -1 : 1;
	return (int)strlen(y) - (int)strlen(x);
}

/* stable, as qsort() is not */
static void
sort_rules(table *t)
{
	for (size_t i = 1; i < t->count; i++) {
		rule one = t->rule[i];
		size_t k = i;

		for (; k && by_chunk(&t->rule[k - 1], &one) > 0; k--)
			t->rule[k] = t->rule[k - 1];
		t->rule[k] = one;
	}
}

static void
write_rules(void)
{
	size_t count = 0;

	puts("static const struct romanize_rule romanize_rules[] = {");
	for (size_t i = 0; i < table_count; i++) {
		table *t = &tables[i];

		if (t->shared)
			continue;
		check(t);
		sort_rules(t);
		t->first = count;
		for (size_t k = 0; k < t->count; k++)
			write_rule(&t->rule[k], has_dotless(t));
		count += t->count;
	}
	puts("};\nstatic const struct romanize_table romanize_tables[] = {");
	for (size_t i = 0; i < table_count; i++) {
		const table *t = &tables[i];

		if (t->shared)
			t = t->shared;
		printf("\t{ %zu, %zu, \"%s\" },\n", t->first, t->count,
			tables[i].lang);
	}
	puts("};");
	if (count > UINT16_MAX)
		die("more rules than a table can point to");
}

/* the tables of one system stand side by side, its names in the first */
static size_t
next_system(size_t i)
{
	size_t next = i + 1;

	while (next < table_count &&
		!strcmp(tables[next].system, tables[i].system))
		next++;
	for (size_t k = next; k < table_count; k++) {
		if (!strcmp(tables[k].system, tables[i].system))
			die("tables of '%s' stand apart", tables[i].system);
	}
	return next;
}

static void
write_systems(void)
{
	puts("static const npo_system systems[] = {");
	for (size_t i = 0, next; i < table_count; i = next) {
		next = next_system(i);
		if (!*tables[i].title)
			die("system '%s' has no title", tables[i].system);
		printf("\t{ \"%s\", \"%s\", \"%s\", \"", tables[i].system,
			tables[i].aliases, tables[i].title);
		for (size_t k = i; k < next; k++)
			printf("%s%s", k > i ? " " : "", tables[k].lang);
		puts("\" },");
	}
	puts("};\nstatic const struct romanize_range tables_of[] = {");
	for (size_t i = 0, next; i < table_count; i = next) {
		next = next_system(i);
		printf("\t{ %zu, %zu },\n", i, next);
	}
	puts("};");
}

/* letters that may be written as one and a mark: UnicodeData.txt */
static void
write_composed(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);

	puts("static const struct romanize_composed composed[] = {");
	for (UChar32 code = 0x400; code < 0x530; code++) {
		UChar out[4];
		int32_t len = unorm2_getRawDecomposition(
			nfd, code, out, NPO_COUNT(out), &status);

		if (len == 2 && u_tolower(code) == code)
			printf("\t{ 0x%X, 0x%X, 0x%X },\n", out[0], out[1],
				(unsigned)code);
	}
	puts("};");
	if (U_FAILURE(status))
		die("no decompositions: %s", u_errorName(status));
}

static void
write_pool(void)
{
	fputs("static const char romanize_text[] =\n\t\"", stdout);
	for (size_t i = 0; i < pool.len; i++) {
		printf("\\%03o", (uint8_t)pool.p[i]);
		if (i % 16 == 15)
			fputs("\"\n\t\"", stdout);
	}
	puts("\";");
}

void
systems_write(const char *systems, const char *letters)
{
	read_table(systems, 7, system_row, NULL);
	read_table(letters, 6, letter_row, NULL);
	for (size_t i = 0; i < table_count; i++)
		fill(&tables[i], 0);
	write_rules();
	write_systems();
	write_composed();
	write_pool();
}
