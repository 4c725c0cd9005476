/* SPDX-License-Identifier: GPL-2.0-or-later */
/* decode.c - bytes of any charset to UTF-8 */
#include "charset.h"
#include "npo/text.h"

#include <string.h>

#include <unicode/ucnv.h>

#define REPLACEMENT "\xEF\xBF\xBD"
/* Bytes that are looked through at once. */
#define BLOCK 64

/* what is UTF-8 but for some bytes, each of which is replaced */
static void
copy_utf8(npo_str bytes, npo_buf *utf8)
{
	npo_buf_reserve(utf8, bytes.len);
	for (;;) {
		size_t good = npo_utf8_good(bytes);

		npo_buf_add(utf8, bytes.p, good);
		if (good == bytes.len)
			return;
		npo_buf_adds(utf8, REPLACEMENT);
		bytes.p += good + 1;
		bytes.len -= good + 1;
	}
}

static UErrorCode
convert(UConverter *from, UConverter *to, npo_str bytes, npo_buf *utf8)
{
	UChar pivot[1024], *source = pivot, *target = pivot;
	const char *at = bytes.p, *end = bytes.p + bytes.len;
	UErrorCode status;
	bool reset = true;
	char chunk[4096];

	npo_buf_reserve(utf8, bytes.len);
	do {
		char *put = chunk;

		status = U_ZERO_ERROR;
		ucnv_convertEx(to, from, &put, chunk + sizeof(chunk), &at, end,
			pivot, &source, &target, pivot + NPO_COUNT(pivot),
			reset, true, &status);
		npo_buf_add(utf8, chunk, (size_t)(put - chunk));
		reset = false;
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	return status;
}

/* a static name for one that somebody typed; NULL: unknown */
static const char *
standard_name(const char *charset)
{
	UErrorCode status = U_ZERO_ERROR;
	const char *name = ucnv_getStandardName(charset, "MIME", &status);

	if (!name)
		name = ucnv_getStandardName(charset, "IANA", &status);
	return name ? name : ucnv_getAlias(charset, 0, &status);
}

static npo_status
decode(npo_str bytes, const char *charset, npo_buf *utf8, npo_error *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *from = ucnv_open(charset, &status);
	UConverter *to = ucnv_open("UTF-8", &status);
	npo_status st = NPO_OK;
	int width;

	if (U_FAILURE(status)) {
		st = npo_fail(err, NPO_EINVAL, "unknown charset '%s'", charset);
		goto out;
	}
	width = ucnv_getMinCharSize(from);
	if (bytes.len % (size_t)width) {
		st = npo_fail(err, NPO_EFORMAT,
			"ends inside a character of %d bytes (%s)", width,
			charset);
		goto out;
	}
	status = convert(from, to, bytes, utf8);
	if (U_FAILURE(status)) {
		st = npo_fail(err, NPO_EFORMAT, "cannot be read as %s: %s",
			charset, u_errorName(status));
	}
out:
	ucnv_close(from);
	ucnv_close(to);
	return st;
}

/* whether nothing is in a block that may have to be counted; compilers make
 * this a few instructions for 16 bytes at once */
static bool
block_is_plain(const char *block)
{
	unsigned odd = 0;

	for (size_t i = 0; i < BLOCK; i++) {
		uint8_t byte = (uint8_t)block[i];

		odd |= ((byte < 0x20) & ((uint8_t)(byte - '\t') > 4)) |
			(byte == 0x7F) | (byte == 0xC2) | (byte == 0xEF);
	}
	return !odd;
}

/* what makes bytes no text: a control character is one, a replacement three */
struct oddities {
	size_t control, replaced;
};

/* add up those of the block at i; false: the byte at *i is a NUL */
static bool
count_oddities(npo_str text, size_t *i, struct oddities *odd)
{
	size_t end = text.len - *i < BLOCK ? text.len : *i + BLOCK;

	for (; *i < end; ++*i) {
		const char *at = text.p + *i;
		uint8_t byte = (uint8_t)*at;

		if (!byte)
			return false;
		odd->control += (byte < 0x20 &&
			!strchr("\t\n\v\f\r\x1B", byte)) || byte == 0x7F;
		/* U+0080 to U+009F */
		odd->control += byte == 0xC2 && text.len - *i > 1 &&
			(uint8_t)at[1] < 0xA0;
		odd->replaced += byte == 0xEF && text.len - *i > 2 &&
			!memcmp(at, REPLACEMENT, 3);
	}
	return true;
}

static npo_status
check_text(npo_str text, npo_error *err)
{
	struct oddities odd = { 0, 0 };
	size_t other = 0;

	for (size_t i = 0; i < text.len;) {
		if (text.len - i >= BLOCK && block_is_plain(text.p + i))
			i += BLOCK;
		else if (!count_oddities(text, &i, &odd))
			return npo_fail(err, NPO_EFORMAT,
				"binary data (a NUL at byte %zu)", i);
	}
	if (!odd.control && !odd.replaced)
		return NPO_OK;
	for (size_t i = 0; i < text.len; i++)
		other += (text.p[i] & 0xC0) != 0x80;
	other -= odd.replaced;
	if (odd.control * 10 > other)
		return npo_fail(err, NPO_EFORMAT,
			"binary data (%zu control characters)", odd.control);
	if (odd.replaced > other)
		return npo_fail(err, NPO_EFORMAT,
			"%zu malformed characters", odd.replaced);
	return NPO_OK;
}

static void
drop_mark(npo_buf *utf8, size_t start)
{
	size_t len = utf8->len - start;

	if (len < 3 || memcmp(utf8->p + start, "\xEF\xBB\xBF", 3) != 0)
		return;
	memmove(utf8->p + start, utf8->p + start + 3, len - 3);
	utf8->len -= 3;
	utf8->p[utf8->len] = '\0';
}

npo_status
npo_text_decode(npo_str bytes, const char *charset, npo_buf *utf8,
	const char **used, npo_error *err)
{
	const char *name;
	size_t start = utf8->len;
	npo_status st = NPO_OK;

	name = charset ? standard_name(charset) : npo_charset_detect(bytes);
	if (!name && charset)
		return npo_fail(
			err, NPO_EINVAL, "unknown charset '%s'", charset);
	if (!name)
		return npo_fail(err, NPO_EFORMAT, "binary data");
	if (!strcmp(name, "UTF-8"))
		copy_utf8(bytes, utf8);
	else
		st = decode(bytes, name, utf8, err);
	if (!st) {
		drop_mark(utf8, start);
		st = check_text((npo_str){ utf8->p + start,
			utf8->len - start }, err);
	}
	if (!st)
		*used = name;
	else
		utf8->len = start;
	return st;
}
