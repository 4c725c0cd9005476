/* SPDX-License-Identifier: GPL-2.0-or-later */
/* handles.hh - the handles of store.h that more than one file looks into */
#ifndef NPO_STORE_HANDLES_HH
#define NPO_STORE_HANDLES_HH

#include <map>
#include <string>

#include <xapian.h>

#include "gather.h"
#include "npo/store.h"
#include "placed.hh"

struct npo_db {
	Xapian::Database read;		/* of the same database as write */
	Xapian::WritableDatabase write; /* of none when opened to search */
	bool changing = false;		/* inside a transaction */
	bool one = false;		/* not several, nor remote */
	bool remote = false;		/* one of them is */
};

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

struct npo_query {
	Xapian::Query query;
	npo_conditions conditions; /* and only documents that meet these */
};

/** A query with its conditions in it, for where some documents need not meet
 * them. */
Xapian::Query npo_baked(const npo_query &query);

#endif
