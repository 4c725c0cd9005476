/* SPDX-License-Identifier: GPL-2.0-or-later */
/* synonyms.hh - the forms of a word, matched and weighed in one go */
#ifndef NPO_STORE_SYNONYMS_HH
#define NPO_STORE_SYNONYMS_HH

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "handles.hh"

/** What npo_query_synonyms() is asked for. */
struct npo_asked {
	struct group {
		size_t first, end; /* classes */
		double weight;
		bool flat;
	};
	std::vector<std::string> terms;
	std::vector<size_t> classes; /* of each term: those that no group tells
					apart are of one */
	size_t class_count;
	std::vector<group> groups; /* with a weight */
	bool by_length;		   /* of the document, is one of them */
	npo_ranking ranking;
	double length_factor; /* 1 / the average length */
	double share;	      /* of documents that have any, by estimate */
	uint64_t most;	      /* of these, at most */
	std::shared_ptr<npo_lengths> lengths; /* or none */

	Xapian::termcount
	length_of(const Xapian::Database &db, Xapian::docid docid) const
	{
		return lengths ? lengths->of(db, docid)
			       : db.get_doclength(docid);
	}
};

/** The same in Xapian's own operators, for remote servers. */
Xapian::Query npo_plain_synonyms(const npo_synonym *terms, size_t count,
	const npo_synonyms *groups, size_t group_count, uint32_t documents);

/**
 * One word in one database. Each posting list is read once, in windows of
 * docids: in one, each document's wdf are added up, then the documents follow
 * in order (as Lucene's BooleanScorer; Moffat and Zobel's accumulators, ACM
 * TOIS 14, 1996).
 */
class npo_word_reader
{
      public:
	/* docids of a window, in bits of a word of the machine */
	static constexpr size_t BITS = 64, LEAST = 64, MOST = 2048;

	npo_word_reader(const Xapian::Database &db,
		std::shared_ptr<const npo_asked> asked);

	/** Of the first document at docid or behind it, whatever window is
	 * open; 0: there is none. */
	Xapian::docid first_from(Xapian::docid docid);
	/** Open the window from a docid on, not before one that was asked
	 * for. */
	void open(Xapian::docid first, size_t docids);
	/** Its documents. */
	const uint64_t *documents() const { return bits.data(); }
	/** What the document weighs that is so far behind the window's begin,
	 * if it is so long; SHORT: what it weighs at most. */
	double weight(size_t offset, Xapian::termcount length) const;
	static constexpr Xapian::termcount SHORT = 0;
	double most() const { return max_weight; }
	bool by_length() const { return asked->by_length; }

      private:
	struct list {
		Xapian::PostingIterator at;
		Xapian::docid docid;
		size_t of_class;
	};

	void forget();

	std::shared_ptr<const npo_asked> asked;
	std::vector<list> lists; /* that are not at their ends */
	size_t size = 0;	 /* of the window */
	/* of each class, of each docid in it: wdf, and in the upper half how
	 * many terms it has */
	std::vector<uint64_t> wdf;
	std::vector<uint64_t> bits; /* the docids in it that are there */
	double max_weight = 0;
};

/** What a weight may be less than asked for, as sums of the same weights in
 * another order differ. */
inline double
npo_about(double weight)
{
	return weight - 1e-9 * (1 + weight);
}

/** How many docids the next window has: few behind a leap, as more leaps may
 * come, then twice as many each time. */
inline size_t
npo_window_size(size_t before, bool leap)
{
	return leap || !before ? npo_word_reader::LEAST
			       : std::min(2 * before, npo_word_reader::MOST);
}

/** The first document of a window at the offset or behind it. */
bool npo_first_bit(const uint64_t *bits, size_t size, size_t *offset);

/** Documents that have any of the terms of one word, but for those that weigh
 * less than the matcher says they must. */
class npo_synonym_source : public Xapian::PostingSource
{
      public:
	explicit npo_synonym_source(std::shared_ptr<const npo_asked> what)
	    : asked(std::move(what))
	{
	}

	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	double get_weight() const override;
	void next(double min_weight) override;
	void skip_to(Xapian::docid docid, double min_weight) override;
	bool check(Xapian::docid docid, double min_weight) override;
	bool at_end() const override;
	Xapian::docid get_docid() const override;
	npo_synonym_source *clone() const override;
	std::string name() const override;
	std::string serialise() const override;
	void init(const Xapian::Database &shard) override;
	std::string get_description() const override;

      private:
	bool weighs(size_t offset, double min_weight);

	std::shared_ptr<const npo_asked> asked;
	Xapian::Database db;
	std::unique_ptr<npo_word_reader> reader;
	Xapian::docid base = 1; /* of the window */
	size_t size = 0;	/* of it, in docids */
	Xapian::docid current = 0;
	bool ended = false;
};

#endif
