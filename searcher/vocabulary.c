/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vocabulary.c - the words of the databases, as the matcher sees them */
#include "expansion.h"

#include <stdlib.h>

/*
 * One database of ours has a dictionary of its terms, which is read piece by
 * piece and kept. Of several, or a remote one, the terms are read as they lie
 * among their postings.
 */
struct search_vocabulary {
	npo_db *db;
	npo_termdict *dict;	/* or else */
	npo_terms *terms;
	npo_buf target, word;	/* scratch: of the last seek, last found */
	bool has_field[QUERY_AUTHOR + 1];	/* anywhere: they are known */
	/* the call */
	npo_status status;	/* of the first failure */
	npo_error *err;
};

static npo_str none = { NULL, 0 };

/* the word of the term that was found, none after a failure */
static void
arrive(search_vocabulary *v, npo_status st, npo_str term, npo_str *found)
{
	if (!v->status)
		v->status = st;
	*found = v->status ? none : npo_term_word(&v->word, term);
}

/* they are opened when the first is looked for; =word needs none */
static npo_status
need_words(search_vocabulary *v)
{
	npo_status st;

	if (v->status || v->dict || v->terms)
		return v->status;
	st = npo_termdict_open(v->db, &v->dict, v->err);
	return st == NPO_ENOTFOUND
		? npo_terms_open(v->db, none, &v->terms, v->err)
		: st;
}

static void
seek(void *self, npo_str target, npo_str *found)
{
	search_vocabulary *v = self;
	npo_str term = none;
	npo_status st = need_words(v);

	npo_word_term(&v->target, "", target);
	target = npo_buf_str(&v->target);
	if (!st)
		st = v->dict ? npo_termdict_seek(v->dict, target, &term, v->err)
			     : npo_terms_seek(v->terms, target, &term, v->err);
	arrive(v, st, term, found);
}

static void
next(void *self, npo_str *found)
{
	search_vocabulary *v = self;
	npo_str term = none;
	npo_status st = need_words(v);

	if (!st)
		st = v->dict ? npo_termdict_next(v->dict, &term, v->err)
			     : npo_terms_next(v->terms, &term, v->err);
	arrive(v, st, term, found);
}

static uint32_t
freq(void *self, npo_str word)
{
	search_vocabulary *v = self;
	uint32_t documents = 0;
	npo_str term;

	if (v->status || !word.len)
		return 0;
	npo_word_term(&v->target, "", word);
	term = npo_buf_str(&v->target);
	/* most are asked for where the cursor stands, which has been read */
	if (v->dict)
		v->status = npo_termdict_freq(
			v->dict, term, &documents, v->err);
	else if (v->terms && npo_str_equal(npo_terms_current(v->terms), term))
		v->status = npo_terms_freq(v->terms, &documents, v->err);
	else
		v->status = npo_db_termfreq(v->db, term, &documents, v->err);
	return documents;
}

npo_status
vocabulary_begin(search *s, npo_vocabulary *vocabulary, npo_error *err)
{
	search_vocabulary *v = s->vocabulary;

	if (!v) {
		v = s->vocabulary = npo_calloc(1, sizeof(*v));
		v->db = s->db;
	}
	v->status = NPO_OK;
	v->err = err;
	*vocabulary = (npo_vocabulary){ seek, next, freq, v, 0 };
	return npo_db_count(s->db, &vocabulary->documents, err);
}

npo_status
vocabulary_end(search *s)
{
	return s->vocabulary->status;
}

npo_status
vocabulary_fields(search *s, const bool **has_field, npo_error *err)
{
	/* in the order of their prefixes: going back is dearer */
	static const query_field fields[] = { QUERY_AUTHOR, QUERY_TITLE,
		QUERY_SECTION };
	bool *has = s->vocabulary->has_field;
	npo_terms *terms = NULL;
	npo_status st = NPO_OK;

	*has_field = has;
	/* the dictionary knows it of each word */
	if (s->vocabulary->dict)
		for (size_t i = 0; i < NPO_COUNT(fields); i++)
			has[fields[i]] = has[QUERY_ANYWHERE] = true;
	if (has[QUERY_ANYWHERE])
		return NPO_OK;
	st = npo_terms_open(s->db, none, &terms, err);
	for (size_t i = 0; !st && i < NPO_COUNT(fields); i++) {
		npo_str prefix =
			npo_str_of(expansion_field_prefix(fields[i]));
		npo_str found;

		st = npo_terms_seek(terms, prefix, &found, err);
		has[fields[i]] = !st && npo_str_starts(found, prefix);
	}
	npo_terms_free(terms);
	has[QUERY_ANYWHERE] = !st;
	return st;
}

npo_status
vocabulary_holds(const search *s, npo_str term, query_field field,
	vocabulary_answer *answer, npo_error *err)
{
	static const unsigned in[QUERY_AUTHOR + 1] = {
		[QUERY_TITLE] = NPO_IN_TITLE,
		[QUERY_SECTION] = NPO_IN_SECTION,
	};
	unsigned fields;
	npo_status st;

	*answer = VOCABULARY_UNKNOWN;
	if (!s->vocabulary->dict || !in[field])
		return NPO_OK;
	st = npo_termdict_fields(s->vocabulary->dict, term, &fields, err);
	*answer = fields & in[field] ? VOCABULARY_LIKELY : VOCABULARY_NO;
	return st;
}

void
vocabulary_forget(search *s)
{
	search_vocabulary *v = s->vocabulary;

	if (!v)
		return;
	npo_termdict_free(v->dict);
	npo_terms_free(v->terms);
	npo_buf_release(&v->target);
	npo_buf_release(&v->word);
	free(v);
	s->vocabulary = NULL;
}
