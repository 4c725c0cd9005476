/* SPDX-License-Identifier: GPL-2.0-or-later */
/* best.cc - the best documents of a list, pairs looked up for few of them */
#include "best.hh"

#include <algorithm>

#include "npo/schema.h"

/* Looked up at a time, in the order of docids, as near ones stand together. */
static constexpr size_t FEW = 8;

void
npo_best_source::init(const Xapian::Database &shard)
{
	npo_list_source::init(shard);
	ranked = false;
	candidates.clear();
	classes.clear();
	weights = {};
	enough = 0;
	hits.clear();
	at = 0;
}

npo_best_source *
npo_best_source::clone() const
{
	return new npo_best_source(asked, best, classes_found);
}

void
npo_best_source::skip_to(Xapian::docid docid, double)
{
	if (!ranked)
		rank();
	while (at < hits.size() && hits[at].docid < docid)
		at++;
	ended = at == hits.size();
	if (!ended)
		current = hits[at].docid;
}

/* ---------------------------------------------------------- candidates */

/* what one of the best may weigh, or more */
void
npo_best_source::note(double one)
{
	if (weights.size() == best) {
		if (one <= weights.top())
			return;
		weights.pop();
	}
	weights.push(one);
	if (weights.size() == best)
		enough = npo_about(weights.top());
}

void
npo_best_source::appraise(size_t offset)
{
	candidate one = {docid_at(offset), all_of(offset), 0, classes.size()};

	one.weight += words_of(offset,
		asked->words[0]->length_of(db, one.docid));
	if (one.weight + pair_weight < enough)
		return;
	for (const auto &word : words)
		classes.push_back(word->classes(offset));
	one.more = possible_pairs(&classes[one.having]);
	if (one.weight + one.more < enough) {
		classes.resize(one.having);
		return;
	}
	candidates.push_back(one);
	note(one.weight);
}

void
npo_best_source::look_at_window()
{
	const uint64_t *some = documents();

	for (size_t i = 0; i < size / BITS; i++) {
		for (uint64_t left = some[i]; left; left &= left - 1) {
			size_t offset =
				i * BITS + (size_t)__builtin_ctzll(left);

			if (all_of(offset) + pair_weight + bound(offset) >=
				enough)
				appraise(offset);
		}
	}
}

/* ---------------------------------------------------------- hits */

double
npo_best_source::pairs_of(const candidate &one)
{
	if (one.more <= 0)
		return 0;
	auto value = db.get_document(one.docid, Xapian::DOC_ASSUME_VALID)
			     .get_value(NPO_SLOT_PLACES);

	return pairs_met(one.docid, value, &classes[one.having]);
}

void
npo_best_source::take(const hit &one)
{
	if (hits.size() == best) {
		if (!(one < hits.front()))
			return;
		std::pop_heap(hits.begin(), hits.end());
		hits.pop_back();
	}
	hits.push_back(one);
	std::push_heap(hits.begin(), hits.end());
}

/* where the next candidates end that are to be looked up: as many as hits are
 * missing, or a few that may be better than the worst of these */
size_t
npo_best_source::next_few(size_t first) const
{
	size_t end = first + std::max(best - hits.size(), FEW);
	double least =
		hits.size() == best ? npo_about(hits.front().weight) : 0;

	end = std::min(end, candidates.size());
	while (end > first && candidates[end - 1].weight +
			candidates[end - 1].more < least)
		end--;
	return end;
}

/* for who has asked */
void
npo_best_source::give_classes(const candidate &one)
{
	auto own = classes.begin() + static_cast<ptrdiff_t>(one.having);

	(*classes_found)[one.docid].assign(
		own, own + static_cast<ptrdiff_t>(words.size()));
}

/* make the best candidates hits */
void
npo_best_source::settle()
{
	auto begin = candidates.begin();

	std::sort(begin, candidates.end(), [](const auto &a, const auto &b) {
		return a.weight + a.more > b.weight + b.more;
	});
	for (size_t i = 0, end; (end = next_few(i)) > i; i = end) {
		std::sort(begin + i, begin + end,
			[](const auto &a, const auto &b) {
				return a.docid < b.docid;
			});
		for (size_t k = i; k < end; k++) {
			const auto &one = candidates[k];

			take({one.docid, one.weight + pairs_of(one)});
			if (classes_found)
				give_classes(one);
		}
	}
	candidates.clear();
	classes.clear();
	weights = {};
	for (const auto &one : hits)
		note(one.weight);
}

void
npo_best_source::rank()
{
	ranked = true;
	for (uint64_t from = 1; from <= UINT32_MAX &&
		open_window(static_cast<Xapian::docid>(from));
		from = base + size) {
		look_at_window();
		if (candidates.size() >= MANY)
			settle();
		expect(enough);
	}
	settle();
	std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) {
		return a.docid < b.docid;
	});
}
