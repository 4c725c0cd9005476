/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out_text.c - hits for people to read */
#include "out.h"

/* SGR of ECMA-48, 8.3.117; the colours of grep */
#define BOLD "\33[1m"
#define MAGENTA "\33[35m"
#define GREEN "\33[32m"
#define BOLD_RED "\33[1;31m"
#define PLAIN "\33[m"

#define INDENT "    "

static void
paint(search_out *out, const char *escape)
{
	if (out->options->color)
		npo_buf_adds(&out->buf, escape);
}

void
out_text_begin(search_out *out, npo_str id, npo_str text)
{
	if (!id.len)
		return;
	npo_buf_adds(&out->buf, "== ");
	search_clean(id, &out->buf);
	npo_buf_addc(&out->buf, ' ');
	search_clean(text, &out->buf);
	npo_buf_addc(&out->buf, '\n');
}

/*
 * The bytes of a text from start to end, its highlights from number *next on;
 * around them the text looks as the escape says.
 */
static void
put_marked(search_out *out, npo_str text, search_range shown,
	const search_snippet *marks, size_t *next, const char *escape)
{
	size_t at = shown.start;

	for (; *next < marks->highlight_count; (*next)++) {
		const search_range *mark = &marks->highlight[*next];

		if (mark->start >= shown.end)
			break;
		search_clean((npo_str){ text.p + at, mark->start - at },
			&out->buf);
		paint(out, BOLD_RED);
		search_clean((npo_str){ text.p + mark->start,
			mark->end - mark->start }, &out->buf);
		paint(out, PLAIN);
		paint(out, escape);
		at = mark->end;
	}
	search_clean((npo_str){ text.p + at, shown.end - at }, &out->buf);
}

static void
head(search_out *out, const search_hit *hit)
{
	npo_str title = hit->stored.title;
	size_t next = 0;

	if (title.len) {
		paint(out, BOLD);
		put_marked(out, title, (search_range){ 0, title.len },
			&hit->title, &next, BOLD);
		paint(out, PLAIN);
		npo_buf_addc(&out->buf, '\n');
	}
	paint(out, MAGENTA);
	search_out_name(out, &hit->stored, &out->buf);
	paint(out, PLAIN);
	if (hit->line) {
		npo_buf_addc(&out->buf, ':');
		paint(out, GREEN);
		npo_buf_addf(&out->buf, "%llu", (unsigned long long)hit->line);
		paint(out, PLAIN);
	}
	npo_buf_addc(&out->buf, '\n');
}

/* a part of a snippet, its highlights from number *next on */
static void
window_line(search_out *out, const search_snippet *snippet,
	const search_window *window, size_t *next)
{
	npo_buf_adds(&out->buf, INDENT);
	npo_buf_adds(&out->buf, window->cut_before ? SNIPPET_ELLIPSIS : "");
	put_marked(out, npo_buf_str(&snippet->text),
		(search_range){ window->start, window->end }, snippet, next,
		"");
	npo_buf_adds(&out->buf, window->cut_after ? SNIPPET_ELLIPSIS : "");
	npo_buf_addc(&out->buf, '\n');
}

/* the systems of a form in the other script */
static void
put_systems(search_out *out, const search_hit *hit, const search_term *match)
{
	npo_str names = search_systems_fitting(
		&out->systems, hit->stored.lang, match);

	if (!names.len)
		return;
	npo_buf_adds(&out->buf, "  systems ");
	npo_buf_addstr(&out->buf, names);
}

static void
explanation(search_out *out, const search_hit *hit)
{
	npo_buf_addf(&out->buf, INDENT "weight %.4f\n", hit->score);
	for (size_t i = 0; i < hit->matched_count; i++) {
		const search_term *match = hit->matched[i];

		npo_buf_adds(&out->buf, INDENT);
		search_clean(match->typed, &out->buf);
		npo_buf_adds(&out->buf, "  ");
		search_clean(match->term, &out->buf);
		npo_buf_addf(&out->buf, "  %s  weight %.3f  documents %u",
			npo_how_name(match->form->how), match->form->weight,
			(unsigned)match->form->documents);
		put_systems(out, hit, match);
		npo_buf_addc(&out->buf, '\n');
	}
}

void
out_text_hit(search_out *out, const search_hit *hit)
{
	size_t next = 0;

	if (hit->rank > out->options->offset + 1)
		npo_buf_addc(&out->buf, '\n');
	head(out, hit);
	for (size_t i = 0; i < hit->snippet.window_count; i++)
		window_line(out, &hit->snippet, &hit->snippet.window[i], &next);
	if (out->options->explain)
		explanation(out, hit);
}
