/* SPDX-License-Identifier: GPL-2.0-or-later */
/* best.hh - the best documents of a list of words */
#ifndef NPO_STORE_BEST_HH
#define NPO_STORE_BEST_HH

#include <queue>
#include <unordered_map>

#include "ranked.hh"

/**
 * The best documents of a list, so many, and no others. It finds them all
 * before it gives the first, and so asks where pairs stand by descending
 * weights: of 200 documents that a matcher would ask of in the order of docids,
 * 31.
 */
class npo_best_source : public npo_list_source
{
      public:
	/* candidates that are kept before pairs are asked for */
	static constexpr size_t MANY = 4096;

	/* of each that is found, the classes that it has of each word */
	using found = std::unordered_map<Xapian::docid, std::vector<uint64_t>>;

	/** what: see npo_query_list(); into: or NULL. */
	npo_best_source(std::shared_ptr<const npo_listing> what, size_t count,
		std::shared_ptr<found> into)
	    : npo_list_source(std::move(what)), best(count),
	      classes_found(std::move(into))
	{
	}

	void skip_to(Xapian::docid docid, double min_weight) override;
	double get_weight() const override { return hits[at].weight; }
	npo_best_source *clone() const override;
	void init(const Xapian::Database &shard) override;

      private:
	struct hit {
		Xapian::docid docid;
		double weight;

		bool
		operator<(const hit &other) const /* it is better */
		{
			return weight != other.weight ? weight > other.weight
						      : docid < other.docid;
		}
	};
	struct candidate {
		Xapian::docid docid;
		double weight; /* without pairs */
		double more;   /* that pairs may give */
		size_t having; /* where in classes its own are */
	};

	void rank();
	void look_at_window();
	void appraise(size_t offset);
	void note(double one);
	double pairs_of(const candidate &one);
	size_t next_few(size_t first) const;
	void take(const hit &one);
	void settle();
	void give_classes(const candidate &one);

	size_t best;
	std::shared_ptr<found> classes_found;
	bool ranked = false;
	std::vector<candidate> candidates;
	std::vector<uint64_t> classes; /* of each candidate's words */
	/* what the best weigh at least, the least on top */
	std::priority_queue<double, std::vector<double>, std::greater<double>>
		weights;
	double enough = 0; /* of documents that may be one of the best */
	std::vector<hit> hits; /* a heap, the worst on top; in the end by
				  docids */
	size_t at = 0;	       /* the current one */
};

#endif
