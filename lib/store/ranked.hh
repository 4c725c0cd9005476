/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ranked.hh - the words of a list, ranked together */
#ifndef NPO_STORE_RANKED_HH
#define NPO_STORE_RANKED_HH

#include "handles.hh"
#include "synonyms.hh"

/** What npo_query_list() is asked for. */
struct npo_listing {
	struct pair {
		std::shared_ptr<const npo_condition> condition;
		size_t first; /* word; the other one is behind it */
		double weight;
	};
	std::vector<std::shared_ptr<const npo_asked>> words;
	std::vector<bool> needed; /* a word, for all of them to be there */
	double all;		  /* what that weighs */
	bool only_all;		  /* only what has all of them is found */
	std::vector<pair> pairs;
};

/** Which class of a word of a list each form is of. */
void npo_find_classes(
	std::vector<npo_condition::form> &forms, const npo_asked &word);

/** What a query is a list of, no more and no less; or none. */
std::shared_ptr<const npo_listing> npo_listing_of(const npo_query &query);

/**
 * Documents that have any of the words, or all. All are read in one window.
 * What the matcher says a hit must weigh to be one of the best is made use of:
 * when that is more than words weigh without all of them, only documents with
 * all are looked at; when it is more than some words can weigh together, only
 * those that have another one, too (MaxScore: Turtle and Flood, Information
 * Processing and Management 31, 1995), and the lists of the former leap to what
 * the latter have; pairs, and lengths of documents, are looked up only where
 * they could lift a document so high.
 */
class npo_list_source : public npo_window_source
{
      public:
	explicit npo_list_source(std::shared_ptr<const npo_listing> what)
	    : asked(std::move(what))
	{
	}

	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	double get_weight() const override { return weight; }
	npo_list_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	std::string get_description() const override;

      protected:
	void expect(double min_weight) override;
	bool open_window(Xapian::docid from) override;
	const uint64_t *documents() const override { return bits.data(); }
	bool weigh(size_t offset, double min_weight) override;

	/** What a document gets for all words. */
	double
	all_of(size_t offset) const
	{
		return whole[offset / BITS] >> offset % BITS & 1 ? asked->all
								 : 0;
	}
	/** What pairs may give of whose words a document has any form; having:
	 * the classes of each word that it has. */
	double possible_pairs(const uint64_t *having) const;
	/** What they give; value: as npo_placing::meets(). */
	double pairs_met(Xapian::docid docid, const std::string &value,
		const uint64_t *having);
	/** What its words weigh together. */
	double words_of(size_t offset, Xapian::termcount length) const;
	/** At most. */
	double
	bound(size_t offset) const
	{
		double sum = 0;

		for (const auto &word : words)
			sum += word->bound(offset);
		return sum;
	}

	std::shared_ptr<const npo_listing> asked;
	std::vector<std::unique_ptr<npo_word_reader>> words;
	std::unique_ptr<npo_placing> placing;
	double pair_weight = 0;	    /* of all pairs */

      private:
	double reach(const std::vector<bool> &in) const;
	void find_reaches();
	void read_anew();
	void combine();
	void any_of(size_t first);
	void find_whole();
	void read_all();
	void read_any();
	Xapian::docid first_with_all(Xapian::docid from);
	Xapian::docid first_with_any(Xapian::docid from);
	double pairs_of(size_t offset);

	Xapian::ValueIterator places;
	bool places_begun = false;
	std::vector<uint64_t> scratch; /* classes of each word */
	std::vector<uint64_t> bits; /* documents to be looked at */
	std::vector<uint64_t> whole; /* those that have all the words */
	double some_weight = 0;	    /* at most, without all words */
	std::vector<double> light_weight; /* at most, with one word, two ...
					     of by_weight and no others */
	bool only_all = false;	    /* of those that are needed */
	bool partly = false; /* the window has not all that any word has */
	std::vector<size_t> by_weight; /* the words, what weighs least first */
	std::vector<size_t> by_need; /* those that are needed first, and of
					them the one with the fewest */
	size_t light = 0;    /* so many of these alone are not enough */
	double expected = 0; /* what a hit must weigh */
	double weight = 0;   /* of the current document */
};

#endif
