/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lex.c - a query's text to words, phrases, filters and operators */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#define NEAR_DEFAULT 10
#define NEAR_MAX 1000

/* quotation marks in pairs: Unicode 15, section 6.2; CLDR 42, delimiters */
static const struct quote {
	uint32_t open;
	uint32_t close[4];
} quotes[] = {
	{ '"', { '"', 0x201D } },
	{ 0x201C, { 0x201D, 0x201C, '"' } },	/* English */
	{ 0x201D, { 0x201D } },			/* Finnish */
	{ 0x201E, { 0x201C, 0x201D, '"' } },	/* German, Polish, Russian */
	{ 0xAB, { 0xBB } },			/* Russian, French */
	{ 0xBB, { 0xAB, 0xBB } },		/* Danish, Swedish */
};

static const struct {
	const char *name;
	query_field field;
} fields[] = {
	{ "title", QUERY_TITLE },
	{ "section", QUERY_SECTION },
	{ "author", QUERY_AUTHOR },
};

static const struct {
	const char *word;
	lexeme_kind kind;
} operators[] = {
	{ "AND", LEX_AND },
	{ "OR", LEX_OR },
	{ "NOT", LEX_NOT },
	{ "NEAR", LEX_NEAR },
};

typedef struct lexer {
	npo_str text;
	size_t at;
	size_t open;		/* parentheses */
	bool unclosed[NPO_COUNT(quotes)]; /* no further mark closes it */
	lexemes *list;
	npo_buf *note;
} lexer;

void
query_note(npo_buf *note, const char *sentence)
{
	if (note->len && strstr(note->p, sentence))
		return;
	if (note->len)
		npo_buf_adds(note, "; ");
	npo_buf_adds(note, sentence);
}

/* ------------------------------------------------------- one lexeme */

/* the row of an opening quotation mark, or NPO_COUNT(quotes) */
static size_t
quote_of(uint32_t code)
{
	size_t i = 0;

	while (i < NPO_COUNT(quotes) && quotes[i].open != code)
		i++;
	return i;
}

static lexeme *
add(lexer *lx, lexeme_kind kind, size_t start, size_t end)
{
	lexeme *new;

	NPO_GROW(lx->list->item, lx->list->count, lx->list->cap);
	new = &lx->list->item[lx->list->count++];
	memset(new, 0, sizeof(*new));
	new->kind = kind;
	new->text = (npo_str){ lx->text.p + start, end - start };
	return new;
}

/* whether a word, phrase or parenthesis begins at a place */
static bool
operand_at(const lexer *lx, size_t at)
{
	size_t len;
	uint32_t code = query_code_at(lx->text, at, &len);

	if (code == '=' || code == '~')
		code = query_code_at(lx->text, at + len, &len);
	return len && (query_is_word(code) || code == '(' ||
		quote_of(code) < NPO_COUNT(quotes));
}

/* the name in front of a colon with something behind it, or empty */
static npo_str
name_at(const lexer *lx)
{
	size_t at = lx->at, len;

	while (at < lx->text.len && lx->text.p[at] >= 'a' &&
		lx->text.p[at] <= 'z')
		at++;
	if (at >= lx->text.len || lx->text.p[at] != ':' ||
		query_is_blank(query_code_at(lx->text, at + 1, &len)))
		return (npo_str){ NULL, 0 };
	return (npo_str){ lx->text.p + lx->at, at - lx->at };
}

static bool
lex_field(lexer *lx, query_flags *flags)
{
	npo_str name = name_at(lx);

	for (size_t i = 0; i < NPO_COUNT(fields); i++) {
		if (!npo_str_equal(name, npo_str_of(fields[i].name)))
			continue;
		flags->field = fields[i].field;
		lx->at += name.len + 1;
		return true;
	}
	return false;
}

static query_flags
lex_flags(lexer *lx)
{
	query_flags flags = { QUERY_ANYWHERE, false, false };

	for (;;) {
		char c = lx->at < lx->text.len ? lx->text.p[lx->at] : 0;

		if ((c == '=' || c == '~') && operand_at(lx, lx->at + 1)) {
			flags.exact |= c == '=';
			flags.typo |= c == '~';
			lx->at++;
		} else if (!lex_field(lx, &flags)) {
			return flags;
		}
	}
}

static bool
closes(const struct quote *quote, uint32_t code)
{
	for (size_t i = 0; quote->close[i]; i++) {
		if (quote->close[i] == code)
			return true;
	}
	return false;
}

/* a phrase from its opening mark; false: no mark closes it */
static bool
lex_quoted(lexer *lx, npo_str *inside)
{
	size_t first, len, next, end;
	size_t row = quote_of(query_code_at(lx->text, lx->at, &first));

	if (row == NPO_COUNT(quotes))
		return false;
	end = lx->unclosed[row] ? lx->text.len : lx->at + first;
	for (; end < lx->text.len; end += len) {
		uint32_t code = query_code_at(lx->text, end, &len);

		if (!closes(&quotes[row], code) ||
			query_is_word(query_code_at(
				lx->text, end + len, &next)))
			continue;
		*inside = (npo_str){ lx->text.p + lx->at + first,
			end - lx->at - first };
		lx->at = end + len;
		return true;
	}
	lx->unclosed[row] = true;
	query_note(lx->note, "a quotation mark without its partner is text");
	return false;
}

/* to the end of a word: a blank, or a parenthesis opened before it */
static size_t
word_end(const lexer *lx)
{
	size_t inside = 0, len, at;

	for (at = lx->at; at < lx->text.len; at += len) {
		uint32_t code = query_code_at(lx->text, at, &len);

		if (query_is_blank(code) ||
			(code == ')' && !inside && lx->open))
			break;
		if (code == '(')
			inside++;
		else if (code == ')' && inside)
			inside--;
		else if (code == ')')
			query_note(lx->note,
				"a parenthesis without its partner is text");
	}
	return at;
}

static bool
lex_filter(lexer *lx)
{
	size_t start = lx->at;
	npo_str name = name_at(lx), value;
	query_filter_kind kind;
	query_filter filter;

	if (!query_filter_named(name, &kind))
		return false;
	lx->at += name.len + 1;
	if (!lex_quoted(lx, &value)) {
		value.p = lx->text.p + lx->at;
		value.len = word_end(lx) - lx->at;
		lx->at += value.len;
	}
	if (!query_filter_read(kind, value, &filter)) {
		query_note(lx->note, "a filter without a usable value is text");
		lx->at = start;
		return false;
	}
	add(lx, LEX_FILTER, start, lx->at)->filter = filter;
	return true;
}

/* AND, OR, NOT, NEAR or NEAR/5 as a whole word */
static lexeme_kind
operator_of(npo_str word, uint32_t *distance)
{
	npo_str near = npo_str_of("NEAR/");
	char digits[8] = "", *end;

	*distance = NEAR_DEFAULT;
	for (size_t i = 0; i < NPO_COUNT(operators); i++) {
		if (npo_str_equal(word, npo_str_of(operators[i].word)))
			return operators[i].kind;
	}
	if (!npo_str_starts(word, near) || word.len == near.len ||
		word.len - near.len >= sizeof(digits))
		return LEX_WORD;
	memcpy(digits, word.p + near.len, word.len - near.len);
	*distance = (uint32_t)strtoul(digits, &end, 10);
	if (*end || digits[0] < '0' || digits[0] > '9')
		return LEX_WORD;
	if (*distance < 1)
		*distance = 1;
	if (*distance > NEAR_MAX)
		*distance = NEAR_MAX;
	return LEX_NEAR;
}

static void
lex_word(lexer *lx, query_flags flags)
{
	size_t start = lx->at;
	lexeme *new;

	lx->at = word_end(lx);
	new = add(lx, LEX_WORD, start, lx->at);
	new->flags = flags;
	if (!flags.field && !flags.exact && !flags.typo)
		new->kind = operator_of(new->text, &new->distance);
}

static void
lex_operand(lexer *lx)
{
	query_flags flags;
	npo_str inside;
	size_t start = lx->at;

	if (lex_filter(lx))
		return;
	flags = lex_flags(lx);
	if (lx->at < lx->text.len && lx->text.p[lx->at] == '(') {
		add(lx, LEX_OPEN, start, ++lx->at)->flags = flags;
		lx->open++;
	} else if (lex_quoted(lx, &inside)) {
		lexeme *new = add(lx, LEX_PHRASE, start, lx->at);

		new->text = inside;
		new->flags = flags;
	} else {
		lex_word(lx, flags);
	}
}

/* ------------------------------------------------------- all of them */

static bool
is_sign(lexeme_kind kind)
{
	return kind == LEX_PLUS || kind == LEX_MINUS;
}

/* take parentheses back that have no partner or are too deep */
static void
balance(lexer *lx)
{
	size_t *stack = npo_alloc(lx->list->count * sizeof(*stack));
	size_t depth = 0;

	for (size_t i = 0; i < lx->list->count; i++) {
		lexeme *item = &lx->list->item[i];

		if (item->kind == LEX_OPEN)
			stack[depth++] = i;
		if (item->kind != LEX_CLOSE)
			continue;
		if (depth-- > QUERY_DEPTH_MAX) {
			item->kind = LEX_NOTHING;
			lx->list->item[stack[depth]].kind = LEX_NOTHING;
			query_note(lx->note, "parentheses are too deep");
		}
	}
	while (depth) {
		size_t i = stack[--depth];

		lx->list->item[i].kind = LEX_NOTHING;
		if (i && is_sign(lx->list->item[i - 1].kind))
			lx->list->item[i - 1].kind = LEX_NOTHING;
		query_note(lx->note,
			"a parenthesis without its partner is text");
	}
	free(stack);
}

static void
drop_nothings(lexemes *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (list->item[i].kind != LEX_NOTHING)
			list->item[kept++] = list->item[i];
	}
	list->count = kept;
}

static bool
ends_operand(lexeme_kind kind)
{
	return kind == LEX_WORD || kind == LEX_PHRASE || kind == LEX_FILTER ||
		kind == LEX_CLOSE;
}

static bool
starts_operand(lexeme_kind kind)
{
	return kind == LEX_WORD || kind == LEX_PHRASE || kind == LEX_FILTER ||
		kind == LEX_OPEN;
}

static bool
is_operator(lexeme_kind kind)
{
	return kind == LEX_AND || kind == LEX_OR || kind == LEX_NOT ||
		kind == LEX_NEAR;
}

/* operators that lack an operand are words */
static void
settle_operators(lexer *lx)
{
	lexeme_kind before = LEX_NOTHING;

	for (size_t i = 0; i < lx->list->count; i++) {
		lexeme *item = &lx->list->item[i];
		lexeme_kind behind = i + 1 < lx->list->count ?
			item[1].kind : LEX_NOTHING;
		bool left = ends_operand(before);
		bool right = starts_operand(behind);
		bool fits = true;

		if (item->kind == LEX_AND || item->kind == LEX_OR)
			fits = left && (right || behind == LEX_NOT ||
				is_sign(behind));
		else if (item->kind == LEX_NEAR)
			fits = left && right;
		else if (item->kind == LEX_NOT)
			fits = right;
		if (is_operator(item->kind) && is_sign(before))
			fits = false;
		if (!fits) {
			item->kind = LEX_WORD;
			query_note(lx->note,
				"an operator without a word beside it is text");
		}
		before = item->kind;
	}
}

void
query_lex(npo_str text, lexemes *list, npo_buf *note)
{
	lexer lx = { .text = text, .list = list, .note = note };
	size_t len;

	while (lx.at < text.len) {
		uint32_t code = query_code_at(text, lx.at, &len);

		if (query_is_blank(code)) {
			lx.at += len;
		} else if (code == ')' && lx.open) {
			lx.open--;
			add(&lx, LEX_CLOSE, lx.at, lx.at + len);
			lx.at += len;
		} else if ((code == '+' || code == '-') &&
			operand_at(&lx, lx.at + len)) {
			add(&lx, code == '+' ? LEX_PLUS : LEX_MINUS, lx.at,
				lx.at + len);
			lx.at += len;
			lex_operand(&lx);
		} else {
			lex_operand(&lx);
		}
	}
	balance(&lx);
	drop_nothings(list);
	settle_operators(&lx);
}

void
query_lexemes_release(lexemes *list)
{
	for (size_t i = 0; i < list->count; i++)
		query_filter_release(&list->item[i].filter);
	free(list->item);
	*list = (lexemes){ NULL, 0, 0 };
}
