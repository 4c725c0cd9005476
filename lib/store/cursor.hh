/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cursor.hh - a term's posting list, and those opened before they are read */
#ifndef NPO_STORE_CURSOR_HH
#define NPO_STORE_CURSOR_HH

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

/** Where a reader stands in the posting list of a term. */
class npo_cursor
{
      public:
	/** On its first document. */
	npo_cursor(const Xapian::Database &db, const std::string &term);

	void next();
	/** Not back. */
	void skip_to(Xapian::docid wanted);

	/** Go from here to the first document at end or behind it; of each on
	 * the way: take(docid, wdf), wdf() gives the number. */
	template <typename Take> void each_before(uint64_t end, Take take);

	Xapian::termcount
	wdf() const
	{
		return rest.empty() ? at.get_wdf() : rest.back().wdf;
	}

	Xapian::doccount documents; /* that the term is in */
	Xapian::docid docid = 0;    /* 0: at its end */

      private:
	struct posting {
		Xapian::docid docid;
		Xapian::termcount wdf;
	};
	/* one of the two has what is left of the list; at its end neither */
	Xapian::PostingIterator at;
	std::vector<posting> rest; /* from the current one on, last to first */

	/* A short list is read at once: of each open one Xapian keeps a block
	 * or two, pages that are touched for the first time when a program has
	 * just started. */
	static constexpr Xapian::doccount SHORT = 100;

	void read();
	void arrive();
};

/**
 * Who chooses forms of a word asks how many documents each is in, and mostly
 * reads their lists next: so a list is opened with the first question, which
 * has gone to where it is, and kept, if there are not many yet. For one
 * database, while it does not change.
 */
class npo_cursors
{
      public:
	/** In how many documents a term is; its list is kept if there is room. */
	Xapian::doccount documents(
		const Xapian::Database &db, const std::string &term);
	/** Its list, which is not kept any longer. */
	npo_cursor take(const Xapian::Database &db, const std::string &term);
	void forget() { kept.clear(); }

      private:
	/* each holds a block or two of 8 KB, if it is not short */
	static constexpr size_t MOST = 32;

	std::unordered_map<std::string, npo_cursor> kept;
};

/* most of a search is this */
template <typename Take>
void
npo_cursor::each_before(uint64_t end, Take take)
{
	const Xapian::PostingIterator ended;
	Xapian::docid here = docid;

	for (; !rest.empty() && docid < end; next())
		take(docid, [&] { return rest.back().wdf; });
	if (at == ended)
		return;
	while (here && here < end) {
		take(here, [&] { return at.get_wdf(); });
		here = ++at == ended ? 0 : *at;
	}
	docid = here;
}

#endif
