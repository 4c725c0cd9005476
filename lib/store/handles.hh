/* SPDX-License-Identifier: GPL-2.0-or-later */
/* handles.hh - the handles of store.h that more than one file looks into */
#ifndef NPO_STORE_HANDLES_HH
#define NPO_STORE_HANDLES_HH

#include <string>

#include <xapian.h>

#include "npo/store.h"

struct npo_db {
	Xapian::Database read;		/* of the same database as write */
	Xapian::WritableDatabase write; /* of none when opened to search */
	bool changing = false;		/* inside a transaction */
	bool one = false;		/* not several, nor remote */
};

struct npo_doc {
	Xapian::Document document;
	std::string term; /* its memory is used again for each posting */
};

/** See npo_doc_set_data(). */
std::string npo_data_of(const Xapian::Document &document);

struct npo_query {
	Xapian::Query query;
};

#endif
