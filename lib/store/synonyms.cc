/* SPDX-License-Identifier: GPL-2.0-or-later */
/* synonyms.cc - documents that have any form of a word, and their weights */
#include <algorithm>
#include <cmath>
#include <numeric>
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
		asked->documents.push_back(terms[i].documents);
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

/* has: the classes of the family that the document has, at least one. Up to the
 * next of them the wdf of a group's terms together stay the same. */
double
npo_word_reader::weight_in(const npo_asked::family &family, size_t offset,
	uint64_t has, Xapian::termcount length) const
{
	const uint32_t *own = &wdf[offset * asked->class_count];
	size_t at = static_cast<size_t>(__builtin_ctzll(has));
	double below = asked->below(length), weight = family.flat[at];
	double most = asked->ranking.k1 + 1;
	uint64_t sum = 0;

	for (; has; has &= has - 1) {
		uint64_t behind = has & (has - 1);
		double graded;

		at = static_cast<size_t>(__builtin_ctzll(has));
		graded = family.graded[at];
		if (behind)
			graded -= family.graded[static_cast<size_t>(
				__builtin_ctzll(behind))];
		sum += own[at];
		sum = std::min<uint64_t>(sum, length);
		if (sum)
			weight += graded * most * static_cast<double>(sum) /
				  (below + static_cast<double>(sum));
	}
	return weight;
}

double
npo_word_reader::weight(size_t offset, Xapian::termcount length) const
{
	double weight = 0;

	for (const auto &family : asked->families) {
		uint64_t has = having[offset] & family.classes;

		if (has)
			weight += weight_in(family, offset, has, length);
	}
	return weight;
}

/* as if each of its terms were of the best class that it has: that is in all
 * groups which any of the others is in */
double
npo_word_reader::bound_of(size_t offset) const
{
	const uint32_t *own = &wdf[offset * asked->class_count];
	double below = asked->below(0), most = asked->ranking.k1 + 1;
	double bound = 0;

	for (const auto &family : asked->families) {
		uint64_t has = having[offset] & family.classes, sum = 0;

		if (!has)
			continue;
		size_t best = static_cast<size_t>(__builtin_ctzll(has));
		for (; has; has &= has - 1)
			sum += own[__builtin_ctzll(has)];
		bound += family.flat[best];
		if (sum)
			bound += family.graded[best] * most *
				static_cast<double>(sum) /
				(below + static_cast<double>(sum));
	}
	return bound;
}

/* ---------------------------------------------------------- windows */

void
npo_word_reader::list::read()
{
	for (; at != Xapian::PostingIterator(); ++at)
		rest.push_back({*at, at.get_wdf()});
	std::reverse(rest.begin(), rest.end());
	at = Xapian::PostingIterator();
}

void
npo_word_reader::list::arrive()
{
	if (at != Xapian::PostingIterator())
		docid = *at;
	else
		docid = rest.empty() ? 0 : rest.back().docid;
}

void
npo_word_reader::list::next()
{
	if (rest.empty())
		++at;
	else
		rest.pop_back();
	arrive();
}

void
npo_word_reader::list::skip_to(Xapian::docid wanted)
{
	if (rest.empty())
		at.skip_to(wanted);
	while (!rest.empty() && rest.back().docid < wanted)
		rest.pop_back();
	arrive();
}

Xapian::termcount
npo_word_reader::list::wdf() const
{
	return rest.empty() ? at.get_wdf() : rest.back().wdf;
}

npo_word_reader::npo_word_reader(const Xapian::Database &db,
	std::shared_ptr<const npo_asked> what)
    : asked(std::move(what)),
      bits(npo_window_source::MOST / npo_window_source::BITS),
      bounds(asked->class_count * FEW, -1)
{
	const auto &terms = asked->terms;
	std::vector<size_t> order(terms.size());
	double last = std::max(db.get_lastdocid(), Xapian::docid{1});

	std::iota(order.begin(), order.end(), 0);
	std::sort(order.begin(), order.end(),
		[&](auto a, auto b) { return terms[a] < terms[b]; });
	lists.reserve(terms.size());
	for (auto i : order) {
		/* a new cursor begins with the blocks of the table's own, which
		 * that goes to here: mostly from one term to a near one */
		if (!db.term_exists(terms[i]))
			continue;
		list one{db.postlist_begin(asked->terms[i]), {}, 0,
			asked->classes[i], i < asked->needed,
			asked->documents[i] / last};

		if (asked->documents[i] <= SHORT_LIST)
			one.read();
		one.arrive();
		if (one.docid)
			lists.push_back(std::move(one));
	}
}

Xapian::docid
npo_word_reader::first_from(Xapian::docid docid)
{
	Xapian::docid first = 0;

	for (auto &one : lists) {
		if (!one.needed)
			continue;
		if (one.docid < docid)
			one.skip_to(docid);
		if (one.docid && (!first || one.docid < first))
			first = one.docid;
	}
	lists.erase(std::remove_if(lists.begin(), lists.end(),
			    [](const list &one) {
				    return one.needed && !one.docid;
			    }),
		lists.end());
	return first;
}

static size_t
count_bits(const uint64_t *bits, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size / npo_window_source::BITS; i++)
		count += static_cast<size_t>(__builtin_popcountll(bits[i]));
	return count;
}

void
npo_word_reader::forget()
{
	constexpr size_t BITS = npo_window_source::BITS;
	size_t row = asked->class_count;

	for (size_t i = 0; i < size / BITS; i++) {
		for (; bits[i]; bits[i] &= bits[i] - 1) {
			size_t at = i * BITS +
				    (size_t)__builtin_ctzll(bits[i]);

			std::fill_n(&wdf[at * row], row, 0);
			having[at] = 0;
		}
	}
}

/* adds postings of one class to the window; with all that takes at hand, as most
 * of a search is this */
class npo_word_reader::adder
{
      public:
	adder(npo_word_reader &reader, size_t of_class)
	    : sums(reader.wdf.data() + of_class),
	      row(reader.asked->class_count), having(reader.having.data()),
	      bits(reader.bits.data()), own(UINT64_C(1) << of_class)
	{
	}

	void
	add(size_t offset, Xapian::termcount wdf) const
	{
		uint32_t &sum = sums[offset * row];

		bits[offset / BITS] |= UINT64_C(1) << offset % BITS;
		having[offset] |= own;
		sum = wdf > UINT32_MAX - sum ? UINT32_MAX : sum + wdf;
	}

      private:
	static constexpr size_t BITS = npo_window_source::BITS;
	uint32_t *sums;
	size_t row;
	uint64_t *having, *bits, own;
};

void
npo_word_reader::read(
	list &one, Xapian::docid first, const uint64_t *wanted)
{
	constexpr size_t BITS = npo_window_source::BITS;
	const adder to(*this, one.of_class);
	const size_t end = size;

	if (one.docid && one.docid < first)
		one.skip_to(first);
	for (; one.docid && one.docid - first < end; one.next()) {
		size_t at = one.docid - first;

		if (!wanted || (wanted[at / BITS] >> at % BITS & 1))
			to.add(at, one.wdf());
	}
}

void
npo_word_reader::read_wanted(
	list &one, Xapian::docid first, const uint64_t *wanted)
{
	const adder to(*this, one.of_class);
	size_t offset = one.docid > first ? one.docid - first : 0;

	while (one.docid &&
		npo_window_source::first_bit(wanted, size, &offset)) {
		Xapian::docid next =
			static_cast<Xapian::docid>(first + offset);

		if (one.docid < next)
			one.skip_to(next);
		if (one.docid == next) {
			to.add(offset, one.wdf());
			one.next();
		}
		offset = one.docid - first;
	}
}

/* the postings of the lists whose terms are needed, or of the others */
void
npo_word_reader::read_some(
	bool needed, Xapian::docid first, const uint64_t *wanted)
{
	size_t leaps = wanted ? count_bits(wanted, size) : SIZE_MAX;

	for (auto &one : lists) {
		if (one.needed != needed || !one.docid)
			continue;
		if (static_cast<double>(leaps) * LEAP <
			one.density * static_cast<double>(size))
			read_wanted(one, first, wanted);
		else
			read(one, first, wanted);
	}
}

void
npo_word_reader::open(
	Xapian::docid first, size_t docids, const uint64_t *wanted)
{
	size_t cells = docids * asked->class_count;

	forget();
	size = docids;
	if (having.size() < size) {
		having.resize(size);
		wdf.resize(cells);
	}
	read_some(true, first, wanted);
	if (asked->needed == asked->terms.size())
		return;
	leading = bits;
	read_some(false, first, leading.data());
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
