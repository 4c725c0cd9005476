/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.h - a file in, documents out: the readers and their table */
#ifndef NPO_FORMAT_H
#define NPO_FORMAT_H

#include "npo/text.h"

NPO_BEGIN

/** What a reader reads. */
typedef struct npo_input {
	const char *path;	/* for messages and extensions, as bytes */
	int fd;			/* open for reading, at the start */
	uint64_t size;		/* in bytes, as fstat() said; 0 for a pipe */
	uint64_t max_size;	/* refuse a file, or a line of it, over this */
	const char *charset;	/* asked for, or NULL: detect */
	const char *lang;	/* asked for, or NULL */
	npo_str whole;		/* all of it, if it has been read already: a
				   reader may take it, or read fd; else NULL */
} npo_input;

/** Where a reader's output goes. */
typedef struct npo_sink {
	/** One document; anything but NPO_OK ends the reading with it. */
	npo_status (*document)(
		void *payload, const npo_document *doc, npo_error *err);
	/** A part that was left out: line (0: unknown) and reason. */
	void (*problem)(void *payload, uint64_t line, const char *reason);
	void *payload;
} npo_sink;

/** A format: a row of the table. */
typedef struct npo_format {
	const char *name;	/* as in --type=NAME and type:NAME */
	const char *extensions;	/* ".txt .text", lower case; "" for none */
	/**
	 * How well a file's first bytes fit: 0 not at all, 1 by extension
	 * only, 2 likely, 3 certain.
	 */
	int (*sniff)(npo_str head, const char *path);
	npo_status (*read)(
		const npo_input *in, const npo_sink *sink, npo_error *err);
} npo_format;

/** The row called name, or NULL. */
const npo_format *npo_format_named(const char *name);
/** Row number i from 0, NULL behind the last. */
const npo_format *npo_format_at(size_t i);

/**
 * Read a file: choose its reader by content, then by name, and run it.
 *
 * type	a format's name, or NULL: choose
 *
 * NPO_EFORMAT: no reader takes it ("binary data"), or it is not what its
 * type says. NPO_EINVAL: over in->max_size, or type is unknown. NPO_EIO.
 * A status of the sink comes back unchanged.
 */
NPO_CHECKED npo_status npo_format_read(const npo_input *in, const char *type,
	const npo_sink *sink, npo_error *err);

NPO_END

#endif
