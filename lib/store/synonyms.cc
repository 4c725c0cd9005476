/* SPDX-License-Identifier: GPL-2.0-or-later */
/* synonyms.cc - documents that have any form of a word, and their weights */
#include <algorithm>
#include <cmath>
#include <set>

#include "barrier.hh"
#include "synonyms.hh"

namespace
{

/* how many documents have any of some terms, if terms are independent: as
 * Xapian counts a synonym's */
double
share_of(const npo_synonym *terms, size_t first, size_t end, double documents)
{
	double none = 1;

	for (size_t i = first; i < end; i++)
		none *= 1 - std::min(terms[i].documents / documents, 1.0);
	return 1 - none;
}

/* the inverse document frequency of BM25 as Xapian 1.4 counts it
 * (BM25Weight::init), for n of all documents */
double
xapian_idf(double n, double all)
{
	double odds = (all - n + 0.5) / (n + 0.5);

	return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

Xapian::Query
any_of(Xapian::Query::op op, const npo_synonym *terms,
	const npo_synonyms &group)
{
	std::vector<Xapian::Query> list;

	for (size_t i = group.first; i < group.end; i++)
		list.emplace_back(npo_string(terms[i].term));
	return Xapian::Query(op, list.begin(), list.end());
}

/* how many of the first terms are such that one of them is needed */
size_t
needed_of(const npo_synonyms *groups, size_t group_count, size_t count)
{
	size_t needed = count;

	for (size_t i = 0; i < group_count; i++) {
		if (!groups[i].needed)
			continue;
		if (groups[i].first || needed < count)
			throw Xapian::InvalidArgumentError(
				"a needed group that is not the first terms");
		needed = groups[i].end;
	}
	return needed;
}

bool
covers(const npo_synonyms *groups, size_t group_count, size_t count)
{
	size_t covered = 0;

	for (size_t i = 0; i < count; i++)
		covered += std::any_of(groups, groups + group_count,
			[&](const auto &group) {
				return group.first <= i && i < group.end;
			});
	return covered == count;
}

} // namespace

Xapian::Query
npo_plain_synonyms(const npo_synonym *terms, size_t count,
	const npo_synonyms *groups, size_t group_count, uint32_t documents)
{
	std::vector<Xapian::Query> list;

	size_t needed = needed_of(groups, group_count, count);

	for (size_t i = 0; i < group_count; i++) {
		const auto &group = groups[i];

		if (group.flat) {
			list.emplace_back(Xapian::Query::OP_FILTER,
				npo_constant(group.weight),
				any_of(Xapian::Query::OP_OR, terms, group));
			continue;
		}
		double n = documents * share_of(terms, group.first, group.end,
					       documents);

		list.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
			any_of(Xapian::Query::OP_SYNONYM, terms, group),
			group.weight / xapian_idf(n, documents));
	}
	/* some may be in no group */
	if (!covers(groups, group_count, count))
		list.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
			any_of(Xapian::Query::OP_OR, terms,
				npo_synonyms{0, count, 0, true, false}),
			0);
	Xapian::Query all(Xapian::Query::OP_OR, list.begin(), list.end());

	return needed == count ? all
			       : Xapian::Query(Xapian::Query::OP_FILTER, all,
					 any_of(Xapian::Query::OP_OR, terms,
						 npo_synonyms{0, needed, 0,
							 true, false}));
}

/* where groups begin or end: the terms from one such bound to the next are a
 * class */
static std::vector<size_t>
bounds_of(const npo_synonyms *groups, size_t group_count, size_t count)
{
	std::set<size_t> bounds = {0};

	for (size_t i = 0; i < group_count; i++) {
		bounds.insert(groups[i].first);
		bounds.insert(groups[i].end);
	}
	bounds.erase(count);
	return std::vector<size_t>(bounds.begin(), bounds.end());
}

/* how many of the bounds are at a term or before it */
static size_t
bounds_to(const std::vector<size_t> &bounds, size_t term)
{
	return static_cast<size_t>(std::distance(bounds.begin(),
		std::upper_bound(bounds.begin(), bounds.end(), term)));
}

static std::shared_ptr<npo_asked>
asked_of(const npo_db &db, const npo_synonym *terms, size_t count,
	const npo_synonyms *groups, size_t group_count,
	const npo_ranking &ranking)
{
	auto asked = std::make_shared<npo_asked>();
	auto bounds = bounds_of(groups, group_count, count);
	double average = db.read.get_avlength();

	if (bounds.size() > npo_asked::CLASSES)
		throw Xapian::InvalidArgumentError(
			"groups of terms with too many bounds");
	asked->class_count = bounds.size();
	asked->needed = needed_of(groups, group_count, count);
	asked->by_length = false;
	asked->most = 0;
	asked->max_weight = 0;
	asked->ranking = ranking;
	for (size_t i = 0; i < count; i++) {
		asked->terms.push_back(npo_string(terms[i].term));
		asked->classes.push_back(bounds_to(bounds, i) - 1);
		if (i < asked->needed)
			asked->most += terms[i].documents;
	}
	for (size_t i = 0; i < group_count; i++) {
		const auto &group = groups[i];

		if (group.weight > 0 && group.first < group.end)
			asked->add_group(bounds_to(bounds, group.first) - 1,
				bounds_to(bounds, group.end - 1),
				group.weight, group.flat);
	}
	asked->lengths = npo_lengths_of(db);
	asked->cursors = db.cursors;
	asked->length_factor = average > 0 ? 1 / average : 0;
	asked->share = share_of(
		terms, 0, asked->needed, std::max(db.read.get_doccount(), 1u));
	return asked;
}

npo_status
npo_query_synonyms(const npo_db *db, const npo_synonym *terms, size_t count,
	const npo_synonyms *groups, size_t group_count,
	const npo_ranking *ranking, npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		auto asked = asked_of(
			*db, terms, count, groups, group_count, *ranking);
		auto made = std::make_unique<npo_query>();

		made->words.push_back(asked);
		made->is_word = true;
		if (!count) {
			made->query = Xapian::Query::MatchNothing;
		} else if (db->remote) {
			made->query = npo_plain_synonyms(terms, count, groups,
				group_count, db->read.get_doccount());
		} else {
			made->query = npo_query_of(
				std::make_unique<npo_synonym_source>(
					std::move(asked)));
		}
		*query = made.release();
	});
}

/* ---------------------------------------------------------- weights */

void
npo_asked::add_group(size_t first, size_t end, double weight, bool flat)
{
	auto own = std::find_if(families.begin(), families.end(),
		[&](const auto &one) { return one.first == first; });

	if (own == families.end())
		own = families.insert(own, family{first, 0,
			std::vector<double>(class_count),
			std::vector<double>(class_count)});
	for (size_t i = first; i < end; i++) {
		own->classes |= UINT64_C(1) << i;
		(flat ? own->flat : own->graded)[i] += weight;
	}
	by_length |= !flat;
	/* a bound of wdf would be one more search in Xapian's table for each
	 * term, and is seldom much less */
	max_weight += weight * (flat ? 1 : ranking.k1 + 1);
}

double
npo_asked::below(Xapian::termcount length) const
{
	double norm = std::max(length * length_factor, ranking.min_normlen);

	return ranking.k1 * (norm * ranking.b + (1 - ranking.b));
}

/* ---------------------------------------------------------- a word's source */

void
npo_synonym_source::init(const Xapian::Database &shard)
{
	npo_window_source::init(shard);
	reader = std::make_unique<npo_word_reader>(db, asked);
	set_maxweight(reader->most() * (1 + 1e-9));
}

bool
npo_synonym_source::open_window(Xapian::docid from)
{
	Xapian::docid first = reader->first_from(from);

	if (!first)
		return false;
	begin_window(first, from != base + size);
	reader->open(first, size, nullptr);
	return true;
}

const uint64_t *
npo_synonym_source::documents() const
{
	return reader->documents();
}

double
npo_synonym_source::weight_at(size_t offset) const
{
	return reader->weight(offset, reader->by_length()
			? asked->length_of(db, docid_at(offset)) : 0);
}

/* its length is looked up only if need be */
bool
npo_synonym_source::weigh(size_t offset, double min_weight)
{
	return min_weight <= 0 ||
	       (reader->bound(offset) >= min_weight &&
		       weight_at(offset) >= min_weight);
}

double
npo_synonym_source::get_weight() const
{
	return weight_at(current - base);
}

Xapian::doccount
npo_synonym_source::get_termfreq_est() const
{
	return static_cast<Xapian::doccount>(
		asked->share * db.get_doccount() + 0.5);
}

Xapian::doccount
npo_synonym_source::get_termfreq_max() const
{
	return static_cast<Xapian::doccount>(
		std::min<uint64_t>(asked->most, db.get_doccount()));
}

npo_synonym_source *
npo_synonym_source::clone() const
{
	return new npo_synonym_source(asked);
}

std::string
npo_synonym_source::get_description() const
{
	std::string out;

	for (const auto &term : asked->terms)
		out += (out.empty() ? "" : " | ") + term;
	return out;
}
