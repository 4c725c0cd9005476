/* SPDX-License-Identifier: GPL-2.0-or-later */
/* term.c - a term of a prefix and a value that fits into Xapian */
#include "npo/database.h"

#include <inttypes.h>

#include "npo/schema.h"

#define HASH_DIGITS 16
#define PATH_BYTES 6

/* the longest start of term that Xapian stores in at most max bytes */
static size_t
stored_start(npo_str term, size_t max)
{
	size_t stored = 0, len = 0;

	while (len < term.len) {
		stored += term.p[len] ? 1 : 2;
		if (stored > max)
			break;
		len++;
	}
	return len;
}

void
npo_term_make(npo_buf *out, const char *prefix, npo_str value)
{
	npo_str whole;
	uint64_t hash;

	npo_buf_reset(out);
	npo_buf_adds(out, prefix);
	npo_buf_addstr(out, value);
	whole = npo_buf_str(out);
	if (stored_start(whole, NPO_TERM_MAX) == whole.len)
		return;
	hash = npo_fnv1a(whole);
	out->len = npo_utf8_cut(
		out->p, stored_start(whole, NPO_TERM_MAX - HASH_DIGITS));
	npo_buf_addf(out, "%016" PRIx64, hash);
}

void
npo_path_term(npo_buf *out, npo_str path)
{
	uint64_t hash = npo_fnv1a(path);

	npo_buf_reset(out);
	npo_buf_adds(out, NPO_PREFIX_PATH);
	for (int i = 0; i < PATH_BYTES; i++, hash /= UINT8_MAX)
		npo_buf_addc(out, (char)(1 + hash % UINT8_MAX));
}
