/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lengths.hh - documents' lengths in runs, which Xapian has in a list */
#ifndef NPO_STORE_LENGTHS_HH
#define NPO_STORE_LENGTHS_HH

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

/**
 * Xapian has the lengths in a posting list, of which it reads all from the last
 * document asked for to the next one: 870 instructions for each, where words
 * have one document in a hundred. So they stand in metadata as well, as numbers
 * of one size, in runs of docids; see npo-schema(7).
 */
class npo_lengths
{
      public:
	static constexpr Xapian::docid RUN = 1024;

	explicit npo_lengths(Xapian::docid last) : runs(last / RUN + 1) {}

	/** A run is read when the first of it is asked for, and kept. What is
	 * in none is Xapian::Database::get_doclength(). */
	Xapian::termcount of(const Xapian::Database &db, Xapian::docid docid);

	/** Note those of some documents, which are there. docids: reordered. */
	static void note(Xapian::WritableDatabase &db,
		std::vector<Xapian::docid> &docids);
	/** Those of all documents, and forget all others. */
	static void note_all(Xapian::WritableDatabase &db);

      private:
	std::vector<std::unique_ptr<const std::string>> runs;
};

#endif
