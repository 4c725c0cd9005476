/* SPDX-License-Identifier: GPL-2.0-or-later */
/* database folders: named, made, opened together, refused */
#include "../store/fixture.h"

#include <sys/stat.h>

#include "npo/database.h"
#include "npo/schema.h"

static npo_status
try_open(const char *name, npo_error *err)
{
	npo_db *db = NULL;
	npo_status st = npo_database_open(&name, 1, &db, err);

	npo_db_free(db);
	return st;
}

static npo_status
try_create(const char *name, npo_error *err)
{
	npo_db *db = NULL;
	npo_status st = npo_database_create(name, false, &db, err);

	npo_db_free(db);
	return st;
}

static npo_db *
create_folder(const char *name)
{
	npo_db *db = NULL;

	assert_ok(npo_database_create(in_scratch(name), false, &db, err));
	return db;
}

static void
write_file(const char *name, const char *text)
{
	assert_ok(npo_file_replace(in_scratch(name), npo_str_of(text), err));
}

static void
check_file(const char *name, const char *expected)
{
	npo_buf text = NPO_BUF_INIT;

	assert_ok(npo_file_read(in_scratch(name), 1000, &text, err));
	assert_string_equal(text.p, expected);
	npo_buf_release(&text);
}

static void
set_or_unset(const char *variable, const char *value)
{
	assert_int_equal(
		value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

static void
name_comes_from_the_first_that_is_set(void **state)
{
	static const struct {
		const char *name, *db, *data, *home, *expected;
	} rows[] = {
		{"n", "/db", "/data", "/home/u", "n"},
		{NULL, "/db", "/data", "/home/u", "/db"},
		{NULL, "", "/data", "/home/u", "/data/npo/index"},
		{NULL, NULL, "data", "/home/u",
			"/home/u/.local/share/npo/index"},
		{NULL, NULL, "", "/home/u", "/home/u/.local/share/npo/index"},
		{NULL, NULL, NULL, "", NULL},
		{NULL, NULL, NULL, NULL, NULL},
		{"", "/db", "/data", "/home/u", NULL},
	};
	npo_buf out = NPO_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		npo_status st;

		set_or_unset("NPO_DB", rows[i].db);
		set_or_unset("XDG_DATA_HOME", rows[i].data);
		set_or_unset("HOME", rows[i].home);
		npo_buf_reset(&out);
		st = npo_database_name(rows[i].name, &out, NULL);
		assert_int_equal(st, rows[i].expected ? NPO_OK : NPO_EINVAL);
		if (!st)
			assert_string_equal(out.p, rows[i].expected);
	}
	npo_buf_release(&out);
}

static void
created_folder_is_private_and_stamped(void **state)
{
	npo_buf stamp = NPO_BUF_INIT;
	const char *name;
	struct stat st;
	char pid[32];
	npo_db *db;

	(void)state;
	db = create_folder("deep/new");
	assert_int_equal(stat(in_scratch("deep/new"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	check_file("deep/new/manifest", "npo 1\nstore main\n");
	snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	check_file("deep/new/writer", pid);
	npo_db_free(db);
	name = in_scratch("deep/new");
	assert_ok(npo_database_open(&name, 1, &db, err));
	assert_ok(npo_db_meta(db, npo_str_of(NPO_META_SCHEMA), &stamp, err));
	assert_string_equal(stamp.p, NPO_SCHEMA_VERSION);
	npo_buf_release(&stamp);
	npo_db_free(db);
}

static void
created_again_it_keeps_its_documents(void **state)
{
	npo_db *db;

	(void)state;
	db = create_folder("again");
	add_words(db, "one");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = create_folder("again");
	assert_int_equal(count_docs(db), 1);
	npo_db_free(db);
}

static void
folder_of_other_things_is_einval(void **state)
{
	npo_error why;

	(void)state;
	assert_int_equal(mkdir(in_scratch("home"), 0700), 0);
	/* an empty one will do, and one where making a manifest was cut short
	 */
	write_file("home/manifest.new", "np");
	assert_ok(try_create(in_scratch("home"), err));
	assert_int_equal(unlink(in_scratch("home/manifest")), 0);
	assert_int_equal(try_create(in_scratch("home"), &why), NPO_EINVAL);
	assert_non_null(strstr(why.text, in_scratch("home")));
	write_file("letter", "dear");
	assert_int_equal(try_create(in_scratch("letter"), &why), NPO_EINVAL);
	check_file("letter", "dear");
	assert_int_equal(try_create("tcp:localhost:1", &why), NPO_EINVAL);
	assert_int_equal(try_create("prog:false", &why), NPO_EINVAL);
	assert_int_equal(try_create("/proc/none", &why), NPO_EIO);
}

static void
open_of_no_database_is_enotfound(void **state)
{
	npo_db *db = NULL;
	npo_error why;

	(void)state;
	assert_int_equal(try_open(in_scratch("none"), &why), NPO_ENOTFOUND);
	assert_non_null(strstr(why.text, in_scratch("none")));
	assert_int_equal(try_open(scratch, &why), NPO_ENOTFOUND);
	assert_int_equal(mkdir(in_scratch("being-made"), 0700), 0);
	write_file("being-made/manifest", "npo 1\nstore main\n");
	assert_int_equal(
		try_open(in_scratch("being-made"), &why), NPO_ENOTFOUND);
	assert_int_equal(npo_database_open(NULL, 0, &db, &why), NPO_EINVAL);
	assert_int_equal(try_open("tcp:127.0.0.1:1", &why), NPO_EIO);
}

static void
manifest_is_read_with_care(void **state)
{
	static const struct {
		const char *text;
		npo_status status;
	} rows[] = {
		{"npo 1\nstore main\n", NPO_OK},
		{"npo 1\nstore main", NPO_OK},
		{"npo 1\nstore main\nstore main\n", NPO_OK},
		{"npo 2\nstore main\n", NPO_ESCHEMA},
		{"", NPO_ECORRUPT},
		{"something", NPO_ECORRUPT},
		{"npo 1\n", NPO_ECORRUPT},
		{"npo 1\nstore \n", NPO_ECORRUPT},
		{"npo 1\nstore", NPO_ECORRUPT},
		{"npo 1\nstore ../again/main\n", NPO_ECORRUPT},
		{"npo 1\nstore ..\n", NPO_ECORRUPT},
		{"npo 1\nstore main\nstores 2\n", NPO_ECORRUPT},
		{"npo 1\nstore main\nsomething", NPO_ECORRUPT},
		{"npo 1\nstore other\n", NPO_ENOTFOUND},
	};

	(void)state;
	npo_db_free(create_folder("manifest"));
	for (size_t i = 0; i < NPO_COUNT(rows); i++) {
		npo_status st;

		write_file("manifest/manifest", rows[i].text);
		st = try_open(in_scratch("manifest"), NULL);
		if (st != rows[i].status)
			fail_msg("row %zu: status %d", i, st);
	}
	write_file("manifest/manifest", "npo 1\nstore main\nstore two\n");
	assert_int_equal(try_create(in_scratch("manifest"), NULL), NPO_EINVAL);
	write_file("manifest/manifest", "npo 2\n");
	assert_int_equal(try_create(in_scratch("manifest"), NULL), NPO_ESCHEMA);
}

static void
other_schema_is_eschema(void **state)
{
	npo_str key = npo_str_of(NPO_META_SCHEMA);
	npo_error why;
	npo_db *db;

	(void)state;
	db = create_folder("schema");
	add_words(db, "one");
	assert_ok(npo_db_set_meta(db, key, npo_str_of("0"), err));
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	assert_int_equal(try_open(in_scratch("schema"), &why), NPO_ESCHEMA);
	assert_int_equal(try_create(in_scratch("schema"), &why), NPO_ESCHEMA);
	assert_int_equal(
		try_open(in_scratch("schema/main"), &why), NPO_ESCHEMA);
	db = create_db("schema/main");
	assert_ok(npo_db_set_meta(db, key, npo_str_of(""), err));
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	assert_int_equal(try_open(in_scratch("schema"), &why), NPO_ESCHEMA);
	/* but no database of npo needs no stamp */
	assert_ok(try_open(in_scratch("schema/main"), err));
}

static void
several_are_opened_as_one(void **state)
{
	const char *names[3], *wrong[2];
	npo_error why;
	npo_db *db;

	(void)state;
	db = create_folder("first");
	add_words(db, "common first");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	db = create_db("plain");
	add_words(db, "common plain");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	write_file("stub", "auto plain\n");
	names[0] = in_scratch("first");
	names[1] = in_scratch("plain");
	names[2] = in_scratch("stub");
	assert_ok(npo_database_open(names, 3, &db, err));
	assert_int_equal(count_docs(db), 3);
	assert_string_equal(found(db, word("common")), "1 2 3");
	npo_db_free(db);
	wrong[0] = in_scratch("first");
	wrong[1] = in_scratch("none");
	db = NULL;
	assert_int_equal(npo_database_open(wrong, 2, &db, &why), NPO_ENOTFOUND);
	assert_null(db);
}

static void
file_that_is_no_stub_is_no_database(void **state)
{
	static const char *const contents[] = {"", "# auto\n", "Some text.\n",
		"automatic\n", "\n#\n\nstub\n", "{\"text\": \"glass \"}\n"};
	const char *name = in_scratch("file");
	npo_error why;
	npo_db *db = NULL;

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(contents); i++) {
		npo_buf wanted = NPO_BUF_INIT;

		write_file("file", contents[i]);
		assert_int_equal(npo_database_open(&name, 1, &db, &why),
			NPO_ENOTFOUND);
		npo_buf_addf(&wanted, "not a database '%s'", name);
		assert_string_equal(why.text, wanted.p);
		npo_buf_release(&wanted);
	}
	db = create_db("one");
	add_words(db, "word");
	assert_ok(npo_db_commit(db, err));
	npo_db_free(db);
	write_file("file", "# a stub\n\nauto one\n");
	assert_ok(npo_database_open(&name, 1, &db, err));
	assert_int_equal(count_docs(db), 1);
	npo_db_free(db);
}

static void
locked_database_names_its_writer(void **state)
{
	int ready[2], done[2], status;
	char byte = 0, number[32];
	npo_error why;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready) | pipe(done), 0);
	child = fork();
	if (child == 0) {
		npo_db *db = NULL;
		npo_status st = npo_database_create(
			in_scratch("locked"), false, &db, NULL);

		close(done[1]);
		status = write(ready[1], &byte, 1) != 1;
		status |= read(done[0], &byte, 1) != 0;
		npo_db_free(db);
		_exit(st || status);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(try_create(in_scratch("locked"), &why), NPO_ELOCKED);
	snprintf(number, sizeof(number), "process %ld ", (long)child);
	assert_non_null(strstr(why.text, number));
	assert_non_null(strstr(why.text, in_scratch("locked")));
	/* whom a file does not name, or names in vain, is not named */
	write_file("locked/writer", "99999999\n");
	assert_int_equal(try_create(in_scratch("locked"), &why), NPO_ELOCKED);
	assert_non_null(strstr(why.text, "another process"));
	assert_int_equal(unlink(in_scratch("locked/writer")), 0);
	assert_int_equal(try_create(in_scratch("locked"), &why), NPO_ELOCKED);
	assert_non_null(strstr(why.text, "another process"));
	close(done[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_ok(try_create(in_scratch("locked"), err));
	close(ready[0]);
	close(ready[1]);
	close(done[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(name_comes_from_the_first_that_is_set),
		cmocka_unit_test(created_folder_is_private_and_stamped),
		cmocka_unit_test(created_again_it_keeps_its_documents),
		cmocka_unit_test(folder_of_other_things_is_einval),
		cmocka_unit_test(open_of_no_database_is_enotfound),
		cmocka_unit_test(manifest_is_read_with_care),
		cmocka_unit_test(other_schema_is_eschema),
		cmocka_unit_test(several_are_opened_as_one),
		cmocka_unit_test(file_that_is_no_stub_is_no_database),
		cmocka_unit_test(locked_database_names_its_writer),
	};

	return RUN_TESTS_IN_SCRATCH();
}
