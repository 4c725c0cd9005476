/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out_text.c - hits for people to read */
#include "searcher.h"

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

static void
head(search_out *out, const search_hit *hit)
{
	if (hit->stored.title.len) {
		paint(out, BOLD);
		search_clean(hit->stored.title, &out->buf);
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
	size_t at = window->start;

	npo_buf_adds(&out->buf, INDENT);
	npo_buf_adds(&out->buf, window->cut_before ? SNIPPET_ELLIPSIS : "");
	for (; *next < snippet->highlight_count; (*next)++) {
		const search_range *mark = &snippet->highlight[*next];

		if (mark->start >= window->end)
			break;
		npo_buf_add(&out->buf, snippet->text.p + at, mark->start - at);
		paint(out, BOLD_RED);
		npo_buf_add(&out->buf, snippet->text.p + mark->start,
			mark->end - mark->start);
		paint(out, PLAIN);
		at = mark->end;
	}
	npo_buf_add(&out->buf, snippet->text.p + at, window->end - at);
	npo_buf_adds(&out->buf, window->cut_after ? SNIPPET_ELLIPSIS : "");
	npo_buf_addc(&out->buf, '\n');
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
		npo_buf_addf(&out->buf, "  %s  weight %.3f  documents %u\n",
			npo_how_name(match->form->how), match->form->weight,
			(unsigned)match->form->documents);
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
