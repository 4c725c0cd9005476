/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text.h - bytes to UTF-8, folding, words, stems; what a document is */
#ifndef NPO_TEXT_H
#define NPO_TEXT_H

#include "npo/base.h"

NPO_BEGIN

/* --------------------------------------------------------- charsets */

/**
 * Turn the bytes of a text into UTF-8.
 *
 * bytes	the text as stored
 * charset	a name that ICU knows (ucnv_getAvailableName), or NULL: a byte
 *		order mark decides; else bytes that are well-formed UTF-8 are
 *		UTF-8; else NULs at every second or fourth place mean UTF-16
 *		or UTF-32; else uchardet, restricted to the charsets of Cyrillic
 *		and Latin text
 * utf8		the text is appended, without byte order mark; malformed
 *		sequences become U+FFFD
 * used		the charset's name, static, e.g. "UTF-8", "windows-1251"
 *
 * NPO_EINVAL: charset is unknown. NPO_EFORMAT: the bytes are no text (NULs
 * or mostly control characters after decoding, half a UTF-16 unit at the
 * end, nothing but U+FFFD).
 */
NPO_CHECKED npo_status npo_text_decode(npo_str bytes, const char *charset,
	npo_buf *utf8, const char **used, npo_error *err);

/* --------------------------------------------------------- folding */

/**
 * The folded form of one word, appended to out: NFC, case folded (ICU
 * u_foldCase, default), Cyrillic io as ie, stress marks over Cyrillic, tie
 * bars, soft hyphens and zero-width characters dropped, primes and
 * apostrophes as ' and ", letters that only look like those of the word's
 * own script replaced. Latin letters keep their marks. Folding a folded
 * word changes nothing.
 */
void npo_fold(npo_str word, npo_buf *out);

/* --------------------------------------------------------- words */

typedef enum npo_script {
	NPO_SCRIPT_NONE,	/* digits only */
	NPO_SCRIPT_LATIN,
	NPO_SCRIPT_CYRILLIC,
	NPO_SCRIPT_OTHER
} npo_script;

/** The script of a folded word, by its first letter. */
npo_script npo_script_of(npo_str word);

typedef enum npo_token_kind {
	NPO_TOKEN_WORD,		/* has a position of its own */
	NPO_TOKEN_EXTRA		/* another reading of the words at its place:
				   the joined form of R-12, aB, U.S.A., of a
				   word broken at a line's end; no position */
} npo_token_kind;

/** One word of a text. A plain value. */
typedef struct npo_token {
	npo_str term;		/* folded; valid until the next call */
	size_t start, end;	/* the bytes of the text that it stands for */
	uint32_t position;	/* in words of this text, from 1; an extra
				   has that of the first word it covers */
	uint32_t span;		/* positions covered: 1, or more for an extra */
	npo_token_kind kind;
	npo_script script;
	bool glued;		/* follows the word before without a blank:
				   by hyphen, change of case, letter to digit */
	bool capital;		/* its first letter is written so */
} npo_token;

/** Breaks one text after another into words. For one thread at a time. */
typedef struct npo_words npo_words;

npo_words *npo_words_new(void);
void npo_words_free(npo_words *words);
/** Begin a text (UTF-8, borrowed until its end). Positions start at 1. */
void npo_words_start(npo_words *words, npo_str text);
/**
 * The next word, in the order of position; an extra comes behind the words
 * it covers. False at the end. Rules: doc/DESIGN.md, "Tokens", each a row of
 * tests/data/words.tsv. Unicode: UAX 29 with the departures named there.
 */
bool npo_words_next(npo_words *words, npo_token *token);

/* --------------------------------------------------------- stems */

/** A Snowball stemmer. For one thread at a time. */
typedef struct npo_stemmer npo_stemmer;

/** lang: "ru", "en" or "sr" (ISO 639-1); NULL for a language without one. */
npo_stemmer *npo_stemmer_new(const char *lang);
void npo_stemmer_free(npo_stemmer *stemmer);
/** The stem of a folded word, valid until the next call. libstemmer. */
npo_str npo_stem(npo_stemmer *stemmer, npo_str word);

/* --------------------------------------------------------- versions */

/* Stamps of an index: with another one, the same text may give other terms. */

/** Of Unicode, as ICU's data have it, e.g. "15.0". */
const char *npo_text_unicode_version(void);
/**
 * Of the stemmers: "snowball-" and a fingerprint of the stems of some words,
 * as libstemmer does not tell its version.
 */
const char *npo_stem_version(void);

/* --------------------------------------------------------- documents */

typedef enum npo_span_kind {
	NPO_SPAN_TITLE,
	NPO_SPAN_SECTION	/* the heading of a section */
} npo_span_kind;

/** A part of a document's text that is more than body. */
typedef struct npo_span {
	size_t start, end;	/* bytes of the text */
	npo_span_kind kind;
} npo_span;

/**
 * In a document's text, mostly in front of a newline: a heading or another
 * paragraph ends there though no blank line is below it. A vertical tab, which
 * is a blank to all else.
 */
#define NPO_HEADING_END '\v'

/** A named field: a further key of a JSON Lines document. */
typedef struct npo_field {
	npo_str name, value;
} npo_field;

/**
 * A document as its reader hands it over; all is borrowed for the call.
 * The text has the lines of its source, so that a line number in the text is
 * one in the file (markup is taken out within its line).
 */
typedef struct npo_document {
	npo_str id;		/* given by the source, or empty */
	npo_str member;		/* which document of its file, or empty */
	npo_str title;		/* UTF-8; may also stand in text, as a span */
	npo_str text;		/* UTF-8 */
	npo_str lang;		/* ISO 639, or empty: not said */
	npo_str date;		/* ISO 8601, or empty */
	npo_str url, author;
	const char *type;	/* name of the format, static */
	const char *charset;	/* that it was decoded from, static */
	uint64_t line;		/* of the file, where the document starts */
	const npo_span *spans;	/* in order, not overlapping */
	size_t span_count;
	const npo_field *fields;
	size_t field_count;
} npo_document;

NPO_END

#endif
