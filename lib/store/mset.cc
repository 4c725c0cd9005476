/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mset.cc - run a query and look at its hits */
#include <cassert>
#include <memory>
#include <string>

#include "barrier.hh"
#include "handles.hh"

struct npo_mset {
	Xapian::Enquire enquire; /* asked later for the terms that matched */
	Xapian::MSet mset;
};

npo_status
npo_db_match(npo_db *db, const npo_query *query, const npo_ranking *ranking,
	uint32_t first, uint32_t max, uint32_t check_at_least, npo_mset **mset,
	npo_error *err)
{
	return npo_guard(err, [&] {
		Xapian::Enquire enquire(db->read);

		enquire.set_query(query->query);
		enquire.set_weighting_scheme(
			Xapian::BM25Weight(ranking->k1, ranking->k2,
				ranking->k3, ranking->b, ranking->min_normlen));
		if (ranking->sort_slot >= 0)
			enquire.set_sort_by_value_then_relevance(
				static_cast<Xapian::valueno>(
					ranking->sort_slot),
				ranking->reverse);
		else if (ranking->tie_slot >= 0)
			enquire.set_sort_by_relevance_then_value(
				static_cast<Xapian::valueno>(ranking->tie_slot),
				false);
		auto self = std::make_unique<npo_mset>(npo_mset{
			enquire, enquire.get_mset(first, max, check_at_least)});
		*mset = self.release();
	});
}

void
npo_mset_free(npo_mset *mset)
{
	delete mset;
}

uint32_t
npo_mset_count(const npo_mset *mset)
{
	return mset->mset.size();
}

uint32_t
npo_mset_estimate(const npo_mset *mset)
{
	return mset->mset.get_matches_estimated();
}

void
npo_mset_hit(const npo_mset *mset, uint32_t i, uint32_t *docid, double *weight)
{
	assert(i < npo_mset_count(mset));
	Xapian::MSetIterator hit = mset->mset[i];

	*docid = *hit;
	*weight = hit.get_weight();
}

npo_status
npo_mset_data(const npo_mset *mset, uint32_t i, npo_buf *data, npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		npo_buf_addstr(data,
			npo_view(mset->mset[i].get_document().get_data()));
	});
}

npo_status
npo_mset_matched(
	const npo_mset *mset, uint32_t i, npo_buf *terms, npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		std::string found;
		auto hit = mset->mset[i];

		for (auto term = mset->enquire.get_matching_terms_begin(hit);
			term != mset->enquire.get_matching_terms_end(hit);
			++term)
			found.append(*term).push_back('\0');
		npo_buf_addstr(terms, npo_view(found));
	});
}
