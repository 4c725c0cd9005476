/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cursor.cc - open a posting list, go along it */
#include "cursor.hh"

#include <algorithm>

npo_cursor::npo_cursor(const Xapian::Database &db, const std::string &term)
    /* a new list begins with the blocks where Xapian's table stands, and this
     * goes to where that is */
    : documents(db.get_termfreq(term))
{
	if (!documents)
		return;
	at = db.postlist_begin(term);
	if (documents <= SHORT)
		read();
	arrive();
}

void
npo_cursor::read()
{
	rest.reserve(documents);
	for (; at != Xapian::PostingIterator(); ++at)
		rest.push_back({*at, at.get_wdf()});
	std::reverse(rest.begin(), rest.end());
	at = Xapian::PostingIterator();
}

void
npo_cursor::arrive()
{
	if (at != Xapian::PostingIterator())
		docid = *at;
	else
		docid = rest.empty() ? 0 : rest.back().docid;
}

void
npo_cursor::next()
{
	if (rest.empty())
		++at;
	else
		rest.pop_back();
	arrive();
}

void
npo_cursor::skip_to(Xapian::docid wanted)
{
	if (rest.empty())
		at.skip_to(wanted);
	while (!rest.empty() && rest.back().docid < wanted)
		rest.pop_back();
	arrive();
}

Xapian::doccount
npo_cursors::documents(const Xapian::Database &db, const std::string &term)
{
	auto found = kept.find(term);

	if (found != kept.end())
		return found->second.documents;
	if (kept.size() == MOST)
		return db.get_termfreq(term);
	npo_cursor cursor(db, term);
	auto documents = cursor.documents;

	kept.emplace(term, std::move(cursor));
	return documents;
}

npo_cursor
npo_cursors::take(const Xapian::Database &db, const std::string &term)
{
	auto found = kept.find(term);

	if (found == kept.end())
		return npo_cursor(db, term);
	npo_cursor cursor = std::move(found->second);

	kept.erase(found);
	return cursor;
}
