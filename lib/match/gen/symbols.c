/* SPDX-License-Identifier: GPL-2.0-or-later */
/* symbols.c - letters as small numbers; the letters that a term may have */
#include "mktables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>

#define CODES 0xA800	/* Latin Extended-D is the last block */

static uint8_t symbol[CODES];
static uint32_t code_of[256];
static uint8_t context[256];
static unsigned symbols = SYM_FIRST;

uint8_t
symbol_of(uint32_t code)
{
	return code < CODES ? symbol[code] : 0;
}

uint8_t
symbol_make(uint32_t code)
{
	if (code == '^')
		return SYM_BEGIN;
	if (code == '$')
		return SYM_END;
	if (code >= CODES)
		die("letter U+%04X is beyond the tables", code);
	if (!symbol[code]) {
		if (symbols > 255)
			die("more letters than symbols");
		code_of[symbols] = code;
		symbol[code] = (uint8_t)symbols++;
	}
	return symbol[code];
}

chunk
chunk_of(const char *text)
{
	const char *end = text + strlen(text);
	chunk c = { { 0 }, 0 };

	while (text < end) {
		if (c.len == CHUNK_MAX)
			die("chunk over %d letters", CHUNK_MAX);
		c.sym[c.len++] = symbol_make(npo_utf8_next(&text, end));
	}
	return c;
}

bool
chunk_equal(const chunk *a, const chunk *b)
{
	return a->len == b->len && !memcmp(a->sym, b->sym, a->len);
}

bool
chunk_has_digit(const chunk *c)
{
	for (size_t i = 0; i < c->len; i++) {
		if (code_of[c->sym[i]] >= '0' && code_of[c->sym[i]] <= '9')
			return true;
	}
	return false;
}

static void
class_row(char **cell, size_t cells, void *payload)
{
	const char *at = cell[1], *end = at + strlen(at);
	uint8_t class = !strcmp(cell[0], "vowel") ? CTX_VOWEL : CTX_SIGN;

	(void)cells;
	(void)payload;
	while (at < end)
		context[symbol_make(npo_utf8_next(&at, end))] = class;
}

void
classes_read(const char *path)
{
	read_table(path, 2, class_row, NULL);
	context[SYM_BEGIN] = CTX_START;
}

/** A letter, and the one that it compares as in names. */
static struct {
	uint32_t code, as;
} named[32];
static size_t nameds;

static void
name_letter_row(char **cell, size_t cells, void *payload)
{
	const char *letter = cell[0], *as = cell[1];

	(void)cells;
	(void)payload;
	if (nameds == NPO_COUNT(named))
		die("more letters of names than there is room for");
	named[nameds].code = npo_utf8_next(&letter, letter + strlen(letter));
	named[nameds++].as = npo_utf8_next(&as, as + strlen(as));
}

void
name_letters_read(const char *path)
{
	read_table(path, 2, name_letter_row, NULL);
}

uint32_t
name_letter(uint32_t code)
{
	for (size_t i = 0; i < nameds; i++) {
		if (named[i].code == code)
			return named[i].as;
	}
	return code;
}

static uint8_t
own_symbol(uint32_t code)
{
	return symbol[code];
}

static uint8_t
name_symbol(uint32_t code)
{
	return symbol[name_letter(code)];
}

uint8_t
class_of(uint8_t sym)
{
	return context[sym] ? context[sym] : CTX_CONSONANT;
}

/*
 * The symbol of a letter without one is that of its base letter: what no
 * romanization writes with that mark is read without it.
 */
static uint8_t
base_symbol(uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	UChar out[8];
	int32_t len = unorm2_getRawDecomposition(
		nfd, (UChar32)code, out, NPO_COUNT(out), &status);

	if (U_FAILURE(status) || len < 1)
		return 0;
	return symbol[out[0]] ? symbol[out[0]] : base_symbol(out[0]);
}

/* letters that have no decomposition, and what they are read as */
static const struct {
	uint32_t code;
	char as;
} plain[] = {
	{ 0xE6, 'e' },	/* ae */
	{ 0xF0, 'd' },	/* eth */
	{ 0xF8, 'o' },	/* o with stroke */
	{ 0xFE, 't' },	/* thorn */
	{ 0x127, 'h' },	/* h with stroke */
	{ 0x131, 'i' },	/* dotless i */
	{ 0x138, 'q' },	/* kra */
	{ 0x14B, 'n' },	/* eng */
	{ 0x153, 'e' },	/* oe */
	{ 0x167, 't' },	/* t with stroke */
	{ 0x180, 'b' },	/* b with stroke */
	{ 0x1B6, 'z' },	/* z with stroke */
	{ 0x1E5, 'g' },	/* g with stroke */
	{ 0x259, 'a' },	/* schwa */
	{ 0x268, 'i' },	/* i with stroke */
	{ 0x275, 'o' },	/* barred o */
};

uint8_t
symbol_base(uint8_t sym)
{
	uint32_t code = code_of[sym];

	if (code < 0x80 || (code >= 0x400 && code < 0x530))
		return 0;
	for (size_t i = 0; i < NPO_COUNT(plain); i++) {
		if (plain[i].code == code)
			return symbol[(uint8_t)plain[i].as];
	}
	return base_symbol(code);
}

static void
fill_rest(void)
{
	for (size_t i = 0; i < NPO_COUNT(plain); i++) {
		if (!symbol[plain[i].code])
			symbol[plain[i].code] = symbol[(uint8_t)plain[i].as];
	}
	symbol[0xB7] = SYM_IGNORE; /* BGN/PCGN's point between letters */
	for (uint32_t code = 0xC0; code < CODES; code++) {
		if (code == 0x300)
			code = 0x370;
		if (!symbol[code])
			symbol[code] = base_symbol(code);
	}
	for (uint32_t code = 0x300; code < 0x370; code++)
		symbol[code] = SYM_IGNORE;
}

/* an apostrophe stands in words of both scripts: Ukrainian, Belarusian */
static bool
in_script(bool cyrillic, uint32_t code)
{
	if (code == '\'')
		return true;
	return cyrillic == (code >= 0x400 && code < 0x530);
}

static bool
is_letter(bool cyrillic, uint32_t code)
{
	return symbol[code] && in_script(cyrillic, code);
}

/* by code point: how many letters stand before it */
static void
write_starts(const char *name, bool cyrillic)
{
	size_t count = 0;

	printf("};\nstatic const uint16_t starts_%s[LETTER_CODES] = {", name);
	for (uint32_t code = 0; code < LETTER_CODES; code++) {
		printf("%s%zu,", code % 16 ? " " : "\n\t", count);
		count += code >= 0x20 && is_letter(cyrillic, code);
	}
	puts("\n};");
}

static void
write_letters(
	const char *name, bool cyrillic, uint8_t (*symbol_in)(uint32_t code))
{
	uint64_t set[256][LETTER_WORDS] = { { 0 } };
	size_t count = 0;

	printf("static const struct letter letters_%s[] = {\n", name);
	for (uint32_t code = 0x20; code < CODES; code++) {
		npo_buf utf8 = NPO_BUF_INIT;

		if (!is_letter(cyrillic, code))
			continue;
		if (count / 64 == LETTER_WORDS)
			die("more letters than a set can hold");
		set[symbol_in(code)][count / 64] |= 1ull << count % 64;
		count++;
		npo_utf8_put(&utf8, code);
		printf("\t{ 0x%X, %u, %zu, {", code, symbol_in(code),
			utf8.len);
		for (size_t i = 0; i < utf8.len; i++)
			printf(" 0x%02X,", (uint8_t)utf8.p[i]);
		puts(" } },");
		npo_buf_release(&utf8);
	}
	write_starts(name, cyrillic);
	printf("static const struct letter_set sets_%s[SYMBOLS] = {\n", name);
	for (unsigned k = 0; k < symbols; k++) {
		fputs("\t{ {", stdout);
		for (size_t w = 0; w < LETTER_WORDS; w++)
			printf(" 0x%llx,", (unsigned long long)set[k][w]);
		puts(" } },");
	}
	puts("};");
}

void
symbols_write(void)
{
	fill_rest();
	printf("#define SYMBOLS %u\n", symbols);
	printf("static const uint8_t symbol_class[256] = {");
	for (unsigned i = 0; i < 256; i++)
		printf("%s%u,", i % 16 ? " " : "\n\t",
			class_of((uint8_t)i));
	puts("\n};");
	write_letters("latin", false, own_symbol);
	write_letters("cyrillic", true, own_symbol);
	write_letters("names", true, name_symbol);
	puts("static const struct name_letter name_letters[] = {");
	for (size_t i = 0; i < nameds; i++)
		printf("\t{ 0x%X, 0x%X },\n", named[i].code, named[i].as);
	puts("};");
}

/* nats of a letter that neither language has, a sign too: none is as rare */
#define RAREST 14

static void
rarity_row(char **cell, size_t cells, void *payload)
{
	const char *letter = cell[0];
	float *nats = payload;

	(void)cells;
	nats[symbol_of(npo_utf8_next(&letter, letter + strlen(letter)))] =
		strtof(cell[1], NULL);
}

void
rarities_of_letters_write(const char *path)
{
	float nats[256];

	for (size_t i = 0; i < 256; i++)
		nats[i] = RAREST;
	read_table(path, 2, rarity_row, nats);
	nats[SYM_BEGIN] = nats[SYM_END] = 0;
	puts("static const float letter_rarity[256] = {");
	for (size_t i = 0; i < 256; i++)
		printf("\t%.1ff,\n", (double)nats[i]);
	puts("};");
}
