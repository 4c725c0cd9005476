/* SPDX-License-Identifier: GPL-2.0-or-later */
/* folder.c - a database folder: its name, manifest, writer and stamp */
#include "npo/database.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "manifest.h"
#include "npo/schema.h"

/* what of a writer is read: a number, a name */
#define WRITER_MAX 4096

/* ------------------------------------------------------------- name */

npo_status
npo_database_name(const char *name, npo_buf *out, npo_error *err)
{
	const char *db = getenv("NPO_DB");
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (!name)
		name = db;
	if (name && *name)
		npo_buf_adds(out, name);
	else if (name && name != db)
		return npo_fail(err, NPO_EINVAL, "empty name of a database");
	/* XDG Base Directory 0.8: a relative path is to be ignored */
	else if (data && *data == '/')
		npo_buf_addf(out, "%s/npo/index", data);
	else if (home && *home)
		npo_buf_addf(out, "%s/.local/share/npo/index", home);
	else
		return npo_fail(err, NPO_EINVAL,
			"no database named, and no home folder");
	return NPO_OK;
}

static bool
is_file(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 && !S_ISDIR(st.st_mode);
}

static bool
is_remote(const char *name)
{
	return !strncmp(name, "tcp:", 4) || !strncmp(name, "prog:", 5);
}

/* ------------------------------------------------------------- empty */

/* half-made manifests are left by a process that was killed here */
static bool
is_empty(DIR *dir)
{
	const struct dirent *entry = readdir(dir);

	while (entry &&
		(!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
			!strcmp(entry->d_name, NPO_MANIFEST ".new")))
		entry = readdir(dir);
	return !entry;
}

/* a home folder named by mistake must not be littered */
static npo_status
check_empty(const char *folder, npo_error *err)
{
	DIR *dir = opendir(folder);
	bool empty;

	if (!dir && errno == ENOENT)
		return NPO_OK;
	if (!dir)
		return npo_fail(err, NPO_EIO, "cannot read '%s': %s", folder,
			strerror(errno));
	empty = is_empty(dir);
	closedir(dir);
	if (!empty)
		return npo_fail(
			err, NPO_EINVAL, "not a database folder '%s'", folder);
	return NPO_OK;
}

static npo_status
make_manifest(const char *folder, npo_stores *list, npo_error *err)
{
	npo_status st, found;

	st = check_empty(folder, err);
	if (!st)
		st = npo_folder_make(folder, err);
	if (!st)
		st = npo_manifest_write(folder, NPO_STORE_FIRST, err);
	/* whichever of two processes was first, now there is one */
	found = npo_manifest_read(folder, list, st ? NULL : err);
	return st && found ? st : found;
}

/* ------------------------------------------------------------ stamp */

/*
 * A database without documents may lack the stamp: it is being made. So may
 * one that is not of npo.
 */
static npo_status
check_stamp(npo_db *db, const char *name, bool own, npo_error *err)
{
	npo_buf stamp = NPO_BUF_INIT;
	uint32_t documents = 0;
	npo_status st;

	st = npo_db_meta(db, npo_str_of(NPO_META_SCHEMA), &stamp, err);
	if (!st)
		st = npo_db_count(db, &documents, err);
	if (st)
		goto out;
	if (!stamp.len && (!own || !documents))
		goto out;
	if (!npo_str_equal(npo_buf_str(&stamp), npo_str_of(NPO_SCHEMA_VERSION)))
		st = npo_fail(err, NPO_ESCHEMA,
			"database of schema '%s', not '%s', in '%s': "
			"remove it, then index anew",
			stamp.len ? stamp.p : "", NPO_SCHEMA_VERSION, name);
out:
	npo_buf_release(&stamp);
	return st;
}

static npo_status
stamp(npo_db *db, npo_error *err)
{
	npo_buf old = NPO_BUF_INIT;
	npo_status st;

	st = npo_db_meta(db, npo_str_of(NPO_META_SCHEMA), &old, err);
	if (!st && !old.len)
		st = npo_db_set_meta(db, npo_str_of(NPO_META_SCHEMA),
			npo_str_of(NPO_SCHEMA_VERSION), err);
	if (!st)
		st = npo_db_commit(db, err);
	npo_buf_release(&old);
	return st;
}

/* ------------------------------------------------------------- open */

/*
 * Metadata of several databases is that of the first, so each is looked at
 * alone before it is added.
 */
static npo_status
open_store(const char *path, bool own, npo_db **db, npo_error *err)
{
	npo_db *alone = NULL;
	npo_status st;

	st = npo_db_open(path, &alone, err);
	if (!st)
		st = check_stamp(alone, path, own, err);
	if (!st && *db)
		st = npo_db_add(*db, path, err);
	if (!st && !*db) {
		*db = alone;
		alone = NULL;
	}
	npo_db_free(alone);
	return st;
}

/*
 * Whether text is how a file begins that Xapian can open. It takes any other
 * for a stub with a bad line, which tells nobody that the name is wrong.
 */
static bool
begins_database(const char *text)
{
	/* the magic of glass, for a database in a single file; the types of a
	 * stub: Xapian 1.4, docs/admin_notes, "Stub Databases" */
	static const char *const starts[] = {"\x0F\x0DXapian ", "auto ",
		"chert ", "glass ", "remote ", "inmemory"};

	while (*text == '#' || *text == '\n')
		text += *text == '#' ? strcspn(text, "\n") : 1;
	for (size_t i = 0; i < NPO_COUNT(starts); i++) {
		if (!strncmp(text, starts[i], strlen(starts[i])))
			return true;
	}
	return false;
}

static npo_status
check_file(const char *name, npo_error *err)
{
	char text[4096];
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	int error = errno;

	if (fd >= 0)
		close(fd);
	if (len < 0)
		return npo_fail(err, NPO_EIO, "cannot read '%s': %s", name,
			strerror(error));
	text[len] = '\0';
	if (!begins_database(text))
		return npo_fail(
			err, NPO_ENOTFOUND, "not a database '%s'", name);
	return NPO_OK;
}

/* Whether the manifest now names another store than path. */
static bool
has_moved(const char *folder, const char *path)
{
	npo_stores list = {NULL, 0, 0};
	bool moved = !npo_manifest_read(folder, &list, NULL) &&
		     strcmp(list.path[0], path);

	npo_stores_release(&list);
	return moved;
}

/* moved: the first store is no longer the one of the manifest */
static npo_status
open_folder(const char *name, npo_db **db, bool *moved, npo_error *err)
{
	npo_stores list = {NULL, 0, 0};
	npo_status st = npo_manifest_read(name, &list, err);

	*moved = false;
	if (st == NPO_ENOTFOUND)
		return open_store(name, false, db, err);
	for (size_t i = 0; !st && i < list.count; i++)
		st = open_store(list.path[i], true, db, err);
	if (st && list.count)
		*moved = has_moved(name, list.path[0]);
	npo_stores_release(&list);
	return st;
}

static npo_status
open_name(const char *name, npo_db **db, npo_error *err)
{
	bool moved = true;
	npo_status st = NPO_OK;

	if (is_remote(name))
		return open_store(name, false, db, err);
	if (is_file(name)) {
		st = check_file(name, err);
		return st ? st : open_store(name, false, db, err);
	}
	/* a build may take the place of a store that is about to be opened */
	while (moved)
		st = open_folder(name, db, &moved, err);
	return st;
}

static npo_status
open_names(const char *const *names, size_t count, npo_db **db, npo_error *err)
{
	npo_db *all = NULL;
	npo_status st = NPO_OK;

	for (size_t i = 0; !st && i < count; i++)
		st = open_name(names[i], &all, err);
	if (st)
		npo_db_free(all);
	else
		*db = all;
	return st;
}

npo_status
npo_database_open(
	const char *const *names, size_t count, npo_db **db, npo_error *err)
{
	npo_retry retry = {0, 0, 0};
	npo_status st;

	if (!count)
		return npo_fail(err, NPO_EINVAL, "no database named");
	do
		st = open_names(names, count, db, err);
	while (npo_retry_again(&retry, st, NULL));
	return st;
}

/* ----------------------------------------------------------- create */

static npo_status
write_writer(const char *folder, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	npo_status st;

	npo_buf_addf(&path, "%s/writer", folder);
	npo_buf_addf(&text, "%ld\n", (long)getpid());
	st = npo_file_replace(path.p, npo_buf_str(&text), err);
	npo_buf_release(&path);
	npo_buf_release(&text);
	return st;
}

/* Linux, proc(5): the name of a process; nothing where there is no /proc */
static void
add_process_name(npo_buf *out, long pid)
{
	npo_buf path = NPO_BUF_INIT, name = NPO_BUF_INIT;

	npo_buf_addf(&path, "/proc/%ld/comm", pid);
	if (!npo_file_read(path.p, WRITER_MAX, &name, NULL) && name.len)
		npo_buf_addf(
			out, " (%.*s)", (int)strcspn(name.p, "\n"), name.p);
	npo_buf_release(&path);
	npo_buf_release(&name);
}

/* the file may be of a process that is gone: then nobody is named */
static npo_status
fail_locked(const char *folder, npo_error *err)
{
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT, who = NPO_BUF_INIT;
	npo_status st;
	long pid = 0;

	npo_buf_addf(&path, "%s/writer", folder);
	if (!npo_file_read(path.p, WRITER_MAX, &text, NULL) && text.len)
		pid = strtol(text.p, NULL, 10);
	if (pid > 0 && (kill((pid_t)pid, 0) == 0 || errno == EPERM)) {
		npo_buf_addf(&who, "process %ld", pid);
		add_process_name(&who, pid);
	}
	st = npo_fail(err, NPO_ELOCKED, "database in use by %s '%s'",
		who.len ? who.p : "another process", folder);
	npo_buf_release(&path);
	npo_buf_release(&text);
	npo_buf_release(&who);
	return st;
}

static npo_status
create_store(const char *folder, const char *path, bool wait, npo_db **db,
	npo_error *err)
{
	npo_db *made = NULL;
	npo_status st;

	st = npo_db_create(path, wait, &made, err);
	if (st == NPO_ELOCKED)
		return fail_locked(folder, err);
	if (!st)
		st = write_writer(folder, err);
	if (!st)
		st = check_stamp(made, folder, true, err);
	if (!st)
		st = stamp(made, err);
	if (st)
		npo_db_free(made);
	else
		*db = made;
	return st;
}

/*
 * Another writer may have built a new store while this one waited for the
 * lock of the old: then moved is true and the status says nothing.
 */
static npo_status
try_create(const char *name, bool wait, npo_db **db, bool *moved,
	npo_error *err)
{
	npo_stores list = {NULL, 0, 0};
	npo_status st = npo_manifest_read(name, &list, err);

	*moved = false;
	if (st == NPO_ENOTFOUND)
		st = make_manifest(name, &list, err);
	if (!st && list.count > 1)
		st = npo_fail(err, NPO_EINVAL,
			"a database of several parts cannot be changed '%s'",
			name);
	if (st)
		goto out;
	st = create_store(name, list.path[0], wait, db, err);
	*moved = has_moved(name, list.path[0]);
	if (!st && *moved) {
		npo_db_free(*db);
		*db = NULL;
	}
out:
	npo_stores_release(&list);
	return st;
}

npo_status
npo_database_create(const char *name, bool wait, npo_db **db, npo_error *err)
{
	npo_db *made = NULL;
	bool moved = true;
	npo_status st = NPO_OK;

	if (is_remote(name))
		return npo_fail(err, NPO_EINVAL,
			"a remote database cannot be changed '%s'", name);
	if (is_file(name))
		return npo_fail(
			err, NPO_EINVAL, "not a database folder '%s'", name);
	while (moved)
		st = try_create(name, wait, &made, &moved, err);
	if (!st)
		st = npo_build_clean(name, err);
	if (st)
		npo_db_free(made);
	else
		*db = made;
	return st;
}

void
npo_database_blame(const char *const *names, size_t count, npo_error *err)
{
	npo_error cause = *err;
	npo_buf all = NPO_BUF_INIT, name = NPO_BUF_INIT;

	if (err->status != NPO_ECORRUPT)
		return;
	for (size_t i = 0; i < (count ? count : 1); i++) {
		npo_buf_reset(&name);
		if (npo_database_name(count ? names[i] : NULL, &name, NULL) ||
			strstr(cause.text, name.p))
			goto out;
		npo_buf_addf(&all, "%s'%s'", i ? ", " : "", name.p);
	}
	npo_fail(err, cause.status, "%s, in %s", cause.text, all.p);
out:
	npo_buf_release(&all);
	npo_buf_release(&name);
}
