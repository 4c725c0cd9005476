/* SPDX-License-Identifier: GPL-2.0-or-later */
/* search.c - a query from its text to its hits */
#include "expansion.h"
#include "out.h"
#include "rank.h"

#include <stdlib.h>

#include "npo/schema.h"

#define ESTIMATE_CHECK 200	/* documents looked at, to tell how many fit */

/** What a query becomes on its way. */
typedef struct answer {
	npo_str id, text;
	query *parsed;
	search_expansion *expansion;
	npo_query *query;
	npo_mset *mset;
	search_terms *terms;
} answer;

/* ------------------------------------------------------- handles */

static npo_status
open_databases(search *s, npo_error *err)
{
	const search_options *o = s->options;
	size_t count = o->db_count ? o->db_count : 1;
	npo_buf *name = npo_calloc(count, sizeof(*name));
	const char **names = npo_calloc(count, sizeof(*names));
	npo_status st = NPO_OK;

	for (size_t i = 0; i < count && !st; i++) {
		st = npo_database_name(
			o->db_count ? o->db[i] : NULL, &name[i], err);
		names[i] = name[i].p;
	}
	if (!st)
		st = npo_database_open(names, count, &s->db, err);
	for (size_t i = 0; i < count; i++)
		npo_buf_release(&name[i]);
	free(name);
	free(names);
	return st;
}

npo_status
search_open(const search_options *options, search **s, npo_error *err)
{
	search *new = npo_calloc(1, sizeof(*new));
	npo_status st;

	new->options = options;
	st = open_databases(new, err);
	if (st) {
		free(new);
		return st;
	}
	new->matcher = npo_matcher_new();
	new->analyzer = npo_analyzer_new();
	new->hit = npo_calloc(1, sizeof(*new->hit));
	*s = new;
	return NPO_OK;
}

void
search_close(search *s)
{
	if (!s)
		return;
	search_snippet_release(&s->hit->snippet);
	search_snippet_release(&s->hit->title);
	npo_buf_release(&s->hit->latin);
	free(s->hit->matched);
	free(s->hit);
	npo_buf_release(&s->data);
	npo_buf_release(&s->path);
	npo_buf_release(&s->text);
	npo_buf_release(&s->matched);
	npo_buf_release(&s->form);
	npo_analyzer_free(s->analyzer);
	npo_matcher_free(s->matcher);
	vocabulary_forget(s);
	texts_forget(s);
	dirs_forget(s);
	npo_db_free(s->db);
	free(s);
}

/* ------------------------------------------------------- one query */

npo_ranking
search_ranking(const search_options *o)
{
	static const int slots[] = {
		[SEARCH_BY_RELEVANCE] = -1,
		[SEARCH_BY_DATE] = NPO_SLOT_DATE,
		[SEARCH_BY_PATH] = NPO_SLOT_PATH,
		[SEARCH_BY_TITLE] = NPO_SLOT_TITLE,
	};
	npo_ranking ranking = NPO_RANKING_INIT;

	ranking.k1 = RANK_K1;
	ranking.b = RANK_B;
	ranking.sort_slot = slots[o->sort];
	/* docids tell in which order the files were met */
	ranking.tie_slot = NPO_SLOT_PATH;
	ranking.reverse = (o->sort == SEARCH_BY_DATE) != o->reverse;
	return ranking;
}

/* the least relevant first: Xapian has no such order, so all are fetched */
static bool
backwards(const search_options *o)
{
	return o->reverse && o->sort == SEARCH_BY_RELEVANCE;
}

/* Of what comes first there is mostly enough: then the rest, which is several
 * times as many documents and posting lists, need not be looked at. */
static npo_status
match_first(search *s, answer *a, bool *enough, npo_error *err)
{
	const search_options *o = s->options;
	npo_ranking ranking = search_ranking(o);
	double least, weight = 0;
	uint32_t docid;
	npo_status st;

	*enough = false;
	if (o->mode == SEARCH_COUNT || o->sort != SEARCH_BY_RELEVANCE ||
		o->reverse || o->terminal || !o->limit ||
		o->limit == UINT32_MAX)
		return NPO_OK;
	st = search_query_first(s, a->parsed->root, a->expansion,
		(uint64_t)o->offset + o->limit, &a->query, &least, err);
	if (st || !a->query || least < 0)
		return st;
	st = npo_db_match(s->db, a->query, &ranking, o->offset, o->limit, 0,
		&a->mset, err);
	if (st)
		return st;
	if (npo_mset_count(a->mset) == o->limit)
		npo_mset_hit(a->mset, o->limit - 1, &docid, &weight);
	*enough = weight >= least && weight > 0;
	if (*enough)
		return NPO_OK;
	npo_mset_free(a->mset);
	npo_query_free(a->query);
	a->mset = NULL;
	a->query = NULL;
	return NPO_OK;
}

static npo_status
match(search *s, answer *a, npo_error *err)
{
	const search_options *o = s->options;
	npo_ranking ranking = search_ranking(o);
	uint32_t max = o->limit, first = o->offset, check = 0;

	if (o->mode == SEARCH_COUNT) {
		max = first = 0;
		check = UINT32_MAX;
	} else if (backwards(o)) {
		max = UINT32_MAX;
		first = 0;
	} else if (o->terminal) {
		check = ESTIMATE_CHECK;
	}
	return npo_db_match(s->db, a->query, &ranking, first, max, check,
		&a->mset, err);
}

/* on a terminal: that there are more */
static void
remark(const search_options *o, const answer *a, search_out *out)
{
	uint32_t shown = npo_mset_count(a->mset);
	uint32_t all = npo_mset_estimate(a->mset);

	if (!o->terminal || o->format != SEARCH_TEXT || !shown ||
		backwards(o) || all <= o->offset + shown)
		return;
	npo_buf_addf(&out->notes, "npo-search: %lu to %lu of about %lu\n",
		(unsigned long)o->offset + 1,
		(unsigned long)o->offset + shown, (unsigned long)all);
}

static npo_status
put_hits(search *s, const answer *a, search_out *out, bool *found,
	npo_error *err)
{
	const search_options *o = s->options;
	const search_writer *writer = search_writer_of(o->format);
	uint32_t count = npo_mset_count(a->mset), from = 0, unread = 0;
	npo_status st = NPO_OK;

	if (writer->begin)
		writer->begin(out, a->id, a->text);
	if (backwards(o))
		from = o->offset;
	s->hit->query_id = a->id;
	for (uint32_t i = from; i < count && i - from < o->limit; i++) {
		s->hit->rank = i - from + o->offset + 1;
		st = search_hit_fill(s, a->mset, a->terms,
			backwards(o) ? count - 1 - i : i, err);
		if (st)
			return st;
		writer->hit(out, s->hit);
		unread += s->hit->stored.unread;
		*found = true;
	}
	search_out_unread(out, unread);
	remark(o, a, out);
	return NPO_OK;
}

static void
put_count(const answer *a, search_out *out, bool *found)
{
	uint32_t count = npo_mset_estimate(a->mset);

	if (a->id.len) {
		search_clean(a->id, &out->buf);
		npo_buf_addc(&out->buf, '\t');
	}
	npo_buf_addf(&out->buf, "%lu\n", (unsigned long)count);
	*found = *found || count;
}

/* from the expansion on, which is where a changed database has to begin */
static npo_status
run(search *s, answer *a, search_out *out, bool *found, npo_error *err)
{
	const query_node *tree = a->parsed->root;
	uint32_t documents;
	bool enough;
	npo_status st;

	st = search_expand(s, tree, &a->expansion, err);
	if (st)
		return st;
	if (s->options->mode == SEARCH_EXPAND) {
		*found = out_expansion(out, a->id, a->expansion) || *found;
		return NPO_OK;
	}
	st = match_first(s, a, &enough, err);
	if (!st && !a->query)
		st = search_query(s, tree, a->expansion, &a->query, err);
	if (!st && !enough)
		st = match(s, a, err);
	if (!st)
		st = npo_db_count(s->db, &documents, err);
	if (st)
		return st;
	if (s->options->mode == SEARCH_COUNT) {
		put_count(a, out, found);
		return NPO_OK;
	}
	a->terms = search_terms_of(a->expansion, documents);
	return put_hits(s, a, out, found, err);
}

static void
forget(answer *a)
{
	search_terms_free(a->terms);
	npo_mset_free(a->mset);
	npo_query_free(a->query);
	search_expansion_free(a->expansion);
	a->terms = NULL;
	a->mset = NULL;
	a->query = NULL;
	a->expansion = NULL;
}

/* the filters of the options are as if they stood in the query */
static void
add_filters(const search_options *o, query_node *root)
{
	for (size_t i = 0; i < o->filter_count; i++)
		query_append(root, query_filter_node(&o->filter[i]));
}

static void
add_note(const answer *a, search_out *out)
{
	if (!a->parsed->note.len)
		return;
	npo_buf_adds(&out->notes, "npo-search: ");
	npo_buf_addstr(&out->notes, npo_buf_str(&a->parsed->note));
	if (a->id.len) {
		npo_buf_adds(&out->notes, " in query '");
		search_clean(a->id, &out->notes);
		npo_buf_addc(&out->notes, '\'');
	}
	npo_buf_addc(&out->notes, '\n');
}

npo_status
search_answer(search *s, npo_str id, npo_str text, search_out *out,
	bool *found, npo_error *err)
{
	answer a = { .id = id, .text = text };
	size_t before = out->buf.len, notes;
	npo_retry retry = {0, 0, 0};
	npo_status st;
	bool any = false;

	a.parsed = query_parse(s->analyzer, text, s->options->literal);
	add_filters(s->options, a.parsed->root);
	add_note(&a, out);
	notes = out->notes.len;
	do {
		search_out_begin(out);
		st = run(s, &a, out, &any, err);
		forget(&a);
		if (!st)
			break;
		out->buf.len = before;
		out->notes.len = notes;
		any = false;
		vocabulary_forget(s);
		texts_forget(s);
		dirs_forget(s);
	} while (npo_retry_again(&retry, st, s->db));
	query_free(a.parsed);
	if (!st)
		*found = *found || any;
	return st;
}
