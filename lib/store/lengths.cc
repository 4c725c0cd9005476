/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lengths.cc - documents' lengths as metadata, read and kept up to date */
#include "lengths.hh"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "npo/schema.h"

using Xapian::docid;
using Xapian::termcount;

namespace
{

constexpr docid RUN = npo_lengths::RUN;

std::string
key_of(docid run)
{
	char number[16];

	std::snprintf(number, sizeof(number), "%06x", run);
	return std::string(NPO_META_LENGTHS) + number;
}

/*
 * A run is a byte, how many bytes a length takes, then those, the lowest byte
 * first; what is not in it, as it is shorter, or has the length 0 is not known.
 */
termcount
length_in(const std::string &run, size_t i)
{
	size_t width = run.empty() ? 0 : static_cast<uint8_t>(run[0]);
	termcount length = 0;

	if (width > sizeof(length) || (i + 1) * width >= run.size())
		return 0;
	for (size_t k = width; k; k--)
		length = length << 8 |
			static_cast<uint8_t>(run[i * width + k]);
	return length;
}

std::string
run_of(const std::vector<termcount> &lengths)
{
	termcount most = *std::max_element(lengths.begin(), lengths.end());
	size_t count = lengths.size();
	std::string run(1, 1);

	while (most >>= 8)
		run[0]++;
	for (; count && !lengths[count - 1];)
		count--;
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < run[0]; k++)
			run += static_cast<char>(lengths[i] >> 8 * k);
	return count ? run : std::string();
}

/* 0: the document has gone again */
termcount
length_now(const Xapian::Database &db, docid number)
{
	try {
		return db.get_doclength(number);
	} catch (const Xapian::DocNotFoundError &) {
		return 0;
	}
}

/* of the docids from one on that are in its run; where the next run's begin */
template <typename Iterator>
Iterator
note_run(Xapian::WritableDatabase &db, Iterator at, Iterator end,
	const std::string &old)
{
	std::vector<termcount> lengths(RUN);
	docid run = *at / RUN;

	for (size_t i = 0; i < RUN; i++)
		lengths[i] = length_in(old, i);
	for (; at != end && *at / RUN == run; ++at)
		lengths[*at % RUN] = length_now(db, *at);
	db.set_metadata(key_of(run), run_of(lengths));
	return at;
}

} // namespace

termcount
npo_lengths::of(const Xapian::Database &db, docid number)
{
	termcount length;

	if (number / RUN >= runs.size())
		return db.get_doclength(number);
	auto &run = runs[number / RUN];

	if (!run)
		run = std::make_unique<const std::string>(
			db.get_metadata(key_of(number / RUN)));
	length = length_in(*run, number % RUN);
	return length ? length : db.get_doclength(number);
}

void
npo_lengths::note(Xapian::WritableDatabase &db, std::vector<docid> &docids)
{
	std::sort(docids.begin(), docids.end());
	for (auto at = docids.begin(); at != docids.end();)
		at = note_run(db, at, docids.end(),
			db.get_metadata(key_of(*at / RUN)));
}

void
npo_lengths::note_all(Xapian::WritableDatabase &db)
{
	std::vector<std::string> old(db.metadata_keys_begin(NPO_META_LENGTHS),
		db.metadata_keys_end(NPO_META_LENGTHS));

	for (const auto &key : old)
		db.set_metadata(key, std::string());
	for (auto at = db.postlist_begin(std::string());
		at != db.postlist_end(std::string());)
		at = note_run(db, at, db.postlist_end(std::string()),
			std::string());
}
