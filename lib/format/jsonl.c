/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jsonl.c - JSON Lines: an object a line, a document an object */
#include "format.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The keys that a document has a place for. */
static const struct {
	const char *key;
	size_t offset; /* of an npo_str in npo_document */
} keys[] = {
	{ "id", offsetof(npo_document, id) },
	{ "title", offsetof(npo_document, title) },
	{ "text", offsetof(npo_document, text) },
	{ "lang", offsetof(npo_document, lang) },
	{ "date", offsetof(npo_document, date) },
	{ "url", offsetof(npo_document, url) },
	{ "author", offsetof(npo_document, author) },
};

struct reader {
	const npo_input *in;
	const npo_sink *sink;
	char block[1 << 16]; /* read ahead */
	size_t at, end;	     /* of it */
	npo_buf line;
	bool over;	 /* the line is over max_size, and was cut */
	uint64_t number; /* of the line */
	npo_buf decoded; /* the line, when in->charset says its charset */
	npo_buf scratch; /* scalars as text */
	npo_field *fields;
	size_t field_count, field_cap;
};

/* ------------------------------------------------------------- lines */

static void
add_to_line(struct reader *r, const char *p, size_t len)
{
	if (r->over || len > r->in->max_size - r->line.len)
		r->over = true;
	else
		npo_buf_add(&r->line, p, len);
}

/* The next line without its newline; *more is false behind the last. */
static npo_status
next_line(struct reader *r, bool *more, npo_error *err)
{
	npo_buf_reset(&r->line);
	r->over = false;
	*more = false;
	for (;;) {
		const char *p = r->block + r->at, *newline;
		npo_status st;

		if (r->at == r->end) {
			r->at = 0;
			st = npo_input_some(r->in, r->block, sizeof(r->block),
				&r->end, err);
			if (st || !r->end)
				return st;
			p = r->block;
		}
		r->number += !*more;
		*more = true;
		newline = memchr(p, '\n', r->end - r->at);
		add_to_line(
			r, p, newline ? (size_t)(newline - p) : r->end - r->at);
		r->at = newline ? (size_t)(newline + 1 - r->block) : r->end;
		if (newline)
			return NPO_OK;
	}
}

/* ----------------------------------------------------------- objects */

static bool
is_scalar(const json_t *value)
{
	return json_is_string(value) || json_is_number(value) ||
	       json_is_boolean(value);
}

/* A scalar that is no string, as text in the scratch buffer. */
static void
add_scalar(npo_buf *scratch, const json_t *value)
{
	char *text = json_dumps(value, JSON_ENCODE_ANY);

	npo_buf_adds(scratch, text ? text : "");
	npo_buf_addc(scratch, '\0');
	free(text);
}

static npo_str *
place_of(npo_document *doc, const char *key)
{
	for (size_t i = 0; i < NPO_COUNT(keys); i++) {
		if (!strcmp(keys[i].key, key))
			return (npo_str *)((char *)doc + keys[i].offset);
	}
	return NULL;
}

static void
take_value(struct reader *r, npo_document *doc, const char *key, npo_str value)
{
	npo_str *place = place_of(doc, key);

	if (place) {
		*place = value;
		return;
	}
	NPO_GROW(r->fields, r->field_count, r->field_cap);
	r->fields[r->field_count++] = (npo_field){ npo_str_of(key), value };
}

/* All scalars of an object into doc; they live as long as the object. */
static void
take_object(struct reader *r, json_t *object, npo_document *doc)
{
	const char *key, *next;
	json_t *value;

	npo_buf_reset(&r->scratch);
	json_object_foreach(object, key, value)
	{
		if (is_scalar(value) && !json_is_string(value))
			add_scalar(&r->scratch, value);
	}
	next = r->scratch.p;
	r->field_count = 0;
	json_object_foreach(object, key, value)
	{
		if (!is_scalar(value))
			continue;
		if (json_is_string(value)) {
			take_value(r, doc, key,
				(npo_str){ json_string_value(value),
					json_string_length(value) });
		} else {
			take_value(r, doc, key, npo_str_of(next));
			next += strlen(next) + 1;
		}
	}
	doc->fields = r->fields;
	doc->field_count = r->field_count;
}

static void problem(struct reader *r, const char *format, ...) NPO_PRINTF(2, 3);

static void
problem(struct reader *r, const char *format, ...)
{
	char reason[256];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	r->sink->problem(r->sink->payload, r->number, reason);
}

static npo_status
hand_object(
	struct reader *r, json_t *object, const char *charset, npo_error *err)
{
	npo_document doc = {
		.type = "jsonl", .charset = charset, .line = r->number
	};
	char number[24];

	take_object(r, object, &doc);
	if (!doc.text.p && !doc.title.p) {
		problem(r, "neither text nor title");
		return NPO_OK;
	}
	snprintf(number, sizeof(number), "%llu", (unsigned long long)r->number);
	doc.member = doc.id.len ? doc.id : npo_str_of(number);
	return npo_input_hand(r->in, r->sink, &doc, err);
}

/* An escaped NUL, which jansson refuses in keys, becomes an escaped blank. */
static void
blank_nuls(npo_buf *line)
{
	static const char nul[] = "\\u0000";

	for (size_t i = 0; i + 1 < line->len; i++) {
		if (line->p[i] != '\\')
			continue;
		if (!strncmp(line->p + i, nul, strlen(nul)))
			line->p[i + 4] = '2';
		i++;
	}
}

static npo_status
read_line(struct reader *r, npo_error *err)
{
	npo_str line = npo_buf_str(&r->line);
	const char *charset = "UTF-8";
	json_error_t why;
	npo_error bad;
	npo_status st;
	json_t *object;

	if (r->in->charset && line.len) {
		npo_buf_reset(&r->decoded);
		if (npo_text_decode(line, r->in->charset, &r->decoded, &charset,
			    &bad)) {
			problem(r, "%s", bad.text);
			return NPO_OK;
		}
		line = npo_buf_str(&r->decoded);
	}
	if (r->number == 1 && npo_str_starts(line, npo_str_of("\xEF\xBB\xBF")))
		line = (npo_str){ line.p + 3, line.len - 3 };
	if (!npo_str_trim(line).len)
		return NPO_OK;
	if (!npo_utf8_valid(line)) {
		problem(r, "not UTF-8");
		return NPO_OK;
	}
	blank_nuls(r->in->charset ? &r->decoded : &r->line);
	object = json_loadb(line.p, line.len, JSON_DECODE_ANY, &why);
	if (!json_is_object(object)) {
		if (object)
			problem(r, "no JSON object");
		else
			problem(r, "%s (column %d)", why.text, why.column);
		json_decref(object);
		return NPO_OK;
	}
	st = hand_object(r, object, charset, err);
	json_decref(object);
	return st;
}

npo_status
npo_jsonl_read(const npo_input *in, const npo_sink *sink, npo_error *err)
{
	struct reader *r = npo_calloc(1, sizeof(*r));
	npo_status st;
	bool more;

	r->in = in;
	r->sink = sink;
	do {
		st = next_line(r, &more, err);
		if (st || !more)
			break;
		if (r->over)
			problem(r, "line over %llu bytes",
				(unsigned long long)in->max_size);
		else
			st = read_line(r, err);
	} while (!st);
	npo_buf_release(&r->line);
	npo_buf_release(&r->decoded);
	npo_buf_release(&r->scratch);
	free(r->fields);
	free(r);
	return st;
}

/* Whether the first line is an object with a text or a title. */
static bool
like_jsonl(npo_str head)
{
	const char *newline;
	json_t *object;
	bool like;

	while (head.len && npo_is_blank(*head.p)) {
		head.p++;
		head.len--;
	}
	newline = head.len ? memchr(head.p, '\n', head.len) : NULL;
	if (newline)
		head.len = (size_t)(newline - head.p);
	if (!head.len || *head.p != '{')
		return false;
	object = json_loadb(head.p, head.len, JSON_ALLOW_NUL, NULL);
	like = json_object_get(object, "text") ||
	       json_object_get(object, "title");
	json_decref(object);
	return like;
}

int
npo_jsonl_sniff(npo_str head, const char *path)
{
	const npo_format *row = npo_format_named("jsonl");
	bool named = npo_path_ends(path, row->extensions);

	if (npo_str_starts(head, npo_str_of("\xEF\xBB\xBF"))) {
		head.p += 3;
		head.len -= 3;
	}
	return like_jsonl(head) ? 2 + named : named;
}
