/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hit.c - what is told of one hit */
#include "expansion.h"
#include "out.h"

#include <stdlib.h>

#include "npo/schema.h"

/* types whose text has the lines of its file; others tell none */
static const struct lines {
	const char *type;
	bool own;		/* its document is one line of the file */
} lines[] = {
	{ "plain", false },
	{ "wikitext", false },
	{ "html", false },
	{ "markdown", false },
	{ "jsonl", true },
};

/* a term without the prefix of a field */
static npo_str
bare(npo_str term)
{
	static const char *const prefixes[] = { NPO_PREFIX_TITLE,
		NPO_PREFIX_SECTION, NPO_PREFIX_AUTHOR };

	for (size_t i = 0; i < NPO_COUNT(prefixes); i++) {
		npo_str prefix = npo_str_of(prefixes[i]);

		if (npo_str_starts(term, prefix))
			return (npo_str){ term.p + prefix.len,
				term.len - prefix.len };
	}
	return term;
}

/* A form may stand in a field and elsewhere. Words come as they were typed: how
 * a query is put together depends on how many hits are wanted. */
static void
add_matched(search_hit *hit, const search_term *found)
{
	size_t at = hit->matched_count;

	for (size_t i = 0; i < hit->matched_count; i++) {
		if (hit->matched[i] == found)
			return;
	}
	NPO_GROW(hit->matched, hit->matched_count, hit->matched_cap);
	for (; at && hit->matched[at - 1]->word > found->word; at--)
		hit->matched[at] = hit->matched[at - 1];
	hit->matched[at] = found;
	hit->matched_count++;
}

/* the forms of the query that a hit has; *words: how many words they are */
static npo_status
find_matched(search *s, npo_mset *mset, const search_terms *terms, uint32_t i,
	size_t *words, npo_error *err)
{
	search_hit *hit = s->hit;
	bool *seen;
	npo_status st;

	npo_buf_reset(&s->matched);
	st = npo_mset_matched(mset, i, &s->matched, err);
	if (st)
		return st;
	seen = npo_calloc(search_terms_words(terms), sizeof(*seen));
	*words = 0;
	hit->matched_count = 0;
	for (size_t at = 0; at < s->matched.len;) {
		npo_str term = npo_str_of(s->matched.p + at);
		const search_term *found = search_terms_find(
			terms, npo_term_word(&s->form, bare(term)));

		at += term.len + 1;
		if (!found)
			continue;
		add_matched(hit, found);
		*words += !seen[found->word];
		seen[found->word] = true;
	}
	free(seen);
	return NPO_OK;
}

/* where in its file the snippet of a hit begins */
static uint64_t
line_of(const npo_stored *stored, uint64_t of_text)
{
	uint64_t first = stored->line ? stored->line : 1;

	for (size_t i = 0; i < NPO_COUNT(lines); i++) {
		if (!npo_str_equal(stored->type, npo_str_of(lines[i].type)))
			continue;
		if (lines[i].own)
			return first;
		return of_text ? first - 1 + of_text : 0;
	}
	return 0;
}

/* the path of a hit's file, if it is sure to be whole; else it is stored */
static npo_status
read_path(search *s, npo_mset *mset, uint32_t i, npo_str *path, npo_error *err)
{
	npo_status st;

	npo_buf_reset(&s->path);
	st = npo_mset_value(mset, i, NPO_SLOT_PATH, &s->path, err);
	if (st || !s->path.len)
		return st;
	/* behind a NUL may be a line */
	*path = npo_str_of(s->path.p);
	if (path->len > NPO_PATH_WHOLE)
		path->len = 0;
	return NPO_OK;
}

/* what is stored of a hit, as far as the writer needs it */
static npo_status
read_hit(search *s, npo_mset *mset, uint32_t i, const search_writer *writer,
	npo_error *err)
{
	npo_stored *stored = &s->hit->stored;
	const npo_dict *dict = NULL;
	npo_str path = { NULL, 0 };
	npo_status st = read_path(s, mset, i, &path, err);

	*stored = (npo_stored){ .path = path };
	if (st || (path.len && writer->path))
		return st;
	npo_buf_reset(&s->data);
	st = npo_mset_data(mset, i, &s->data, err);
	if (!st && writer->snippet)
		st = texts_dict(s, s->hit->docid, &dict, err);
	if (!st)
		st = npo_stored_decode(npo_buf_str(&s->data), dict, stored,
			writer->snippet ? &s->text : NULL, err);
	if (!stored->path.len)
		stored->path = path;
	return st;
}

npo_status
search_hit_fill(search *s, npo_mset *mset, const search_terms *terms,
	uint32_t i, npo_error *err)
{
	const search_options *o = s->options;
	const search_writer *writer = search_writer_of(o->format);
	unsigned windows = writer->snippet ? o->snippets : 0;
	const npo_system *romanize = writer->snippet ? o->romanize : NULL;
	bool marked = o->color && o->format == SEARCH_TEXT;
	search_hit *hit = s->hit;
	size_t words = 0;
	npo_status st;

	npo_mset_hit(mset, i, &hit->docid, &hit->score);
	st = read_hit(s, mset, i, writer, err);
	if (!st && (windows || writer->matched || o->explain))
		st = find_matched(s, mset, terms, i, &words, err);
	if (st)
		return st;
	if (windows)
		search_snippet_make(&hit->snippet, s->analyzer, terms,
			hit->stored.text, windows, words);
	if (marked)
		search_snippet_mark(&hit->title, s->analyzer, terms,
			hit->stored.title);
	if (romanize)
		search_romanize(romanize, hit, marked, windows);
	hit->line = line_of(&hit->stored, windows ? hit->snippet.line : 0);
	return NPO_OK;
}
