/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reader.cc - the posting lists of a word's forms, read in windows */
#include <algorithm>
#include <cstring>
#include <numeric>

#include "synonyms.hh"

/* ---------------------------------------------------------- weights */

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

npo_word_reader::npo_word_reader(const Xapian::Database &db,
	std::shared_ptr<const npo_asked> what)
    : asked(std::move(what)),
      bits(npo_window_source::MOST / npo_window_source::BITS),
      bounds(asked->class_count * FEW, -1)
{
	const auto &terms = asked->terms;
	std::vector<size_t> order(terms.size());
	double last = std::max(db.get_lastdocid(), Xapian::docid{1});

	/* of what is never used, no page is touched */
	wdf.reserve(npo_window_source::MOST * asked->class_count);
	having.reserve(npo_window_source::MOST);
	/* from one list it is mostly not far to that of the next term */
	std::iota(order.begin(), order.end(), 0);
	std::sort(order.begin(), order.end(),
		[&](auto a, auto b) { return terms[a] < terms[b]; });
	lists.reserve(terms.size());
	auto kept = asked->cursors.lock();
	for (auto i : order) {
		list one(kept ? kept->take(db, terms[i])
			      : npo_cursor(db, terms[i]));

		if (!one.docid)
			continue;
		one.of_class = asked->classes[i];
		one.needed = i < asked->needed;
		one.density = one.documents / last;
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

/* the documents of the window, but for their bits */
void
npo_word_reader::forget_each()
{
	constexpr size_t BITS = npo_window_source::BITS;
	const size_t row = asked->class_count;

	for (size_t i = 0; i < size / BITS; i++) {
		uint32_t *sums = wdf.data() + i * BITS * row;
		uint64_t *own = having.data() + i * BITS;

		for (uint64_t some = bits[i]; some; some &= some - 1) {
			size_t at = (size_t)__builtin_ctzll(some);

			for (uint64_t has = own[at]; has; has &= has - 1)
				sums[at * row + (size_t)__builtin_ctzll(has)] =
					0;
			own[at] = 0;
		}
	}
}

void
npo_word_reader::forget()
{
	const size_t cells = size * asked->class_count;

	if (count_bits(bits.data(), size) * CELLS <= cells) {
		forget_each();
	} else {
		std::memset(wdf.data(), 0, cells * sizeof(wdf[0]));
		std::memset(having.data(), 0, size * sizeof(having[0]));
	}
	std::memset(bits.data(), 0, size / npo_window_source::BITS *
		sizeof(bits[0]));
}

/* adds postings of one class to the window; with all that takes at hand, as
 * most of a search is this */
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
	add(size_t offset, Xapian::termcount count) const
	{
		uint32_t &sum = sums[offset * row];

		bits[offset / BITS] |= UINT64_C(1) << offset % BITS;
		having[offset] |= own;
		sum = count > UINT32_MAX - sum ? UINT32_MAX : sum + count;
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
	one.each_before(first + end, [&](auto docid, auto count) {
		size_t at = docid - first;

		if (!wanted || (wanted[at / BITS] >> at % BITS & 1))
			to.add(at, count());
	});
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
	uint64_t end = first + static_cast<uint64_t>(size);

	for (auto &one : lists) {
		/* most of them have nothing in a window */
		if (one.needed != needed || !one.docid || one.docid >= end)
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
		wdf.resize(cells);
		having.resize(size);
	}
	read_some(true, first, wanted);
	if (asked->needed == asked->terms.size())
		return;
	leading = bits;
	read_some(false, first, leading.data());
}
