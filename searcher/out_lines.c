/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out_lines.c - a line for each hit: tsv, csv, paths, trec; --expand */
#include "out.h"

#include <string.h>

#define COLUMNS 7

typedef void (*add_cell)(search_out *out, npo_str text);

static void
tsv_cell(search_out *out, npo_str text)
{
	search_clean(text, &out->buf);
}

/* RFC 4180, section 2 */
static void
csv_cell(search_out *out, npo_str text)
{
	npo_buf *cell = &out->scratch;

	npo_buf_reset(cell);
	search_clean(text, cell);
	if (!memchr(cell->p, ',', cell->len) &&
		!memchr(cell->p, '"', cell->len)) {
		npo_buf_addstr(&out->buf, npo_buf_str(cell));
		return;
	}
	npo_buf_addc(&out->buf, '"');
	for (size_t i = 0; i < cell->len; i++) {
		if (cell->p[i] == '"')
			npo_buf_addc(&out->buf, '"');
		npo_buf_addc(&out->buf, cell->p[i]);
	}
	npo_buf_addc(&out->buf, '"');
}

static npo_str
printed(npo_buf *buf, const char *format, double number)
{
	npo_buf_reset(buf);
	npo_buf_addf(buf, format, number);
	return npo_buf_str(buf);
}

/* [id] rank weight path line title snippet */
static void
columns(search_out *out, const search_hit *hit, add_cell add, char separator)
{
	npo_buf rank = NPO_BUF_INIT, score = NPO_BUF_INIT;
	npo_buf name = NPO_BUF_INIT, line = NPO_BUF_INIT;
	npo_str cell[COLUMNS];
	size_t count = 0;

	search_out_name(out, &hit->stored, &name);
	if (hit->line)
		npo_buf_addf(&line, "%llu", (unsigned long long)hit->line);
	if (hit->query_id.len)
		cell[count++] = hit->query_id;
	cell[count++] = printed(&rank, "%.0f", hit->rank);
	cell[count++] = printed(&score, "%.6g", hit->score);
	cell[count++] = npo_buf_str(&name);
	cell[count++] = npo_buf_str(&line);
	cell[count++] = hit->stored.title;
	cell[count++] = npo_buf_str(&hit->snippet.text);
	for (size_t i = 0; i < count; i++) {
		if (i)
			npo_buf_addc(&out->buf, separator);
		add(out, cell[i]);
	}
	npo_buf_release(&rank);
	npo_buf_release(&score);
	npo_buf_release(&name);
	npo_buf_release(&line);
}

void
out_tsv_hit(search_out *out, const search_hit *hit)
{
	columns(out, hit, tsv_cell, '\t');
	npo_buf_addc(&out->buf, '\n');
}

void
out_csv_hit(search_out *out, const search_hit *hit)
{
	columns(out, hit, csv_cell, ',');
	npo_buf_adds(&out->buf, "\r\n");
}

void
out_paths_hit(search_out *out, const search_hit *hit)
{
	npo_str path = search_out_path(out, hit->stored.path);

	if (!search_out_first(out, hit->stored.path))
		return;
	if (hit->query_id.len) {
		search_clean(hit->query_id, &out->buf);
		npo_buf_addc(&out->buf, '\t');
	}
	if (out->options->terminal && !out->options->nul)
		search_clean(path, &out->buf);
	else
		npo_buf_addstr(&out->buf, path);
	npo_buf_addc(&out->buf, out->options->nul ? '\0' : '\n');
}

/* trec_eval cuts columns at blanks */
static void
trec_cell(search_out *out, npo_str text)
{
	npo_buf_reset(&out->scratch);
	search_clean(text, &out->scratch);
	for (size_t i = 0; i < out->scratch.len; i++) {
		if (out->scratch.p[i] == ' ')
			npo_buf_adds(&out->buf, "%20");
		else
			npo_buf_addc(&out->buf, out->scratch.p[i]);
	}
}

void
out_trec_hit(search_out *out, const search_hit *hit)
{
	trec_cell(out, hit->query_id.len ? hit->query_id : npo_str_of("1"));
	npo_buf_adds(&out->buf, " Q0 ");
	trec_cell(out, hit->stored.id.len ? hit->stored.id :
		search_out_path(out, hit->stored.path));
	npo_buf_addf(&out->buf, " %u %.6f npo\n", (unsigned)hit->rank,
		hit->score);
}

bool
out_expansion(search_out *out, npo_str id, const search_expansion *x)
{
	bool occurs = false;

	for (size_t i = 0; i < search_expansion_words(x); i++) {
		const npo_forms *forms;
		npo_str word = search_expansion_word(x, i, &forms);

		for (size_t k = 0; k < forms->count; k++) {
			const npo_form *form = &forms->form[k];

			occurs = occurs || form->documents;
			if (id.len) {
				search_clean(id, &out->buf);
				npo_buf_addc(&out->buf, '\t');
			}
			search_clean(word, &out->buf);
			npo_buf_addf(&out->buf, "\t%s\t%s\t%.4g\t%u\n",
				form->term, npo_how_name(form->how),
				form->weight, (unsigned)form->documents);
		}
	}
	return occurs;
}
