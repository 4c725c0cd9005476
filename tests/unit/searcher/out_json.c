/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hits as JSON Lines */
#include "../test.h"

#include <jansson.h>

#include "searcher/out.h"

typedef struct fixture {
	search_options options;
	search_out out;
	search_hit hit;
} fixture;

static int
setup(void **state)
{
	fixture *f = npo_calloc(1, sizeof(*f));

	f->options.format = SEARCH_JSON;
	search_out_init(&f->out, &f->options);
	f->hit.rank = 1;
	f->hit.score = 2.5;
	f->hit.stored.path = npo_str_of("/nowhere/a.txt");
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	search_out_release(&f->out);
	search_snippet_release(&f->hit.snippet);
	free(f->hit.matched);
	free(f);
	return 0;
}

static void
absent_fields_are_left_out(void **state)
{
	fixture *f = *state;

	out_json_hit(&f->out, &f->hit);
	assert_string_equal(f->out.buf.p, "{\"rank\":1,\"score\":2.5,"
		"\"path\":\"/nowhere/a.txt\",\"matched\":[]}\n");
}

static void
control_characters_are_escaped(void **state)
{
	fixture *f = *state;

	f->hit.stored.title = (npo_str){ "a\x1B\n\0\x7F\xC2\x9B\xC2\xA0я", 11 };
	out_json_hit(&f->out, &f->hit);
	assert_non_null(strstr(f->out.buf.p,
		"\"title\":\"a\\u001B\\n\\u0000\\u007f\\u009b\u00A0я\""));
	for (size_t i = 0; i + 1 < f->out.buf.len; i++)
		assert_true((uint8_t)f->out.buf.p[i] >= ' ');
}

static void
names_that_are_no_utf8_are_in_base64(void **state)
{
	static const struct {
		const char *path, *base64;
	} rows[] = {
		{ "/\xFF", "L/8=" },
		{ "/a\xFF", "L2H/" },
		{ "/ab\xFF", "L2Fi/w==" },
	};
	fixture *f = *state;

	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		json_t *object;

		npo_buf_reset(&f->out.buf);
		f->hit.stored.path = npo_str_of(rows[i].path);
		out_json_hit(&f->out, &f->hit);
		object = json_loads(f->out.buf.p, 0, NULL);
		assert_non_null(object);
		assert_null(json_object_get(object, "path"));
		assert_string_equal(json_string_value(
			json_object_get(object, "path_base64")),
			rows[i].base64);
		json_decref(object);
	}
}

static void
text_that_is_no_utf8_is_mended(void **state)
{
	fixture *f = *state;

	f->hit.stored.id = npo_str_of("a\xFFz");
	out_json_hit(&f->out, &f->hit);
	assert_non_null(strstr(f->out.buf.p, "\"id\":\"a\uFFFDz\""));
}

static void
snippet_and_forms_are_shown(void **state)
{
	const npo_form form = { .term = (char[]){ "zavod" }, .len = 5,
		.documents = 7, .weight = 0.5f, .how = NPO_HOW_SCRIPT };
	const search_term term = { { "zavod", 5 }, 0, { "завод", 10 }, &form,
		1 };
	fixture *f = *state;
	search_snippet *snippet = &f->hit.snippet;

	f->options.explain = true;
	f->hit.line = 3;
	npo_buf_adds(&snippet->text, "a \"zavod\"");
	NPO_GROW(snippet->highlight, snippet->highlight_count,
		snippet->highlight_cap);
	snippet->highlight[snippet->highlight_count++] =
		(search_range){ 3, 8 };
	NPO_GROW(f->hit.matched, f->hit.matched_count, f->hit.matched_cap);
	f->hit.matched[f->hit.matched_count++] = &term;
	out_json_hit(&f->out, &f->hit);
	assert_non_null(strstr(f->out.buf.p, "\"line\":3,"
		"\"snippet\":\"a \\\"zavod\\\"\",\"highlights\":[[3,8]],"
		"\"matched\":[\"zavod\"],\"explain\":[{\"word\":\"завод\","
		"\"form\":\"zavod\",\"how\":"));
	assert_non_null(strstr(f->out.buf.p,
		"\"weight\":0.5,\"documents\":7,\"systems\":[\"bgn\","));
}

#define with_fixture(test)                                                  \
	cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_fixture(absent_fields_are_left_out),
		with_fixture(control_characters_are_escaped),
		with_fixture(names_that_are_no_utf8_are_in_base64),
		with_fixture(text_that_is_no_utf8_is_mended),
		with_fixture(snippet_and_forms_are_shown),
	};

	return RUN_TESTS();
}
