/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mset.hh - inside the store: what a match has found */
#ifndef NPO_STORE_MSET_HH
#define NPO_STORE_MSET_HH

#include <map>
#include <string>
#include <vector>

#include "handles.hh"

struct npo_mset {
	Xapian::Database db;
	Xapian::MSet mset;
	std::vector<Xapian::doccount> order; /* hit i is number order[i] of it */
	Xapian::doccount estimate = 0;
	npo_query query = {};
	/* its terms, with where each is first in it, when they are asked for */
	std::map<std::string, size_t> terms;
	std::vector<const std::string *> typed; /* in that order */

	Xapian::MSetIterator
	hit(Xapian::doccount i) const
	{
		return mset[order.at(i)];
	}
};

#endif
