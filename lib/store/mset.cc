/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mset.cc - run a query and look at its hits */
#include <algorithm>
#include <cassert>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "barrier.hh"
#include "handles.hh"

using Xapian::doccount;

struct npo_mset {
	Xapian::Enquire enquire; /* asked later for the terms that matched */
	Xapian::MSet mset;
	std::vector<doccount> order; /* hit i is number order[i] of it */

	Xapian::MSetIterator
	hit(doccount i) const
	{
		return mset[order.at(i)];
	}
};

/* equal key and weight: Xapian leaves the order to the docids */
static bool
is_tie(const Xapian::MSet &mset, doccount i, doccount k)
{
	return mset[i].get_weight() == mset[k].get_weight() &&
	       mset[i].get_sort_key() == mset[k].get_sort_key();
}

/* the best, and what is a tie with the last of them */
static Xapian::MSet
get_with_ties(const Xapian::Enquire &enquire, uint64_t best, doccount all,
	doccount check_at_least)
{
	for (auto most = std::min<uint64_t>(best + 1, all);;
		most = std::min<uint64_t>(2 * most, all)) {
		auto mset = enquire.get_mset(
			0, static_cast<doccount>(most), check_at_least);

		if (mset.size() < most || most == all ||
			!is_tie(mset, static_cast<doccount>(best - 1),
				mset.size() - 1))
			return mset;
	}
}

/* sort each run of ties by a value slot, the lowest first */
static void
sort_ties(npo_mset &self, int slot)
{
	const auto &mset = self.mset;
	std::vector<std::string> value(mset.size());

	for (doccount i = 0, end; i < mset.size(); i = end) {
		for (end = i + 1; end < mset.size() && is_tie(mset, i, end);)
			end++;
		if (end - i == 1)
			continue;
		for (auto k = i; k < end; k++)
			value[k] = mset[k].get_document().get_value(
				static_cast<Xapian::valueno>(slot));
		std::stable_sort(self.order.begin() + i,
			self.order.begin() + end,
			[&](auto a, auto b) { return value[a] < value[b]; });
	}
}

static void
count_up(npo_mset &self)
{
	self.order.resize(self.mset.size());
	std::iota(self.order.begin(), self.order.end(), 0);
}

/* by a slot, then weight, then another slot: Xapian has no such order */
static void
get_by_three(npo_mset &self, doccount all, int tie_slot, uint32_t first,
	uint32_t max, uint32_t check_at_least)
{
	uint64_t end = static_cast<uint64_t>(first) + max;

	self.mset = get_with_ties(self.enquire, end, all, check_at_least);
	count_up(self);
	sort_ties(self, tie_slot);
	if (self.order.size() > end)
		self.order.resize(end);
	self.order.erase(self.order.begin(), self.order.begin() +
		std::min<size_t>(first, self.order.size()));
}

static void
set_order(Xapian::Enquire &enquire, const npo_ranking &ranking)
{
	if (ranking.sort_slot >= 0)
		enquire.set_sort_by_value_then_relevance(
			static_cast<Xapian::valueno>(ranking.sort_slot),
			ranking.reverse);
	else if (ranking.tie_slot >= 0)
		enquire.set_sort_by_relevance_then_value(
			static_cast<Xapian::valueno>(ranking.tie_slot), false);
}

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
		set_order(enquire, *ranking);
		auto self = std::make_unique<npo_mset>(
			npo_mset{enquire, Xapian::MSet(), {}});
		if (ranking->sort_slot >= 0 && ranking->tie_slot >= 0 && max) {
			get_by_three(*self, db->read.get_doccount(),
				ranking->tie_slot, first, max, check_at_least);
		} else {
			self->mset = enquire.get_mset(
				first, max, check_at_least);
			count_up(*self);
		}
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
	return static_cast<uint32_t>(mset->order.size());
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
	Xapian::MSetIterator hit = mset->hit(i);

	*docid = *hit;
	*weight = hit.get_weight();
}

npo_status
npo_mset_data(const npo_mset *mset, uint32_t i, npo_buf *data, npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		npo_buf_addstr(data,
			npo_view(mset->hit(i).get_document().get_data()));
	});
}

npo_status
npo_mset_matched(
	const npo_mset *mset, uint32_t i, npo_buf *terms, npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		std::string found;
		auto hit = mset->hit(i);

		for (auto term = mset->enquire.get_matching_terms_begin(hit);
			term != mset->enquire.get_matching_terms_end(hit);
			++term)
			found.append(*term).push_back('\0');
		npo_buf_addstr(terms, npo_view(found));
	});
}
