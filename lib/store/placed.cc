/* SPDX-License-Identifier: GPL-2.0-or-later */
/* placed.cc - whether words stand in a document as was asked */
#include <algorithm>
#include <cstdlib>

#include "barrier.hh"
#include "npo/schema.h"
#include "placed.hh"

namespace
{

/* false: it has none, and its positions are Xapian's own */
bool
open_list(const std::string &value, npo_places *list)
{
	if (value.empty())
		return false;
	/* the first byte only ranks it among the slot's */
	if (!npo_places_open(
		    npo_str{value.data() + 1, value.size() - 1}, list))
		throw Xapian::DatabaseCorruptError(
			"a document's positions are damaged");
	return true;
}

void
add_own(const Xapian::Database &db, Xapian::docid docid,
	const std::string &term, npo_positions &out)
{
	for (auto at = db.positionlist_begin(docid, term);
		at != db.positionlist_end(docid, term); ++at)
		npo_positions_add(&out, *at);
}

} // namespace

std::vector<uint32_t>
npo_positions_of(const Xapian::Database &db, Xapian::docid docid,
	const std::string &term)
{
	auto value = db.get_document(docid).get_value(NPO_SLOT_PLACES);
	std::vector<uint32_t> out;
	npo_places list;

	if (!open_list(value, &list)) {
		out.assign(db.positionlist_begin(docid, term),
			db.positionlist_end(docid, term));
		return out;
	}
	npo_positions found = {nullptr, 0, 0};
	if (npo_places_find(&list, npo_places_hash(npo_view(term)), &found))
		npo_positions_sort(&found);
	std::unique_ptr<uint32_t, decltype(&free)> own(found.p, free);
	out.assign(found.p, found.p + found.count);
	return out;
}

npo_placing::~npo_placing()
{
	for (auto &word : found)
		free(word.p);
}

/* a list may find a term that the document does not have */
bool
npo_placing::has(const form &asked, Xapian::docid docid)
{
	if (remote) {
		auto term = db.termlist_begin(docid);

		term.skip_to(asked.term);
		return term != db.termlist_end(docid) && *term == asked.term;
	}
	auto known = postings.find(asked.term);
	if (known == postings.end())
		known = postings.emplace(asked.term, postings_of{}).first;
	auto &at = known->second.at;

	/* documents come in any order */
	if (docid < known->second.from)
		at = db.postlist_begin(asked.term);
	known->second.from = docid;
	if (at == Xapian::PostingIterator())
		return false;
	at.skip_to(docid);
	return at != Xapian::PostingIterator() && *at == docid;
}

bool
npo_placing::add_form(const form &asked, Xapian::docid docid,
	const npo_places *list, bool sure, npo_positions &out)
{
	size_t before = out.count;

	if (std::find(absent.begin(), absent.end(), &asked) != absent.end())
		return false;
	if (list) {
		if (!npo_places_find(list, asked.hash, &out))
			return false;
		if (!sure)
			used.push_back(&asked);
		return true;
	}
	add_own(db, docid, asked.term, out);
	return out.count > before;
}

bool
npo_placing::add_word(const std::vector<form> &forms, Xapian::docid docid,
	const npo_places *list, const uint64_t *having, npo_positions &out)
{
	size_t found_forms = 0;

	out.count = 0;
	for (const auto &one : forms) {
		if (!having || (one.classes & *having))
			found_forms += add_form(one, docid, list,
				having && one.alone, out);
	}
	if (found_forms > 1)
		npo_positions_sort(&out);
	return found_forms != 0;
}

bool
npo_placing::meets(const npo_condition &condition, Xapian::docid docid,
	const std::string &value, const uint64_t *having)
{
	npo_places list;
	const npo_places *in = open_list(value, &list) ? &list : nullptr;
	size_t words = condition.words.size();

	if (found.size() < words)
		found.resize(words);
	absent.clear();
	for (;;) {
		used.clear();
		for (size_t i = 0; i < words; i++) {
			if (!add_word(condition.words[i], docid, in,
				    having ? &having[i] : nullptr, found[i]))
				return false;
		}
		if (!npo_positions_within(found.data(), words,
			    condition.window, condition.in_order))
			return false;
		size_t known = absent.size();
		for (const auto *one : used) {
			if (!has(*one, docid))
				absent.push_back(one);
		}
		if (absent.size() == known)
			return true;
	}
}

/* ---------------------------------------------------------- source */

void
npo_placed_source::init(const Xapian::Database &shard)
{
	npo_source::init(shard);
	value = db.valuestream_begin(NPO_SLOT_PLACES);
	placing = std::make_unique<npo_placing>(db);
}

/* so many that it is asked last */
Xapian::doccount
npo_placed_source::get_termfreq_est() const
{
	return db.get_doccount();
}

Xapian::doccount
npo_placed_source::get_termfreq_max() const
{
	return db.get_doccount();
}

bool
npo_placed_source::check(Xapian::docid docid, double)
{
	static const std::string none;
	const Xapian::ValueIterator end;

	if (value != end)
		value.skip_to(docid);
	bool own = value != end && value.get_docid() == docid;
	/* also if it does not: what comes next is behind it */
	current = docid;
	return placing->meets(*condition, docid, own ? *value : none);
}

void
npo_placed_source::skip_to(Xapian::docid docid, double min_weight)
{
	for (uint64_t last = db.get_lastdocid(), at = docid; at <= last; at++) {
		if (check(static_cast<Xapian::docid>(at), min_weight))
			return;
	}
	ended = true;
}

npo_placed_source *
npo_placed_source::clone() const
{
	return new npo_placed_source(condition);
}

std::string
npo_placed_source::get_description() const
{
	std::string out = condition->in_order ? "PHRASE " : "NEAR ";

	out += std::to_string(condition->window);
	for (const auto &word : condition->words)
		out += (&word == &condition->words[0] ? " " : ", ") +
		       word.front().term;
	return out;
}

/* ---------------------------------------------------------- decider */

bool
npo_placed_decider::operator()(const Xapian::Document &document) const
{
	auto docid = document.get_docid();
	auto value = document.get_value(NPO_SLOT_PLACES);

	return std::all_of(conditions.begin(), conditions.end(),
		[&](const auto &condition) {
			return placing.meets(*condition, docid, value);
		});
}
