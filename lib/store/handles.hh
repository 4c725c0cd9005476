/* SPDX-License-Identifier: GPL-2.0-or-later */
/* handles.hh - the handles of store.h that more than one file looks into */
#ifndef NPO_STORE_HANDLES_HH
#define NPO_STORE_HANDLES_HH

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "cursor.hh"
#include "gather.h"
#include "lengths.hh"
#include "npo/store.h"
#include "placed.hh"

struct npo_db {
	Xapian::Database read;		/* of the same database as write */
	Xapian::WritableDatabase write; /* of none when opened to search */
	bool changing = false;		/* inside a transaction */
	bool one = false;		/* not several, nor remote */
	bool remote = false;		/* one of them is */
	std::vector<Xapian::docid> added; /* since the last commit, if one */
	mutable std::shared_ptr<npo_lengths> lengths; /* or none yet */
	/* or none: before the first term is asked for, while documents are
	 * changed, of several databases; queries know them, but these alone
	 * hold them */
	std::shared_ptr<npo_cursors> cursors;

	/* what was read of it is so no longer */
	void
	forget()
	{
		lengths.reset();
		cursors.reset();
	}
};

/** Made if there are none; none where docids are of several databases or leave
 * much room between them, and while documents are changed. */
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

struct npo_asked;   /* synonyms.hh */
struct npo_listing; /* ranked.hh */

struct npo_query {
	Xapian::Query query;
	npo_conditions conditions; /* and only documents that meet these */
	/* the words in it: Xapian does not know their terms */
	std::vector<std::shared_ptr<const npo_asked>> words;
	bool is_word = false; /* just one */
	std::shared_ptr<const npo_listing> list; /* if it is no more than one */
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
