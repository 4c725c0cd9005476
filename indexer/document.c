/* SPDX-License-Identifier: GPL-2.0-or-later */
/* document.c - a reader's document as store's: terms, values, stored fields */
#include "indexer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "npo/analysis.h"
#include "npo/database.h"
#include "npo/schema.h"

/* A value is for sorting: its first letters do. */
#define VALUE_MAX 240
/* With a line behind it. */
#define VALUE_PATH_MAX (VALUE_MAX - 10)
_Static_assert(NPO_PATH_WHOLE + 4 <= VALUE_PATH_MAX, "a cut within a letter");

struct ix_maker {
	npo_analyzer *analyzer;
	npo_doc *doc;
	const ix_source *source;
	const npo_dict *dict; /* or NULL */
	npo_buf shared; /* terms of all documents of the file, each
			   with a NUL behind it */
	npo_buf term, scratch;
};

ix_maker *
maker_new(void)
{
	ix_maker *maker = npo_calloc(1, sizeof(*maker));

	maker->analyzer = npo_analyzer_new();
	maker->doc = npo_doc_new();
	return maker;
}

void
maker_gather(ix_maker *maker, npo_strset *terms)
{
	npo_analyzer_gather(maker->analyzer, terms);
}

void
maker_use_dict(ix_maker *maker, const npo_dict *dict)
{
	maker->dict = dict;
}

void
maker_free(ix_maker *maker)
{
	if (!maker)
		return;
	npo_analyzer_free(maker->analyzer);
	npo_doc_free(maker->doc);
	npo_buf_release(&maker->shared);
	npo_buf_release(&maker->term);
	npo_buf_release(&maker->scratch);
	free(maker);
}

/* ---------------------------------------------------------- terms */

/* the term at hand */
static void
share_term(ix_maker *maker)
{
	npo_buf_addstr(&maker->shared, npo_buf_str(&maker->term));
	npo_buf_addc(&maker->shared, '\0');
}

static void
share(ix_maker *maker, const char *prefix, npo_str value)
{
	npo_term_make(&maker->term, prefix, value);
	share_term(maker);
}

/* each folder above a file, by its path and by its name */
static void
share_each(ix_maker *maker, const char *path)
{
	const char *name = path + 1;
	const char *slash = strchr(name, '/');

	for (; slash; slash = strchr(name, '/')) {
		npo_str own = {name, (size_t)(slash - name)};
		npo_str whole = {path, (size_t)(slash - path)};

		share(maker, NPO_PREFIX_DIR, whole);
		npo_buf_reset(&maker->scratch);
		npo_fold(own, &maker->scratch);
		share(maker, NPO_PREFIX_DIR, npo_buf_str(&maker->scratch));
		name = slash + 1;
	}
}

/* see npo_dir_terms() */
static void
share_folders(ix_maker *maker, const char *path)
{
	const char *slash = strrchr(path, '/');
	npo_str own = {path, slash == path ? 1 : (size_t)(slash - path)};

	if (strlen(NPO_PREFIX_DIR) + own.len <= NPO_TERM_MAX)
		share(maker, NPO_PREFIX_DIR, own);
	else
		share_each(maker, path);
}

void
maker_start(ix_maker *maker, const ix_source *source)
{
	maker->source = source;
	npo_path_term(&maker->term, npo_str_of(source->path));
	npo_buf_reset(&maker->shared);
	share_term(maker);
	if (*source->path == '/')
		share_folders(maker, source->path);
}

static npo_status
add_filter(ix_maker *maker, const char *prefix, npo_str value, npo_error *err)
{
	if (!value.len)
		return NPO_OK;
	npo_term_make(&maker->term, prefix, value);
	return npo_doc_add_posting(
		maker->doc, npo_buf_str(&maker->term), 0, 0, err);
}

static npo_status
add_shared(ix_maker *maker, npo_error *err)
{
	npo_str left = npo_buf_str(&maker->shared);
	npo_status st = NPO_OK;

	while (left.len && !st) {
		npo_str term = npo_str_of(left.p);

		st = npo_doc_add_posting(maker->doc, term, 0, 0, err);
		left.p += term.len + 1;
		left.len -= term.len + 1;
	}
	return st;
}

static npo_status
add_field(ix_maker *maker, const npo_field *field, npo_error *err)
{
	npo_buf prefix = NPO_BUF_INIT;
	npo_status st;

	npo_buf_adds(&prefix, NPO_PREFIX_FIELD);
	npo_fold(field->name, &prefix);
	npo_buf_addc(&prefix, ':');
	npo_buf_reset(&maker->scratch);
	npo_fold(field->value, &maker->scratch);
	npo_buf_addstr(&prefix, npo_buf_str(&maker->scratch));
	st = add_filter(maker, "", npo_buf_str(&prefix), err);
	npo_buf_release(&prefix);
	return st;
}

/* "ru" of "ru-RU" (RFC 5646: the primary subtag). */
static npo_str
primary_language(npo_str lang, char *out, size_t size)
{
	size_t len = 0;

	while (len < lang.len && len < size &&
		isalpha((unsigned char)lang.p[len])) {
		out[len] = (char)tolower((unsigned char)lang.p[len]);
		len++;
	}
	return (npo_str){out, len};
}

static npo_status
add_filters(ix_maker *maker, const npo_document *document, npo_str lang,
	npo_script script, npo_error *err)
{
	static const char *const scripts[] = {
		[NPO_SCRIPT_LATIN] = "latin",
		[NPO_SCRIPT_CYRILLIC] = "cyrillic",
		[NPO_SCRIPT_OTHER] = NULL,
	};
	npo_status st = add_shared(maker, err);

	if (!st)
		st = add_filter(maker, NPO_PREFIX_TYPE,
			npo_str_of(document->type), err);
	if (!st)
		st = add_filter(maker, NPO_PREFIX_LANG, lang, err);
	if (!st)
		st = add_filter(maker, NPO_PREFIX_SCRIPT,
			npo_str_of(scripts[script]), err);
	if (!st)
		st = add_filter(maker, NPO_PREFIX_ID, document->id, err);
	for (size_t i = 0; i < document->field_count && !st; i++)
		st = add_field(maker, &document->fields[i], err);
	return st;
}

/* ---------------------------------------------------------- values */

/* Day and month are 01 if the date has none. */
void
maker_date(npo_str date, int64_t mtime, char out[9])
{
	char digits[] = "00000101";
	time_t seconds =
		(time_t)(mtime / 1000000000 - (mtime % 1000000000 < 0));
	struct tm day;
	size_t count = 0;

	for (size_t i = 0; i < date.len && count < 8; i++) {
		if (isdigit((unsigned char)date.p[i]))
			digits[count++] = date.p[i];
		else if (date.p[i] != '-')
			break;
	}
	memcpy(out, digits, sizeof(digits));
	if (count == 4 || count == 6 || count == 8)
		return;
	if (gmtime_r(&seconds, &day) && day.tm_year > -1900 &&
		day.tm_year < 8100)
		strftime(out, 9, "%Y%m%d", &day);
	else
		memcpy(out, "00000101", 9);
}

/* How many bytes it takes, then these, the highest first: such bytes sort as
 * numbers do. */
static void
add_number(npo_buf *out, uint64_t number)
{
	unsigned bytes = 0;

	while (bytes < sizeof(number) && number >> 8 * bytes)
		bytes++;
	npo_buf_addc(out, (char)bytes);
	while (bytes--)
		npo_buf_addc(out, (char)(number >> 8 * bytes));
}

static npo_status
set_value(ix_maker *maker, enum npo_slot slot, npo_str value, npo_error *err)
{
	if (!value.len)
		return NPO_OK;
	if (value.len > VALUE_MAX)
		value.len = npo_utf8_cut(value.p, VALUE_MAX);
	return npo_doc_set_value(maker->doc, slot, value, err);
}

/* Its words, so that quotes and case are nothing to sort by; with the letters
 * of terms, which are shorter and in the same order. */
static npo_status
set_title(ix_maker *maker, npo_str title, npo_error *err)
{
	npo_token token;

	npo_buf_reset(&maker->scratch);
	npo_analyzer_start(maker->analyzer, title);
	while (maker->scratch.len <= VALUE_MAX &&
		npo_analyzer_next(maker->analyzer, &token)) {
		if (token.kind != NPO_TOKEN_WORD)
			continue;
		if (maker->scratch.len)
			npo_buf_addc(&maker->scratch, ' ');
		npo_buf_addstr(&maker->scratch, token.term);
	}
	if (maker->scratch.len > VALUE_MAX)
		maker->scratch.len = npo_utf8_cut(maker->scratch.p, VALUE_MAX);
	npo_word_term(&maker->term, "", npo_buf_str(&maker->scratch));
	return set_value(
		maker, NPO_SLOT_TITLE, npo_buf_str(&maker->term), err);
}

/* Documents of one file follow each other in the order of their lines. */
static npo_status
set_path(ix_maker *maker, const npo_document *document, npo_error *err)
{
	npo_str path = npo_str_of(maker->source->path);

	if (!document->member.len)
		return set_value(maker, NPO_SLOT_PATH, path, err);
	if (path.len > VALUE_PATH_MAX)
		path.len = npo_utf8_cut(path.p, VALUE_PATH_MAX);
	npo_buf_reset(&maker->scratch);
	npo_buf_addstr(&maker->scratch, path);
	npo_buf_addc(&maker->scratch, '\0');
	add_number(&maker->scratch, document->line);
	return set_value(
		maker, NPO_SLOT_PATH, npo_buf_str(&maker->scratch), err);
}

static npo_status
set_values(ix_maker *maker, const npo_document *document, npo_error *err)
{
	char date[9];
	npo_status st;

	maker_date(document->date, maker->source->mtime, date);
	npo_buf_reset(&maker->scratch);
	add_number(&maker->scratch, document->text.len);
	st = set_value(maker, NPO_SLOT_DATE, npo_str_of(date), err);
	if (!st)
		st = set_value(maker, NPO_SLOT_SIZE,
			npo_buf_str(&maker->scratch), err);
	if (!st)
		st = set_path(maker, document, err);
	if (!st)
		st = set_title(maker, document->title, err);
	return st;
}

/* ---------------------------------------------------------- all of it */

static npo_status
set_data(ix_maker *maker, const npo_document *document, npo_str lang,
	npo_error *err)
{
	const ix_source *source = maker->source;
	char day[9], date[11];
	npo_stored stored = {
		.id = document->id,
		.member = document->member,
		.title = document->title,
		.type = npo_str_of(document->type),
		.lang = lang,
		.date = document->date,
		.charset = npo_str_of(document->charset),
		.url = document->url,
		.author = document->author,
		.text = document->text,
		.size = document->member.len ? document->text.len
					     : source->size,
		.line = document->line,
	};

	if (strlen(source->path) > NPO_PATH_WHOLE)
		stored.path = npo_str_of(source->path);
	if (!stored.date.len) {
		maker_date(stored.date, source->mtime, day);
		snprintf(date, sizeof(date), "%.4s-%.2s-%.2s", day, day + 4,
			day + 6);
		stored.date = npo_str_of(date);
	}
	npo_stored_encode(&stored, maker->dict, &maker->scratch);
	return npo_doc_set_data(maker->doc, npo_buf_str(&maker->scratch), err);
}

npo_status
maker_tell(ix_maker *maker, npo_str known, npo_error *err)
{
	return npo_doc_set_value(maker->doc, NPO_SLOT_FILE, known, err);
}

npo_status
maker_make(ix_maker *maker, const npo_document *document, const npo_doc **doc,
	npo_error *err)
{
	npo_analysis analysis = {0, NPO_SCRIPT_NONE};
	char subtag[8];
	npo_str said = document->lang, lang;
	npo_status st;

	if (!said.len)
		said = npo_str_of(maker->source->lang);
	lang = primary_language(said, subtag, sizeof(subtag));
	npo_doc_reset(maker->doc);
	st = npo_analyzer_index(
		maker->analyzer, document, maker->doc, &analysis, err);
	if (!st)
		st = add_filters(maker, document, lang, analysis.script, err);
	if (!st)
		st = set_values(maker, document, err);
	if (!st)
		st = set_data(maker, document, lang, err);
	if (!st)
		*doc = maker->doc;
	return st;
}
