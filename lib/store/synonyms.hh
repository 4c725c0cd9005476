/* SPDX-License-Identifier: GPL-2.0-or-later */
/* synonyms.hh - the forms of a word, matched and weighed in one go */
#ifndef NPO_STORE_SYNONYMS_HH
#define NPO_STORE_SYNONYMS_HH

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "handles.hh"
#include "source.hh"

/** What npo_query_synonyms() is asked for. */
struct npo_asked {
	/* groups that begin with the same class, so each is part of a longer
	 * one; for each class what those weigh together that have it */
	struct family {
		size_t first;
		uint64_t classes; /* of the longest, as bits */
		std::vector<double> graded, flat;
	};
	std::vector<std::string> terms;
	std::vector<size_t> classes; /* of each term: those that no group tells
					apart are of one */
	size_t class_count;	     /* at most CLASSES */
	size_t needed;		     /* of so many of the first, any is */
	std::vector<family> families;
	double max_weight;
	bool by_length; /* of the document, is one of them */
	npo_ranking ranking;
	double length_factor; /* 1 / the average length */
	double share;	      /* of documents that have any, by estimate */
	uint64_t most;	      /* of these, at most */
	std::shared_ptr<npo_lengths> lengths; /* or none */
	std::weak_ptr<npo_cursors> cursors;   /* or none, or gone */

	static constexpr size_t CLASSES = 64;

	void add_group(size_t first, size_t end, double weight, bool flat);
	/* what stands below the line beside the wdf, in BM25 as
	 * Xapian::BM25Weight has it with k2 = 0 */
	double below(Xapian::termcount length) const;

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
 * One word in one database. Its posting lists are read side by side, in windows
 * of docids: in one, each document's wdf are added up, then documents follow
 * in order (as Lucene's BooleanScorer; Moffat and Zobel's accumulators, ACM
 * TOIS 14, 1996).
 */
class npo_word_reader
{
      public:
	npo_word_reader(const Xapian::Database &db,
		std::shared_ptr<const npo_asked> asked);

	/** Of the first document at docid or behind it, whatever window is
	 * open; 0: there is none. */
	Xapian::docid first_from(Xapian::docid docid);
	/** Open the window from a docid on, not before one that was asked
	 * for. wanted: as documents(), those that are of interest, or none:
	 * all are; the lists leap to them. */
	void open(Xapian::docid first, size_t docids, const uint64_t *wanted);
	/** Its documents, as far as they are wanted. */
	const uint64_t *documents() const { return bits.data(); }
	/** What the document weighs that is so far behind the window's begin,
	 * if it is so long. */
	double weight(size_t offset, Xapian::termcount length) const;
	/** What it weighs at most, however long it is; 0: it is not there. */
	double
	bound(size_t offset)
	{
		uint64_t has = having[offset];

		if (!has)
			return 0;
		size_t at = static_cast<size_t>(__builtin_ctzll(has));
		uint32_t own = wdf[offset * asked->class_count + at];

		if ((has & (has - 1)) || own >= FEW)
			return bound_of(offset);
		double &bound = bounds[at * FEW + own];

		if (bound < 0)
			bound = bound_of(offset);
		return bound;
	}
	/** The classes that the document has any term of, as bits. */
	uint64_t classes(size_t offset) const { return having[offset]; }
	double most() const { return asked->max_weight; }
	bool by_length() const { return asked->by_length; }

      private:
	/* so many postings are read one after the other while a cursor leaps to
	 * one */
	static constexpr double LEAP = 1.5;
	/* so many cells of a window are cleared one after the other while those
	 * of a document are looked for */
	static constexpr size_t CELLS = 64;
	struct list : npo_cursor {
		size_t of_class = 0;
		bool needed = false;
		double density = 0; /* of documents to docids */

		explicit list(npo_cursor cursor) : npo_cursor(std::move(cursor))
		{
		}
	};

	class adder;

	double weight_in(const npo_asked::family &family, size_t offset,
		uint64_t has, Xapian::termcount length) const;
	double bound_of(size_t offset) const;
	void forget_each();
	void forget();
	void read_some(bool needed, Xapian::docid first,
		const uint64_t *wanted);
	void read(list &one, Xapian::docid first, const uint64_t *wanted);
	void read_wanted(
		list &one, Xapian::docid first, const uint64_t *wanted);

	std::shared_ptr<const npo_asked> asked;
	std::vector<list> lists; /* those that are needed have not ended */
	std::vector<uint64_t> leading; /* documents that have a needed term */
	size_t size = 0;	 /* of the window */
	/* of each docid in it: the wdf of each class; the classes that it has
	 * any term of, as bits */
	std::vector<uint32_t> wdf;
	std::vector<uint64_t> having;
	std::vector<uint64_t> bits; /* the docids in it that are there */
	/* bound() of a document that has terms of one class, for each class and
	 * each wdf below FEW; < 0: not known yet */
	static constexpr size_t FEW = 16;
	std::vector<double> bounds;
};

/** Documents that have any of the terms of one word, but for those that weigh
 * less than the matcher says they must. */
class npo_synonym_source : public npo_window_source
{
      public:
	explicit npo_synonym_source(std::shared_ptr<const npo_asked> what)
	    : asked(std::move(what))
	{
	}

	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	double get_weight() const override;
	npo_synonym_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	std::string get_description() const override;

      protected:
	bool open_window(Xapian::docid from) override;
	const uint64_t *documents() const override;
	bool weigh(size_t offset, double min_weight) override;

      private:
	double weight_at(size_t offset) const;

	std::shared_ptr<const npo_asked> asked;
	std::unique_ptr<npo_word_reader> reader;
};

#endif
