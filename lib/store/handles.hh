/* SPDX-License-Identifier: GPL-2.0-or-later */
/* handles.hh - the handles of store.h that more than one file looks into */
#ifndef NPO_STORE_HANDLES_HH
#define NPO_STORE_HANDLES_HH

#include <cstdlib>
#include <map>
#include <string>

#include <xapian.h>

#include "gather.h"
#include "npo/store.h"
#include "placed.hh"

/** Documents' lengths as they were found, from query to query. */
class npo_lengths
{
      public:
	explicit npo_lengths(Xapian::docid last)
	    : known(static_cast<Xapian::termcount *>(
		      npo_calloc(last + size_t{1}, sizeof(*known)))),
	      count(last + size_t{1})
	{
	}
	npo_lengths(const npo_lengths &) = delete;
	npo_lengths &operator=(const npo_lengths &) = delete;
	~npo_lengths() { free(known); }

	Xapian::termcount
	of(const Xapian::Database &db, Xapian::docid docid)
	{
		if (docid >= count)
			return db.get_doclength(docid);
		if (!known[docid])
			known[docid] = db.get_doclength(docid);
		return known[docid];
	}

      private:
	Xapian::termcount *known; /* 0: not yet; memory that is not touched is
				     not taken */
	size_t count;
};

struct npo_db {
	Xapian::Database read;		/* of the same database as write */
	Xapian::WritableDatabase write; /* of none when opened to search */
	bool changing = false;		/* inside a transaction */
	bool one = false;		/* not several, nor remote */
	bool remote = false;		/* one of them is */
	bool matched = false;		/* a query was run */
	mutable std::shared_ptr<npo_lengths> lengths; /* or none yet */
};

/** Made if there are none; none where docids are of several databases or leave
 * much room between them, and for the first query, as its pages of memory would
 * cost more than they save. */
std::shared_ptr<npo_lengths> npo_lengths_of(const npo_db &db);

struct npo_doc {
	std::map<Xapian::valueno, std::string> values;
	std::string data;
	mutable npo_gather terms = npo_gather(); /* arranged when it is added */

	npo_doc() = default;
	npo_doc(const npo_doc &) = delete;
	npo_doc &operator=(const npo_doc &) = delete;
	~npo_doc() { npo_gather_release(&terms); }
};

/** It as it is added. */
Xapian::Document npo_document_of(const npo_doc &doc);

/** See npo_doc_set_data(). */
std::string npo_data_of(const Xapian::Document &document);

struct npo_asked; /* synonyms.hh */

struct npo_query {
	Xapian::Query query;
	npo_conditions conditions; /* and only documents that meet these */
	/* the words in it: Xapian does not know their terms */
	std::vector<std::shared_ptr<const npo_asked>> words;
	bool is_word = false; /* just one */
	bool loose = false;   /* it has had conditions that a remote database
				 does not know */
};

/** That words, as of npo_query_place(), stand so. */
std::shared_ptr<npo_condition> npo_condition_of(npo_place place,
	npo_query *const *words, size_t count, uint32_t window);

/** All documents, with that weight. */
Xapian::Query npo_constant(double weight);

/** A query with its conditions in it, for where some documents need not meet
 * them. */
Xapian::Query npo_baked(const npo_query &query);

#endif
