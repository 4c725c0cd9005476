/* SPDX-License-Identifier: GPL-2.0-or-later */
/* schema.h - what a database holds: prefixes, slots, keys, version */
#ifndef NPO_SCHEMA_H
#define NPO_SCHEMA_H

/*
 * A folded word is a term, with Cyrillic in a byte a letter (npo_word_term()):
 * it begins with a lower-case letter, a digit or a byte beyond ASCII. A prefix
 * begins with a capital, so no word can be taken for one. An X prefix is
 * followed by ':' before the value.
 * Letters as in Omega's termprefixes.rst where it has one.
 */

/** Raised when a database of the old form can no longer be searched. */
#define NPO_SCHEMA_VERSION "6"

/* Words of a field: the same word also stands without prefix. */
#define NPO_PREFIX_TITLE "S"
#define NPO_PREFIX_SECTION "XSEC:"
#define NPO_PREFIX_AUTHOR "A"
/* A word with a capital within a sentence; where there is none, any word of a
 * document of a few. Without position or wdf. */
#define NPO_PREFIX_CAPITAL "XC:"

/* Boolean filters; a value that does not fit is cut with a hash. */
#define NPO_PREFIX_PATH "U"	/* absolute path of the file, by its hash:
				   npo_path_term() */
#define NPO_PREFIX_DIR "XDIR:"	/* absolute path of its folder; see
				   npo_dir_terms() */
#define NPO_PREFIX_TYPE "T"	/* name of the format */
#define NPO_PREFIX_LANG "L"	/* ISO 639 */
#define NPO_PREFIX_SCRIPT "XSCRIPT:"	/* latin, cyrillic: what most of
					   its words are written in */
#define NPO_PREFIX_ID "Q"	/* id given by the source */
#define NPO_PREFIX_FIELD "XF:"	/* XF:name:value, folded, for other keys */

/* The longest term that Xapian 1.4 stores, in bytes. */
#define NPO_TERM_MAX 245

enum npo_slot {
	NPO_SLOT_DATE,		/* YYYYMMDD */
	NPO_SLOT_SIZE,		/* bytes of text: how many bytes follow, then
				   these, the highest first */
	NPO_SLOT_PATH,		/* in a file of several documents behind it a
				   NUL and the line, as SIZE */
	NPO_SLOT_TITLE,		/* folded, as a term, for sorting */
	NPO_SLOT_DATA,		/* behind a byte: see npo_doc_set_data() */
	NPO_SLOT_PLACES,	/* behind a byte: where its terms stand */
	NPO_SLOT_FILE		/* what is known of its file, if that has no
				   other document */
};

/* In bytes: a longer path may be cut in its slot, so it is stored as a field as
 * well. */
#define NPO_PATH_WHOLE 224

/* Metadata. */
#define NPO_META_SCHEMA "npo.schema"
#define NPO_META_UNICODE "npo.unicode"	/* version of ICU's data */
#define NPO_META_STEMMER "npo.stemmer"	/* version of libstemmer */
#define NPO_META_FILE "file:"	/* file:PATH, what is known of each file of
				   which no document says it */
#define NPO_META_DICT "npo.dict"	/* of zstd, for texts; or none */
#define NPO_META_LENGTHS "length:"	/* length:RUN, those of 1,024 documents
					   each */
#define NPO_META_TERMS "terms:"	/* terms:LAST, words up to that one; terms:
				   alone, all of these */

/* Positions between the fields of a document, so no phrase spans them. */
#define NPO_POSITION_GAP 100

#endif
