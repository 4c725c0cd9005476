/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the walk: what is found, in which order, and what is left out */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "indexer/walk.h"

/* More than are looked at at once. */
#define MANY 5000
/* The walk waits for whom wants its finds. */
#define AHEAD 2

static char folder[] = "/tmp/npo-test-XXXXXX";

static const char tree[] =
	"mkdir -p b/sub a .git own && touch b/2 b/10 b/sub/x a.txt a/y"
	" .hidden .git/z own/db 'b/Ж.log' && mkfifo b/pipe &&"
	" ln -s nowhere b/broken && ln -s ../a b/to-a && ln -s .. b/sub/up &&"
	" ln -s ../../a.txt b/sub/to-file && printf '*.log\\n/sub/x\\n'"
	" >b/.npoignore";

static int
make_tree(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder))
		return 1;
	return system(tree);
}

static int
remove_tree(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return chdir("/") || system(command);
}

/* What a walk said, a line each: "path", "path: reason". */
typedef struct finds {
	npo_buf text;
	const char *elsewhere;
} finds;

static npo_status
on_file(void *payload, const char *path, const struct stat *st, bool link,
	npo_error *err)
{
	finds *self = payload;

	(void)st;
	(void)err;
	npo_buf_addf(
		&self->text, "%s%s\n", path + sizeof(folder), link ? "@" : "");
	return NPO_OK;
}

static npo_status
on_trouble(void *payload, const char *path, const struct stat *st,
	const char *reason, bool whole, npo_error *err)
{
	finds *self = payload;

	(void)st;
	(void)err;
	npo_buf_addf(&self->text, "%s: %s%s\n", path + sizeof(folder), reason,
		whole ? ", whole" : "");
	return NPO_OK;
}

static bool
is_elsewhere(void *payload, const char *path)
{
	const finds *self = payload;

	return self->elsewhere &&
	       strcmp(path + sizeof(folder), self->elsewhere) == 0;
}

static void
assert_walk(const ix_options *options, const char *below, const char *elsewhere,
	const char *wanted)
{
	finds self = {NPO_BUF_INIT, elsewhere};
	ix_walk_sink sink = {on_file, on_trouble, is_elsewhere, &self};
	npo_buf path = NPO_BUF_INIT;
	struct stat own;
	ix_walk walk = {.options = options, .sink = &sink};

	assert_int_equal(stat("own", &own), 0);
	walk.own_dev = own.st_dev;
	walk.own_ino = own.st_ino;
	npo_buf_addf(&path, "%s%s", folder, below);
	assert_ok(walk_run(&walk, path.p, err));
	assert_string_equal(self.text.p ? self.text.p : "", wanted);
	npo_buf_reset(&self.text);
	assert_ok(finds_end(finds_begin(&walk, path.p, AHEAD), true, err));
	assert_string_equal(self.text.p ? self.text.p : "", wanted);
	npo_buf_release(&self.text);
	npo_buf_release(&path);
}

static void
names_come_in_order_without_hidden_and_ignored_ones(void **state)
{
	ix_options options = {.full = false};

	(void)state;
	assert_walk(&options, "", NULL,
		"a/y\n"
		"a.txt\n"
		"b/10\n"
		"b/2\n"
		"b/broken: broken link\n"
		"b/pipe: no regular file\n");
}

static void
hidden_names_are_taken_if_asked_for(void **state)
{
	ix_options options = {.hidden = true};

	(void)state;
	assert_walk(&options, "", "b",
		".git/z\n"
		".hidden\n"
		"a/y\n"
		"a.txt\n");
}

static void
links_are_followed_if_asked_for_but_not_in_circles(void **state)
{
	ix_options options = {.follow = true};

	(void)state;
	assert_walk(&options, "/b", NULL,
		"b/10\n"
		"b/2\n"
		"b/broken: broken link\n"
		"b/pipe: no regular file\n"
		"b/sub/to-file@\n"
		"b/sub/up: loop of folders\n"
		"b/to-a/y\n");
}

static void
ignore_files_above_the_named_folder_count(void **state)
{
	ix_options options = {.full = false};

	(void)state;
	assert_walk(&options, "/b/sub", NULL, "");
	assert_walk(&options, "/b/sub/x", NULL, "b/sub/x\n");
}

static void
globs_choose_among_names(void **state)
{
	ix_options options = {.full = false};

	(void)state;
	rules_add(&options.include, npo_str_of("[0-9]*"));
	rules_add(&options.exclude, npo_str_of("b/2"));
	assert_walk(&options, "", NULL, "b/10\n");
	assert_walk(&options, "/a.txt", NULL, "");
	options_release(&options);
}

static void
folder_that_is_elsewhere_is_not_entered(void **state)
{
	ix_options options = {.full = false};

	(void)state;
	assert_walk(&options, "", "b", "a/y\na.txt\n");
}

/* each of many files, in order, with what it is itself */
static npo_status
on_numbered(void *payload, const char *path, const struct stat *st, bool link,
	npo_error *err)
{
	size_t *next = payload, number = (size_t)atol(strrchr(path, '/') + 1);

	(void)link;
	(void)err;
	assert_int_equal(number, *next);
	assert_int_equal(st->st_size, number % 7);
	++*next;
	return NPO_OK;
}

static bool
is_nowhere_else(void *payload, const char *path)
{
	(void)payload;
	(void)path;
	return false;
}

/* MANY files in the folder "many"; path becomes its name */
static void
make_many(npo_buf *path)
{
	assert_int_equal(mkdir("many", 0700), 0);
	for (size_t i = 0; i < MANY; i++) {
		FILE *file;

		npo_buf_reset(path);
		npo_buf_addf(path, "many/%05zu", i);
		file = fopen(path->p, "w");
		assert_non_null(file);
		fprintf(file, "%.*s", (int)(i % 7), "1234567");
		fclose(file);
	}
	npo_buf_reset(path);
	npo_buf_addf(path, "%s/many", folder);
}

static void
folder_of_many_files_is_looked_at_by_several_threads(void **state)
{
	ix_options options = {.jobs = 3};
	size_t next = 0;
	ix_walk_sink sink = {on_numbered, NULL, is_nowhere_else, &next};
	ix_walk walk = {.options = &options, .sink = &sink};
	npo_buf path = NPO_BUF_INIT;
	ix_finds *ahead;

	(void)state;
	make_many(&path);
	assert_ok(walk_run(&walk, path.p, err));
	assert_int_equal(next, MANY);
	next = 0;
	ahead = finds_begin(&walk, path.p, AHEAD);
	assert_ok(finds_end(ahead, true, err));
	assert_int_equal(next, MANY);
	assert_int_equal(system("rm -r many"), 0);
	npo_buf_release(&path);
}

static npo_status
on_too_many(void *payload, const char *path, const struct stat *st, bool link,
	npo_error *err)
{
	size_t *left = payload;

	(void)path;
	(void)st;
	(void)link;
	return (*left)-- ? NPO_OK : npo_fail(err, NPO_EIO, "too many");
}

static void
walk_ahead_ends_with_its_sink(void **state)
{
	ix_options options = {.jobs = 2};
	size_t left = MANY - 1;
	ix_walk_sink sink = {on_too_many, NULL, is_nowhere_else, &left};
	ix_walk walk = {.options = &options, .sink = &sink};
	npo_buf path = NPO_BUF_INIT;
	npo_error why;

	(void)state;
	make_many(&path);
	assert_int_equal(finds_end(finds_begin(&walk, path.p, AHEAD), true, &why),
		NPO_EIO);
	assert_string_equal(why.text, "too many");
	left = MANY - 1;
	assert_ok(finds_end(finds_begin(&walk, path.p, AHEAD), false, err));
	assert_int_equal(left, MANY - 1);
	assert_int_equal(system("rm -r many"), 0);
	npo_buf_release(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			names_come_in_order_without_hidden_and_ignored_ones),
		cmocka_unit_test(hidden_names_are_taken_if_asked_for),
		cmocka_unit_test(
			links_are_followed_if_asked_for_but_not_in_circles),
		cmocka_unit_test(ignore_files_above_the_named_folder_count),
		cmocka_unit_test(globs_choose_among_names),
		cmocka_unit_test(folder_that_is_elsewhere_is_not_entered),
		cmocka_unit_test(
			folder_of_many_files_is_looked_at_by_several_threads),
		cmocka_unit_test(walk_ahead_ends_with_its_sink),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
