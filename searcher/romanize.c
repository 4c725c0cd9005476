/* SPDX-License-Identifier: GPL-2.0-or-later */
/* romanize.c - --romanize: what is shown of a hit, in Latin letters */
#include "out.h"

#include <stdlib.h>

/* bytes of a document's Cyrillic text that tell its language: some two
 * thousand letters, of which Ukrainian has two hundred of its own */
#define SAMPLE_BYTES 4096

static void
move_range(size_t *start, size_t *end, const size_t *map)
{
	*start = map[*start];
	*end = map[*end];
}

/* of a sign that a system drops there is nothing to mark */
static void
move_highlights(search_snippet *snippet, const size_t *map)
{
	size_t kept = 0;

	for (size_t i = 0; i < snippet->highlight_count; i++) {
		search_range mark = snippet->highlight[i];

		move_range(&mark.start, &mark.end, map);
		if (mark.start < mark.end)
			snippet->highlight[kept++] = mark;
	}
	snippet->highlight_count = kept;
}

/* where the Cyrillic letters begin; their first bytes in UTF-8 are these */
static size_t
first_cyrillic(npo_str text)
{
	size_t at = 0;

	while (at < text.len && ((uint8_t)text.p[at] < 0xD0 ||
		(uint8_t)text.p[at] > 0xD4))
		at++;
	return at;
}

/* of the whole document, whatever is shown of it: its title and its snippets
 * are written by one table */
static npo_str
language_of(const npo_system *system, const search_hit *hit)
{
	npo_str text = hit->stored.text, lang;
	npo_buf sample = NPO_BUF_INIT;
	size_t at = first_cyrillic(text);
	size_t len = text.len - at;

	npo_buf_addstr(&sample, hit->stored.title);
	npo_buf_addc(&sample, '\n');
	npo_buf_add(&sample, text.p + at,
		len < SAMPLE_BYTES ? len : SAMPLE_BYTES);
	lang = npo_romanize_lang(
		system, hit->stored.lang, npo_buf_str(&sample));
	npo_buf_release(&sample);
	return lang;
}

static void
romanize_title(
	const npo_system *system, npo_str lang, search_hit *hit, bool marked)
{
	npo_str title = hit->stored.title;
	size_t *map = npo_alloc((title.len + 1) * sizeof(*map));

	npo_buf_reset(&hit->latin);
	npo_romanize(system, lang, title, &hit->latin, map);
	if (marked)
		move_highlights(&hit->title, map);
	hit->stored.title = npo_buf_str(&hit->latin);
	free(map);
}

static void
romanize_snippet(const npo_system *system, npo_str lang, search_hit *hit)
{
	search_snippet *snippet = &hit->snippet;
	npo_str text = npo_buf_str(&snippet->text);
	size_t *map = npo_alloc((text.len + 1) * sizeof(*map));
	npo_buf latin = NPO_BUF_INIT;

	npo_romanize(system, lang, text, &latin, map);
	move_highlights(snippet, map);
	for (size_t i = 0; i < snippet->window_count; i++)
		move_range(&snippet->window[i].start, &snippet->window[i].end,
			map);
	npo_buf_release(&snippet->text);
	snippet->text = latin;
	free(map);
}

void
search_romanize(
	const npo_system *system, search_hit *hit, bool marked, bool snippet)
{
	npo_str lang = language_of(system, hit);

	romanize_title(system, lang, hit, marked);
	if (snippet)
		romanize_snippet(system, lang, hit);
}

void
search_list_systems(npo_buf *out)
{
	size_t count;
	const npo_system *systems = npo_systems(&count);

	for (size_t i = 0; i < count; i++)
		npo_buf_addf(out, "%s\t%s\t%s\n", systems[i].name,
			systems[i].languages, systems[i].title);
}
