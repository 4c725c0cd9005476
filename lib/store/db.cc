/* SPDX-License-Identifier: GPL-2.0-or-later */
/* db.cc - open a database, change it, ask what it holds */
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "barrier.hh"
#include "handles.hh"
#include "npo/schema.h"

namespace
{

const int SHARD_BLOCK = 4096;
/* docids for each document that leave too much room */
const Xapian::docid SPARSE = 8;

/* HOST:PORT or [HOST]:PORT, the second for IPv6 */
Xapian::Database
open_tcp(const std::string &address)
{
	size_t colon = address.rfind(':');
	std::string host = address.substr(0, colon);
	char *end = nullptr;
	unsigned long port = 0;

	if (colon != std::string::npos)
		port = std::strtoul(address.c_str() + colon + 1, &end, 10);
	if (host.empty() || port < 1 || port > 65535 || *end)
		throw Xapian::InvalidArgumentError("no HOST:PORT");
	if (host.front() == '[' && host.back() == ']')
		host = host.substr(1, host.size() - 2);
	return Xapian::Remote::open(host, static_cast<unsigned>(port));
}

Xapian::Database
open_program(const std::string &command)
{
	size_t blank = command.find(' ');

	if (blank == std::string::npos)
		return Xapian::Remote::open(command, "");
	return Xapian::Remote::open(
		command.substr(0, blank), command.substr(blank + 1));
}

Xapian::Database
open_any(const std::string &path)
{
	if (path.compare(0, 4, "tcp:") == 0)
		return open_tcp(path.substr(4));
	if (path.compare(0, 5, "prog:") == 0)
		return open_program(path.substr(5));
	return Xapian::Database(path);
}

/* a database of this machine, and no stub: what opens it has one file always */
bool
is_folder(const std::string &path)
{
	struct stat st;

	return !stat((path + "/iamglass").c_str(), &st) && S_ISREG(st.st_mode);
}

/* Xapian only says so when it is asked for what a remote one cannot do. */
bool
is_remote(const Xapian::Database &db)
{
	struct nothing : Xapian::MatchDecider {
		bool
		operator()(const Xapian::Document &) const override
		{
			return false;
		}
	} decider;
	Xapian::Enquire enquire(db);

	enquire.set_query(Xapian::Query::MatchAll);
	try {
		enquire.get_mset(0, 0, 0, nullptr, &decider);
	} catch (const Xapian::UnimplementedError &) {
		return true;
	}
	return false;
}

/*
 * Opening with DB_CREATE_OR_OPEN takes a database that has lost its posting
 * lists for none and makes an empty one of it; so only where there is none.
 */
Xapian::WritableDatabase
open_to_write(const std::string &path, int flags)
{
	try {
		return Xapian::WritableDatabase(path, Xapian::DB_OPEN | flags);
	} catch (const Xapian::DatabaseNotFoundError &) {
		return Xapian::WritableDatabase(
			path, Xapian::DB_CREATE_OR_OPEN | flags);
	}
}

/* Xapian's message often does not say which database it means */
npo_status
name_database(npo_status st, const char *path, npo_error *err)
{
	npo_error cause;

	if (!st || !err)
		return st;
	cause = *err;
	if (st == NPO_ENOTFOUND)
		return npo_fail(err, st, "no database in '%s'", path);
	return npo_fail(err, st, "cannot open '%s': %s", path, cause.text);
}

/*
 * Changes outside a transaction cannot be taken back, so the first one after
 * a commit begins a transaction.
 */
Xapian::WritableDatabase &
changed(npo_db *db)
{
	if (!db->changing)
		db->write.begin_transaction();
	db->forget();
	db->changing = true;
	return db->write;
}

} // namespace

npo_status
npo_db_open(const char *path, npo_db **db, npo_error *err)
{
	npo_status st = npo_guard(err, [&] {
		auto self = std::make_unique<npo_db>();

		self->read = open_any(path);
		self->one = is_folder(path) && self->read.size() == 1;
		self->remote = !self->one && is_remote(self->read);
		*db = self.release();
	});

	return name_database(st, path, err);
}

npo_status
npo_db_add(npo_db *db, const char *path, npo_error *err)
{
	npo_status st = npo_guard(err, [&] {
		auto more = open_any(path);

		db->read.add_database(more);
		db->remote = db->remote ||
			     (!is_folder(path) && is_remote(more));
		db->one = false;
		db->forget();
	});

	return name_database(st, path, err);
}

npo_status
npo_db_create(const char *path, bool wait, npo_db **db, npo_error *err)
{
	npo_status st = npo_guard(err, [&] {
		auto self = std::make_unique<npo_db>();
		std::string lock = std::string(path) + "/flintlock";

		try {
			self->write = open_to_write(
				path, wait ? Xapian::DB_RETRY_LOCK : 0);
		} catch (const Xapian::DatabaseLockError &error) {
			/* the same class for a lock it may not even open */
			if (access(lock.c_str(), R_OK | W_OK) == 0)
				throw;
			throw Xapian::DatabaseOpeningError(
				error.get_msg(), errno);
		}
		self->read = self->write;
		self->one = true;
		*db = self.release();
	});

	/* not even one to be made: parts of one are there */
	if (st == NPO_ENOTFOUND)
		st = NPO_ECORRUPT;
	return name_database(st, path, err);
}

npo_status
npo_db_create_shard(const char *path, npo_db **db, npo_error *err)
{
	npo_status st = npo_guard(err, [&] {
		auto self = std::make_unique<npo_db>();

		self->write = Xapian::WritableDatabase(path,
			Xapian::DB_CREATE | Xapian::DB_NO_SYNC |
				Xapian::DB_DANGEROUS,
			SHARD_BLOCK);
		self->read = self->write;
		*db = self.release();
	});

	return name_database(st, path, err);
}

npo_status
npo_db_merge(const char *const *sources, size_t count, const char *path,
	npo_error *err)
{
	npo_error why;
	npo_status st = npo_guard(&why, [&] {
		Xapian::Database all;

		for (size_t i = 0; i < count; i++)
			all.add_database(Xapian::Database(sources[i]));
		all.compact(path);
	});

	if (!st)
		return NPO_OK;
	return npo_fail(err, st == NPO_ENOTFOUND ? NPO_ECORRUPT : st,
		"cannot merge into '%s': %s", path, why.text);
}

bool
npo_db_is_one(const npo_db *db)
{
	return db->one;
}

bool
npo_db_is_remote(const npo_db *db)
{
	return db->remote;
}

std::shared_ptr<npo_lengths>
npo_lengths_of(const npo_db &db)
{
	if (!db.one || db.changing || db.lengths)
		return db.lengths;
	Xapian::docid last = db.read.get_lastdocid();

	if (last / SPARSE <= db.read.get_doccount())
		db.lengths = std::make_shared<npo_lengths>(last);
	return db.lengths;
}

void
npo_db_free(npo_db *db)
{
	delete db;
}

npo_status
npo_db_reopen(npo_db *db, npo_error *err)
{
	return npo_guard(err, [&] {
		db->forget();
		db->read.reopen();
	});
}

npo_status
npo_db_commit(npo_db *db, npo_error *err)
{
	return npo_guard(err, [&] {
		if (!db->changing)
			return;
		/* if that fails, changes can still be cancelled */
		npo_lengths::note(db->write, db->added);
		db->added.clear();
		/* succeed or fail, the transaction is over */
		db->changing = false;
		db->write.commit_transaction();
	});
}

npo_status
npo_db_cancel(npo_db *db, npo_error *err)
{
	return npo_guard(err, [&] {
		if (!db->changing)
			return;
		db->changing = false;
		db->added.clear();
		db->forget();
		db->write.cancel_transaction();
	});
}

npo_status
npo_db_add_doc(npo_db *db, const npo_doc *doc, uint32_t *docid, npo_error *err)
{
	return npo_guard(err, [&] {
		Xapian::docid made = changed(db).add_document(
			npo_document_of(*doc));

		if (db->one)
			db->added.push_back(made);
		if (docid)
			*docid = made;
	});
}

npo_status
npo_db_replace_doc(
	npo_db *db, uint32_t docid, const npo_doc *doc, npo_error *err)
{
	return npo_guard(err, [&] {
		changed(db).replace_document(docid, npo_document_of(*doc));
		if (db->one)
			db->added.push_back(docid);
	});
}

npo_status
npo_db_delete_doc(npo_db *db, uint32_t docid, npo_error *err)
{
	return npo_guard(err, [&] { changed(db).delete_document(docid); });
}

npo_status
npo_db_note_lengths(npo_db *db, npo_error *err)
{
	return npo_guard(err, [&] {
		npo_lengths::note_all(changed(db));
		db->added.clear();
	});
}

npo_status
npo_db_set_meta(npo_db *db, npo_str key, npo_str value, npo_error *err)
{
	/* Xapian would find a long key out when it is too late to go on */
	if (!key.len || key.len > NPO_TERM_MAX)
		return npo_fail(err, NPO_EINVAL,
			"metadata key of %zu bytes, not 1 to %d", key.len,
			NPO_TERM_MAX);
	return npo_guard(err, [&] {
		changed(db).set_metadata(npo_string(key), npo_string(value));
	});
}

npo_status
npo_db_meta(npo_db *db, npo_str key, npo_buf *value, npo_error *err)
{
	return npo_guard(err, [&] {
		npo_buf_addstr(value,
			npo_view(db->read.get_metadata(npo_string(key))));
	});
}

uint32_t
npo_db_parts(const npo_db *db)
{
	return static_cast<uint32_t>(db->read.size());
}

npo_status
npo_db_part_meta(npo_db *db, uint32_t part, npo_str key, npo_buf *value,
	npo_error *err)
{
	return npo_guard(err, [&] {
		/* several of a stub are told apart by nothing else */
		Xapian::Database one(db->read.internal.at(part).get());

		npo_buf_addstr(value,
			npo_view(one.get_metadata(npo_string(key))));
	});
}

npo_status
npo_db_count(npo_db *db, uint32_t *documents, npo_error *err)
{
	return npo_guard(err, [&] { *documents = db->read.get_doccount(); });
}

npo_status
npo_db_total_length(npo_db *db, uint64_t *length, npo_error *err)
{
	return npo_guard(err, [&] { *length = db->read.get_total_length(); });
}

npo_status
npo_db_termfreq(npo_db *db, npo_str term, uint32_t *documents, npo_error *err)
{
	return npo_guard(err, [&] {
		std::string name = npo_string(term);

		if (db->one && !db->changing && !db->cursors)
			db->cursors = std::make_shared<npo_cursors>();
		*documents = db->cursors
			? db->cursors->documents(db->read, name)
			: db->read.get_termfreq(name);
	});
}

npo_status
npo_db_collfreq(npo_db *db, npo_str term, uint64_t *occurrences, npo_error *err)
{
	return npo_guard(err, [&] {
		*occurrences = db->read.get_collection_freq(npo_string(term));
	});
}

npo_status
npo_db_doc_data(npo_db *db, uint32_t docid, npo_buf *data, npo_error *err)
{
	return npo_guard(err, [&] {
		std::string found = npo_data_of(db->read.get_document(docid));

		npo_buf_addstr(data, npo_view(found));
	});
}

npo_status
npo_db_doc_value(npo_db *db, uint32_t docid, uint32_t slot, npo_buf *value,
	npo_error *err)
{
	return npo_guard(err, [&] {
		Xapian::Document document = db->read.get_document(docid);

		npo_buf_addstr(value, npo_view(document.get_value(slot)));
	});
}

npo_status
npo_db_doc_length(npo_db *db, uint32_t docid, uint32_t *length, npo_error *err)
{
	return npo_guard(err, [&] { *length = db->read.get_doclength(docid); });
}
