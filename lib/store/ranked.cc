/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ranked.cc - documents with the words of a list, the best ones only */
#include <algorithm>

#include "barrier.hh"
#include "npo/schema.h"
#include "ranked.hh"

npo_status
npo_query_list(const npo_db *db, const npo_listed *words, size_t count,
	double all, bool only_all, const npo_pair *pairs, size_t pair_count,
	npo_query **query, npo_error *err)
{
	if (db->remote)
		return npo_fail(err, NPO_EINVAL, "not for a remote database");
	return npo_guard(err, [&] {
		auto asked = std::make_shared<npo_listing>();
		auto made = std::make_unique<npo_query>();

		for (size_t i = 0; i < count; i++) {
			if (!words[i].word->is_word)
				throw Xapian::InvalidArgumentError(
					"a list is of words");
			asked->words.push_back(words[i].word->words[0]);
			asked->needed.push_back(words[i].needed);
		}
		bool any = std::any_of(asked->needed.begin(),
			asked->needed.end(), [](bool one) { return one; });

		if (only_all && !any)
			throw Xapian::InvalidArgumentError(
				"all of no words");
		asked->all = any ? all : 0;
		asked->only_all = only_all;
		for (size_t i = 0; i < pair_count; i++) {
			const auto &pair = pairs[i];

			if (pair.first + 1 >= count)
				throw Xapian::InvalidArgumentError(
					"a pair of words that are not there");
			asked->pairs.push_back({npo_condition_of(NPO_NEAR,
				pair.places, 2, pair.window),
				pair.first, pair.weight});
		}
		made->words = asked->words;
		made->query = npo_query_of(std::make_unique<npo_list_source>(
			std::move(asked)));
		*query = made.release();
	});
}

void
npo_list_source::init(const Xapian::Database &shard)
{
	npo_window_source::init(shard);
	words.clear();
	by_weight.clear();
	some_weight = pair_weight = 0;
	for (const auto &word : asked->words) {
		words.push_back(std::make_unique<npo_word_reader>(db, word));
		some_weight += words.back()->most();
		by_weight.push_back(by_weight.size());
	}
	std::sort(by_weight.begin(), by_weight.end(), [&](auto a, auto b) {
		return words[a]->most() < words[b]->most();
	});
	for (const auto &pair : asked->pairs)
		pair_weight += pair.weight;
	some_weight += pair_weight;
	set_maxweight((asked->all + some_weight) * (1 + 1e-9));
	placing = std::make_unique<npo_placing>(db);
	places = db.valuestream_begin(NPO_SLOT_PLACES);
	bits.assign(MOST / BITS, 0);
	only_all = asked->only_all;
	light = 0;
	expected = 0;
}

/* ---------------------------------------------------------- windows */

/* the documents of the window that are worth to be looked at */
void
npo_list_source::combine()
{
	size_t count = size / BITS;

	std::fill_n(bits.begin(), count, 0);
	for (size_t i = light; i < words.size(); i++) {
		const uint64_t *own = words[by_weight[i]]->documents();

		for (size_t k = 0; k < count; k++)
			bits[k] |= own[k];
	}
	for (size_t i = 0; only_all && i < words.size(); i++) {
		const uint64_t *own = words[i]->documents();

		for (size_t k = 0; asked->needed[i] && k < count; k++)
			bits[k] &= own[k];
	}
}

/* what a hit must weigh from now on, mostly more than before */
void
npo_list_source::expect(double min_weight)
{
	bool changed = min_weight < expected;
	double sum = pair_weight;

	if (changed) {
		only_all = asked->only_all;
		light = 0;
	}
	expected = min_weight;
	if (!only_all && asked->all > 0 && min_weight > some_weight)
		changed = only_all = true;
	for (size_t i = 0; i < light; i++)
		sum += words[by_weight[i]]->most();
	/* while what all words together give is below that, it cannot be had
	 * without it */
	while (!only_all && light < words.size()) {
		sum += words[by_weight[light]]->most();
		if (sum + asked->all >= min_weight)
			break;
		light++;
		changed = true;
	}
	if (changed)
		combine();
}

/* where the first document may be that is worth to be looked at */
bool
npo_list_source::open_window(Xapian::docid from)
{
	Xapian::docid first = 0;

	for (size_t i = 0; i < words.size(); i++) {
		Xapian::docid own = words[i]->first_from(from);

		if (only_all && asked->needed[i]) {
			if (!own)
				return false;
			first = std::max(first, own);
		} else if (!only_all && own) {
			first = first ? std::min(first, own) : own;
		}
	}
	if (!first)
		return false;
	begin_window(first, first > base + 2 * size);
	for (auto &word : words) {
		(void)word->first_from(first);
		word->open(first, size);
	}
	combine();
	return true;
}

bool
npo_list_source::has(size_t word, size_t offset) const
{
	return words[word]->documents()[offset / BITS] >> offset % BITS & 1;
}

/* ---------------------------------------------------------- weights */

bool
npo_list_source::has_all(size_t offset) const
{
	for (size_t i = 0; i < words.size(); i++) {
		if (asked->needed[i] && !has(i, offset))
			return false;
	}
	return true;
}

double
npo_list_source::words_of(size_t offset, Xapian::termcount length) const
{
	double sum = 0;

	for (size_t i = 0; i < words.size(); i++) {
		if (has(i, offset))
			sum += words[i]->weight(offset, length);
	}
	return sum;
}

double
npo_list_source::pairs_of(size_t offset)
{
	static const std::string none;
	const Xapian::ValueIterator end;
	Xapian::docid docid = docid_at(offset);
	double sum = 0;
	bool own = false;

	for (const auto &pair : asked->pairs) {
		if (!has(pair.first, offset) || !has(pair.first + 1, offset))
			continue;
		if (!own && places != end)
			places.skip_to(docid);
		own = places != end && places.get_docid() == docid;
		if (placing->meets(*pair.condition, docid,
			    own ? *places : none))
			sum += pair.weight;
	}
	return sum;
}

/* false: the document weighs less than it must */
bool
npo_list_source::weigh(size_t offset, double min_weight)
{
	double all = has_all(offset) ? asked->all : 0;

	if (min_weight > all + pair_weight +
			words_of(offset, npo_word_reader::SHORT))
		return false;
	weight = all + words_of(offset, asked->words[0]->length_of(
					db, docid_at(offset)));
	if (weight + pair_weight < min_weight)
		return false;
	if (!asked->pairs.empty())
		weight += pairs_of(offset);
	return weight >= min_weight;
}

/* ---------------------------------------------------------- estimates */

Xapian::doccount
npo_list_source::get_termfreq_est() const
{
	double none = 1, all = 1;

	for (size_t i = 0; i < asked->words.size(); i++) {
		none *= 1 - asked->words[i]->share;
		if (asked->needed[i])
			all *= asked->words[i]->share;
	}
	return static_cast<Xapian::doccount>(
		(asked->only_all ? all : 1 - none) * db.get_doccount() + 0.5);
}

Xapian::doccount
npo_list_source::get_termfreq_max() const
{
	uint64_t most = 0;

	for (size_t i = 0; i < asked->words.size(); i++) {
		if (!asked->only_all)
			most += asked->words[i]->most;
		else if (asked->needed[i])
			most = std::min(most ? most : UINT64_MAX,
				asked->words[i]->most);
	}
	return static_cast<Xapian::doccount>(
		std::min<uint64_t>(most, db.get_doccount()));
}

npo_list_source *
npo_list_source::clone() const
{
	return new npo_list_source(asked);
}

std::string
npo_list_source::get_description() const
{
	return "a list of " + std::to_string(asked->words.size()) + " words";
}
