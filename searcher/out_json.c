/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out_json.c - hits as JSON Lines (RFC 8259), by jansson */
#include "out.h"

#include <jansson.h>
#include <stdlib.h>

/* a string; what is no UTF-8 in it becomes U+FFFD */
static json_t *
string_of(npo_str text)
{
	npo_buf mended = NPO_BUF_INIT;
	json_t *string;
	size_t len;

	if (npo_utf8_valid(text))
		return json_stringn_nocheck(text.len ? text.p : "", text.len);
	for (size_t at = 0; at < text.len; at += len)
		npo_utf8_put(&mended, query_code_at(text, at, &len));
	string = json_stringn_nocheck(mended.p, mended.len);
	npo_buf_release(&mended);
	return string;
}

static void
set_string(json_t *object, const char *key, npo_str text)
{
	if (text.len)
		json_object_set_new(object, key, string_of(text));
}

/* RFC 4648, section 4 */
static void
base64(npo_str bytes, npo_buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		uint32_t bits = (uint32_t)(uint8_t)bytes.p[i] << 16;

		if (left > 1)
			bits |= (uint32_t)(uint8_t)bytes.p[i + 1] << 8;
		if (left > 2)
			bits |= (uint8_t)bytes.p[i + 2];
		npo_buf_addc(out, digits[bits >> 18]);
		npo_buf_addc(out, digits[bits >> 12 & 63]);
		npo_buf_addc(out, left > 1 ? digits[bits >> 6 & 63] : '=');
		npo_buf_addc(out, left > 2 ? digits[bits & 63] : '=');
	}
}

static void
set_path(json_t *object, npo_str path)
{
	npo_buf encoded = NPO_BUF_INIT;

	if (npo_utf8_valid(path)) {
		set_string(object, "path", path);
		return;
	}
	base64(path, &encoded);
	set_string(object, "path_base64", npo_buf_str(&encoded));
	npo_buf_release(&encoded);
}

static void
set_fields(json_t *object, const npo_stored *stored)
{
	set_string(object, "member", stored->member);
	set_string(object, "title", stored->title);
	set_string(object, "lang", stored->lang);
	set_string(object, "type", stored->type);
	set_string(object, "date", stored->date);
	set_string(object, "author", stored->author);
	set_string(object, "url", stored->url);
	if (stored->size)
		json_object_set_new(object, "size",
			json_integer((json_int_t)stored->size));
}

static void
set_snippet(json_t *object, const search_snippet *snippet)
{
	json_t *highlights;

	if (!snippet->text.len)
		return;
	set_string(object, "snippet", npo_buf_str(&snippet->text));
	highlights = json_array();
	for (size_t i = 0; i < snippet->highlight_count; i++) {
		const search_range *mark = &snippet->highlight[i];

		json_array_append_new(highlights, json_pack("[I,I]",
			(json_int_t)mark->start, (json_int_t)mark->end));
	}
	json_object_set_new(object, "highlights", highlights);
}

/* the systems of a form in the other script */
static void
set_systems(json_t *object, npo_str names)
{
	json_t *list;
	npo_str name;

	if (!names.len)
		return;
	list = json_array();
	for (size_t at = 0; query_piece(names, &at, &name);)
		json_array_append_new(list, string_of(name));
	json_object_set_new(object, "systems", list);
}

static json_t *
explanation(search_out *out, const search_term *match, npo_str lang)
{
	json_t *object = json_object();

	set_string(object, "word", match->typed);
	set_string(object, "form", match->term);
	json_object_set_new(object, "how",
		json_string(npo_how_name(match->form->how)));
	json_object_set_new(object, "weight",
		json_real((double)match->form->weight));
	json_object_set_new(object, "documents",
		json_integer(match->form->documents));
	set_systems(object,
		search_systems_fitting(&out->systems, lang, match));
	return object;
}

static void
set_matched(json_t *object, const search_hit *hit, search_out *out)
{
	json_t *matched = json_array(), *explained = json_array();

	for (size_t i = 0; i < hit->matched_count; i++) {
		json_array_append_new(
			matched, string_of(hit->matched[i]->term));
		if (out->options->explain)
			json_array_append_new(explained, explanation(out,
				hit->matched[i], hit->stored.lang));
	}
	json_object_set_new(object, "matched", matched);
	if (out->options->explain)
		json_object_set(object, "explain", explained);
	json_decref(explained);
}

/* jansson escapes up to U+001F; the other controls are left to us */
static void
add_escaped(npo_buf *out, npo_str json)
{
	size_t len;

	for (size_t at = 0; at < json.len; at += len) {
		uint32_t code = query_code_at(json, at, &len);

		if (query_is_control(code))
			npo_buf_addf(out, "\\u%04x", (unsigned)code);
		else
			npo_buf_add(out, json.p + at, len);
	}
}

void
out_json_hit(search_out *out, const search_hit *hit)
{
	json_t *object = json_object();
	char *text;

	set_string(object, "query_id", hit->query_id);
	json_object_set_new(object, "rank", json_integer(hit->rank));
	json_object_set_new(object, "score", json_real(hit->score));
	set_string(object, "id", hit->stored.id);
	set_path(object, search_out_path(out, hit->stored.path));
	set_fields(object, &hit->stored);
	if (hit->line)
		json_object_set_new(object, "line",
			json_integer((json_int_t)hit->line));
	set_snippet(object, &hit->snippet);
	set_matched(object, hit, out);
	text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(7));
	json_decref(object);
	if (!text)
		return;
	add_escaped(&out->buf, npo_str_of(text));
	npo_buf_addc(&out->buf, '\n');
	free(text);
}
