/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ranked.cc - documents with the words of a list, the best ones only */
#include <algorithm>
#include <cmath>
#include <numeric>

#include "barrier.hh"
#include "npo/schema.h"
#include "ranked.hh"

/* both are mostly in the same order */
void
npo_find_classes(
	std::vector<npo_condition::form> &forms, const npo_asked &word)
{
	std::vector<size_t> terms(word.class_count); /* of each class */
	size_t count = word.terms.size(), at = 0;

	for (auto of : word.classes)
		terms[of]++;
	for (auto &form : forms) {
		size_t tries = 0;

		for (; tries < count && word.terms[at % count] != form.term;
			tries++)
			at++;
		if (tries == count)
			continue;
		size_t of = word.classes[at % count];

		form.classes = UINT64_C(1) << of;
		form.alone = terms[of] == 1;
	}
}

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
			auto condition = npo_condition_of(
				NPO_NEAR, pair.places, 2, pair.window);

			for (size_t k = 0; k < 2; k++)
				npo_find_classes(condition->words[k],
					*asked->words[pair.first + k]);
			asked->pairs.push_back({std::move(condition),
				pair.first, pair.weight});
		}
		made->words = asked->words;
		made->list = asked;
		made->query = npo_query_of(std::make_unique<npo_list_source>(
			std::move(asked)));
		*query = made.release();
	});
}

std::shared_ptr<const npo_listing>
npo_listing_of(const npo_query &query)
{
	if (!query.is_word || query.words[0]->terms.empty())
		return query.list;
	return std::make_shared<npo_listing>(
		npo_listing{query.words, {false}, 0, false, {}});
}

/* every list from its beginning */
void
npo_list_source::read_anew()
{
	words.clear();
	for (const auto &word : asked->words)
		words.push_back(std::make_unique<npo_word_reader>(db, word));
	partly = false;
	size = 0;
}

/* what a document weighs at most that has these words and no others */
double
npo_list_source::reach(const std::vector<bool> &in) const
{
	bool has_all = true;
	double sum = 0;

	for (size_t i = 0; i < words.size(); i++) {
		sum += in[i] ? words[i]->most() : 0;
		has_all &= in[i] || !asked->needed[i];
	}
	for (const auto &pair : asked->pairs)
		sum += in[pair.first] && in[pair.first + 1] ? pair.weight : 0;
	return has_all ? sum + asked->all : sum;
}

/* adding a word never gives less */
void
npo_list_source::find_reaches()
{
	std::vector<bool> in(words.size(), true);

	set_maxweight(reach(in) * (1 + 1e-9));
	/* if none is needed, nothing can be without one that is */
	some_weight = HUGE_VAL;
	for (size_t i = 0; i < words.size(); i++) {
		if (!asked->needed[i])
			continue;
		in[i] = false;
		some_weight = some_weight == HUGE_VAL
			? reach(in) : std::max(some_weight, reach(in));
		in[i] = true;
	}
	in.assign(words.size(), false);
	light_weight.clear();
	for (auto i : by_weight) {
		in[i] = true;
		light_weight.push_back(reach(in));
	}
}

void
npo_list_source::init(const Xapian::Database &shard)
{
	npo_window_source::init(shard);
	read_anew();
	pair_weight = 0;
	by_weight.resize(words.size());
	std::iota(by_weight.begin(), by_weight.end(), 0);
	by_need = by_weight;
	std::sort(by_weight.begin(), by_weight.end(), [&](auto a, auto b) {
		return words[a]->most() < words[b]->most();
	});
	std::sort(by_need.begin(), by_need.end(), [&](auto a, auto b) {
		return asked->needed[a] != asked->needed[b]
			? asked->needed[a]
			: asked->words[a]->most < asked->words[b]->most;
	});
	for (const auto &pair : asked->pairs)
		pair_weight += pair.weight;
	find_reaches();
	placing = std::make_unique<npo_placing>(db);
	places_begun = false;
	bits.assign(MOST / BITS, 0);
	whole = bits;
	only_all = asked->only_all;
	light = 0;
	expected = 0;
}

/* ---------------------------------------------------------- windows */

/* documents with any of the words from one on, by what they may weigh */
void
npo_list_source::any_of(size_t first)
{
	std::fill_n(bits.begin(), size / BITS, 0);
	for (size_t i = first; i < words.size(); i++) {
		const uint64_t *own = words[by_weight[i]]->documents();

		for (size_t k = 0; k < size / BITS; k++)
			bits[k] |= own[k];
	}
}

/* the documents of both */
static void
keep(std::vector<uint64_t> &bits, const uint64_t *others, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bits[i] &= others[i];
}

/* the documents that have all the words, in a window of all that any has but
 * for the light words, or in one of these alone */
void
npo_list_source::find_whole()
{
	std::copy_n(bits.begin(), size / BITS, whole.begin());
	for (size_t i = 0; i < words.size(); i++) {
		if (asked->needed[i])
			keep(whole, words[i]->documents(), size / BITS);
	}
}

/* the documents of the window that are worth to be looked at */
void
npo_list_source::combine()
{
	any_of(light);
	find_whole();
	if (only_all)
		bits = whole;
}

/* what a hit must weigh from now on, mostly more than before */
void
npo_list_source::expect(double min_weight)
{
	bool changed = min_weight < expected;

	if (changed) {
		only_all = asked->only_all;
		light = 0;
		if (partly)
			read_anew();
	}
	expected = min_weight;
	if (!only_all && min_weight > some_weight)
		changed = only_all = true;
	for (; !only_all && light < words.size() &&
		light_weight[light] < min_weight; light++)
		changed = true;
	if (changed)
		combine();
}

/* where the first document may be that has all the words; 0: nowhere */
Xapian::docid
npo_list_source::first_with_all(Xapian::docid from)
{
	for (size_t i = 0; i < words.size() && from; i++) {
		if (asked->needed[by_need[i]])
			from = words[by_need[i]]->first_from(from);
	}
	return from;
}

/* that has any of the words but the light ones */
Xapian::docid
npo_list_source::first_with_any(Xapian::docid from)
{
	Xapian::docid first = 0;

	for (size_t i = light; i < words.size(); i++) {
		Xapian::docid own = words[by_weight[i]]->first_from(from);

		if (own)
			first = first ? std::min(first, own) : own;
	}
	return first;
}

/* of each word only what all words before it have, the rarest one first */
void
npo_list_source::read_all()
{
	const uint64_t *wanted = nullptr;

	for (auto i : by_need) {
		auto &word = *words[i];

		word.open(static_cast<Xapian::docid>(base), size, wanted);
		if (!wanted)
			std::copy_n(word.documents(), size / BITS,
				bits.begin());
		else if (asked->needed[i])
			keep(bits, word.documents(), size / BITS);
		wanted = bits.data();
	}
	whole = bits;
	partly = true;
}

/* of the light words only what others have */
void
npo_list_source::read_any()
{
	auto first = static_cast<Xapian::docid>(base);

	for (size_t i = light; i < words.size(); i++)
		words[by_weight[i]]->open(first, size, nullptr);
	any_of(light);
	for (size_t i = 0; i < light; i++)
		words[by_weight[i]]->open(first, size, bits.data());
	find_whole();
	partly = light > 0;
}

bool
npo_list_source::open_window(Xapian::docid from)
{
	Xapian::docid first =
		only_all ? first_with_all(from) : first_with_any(from);

	if (!first)
		return false;
	begin_window(first, first > base + 2 * size);
	if (only_all)
		read_all();
	else
		read_any();
	return true;
}

/* ---------------------------------------------------------- weights */

double
npo_list_source::words_of(size_t offset, Xapian::termcount length) const
{
	double sum = 0;

	for (const auto &word : words)
		sum += word->weight(offset, length);
	return sum;
}

double
npo_list_source::possible_pairs(const uint64_t *having) const
{
	double sum = 0;

	for (const auto &pair : asked->pairs)
		if (having[pair.first] && having[pair.first + 1])
			sum += pair.weight;
	return sum;
}

double
npo_list_source::pairs_met(Xapian::docid docid, const std::string &value,
	const uint64_t *having)
{
	double sum = 0;

	for (const auto &pair : asked->pairs) {
		const uint64_t *own = having + pair.first;

		if (own[0] && own[1] &&
			placing->meets(*pair.condition, docid, value, own))
			sum += pair.weight;
	}
	return sum;
}

double
npo_list_source::pairs_of(size_t offset)
{
	static const std::string none;
	const Xapian::ValueIterator end;
	Xapian::docid docid = docid_at(offset);

	scratch.clear();
	for (const auto &word : words)
		scratch.push_back(word->classes(offset));
	if (possible_pairs(scratch.data()) <= 0)
		return 0;
	/* a list that is ranked otherwise needs none */
	if (!places_begun) {
		places = db.valuestream_begin(NPO_SLOT_PLACES);
		places_begun = true;
	}
	if (places != end)
		places.skip_to(docid);
	bool own = places != end && places.get_docid() == docid;

	return pairs_met(docid, own ? *places : none, scratch.data());
}

/* false: the document weighs less than it must */
bool
npo_list_source::weigh(size_t offset, double min_weight)
{
	double all = all_of(offset);

	/* a length is looked up only if need be */
	if (all + pair_weight + bound(offset) < min_weight)
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
