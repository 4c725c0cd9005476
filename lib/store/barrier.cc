/* SPDX-License-Identifier: GPL-2.0-or-later */
/* barrier.cc - what is thrown, as a status and one line of text */
#include "barrier.hh"

#include <exception>
#include <new>

#include <xapian.h>

namespace
{

/* Xapian's errors have no virtual function: only a handler knows the class */
template <typename Kind>
bool
is()
{
	try {
		throw;
	} catch (const Kind &) {
		return true;
	} catch (const Xapian::Error &) {
		return false;
	}
}

/*
 * The first row that fits. Xapian tells "the file is no database" and "the
 * system would not let me" by the same classes; only the second carries the
 * system's reason (get_error_string()), and has a status of its own here.
 */
const struct {
	bool (*fits)(); /* called in the handler; nullptr: always */
	npo_status status, by_system;
	const char *text;
} causes[] = {
	{is<Xapian::DatabaseModifiedError>, NPO_EMODIFIED, NPO_EMODIFIED,
		"the database changed while it was read"},
	{is<Xapian::DatabaseLockError>, NPO_ELOCKED, NPO_ELOCKED,
		"the database is locked"},
	{is<Xapian::DatabaseNotFoundError>, NPO_ENOTFOUND, NPO_ENOTFOUND,
		"there is no database"},
	{is<Xapian::DatabaseCorruptError>, NPO_ECORRUPT, NPO_ECORRUPT,
		"the database is damaged"},
	{is<Xapian::DatabaseVersionError>, NPO_ECORRUPT, NPO_ECORRUPT,
		"the database is of another version of Xapian"},
	{is<Xapian::DatabaseCreateError>, NPO_EIO, NPO_EIO,
		"the database cannot be made"},
	{is<Xapian::DatabaseClosedError>, NPO_EINVAL, NPO_EINVAL,
		"the database is closed"},
	{is<Xapian::DatabaseError>, NPO_ECORRUPT, NPO_EIO,
		"the database cannot be used"},
	{is<Xapian::DocNotFoundError>, NPO_ENOTFOUND, NPO_ENOTFOUND,
		"there is no such document"},
	{is<Xapian::NetworkError>, NPO_EIO, NPO_EIO,
		"the remote database does not answer"},
	{is<Xapian::LogicError>, NPO_EINVAL, NPO_EINVAL, "unusable argument"},
	{is<Xapian::FeatureUnavailableError>, NPO_EINVAL, NPO_EINVAL,
		"this Xapian cannot do that"},
	{nullptr, NPO_EIO, NPO_EIO, "unexpected error of Xapian"},
};

/* a message may quote a path, and that may hold a newline */
void
make_one_line(npo_error *err)
{
	for (char *p = err ? err->text : nullptr; p && *p; p++) {
		if (static_cast<unsigned char>(*p) < ' ')
			*p = ' ';
	}
}

npo_status
report(const Xapian::Error &error, npo_error *err)
{
	const char *reason = error.get_error_string();
	auto cause = causes;
	npo_status st;

	while (cause->fits && !cause->fits())
		cause++;
	st = npo_fail(err, reason ? cause->by_system : cause->status,
		"%s: %s%s%s", cause->text, error.get_msg().c_str(),
		reason ? ": " : "", reason ? reason : "");
	make_one_line(err);
	return st;
}

} // namespace

npo_status
npo_caught(npo_error *err) noexcept
{
	try {
		try {
			throw;
		} catch (const Xapian::Error &error) {
			return report(error, err); /* it may throw itself */
		}
	} catch (const std::bad_alloc &) {
		return npo_fail(err, NPO_EIO, "out of memory");
	} catch (const std::exception &error) {
		return npo_fail(err, NPO_EIO, "%s", error.what());
	} catch (...) {
		return npo_fail(err, NPO_EIO, "unknown exception");
	}
}
