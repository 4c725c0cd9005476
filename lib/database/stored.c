/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stored.c - what is stored of a document, to bytes and back */
#include "npo/database.h"

#include <pthread.h>
#include <stdlib.h>

#include "dict.h"

#define VERSION 1
/* Later versions stay below, so bytes of another origin (Omega's document
 * data begins with a letter) are told from a newer version. */
#define VERSION_END 32

/* Numbers are never used again for another field. */
enum {
	FIELD_ID = 1,
	FIELD_PATH,
	FIELD_MEMBER,
	FIELD_TITLE,
	FIELD_TYPE,
	FIELD_LANG,
	FIELD_DATE,
	FIELD_CHARSET,
	FIELD_URL,
	FIELD_AUTHOR,
	FIELD_SIZE,	/* LEB128 */
	FIELD_LINE,	/* LEB128 */
	FIELD_TEXT,	/* as it is */
	FIELD_TEXT_ZSTD, /* one frame that tells the size of its content */
	FIELD_HEAD,	 /* LEB128: so many bytes of that are the title, before
			    the text, which often begins with it */
	FIELD_TEXT_DICT	 /* as FIELD_TEXT_ZSTD, by the database's dictionary */
};

static const struct {
	unsigned number;
	size_t offset;
} strings[] = {
	{FIELD_ID, offsetof(npo_stored, id)},
	{FIELD_PATH, offsetof(npo_stored, path)},
	{FIELD_MEMBER, offsetof(npo_stored, member)},
	{FIELD_TYPE, offsetof(npo_stored, type)},
	{FIELD_LANG, offsetof(npo_stored, lang)},
	{FIELD_DATE, offsetof(npo_stored, date)},
	{FIELD_CHARSET, offsetof(npo_stored, charset)},
	{FIELD_URL, offsetof(npo_stored, url)},
	{FIELD_AUTHOR, offsetof(npo_stored, author)},
};

/* below, a frame's own 10 bytes and more eat up what it saves */
#define ZSTD_FROM 100
/* above, text is stored as it is; so a larger claim is damage */
#define ZSTD_MAX ((size_t)1 << 30)
/* a frame that is so much of its text was made by a dictionary of other texts,
 * or none is of use */
#define DICT_FITS 0.625

/* ------------------------------------------------ contexts of zstd */

/* Made for each text they would cost more than its work: one per thread. */
typedef struct contexts {
	ZSTD_CCtx *compress;
	ZSTD_DCtx *decompress;
} contexts;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void
contexts_free(void *memory)
{
	contexts *own = memory;

	ZSTD_freeCCtx(own->compress);
	ZSTD_freeDCtx(own->decompress);
	free(own);
}

static void
make_key(void)
{
	/* fails for want of keys only, for which this is as good an end */
	if (pthread_key_create(&key, contexts_free))
		npo_no_memory();
}

static contexts *
own_contexts(void)
{
	contexts *own;

	pthread_once(&once, make_key);
	own = pthread_getspecific(key);
	if (own)
		return own;
	own = npo_calloc(1, sizeof(*own));
	own->compress = ZSTD_createCCtx();
	own->decompress = ZSTD_createDCtx();
	if (!own->compress || !own->decompress || pthread_setspecific(key, own))
		npo_no_memory();
	return own;
}

/* ---------------------------------------------------------- encode */

static void
put_field(npo_buf *out, unsigned number, npo_str value)
{
	if (!value.len)
		return;
	npo_varint_put(out, number);
	npo_counted_put(out, value);
}

static void
put_number(npo_buf *out, unsigned number, uint64_t value)
{
	npo_buf bytes = NPO_BUF_INIT;

	if (!value)
		return;
	npo_varint_put(&bytes, value);
	put_field(out, number, npo_buf_str(&bytes));
	npo_buf_release(&bytes);
}

/* into an empty buffer; false: it would not be smaller */
static bool
compress(const npo_dict *dict, npo_str from, npo_buf *to)
{
	ZSTD_CCtx *context = own_contexts()->compress;
	/* no room for a frame that is not smaller: an error then */
	size_t room = from.len - 1, len;

	npo_buf_reserve(to, room);
	len = dict ? ZSTD_compress_usingCDict(context, to->p, room, from.p,
			     from.len, dict->compress)
		   : ZSTD_compressCCtx(context, to->p, room, from.p, from.len,
			     ZSTD_LEVEL);
	to->len = ZSTD_isError(len) ? 0 : len;
	return to->len;
}

/* with the dictionary, or without if that is smaller: of what it was not made
 * for, it makes more than there would be; false: neither is smaller */
static bool
compress_best(const npo_dict **dict, npo_str from, npo_buf *to)
{
	npo_buf without = NPO_BUF_INIT;
	bool with = *dict && compress(*dict, from, to);

	if (with && to->len < from.len * DICT_FITS)
		return true;
	if (compress(NULL, from, &without) &&
		(!with || without.len < to->len)) {
		npo_buf_release(to);
		*to = without;
		*dict = NULL;
		return true;
	}
	npo_buf_release(&without);
	return with;
}

/* title and text in one frame; false: it would not be smaller */
static bool
put_frame(npo_buf *out, const npo_dict *dict, npo_str title, npo_str text)
{
	npo_buf both = NPO_BUF_INIT, frame = NPO_BUF_INIT;
	size_t len = title.len + text.len;
	bool smaller;

	if (len < ZSTD_FROM || len > ZSTD_MAX || title.len > text.len)
		return false;
	if (len > NPO_DICT_TEXT)
		dict = NULL;
	npo_buf_reserve(&both, len);
	npo_buf_addstr(&both, title);
	npo_buf_addstr(&both, text);
	smaller = compress_best(&dict, npo_buf_str(&both), &frame);
	npo_buf_release(&both);
	if (smaller) {
		put_number(out, FIELD_HEAD, title.len);
		put_field(out, dict ? FIELD_TEXT_DICT : FIELD_TEXT_ZSTD,
			npo_buf_str(&frame));
	}
	npo_buf_release(&frame);
	return smaller;
}

void
npo_stored_encode(
	const npo_stored *stored, const npo_dict *dict, npo_buf *out)
{
	npo_buf_reset(out);
	npo_buf_addc(out, VERSION);
	for (size_t i = 0; i < NPO_COUNT(strings); i++) {
		const void *at = (const char *)stored + strings[i].offset;

		put_field(out, strings[i].number, *(const npo_str *)at);
	}
	put_number(out, FIELD_SIZE, stored->size);
	if (stored->line != 1)
		put_number(out, FIELD_LINE, stored->line);
	if (put_frame(out, dict, stored->title, stored->text))
		return;
	put_field(out, FIELD_TITLE, stored->title);
	put_field(out, FIELD_TEXT, stored->text);
}

/* ---------------------------------------------------------- decode */

static bool
take_field(npo_str *in, uint64_t *number, npo_str *value)
{
	return npo_varint_get(in, number) && npo_counted_get(in, value);
}

static bool
take_number(npo_str value, uint64_t *number)
{
	return npo_varint_get(&value, number) && !value.len;
}

/*
 * The size a frame claims is only believed as far as content comes: a
 * damaged one must not make this process ask for a gigabyte.
 */
static bool
inflate(npo_str frame, const npo_dict *dict, npo_buf *text)
{
	ZSTD_DCtx *context = own_contexts()->decompress;
	ZSTD_inBuffer in = {frame.p, frame.len, 0};
	unsigned long long size = ZSTD_getFrameContentSize(frame.p, frame.len);
	size_t left = 1, before;

	if (size > ZSTD_MAX) /* also: unknown, or no frame */
		return false;
	ZSTD_DCtx_reset(context, ZSTD_reset_session_only);
	if (ZSTD_isError(ZSTD_DCtx_refDDict(
		    context, dict ? dict->decompress : NULL)))
		return false;
	npo_buf_reset(text);
	do {
		size_t step = text->len ? text->len : 8 * frame.len + 64;
		ZSTD_outBuffer room = {NULL, 0, 0};

		before = text->len + in.pos;
		if (step > size - text->len)
			step = (size_t)size - text->len;
		npo_buf_reserve(text, step);
		room.dst = text->p + text->len;
		room.size = step;
		left = ZSTD_decompressStream(context, &room, &in);
		if (ZSTD_isError(left))
			return false;
		text->len += room.pos;
		text->p[text->len] = '\0';
	} while (left && text->len + in.pos > before);
	return !left && in.pos == in.size && text->len == size;
}

/** What a document's fields are decoded with. */
typedef struct decoding {
	npo_stored *to;
	const npo_dict *dict;
	npo_buf *text;	/* scratch, or NULL to leave it out */
	uint64_t head;	/* bytes of the title in it */
} decoding;

/* one of another dictionary is left unread */
static bool
take_frame(const decoding *d, npo_str frame, const npo_dict *dict)
{
	unsigned number = ZSTD_getDictID_fromFrame(frame.p, frame.len);

	if (!d->text)
		return true;
	d->to->unread = number && (!dict ||
		number != ZSTD_getDictID_fromDDict(dict->decompress));
	if (d->to->unread)
		return true;
	if (!inflate(frame, dict, d->text) || d->head > d->text->len)
		return false;
	d->to->title = (npo_str){d->text->p, (size_t)d->head};
	d->to->text = (npo_str){
		d->text->p + d->head, d->text->len - (size_t)d->head};
	return true;
}

static bool
keep_field(decoding *d, uint64_t number, npo_str value)
{
	switch (number) {
	case FIELD_SIZE:
		return take_number(value, &d->to->size);
	case FIELD_LINE:
		return take_number(value, &d->to->line);
	case FIELD_HEAD:
		return take_number(value, &d->head);
	case FIELD_TITLE:
		d->to->title = value;
		return true;
	case FIELD_TEXT:
		if (d->text)
			d->to->text = value;
		return true;
	case FIELD_TEXT_ZSTD:
		return take_frame(d, value, NULL);
	case FIELD_TEXT_DICT:
		return take_frame(d, value, d->dict);
	default:
		break;
	}
	for (size_t i = 0; i < NPO_COUNT(strings); i++) {
		void *at = (char *)d->to + strings[i].offset;

		if (strings[i].number == number)
			*(npo_str *)at = value;
	}
	return true;
}

static npo_status
take_version(npo_str *data, npo_error *err)
{
	if (data->len && data->p[0] > VERSION && data->p[0] < VERSION_END)
		return npo_fail(err, NPO_ESCHEMA,
			"what is stored is of a newer version, %d", data->p[0]);
	if (!data->len || data->p[0] != VERSION)
		return npo_fail(err, NPO_ECORRUPT,
			"what is stored is not of npo");
	data->p++;
	data->len--;
	return NPO_OK;
}

static npo_status
fail_damaged(npo_error *err)
{
	return npo_fail(err, NPO_ECORRUPT, "what is stored is damaged");
}

npo_status
npo_stored_decode(npo_str data, const npo_dict *dict, npo_stored *stored,
	npo_buf *text, npo_error *err)
{
	npo_stored found = {.line = 1};
	decoding d = {&found, dict, text, 0};
	npo_status st = take_version(&data, err);
	npo_str value;
	uint64_t number;

	if (st)
		return st;
	while (data.len) {
		if (!take_field(&data, &number, &value) ||
			!keep_field(&d, number, value))
			return fail_damaged(err);
	}
	*stored = found;
	return NPO_OK;
}

npo_status
npo_stored_text_size(npo_str data, size_t *text, npo_error *err)
{
	npo_status st = take_version(&data, err);
	size_t found = 0;
	npo_str value;
	uint64_t number;

	if (st)
		return st;
	while (data.len) {
		if (!take_field(&data, &number, &value))
			return fail_damaged(err);
		if (number == FIELD_TEXT || number == FIELD_TEXT_ZSTD ||
			number == FIELD_TEXT_DICT)
			found += value.len;
	}
	*text = found;
	return NPO_OK;
}
