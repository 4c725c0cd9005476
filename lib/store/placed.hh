/* SPDX-License-Identifier: GPL-2.0-or-later */
/* placed.hh - conditions on where a query's words stand in a document */
#ifndef NPO_STORE_PLACED_HH
#define NPO_STORE_PLACED_HH

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "places.h"
#include "source.hh"

/** A phrase, or words near each other. */
struct npo_condition {
	struct form {
		std::string term;
		uint64_t hash; /* npo_places_hash() */
		/* where it is known which of some classes of terms a document
		 * has: that of this term as a bit, or all; whether this term is
		 * the only one of it */
		uint64_t classes = UINT64_MAX;
		bool alone = false;
	};
	std::vector<std::vector<form>> words; /* forms of each */
	uint32_t window; /* in words */
	bool in_order;
	bool remote; /* the database does not know conditions */
	bool classed = false; /* forms have the classes of a list's words */
};

using npo_conditions = std::vector<std::shared_ptr<const npo_condition>>;

/** Looks conditions up in the documents of a database. */
class npo_placing
{
      public:
	/** far: its posting lists are not to be fetched */
	explicit npo_placing(const Xapian::Database &where, bool far = false)
	    : db(where), remote(far)
	{
	}
	npo_placing(const npo_placing &) = delete;
	npo_placing &operator=(const npo_placing &) = delete;
	~npo_placing();

	/**
	 * Whether the document meets the condition.
	 *
	 * value	its NPO_SLOT_PLACES; if it is empty, positions are
	 *		Xapian's own
	 * having	for each word the classes that the document has a term
	 *		of; NULL: that is not known
	 *
	 * Throws Xapian::DatabaseCorruptError.
	 */
	bool meets(const npo_condition &condition, Xapian::docid docid,
		const std::string &value, const uint64_t *having = nullptr);

      private:
	using form = npo_condition::form;

	bool add_word(const std::vector<form> &forms, Xapian::docid docid,
		const npo_places *list, const uint64_t *having,
		npo_positions &out);
	bool add_form(const form &form, Xapian::docid docid,
		const npo_places *list, bool sure, npo_positions &out);
	bool has(const form &form, Xapian::docid docid);

	Xapian::Database db;
	bool remote;
	std::vector<npo_positions> found; /* of each word */
	std::vector<const form *> used;	  /* what was found in a list */
	std::vector<const form *> absent; /* but is not in the document */
	struct postings_of {
		Xapian::PostingIterator at;
		Xapian::docid from = UINT32_MAX; /* docids it has gone to */
	};
	std::map<std::string, postings_of> postings;
};

/** The positions of a term that a document has. */
std::vector<uint32_t> npo_positions_of(const Xapian::Database &db,
	Xapian::docid docid, const std::string &term);

/** Documents that meet a condition, without weight; to be asked of what others
 * have found, as it looks at each document in turn. */
class npo_placed_source : public npo_source
{
      public:
	explicit npo_placed_source(std::shared_ptr<const npo_condition> asked)
	    : condition(std::move(asked))
	{
	}

	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	void skip_to(Xapian::docid docid, double min_weight) override;
	bool check(Xapian::docid docid, double min_weight) override;
	npo_placed_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	std::string get_description() const override;

      private:
	std::shared_ptr<const npo_condition> condition;
	std::unique_ptr<npo_placing> placing;
	Xapian::ValueIterator value;
};

/** The same for whole queries: asked of what ranks high enough. */
class npo_placed_decider : public Xapian::MatchDecider
{
      public:
	npo_placed_decider(
		const Xapian::Database &db, const npo_conditions &asked)
	    : placing(db), conditions(asked)
	{
	}

	bool operator()(const Xapian::Document &document) const override;

      private:
	mutable npo_placing placing;
	const npo_conditions &conditions;
};

#endif
