/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.h - what the readers share: their input, their way out */
#ifndef LIB_FORMAT_FORMAT_H
#define LIB_FORMAT_FORMAT_H

#include "npo/format.h"

/* How much of a file its sniffers see. A multiple of 4: no unit of UTF-16
 * or UTF-32 is cut. */
#define NPO_HEAD_MAX 4096
/* Of a title taken from a text, in bytes. */
#define NPO_TITLE_MAX 200

/* ------------------------------------------------------------ readers */

int npo_plain_sniff(npo_str head, const char *path);
npo_status npo_plain_read(
	const npo_input *in, const npo_sink *sink, npo_error *err);
int npo_wikitext_sniff(npo_str head, const char *path);
npo_status npo_wikitext_read(
	const npo_input *in, const npo_sink *sink, npo_error *err);
int npo_html_sniff(npo_str head, const char *path);
npo_status npo_html_read(
	const npo_input *in, const npo_sink *sink, npo_error *err);
int npo_jsonl_sniff(npo_str head, const char *path);
npo_status npo_jsonl_read(
	const npo_input *in, const npo_sink *sink, npo_error *err);

/* -------------------------------------------------------------- input */

/** Whether path ends in one of extensions (" .txt .text"), in any case. */
bool npo_path_ends(const char *path, const char *extensions);

/**
 * The file's name without its folders, appended as UTF-8 (a byte that is
 * none becomes U+FFFD); bare: without its extension too.
 */
void npo_path_name(const char *path, bool bare, npo_buf *out);

/**
 * read() that goes on after a signal, and says why it failed.
 *
 * got	bytes read; 0 at the end
 */
NPO_CHECKED npo_status npo_input_some(const npo_input *in, char *to,
	size_t room, size_t *got, npo_error *err);

/** Read all of it, appended to out. NPO_EINVAL: over in->max_size. NPO_EIO. */
NPO_CHECKED npo_status npo_input_all(
	const npo_input *in, npo_buf *out, npo_error *err);

/**
 * The bytes of it as UTF-8, written over text; none are an empty text.
 *
 * charset	that they were decoded from, static
 *
 * NPO_EFORMAT: they are no text, with its path. NPO_EINVAL: in->charset is
 * unknown.
 */
NPO_CHECKED npo_status npo_input_decode(const npo_input *in, npo_str bytes,
	npo_buf *text, const char **charset, npo_error *err);

/**
 * Read all of it as UTF-8, written over text; an empty file is an empty text.
 *
 * charset	that it was decoded from, static
 *
 * NPO_EFORMAT: it is no text, with its path. As npo_input_all().
 */
NPO_CHECKED npo_status npo_input_text(const npo_input *in, npo_buf *text,
	const char **charset, npo_error *err);

/** Give a document to the sink, with in->lang if it names no language. */
NPO_CHECKED npo_status npo_input_hand(const npo_input *in, const npo_sink *sink,
	npo_document *doc, npo_error *err);

/* -------------------------------------------------------------- text */

bool npo_is_blank(char byte);
/** Without blanks (ASCII) at either end. */
npo_str npo_str_trim(npo_str text);

/**
 * The first line that is not blank, trimmed and cut at NPO_TITLE_MAX bytes;
 * empty if there is none. A carriage return and a vertical tab end a line too.
 */
npo_str npo_first_line(npo_str text);

/**
 * The first line with a letter, as npo_first_line(): not a rule, nor the start
 * of a comment in a program. A text without a letter has its first line.
 */
npo_str npo_title_line(npo_str text);

#endif
