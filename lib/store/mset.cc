/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mset.cc - look at the hits of a match */
#include "mset.hh"

#include <algorithm>
#include <cassert>

#include "barrier.hh"
#include "synonyms.hh"

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
	return mset->estimate;
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
		std::string found = npo_data_of(mset->hit(i).get_document());

		npo_buf_addstr(data, npo_view(found));
	});
}

npo_status
npo_mset_value(const npo_mset *mset, uint32_t i, uint32_t slot, npo_buf *value,
	npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		auto found = mset->hit(i).get_document().get_value(slot);

		npo_buf_addstr(value, npo_view(found));
	});
}

static void
gather_terms(npo_mset &self)
{
	auto add = [&](const std::string &term) {
		auto made = self.terms.emplace(term, self.typed.size());

		if (made.second)
			self.typed.push_back(&made.first->first);
	};

	for (auto term = self.query.query.get_terms_begin();
		term != self.query.query.get_terms_end(); ++term)
		add(*term);
	for (const auto &word : self.query.words)
		for (const auto &term : word->terms)
			add(term);
}

npo_status
npo_mset_matched(
	npo_mset *mset, uint32_t i, npo_buf *terms, npo_error *err)
{
	assert(i < npo_mset_count(mset));
	return npo_guard(err, [&] {
		auto own = mset->db.termlist_begin(*mset->hit(i));
		auto end = mset->db.termlist_end(*mset->hit(i));
		std::vector<size_t> numbers;

		if (mset->typed.empty())
			gather_terms(*mset);
		/* both are sorted */
		for (const auto &term : mset->terms) {
			if (own == end)
				break;
			own.skip_to(term.first);
			if (own != end && *own == term.first)
				numbers.push_back(term.second);
		}
		std::sort(numbers.begin(), numbers.end());
		for (auto number : numbers) {
			npo_buf_addstr(terms, npo_view(*mset->typed[number]));
			npo_buf_addc(terms, '\0');
		}
	});
}
