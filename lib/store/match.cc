/* SPDX-License-Identifier: GPL-2.0-or-later */
/* match.cc - run a query */
#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "barrier.hh"
#include "best.hh"
#include "mset.hh"
#include "npo/schema.h"
#include "synonyms.hh"

using Xapian::doccount;

/** A query that is run, perhaps several times. */
struct run {
	npo_mset &self;
	Xapian::Enquire enquire;
	Xapian::Query whole;
	const npo_conditions *asked; /* of each document that ranks; or none */
	/* of one database, where nothing else but weight decides; or none */
	std::shared_ptr<const npo_listing> list;

	Xapian::MSet
	get(uint64_t first, uint64_t max, doccount check_at_least)
	{
		npo_placed_decider decider(self.db, self.query.conditions);

		if (!asked && check_at_least <= first + max && list)
			return get_best(first, max, nullptr);
		enquire.set_query(whole);
		return enquire.get_mset(static_cast<doccount>(first),
			static_cast<doccount>(max), check_at_least, nullptr,
			asked ? &decider : nullptr);
	}

	/* without conditions; classes: into these, of a list */
	Xapian::MSet
	get_best(uint64_t first, uint64_t max,
		std::shared_ptr<npo_best_source::found> classes)
	{
		bool few = list && first + max &&
			   first + max <= npo_best_source::MANY;

		enquire.set_query(few
				? npo_query_of(
					  std::make_unique<npo_best_source>(
						  list, first + max,
						  std::move(classes)))
				: whole);
		return enquire.get_mset(static_cast<doccount>(first),
			static_cast<doccount>(max));
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
get_with_ties(run &run, uint64_t best, doccount all,
	doccount check_at_least)
{
	for (auto most = std::min<uint64_t>(best + 1, all);;
		most = std::min<uint64_t>(2 * most, all)) {
		auto mset = run.get(0, most, check_at_least);

		if (mset.size() < most || most == all ||
			!is_tie(mset, static_cast<doccount>(best - 1),
				mset.size() - 1))
			return mset;
	}
}

/* sort each run of ties in the order that begins before the end of the page by
 * a value slot, the lowest first */
static void
sort_ties(npo_mset &self, int slot, uint64_t page_end)
{
	auto &order = self.order;
	std::map<doccount, std::string> value;

	for (size_t i = 0, end; i < order.size() && i < page_end; i = end) {
		for (end = i + 1; end < order.size() &&
			is_tie(self.mset, order[i], order[end]);)
			end++;
		if (end - i == 1)
			continue;
		for (auto k = i; k < end; k++)
			value[order[k]] =
				self.mset[order[k]].get_document().get_value(
					static_cast<Xapian::valueno>(slot));
		std::stable_sort(order.begin() + i, order.begin() + end,
			[&](auto a, auto b) { return value[a] < value[b]; });
	}
}

static void
count_up(npo_mset &self)
{
	self.order.resize(self.mset.size());
	std::iota(self.order.begin(), self.order.end(), 0);
}

/* The part of an answer that is asked for. */
struct page {
	uint64_t first, end;
	doccount all; /* documents of the database */
	doccount check_at_least;
};

/* cut the page out of what begins with the first hit */
static void
cut_order(npo_mset &self, const page &page)
{
	if (self.order.size() > page.end)
		self.order.resize(page.end);
	self.order.erase(self.order.begin(), self.order.begin() +
		std::min<size_t>(page.first, self.order.size()));
}

/* the mset begins with the first hit: sort its ties and cut the page out */
static void
cut_page(npo_mset &self, int tie_slot, const page &page)
{
	count_up(self);
	sort_ties(self, tie_slot, page.end);
	cut_order(self, page);
}

/* by a slot, then weight, then another slot: Xapian has no such order */
static void
get_by_three(run &run, int tie_slot, const page &page)
{
	run.self.mset = get_with_ties(
		run, page.end, page.all, page.check_at_least);
	cut_page(run.self, tie_slot, page);
}

/*
 * By weight, then a slot. Xapian would look the slot up for each document that
 * could still be a hit; but there are few ties as a rule, so some more hits
 * than the page has hold all that are on it.
 */
static void
get_by_weight(run &run, int tie_slot, const page &page)
{
	npo_mset &self = run.self;

	for (uint64_t more : {8, 128}) {
		auto most = std::min<uint64_t>(page.end + more, page.all);

		self.mset = run.get(0, most, page.check_at_least);
		if (self.mset.size() < most || most == page.all ||
			!is_tie(self.mset, static_cast<doccount>(page.end - 1),
				static_cast<doccount>(most - 1))) {
			cut_page(self, tie_slot, page);
			return;
		}
	}
	run.list.reset();
	run.enquire.set_sort_by_relevance_then_value(
		static_cast<Xapian::valueno>(tie_slot), false);
	self.mset = run.get(
		page.first, page.end - page.first, page.check_at_least);
	count_up(self);
}

static void
get_page(run &run, const npo_ranking &ranking, const page &page)
{
	npo_mset &self = run.self;

	if (page.first < page.end && ranking.tie_slot >= 0) {
		if (ranking.sort_slot >= 0)
			get_by_three(run, ranking.tie_slot, page);
		else
			get_by_weight(run, ranking.tie_slot, page);
	} else {
		self.mset = run.get(page.first, page.end - page.first,
			page.check_at_least);
		count_up(self);
	}
	self.estimate = self.mset.get_matches_estimated();
}

/* classes: what is known of those of a list's words, may be empty */
static bool
meets(const npo_mset &self, doccount i, npo_placing &placing,
	const npo_conditions &asked, const npo_best_source::found &classes)
{
	auto value = self.mset[i].get_document().get_value(NPO_SLOT_PLACES);
	auto own = classes.find(*self.mset[i]);
	const uint64_t *having =
		own == classes.end() ? nullptr : own->second.data();

	return std::all_of(asked.begin(), asked.end(), [&](const auto &one) {
		return placing.meets(*one, *self.mset[i], value,
			one->classed ? having : nullptr);
	});
}

/* take out what does not meet the conditions */
static void
keep_placed(npo_mset &self, npo_placing &placing, const npo_conditions &asked)
{
	self.order.erase(
		std::remove_if(self.order.begin(), self.order.end(),
			[&](doccount i) {
				return !meets(self, i, placing, asked, {});
			}),
		self.order.end());
}

/* whether there are enough hits, and none behind the last can be a tie */
static bool
is_enough(const npo_mset &self, uint64_t enough)
{
	const auto &order = self.order;

	return order.size() > enough &&
	       !is_tie(self.mset, order[enough - 1], order.back());
}

/* of what is ranked, the best that meet the conditions, until there are enough;
 * false: there are fewer. seen: how many were looked at */
static bool
take_placed(npo_mset &self, npo_placing &placing, const npo_conditions &asked,
	const npo_best_source::found &classes, uint64_t enough, doccount *seen)
{
	const auto &mset = self.mset;
	auto &order = self.order;

	order.clear();
	for (*seen = 0; *seen < mset.size() && !is_enough(self, enough);) {
		/* as many as are missing, in the order in which they stand */
		uint64_t missing = order.size() > enough
			? 1 : enough + 1 - order.size();
		std::vector<doccount> next(std::min<uint64_t>(
			missing, mset.size() - *seen));

		std::iota(next.begin(), next.end(), *seen);
		*seen += static_cast<doccount>(next.size());
		std::sort(next.begin(), next.end(), [&](auto i, auto k) {
			return *mset[i] < *mset[k];
		});
		for (auto i : next) {
			if (meets(self, i, placing, asked, classes))
				order.push_back(i);
		}
		std::sort(order.begin(), order.end());
	}
	return is_enough(self, enough);
}

/*
 * To look up where words stand is dear, and most that are asked for side by
 * side often stand so. So documents are ranked by their words and looked up the
 * best first, where a decider is asked in the order of docids. false: so few
 * meet the conditions that all have to be looked at.
 */
static bool
get_placed(run &run, const npo_conditions &asked, const npo_ranking &ranking,
	const page &page)
{
	const uint64_t first = 3, last = 64; /* ranked for each of the page */
	npo_mset &self = run.self;
	npo_placing placing(self.db);
	doccount seen;
	uint64_t most = std::min<uint64_t>(first * page.end, page.all);

	for (;;) {
		auto classes = std::make_shared<npo_best_source::found>();

		self.mset = run.get_best(0, most, classes);
		if (take_placed(self, placing, asked, *classes, page.end,
			    &seen) ||
			self.mset.size() < most || most == page.all)
			break;
		/* twice as many as there should have been */
		most = std::max<uint64_t>(2 * most,
			2 * page.end * seen /
				std::max<uint64_t>(self.order.size(), 1));
		if (most > last * page.end)
			return false;
		most = std::min<uint64_t>(most, page.all);
	}
	if (seen == self.mset.size() && (seen < most || most == page.all))
		self.estimate = static_cast<doccount>(self.order.size());
	else
		self.estimate = static_cast<doccount>(0.5 +
			self.mset.get_matches_estimated() *
				static_cast<double>(self.order.size()) / seen);
	if (ranking.tie_slot >= 0)
		sort_ties(self, ranking.tie_slot, page.end);
	cut_order(self, page);
	return true;
}

/*
 * A remote server does not know of conditions: what it has is fetched, the best
 * first, and looked at here, until there is enough.
 */
static void
get_remote(run &run, const npo_conditions &asked,
	const npo_ranking &ranking, const page &page)
{
	npo_mset &self = run.self;
	npo_placing placing(self.db, true);
	uint64_t best = std::max<uint64_t>(2 * page.end, 1);

	if (page.check_at_least > page.end)
		best = page.check_at_least;
	for (;; best *= 2) {
		best = std::min<uint64_t>(best, std::max(page.all, 1u));
		self.mset = get_with_ties(run, best, page.all, 0);
		count_up(self);
		/* behind the best, ties may be cut */
		while (self.order.size() > best &&
			!is_tie(self.mset, static_cast<doccount>(best - 1),
				self.order.back()))
			self.order.pop_back();
		if (ranking.tie_slot >= 0)
			sort_ties(self, ranking.tie_slot, UINT64_MAX);
		keep_placed(self, placing, asked);
		if (self.order.size() >= page.end || self.mset.size() < best ||
			best >= page.all)
			break;
	}
	self.estimate = static_cast<doccount>(self.order.size());
	cut_order(self, page);
}

/* what a word has of a database is of this one, and of its state */
static bool
is_for(const npo_asked &word, const npo_db &db)
{
	auto cursors = word.cursors.lock();

	return (!word.lengths || word.lengths == db.lengths) &&
	       (!cursors || cursors == db.cursors);
}

npo_status
npo_db_match(npo_db *db, const npo_query *query, const npo_ranking *ranking,
	uint32_t first, uint32_t max, uint32_t check_at_least, npo_mset **mset,
	npo_error *err)
{
	return npo_guard(err, [&] {
		const auto &asked = query->conditions;
		auto self = std::make_unique<npo_mset>();
		page page{first, static_cast<uint64_t>(first) + max,
			db->read.get_doccount(), check_at_least};
		/* which of several databases a document is of, no decider is
		 * told; in a query it is */
		run run{*self, Xapian::Enquire(db->read),
			db->one || db->remote ? query->query
					      : npo_baked(*query),
			db->one && !asked.empty() ? &asked : nullptr,
			db->one && ranking->sort_slot < 0
				? npo_listing_of(*query) : nullptr};

		for (const auto &word : query->words)
			if (!is_for(*word, *db))
				throw Xapian::InvalidArgumentError(
					"the query is for another database");
		self->db = db->read;
		self->query = *query;
		run.enquire.set_weighting_scheme(
			Xapian::BM25Weight(ranking->k1, ranking->k2,
				ranking->k3, ranking->b, ranking->min_normlen));
		if (ranking->sort_slot >= 0)
			run.enquire.set_sort_by_value_then_relevance(
				static_cast<Xapian::valueno>(
					ranking->sort_slot),
				ranking->reverse);
		if (db->remote && !asked.empty())
			get_remote(run, asked, *ranking, page);
		else if (!run.asked || ranking->sort_slot >= 0 ||
			 page.first >= page.end ||
			 check_at_least > page.end ||
			 !get_placed(run, asked, *ranking, page))
			get_page(run, *ranking, page);
		/* what nobody has read is not for the next query */
		if (db->cursors)
			db->cursors->forget();
		*mset = self.release();
	});
}
