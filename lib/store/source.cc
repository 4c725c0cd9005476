/* SPDX-License-Identifier: GPL-2.0-or-later */
/* source.cc - a posting source moves from document to document in a window */
#include "source.hh"

#include <algorithm>

bool
npo_window_source::first_bit(const uint64_t *bits, size_t size, size_t *offset)
{
	for (size_t i = *offset / BITS; i < size / BITS; i++) {
		uint64_t some = bits[i];

		if (i == *offset / BITS)
			some &= ~UINT64_C(0) << *offset % BITS;
		if (!some)
			continue;
		*offset = i * BITS + (size_t)__builtin_ctzll(some);
		return true;
	}
	return false;
}

void
npo_window_source::init(const Xapian::Database &shard)
{
	npo_source::init(shard);
	base = 1;
	size = 0;
}

void
npo_window_source::begin_window(Xapian::docid first, bool leap)
{
	size = leap || !size ? LEAST : std::min(2 * size, MOST);
	base = first;
}

void
npo_window_source::skip_to(Xapian::docid docid, double min_weight)
{
	uint64_t from = docid;

	if (docid <= current)
		return;
	min_weight = npo_about(min_weight);
	expect(min_weight);
	for (;;) {
		size_t offset = from - base;

		for (; offset < size && first_bit(documents(), size, &offset);
			offset++) {
			if (!weigh(offset, min_weight))
				continue;
			current = docid_at(offset);
			return;
		}
		from = std::max(from, base + size);
		if (from > UINT32_MAX ||
			!open_window(static_cast<Xapian::docid>(from)))
			break;
		from = base;
	}
	ended = true;
}
