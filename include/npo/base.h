/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base.h - status and error, string view, growing buffer, UTF-8, hash, files */
#ifndef NPO_BASE_H
#define NPO_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define NPO_BEGIN extern "C" {
#define NPO_END }
#else
#define NPO_BEGIN
#define NPO_END
#endif

/**
 * A number of ranking. In the programs that `make tune` builds it is the
 * environment variable of that name, if there is one.
 */
#ifdef NPO_TUNE
double npo_tuned(const char *name, double value);
#define NPO_TUNED(name, value) npo_tuned(#name, value)
#else
#define NPO_TUNED(name, value) (value)
#endif

#define NPO_CHECKED __attribute__((warn_unused_result))
#define NPO_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define NPO_COUNT(array) (sizeof(array) / sizeof((array)[0]))

NPO_BEGIN

/* ------------------------------------------------------------- errors */

/** Why a call failed: the causes that a caller can act on. */
typedef enum npo_status {
	NPO_OK,
	NPO_EINVAL,	/* an argument or option is unusable */
	NPO_ENOTFOUND,	/* no such file, database or document */
	NPO_EIO,	/* the system refused to read or write */
	NPO_EFORMAT,	/* an input is not what its type says */
	NPO_ECORRUPT,	/* a database cannot be read */
	NPO_ELOCKED,	/* another process is writing the database */
	NPO_EMODIFIED,	/* the database changed while it was read: again */
	NPO_ESCHEMA,	/* the database has another version of the schema */
	NPO_ESTOPPED	/* a callback or a signal asked to stop */
} npo_status;

/** A value on the caller's stack; its text is one line without a stop. */
typedef struct npo_error {
	npo_status status;
	char text[1024];
} npo_error;

/**
 * Set err (which may be NULL) and return status, as in
 * return npo_fail(err, NPO_EIO, "cannot read '%s'", path);
 * A text that does not fit is cut.
 */
npo_status npo_fail(npo_error *err, npo_status status, const char *format, ...)
	NPO_PRINTF(3, 4);

/* ------------------------------------------------------------- memory */

/*
 * These never return NULL: without memory the program ends with one line
 * on stderr and status 2. Whatever an input can enlarge is limited first.
 */
void *npo_alloc(size_t size);
void *npo_calloc(size_t count, size_t size);
void *npo_realloc(void *old, size_t size);
char *npo_strdup(const char *text);
/** Copy len bytes and end them with a NUL. */
char *npo_memdup(const void *bytes, size_t len);
/** That end, for want of memory that was asked for elsewhere. */
__attribute__((noreturn)) void npo_no_memory(void);

/** Make room for one more element in a growing array. */
#define NPO_GROW(array, count, cap)                                         \
	do {                                                                \
		if ((count) == (cap)) {                                     \
			(cap) = (cap) ? 2 * (cap) : 16;                     \
			(array) = npo_realloc(                              \
				(array), (cap) * sizeof(*(array)));         \
		}                                                           \
	} while (0)

/* -------------------------------------------- string view, buffer */

/** Bytes that somebody else owns; they need not end in a NUL. */
typedef struct npo_str {
	const char *p;
	size_t len;
} npo_str;

/** A view of a C string; NULL gives an empty view. */
npo_str npo_str_of(const char *text);
bool npo_str_equal(npo_str a, npo_str b);
/** Order of bytes, as memcmp(); a prefix sorts first. */
int npo_str_compare(npo_str a, npo_str b);
bool npo_str_starts(npo_str text, npo_str prefix);

/**
 * A growing buffer. p is never NULL after the first addition, and p[len]
 * is then 0; an empty buffer may have p == NULL.
 */
typedef struct npo_buf {
	char *p;
	size_t len;
	size_t cap;
} npo_buf;

#define NPO_BUF_INIT                                                        \
	{                                                                   \
		NULL, 0, 0                                                  \
	}

void npo_buf_add(npo_buf *buf, const void *bytes, size_t len);
void npo_buf_adds(npo_buf *buf, const char *text);
void npo_buf_addstr(npo_buf *buf, npo_str text);
void npo_buf_addc(npo_buf *buf, char byte);
void npo_buf_addf(npo_buf *buf, const char *format, ...) NPO_PRINTF(2, 3);
/** Room for at least extra more bytes (and the final NUL). */
void npo_buf_reserve(npo_buf *buf, size_t extra);
/** Empty it, keep the memory. */
void npo_buf_reset(npo_buf *buf);
/** Free the memory; the buffer is as NPO_BUF_INIT again. */
void npo_buf_release(npo_buf *buf);
/** A view of the content, valid until the buffer changes. */
npo_str npo_buf_str(const npo_buf *buf);

/* ------------------------------------------------------------- UTF-8 */

#define NPO_BAD_CODE 0xFFFFFFFFu

/**
 * The code point at *at, which moves behind it; at < end on entry. A byte
 * that starts no well-formed sequence (Unicode 15, table 3-7) gives
 * NPO_BAD_CODE and is stepped over alone.
 */
uint32_t npo_utf8_next(const char **at, const char *end);
/** Append a code point; surrogates and above U+10FFFF become U+FFFD. */
void npo_utf8_put(npo_buf *buf, uint32_t code);
/** How many bytes of text, from its beginning on, are well-formed. */
size_t npo_utf8_good(npo_str text);
bool npo_utf8_valid(npo_str text);
/** The largest length <= len of text that does not end inside a letter. */
size_t npo_utf8_cut(const char *text, size_t len);

/* ------------------------------------------------------------- sets */

/** Strings, gathered in any order. Zeroed to begin with. */
typedef struct npo_strset {
	npo_buf text;		/* of all, one behind the other */
	npo_str *item;
	size_t count, cap;
	size_t sorted;		/* so many of them are, and are there once */
	struct npo_strset_recent *recent;	/* of many: the last ones */
} npo_strset;

void npo_strset_add(npo_strset *set, npo_str string);
/** All of them in the order of bytes, each once; lent until the next call. */
const npo_str *npo_strset_sorted(npo_strset *set, size_t *count);
void npo_strset_reset(npo_strset *set);
void npo_strset_release(npo_strset *set);

/* ------------------------------------------------------------- numbers */

/** Append a number below 2^64 in 7-bit groups, lowest first (LEB128). */
void npo_varint_put(npo_buf *buf, uint64_t number);
/** Take one from the front of in; false: in is cut short or too large. */
bool npo_varint_get(npo_str *in, uint64_t *number);
/** Append a string behind its length, a varint. */
void npo_counted_put(npo_buf *buf, npo_str string);
/** Take one from the front of in, whose bytes it stays; false: in is cut short,
 * and no longer what it was. */
bool npo_counted_get(npo_str *in, npo_str *string);

/* ------------------------------------------------------------- hashes */

/**
 * The 64-bit FNV-1a hash of some bytes: draft-eastlake-fnv, section 2; Fowler,
 * Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/. Not for what an enemy
 * chooses.
 */
uint64_t npo_fnv1a(npo_str bytes);

/* ------------------------------------------------------------- files */

/**
 * Read a regular file whole, appended to out.
 *
 * max	bytes; a larger file is refused before it is read
 *
 * NPO_ENOTFOUND: no such file. NPO_EINVAL: it is over max, or no regular
 * file. NPO_EIO: anything else, with the system's reason.
 */
NPO_CHECKED npo_status npo_file_read(
	const char *path, uint64_t max, npo_buf *out, npo_error *err);

/**
 * Replace a file by one with this content: written beside it, flushed to
 * the disk, renamed over it, so a reader sees the old or the new.
 *
 * NPO_EIO: it could not be written; the old file stands.
 */
NPO_CHECKED npo_status npo_file_replace(
	const char *path, npo_str content, npo_error *err);

/** Milliseconds since some moment. POSIX: clock_gettime(CLOCK_MONOTONIC). */
int64_t npo_now_ms(void);

/**
 * Keep files from taking the place of a standard stream: each of the three
 * that is closed becomes one that cannot be read or written. To be called
 * before any file is opened.
 */
void npo_streams_hold(void);

/** Make a folder and its missing parents, mode 0700. NPO_EIO. */
NPO_CHECKED npo_status npo_folder_make(const char *path, npo_error *err);

/** Remove a folder with all that is in it; none is no error. NPO_EIO, which
 * may be let go where a later call tries again. */
npo_status npo_folder_remove(const char *path, npo_error *err);

/** Make the names in a folder lasting, as fsync() does a file's content: what
 * was renamed or made there is so after a crash. NPO_EIO. */
NPO_CHECKED npo_status npo_folder_sync(const char *path, npo_error *err);

/** The bytes of all files in a folder and below it, as far as they can be
 * seen. */
uint64_t npo_folder_size(const char *path);

NPO_END

#endif
