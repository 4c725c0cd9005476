/* SPDX-License-Identifier: GPL-2.0-or-later */
/* baseline.c - what search without npo's matching finds, to stand beside it */
/*
 * FOLDER/METHOD/npo-index --db=DB FILE.jsonl	keeps a copy of FILE
 * FOLDER/METHOD/npo-search --db=DB --batch=FILE --limit=N
 *
 * One program under two names, so that what measures npo measures it as well;
 * other options are taken and do nothing. The search reads the documents,
 * keeps all words in memory and ranks by BM25 as npo does, any word of the
 * query: "qid Q0 docid rank score METHOD" a line. The folder is the method.
 * Words are ICU's (UAX 29).
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "npo/text.h"
#include "searcher/rank.h"

#define WORD_MAX 256	/* UTF-16 units of a word and of what it becomes */
#define FILE_MAX (1u << 30)

/*
 * The chains without stems are the one that Elasticsearch's documentation of
 * icu_transform has as its example (elastic.co, analysis-icu-transform), with
 * lower case, and the same by the system that English texts follow. ISO 9 is
 * what ICU's Any-Latin does to Cyrillic.
 */
static const struct method {
	const char *name;
	const char *chain;	/* identifier of an ICU transliterator */
	bool stems;		/* Snowball's: Russian in Cyrillic letters,
				   English in others */
} methods[] = {
	{ "icu", "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Lower",
		false },
	{ "bgn", "Russian-Latin/BGN; Any-Latin; NFD; "
		 "[:Nonspacing Mark:] Remove; NFC; Lower", false },
	{ "stems", "NFC; Lower", true },
};

typedef struct posting {
	uint64_t term;	/* hash of the word as it is compared */
	uint32_t doc, count;
} posting;

typedef struct postings {
	posting *item;
	size_t count, cap;
} postings;

typedef struct document {
	char *id;
	uint32_t length;	/* in words */
	double score;		/* of the query at hand */
} document;

typedef struct baseline {
	const struct method *method;
	UTransliterator *chain;
	UBreakIterator *words;
	npo_stemmer *russian, *english;
	document *doc;
	size_t count, cap;
	double average;		/* length of a document */
	postings index;		/* sorted by term, then document */
} baseline;

static void
die(const char *what, const char *name)
{
	fprintf(stderr, "baseline: %s '%s'\n", what, name);
	exit(2);
}

static void
check(UErrorCode code, const char *what)
{
	if (U_FAILURE(code))
		die(u_errorName(code), what);
}

/* ------------------------------------------------------- words */

static void
open_method(baseline *b)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar chain[WORD_MAX];

	u_strFromUTF8(chain, WORD_MAX, NULL, b->method->chain, -1, &code);
	b->chain = utrans_openU(
		chain, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
	b->words = ubrk_open(UBRK_WORD, "root", NULL, 0, &code);
	check(code, b->method->chain);
	b->russian = npo_stemmer_new("ru");
	b->english = npo_stemmer_new("en");
}

/* what a word is compared by */
static uint64_t
term_of(const baseline *b, const UChar *word, int32_t len)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar changed[WORD_MAX];
	char utf8[4 * WORD_MAX];
	int32_t limit = len, bytes;
	npo_str term;

	u_memcpy(changed, word, len);
	utrans_transUChars(
		b->chain, changed, &len, WORD_MAX, 0, &limit, &code);
	u_strToUTF8(utf8, sizeof(utf8), &bytes, changed, len, &code);
	check(code, b->method->chain);
	term = (npo_str){ utf8, (size_t)bytes };
	if (b->method->stems)
		term = npo_stem(npo_script_of(term) == NPO_SCRIPT_CYRILLIC
				? b->russian
				: b->english, term);
	return npo_fnv1a(term);
}

/* the words of a text become postings of a document; *length grows */
static void
add_words(baseline *b, const char *text, uint32_t doc, postings *list,
	uint32_t *length)
{
	UErrorCode code = U_ZERO_ERROR;
	size_t cap = strlen(text) + 1;
	UChar *wide = npo_alloc(cap * sizeof(*wide));
	int32_t len, start = 0, end;

	u_strFromUTF8(wide, (int32_t)cap, &len, text, -1, &code);
	ubrk_setText(b->words, wide, len, &code);
	check(code, text);
	while ((end = ubrk_next(b->words)) != UBRK_DONE) {
		if (ubrk_getRuleStatus(b->words) >= UBRK_WORD_NONE_LIMIT &&
			end - start < WORD_MAX / 4) {
			NPO_GROW(list->item, list->count, list->cap);
			list->item[list->count++] = (posting){
				term_of(b, wide + start, end - start), doc, 1
			};
			++*length;
		}
		start = end;
	}
	free(wide);
}

static int
by_term(const void *a, const void *b)
{
	const posting *x = a, *y = b;

	if (x->term != y->term)
		return x->term < y->term ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* sort, and count what is there more than once */
static void
settle(postings *list)
{
	size_t kept = 0;

	qsort(list->item, list->count, sizeof(*list->item), by_term);
	for (size_t i = 0; i < list->count; i++) {
		if (kept && !by_term(&list->item[kept - 1], &list->item[i]))
			list->item[kept - 1].count++;
		else
			list->item[kept++] = list->item[i];
	}
	list->count = kept;
}

/* ------------------------------------------------------- documents */

/* blanks would be columns of the output */
static char *
id_of(const json_t *line)
{
	const char *id = json_string_value(json_object_get(line, "id"));
	npo_buf out = NPO_BUF_INIT;

	if (!id || !*id)
		die("a document has no", "id");
	for (; *id; id++) {
		if (*id == ' ')
			npo_buf_adds(&out, "%20");
		else
			npo_buf_addc(&out, *id);
	}
	return out.p;
}

static void
add_document(baseline *b, const json_t *line)
{
	static const char *const keys[] = { "title", "text" };
	document doc = { .id = id_of(line) };

	for (size_t i = 0; i < NPO_COUNT(keys); i++) {
		const char *text =
			json_string_value(json_object_get(line, keys[i]));

		if (text)
			add_words(b, text, (uint32_t)b->count, &b->index,
				&doc.length);
	}
	NPO_GROW(b->doc, b->count, b->cap);
	b->doc[b->count++] = doc;
	b->average += doc.length;
}

static FILE *
open_file(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		die(strerror(errno), path);
	return file;
}

static void
read_documents(baseline *b, const char *path)
{
	FILE *file = open_file(path);
	json_error_t error;
	json_t *line;

	while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error))) {
		add_document(b, line);
		json_decref(line);
	}
	if (!feof(file))
		die(error.text, path);
	fclose(file);
	settle(&b->index);
	b->average /= b->count ? (double)b->count : 1;
}

/* ------------------------------------------------------- search */

static const document *ranked;	/* for qsort() */

static int
by_score(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (ranked[x].score != ranked[y].score)
		return ranked[x].score > ranked[y].score ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* the first posting of a term, or where it would be */
static size_t
first_of(const postings *list, uint64_t term)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->item[middle].term < term)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* BM25 of one term; documents that had no score are added to hits */
static void
score_term(baseline *b, const posting *asked, uint32_t *hits, size_t *count)
{
	size_t from = first_of(&b->index, asked->term);
	size_t to = asked->term == UINT64_MAX
		? b->index.count
		: first_of(&b->index, asked->term + 1);
	double n = (double)(to - from);
	double idf = log(1 + ((double)b->count - n + 0.5) / (n + 0.5));

	for (size_t i = from; i < to; i++) {
		const posting *p = &b->index.item[i];
		document *doc = &b->doc[p->doc];
		double length = 1 - RANK_B + RANK_B * doc->length / b->average;

		if (doc->score == 0)
			hits[(*count)++] = p->doc;
		doc->score += asked->count * idf * p->count * (RANK_K1 + 1) /
			(p->count + RANK_K1 * length);
	}
}

static void
answer(baseline *b, const char *id, const char *text, size_t limit)
{
	uint32_t *hits = npo_alloc((b->count + 1) * sizeof(*hits));
	postings asked = { 0 };
	uint32_t words = 0;
	size_t count = 0;

	add_words(b, text, 0, &asked, &words);
	settle(&asked);
	for (size_t i = 0; i < asked.count; i++)
		score_term(b, &asked.item[i], hits, &count);
	ranked = b->doc;
	qsort(hits, count, sizeof(*hits), by_score);
	for (size_t i = 0; i < count && (!limit || i < limit); i++)
		printf("%s Q0 %s %zu %.6f %s\n", id, b->doc[hits[i]].id,
			i + 1, b->doc[hits[i]].score, b->method->name);
	for (size_t i = 0; i < count; i++)
		b->doc[hits[i]].score = 0;
	free(asked.item);
	free(hits);
}

static void
answer_all(baseline *b, const char *path, size_t limit)
{
	FILE *file = open_file(path);
	char *line = NULL, *text;
	size_t cap = 0;

	while (getline(&line, &cap, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		text = strchr(line, '\t');
		if (!text)
			die("no tab in a line of", path);
		*text++ = '\0';
		answer(b, line, text, limit);
	}
	free(line);
	fclose(file);
}

static void
release(baseline *b)
{
	for (size_t i = 0; i < b->count; i++)
		free(b->doc[i].id);
	free(b->doc);
	free(b->index.item);
	npo_stemmer_free(b->russian);
	npo_stemmer_free(b->english);
	ubrk_close(b->words);
	utrans_close(b->chain);
}

/* ------------------------------------------------------- command line */

static void
copy(const char *from, const char *to)
{
	npo_buf text = NPO_BUF_INIT;
	npo_error err;

	if (npo_file_read(from, FILE_MAX, &text, &err) ||
		npo_file_replace(to, npo_buf_str(&text), &err))
		die(err.text, from);
	npo_buf_release(&text);
}

/* the method that the folder of the program names */
static const struct method *
method_of(char *program)
{
	char *name = strrchr(program, '/');

	if (name) {
		*name = '\0';
		name = strrchr(program, '/');
	}
	name = name ? name + 1 : program;
	for (size_t i = 0; i < NPO_COUNT(methods); i++) {
		if (!strcmp(methods[i].name, name))
			return &methods[i];
	}
	die("no method is called", name);
	return NULL;
}

/* the value of an option, or NULL */
static const char *
option(int argc, char **argv, const char *name)
{
	size_t len = strlen(name);

	for (int i = 1; i < argc; i++) {
		if (!strncmp(argv[i], name, len))
			return argv[i] + len;
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	const char *db = option(argc, argv, "--db=");
	const char *batch = option(argc, argv, "--batch=");
	const char *limit = option(argc, argv, "--limit=");
	baseline b = { .method = method_of(argv[0]) };

	if (!db)
		die("an option is missing:", "--db");
	if (!batch) {
		copy(argv[argc - 1], db);
		return 0;
	}
	open_method(&b);
	read_documents(&b, db);
	answer_all(&b, batch, limit ? strtoul(limit, NULL, 10) : 10);
	release(&b);
	if (fflush(stdout))
		die(strerror(errno), "standard output");
	return 0;
}
