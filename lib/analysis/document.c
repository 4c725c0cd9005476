/* SPDX-License-Identifier: GPL-2.0-or-later */
/* document.c - a document's words as postings */
#include "analyzer.h"

#include "npo/schema.h"

/* Letters of a word whose point ends no sentence. */
#define ABBREVIATED 2
/* Words of a text in which case may say nothing. */
#define FEW 8

/* where the postings of a text go */
struct target {
	npo_doc *doc;
	uint32_t base;		/* positions used before */
	const npo_span *span, *spans_end;
	const char *field;	/* prefix for every word, or NULL */
	bool plain;		/* words stand without prefix too */
	bool names;		/* a word with a capital within a sentence */
	npo_str text;
	size_t end;		/* of the word before, in it; 0: none is */
	bool shortish;		/* that word is ABBREVIATED */
	size_t script[NPO_SCRIPT_OTHER + 1];	/* words of each */
};

/* a word that may be a name */
static npo_status
add_capital(npo_analyzer *analyzer, const struct target *target,
	const npo_token *token, npo_error *err)
{
	npo_word_term(&analyzer->posting, NPO_PREFIX_CAPITAL, token->term);
	return npo_doc_add_posting(
		target->doc, npo_buf_str(&analyzer->posting), 0, 0, err);
}

static npo_status
add_posting(npo_analyzer *analyzer, const struct target *target,
	const char *prefix, const npo_token *token, npo_error *err)
{
	uint32_t position = token->kind == NPO_TOKEN_WORD
		? target->base + token->position
		: 0;

	npo_word_term(&analyzer->posting, prefix, token->term);
	if (analyzer->gathered)
		npo_strset_add(
			analyzer->gathered, npo_buf_str(&analyzer->posting));
	return npo_doc_add_posting(target->doc,
		npo_buf_str(&analyzer->posting), position, 1, err);
}

/* the prefix of the part of the text where the token stands, or NULL */
static const char *
field_of(struct target *target, const npo_token *token)
{
	/* an extra comes behind its words, never before their span */
	while (target->span < target->spans_end &&
		token->kind == NPO_TOKEN_WORD &&
		target->span->end <= token->start)
		target->span++;
	if (target->span == target->spans_end ||
		token->start < target->span->start ||
		token->start >= target->span->end)
		return target->field;
	return target->span->kind == NPO_SPAN_TITLE ? NPO_PREFIX_TITLE
						    : NPO_PREFIX_SECTION;
}

/*
 * Whether a sentence may begin between two words: nothing is before it, an end
 * of a sentence is, or an empty line. A point behind one or two letters is that
 * of an abbreviation: г. Тула, С. Королёв.
 */
static bool
begins_sentence(const struct target *target, const npo_token *token)
{
	const char *at = target->text.p + target->end;
	const char *end = target->text.p + token->start;
	bool line = false;

	if (!target->end)
		return true;
	while (at < end) {
		uint32_t code = npo_utf8_next(&at, end);

		if (code == '!' || code == '?' || code == 0x2026 ||
			code == NPO_HEADING_END ||
			(code == '.' && !target->shortish) ||
			(code == '\n' && line))
			return true;
		if (code != ' ' && code != '\r' && code != '\t')
			line = code == '\n';
	}
	return false;
}

static void
remember(struct target *target, const npo_token *token)
{
	const char *at = target->text.p + token->start;
	const char *end = target->text.p + token->end;
	int letters = 0;

	for (; at < end && letters <= ABBREVIATED; letters++)
		(void)npo_utf8_next(&at, end);
	target->end = token->end;
	target->shortish = letters <= ABBREVIATED;
}

/* all postings of one token: the place for further terms of a word */
static npo_status
add_word(npo_analyzer *analyzer, struct target *target, const npo_token *token,
	npo_error *err)
{
	const char *field = field_of(target, token);
	npo_status st = NPO_OK;

	if (target->plain)
		st = add_posting(analyzer, target, "", token, err);
	if (!st && field)
		st = add_posting(analyzer, target, field, token, err);
	if (!st && target->plain && token->capital &&
		!begins_sentence(target, token)) {
		target->names = true;
		st = add_capital(analyzer, target, token, err);
	}
	if (token->kind == NPO_TOKEN_WORD)
		remember(target, token);
	return st;
}

static npo_status
add_text(npo_analyzer *analyzer, struct target *target, npo_str text,
	npo_error *err)
{
	npo_status st = NPO_OK;
	uint32_t words = 0;
	npo_token token;

	target->text = text;
	target->end = 0;
	npo_analyzer_start(analyzer, text);
	while (!st && npo_analyzer_next(analyzer, &token)) {
		if (token.kind == NPO_TOKEN_WORD) {
			words = token.position;
			target->script[token.script]++;
		}
		st = add_word(analyzer, target, &token, err);
	}
	target->base += words;
	return st;
}

/* a few words, such as a name or a title, of which none has a capital that
 * means something: any of them may be a name */
static npo_status
add_caseless(npo_analyzer *analyzer, const struct target *target,
	npo_str text, npo_error *err)
{
	npo_status st = NPO_OK;
	npo_token token;

	npo_analyzer_start(analyzer, text);
	while (!st && npo_analyzer_next(analyzer, &token)) {
		if (token.script == NPO_SCRIPT_LATIN ||
			token.script == NPO_SCRIPT_CYRILLIC)
			st = add_capital(analyzer, target, &token, err);
	}
	return st;
}

/* the title's words come first, if they are not part of the text */
static npo_status
add_title(npo_analyzer *analyzer, struct target *target,
	const npo_document *document, npo_error *err)
{
	npo_status st;

	for (size_t i = 0; i < document->span_count; i++) {
		if (document->spans[i].kind == NPO_SPAN_TITLE)
			return NPO_OK;
	}
	target->field = NPO_PREFIX_TITLE;
	st = add_text(analyzer, target, document->title, err);
	target->field = NULL;
	return st;
}

static npo_script
most_words(const struct target *target)
{
	npo_script most = NPO_SCRIPT_NONE;
	size_t count = 0;

	for (int i = NPO_SCRIPT_LATIN; i <= NPO_SCRIPT_OTHER; i++) {
		if (target->script[i] <= count)
			continue;
		count = target->script[i];
		most = (npo_script)i;
	}
	return most;
}

npo_status
npo_analyzer_index(npo_analyzer *analyzer, const npo_document *document,
	npo_doc *doc, npo_analysis *analysis, npo_error *err)
{
	struct target target = { .doc = doc, .plain = true };
	struct target author = { .doc = doc, .field = NPO_PREFIX_AUTHOR };
	uint32_t gap = 0;
	bool caseless;
	npo_status st;

	st = add_title(analyzer, &target, document, err);
	if (st)
		return st;
	if (target.base)
		gap = NPO_POSITION_GAP;
	target.base += gap;
	target.span = document->spans;
	target.spans_end = document->spans + document->span_count;
	st = add_text(analyzer, &target, document->text, err);
	caseless = !target.names && target.base - gap <= FEW;
	if (!st && caseless)
		st = add_caseless(analyzer, &target, document->title, err);
	if (!st && caseless)
		st = add_caseless(analyzer, &target, document->text, err);
	if (st)
		return st;
	st = add_text(analyzer, &author, document->author, err);
	if (st)
		return st;
	analysis->words = target.base - gap;
	analysis->script = most_words(&target);
	return NPO_OK;
}
