/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ranked.cc - documents with the words of a list, the best ones only */
#include <cmath>

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
		auto source = std::make_unique<npo_list_source>(
			std::move(asked));

		/* release(): the query owns it from here on */
		made->query = Xapian::Query(source.release()->release());
		*query = made.release();
	});
}

void
npo_list_source::init(const Xapian::Database &shard)
{
	double most = asked->all;

	db = shard;
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
	most += some_weight;
	set_maxweight(most * (1 + 1e-9));
	placing = std::make_unique<npo_placing>(db);
	places = db.valuestream_begin(NPO_SLOT_PLACES);
	bits.assign(npo_word_reader::MOST / npo_word_reader::BITS, 0);
	only_all = asked->only_all;
	light = 0;
	expected = 0;
	base = 1;
	size = 0;
	current = 0;
	ended = false;
}

/* ---------------------------------------------------------- windows */

/* the documents of the window that are worth to be looked at */
void
npo_list_source::combine()
{
	size_t count = size / npo_word_reader::BITS;

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
	Xapian::docid behind = base + static_cast<Xapian::docid>(size);
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
	size = npo_window_size(size, first > behind + size);
	base = first;
	for (auto &word : words) {
		(void)word->first_from(base);
		word->open(base, size);
	}
	combine();
	return true;
}

bool
npo_list_source::has(size_t word, size_t offset) const
{
	constexpr size_t BITS = npo_word_reader::BITS;

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
	double weight = 0;

	for (size_t i = 0; i < words.size(); i++) {
		if (has(i, offset))
			weight += words[i]->weight(offset, length);
	}
	return weight;
}

double
npo_list_source::pairs_of(size_t offset)
{
	static const std::string none;
	const Xapian::ValueIterator end;
	Xapian::docid docid = base + static_cast<Xapian::docid>(offset);
	double weight = 0;
	bool own = false;

	for (const auto &pair : asked->pairs) {
		if (!has(pair.first, offset) || !has(pair.first + 1, offset))
			continue;
		if (!own && places != end)
			places.skip_to(docid);
		own = places != end && places.get_docid() == docid;
		if (placing->meets(*pair.condition, docid,
			    own ? *places : none))
			weight += pair.weight;
	}
	return weight;
}

/* false: the document weighs less than it must */
bool
npo_list_source::weigh(size_t offset, double min_weight)
{
	Xapian::docid docid = base + static_cast<Xapian::docid>(offset);
	double all = has_all(offset) ? asked->all : 0;
	double weight;

	if (min_weight > all + pair_weight +
			words_of(offset, npo_word_reader::SHORT))
		return false;
	weight = all + words_of(offset,
			       asked->words[0]->length_of(db, docid));
	if (weight + pair_weight < min_weight)
		return false;
	if (!asked->pairs.empty())
		weight += pairs_of(offset);
	current = docid;
	current_weight = weight;
	return weight >= min_weight;
}

double
npo_list_source::get_weight() const
{
	return current_weight;
}

/* ---------------------------------------------------------- documents */

void
npo_list_source::skip_to(Xapian::docid docid, double min_weight)
{
	if (docid <= current)
		return;
	min_weight = npo_about(min_weight);
	expect(min_weight);
	for (;;) {
		size_t offset = docid - base;

		for (; offset < size && npo_first_bit(bits.data(), size,
					      &offset); offset++) {
			if (weigh(offset, min_weight))
				return;
		}
		docid = std::max(docid,
			base + static_cast<Xapian::docid>(size));
		if (!open_window(docid))
			break;
		docid = base;
	}
	ended = true;
}

void
npo_list_source::next(double min_weight)
{
	skip_to(current + 1, min_weight);
}

bool
npo_list_source::check(Xapian::docid docid, double min_weight)
{
	skip_to(docid, min_weight);
	return true;
}

bool
npo_list_source::at_end() const
{
	return ended;
}

Xapian::docid
npo_list_source::get_docid() const
{
	return current;
}

Xapian::doccount
npo_list_source::get_termfreq_min() const
{
	return 0;
}

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
npo_list_source::name() const
{
	return "npo_list_source";
}

std::string
npo_list_source::serialise() const
{
	throw Xapian::UnimplementedError("not for a remote database");
}

std::string
npo_list_source::get_description() const
{
	return "a list of " + std::to_string(words.size()) + " words";
}
