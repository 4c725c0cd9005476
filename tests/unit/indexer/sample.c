/* SPDX-License-Identifier: GPL-2.0-or-later */
/* what a dictionary of texts is made of: some of everything there is */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "indexer/indexer.h"

static char folder[] = "/tmp/npo-test-XXXXXX";
static ix_jobs jobs;
static npo_buf path; /* of the file that is written */

static int
make_folder(void **state)
{
	(void)state;
	return !mkdtemp(folder);
}

static int
remove_folder(void **state)
{
	(void)state;
	npo_buf_release(&path);
	return npo_folder_remove(folder, NULL) != NPO_OK;
}

/* of a text of so many words that repeat its own; a line of JSON Lines */
static void
put_text(FILE *out, const char *word, size_t number, size_t words, bool json)
{
	fprintf(out, json ? "{\"text\": \"" : "");
	for (size_t i = 0; i < words; i++)
		fprintf(out, "%s%zu и %zu%s ", word, (number + i) % 97,
			(number * 31 + i * 7) % 997, word);
	fprintf(out, json ? "\"}\n" : "\n");
}

static FILE *
begin_file(const char *name)
{
	FILE *out;

	npo_buf_reset(&path);
	npo_buf_addf(&path, "%s/%zu-%s", folder, jobs.count, name);
	out = fopen(path.p, "w");
	assert_non_null(out);
	return out;
}

static void
end_file(FILE *out)
{
	jobs_add(&jobs, &(ix_job){
		.path = path.p, .size = (uint64_t)ftell(out)});
	fclose(out);
}

/* files of one text each */
static void
add_texts(const char *word, size_t files, size_t words)
{
	for (size_t i = 0; i < files; i++) {
		FILE *out = begin_file("a.txt");

		put_text(out, word, i, words, false);
		end_file(out);
	}
}

/* one of so many texts of some 1 KB */
static void
add_lines(const char *word, size_t lines)
{
	FILE *out = begin_file("a.jsonl");

	for (size_t i = 0; i < lines; i++)
		put_text(out, word, i, 40, true);
	end_file(out);
}

/* the dictionary has each of the words; of none, there is none */
static void
assert_sample(const char *const *words)
{
	ix_options options = {.max_size = UINT64_MAX};
	npo_buf dict = NPO_BUF_INIT;
	ix_jobs_at at = jobs_begin(&jobs);
	ix_job job;

	sample_dict(&options, &jobs, &dict);
	assert_int_equal(dict.len != 0, words[0] != NULL);
	for (; *words; words++)
		assert_non_null(memmem(
			dict.p, dict.len, *words, strlen(*words)));
	npo_buf_release(&dict);
	while (jobs_next(&at, &job))
		unlink(job.path);
	jobs_end(&at);
	jobs_release(&jobs);
}

static void
each_of_two_files_is_looked_at(void **state)
{
	static const char *const words[] = { "river", "озеро", NULL };

	(void)state;
	add_lines("river", 12000);
	add_lines("озеро", 9000);
	assert_sample(words);
}

/* in one file both ends are */
static void
a_large_file_is_looked_at_in_many_places(void **state)
{
	static const char *const words[] = { "river", "озеро", NULL };
	FILE *out = begin_file("a.jsonl");

	(void)state;
	for (size_t i = 0; i < 21000; i++)
		put_text(out, i < 12000 ? "river" : "озеро", i, 40, true);
	end_file(out);
	assert_sample(words);
}

static void
files_at_the_end_are_looked_at(void **state)
{
	static const char *const words[] = { "river", "озеро", NULL };

	(void)state;
	add_texts("river", 3500, 140);
	add_texts("озеро", 3000, 110);
	assert_sample(words);
}

/* the first of each 32 files is long */
static void
files_that_repeat_are_none_of_a_kind(void **state)
{
	static const char *const words[] = { "river", NULL };

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		add_texts("long", 1, 600);
		add_texts("river", 31, 120);
	}
	assert_sample(words);
}

static void
of_long_texts_there_is_none(void **state)
{
	static const char *const words[] = { NULL };

	(void)state;
	add_texts("river", 600, 2000);
	assert_sample(words);
	add_texts("river", 1000, 900);
	add_texts("river", 2000, 40);
	assert_sample(words);
}

/* what is no text, or of no documents, is left out */
static void
other_files_do_not_matter(void **state)
{
	static const char *const words[] = { "river", NULL };
	FILE *out = begin_file("a.bin");

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		fwrite("\0\1\2\3", 1, 4, out);
	end_file(out);
	out = begin_file("bad.jsonl");
	for (size_t i = 0; i < 100000; i++)
		fputs("{\"title\": \"x\"}\n{bad\n", out);
	end_file(out);
	add_lines("river", 20000);
	jobs_add(&jobs, &(ix_job){.path = "/nowhere", .size = 1 << 20});
	assert_sample(words);
}

static void
of_little_text_there_is_none(void **state)
{
	static const char *const words[] = { NULL };

	(void)state;
	add_lines("river", 8000);
	assert_sample(words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_of_two_files_is_looked_at),
		cmocka_unit_test(a_large_file_is_looked_at_in_many_places),
		cmocka_unit_test(files_at_the_end_are_looked_at),
		cmocka_unit_test(files_that_repeat_are_none_of_a_kind),
		cmocka_unit_test(of_long_texts_there_is_none),
		cmocka_unit_test(other_files_do_not_matter),
		cmocka_unit_test(of_little_text_there_is_none),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
