/* SPDX-License-Identifier: GPL-2.0-or-later */
/* termdict_write.c - the term dictionary made, and words put into it */
#include "termdict.h"

#include <stdlib.h>
#include <string.h>

static npo_status
write_piece(npo_db *db, const termdict_piece *piece, size_t first, size_t end,
	npo_str last, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT, value = NPO_BUF_INIT;
	npo_status st;

	npo_buf_adds(&key, NPO_META_TERMS);
	npo_buf_addstr(&key, last);
	termdict_piece_encode(piece, first, end, &value);
	st = npo_db_set_meta(db, npo_buf_str(&key), npo_buf_str(&value), err);
	npo_buf_release(&key);
	npo_buf_release(&value);
	return st;
}

/* a key that is not before the one term, but before the next one, as short as
 * may be: all keys are read before anything is found */
static void
put_key(npo_buf *key, npo_str last, npo_str next)
{
	size_t len = termdict_shared_bytes(last, next) + 1;

	npo_buf_reset(key);
	if (len + 1 < last.len) {
		npo_buf_add(key, last.p, len);
		npo_buf_adds(key, TERMDICT_LAST);
	} else {
		npo_buf_addstr(key, last);
	}
}

/* the terms of a piece, in as many pieces as they need, the last of the key;
 * keys of the others are added */
static npo_status
write_split(npo_db *db, const termdict_piece *piece, npo_str last,
	npo_strset *keys, npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	size_t first = 0;
	npo_status st = NPO_OK;

	while (!st && piece->count - first > TERMDICT_MAX) {
		size_t end = first + TERMDICT_TERMS;

		put_key(&key, termdict_piece_term(piece, end - 1),
			termdict_piece_term(piece, end));
		npo_strset_add(keys, npo_buf_str(&key));
		st = write_piece(
			db, piece, first, end, npo_buf_str(&key), err);
		first = end;
	}
	npo_buf_release(&key);
	return st ? st : write_piece(db, piece, first, piece->count, last, err);
}

/* fields: in which any term is */
static npo_status
write_keys(npo_db *db, npo_strset *keys, unsigned fields, npo_error *err)
{
	termdict_piece list = { .count = 0 };
	size_t count;
	const npo_str *key = npo_strset_sorted(keys, &count);
	npo_status st;

	for (size_t i = 0; i < count; i++)
		termdict_piece_add(&list, key[i], fields);
	st = write_piece(db, &list, 0, list.count, (npo_str){ "", 0 }, err);
	termdict_piece_release(&list);
	return st;
}

/* ------------------------------------------------ all of a database */

static npo_status
remove_pieces(npo_db *db, npo_error *err)
{
	npo_terms *keys = NULL;
	npo_buf all = NPO_BUF_INIT;
	npo_str key;
	npo_status st = npo_terms_of_meta(
		db, npo_str_of(NPO_META_TERMS), &keys, err);

	if (!st)
		st = npo_terms_next(keys, &key, err);
	while (!st && key.len) {
		npo_buf_addstr(&all, key);
		npo_buf_addc(&all, '\0');
		st = npo_terms_next(keys, &key, err);
	}
	npo_terms_free(keys);
	for (size_t at = 0; !st && at < all.len; at += strlen(all.p + at) + 1)
		st = npo_db_set_meta(db, npo_str_of(all.p + at),
			(npo_str){ "", 0 }, err);
	npo_buf_release(&all);
	return st;
}

/* from a prefix to the words behind all prefixes, which begin with a capital */
static npo_status
skip_prefixed(npo_terms *terms, npo_str *term, npo_error *err)
{
	if (!term->len || *term->p < 'A' || *term->p > 'Z')
		return NPO_OK;
	return npo_terms_seek(terms, npo_str_of("["), term, err);
}

static npo_status
next_word(npo_terms *terms, npo_str *term, npo_error *err)
{
	npo_status st = npo_terms_next(terms, term, err);

	return st ? st : skip_prefixed(terms, term, err);
}

/* a piece is written if it has enough; next: the term behind it */
static npo_status
end_piece(npo_db *db, termdict_piece *piece, npo_str next, npo_strset *keys,
	npo_error *err)
{
	npo_buf key = NPO_BUF_INIT;
	npo_status st;

	if (piece->count < TERMDICT_TERMS || !next.len)
		return NPO_OK;
	put_key(&key, termdict_piece_term(piece, piece->count - 1), next);
	npo_strset_add(keys, npo_buf_str(&key));
	st = write_piece(db, piece, 0, piece->count, npo_buf_str(&key), err);
	termdict_piece_reset(piece);
	npo_buf_release(&key);
	return st;
}

static const struct {
	const char *prefix;
	unsigned field;
} in_fields[TERMDICT_FIELDS] = {
	{ NPO_PREFIX_TITLE, NPO_IN_TITLE },
	{ NPO_PREFIX_SECTION, NPO_IN_SECTION },
};

/* a field's word of a term; none: it is another field's */
static npo_str
word_in(size_t field, npo_str term)
{
	npo_str prefix = npo_str_of(in_fields[field].prefix);

	if (!npo_str_starts(term, prefix))
		return (npo_str){ "", 0 };
	return (npo_str){ term.p + prefix.len, term.len - prefix.len };
}

/** The words of each field, beside all words. */
typedef struct field_words {
	npo_terms *terms[TERMDICT_FIELDS];
	npo_str word[TERMDICT_FIELDS];	/* the next one, or none */
} field_words;

static npo_status
next_in(field_words *words, size_t field, npo_error *err)
{
	npo_str term;
	npo_status st = npo_terms_next(words->terms[field], &term, err);

	words->word[field] = st ? (npo_str){ "", 0 } : word_in(field, term);
	return st;
}

static npo_status
open_fields(npo_db *db, field_words *words, npo_error *err)
{
	npo_status st = NPO_OK;

	for (size_t i = 0; !st && i < TERMDICT_FIELDS; i++) {
		st = npo_terms_open(db, npo_str_of(in_fields[i].prefix),
			&words->terms[i], err);
		if (!st)
			st = next_in(words, i, err);
	}
	return st;
}

static void
close_fields(field_words *words)
{
	for (size_t i = 0; i < TERMDICT_FIELDS; i++)
		npo_terms_free(words->terms[i]);
}

/* in which fields a word is; words are asked for in order */
static npo_status
fields_of(field_words *words, npo_str word, unsigned *fields, npo_error *err)
{
	npo_status st = NPO_OK;

	*fields = 0;
	for (size_t i = 0; !st && i < TERMDICT_FIELDS; i++) {
		while (!st && words->word[i].len &&
			npo_str_compare(words->word[i], word) < 0)
			st = next_in(words, i, err);
		if (!st && npo_str_equal(words->word[i], word))
			*fields |= in_fields[i].field;
	}
	return st;
}

npo_status
npo_termdict_build(npo_db *db, npo_error *err)
{
	termdict_piece piece = { .count = 0 };
	npo_strset keys = { .count = 0 };
	field_words in = { { NULL }, { { NULL, 0 } } };
	npo_terms *terms = NULL;
	unsigned any = 0;
	npo_str term;
	npo_status st = remove_pieces(db, err);

	if (!st)
		st = open_fields(db, &in, err);
	if (!st)
		st = npo_terms_open(db, (npo_str){ "", 0 }, &terms, err);
	if (!st)
		st = next_word(terms, &term, err);
	while (!st && term.len) {
		unsigned fields;

		st = fields_of(&in, term, &fields, err);
		if (st)
			break;
		any |= fields;
		termdict_piece_add(&piece, term, fields);
		st = next_word(terms, &term, err);
		if (!st)
			st = end_piece(db, &piece, term, &keys, err);
	}
	npo_strset_add(&keys, npo_str_of(TERMDICT_LAST));
	if (!st)
		st = write_piece(db, &piece, 0, piece.count,
			npo_str_of(TERMDICT_LAST), err);
	if (!st)
		st = write_keys(db, &keys, any, err);
	npo_terms_free(terms);
	close_fields(&in);
	npo_strset_release(&keys);
	termdict_piece_release(&piece);
	return st;
}

/* ------------------------------------------------ some more */

/** A word to be put in. */
typedef struct entry {
	npo_str word;
	unsigned fields;
} entry;

/* among words that are sorted; or NULL */
static entry *
entry_of(entry *list, size_t count, npo_str word)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (npo_str_compare(list[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && npo_str_equal(list[low].word, word)
		? &list[low] : NULL;
}

/* words of sorted terms, with the fields in which they are, too */
static size_t
take_words(const npo_str *term, size_t count, entry *list)
{
	size_t words = 0;

	for (size_t i = 0; i < count; i++) {
		if (*term[i].p < 'A' || *term[i].p > 'Z')
			list[words++] = (entry){ term[i], 0 };
	}
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < TERMDICT_FIELDS; k++) {
			entry *own = entry_of(
				list, words, word_in(k, term[i]));

			if (own)
				own->fields |= in_fields[k].field;
		}
	}
	return words;
}

/*
 * Put the words that are not above last among the terms of a piece.
 *
 * next		in: the first of them; out: the first above last
 *
 * Whether there is anything new.
 */
static bool
merge_terms(const termdict_piece *old, npo_str last, const entry *list,
	size_t count, size_t *next, termdict_piece *out)
{
	size_t i = 0;
	bool more = false;

	for (; *next < count && npo_str_compare(list[*next].word, last) <= 0;
		++*next) {
		const entry *new = &list[*next];
		unsigned known = 0;

		for (; i < old->count && npo_str_compare(
			termdict_piece_term(old, i), new->word) < 0; i++)
			termdict_piece_add(out, termdict_piece_term(old, i),
				old->place[i].fields);
		if (i < old->count && npo_str_equal(
				termdict_piece_term(old, i), new->word))
			known = old->place[i++].fields;
		else
			more = true;
		more |= (new->fields & ~known) != 0;
		termdict_piece_add(out, new->word, new->fields | known);
	}
	for (; i < old->count; i++)
		termdict_piece_add(out, termdict_piece_term(old, i),
			old->place[i].fields);
	return more;
}

/* the piece of a key with what belongs to it of the words from next on */
static npo_status
add_to_piece(npo_db *db, npo_str last, const entry *list, size_t count,
	size_t *next, npo_strset *keys, npo_error *err)
{
	termdict_piece old = { .count = 0 }, new = old;
	npo_status st = termdict_read(db, last, &old, err);

	if (!st && merge_terms(&old, last, list, count, next, &new))
		st = write_split(db, &new, last, keys, err);
	termdict_piece_release(&old);
	termdict_piece_release(&new);
	return st;
}

static npo_status
add_words(npo_db *db, const termdict_piece *old, const entry *list,
	size_t count, npo_error *err)
{
	npo_strset keys = { .count = 0 };
	unsigned known = old->place[0].fields, any = known;
	size_t next = 0;
	npo_status st = NPO_OK;

	for (size_t i = 0; i < count; i++)
		any |= list[i].fields;
	while (!st && next < count) {
		size_t at = termdict_piece_before(old, list[next].word);

		if (at == old->count)
			st = npo_fail(err, NPO_ECORRUPT,
				"damaged term dictionary");
		else
			st = add_to_piece(db, termdict_piece_term(old, at),
				list, count, &next, &keys, err);
	}
	if (!st && (keys.count || any != known)) {
		for (size_t i = 0; i < old->count; i++)
			npo_strset_add(&keys, termdict_piece_term(old, i));
		st = write_keys(db, &keys, any, err);
	}
	npo_strset_release(&keys);
	return st;
}

npo_status
npo_termdict_add(npo_db *db, const npo_str *term, size_t count, npo_error *err)
{
	termdict_piece keys = { .count = 0 };
	entry *list = npo_calloc(count + 1, sizeof(*list));
	size_t words = take_words(term, count, list);
	npo_status st = termdict_read(db, (npo_str){ "", 0 }, &keys, err);

	/* one that is made anew has these terms as well */
	if (!st)
		st = keys.count ? add_words(db, &keys, list, words, err)
				: npo_termdict_build(db, err);
	termdict_piece_release(&keys);
	free(list);
	return st;
}
